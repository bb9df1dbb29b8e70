"""The account: entries are only added, the balance is their sum."""

import pytest
from sqlalchemy.exc import IntegrityError

from bot.cases.ledger import balance_fen, credit, movements
from bot.cases.models import Case
from bot.cases.steps import arrived
from bot.store import Store
from tests.cases.shop import (
    IN_TRANSIT,
    LATER,
    NOW,
    SERVICE,
    SIGNED,
    UNSHIPPED,
    file,
    paid,
    request,
    sell,
)


def balance(store: Store, shopper_id: str = "s1") -> int:
    with store.reading() as session:
        return balance_fen(session, shopper_id)


def test_an_account_without_movements_holds_nothing(store: Store) -> None:
    sell(store, **SERVICE)
    assert (balance(store), balance(store, "nobody")) == (0, 0)
    with store.reading() as session:
        assert movements(session, "s1", 10) == []


def test_the_balance_is_the_sum_of_what_was_paid(store: Store) -> None:
    sell(store, **SERVICE)
    sell(store, **UNSHIPPED, order_no="TB2", paid_amount="0.01")
    sell(store, **UNSHIPPED, order_no="TB3", shopper_id="s2")
    file(store, request())
    file(store, request(order_no="TB2"))
    file(store, request(order_no="TB3", shopper_id="s2"))
    assert (balance(store), balance(store, "s2")) == (10001, 10000)
    assert type(balance(store)) is int


def test_nothing_is_paid_before_the_goods_are_back(store: Store) -> None:
    sell(store, **IN_TRANSIT)
    case_no = file(store, request()).case_no
    assert balance(store) == 0
    arrived(store, case_no, LATER)
    assert balance(store) == 10000


def test_partial_refunds_in_any_sizes_add_up(store: Store) -> None:
    sell(store, **SIGNED, quantity="7", paid_amount="99.99")
    for message_id, units in enumerate((2, 1, 3, 1)):
        case = file(store, request(units=units, message_id=message_id))
        arrived(store, case.case_no, LATER)
    assert [fen for _, _, fen in paid(store)] == [2856, 1428, 4285, 1430]
    assert balance(store) == 9999


def test_movements_are_the_latest_first(store: Store) -> None:
    numbers = ["TB1", "TB2", "TB3"]
    for order_no in numbers:
        sell(store, **SERVICE, order_no=order_no)
    cases = [file(store, request(order_no=order_no)).case_no for order_no in numbers]
    with store.reading() as session:
        found = movements(session, "s1", 2)
    assert [entry.case_no for entry in found] == cases[:0:-1]
    assert [entry.at for entry in found] == [NOW, NOW]


def test_a_case_is_paid_once(store: Store) -> None:
    sell(store, **SERVICE)
    case_no = file(store, request()).case_no
    with pytest.raises(IntegrityError), store.writing() as session:
        credit(session, session.get_one(Case, case_no), LATER)
    assert balance(store) == 10000
