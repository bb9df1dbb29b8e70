"""`bot decisions`."""

from typing import Literal

import pytest

from bot.cases.deciding import replay
from bot.cases.models import DecisionRecord
from bot.cli import decisions
from bot.policy import Decision, explain
from bot.store import Store
from tests.cases.shop import NOW, SERVICE, UNSHIPPED, Order, ask, request, sell
from tests.cli.conftest import Bot

Language = Literal["zh", "en"]

UNSUPPORTED: Order = UNSHIPPED | {"seven_day_refund": "false"}


def test_a_decision_is_listed_as_the_contract_says(bot: Bot, store: Store) -> None:
    assert bot.json("decisions", "list") == []
    sell(store, **UNSUPPORTED)
    decision_id = ask(store, request())
    (found,) = bot.json("decisions", "list")
    facts = found.pop("facts")
    assert found == {
        "id": decision_id,
        "order_no": "TB1",
        "shopper_id": "s1",
        "wish": "refund",
        "row": "row_9_unshipped_unsupported",
        "outcome": "refuse",
        "route": None,
        "clauses": ["X-A"],
        "parameters_version": "2024-01-01",
        "decided_at": "2026-06-03T04:00:00+00:00",
        "conversation_id": "c1",
    }
    assert facts["order"]["seven_day_refund"] is False


def test_decisions_are_listed_for_people_too(bot: Bot, store: Store) -> None:
    assert bot("decisions", "list").out == "(none)\n"
    sell(store, **SERVICE)
    decision_id = ask(store, request())
    _, line = bot("decisions", "list").out.splitlines()
    assert line.split() == [
        *(decision_id, "2026-06-03", "12:00", "TB1", "refund", "approve", "refund_now"),
        *("P-1", "P-2"),
    ]


def test_decisions_on_one_order(bot: Bot, store: Store) -> None:
    sell(store, **SERVICE)
    sell(store, **SERVICE, order_no="TB2")
    ask(store, request(), NOW.replace(hour=11))
    newer = ask(store, request(order_no="TB2"))
    newest = ask(store, request(order_no="TB2", message_id=2), NOW.replace(hour=13))
    found = bot.json("decisions", "list", "--order", "TB2")
    assert [decision["id"] for decision in found] == [newest, newer]
    assert len(bot.json("decisions", "list")) == 3
    assert bot.json("decisions", "list", "--order", "TB9") == []


@pytest.mark.parametrize(
    ("arguments", "language"),
    [((), "en"), (("--lang", "en"), "en"), (("--lang", "zh"), "zh")],
)
def test_a_decision_is_explained_check_by_check(
    bot: Bot, store: Store, arguments: tuple[str, ...], language: Language
) -> None:
    sell(store, **UNSUPPORTED)
    decision_id = ask(store, request())
    with store.reading() as session:
        checks = explain(replay(session.get_one(DecisionRecord, decision_id)), language)
    assert len(checks) == 3
    assert bot("decisions", "explain", decision_id, *arguments).out.splitlines() == [
        "2026-06-03 12:00, order TB1, refund: refuse (X-A)",
        "by the numbers of 2024-01-01, row_9_unshipped_unsupported",
        *checks,
    ]


def test_an_approval_is_explained_with_its_route(bot: Bot, store: Store) -> None:
    sell(store, **SERVICE)
    out = bot("decisions", "explain", ask(store, request())).out
    assert "refund: approve by refund_now (P-1, P-2)\n" in out
    assert "✓ P-1" in out


def test_rules_that_have_changed_since_are_told(
    bot: Bot, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replay_the_other(_row: DecisionRecord) -> Decision:
        with store.reading() as session:
            return replay(session.get_one(DecisionRecord, other_id))

    sell(store, **SERVICE)
    sell(store, **UNSUPPORTED, order_no="TB2")
    decision_id, other_id = ask(store, request()), ask(store, request(order_no="TB2"))
    monkeypatch.setattr(decisions, "replay", replay_the_other)
    said = bot("decisions", "explain", decision_id, code=1)
    assert "✗ X-A" in said.out
    assert said.err == ("error: today's rules say refuse (X-A) on the same record; tell the shop\n")


def test_a_decision_that_is_not_there(bot: Bot) -> None:
    error = bot.refused("decisions", "explain", "x")
    assert error == "there is no decision x; see bot decisions list"


def test_a_language_that_is_none(bot: Bot) -> None:
    bot("decisions", "explain", "x", "--lang", "fr", code=2)
