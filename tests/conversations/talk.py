"""A conversation in a few words, for tests that judge turns by what they leave behind."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.conversations import turns
from bot.conversations.models import Conversation, Message
from bot.conversations.ownership import hand_over
from bot.conversations.replies import Answer
from bot.store import Store

NOW = datetime(2026, 6, 3, 4, 0, tzinfo=UTC)
LEASE = timedelta(seconds=15)
LATER = NOW + LEASE + timedelta(seconds=1)
YES = {"title": "确认退款", "payload": '/affirm{"decision": "d1"}'}
SAID: list[dict[str, Any]] = [{"text": "可以退，确认吗？", "buttons": [YES]}, {"text": "还有一句"}]
STATE = {"slots": {"wish": "refund", "language": "zh"}, "form": "request_form"}


def open_conversation(store: Store, shopper_id: str = "s1") -> str:
    """The id of the shopper's conversation."""
    return turns.conversation_of(store, "api", shopper_id, NOW)


def begin(
    store: Store,
    conversation_id: str,
    text: str = "我要退款",
    message_id: str = "m1",
    *,
    now: datetime = NOW,
) -> turns.Started | Answer:
    """A message comes in."""
    return turns.begin(store, conversation_id, turns.Said(message_id, text), now, LEASE)


def started(store: Store, conversation_id: str, *said: str, now: datetime = NOW) -> turns.Started:
    """A message comes in and is the brain's to answer; `said` is its text and id."""
    turn = begin(store, conversation_id, *said, now=now)
    assert isinstance(turn, turns.Started), turn
    return turn


def answered(store: Store, conversation_id: str, *said: str, now: datetime = NOW) -> Answer:
    """A message comes in and is answered without the brain."""
    answer = begin(store, conversation_id, *said, now=now)
    assert isinstance(answer, Answer), answer
    return answer


def finish(
    store: Store, turn: turns.Started, replies: list[dict[str, Any]] = SAID, state: Any = STATE
) -> Answer:
    """The brain has answered in time."""
    answer = turns.finish(store, turn, replies, state, NOW)
    assert answer is not None
    return answer


def talk(store: Store, conversation_id: str, text: str, message_id: str) -> Answer:
    """A whole turn."""
    return finish(store, started(store, conversation_id, text, message_id))


def put_in_queue(store: Store, conversation_id: str, minutes: int = 0) -> None:
    """The conversation waits for a human since `minutes` after NOW."""
    with store.writing() as session:
        assert hand_over(session, conversation_id, "asked_for_human", NOW + minutes * MINUTE)


MINUTE = timedelta(minutes=1)


def conversation(store: Store, conversation_id: str) -> Conversation:
    """The conversation as it is stored."""
    with store.reading() as session:
        return session.get_one(Conversation, conversation_id)


def messages(store: Store, conversation_id: str) -> list[Message]:
    """All its messages, in order."""
    with store.reading() as session:
        return list(
            session.scalars(
                select(Message)
                .where(Message.conversation_id == conversation_id)
                .order_by(Message.id)
            )
        )


def script(store: Store, conversation_id: str) -> list[tuple[str, str, str | None]]:
    """Who said what, and what became of it."""
    return [(m.author, m.text, m.status) for m in messages(store, conversation_id)]


def texts(answer: Answer) -> list[tuple[str, str]]:
    """Who says what in an answer."""
    return [(reply["author"], reply["text"]) for reply in answer.replies]
