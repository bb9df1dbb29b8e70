"""`bot cases`, `bot reviews`, `bot ledger`: what the contract says, and each step's errors."""

from typing import Any

import pytest

from bot.policy import Wish
from bot.store import Store
from tests.cases.shop import (
    BROKEN,
    IN_TRANSIT,
    NOW,
    REBATED,
    SERVICE,
    SIGNED,
    UNSHIPPED,
    file,
    only_case,
    request,
    sell,
)
from tests.cli.conftest import Bot


def refunded(store: Store, **changes: Any) -> str:
    sell(store, **SERVICE, **changes)
    return file(store, request(**changes)).case_no


def returning(store: Store, wish: Wish = Wish.REFUND) -> str:
    sell(store, **SIGNED)
    return file(store, request(wish)).case_no


def in_review(store: Store) -> str:
    sell(store, **UNSHIPPED, **REBATED)
    return file(store, request()).case_no


def broken(store: Store) -> str:
    sell(store, **SIGNED)
    return file(store, request(Wish.QUALITY, answers=BROKEN)).case_no


def test_a_case_is_listed_as_the_contract_says(bot: Bot, store: Store) -> None:
    case_no = refunded(store)
    assert bot.json("cases", "list") == [
        {
            "case_no": case_no,
            "order_no": "TB1",
            "shopper_id": "s1",
            "kind": "refund",
            "units": 1,
            "amount_fen": 10000,
            "status": "refunded",
            "route": "refund_now",
            "clauses": ["P-1", "P-2"],
            "due_on": "2026-06-08",
            "due_provisional": False,
            "opened_at": "2026-06-03T04:00:00+00:00",
            "conversation_id": "c1",
            "evidence": {},
        }
    ]


def test_cases_are_listed_for_people_too(bot: Bot, store: Store) -> None:
    assert bot("cases", "list").out == "(none)\n"
    case_no = refunded(store)
    heading, line = bot("cases", "list").out.splitlines()
    assert " ".join(heading.split()) == (
        "case no order no shopper id kind units amount status due on"
    )
    assert line.split() == [
        *(case_no, "TB1", "s1", "refund", "1", "¥100.00", "refunded", "2026-06-08")
    ]


def test_cases_of_one_shopper(bot: Bot, store: Store) -> None:
    refunded(store)
    other = refunded(store, order_no="TB2", shopper_id="s2")
    assert len(bot.json("cases", "list")) == 2
    found = bot.json("cases", "list", "--shopper", "s2")
    assert [case["case_no"] for case in found] == [other]
    assert bot.json("cases", "list", "--shopper", "nobody") == []


def test_a_case_is_shown_with_its_steps(bot: Bot, store: Store) -> None:
    case_no = refunded(store)
    shown = bot.json("cases", "show", case_no)
    steps = shown.pop("steps")
    assert [shown] == bot.json("cases", "list")
    assert steps == [
        {
            "at": "2026-06-03T04:00:00+00:00",
            "from": None,
            "to": "refunded",
            "actor": "bot",
            "note": None,
        }
    ]


def test_a_case_is_shown_for_people_too(bot: Bot, store: Store) -> None:
    case_no = broken(store)
    bot("reviews", "reject", case_no, "--reason", "照片里\x1b[2J没有问题")
    out = bot("cases", "show", case_no).out
    assert "opened:           2026-06-03 12:00\n" in out
    assert "clauses:          R-2\n" in out
    assert "route:            -\n" in out
    assert '{"description": "开不了机", "photo_outstanding": true}' in out
    assert "  review  rejected  human  照片里 [2J没有问题\n" in out
    assert "\x1b" not in out


def test_goods_that_have_arrived_are_paid(bot: Bot, store: Store) -> None:
    case_no = returning(store)
    assert bot("cases", "arrived", case_no).out.startswith(f"{case_no}: refunded, due on ")
    assert bot.json("ledger", "balance", "s1") == {"shopper_id": "s1", "balance_fen": 10000}
    assert "cannot go from refunded" in bot.refused("cases", "arrived", case_no)
    assert bot.json("ledger", "balance", "s1")["balance_fen"] == 10000


def test_an_exchange_ends_when_the_new_item_is_sent(bot: Bot, store: Store) -> None:
    case_no = returning(store, Wish.EXCHANGE)
    assert "cannot go from" in bot.refused("cases", "exchanged", case_no)
    assert bot("cases", "arrived", case_no).out == f"{case_no}: received\n"
    assert bot("cases", "exchanged", case_no).out == f"{case_no}: exchanged\n"


def test_only_an_exchange_is_exchanged(bot: Bot, store: Store) -> None:
    assert "is no exchange" in bot.refused("cases", "exchanged", returning(store))


@pytest.mark.parametrize(
    "arguments",
    [
        ("cases", "show"),
        ("cases", "arrived"),
        ("cases", "exchanged"),
        ("reviews", "approve"),
        ("reviews", "reject"),
    ],
)
@pytest.mark.parametrize("case_no", ["C1", "", "'; DROP TABLE cases"])
def test_a_case_that_is_not_there(bot: Bot, arguments: tuple[str, str], case_no: str) -> None:
    error = bot.refused(*arguments, case_no)
    assert error == f"there is no case {case_no}; see bot cases list"


def test_reviews_are_listed_until_they_are_answered(bot: Bot, store: Store) -> None:
    assert bot.json("reviews", "list") == []
    refunded(store, order_no="TB2")
    case_no = in_review(store)
    (listed,) = bot.json("reviews", "list")
    assert (listed["case_no"], listed["status"]) == (case_no, "review")
    assert case_no in bot("reviews", "list").out
    bot("reviews", "approve", case_no)
    assert bot.json("reviews", "list") == []
    assert bot("reviews", "list").out == "(none)\n"


def test_the_most_urgent_review_comes_first(bot: Bot, store: Store) -> None:
    sell(store, **UNSHIPPED, **REBATED)
    sell(store, **UNSHIPPED, **REBATED, order_no="TB2")
    later = file(store, request(), NOW.replace(day=5)).case_no
    urgent = file(store, request(order_no="TB2"), NOW).case_no
    assert [case["case_no"] for case in bot.json("reviews", "list")] == [urgent, later]


def test_an_approved_review_takes_its_route(bot: Bot, store: Store) -> None:
    case_no = in_review(store)
    assert bot("reviews", "approve", case_no).out.startswith(f"{case_no}: refunded, due on ")
    assert "not under review" in bot.refused("reviews", "approve", case_no)
    assert bot.json("ledger", "balance", "s1")["balance_fen"] == 10000


@pytest.mark.parametrize("route", ["return_by_shop", "exchange_by_shop"])
def test_a_reviewer_chooses_the_route_of_a_quality_case(bot: Bot, store: Store, route: str) -> None:
    case_no = broken(store)
    assert bot("reviews", "approve", case_no, "--route", route).out == (
        f"{case_no}: awaiting_return\n"
    )
    assert only_case(store).route == route


@pytest.mark.parametrize("route", ["refund_now", "return_by_shopper", "", "x"])
def test_another_route_is_wrong_usage(bot: Bot, store: Store, route: str) -> None:
    bot("reviews", "approve", broken(store), "--route", route, code=2)
    assert only_case(store).status == "review"


def test_a_route_that_the_policy_gave_is_not_changed(bot: Bot, store: Store) -> None:
    case_no = in_review(store)
    error = bot.refused("reviews", "approve", case_no, "--route", "return_by_shop")
    assert "has its route already: refund_now" in error


def test_a_rejected_review_keeps_the_reason(bot: Bot, store: Store) -> None:
    case_no = in_review(store)
    said = bot("reviews", "reject", case_no, "--reason", "返利已提现")
    assert said.out == f"{case_no}: rejected\n"
    steps = bot.json("cases", "show", case_no)["steps"]
    assert [(step["to"], step["note"]) for step in steps] == [
        ("review", None),
        ("rejected", "返利已提现"),
    ]
    assert "cannot go from rejected" in bot.refused("reviews", "reject", case_no)


def test_a_reason_that_is_too_long(bot: Bot, store: Store) -> None:
    case_no = in_review(store)
    assert "at most 500" in bot.refused("reviews", "reject", case_no, "--reason", "x" * 501)


def test_a_balance(bot: Bot, store: Store) -> None:
    sell(store, **IN_TRANSIT)
    assert bot.json("ledger", "balance", "s1") == {"shopper_id": "s1", "balance_fen": 0}
    refunded(store, order_no="TB2")
    assert bot.json("ledger", "balance", "s1") == {"shopper_id": "s1", "balance_fen": 10000}
    assert bot("ledger", "balance", "s1").out == "s1: ¥100.00\n"


def test_the_movements_of_an_account(bot: Bot, store: Store) -> None:
    numbers = [refunded(store, order_no=order_no) for order_no in ("TB1", "TB2")]
    refunded(store, order_no="TB3", shopper_id="s2")
    found = bot.json("ledger", "list", "s1")
    assert [entry["case_no"] for entry in found] == numbers[::-1]
    assert found[0] == {
        "id": 2,
        "case_no": numbers[1],
        "amount_fen": 10000,
        "at": "2026-06-03T04:00:00+00:00",
    }
    heading, first, _ = bot("ledger", "list", "s1").out.splitlines()
    assert heading.split() == ["at", "case", "no", "amount"]
    assert first.split() == ["2026-06-03", "12:00", numbers[1], "¥100.00"]


def test_an_account_without_movements(bot: Bot, store: Store) -> None:
    sell(store, **SERVICE)
    assert bot.json("ledger", "list", "s1") == []
    assert bot("ledger", "list", "s1").out == "(none)\n"


@pytest.mark.parametrize("command", ["balance", "list"])
def test_an_account_of_nobody(bot: Bot, command: str) -> None:
    error = bot.refused("ledger", command, "nobody")
    assert error == "there is no shopper nobody; see bot shoppers list"
