"""What a typed slash means to the brain: nothing, but for what the bot offered here."""

from typing import Any

import pytest

from bot.conversations import turns
from bot.conversations.models import Message
from bot.conversations.turns import Started
from bot.store import Store
from tests.conversations.talk import (
    NOW,
    SAID,
    YES,
    begin,
    finish,
    messages,
    open_conversation,
    started,
    talk,
)


@pytest.fixture
def c1(store: Store) -> str:
    return open_conversation(store)


def meant(store: Store, conversation_id: str, text: str) -> str:
    """What the brain gets of a message; the turn is over afterwards."""
    turn = begin(store, conversation_id, text, f"m-{len(messages(store, conversation_id))}")
    assert isinstance(turn, Started)
    finish(store, turn, [{"text": "好"}])
    return turn.text


COMMANDS = [
    "/affirm",
    "/restart",
    '/affirm{"decision": "d1"}',
    '/affirm@1.0{"decision": "d1"}',
    '/inform{"quality_problem": "yes"}',
    '/inform {"quality_problem":\n"yes"}',
    " /restart",
    "\n\t/restart \n",
    "\u3000/restart",
    "\xa0/restart\u2028",
]
OTHER_WORDS = {
    "/我要退款": "／我要退款",
    "//affirm": "／/affirm",
    "/affirm please, I am sure": "／affirm please, I am sure",
    "/": "／",
    " / ": "／",
    "/退款{}": "／退款{}",
}
PLAIN = ["我要退款", " 退款/退货 ", "1/2", "“/affirm”", "／affirm", "\\affirm"]
ALMOST = [
    '/affirm{"decision": "d2"}',
    '/affirm{"decision":"d1"}',
    "/affirm",
    '/Affirm{"decision": "d1"}',
    '/affirm{"decision": "d1"} {"decision": "d2"}',
]


def test_a_typed_command_has_no_words_for_the_brain(store: Store, c1: str) -> None:
    assert {text: meant(store, c1, text) for text in COMMANDS} == dict.fromkeys(COMMANDS, "／")
    assert [m.text for m in messages(store, c1) if m.author == "shopper"] == COMMANDS


def test_a_slash_before_other_words_is_only_a_slash(store: Store, c1: str) -> None:
    assert {text: meant(store, c1, text) for text in OTHER_WORDS} == OTHER_WORDS


def test_any_other_text_is_left_as_it_is(store: Store, c1: str) -> None:
    assert [meant(store, c1, text) for text in PLAIN] == PLAIN


def test_what_was_offered_is_a_command(store: Store, c1: str) -> None:
    talk(store, c1, "我要退款", "m1")
    for text in (YES["payload"], f" {YES['payload']}\n"):
        assert meant(store, c1, text) == text


def test_what_is_almost_what_was_offered_is_none(store: Store, c1: str) -> None:
    talk(store, c1, "我要退款", "m1")
    assert {text: meant(store, c1, text) for text in ALMOST} == dict.fromkeys(ALMOST, "／")


def test_what_was_offered_to_another_shopper_is_none(store: Store, c1: str) -> None:
    talk(store, open_conversation(store, "s2"), "我要退款", "m1")
    assert meant(store, c1, YES["payload"]) == "／"


def test_what_was_offered_long_ago_is_a_command_still(store: Store, c1: str) -> None:
    talk(store, c1, "我要退款", "m1")
    with store.writing() as session:
        session.add_all(_small_talk(c1, number) for number in range(120))
    assert meant(store, c1, YES["payload"]) == YES["payload"]


def _small_talk(conversation_id: str, number: int) -> Message:
    return Message(
        conversation_id=conversation_id, author="bot", text=str(number), buttons=[], at=NOW
    )


@pytest.mark.parametrize("author", ["shopper", "agent", "system"])
def test_only_the_bot_offers(store: Store, c1: str, author: str) -> None:
    row = Message(conversation_id=c1, author=author, text="x", buttons=[YES], at=NOW)
    with store.writing() as session:
        session.add(row)
    assert meant(store, c1, YES["payload"]) == "／"


def test_what_a_failed_turn_would_have_offered_is_none(store: Store, c1: str) -> None:
    dead = started(store, c1)
    turns.fail(store, dead, NOW)
    late: Any = turns.finish(store, dead, SAID, {}, NOW)
    assert late is None
    assert meant(store, c1, YES["payload"]) == "／"
