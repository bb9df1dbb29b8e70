"""A shopper's yes opens the one case that was agreed to, or nothing."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.cases import deciding, filing
from bot.cases.deciding import Considered, Request
from bot.cases.filing import Changed, Filed, StaleTurn, agreed_request, file_case
from bot.cases.models import DecisionRecord
from bot.cases.steps import arrived, reject, withdraw
from bot.complaints import recalls
from bot.policy import Outcome, Route, Wish
from bot.store import Store
from tests.cases.shop import (
    BROKEN,
    IN_TRANSIT,
    INTACT,
    LATER,
    NOW,
    REBATED,
    SERVICE,
    SIGNED,
    UNSHIPPED,
    Order,
    agree,
    all_cases,
    ask,
    claims,
    file,
    only_case,
    paid,
    request,
    sell,
    steps_of,
)

THREE: Order = {**SIGNED, "quantity": "3", "unit_price": "35.90"}
EXPENSIVE: Order = {"unit_price": "2000.01", "paid_amount": "2000.01"}


def test_a_refund_is_paid_at_once_where_nothing_has_to_come_back(store: Store) -> None:
    sell(store, **SERVICE)
    asked = request()
    decision_id = ask(store, asked)
    filed = agree(store, asked, decision_id)
    case = only_case(store)
    assert isinstance(filed, Filed)
    assert (filed.case.case_no, filed.fresh) == (case.case_no, True)
    assert (case.order_no, case.shopper_id, case.decision_id) == ("TB1", "s1", decision_id)
    assert (case.kind, case.units, case.amount_fen) == ("refund", 1, 10000)
    assert (case.status, case.route, case.clauses) == ("refunded", "refund_now", ["P-1", "P-2"])
    assert (case.due_on, case.due_provisional) == (date(2026, 6, 8), False)
    assert (case.opened_at, case.conversation_id, case.message_id) == (NOW, "c1", 1000)
    assert case.evidence == {}
    assert steps_of(store, case.case_no) == [(None, "refunded", "bot")]
    assert paid(store) == [("s1", case.case_no, 10000)]
    assert claims(store) == [("TB1", 1, case.case_no)]


@pytest.mark.parametrize(
    ("order", "asked", "kind", "status", "route"),
    [
        (UNSHIPPED, request(), "refund", "refunded", "refund_now"),
        (IN_TRANSIT, request(), "refund", "awaiting_refusal", "refuse_delivery"),
        (SIGNED, request(), "return", "awaiting_return", "return_by_shopper"),
        (SIGNED, request(Wish.RETURN), "return", "awaiting_return", "return_by_shopper"),
        (SIGNED, request(Wish.EXCHANGE), "exchange", "awaiting_return", "exchange_by_shopper"),
        (SIGNED, request(Wish.QUALITY, answers=BROKEN), "quality", "review", None),
        (UNSHIPPED | REBATED, request(), "refund", "review", "refund_now"),
        (SIGNED | EXPENSIVE, request(), "return", "review", "return_by_shopper"),
        (IN_TRANSIT | REBATED, request(), "refund", "review", "refuse_delivery"),
    ],
)
def test_a_case_begins_where_its_route_says(
    store: Store,
    order: Order,
    asked: Request,
    kind: str,
    status: str,
    route: str | None,
) -> None:
    sell(store, **order)
    case = file(store, asked)
    assert (case.kind, case.status, case.route) == (kind, status, route)
    assert claims(store) == [("TB1", 1, case.case_no)]
    assert bool(paid(store)) == (status == "refunded")


def test_an_exchange_refunds_nothing(store: Store) -> None:
    sell(store, **SIGNED)
    assert file(store, request(Wish.EXCHANGE)).amount_fen == 0


def test_a_review_has_its_date_and_what_the_reviewer_needs(store: Store) -> None:
    sell(store, **SIGNED)
    case = file(store, request(Wish.QUALITY, answers=BROKEN))
    assert case.due_on == date(2026, 6, 5)
    assert case.clauses == ["R-2"]
    assert case.evidence == {"description": "开不了机", "photo_outstanding": True}


@pytest.mark.parametrize("order", [IN_TRANSIT, SIGNED])
def test_no_date_is_promised_before_the_goods_arrive(store: Store, order: Order) -> None:
    sell(store, **order)
    assert file(store, request()).due_on is None


def test_a_date_beyond_the_published_calendar_is_provisional(store: Store) -> None:
    now = datetime.fromisoformat("2039-06-01T12:00:00+08:00")
    sell(store, now, **UNSHIPPED, paid_at="2039-05-31T12:00:00+08:00")
    case = file(store, request(), now)
    assert (case.due_on, case.due_provisional) == (date(2039, 6, 6), True)


def test_a_case_number_tells_the_day_and_is_easily_read_out(store: Store) -> None:
    sell(store, **SERVICE)
    near_midnight = datetime.fromisoformat("2026-06-03T23:30:00+08:00")
    assert re.fullmatch("C260603[2-9A-HJKMNP-Z]{6}", file(store, request(), near_midnight).case_no)


def test_a_case_number_that_is_taken_is_drawn_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = iter(["C1", "C1", "C2"])
    monkeypatch.setattr(filing, "new_number", lambda _prefix, _day: next(drawn))
    sell(store, **SERVICE)
    sell(store, **SERVICE, order_no="TB2")
    file(store, request())
    assert file(store, request(order_no="TB2")).case_no == "C2"
    assert [case_no for _, case_no, _ in paid(store)] == ["C1", "C2"]


@pytest.mark.parametrize("order", [SERVICE, IN_TRANSIT, SIGNED, UNSHIPPED | REBATED])
def test_yes_twice_is_one_case(store: Store, order: Order) -> None:
    sell(store, **order)
    asked = request()
    decision_id = ask(store, asked)
    first = agree(store, asked, decision_id)
    again = agree(store, asked, decision_id, LATER, message_id=1001)
    assert isinstance(first, Filed)
    assert isinstance(again, Filed)
    assert (again.case.case_no, again.fresh) == (first.case.case_no, False)
    assert len(all_cases(store)) == 1
    assert len(paid(store)) <= 1


def test_yes_to_another_decision_on_the_same_order_reports_its_case(store: Store) -> None:
    sell(store, **SERVICE)
    here, there = request(), request(conversation_id="c2")
    decisions = [ask(store, here), ask(store, there)]
    first, second = agree(store, here, decisions[0]), agree(store, there, decisions[1])
    assert isinstance(first, Filed)
    assert isinstance(second, Filed)
    assert (second.case.case_no, second.fresh) == (first.case.case_no, False)
    assert len(paid(store)) == 1


def test_one_yes_takes_no_further_units_once_its_case_is_done(store: Store) -> None:
    sell(store, **THREE)
    asked = request(units=1)
    decision_id = ask(store, asked)
    first = agree(store, asked, decision_id)
    assert isinstance(first, Filed)
    arrived(store, first.case.case_no, LATER)
    again = agree(store, asked, decision_id, LATER, message_id=1001)
    assert isinstance(again, Filed)
    assert (again.case.case_no, again.fresh) == (first.case.case_no, False)
    assert len(paid(store)) == 1


def test_partial_refunds_add_up_to_what_was_paid(store: Store) -> None:
    sell(store, **THREE)
    amounts = []
    for message_id in (1, 2, 3):
        case = file(store, request(units=1, message_id=message_id))
        amounts.append(case.amount_fen)
        arrived(store, case.case_no, LATER)
    assert amounts == [3333, 3333, 3334]
    assert sum(fen for _, _, fen in paid(store)) == 10000
    assert [unit for _, unit, _ in claims(store)] == [1, 2, 3]


def test_after_all_units_are_refunded_there_is_only_the_last_case(store: Store) -> None:
    sell(store, **THREE)
    asked = request(units=2)
    other_id = ask(store, asked)
    for message_id in (2, 3):
        last = file(store, request(units=2, message_id=message_id))
        arrived(store, last.case_no, LATER)
    filed = agree(store, asked, other_id, LATER)
    assert isinstance(filed, Filed)
    assert (filed.case.case_no, filed.fresh) == (last.case_no, False)
    assert [fen for _, _, fen in paid(store)] == [6666, 3334]


def test_more_units_than_are_left_are_those_that_are_left(store: Store) -> None:
    sell(store, **THREE)
    case = file(store, request(units=7))
    assert (case.units, case.amount_fen) == (3, 10000)


def test_a_paid_amount_that_was_lowered_below_what_was_refunded_takes_nothing_back(
    store: Store,
) -> None:
    sell(store, **THREE)
    arrived(store, file(store, request(units=2)).case_no, LATER)
    sell(store, **THREE, paid_amount="50.00")
    assert file(store, request(message_id=2)).amount_fen == 0


def test_a_withdrawn_case_leaves_its_units_free(store: Store) -> None:
    sell(store, **IN_TRANSIT)
    first = file(store, request())
    withdraw(store, first.case_no, LATER)
    assert claims(store) == []
    second = file(store, request(message_id=2), LATER)
    assert claims(store) == [("TB1", 1, second.case_no)]
    assert [case.status for case in all_cases(store)] == ["withdrawn", "awaiting_refusal"]


def test_yes_again_after_a_withdrawal_opens_another_case(store: Store) -> None:
    sell(store, **IN_TRANSIT)
    asked = request()
    decision_id = ask(store, asked)
    first = agree(store, asked, decision_id)
    assert isinstance(first, Filed)
    withdraw(store, first.case.case_no, LATER)
    again = agree(store, asked, decision_id, LATER, message_id=1001)
    assert isinstance(again, Filed)
    assert again.fresh


def test_a_rejected_case_stands_in_the_way_though_its_units_are_free(store: Store) -> None:
    sell(store, **UNSHIPPED, **REBATED)
    asked = request(conversation_id="c2")
    other_id = ask(store, asked)
    rejected = file(store, request())
    reject(store, rejected.case_no, LATER)
    assert claims(store) == []
    filed = agree(store, asked, other_id, LATER)
    assert isinstance(filed, Filed)
    assert (filed.case.case_no, filed.fresh) == (rejected.case_no, False)
    assert len(all_cases(store)) == 1


def test_a_recall_opens_the_way_after_a_rejection(store: Store) -> None:
    sell(store, **UNSHIPPED, **REBATED)
    reject(store, file(store, request()).case_no, LATER)
    recalls.start(store, "D1", LATER)
    case = file(store, request(message_id=2), LATER)
    assert (case.status, case.clauses) == ("refunded", ["M-2"])


def test_the_order_was_shipped_meanwhile(store: Store) -> None:
    sell(store, **UNSHIPPED)
    asked = request()
    decision_id = ask(store, asked)
    sell(store, **IN_TRANSIT)
    changed = agree(store, asked, decision_id, LATER)
    _assert_changed(store, changed, Outcome.APPROVE, Route.REFUSE_DELIVERY)


def test_the_window_closed_meanwhile(store: Store) -> None:
    sell(store, **SERVICE)
    asked = request()
    decision_id = ask(store, asked)
    changed = agree(store, asked, decision_id, NOW + timedelta(days=6))
    _assert_changed(store, changed, Outcome.REFUSE, None)


def test_the_deal_was_recalled_meanwhile(store: Store) -> None:
    sell(store, **SIGNED)
    asked = request()
    decision_id = ask(store, asked)
    recalls.start(store, "D1", LATER)
    changed = agree(store, asked, decision_id, LATER)
    _assert_changed(store, changed, Outcome.APPROVE, Route.RETURN_BY_SHOP)


def test_the_paid_amount_was_corrected_meanwhile(store: Store) -> None:
    sell(store, **SERVICE)
    asked = request()
    decision_id = ask(store, asked)
    sell(store, **SERVICE, paid_amount="60.00")
    changed = agree(store, asked, decision_id, LATER)
    _assert_changed(store, changed, Outcome.APPROVE, Route.REFUND_NOW)


def test_some_of_the_units_were_refunded_meanwhile(store: Store) -> None:
    sell(store, **THREE)
    asked = request()
    decision_id = ask(store, asked)
    arrived(store, file(store, request(units=1, message_id=2)).case_no, LATER)
    changed = agree(store, asked, decision_id, LATER)
    assert isinstance(changed, Changed)
    assert changed.considered.decision is not None
    assert (changed.considered.decision.units, len(all_cases(store))) == (2, 1)


def test_yes_to_what_has_changed_is_yes_to_the_new_decision(store: Store) -> None:
    sell(store, **UNSHIPPED)
    asked = request()
    decision_id = ask(store, asked)
    sell(store, **IN_TRANSIT)
    changed = agree(store, asked, decision_id, LATER)
    assert isinstance(changed, Changed)
    assert changed.decision_id is not None
    filed = agree(store, asked, changed.decision_id, LATER, message_id=1001)
    assert isinstance(filed, Filed)
    assert only_case(store).route == "refuse_delivery"


def test_an_order_that_is_gone_from_the_shopper_is_no_decision(store: Store) -> None:
    sell(store, **SERVICE)
    decision_id = ask(store, request())
    changed = agree(store, request(shopper_id="s2"), decision_id)
    assert isinstance(changed, Changed)
    assert changed.decision_id is None
    assert all_cases(store) == []


def test_a_refusal_cannot_be_agreed_to(store: Store) -> None:
    sell(store, **UNSHIPPED, seven_day_refund="false")
    asked = request()
    changed = agree(store, asked, ask(store, asked))
    _assert_changed(store, changed, Outcome.REFUSE, None)


def test_an_import_between_reading_and_writing_is_noticed(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sell(store, **UNSHIPPED)
    asked = request()
    decision_id = ask(store, asked)
    _after_reading(monkeypatch, lambda: sell(store, **IN_TRANSIT))
    changed = agree(store, asked, decision_id, LATER)
    _assert_changed(store, changed, Outcome.APPROVE, Route.REFUSE_DELIVERY)


def test_an_import_that_changes_nothing_for_the_case_does_not_stop_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sell(store, **UNSHIPPED)
    asked = request()
    decision_id = ask(store, asked)
    _after_reading(monkeypatch, lambda: sell(store, **UNSHIPPED, unit_price="101.00"))
    assert isinstance(agree(store, asked, decision_id, LATER), Filed)
    assert len(paid(store)) == 1


def test_an_order_that_never_rests_is_given_up_without_a_trace(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sell(store, **UNSHIPPED)
    asked = request()
    decision_id = ask(store, asked)
    prices = iter(range(1000))
    _after_reading(
        monkeypatch, lambda: sell(store, **UNSHIPPED, unit_price=str(next(prices))), every_time=True
    )
    with pytest.raises(RuntimeError, match="could not be filed"):
        agree(store, asked, decision_id, LATER)
    assert (all_cases(store), paid(store), claims(store)) == ([], [], [])


def test_a_turn_that_was_given_up_writes_nothing(store: Store) -> None:
    sell(store, **SERVICE)
    asked = request()
    decision_id = ask(store, asked)
    with pytest.raises(StaleTurn):
        file_case(store, asked, decision_id, NOW, lambda session: False)
    assert (all_cases(store), paid(store), claims(store)) == ([], [], [])


def test_a_yes_that_is_still_wanted_is_asked_about_within_the_transaction(store: Store) -> None:
    sell(store, **SERVICE)
    asked = request()
    sessions: list[Session] = []

    def still_wanted(session: Session) -> bool:
        sessions.append(session)
        return session.in_transaction()

    assert isinstance(file_case(store, asked, ask(store, asked), NOW, still_wanted), Filed)
    assert len(sessions) == 1


def test_what_was_agreed_to_is_asked_again_by_the_yes(store: Store) -> None:
    sell(store, **THREE)
    asked = request(units=2)
    decision_id = ask(store, asked)
    with store.reading() as session:
        again = agreed_request(session, decision_id, "s1", "c1", 7)
    answers = {**dict.fromkeys(("normal_use", "description")), **INTACT}
    assert again == replace(asked, message_id=7, answers=answers)


@pytest.mark.parametrize(
    ("shopper_id", "conversation_id"), [("s2", "c1"), ("s1", "c2"), ("s2", "c2")]
)
def test_nobody_agrees_to_what_another_was_told(
    store: Store, shopper_id: str, conversation_id: str
) -> None:
    sell(store, **SERVICE)
    decision_id = ask(store, request())
    with store.reading() as session:
        assert agreed_request(session, decision_id, shopper_id, conversation_id, 7) is None
        assert agreed_request(session, "0" * 32, "s1", "c1", 7) is None


def _after_reading(monkeypatch: pytest.MonkeyPatch, act: Any, every_time: bool = False) -> None:
    """Let `act` happen between the decision and the transaction that files the case."""
    happened: list[bool] = []

    def consider(session: Session, asked: Request, now: datetime) -> Considered:
        considered = deciding.consider(session, asked, now)
        if every_time or not happened:
            happened.append(True)
            act()
        return considered

    monkeypatch.setattr(filing, "consider", consider)


def _assert_changed(
    store: Store, changed: Filed | Changed, outcome: Outcome, route: Route | None
) -> None:
    """The new decision is told and kept, and nothing else was done."""
    assert isinstance(changed, Changed)
    decision = changed.considered.decision
    assert decision is not None
    assert (decision.outcome, decision.route) == (outcome, route)
    assert (all_cases(store), paid(store), claims(store)) == ([], [], [])
    with store.reading() as session:
        kept = session.get_one(DecisionRecord, changed.decision_id)
        assert (kept.outcome, kept.route, kept.message_id) == (outcome, route, 1000)
        assert session.scalar(select(func.count()).select_from(DecisionRecord)) == 2
