"""What a shopper thought of the help."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.conversations import queue
from bot.conversations.models import Rating
from bot.conversations.ratings import LONGEST_COMMENT, rate
from bot.store import Store
from tests.conversations.talk import NOW, open_conversation


def kept(store: Store) -> list[tuple[int, str | None, str | None]]:
    """Every rating: stars, comment, whose help it was."""
    with store.reading() as session:
        rows = session.scalars(select(Rating).order_by(Rating.id))
        return [(row.stars, row.comment, row.agent_name) for row in rows]


@pytest.mark.parametrize("stars", [1, 5])
@pytest.mark.parametrize("comment", [None, "很好", "x" * LONGEST_COMMENT])
def test_a_rating_is_kept(store: Store, stars: int, comment: str | None) -> None:
    rate(store, open_conversation(store), stars, comment, NOW)
    assert kept(store) == [(stars, comment, None)]


@pytest.mark.parametrize("has_left", [False, True])
def test_a_humans_help_is_rated_by_name(store: Store, has_left: bool) -> None:
    conversation_id = open_conversation(store)
    queue.reply(store, conversation_id, "您好", NOW, "小李")
    if has_left:
        queue.release(store, conversation_id, NOW)
    rate(store, conversation_id, 4, "", NOW)
    assert kept(store) == [(4, None, "小李")]


@pytest.mark.parametrize(
    ("stars", "comment"), [(0, None), (6, None), (-1, None), (5, "x" * (LONGEST_COMMENT + 1))]
)
def test_a_rating_that_is_none_is_refused(store: Store, stars: int, comment: Any) -> None:
    with pytest.raises(ValueError, match="stars"):
        rate(store, open_conversation(store), stars, comment, NOW)
    assert kept(store) == []
