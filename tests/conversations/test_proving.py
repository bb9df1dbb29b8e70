"""A visitor reaches one order by its number and its phone's end, and has few tries."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.conversations.inbox import asker_of
from bot.conversations.models import OrderTry
from bot.conversations.proving import TRIES, WITHIN, TooManyTries, reach_order
from bot.conversations.turns import conversation_of
from bot.store import Store
from tests.cases.shop import SERVICE, sell
from tests.conversations.talk import NOW

SECOND = timedelta(seconds=1)


@pytest.fixture
def order_no(store: Store) -> str:
    """Somebody's order; the phone is 13800001111."""
    return sell(store, NOW, order_no="TB1", shopper_id="s1", **SERVICE)


def visitor(store: Store, name: str = "1") -> str:
    """A visitor's conversation."""
    return conversation_of(store, "web", f"visitor:{name}", NOW)


def tries(
    store: Store,
    conversation_id: str,
    number: str = "TB1",
    tail: str = "0000",
    *,
    address: str = "home",
    now: datetime = NOW,
) -> str | None:
    with store.writing() as session:
        return reach_order(session, conversation_id, address, [number], tail, now)


def use_up(store: Store, conversation_id: str, address: str = "home") -> None:
    for _ in range(TRIES):
        assert tries(store, conversation_id, address=address) is None


def test_the_order_is_reached_and_nothing_else_of_its_shoppers(store: Store, order_no: str) -> None:
    conversation_id = visitor(store)
    assert tries(store, conversation_id, tail="1111") == order_no
    with store.reading() as session:
        asker = asker_of(session, conversation_id)
    assert (asker.shopper_id, asker.visitor, asker.only_order) == ("s1", True, order_no)


@pytest.mark.parametrize(
    ("number", "tail"),
    [
        ("TB1", "0000"),
        ("TB9", "1111"),
        ("TB9", "0000"),
        ("TB1", "111"),
        ("TB1", "01111"),
        ("TB1", ""),
        ("", "1111"),
        ("%", "1111"),
        ("TB1", "１１１１"),
    ],
)
def test_whatever_was_wrong_the_refusal_is_the_same_and_counts(
    store: Store, order_no: str, number: str, tail: str
) -> None:
    conversation_id = visitor(store)
    assert tries(store, conversation_id, number, tail) is None
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(OrderTry)) == 1
        assert asker_of(session, conversation_id).only_order is None


def test_after_five_tries_even_the_right_one_is_refused(store: Store, order_no: str) -> None:
    conversation_id = visitor(store)
    use_up(store, conversation_id)
    with pytest.raises(TooManyTries):
        tries(store, conversation_id, tail="1111")
    with pytest.raises(TooManyTries):
        tries(store, conversation_id, tail="1111", address="elsewhere")


def test_an_address_has_five_tries_in_all_its_conversations(store: Store, order_no: str) -> None:
    for number in range(TRIES):
        assert tries(store, visitor(store, str(number))) is None
    newcomer = visitor(store, "newcomer")
    with pytest.raises(TooManyTries):
        tries(store, newcomer, tail="1111")
    assert tries(store, newcomer, tail="1111", address="elsewhere") == order_no


def test_an_unknown_address_holds_nobody_else_up(store: Store, order_no: str) -> None:
    use_up(store, visitor(store), address="")
    assert tries(store, visitor(store, "2"), tail="1111", address="") == order_no


@pytest.mark.parametrize(("after", "is_open"), [(WITHIN - SECOND, False), (WITHIN, True)])
def test_a_quarter_of_an_hour_later_there_are_tries_again(
    store: Store, order_no: str, after: timedelta, is_open: bool
) -> None:
    conversation_id = visitor(store)
    use_up(store, conversation_id)
    if is_open:
        assert tries(store, conversation_id, tail="1111", now=NOW + after) == order_no
    else:
        with pytest.raises(TooManyTries):
            tries(store, conversation_id, tail="1111", now=NOW + after)


def test_a_success_uses_up_no_try(store: Store, order_no: str) -> None:
    conversation_id = visitor(store)
    for _ in range(TRIES + 1):
        assert tries(store, conversation_id, tail="1111") == order_no
