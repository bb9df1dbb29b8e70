"""What an action may ask of its turn: whose it is, and whether anybody still waits for it."""

from threading import Thread

import pytest

from bot.conversations import turns
from bot.conversations.inbox import Asker, asker_of, turn_is_open
from bot.conversations.ownership import Owner
from bot.store import Store
from tests.conversations.talk import LATER, NOW, finish, open_conversation, started


@pytest.fixture
def c1(store: Store) -> str:
    return open_conversation(store)


def is_open(store: Store, conversation_id: str, token: str) -> bool:
    with store.writing() as session:
        return turn_is_open(session, conversation_id, token)


def test_a_conversation_is_its_shoppers(store: Store, c1: str) -> None:
    c2 = open_conversation(store, "s2")
    with store.reading() as session:
        asking = [asker_of(session, each) for each in (c1, c2)]
    assert asking == [Asker("s1", Owner.BOT), Asker("s2", Owner.BOT)]


def test_an_unknown_conversation_is_nobodys(store: Store, c1: str) -> None:
    for conversation_id in ("unknown", "", "s1", "default"):
        with store.reading() as session, pytest.raises(LookupError):
            asker_of(session, conversation_id)


def test_a_turn_is_open_while_the_front_waits_for_it(store: Store, c1: str) -> None:
    turn = started(store, c1)
    assert is_open(store, c1, turn.token)
    assert not is_open(store, open_conversation(store, "s2"), turn.token)


def test_another_token_opens_nothing(store: Store, c1: str) -> None:
    tokens = ("", "None", "0" * 32)
    assert not any(is_open(store, c1, token) for token in tokens)  # no turn at all
    started(store, c1)
    assert not any(is_open(store, c1, token) for token in tokens)
    assert not any(is_open(store, "unknown", token) for token in tokens)


def test_a_turn_that_is_answered_is_open_no_more(store: Store, c1: str) -> None:
    turn = started(store, c1)
    finish(store, turn)
    assert not is_open(store, c1, turn.token)


def test_a_turn_that_was_given_up_is_open_no_more(store: Store, c1: str) -> None:
    turn = started(store, c1)
    turns.fail(store, turn, NOW)
    assert not is_open(store, c1, turn.token)
    again = started(store, c1)
    assert is_open(store, c1, again.token)
    assert not is_open(store, c1, turn.token)


def test_a_turn_whose_lease_was_taken_over_is_open_no_more(store: Store, c1: str) -> None:
    dead = started(store, c1)
    turn = started(store, c1, now=LATER)
    assert not is_open(store, c1, dead.token)
    assert is_open(store, c1, turn.token)


def test_the_front_cannot_give_a_turn_up_while_its_action_writes(store: Store, c1: str) -> None:
    turn = started(store, c1)
    front = Thread(target=turns.fail, args=(store, turn, NOW))
    with store.writing() as session:
        assert turn_is_open(session, c1, turn.token)
        front.start()
        front.join(0.3)
        assert front.is_alive(), "the turn was given up in the midst of its writing"
    front.join(20)
    assert not is_open(store, c1, turn.token)
