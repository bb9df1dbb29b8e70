"""A turn is taken once, by one, and leaves its replies and its state together or nothing."""

import pytest

from bot.conversations import turns
from bot.conversations.ownership import Owner, take
from bot.conversations.replies import Answer
from bot.store import Store
from tests.conversations.talk import (
    LATER,
    LEASE,
    NOW,
    SAID,
    STATE,
    YES,
    answered,
    begin,
    conversation,
    finish,
    messages,
    open_conversation,
    put_in_queue,
    script,
    started,
    talk,
    texts,
)
from tests.races.crowd import at_once


@pytest.fixture
def c1(store: Store) -> str:
    return open_conversation(store)


def test_a_shopper_has_one_conversation_on_a_channel(store: Store, c1: str) -> None:
    assert turns.conversation_of(store, "api", "s1", LATER) == c1
    assert turns.conversation_of(store, "wechat", "s1", NOW) != c1
    assert turns.conversation_of(store, "api", "s2", NOW) != c1


def test_requests_that_come_together_open_one_conversation(store: Store) -> None:
    opened = at_once(8, lambda _number: open_conversation(store, "crowd"))
    assert len(set(opened)) == 1


def test_a_new_conversation_is_the_bots_and_remembers_nothing(store: Store, c1: str) -> None:
    row = conversation(store, c1)
    assert (row.owner, row.brain_state, row.failures) == (Owner.BOT, {}, 0)
    assert (row.turn_token, row.turn_until, row.created_at) == (None, None, NOW)


def test_a_message_is_stored_before_the_brain_is_asked(store: Store, c1: str) -> None:
    turn = started(store, c1)
    assert (turn.conversation_id, turn.text, turn.state) == (c1, "我要退款", {})
    (row,) = messages(store, c1)
    assert (row.id, row.message_id, row.author) == (turn.inbound, "m1", "shopper")
    assert (row.text, row.status, row.at, row.reply_to) == ("我要退款", "received", NOW, None)
    held = conversation(store, c1)
    assert (held.turn_token, held.turn_until) == (turn.token, NOW + LEASE)


def test_what_the_brain_says_and_remembers_is_stored_together(store: Store, c1: str) -> None:
    turn = started(store, c1)
    answer = finish(store, turn)
    assert (answer.conversation_id, answer.owner) == (c1, "bot")
    assert texts(answer) == [("bot", "可以退，确认吗？"), ("bot", "还有一句")]
    assert [reply["buttons"] for reply in answer.replies] == [[YES], []]
    inbound, *replies = messages(store, c1)
    assert inbound.status == "answered"
    assert [str(reply.id) for reply in replies] == [reply["id"] for reply in answer.replies]
    assert {reply.reply_to for reply in replies} == {inbound.id}
    row = conversation(store, c1)
    assert (row.brain_state, row.turn_token, row.turn_until) == (STATE, None, None)
    assert started(store, c1, "好", "m2").state == STATE


def test_an_answered_message_gets_the_same_answer_again(store: Store, c1: str) -> None:
    answer = talk(store, c1, "我要退款", "m1")
    talk(store, c1, "你好", "m2")
    assert answered(store, c1) == answer
    assert len(messages(store, c1)) == 6


def test_an_answered_message_gets_its_answer_whoever_speaks_now(store: Store, c1: str) -> None:
    answer = talk(store, c1, "我要退款", "m1")
    started(store, c1, "另一句", "m2")
    assert answered(store, c1) == answer  # while another turn is under way
    put_in_queue(store, c1)
    again = answered(store, c1)
    assert (again.replies, again.owner) == (answer.replies, "queue")


def test_a_message_id_is_not_used_for_another_text(store: Store, c1: str) -> None:
    turn = started(store, c1)
    with pytest.raises(turns.DifferentText):
        begin(store, c1, "我要退款 ")
    finish(store, turn)
    with pytest.raises(turns.DifferentText):
        begin(store, c1, "确认")
    put_in_queue(store, c1)
    with pytest.raises(turns.DifferentText):
        begin(store, c1, "我要退貨")
    assert [row.text for row in messages(store, c1) if row.author == "shopper"] == ["我要退款"]


def test_a_message_id_belongs_to_its_conversation(store: Store, c1: str) -> None:
    talk(store, c1, "我要退款", "m1")
    assert started(store, open_conversation(store, "s2"), "你好", "m1")


def test_only_one_turn_at_a_time(store: Store, c1: str) -> None:
    started(store, c1)
    with pytest.raises(turns.Busy):
        begin(store, c1)
    with pytest.raises(turns.Busy):
        begin(store, c1, "还有一句", "m2", now=NOW + LEASE / 2)
    assert started(store, open_conversation(store, "s2"))  # of this conversation


def test_a_message_that_comes_during_a_turn_is_stored_all_the_same(store: Store, c1: str) -> None:
    started(store, c1)
    for _ in range(2):
        with pytest.raises(turns.Busy):
            begin(store, c1, "还有一句", "m2")
    assert script(store, c1) == [
        ("shopper", "我要退款", "received"),
        ("shopper", "还有一句", "received"),
    ]


def test_of_many_that_begin_together_one_takes_the_turn(store: Store, c1: str) -> None:
    def attempt(_number: int) -> bool:
        try:
            return isinstance(begin(store, c1), turns.Started)
        except turns.Busy:
            return False

    assert sum(at_once(8, attempt)) == 1
    assert len(messages(store, c1)) == 1


def test_a_lease_that_has_run_out_is_taken_over(store: Store, c1: str) -> None:
    dead = started(store, c1)
    turn = started(store, c1, now=LATER)
    assert turn.inbound == dead.inbound
    assert turn.token != dead.token
    assert turns.finish(store, dead, SAID, {"slots": {"wish": "exchange"}}, LATER) is None
    assert conversation(store, c1).brain_state == {}
    finish(store, turn)
    assert len(messages(store, c1)) == 3


def test_a_turn_that_lost_its_lease_does_not_end_the_next_ones(store: Store, c1: str) -> None:
    dead = started(store, c1)
    turn = started(store, c1, now=LATER)
    apology = turns.fail(store, dead, LATER)
    assert texts(apology)[0][0] == "system"
    row = conversation(store, c1)
    assert (row.turn_token, row.failures) == (turn.token, 0)
    assert texts(finish(store, turn))[0] == ("bot", "可以退，确认吗？")


def test_a_failure_is_an_apology_and_leaves_the_conversation_as_it_was(
    store: Store, c1: str
) -> None:
    talk(store, c1, "我要退款", "m1")
    answer = turns.fail(store, started(store, c1, "确认", "m2"), NOW)
    ((author, text),) = texts(answer)
    assert (answer.owner, author) == ("bot", "system")
    assert "请把刚才那句再发一次" in text
    row = conversation(store, c1)
    assert (row.brain_state, row.failures) == (STATE, 1)
    assert (row.turn_token, row.turn_until) == (None, None)
    assert script(store, c1)[3:] == [("shopper", "确认", "failed"), ("system", text, None)]


def test_a_failed_message_is_tried_again_and_its_apology_is_no_answer(
    store: Store, c1: str
) -> None:
    failed = started(store, c1)
    turns.fail(store, failed, NOW)
    turn = started(store, c1)
    assert (turn.inbound, turn.state) == (failed.inbound, {})
    answer = finish(store, turn)
    assert [author for author, _ in texts(answer)] == ["bot", "bot"]
    assert answered(store, c1) == answer
    assert [row.author for row in messages(store, c1)] == ["shopper", "system", "bot", "bot"]


def test_three_failures_in_a_row_call_a_human(store: Store, c1: str) -> None:
    owners = []
    for number in range(3):
        answer = turns.fail(store, started(store, c1, "确认", str(number)), NOW)
        owners.append(answer.owner)
    assert owners == ["bot", "bot", "queue"]
    assert "已经帮您转给人工同事" in texts(answer)[0][1]
    row = conversation(store, c1)
    assert (row.queue_reason, row.queued_at, row.failures) == ("brain_failed", NOW, 3)


def test_an_answer_in_between_starts_the_count_anew(store: Store, c1: str) -> None:
    for number in range(2):
        turns.fail(store, started(store, c1, "确认", str(number)), NOW)
    talk(store, c1, "你好", "in between")
    answer = turns.fail(store, started(store, c1, "确认", "2"), NOW)
    assert (answer.owner, conversation(store, c1).failures) == ("bot", 1)


def test_an_apology_is_in_the_language_of_the_conversation(store: Store, c1: str) -> None:
    finish(store, started(store, c1), SAID, {"slots": {"language": "en"}, "form": None})
    answer = turns.fail(store, started(store, c1, "yes", "m2"), NOW)
    assert "send it once more" in texts(answer)[0][1]


def test_a_hand_over_within_the_turn_is_told_by_its_answer(store: Store, c1: str) -> None:
    turn = started(store, c1, "转人工")
    put_in_queue(store, c1)  # the action does so
    answer = finish(store, turn, [{"text": "已经帮您转人工"}])
    assert (answer.owner, texts(answer)) == ("queue", [("bot", "已经帮您转人工")])


def test_who_waits_is_told_the_place_in_the_queue(store: Store, c1: str) -> None:
    first, second = open_conversation(store, "s2"), open_conversation(store, "s3")
    for minutes, conversation_id in enumerate((first, second, c1)):
        put_in_queue(store, conversation_id, minutes)
    told = [answered(store, each, "还在吗", "q1") for each in (first, second, c1)]
    assert {answer.owner for answer in told} == {"queue"}
    assert [len(answer.replies) for answer in told] == [1, 1, 1]
    assert [texts(answer)[0][0] for answer in told] == ["system"] * 3
    assert "您是下一位" in texts(told[0])[0][1]
    assert "前面还有1位" in texts(told[1])[0][1]
    assert "前面还有2位" in texts(told[2])[0][1]
    assert script(store, c1)[0] == ("shopper", "还在吗", "answered")


def test_the_queues_line_is_the_same_again(store: Store, c1: str) -> None:
    put_in_queue(store, c1)
    line = answered(store, c1)
    assert answered(store, c1, now=LATER) == line
    assert len(messages(store, c1)) == 2


def test_while_a_human_speaks_the_bot_is_silent(store: Store, c1: str) -> None:
    with store.writing() as session:
        take(session, c1)
    answer = answered(store, c1)
    assert answer == Answer(c1, "human", [])
    assert answered(store, c1) == answer
    assert script(store, c1) == [("shopper", "我要退款", "answered")]


def test_history_is_what_was_said_after_a_message(store: Store, c1: str) -> None:
    talk(store, c1, "我要退款", "m1")
    talk(store, open_conversation(store, "s2"), "你好", "m1")
    talk(store, c1, "确认", "m2")
    told = turns.history(store, c1, 0, 200)
    assert [(m["author"], m["text"]) for m in told] == [
        ("shopper", "我要退款"),
        ("bot", "可以退，确认吗？"),
        ("bot", "还有一句"),
        ("shopper", "确认"),
        ("bot", "可以退，确认吗？"),
        ("bot", "还有一句"),
    ]
    assert turns.history(store, c1, int(told[3]["id"]), 200) == told[4:]
    assert turns.history(store, c1, 0, 2) == told[:2]
    assert turns.history(store, c1, int(told[-1]["id"]), 200) == []
    assert turns.history(store, "unknown", 0, 200) == []
