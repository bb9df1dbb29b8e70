"""A filed request is replaced by another one: both steps happen, or neither."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from bot.cases import filing
from bot.cases.deciding import Considered, Request, consider
from bot.cases.filing import Filed
from bot.cases.steps import sent_back, withdraw
from bot.policy import Outcome, Wish
from bot.store import Store
from tests.cases.shop import (
    LATER,
    SERVICE,
    SIGNED,
    Order,
    agree,
    all_cases,
    ask,
    claims,
    file,
    request,
    sell,
)

THREE: Order = {**SIGNED, "quantity": "3", "unit_price": "35.00", "paid_amount": "105.00"}


def test_the_old_case_ends_as_the_new_one_begins(store: Store) -> None:
    sell(store, **THREE)
    old = file(store, request(units=2))
    asked = request(units=1, message_id=2, replaces=old.case_no)
    filed = agree(store, asked, ask(store, asked))
    assert isinstance(filed, Filed)
    assert filed.fresh
    cases = {case.case_no: (case.status, case.units) for case in all_cases(store)}
    assert cases == {old.case_no: ("withdrawn", 2), filed.case.case_no: ("awaiting_return", 1)}
    assert claims(store) == [("TB1", 1, filed.case.case_no)]


def test_what_is_not_agreed_to_leaves_the_old_case_as_it_is(store: Store) -> None:
    sell(store, **SIGNED)
    old = file(store, request())
    ask(store, request(Wish.EXCHANGE, message_id=2, replaces=old.case_no))
    assert [(c.case_no, c.status) for c in all_cases(store)] == [(old.case_no, "awaiting_return")]


def test_a_case_that_is_under_way_is_shown_and_not_replaced(store: Store) -> None:
    sell(store, **SIGNED)
    old = file(store, request())
    asked = request(Wish.EXCHANGE, message_id=2, replaces=old.case_no)
    decision_id = ask(store, asked)
    sent_back(store, old.case_no, "SF1234567890123", LATER)
    filed = agree(store, asked, decision_id)
    assert isinstance(filed, Filed)
    assert (filed.case.case_no, filed.fresh) == (old.case_no, False)
    assert len(all_cases(store)) == 1


def test_what_is_paid_cannot_be_replaced(store: Store) -> None:
    sell(store, **SERVICE)
    old = file(store, request())
    with store.reading() as session:
        again = request(message_id=2, replaces=old.case_no)
        decision = consider(session, again, LATER).decision
    assert decision
    assert decision.outcome is Outcome.EXISTING


def test_a_case_withdrawn_meanwhile_is_replaced_all_the_same(store: Store) -> None:
    sell(store, **SIGNED)
    old = file(store, request())
    asked = request(Wish.EXCHANGE, message_id=2, replaces=old.case_no)
    decision_id = ask(store, asked)
    withdraw(store, old.case_no, LATER)
    filed = agree(store, asked, decision_id)
    assert isinstance(filed, Filed)
    assert [case.status for case in all_cases(store)] == ["withdrawn", "awaiting_return"]


def test_of_a_case_sent_back_between_reading_and_writing_nothing_is_lost(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sell(store, **SIGNED)
    old = file(store, request())
    asked = request(Wish.EXCHANGE, message_id=2, replaces=old.case_no)
    decision_id = ask(store, asked)
    raced: list[str] = []

    def then_sent(session: Session, asked: Request, now: datetime) -> Considered:
        considered = consider(session, asked, now)
        if not raced:
            raced.append(old.case_no)
            session.commit()  # what has been read is let go of
            sent_back(store, old.case_no, "SF1234567890123", LATER)
        return considered

    monkeypatch.setattr(filing, "consider", then_sent)
    filed = agree(store, asked, decision_id)
    assert isinstance(filed, Filed)
    assert (filed.case.case_no, filed.fresh) == (old.case_no, False)
    assert [case.status for case in all_cases(store)] == ["in_transit_back"]
