"""The human queue as an operator sees and works it."""

import pytest

from bot.conversations import queue
from bot.conversations.ownership import URGENT, hand_over, position, take
from bot.conversations.queue import QueueError
from bot.store import Store
from tests.conversations.talk import (
    LATER,
    MINUTE,
    NOW,
    answered,
    conversation,
    open_conversation,
    put_in_queue,
    script,
    started,
    talk,
)


@pytest.fixture
def c1(store: Store) -> str:
    return open_conversation(store)


def waiting(store: Store) -> list[str]:
    with store.reading() as session:
        return [row["shopper_id"] for row in queue.waiting(session)]


def test_who_waits_is_listed_with_the_reason_and_the_last_words(store: Store, c1: str) -> None:
    talk(store, c1, "我要退款", "m1")
    put_in_queue(store, c1)
    answered(store, c1, "有人吗", "m2")
    with store.reading() as session:
        assert queue.waiting(session) == [
            {
                "conversation_id": c1,
                "channel": "api",
                "shopper_id": "s1",
                "owner": "queue",
                "reason": "asked_for_human",
                "queued_at": NOW.isoformat(),
                "last_message": "有人吗",
            }
        ]


def test_the_longest_waiting_is_first_and_who_never_waited_last(store: Store) -> None:
    for minutes, shopper_id in ((2, "s2"), (0, "s0"), (1, "s1")):
        put_in_queue(store, open_conversation(store, shopper_id), minutes)
    with store.writing() as session:
        take(session, open_conversation(store, "taken"))
    open_conversation(store, "with the bot")
    assert waiting(store) == ["s0", "s1", "s2", "taken"]


def test_danger_comes_before_who_has_waited_for_longer(store: Store) -> None:
    for minutes, shopper_id, reason in ((0, "s0", "asked_for_human"), (1, "s1", URGENT)):
        since = NOW + minutes * MINUTE
        with store.writing() as session:
            hand_over(session, open_conversation(store, shopper_id), reason, since)
    assert waiting(store) == ["s1", "s0"]
    places = {}
    with store.reading() as session:
        for shopper_id in ("s0", "s1"):
            row = conversation(store, open_conversation(store, shopper_id))
            places[shopper_id] = position(session, row)
    assert places == {"s1": 1, "s0": 2}


def test_a_queue_without_anybody_is_empty(store: Store, c1: str) -> None:
    assert waiting(store) == []


def test_a_conversation_without_a_word_can_wait_too(store: Store, c1: str) -> None:
    put_in_queue(store, c1)
    with store.reading() as session:
        (row,) = queue.waiting(session)
    assert row["last_message"] is None


def test_a_humans_reply_is_stored_and_the_human_speaks_from_then_on(store: Store, c1: str) -> None:
    put_in_queue(store, c1)
    queue.reply(store, c1, "您好，我来处理", LATER)
    assert script(store, c1) == [("agent", "您好，我来处理", None)]
    row = conversation(store, c1)
    assert (row.owner, row.queued_at) == ("human", NOW)
    assert answered(store, c1).replies == []


def test_a_human_may_speak_up_while_the_bot_has_the_conversation(store: Store, c1: str) -> None:
    talk(store, c1, "我要退款", "m1")
    queue.reply(store, c1, "我来处理", LATER)
    assert conversation(store, c1).owner == "human"


def test_an_empty_reply_is_refused(store: Store, c1: str) -> None:
    put_in_queue(store, c1)
    for text in ("", " ", "\n\u3000"):
        with pytest.raises(QueueError, match="empty"):
            queue.reply(store, c1, text, LATER)
    assert script(store, c1) == []
    assert conversation(store, c1).owner == "queue"


def test_a_reply_to_nobody_is_refused(store: Store) -> None:
    with pytest.raises(QueueError, match="unknown"):
        queue.reply(store, "unknown", "您好", NOW)
    assert script(store, "unknown") == []


def test_a_conversation_is_given_back_once(store: Store, c1: str) -> None:
    put_in_queue(store, c1)
    queue.release(store, c1, NOW)
    assert waiting(store) == []
    with pytest.raises(QueueError, match=c1):
        queue.release(store, c1, NOW)
    with pytest.raises(QueueError, match="unknown"):
        queue.release(store, "unknown", NOW)


def test_a_shopper_who_leaves_is_not_told_that_a_colleague_has_left(store: Store, c1: str) -> None:
    put_in_queue(store, c1)
    queue.leave(store, c1, NOW)
    queue.reply(store, c1, "您好", NOW)
    queue.release(store, c1, NOW)
    (_, left, _), _, (_, ended, _) = script(store, c1)
    assert "不等人工了" in left
    assert "人工服务已结束" in ended
    with pytest.raises(QueueError):
        queue.leave(store, c1, NOW)


def test_what_failed_before_the_queue_can_be_tried_again_after_it(store: Store, c1: str) -> None:
    put_in_queue(store, c1)
    line = answered(store, c1)
    queue.release(store, c1, NOW)
    assert answered(store, c1).replies == line.replies  # this one was answered
    assert started(store, c1, "我要退款", "m2", now=NOW + MINUTE).state == {}
