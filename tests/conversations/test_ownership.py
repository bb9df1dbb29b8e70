"""Who speaks is changed by one at a time, from the owners it may be changed from."""

import pytest

from bot.conversations.models import Conversation
from bot.conversations.ownership import Owner, hand_over, position, release, take
from bot.store import Store
from tests.conversations.talk import (
    LATER,
    NOW,
    conversation,
    open_conversation,
    put_in_queue,
    talk,
)
from tests.races.crowd import at_once


@pytest.fixture
def c1(store: Store) -> str:
    return open_conversation(store)


def own(store: Store, conversation_id: str, owner: Owner) -> None:
    """Bring a conversation into somebody's hands."""
    if owner is not Owner.BOT:
        put_in_queue(store, conversation_id)
    if owner is Owner.HUMAN:
        with store.writing() as session:
            take(session, conversation_id)


def test_the_bot_hands_over_with_the_reason_and_the_time(store: Store, c1: str) -> None:
    with store.writing() as session:
        assert hand_over(session, c1, "asked_for_human", NOW)
    row = conversation(store, c1)
    assert (row.owner, row.queue_reason, row.queued_at) == ("queue", "asked_for_human", NOW)


@pytest.mark.parametrize("owner", [Owner.QUEUE, Owner.HUMAN])
def test_a_conversation_that_has_left_the_bot_keeps_its_place(
    store: Store, c1: str, owner: Owner
) -> None:
    own(store, c1, owner)
    with store.writing() as session:
        assert not hand_over(session, c1, "brain_failed", LATER)
    row = conversation(store, c1)
    assert (row.owner, row.queue_reason, row.queued_at) == (owner, "asked_for_human", NOW)


def test_a_human_may_take_any_conversation(store: Store) -> None:
    for owner in Owner:
        conversation_id = open_conversation(store, owner)
        own(store, conversation_id, owner)
        with store.writing() as session:
            assert take(session, conversation_id)
        assert conversation(store, conversation_id).owner == Owner.HUMAN


@pytest.mark.parametrize("owner", [Owner.QUEUE, Owner.HUMAN])
def test_the_bot_gets_a_conversation_back_and_starts_afresh(
    store: Store, c1: str, owner: Owner
) -> None:
    talk(store, c1, "我要退款", "m1")
    own(store, c1, owner)
    with store.writing() as session:
        assert release(session, c1)
    row = conversation(store, c1)
    assert (row.owner, row.brain_state, row.failures) == (Owner.BOT, {}, 0)
    assert (row.queued_at, row.queue_reason) == (None, None)


def test_what_the_bot_has_is_not_given_back(store: Store, c1: str) -> None:
    talk(store, c1, "我要退款", "m1")
    with store.writing() as session:
        assert not release(session, c1)
    assert conversation(store, c1).brain_state != {}


def test_a_conversation_that_is_none_changes_nothing(store: Store, c1: str) -> None:
    with store.writing() as session:
        assert not hand_over(session, "unknown", "asked_for_human", NOW)
        assert not take(session, "unknown")
        assert not release(session, "unknown")
    assert conversation(store, c1).owner == Owner.BOT


def test_of_many_hand_overs_at_once_one_counts(store: Store, c1: str) -> None:
    def attempt(number: int) -> bool:
        with store.writing() as session:
            return hand_over(session, c1, f"reason {number}", NOW)

    done = at_once(8, attempt)
    assert sum(done) == 1
    assert conversation(store, c1).queue_reason == f"reason {done.index(True)}"


def test_the_place_in_the_queue_counts_who_waits_longer(store: Store, c1: str) -> None:
    others = [open_conversation(store, f"s{number}") for number in range(2, 6)]
    for minutes, conversation_id in enumerate([*others[:2], c1, *others[2:]]):
        put_in_queue(store, conversation_id, minutes)
    assert _position(store, c1) == 3
    with store.writing() as session:
        take(session, others[0])  # is served, and waits no longer
    assert _position(store, c1) == 2
    with store.writing() as session:
        release(session, others[1])
    assert _position(store, c1) == 1


def _position(store: Store, conversation_id: str) -> int:
    with store.reading() as session:
        return position(session, session.get_one(Conversation, conversation_id))
