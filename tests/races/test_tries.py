"""However many visitors of one address try at once, they have five tries together."""

from sqlalchemy import func, select

from bot.conversations.models import OrderTry
from bot.conversations.proving import TRIES, TooManyTries, reach_order
from bot.conversations.turns import conversation_of
from bot.store import Store
from tests.conversations.talk import NOW
from tests.races.crowd import at_once

CROWD = 20


def test_tries_that_come_together_are_counted_together(store: Store) -> None:
    visitors = [conversation_of(store, "web", f"visitor:{n}", NOW) for n in range(CROWD)]

    def guess(number: int) -> bool:
        with store.writing() as session:
            try:
                reach_order(session, visitors[number], "home", ["TB1"], f"{number:04}", NOW)
            except TooManyTries:
                return False
            return True

    assert sum(at_once(CROWD, guess)) == TRIES
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(OrderTry)) == TRIES
