"""Who waits for a human leaves the queue by saying so, and is told how."""

import pytest

from bot.conversations import queue
from bot.conversations.leaving import wants_to_leave
from bot.conversations.ownership import URGENT, hand_over
from bot.store import Store
from tests.conversations.talk import (
    NOW,
    STATE,
    answered,
    conversation,
    messages,
    open_conversation,
    put_in_queue,
    started,
    talk,
    texts,
)

LEAVING = (
    "算了不用人工了",
    "不等了",
    "我不等了。",
    "不用转人工了",
    "那算了，不要人工了",
    "取消转人工",
    "不用等人工了吧",
    "不轉人工了",
    "never mind the human",
    "Never mind",
    "I don't want to wait any more",
    "I'm not waiting any longer",
    "no human needed, thanks",
    "cancel the agent please",
)
STAYING = (
    "还要等多久",
    "等不了了快点",
    "不等了我要投诉你们",
    "不要退了",
    "人工",
    "不用人工审核吗",
    "never mind the colour, it is broken",
    "no",
    "human",
    "I don't want the kettle",
    "don't make me wait",
)


@pytest.mark.parametrize("text", LEAVING)
def test_leaving_is_understood_without_the_brain(text: str) -> None:
    assert wants_to_leave(text)


@pytest.mark.parametrize("text", STAYING)
def test_what_is_for_the_colleague_stays_there(text: str) -> None:
    assert not wants_to_leave(text)


def test_who_leaves_gets_the_bot_back(store: Store) -> None:
    c1 = open_conversation(store)
    put_in_queue(store, c1)
    answer = answered(store, c1, "不等了", "m1")
    ((author, text),) = texts(answer)
    assert author == "system"
    assert "不等人工了" in text
    assert answer.owner == conversation(store, c1).owner == "bot"
    assert answered(store, c1, "不等了", "m1").replies == answer.replies
    assert started(store, c1, "我要退款", "m2").state == {}


@pytest.mark.parametrize(("language", "way"), [("zh", "“不等了”"), ("en", '"never mind"')])
def test_who_waits_is_told_how_to_leave_in_words_that_do(
    store: Store, language: str, way: str
) -> None:
    c1 = open_conversation(store)
    talk(store, c1, "我要退款", "m1")
    with store.writing() as session:
        row = session.get_one(type(conversation(store, c1)), c1)
        row.brain_state = {**STATE, "slots": {"language": language}}
    put_in_queue(store, c1)
    ((_, text),) = texts(answered(store, c1, "?", "m2"))
    assert way in text
    assert wants_to_leave(way.strip('“”"'))


def test_danger_waits_for_its_human(store: Store) -> None:
    c1 = open_conversation(store)
    with store.writing() as session:
        hand_over(session, c1, URGENT, NOW)
    answer = answered(store, c1, "不等了", "m1")
    assert answer.owner == "queue"
    assert "不等了" not in texts(answer)[0][1]
    assert len(messages(store, c1)) == 2


def test_a_human_who_has_answered_is_not_left_by_a_word(store: Store) -> None:
    c1 = open_conversation(store)
    put_in_queue(store, c1)
    queue.reply(store, c1, "您好", NOW)
    assert answered(store, c1, "不等了", "m1").owner == "human"
