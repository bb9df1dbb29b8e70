"""A decision is kept once, with all that it rests on: the record alone gives it again."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.cases.deciding import Request, consider, record, replay
from bot.cases.models import DecisionRecord
from bot.cases.situation import calendar
from bot.policy import Outcome, Wish, WorkingCalendar
from bot.settings import settings
from bot.store import Store
from tests.cases.shop import (
    BROKEN,
    IN_TRANSIT,
    INTACT,
    NOW,
    REBATED,
    SERVICE,
    SIGNED,
    UNSHIPPED,
    Order,
    ask,
    file,
    request,
    sell,
)

USED = {"quality_problem": False, "used": True}


@pytest.mark.parametrize(
    ("order", "asked"),
    [
        (SERVICE, request()),
        (SERVICE | {"consumed_at": "2026-06-02T19:00:00+08:00"}, request()),
        (UNSHIPPED, request(Wish.RETURN)),
        (UNSHIPPED | REBATED, request()),
        (IN_TRANSIT | {"seven_day_refund": "false"}, request()),
        (SIGNED, request()),
        (SIGNED, request(answers=USED)),
        (SIGNED | {"quantity": "3"}, request(units=2)),
        (SIGNED, request(Wish.EXCHANGE)),
        (SIGNED, request(Wish.QUALITY, answers=BROKEN)),
    ],
)
def test_a_record_alone_gives_the_decision_again(
    store: Store, order: Order, asked: Request
) -> None:
    sell(store, **order)
    with store.reading() as session:
        considered = consider(session, asked, NOW)
    decision_id = record(store, asked, considered)
    with store.reading() as session:
        kept = session.get_one(DecisionRecord, decision_id)
    assert replay(kept) == considered.decision


def test_a_record_says_what_was_decided_and_when(store: Store) -> None:
    sell(store, **IN_TRANSIT)
    asked = request(message_id=7)
    decision_id = ask(store, asked)
    with store.reading() as session:
        kept = session.get_one(DecisionRecord, decision_id)
    assert (kept.order_no, kept.shopper_id, kept.wish) == ("TB1", "s1", "refund")
    assert (kept.row, kept.outcome, kept.route) == (
        "row_13_in_transit",
        "approve",
        "refuse_delivery",
    )
    assert (kept.clauses, kept.parameters_version) == (["P-3b"], "2024-01-01")
    assert (kept.decided_at, kept.conversation_id, kept.message_id) == (NOW, "c1", 7)


def test_an_old_decision_is_not_changed_by_what_happens_to_the_order(store: Store) -> None:
    sell(store, **SERVICE)
    decision_id = ask(store, request())
    sell(store, **SERVICE, paid_amount="1.00", consumed_at="2026-06-03T11:00:00+08:00")
    with store.reading() as session:
        decision = replay(session.get_one(DecisionRecord, decision_id))
    assert (decision.outcome, decision.amount_fen) == (Outcome.APPROVE, 10000)


def test_the_same_message_decides_once(store: Store) -> None:
    sell(store, **SERVICE)
    first = ask(store, request(), NOW)
    again = ask(store, request(), NOW + timedelta(minutes=1))
    assert first == again
    assert _count(store) == 1


@pytest.mark.parametrize(
    "other",
    [
        request(message_id=2),
        request(conversation_id="c2"),
        request(Wish.RETURN),
        request(order_no="TB2"),
    ],
)
def test_another_question_is_another_decision(store: Store, other: Request) -> None:
    sell(store, **SERVICE)
    sell(store, **SERVICE, order_no="TB2")
    assert ask(store, request()) != ask(store, other)
    assert _count(store) == 2


@pytest.mark.parametrize("asked", [request(order_no="TB9"), request(shopper_id="s2")])
def test_an_order_that_is_not_the_shoppers_own_is_unknown(store: Store, asked: Request) -> None:
    sell(store, **SERVICE)
    sell(store, **SERVICE, order_no="TB2", shopper_id="s2")
    with store.reading() as session:
        considered = consider(session, asked, NOW)
    assert considered.situation is None
    assert considered.decision is not None
    assert considered.decision.outcome is Outcome.NOT_FOUND
    assert record(store, asked, considered) is None


def test_what_is_no_decision_is_not_recorded(store: Store) -> None:
    sell(store, **SERVICE)
    file(store, request())
    sell(store, **IN_TRANSIT, order_no="TB2")
    for asked in (request(message_id=2), request(Wish.EXCHANGE, order_no="TB2", message_id=3)):
        with store.reading() as session:
            considered = consider(session, asked, NOW)
        assert considered.decision is not None
        assert considered.decision.outcome in (Outcome.EXISTING, Outcome.NO_DECISION)
        assert record(store, asked, considered) is None
    assert _count(store) == 1


def test_a_missing_answer_is_named_and_nothing_is_decided(store: Store) -> None:
    sell(store, **SIGNED)
    for answers, missing in [
        ({}, "quality_problem"),
        ({"quality_problem": False}, "used"),
        ({"quality_problem": False, "used": False}, "complete"),
        (INTACT, None),
    ]:
        with store.reading() as session:
            considered = consider(session, request(answers=answers), NOW)
        assert considered.missing == missing
        assert (considered.decision is None) == (missing is not None)


def test_the_operators_numbers_are_kept_with_the_decision(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sell(store, **UNSHIPPED)
    monkeypatch.setenv("TUANBAO_APPROVAL_LIMIT_FEN", "9999")
    settings.cache_clear()
    decision_id = ask(store, request())
    monkeypatch.undo()
    settings.cache_clear()
    with store.reading() as session:
        kept = session.get_one(DecisionRecord, decision_id)
    assert (kept.outcome, kept.clauses) == ("review", ["P-3a", "OP-1"])
    assert kept.parameters_version == "2024-01-01+OP-1=9999"
    assert replay(kept).outcome is Outcome.REVIEW


def test_the_operators_calendar_counts(
    store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    path = tmp_path / "days.yml"
    path.write_text("2026-06-04: false\n2026-06-05: false\n")
    monkeypatch.setenv("TUANBAO_CALENDAR", str(path))
    settings.cache_clear()
    calendar.cache_clear()
    sell(store, **SERVICE)
    due_on = file(store, request()).due_on
    monkeypatch.undo()
    settings.cache_clear()
    calendar.cache_clear()
    assert due_on is not None
    assert due_on.isoformat() == "2026-06-10"
    assert calendar() == WorkingCalendar({})


def _count(store: Store) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(DecisionRecord)) or 0
