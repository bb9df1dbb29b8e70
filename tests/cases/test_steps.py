"""The steps of an open case: what each leaves in the case, its history, the units, the account."""

from datetime import date, datetime

import pytest

from bot.cases.models import Case
from bot.cases.moving import CaseError
from bot.cases.steps import approve, arrived, exchanged, reject, sent_back, withdraw
from bot.complaints import recalls
from bot.policy import Route, Wish
from bot.store import Store
from tests.cases.shop import (
    BROKEN,
    IN_TRANSIT,
    LATER,
    NOW,
    REBATED,
    SIGNED,
    UNSHIPPED,
    Order,
    claims,
    file,
    only_case,
    paid,
    request,
    sell,
    steps_of,
)

EXPENSIVE: Order = {"unit_price": "2000.01", "paid_amount": "2000.01"}
FRIDAY = datetime.fromisoformat("2026-06-12T09:00:00+08:00")


def broken(store: Store) -> Case:
    sell(store, **SIGNED)
    return file(store, request(Wish.QUALITY, answers=BROKEN))


def rebated(store: Store, order: Order) -> Case:
    sell(store, **order, **REBATED)
    return file(store, request())


@pytest.mark.parametrize(
    ("order", "began"), [(IN_TRANSIT, "awaiting_refusal"), (SIGNED, "awaiting_return")]
)
def test_the_refund_is_paid_when_the_goods_are_back(store: Store, order: Order, began: str) -> None:
    sell(store, **order)
    case_no = file(store, request()).case_no
    assert paid(store) == []
    told = arrived(store, case_no, FRIDAY)
    case = only_case(store)
    assert (told.status, case.status) == ("refunded", "refunded")
    assert case.due_on == date(2026, 6, 17)
    assert steps_of(store, case_no) == [
        (None, began, "bot"),
        (began, "received", "warehouse"),
        ("received", "refunded", "bot"),
    ]
    assert paid(store) == [("s1", case_no, 10000)]
    assert claims(store) == [("TB1", 1, case_no)]


def test_working_days_count_from_the_arrival_over_a_holiday(store: Store) -> None:
    sell(store, **SIGNED)
    case_no = file(store, request()).case_no
    arrived(store, case_no, datetime.fromisoformat("2026-06-17T23:59:00+08:00"))
    assert only_case(store).due_on == date(2026, 6, 23)  # the 19th to the 21st are 端午


def test_goods_arrive_once(store: Store) -> None:
    sell(store, **SIGNED)
    case_no = file(store, request()).case_no
    arrived(store, case_no, FRIDAY)
    with pytest.raises(CaseError, match="refunded"):
        arrived(store, case_no, FRIDAY)
    assert len(paid(store)) == 1
    assert len(steps_of(store, case_no)) == 3


def test_a_waybill_is_kept_with_the_case_until_the_goods_are_back(store: Store) -> None:
    case_no = broken(store).case_no
    approve(store, case_no, LATER)
    sent_back(store, case_no, "SF1234567890", LATER)
    case = only_case(store)
    assert case.status == "in_transit_back"
    assert case.evidence["waybill"] == "SF1234567890"
    assert case.evidence["description"] == "开不了机"
    assert steps_of(store, case_no)[-1] == ("awaiting_return", "in_transit_back", "shopper")
    with pytest.raises(CaseError, match="cannot go from in_transit_back to withdrawn"):
        withdraw(store, case_no, LATER)
    arrived(store, case_no, FRIDAY)
    assert paid(store) == [("s1", case_no, 10000)]


def test_an_exchange_pays_nothing_and_frees_its_units_at_its_end(store: Store) -> None:
    sell(store, **SIGNED)
    case_no = file(store, request(Wish.EXCHANGE)).case_no
    arrived(store, case_no, LATER)
    assert (only_case(store).status, only_case(store).due_on) == ("received", None)
    assert claims(store) == [("TB1", 1, case_no)]
    assert exchanged(store, case_no, FRIDAY).status == "exchanged"
    assert steps_of(store, case_no)[1:] == [
        ("awaiting_return", "received", "warehouse"),
        ("received", "exchanged", "warehouse"),
    ]
    assert (paid(store), claims(store)) == ([], [])


def test_what_was_exchanged_can_be_returned_for_all_its_money(store: Store) -> None:
    sell(store, **SIGNED)
    case_no = file(store, request(Wish.EXCHANGE)).case_no
    arrived(store, case_no, LATER)
    exchanged(store, case_no, LATER)
    assert file(store, request(message_id=2), LATER).amount_fen == 10000


def test_only_an_exchange_is_exchanged(store: Store) -> None:
    sell(store, **SIGNED)
    case_no = file(store, request()).case_no
    with pytest.raises(CaseError, match="no exchange"):
        exchanged(store, case_no, NOW)
    assert only_case(store).status == "awaiting_return"


def test_an_exchange_waits_for_the_old_item(store: Store) -> None:
    sell(store, **SIGNED)
    case_no = file(store, request(Wish.EXCHANGE)).case_no
    with pytest.raises(CaseError, match="cannot go from awaiting_return to exchanged"):
        exchanged(store, case_no, NOW)


def test_an_approved_refund_is_paid_at_once(store: Store) -> None:
    case_no = rebated(store, UNSHIPPED).case_no
    approve(store, case_no, FRIDAY)
    case = only_case(store)
    assert (case.status, case.route, case.due_on) == ("refunded", "refund_now", date(2026, 6, 17))
    assert steps_of(store, case_no)[1:] == [("review", "refunded", "human")]
    assert paid(store) == [("s1", case_no, 10000)]


@pytest.mark.parametrize(
    ("order", "status"), [(IN_TRANSIT, "awaiting_refusal"), (SIGNED, "awaiting_return")]
)
def test_an_approved_return_waits_for_the_goods(store: Store, order: Order, status: str) -> None:
    case_no = rebated(store, order).case_no
    approve(store, case_no, LATER)
    assert (only_case(store).status, only_case(store).due_on) == (status, None)
    assert paid(store) == []
    arrived(store, case_no, FRIDAY)
    assert paid(store) == [("s1", case_no, 10000)]


@pytest.mark.parametrize("route", [None, Route.RETURN_BY_SHOP])
def test_an_approved_quality_problem_is_returned_unless_said_otherwise(
    store: Store, route: Route | None
) -> None:
    case_no = broken(store).case_no
    approve(store, case_no, LATER, route)
    case = only_case(store)
    assert (case.kind, case.status, case.route) == ("return", "awaiting_return", "return_by_shop")
    arrived(store, case_no, FRIDAY)
    assert paid(store) == [("s1", case_no, 10000)]


def test_an_approved_quality_problem_may_be_exchanged(store: Store) -> None:
    case_no = broken(store).case_no
    approve(store, case_no, LATER, Route.EXCHANGE_BY_SHOP)
    case = only_case(store)
    assert (case.kind, case.status, case.amount_fen) == ("exchange", "awaiting_return", 0)
    arrived(store, case_no, LATER)
    exchanged(store, case_no, LATER)
    assert (only_case(store).status, paid(store)) == ("exchanged", [])


@pytest.mark.parametrize(
    "route",
    [
        Route.REFUND_NOW,
        Route.REFUSE_DELIVERY,
        Route.RETURN_BY_SHOPPER,
        Route.EXCHANGE_BY_SHOPPER,
    ],
)
def test_a_reviewer_makes_nobody_but_the_shop_pay_for_a_quality_problem(
    store: Store, route: Route
) -> None:
    case_no = broken(store).case_no
    with pytest.raises(CaseError, match="return_by_shop or exchange_by_shop"):
        approve(store, case_no, LATER, route)
    assert (only_case(store).status, only_case(store).route) == ("review", None)


def test_a_reviewer_does_not_change_a_route_that_the_policy_gave(store: Store) -> None:
    case_no = rebated(store, UNSHIPPED).case_no
    with pytest.raises(CaseError, match="has its route already: refund_now"):
        approve(store, case_no, LATER, Route.RETURN_BY_SHOP)
    assert (only_case(store).status, paid(store)) == ("review", [])
    assert approve(store, case_no, LATER, Route.REFUND_NOW).status == "refunded"


def test_a_case_is_reviewed_once(store: Store) -> None:
    case_no = rebated(store, UNSHIPPED).case_no
    approve(store, case_no, LATER)
    with pytest.raises(CaseError, match="not under review: refunded"):
        approve(store, case_no, LATER)
    with pytest.raises(CaseError, match="cannot go from refunded to rejected"):
        reject(store, case_no, LATER)
    assert len(paid(store)) == 1
    assert only_case(store).due_on is not None


def test_a_rejection_keeps_its_reason_and_frees_the_units(store: Store) -> None:
    case_no = rebated(store, UNSHIPPED).case_no
    reject(store, case_no, LATER, "邀请返利已被提现")
    case = only_case(store)
    assert (case.status, case.due_on, case.due_provisional) == ("rejected", None, False)
    assert steps_of(store, case_no)[1:] == [("review", "rejected", "human")]
    assert (claims(store), paid(store)) == ([], [])


def test_a_reason_has_its_limits(store: Store) -> None:
    case_no = rebated(store, UNSHIPPED).case_no
    with pytest.raises(CaseError, match="at most 500"):
        reject(store, case_no, LATER, "不" * 501)
    assert reject(store, case_no, LATER, "不" * 500).status == "rejected"


def test_a_review_with_a_provisional_date_ends_without_one(store: Store) -> None:
    now = datetime.fromisoformat("2039-06-01T12:00:00+08:00")
    sell(store, now, **UNSHIPPED, **REBATED, paid_at="2039-05-31T12:00:00+08:00")
    case = file(store, request(), now)
    assert case.due_provisional
    reject(store, case.case_no, now)
    assert (only_case(store).due_on, only_case(store).due_provisional) == (None, False)


@pytest.mark.parametrize("order", [IN_TRANSIT, SIGNED, SIGNED | EXPENSIVE])
def test_a_shopper_takes_an_open_request_back(store: Store, order: Order) -> None:
    sell(store, **order)
    case = file(store, request())
    assert withdraw(store, case.case_no, LATER).status == "withdrawn"
    assert (only_case(store).status, only_case(store).due_on) == ("withdrawn", None)
    assert steps_of(store, case.case_no)[1:] == [(case.status, "withdrawn", "shopper")]
    assert (claims(store), paid(store)) == ([], [])


def test_what_is_paid_is_not_taken_back(store: Store) -> None:
    sell(store, **UNSHIPPED)
    case_no = file(store, request()).case_no
    with pytest.raises(CaseError, match="cannot go from refunded to withdrawn"):
        withdraw(store, case_no, LATER)
    assert (only_case(store).status, len(claims(store))) == ("refunded", 1)


def test_a_recalled_order_is_refunded_when_it_is_back(store: Store) -> None:
    sell(store, **SIGNED)
    recalls.start(store, "D1", NOW)
    case_no = file(store, request()).case_no
    assert (only_case(store).route, only_case(store).clauses) == ("return_by_shop", ["M-2"])
    arrived(store, case_no, FRIDAY)
    assert paid(store) == [("s1", case_no, 10000)]


@pytest.mark.parametrize("step", [arrived, exchanged, approve, reject, withdraw])
def test_an_unknown_case_is_said_to_be_unknown(store: Store, step: object) -> None:
    assert callable(step)
    with pytest.raises(CaseError, match="there is no case C9"):
        step(store, "C9", NOW)
