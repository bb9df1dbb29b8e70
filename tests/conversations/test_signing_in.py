"""A visitor signs in: what was said goes along, once, and nobody else's does."""

import pytest
from sqlalchemy import select

from bot.conversations import turns
from bot.conversations.inbox import asker_of
from bot.conversations.models import Conversation, Upload
from bot.conversations.signing_in import take_along
from bot.store import Store
from tests.cases.shop import UNSHIPPED, sell
from tests.conversations.talk import (
    LATER,
    NOW,
    STATE,
    conversation,
    put_in_queue,
    script,
    started,
    talk,
)

VISITOR = "visitor:1"


def web(store: Store, shopper_id: str) -> str:
    """The shopper's conversation on the web."""
    return turns.conversation_of(store, "web", shopper_id, NOW)


def sign_in(store: Store, visitor_id: str = VISITOR) -> str:
    """The shopper's conversation after the visitor has become them."""
    take_along(store, "web", visitor_id, "s1")
    return web(store, "s1")


def test_who_has_not_been_here_goes_on_in_the_same_conversation(store: Store) -> None:
    theirs = web(store, VISITOR)
    talk(store, theirs, "我要退款", "m1")
    assert sign_in(store) == theirs
    row = conversation(store, theirs)
    assert (row.shopper_id, row.brain_state, row.order_no) == ("s1", STATE, None)
    assert len(script(store, theirs)) == 3
    assert web(store, VISITOR) != theirs


def test_who_has_been_here_finds_both_in_one(store: Store) -> None:
    own = web(store, "s1")
    talk(store, own, "我要退款", "m1")
    theirs = web(store, VISITOR)
    talk(store, theirs, "在吗", "m2")
    assert sign_in(store) == own
    assert [text for author, text, _ in script(store, own) if author == "shopper"] == [
        "我要退款",
        "在吗",
    ]
    assert script(store, theirs) == []
    left = conversation(store, theirs)
    assert (left.brain_state, left.order_no) == ({}, None)


@pytest.mark.parametrize(("whose", "goes_on"), [("s1", True), ("s2", False)])
def test_a_request_about_the_own_order_goes_on(store: Store, whose: str, goes_on: bool) -> None:
    own, theirs = web(store, "s1"), web(store, VISITOR)
    talk(store, theirs, "我要退款", "m1")
    order_no = sell(store, NOW, shopper_id=whose, **UNSHIPPED)
    with store.writing() as session:
        session.get_one(Conversation, theirs).order_no = order_no
    sign_in(store)
    assert conversation(store, own).brain_state == (STATE if goes_on else {})
    sign_in(store)
    assert conversation(store, own).brain_state == (STATE if goes_on else {})


def test_twice_is_the_same_as_once(store: Store) -> None:
    own = web(store, "s1")
    talk(store, web(store, VISITOR), "在吗", "m1")
    sign_in(store)
    before = script(store, own)
    assert sign_in(store) == own
    assert script(store, own) == before


def test_the_same_id_in_both_stays_two_messages(store: Store) -> None:
    own = web(store, "s1")
    talk(store, own, "你好", "m1")
    talk(store, web(store, VISITOR), "在吗", "m1")
    sign_in(store)
    assert [text for author, text, _ in script(store, own) if author == "shopper"] == [
        "你好",
        "在吗",
    ]
    with pytest.raises(turns.DifferentText):
        turns.receive(store, own, turns.Said("m1", "别的"), NOW)


@pytest.mark.parametrize("message_id", ["m1", "m2"])
def test_what_was_being_answered_is_answered_there(store: Store, message_id: str) -> None:
    own = web(store, "s1")
    talk(store, own, "你好", "m1")
    turn = started(store, web(store, VISITOR), "在吗", message_id)
    sign_in(store)
    assert turns.finish(store, turn, [{"text": "在"}], {}, NOW) is None
    ((found, said),) = turns.left_over(store, "web", LATER)
    assert (found, said.text) == (own, "在吗")
    assert isinstance(turns.begin(store, found, said, LATER, LATER - NOW), turns.Started)
    assert len([row for row in script(store, own) if row[1] == "在吗"]) == 1


def test_who_waits_for_a_human_goes_on_waiting(store: Store) -> None:
    own, theirs = web(store, "s1"), web(store, VISITOR)
    put_in_queue(store, theirs)
    sign_in(store)
    assert (conversation(store, own).owner, conversation(store, own).queued_at) == ("queue", NOW)
    assert conversation(store, theirs).owner == "bot"


def test_pictures_go_along(store: Store) -> None:
    own, theirs = web(store, "s1"), web(store, VISITOR)
    with store.writing() as session:
        session.add(
            Upload(
                id="1" * 32,
                conversation_id=theirs,
                media_type="image/jpeg",
                size=1,
                width=1,
                height=1,
                at=NOW,
            )
        )
    sign_in(store)
    with store.reading() as session:
        assert session.scalars(select(Upload.conversation_id)).all() == [own]


def test_an_order_that_was_reached_is_reached_no_more(store: Store) -> None:
    web(store, "s1")
    theirs = web(store, VISITOR)
    with store.writing() as session:
        session.get_one(Conversation, theirs).order_no = "TB1"
    sign_in(store)
    with store.reading() as session:
        assert asker_of(session, theirs).only_order is None


@pytest.mark.parametrize("visitor_id", ["visitor:unknown", "s2"])
def test_a_visitor_who_is_none_brings_nothing(store: Store, visitor_id: str) -> None:
    talk(store, web(store, "s2"), "我要退款", "m1")
    assert script(store, sign_in(store, visitor_id)) == []
    assert len(script(store, web(store, "s2"))) == 3
