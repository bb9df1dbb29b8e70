"""A turn: the message is stored, the brain is asked, its replies and its new state are stored.

One turn at a time in a conversation, across processes too: `turn_token` is a lease that only its
holder can end. A turn that fails leaves the conversation as it was, so that the same message can be
sent again.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.conversations.leaving import may_leave, wants_to_leave
from bot.conversations.models import Conversation, Message
from bot.conversations.ownership import Owner, hand_over, position, release
from bot.conversations.replies import Answer, Author, message_json, own_words
from bot.store import Store, new_id

FAILURES_UNTIL_HUMAN = 3
_MOST_LEFT_OVER = 100
_LOOKED_BACK = 300  # messages; a button further up the screen is treated as text
_COMMAND = re.compile(r"/\w+(@[\d.]+)?\s*(\{.*\})?", re.ASCII | re.DOTALL)


class DifferentText(Exception):
    """The message id has been used for another text."""


class Busy(Exception):
    """Another turn of this conversation is under way."""


@dataclass(frozen=True)
class Said:
    """What came in: the client's id of it, its text, and the picture it carries."""

    message_id: str
    text: str
    upload_id: str | None = None


@dataclass(frozen=True)
class Started:
    """A turn that the brain has to take."""

    conversation_id: str
    inbound: int
    token: str
    state: dict[str, Any]
    text: str


def conversation_of(store: Store, channel: str, shopper_id: str, now: datetime) -> str:
    """The id of the shopper's one conversation on `channel`, made where there is none yet."""
    by_shopper = select(Conversation.id).where(
        Conversation.channel == channel, Conversation.shopper_id == shopper_id
    )
    with store.reading() as session:
        found = session.scalar(by_shopper)
    if found:
        return found
    try:
        with store.writing() as session:
            conversation = Conversation(
                id=new_id(), channel=channel, shopper_id=shopper_id, brain_state={}, created_at=now
            )
            session.add(conversation)
        return conversation.id
    except IntegrityError:  # another request of the same shopper was faster
        with store.reading() as session:
            return session.scalars(by_shopper).one()


def receive(
    store: Store, conversation_id: str, said: Said, now: datetime
) -> tuple[dict[str, Any], bool]:
    """Store a message, before anything is made of it; itself and whether it is new.

    Raises DifferentText.
    """
    with store.writing() as session:
        _locked(session, conversation_id)
        before = _known(session, conversation_id, said)
        inbound = before or _stored(session, conversation_id, said, now)
        return message_json(inbound), before is None


def begin(
    store: Store, conversation_id: str, said: Said, now: datetime, lease: timedelta
) -> Started | Answer:
    """Store the message and take the lease for its turn.

    A message answered before gets the same answer again; while a human or the queue owns the
    conversation nobody is asked. Raises DifferentText, and Busy while another turn holds the lease
    (the message is stored all the same).
    """
    with store.writing() as session:
        conversation = _locked(session, conversation_id)
        inbound = _stored(session, conversation_id, said, now)
        if inbound.status == "answered":
            return _answer(session, conversation, inbound)
        if conversation.owner != Owner.BOT:
            return _not_for_the_bot(session, conversation, inbound, now)
        busy = conversation.turn_token is not None and (conversation.turn_until or now) > now
        if not busy:
            conversation.turn_token = new_id()
            conversation.turn_until = now + lease
        token = conversation.turn_token
        state = conversation.brain_state
        meant = _as_meant(session, conversation_id, said)
    if busy:
        raise Busy
    assert token is not None
    return Started(conversation_id, inbound.id, token, state, meant)


def finish(
    store: Store,
    started: Started,
    replies: list[dict[str, Any]],
    state: dict[str, Any],
    now: datetime,
) -> Answer | None:
    """Store the replies and the brain's new state together; None if the lease has been lost."""
    with store.writing() as session:
        conversation = _locked(session, started.conversation_id)
        if conversation.turn_token != started.token:
            return None
        inbound = session.get_one(Message, started.inbound)
        for reply in replies:
            said = _say(session, conversation, "bot", reply["text"], now, inbound)
            said.buttons, said.card = reply.get("buttons") or [], reply.get("card")
        inbound.status = "answered"
        conversation.brain_state = state
        conversation.failures = 0
        _end_lease(conversation)
        session.flush()
        return _answer(session, conversation, inbound)


def fail(store: Store, started: Started, now: datetime) -> Answer:
    """Apologise. The message stays unanswered; too many failures in a row call a human."""
    with store.writing() as session:
        conversation = _locked(session, started.conversation_id)
        if conversation.turn_token == started.token:
            _end_lease(conversation)
            conversation.failures += 1
            session.get_one(Message, started.inbound).status = "failed"
        key = "apology"
        if conversation.failures >= FAILURES_UNTIL_HUMAN:
            session.flush()
            hand_over(session, conversation.id, "brain_failed", now)
            session.refresh(conversation)
            key = "apology_queued"
        text = own_words(conversation, key)
        apology = _say(session, conversation, "system", text, now)
        session.flush()
        return Answer(conversation.id, conversation.owner, [message_json(apology)], "failed")


def left_over(store: Store, channel: str, before: datetime) -> list[tuple[str, Said]]:
    """Messages of `channel` stored before a moment and answered by nobody: their front has died."""
    with store.reading() as session:
        rows = session.scalars(
            select(Message)
            .join(Conversation, Conversation.id == Message.conversation_id)
            .where(
                Conversation.channel == channel,
                Message.author == "shopper",
                Message.status == "received",
                Message.at < before,
            )
            .order_by(Message.id)
            .limit(_MOST_LEFT_OVER)
        )
        return [
            (row.conversation_id, Said(str(row.message_id), row.text, row.upload_id))
            for row in rows
        ]


def history(store: Store, conversation_id: str, after: int, limit: int) -> list[dict[str, Any]]:
    """The conversation's messages after the id `after`, the oldest first."""
    with store.reading() as session:
        messages = session.scalars(
            select(Message)
            .where(Message.conversation_id == conversation_id, Message.id > after)
            .order_by(Message.id)
            .limit(limit)
        )
        return [message_json(message) for message in messages]


def _locked(session: Session, conversation_id: str) -> Conversation:
    return session.scalars(
        select(Conversation).where(Conversation.id == conversation_id).with_for_update()
    ).one()


def _known(session: Session, conversation_id: str, said: Said) -> Message | None:
    """The message if it has come before. Raises DifferentText where it said something else."""
    inbound = session.scalars(
        select(Message).where(
            Message.conversation_id == conversation_id, Message.message_id == said.message_id
        )
    ).one_or_none()
    if inbound and (inbound.text, inbound.upload_id) != (said.text, said.upload_id):
        raise DifferentText
    return inbound


def _stored(session: Session, conversation_id: str, said: Said, now: datetime) -> Message:
    inbound = _known(session, conversation_id, said)
    if inbound is None:
        inbound = Message(
            conversation_id=conversation_id,
            message_id=said.message_id,
            author="shopper",
            text=said.text,
            upload_id=said.upload_id,
            buttons=[],
            status="received",
            at=now,
        )
        session.add(inbound)
        session.flush()
    return inbound


def _as_meant(session: Session, conversation_id: str, inbound: Said) -> str:
    """A typed slash is text; only what the bot itself offered here is a command, and a picture."""
    if inbound.upload_id:
        return f'/inform{{"photo": "{inbound.upload_id}"}}'
    said = inbound.text.strip()  # the brain does not see what is around it either
    if not said.startswith("/") or _was_offered(session, conversation_id, said):
        return inbound.text
    # The words of a command are nobody's words: the "yes" in it must not say yes.
    return "／" if _COMMAND.fullmatch(said) else f"／{said[1:]}"


def _was_offered(session: Session, conversation_id: str, payload: str) -> bool:
    """Whether a button among the bot's latest messages says `payload`; older ones have expired."""
    offers = (
        select(Message.buttons)
        .where(Message.conversation_id == conversation_id, Message.author == "bot")
        .order_by(Message.id.desc())
        .limit(_LOOKED_BACK)
    )
    with session.execute(offers) as replies:  # closed where the first of them is the one
        return any(button["payload"] == payload for (buttons,) in replies for button in buttons)


def _not_for_the_bot(
    session: Session, conversation: Conversation, inbound: Message, now: datetime
) -> Answer:
    inbound.status = "answered"
    if conversation.owner == Owner.QUEUE:
        leaves = may_leave(conversation) and wants_to_leave(inbound.text)
        text = own_words(conversation, "left") if leaves else _still_waiting(session, conversation)
        _say(session, conversation, "system", text, now, inbound)
        session.flush()
        if leaves:
            release(session, conversation.id)
            session.refresh(conversation)
    return _answer(session, conversation, inbound)


def _still_waiting(session: Session, conversation: Conversation) -> str:
    """The place in the queue, and how to leave it."""
    ahead = position(session, conversation) - 1
    text = own_words(conversation, "waiting" if ahead else "waiting_next", ahead=ahead)
    return text + own_words(conversation, "how_to_leave") if may_leave(conversation) else text


def _say(
    session: Session,
    conversation: Conversation,
    author: Author,
    text: str,
    now: datetime,
    inbound: Message | None = None,
) -> Message:
    message = Message(
        conversation_id=conversation.id,
        reply_to=inbound.id if inbound else None,
        author=author,
        text=text,
        buttons=[],
        at=now,
    )
    session.add(message)
    return message


def _answer(session: Session, conversation: Conversation, inbound: Message) -> Answer:
    replies = session.scalars(
        select(Message).where(Message.reply_to == inbound.id).order_by(Message.id)
    )
    return Answer(conversation.id, conversation.owner, [message_json(r) for r in replies])


def _end_lease(conversation: Conversation) -> None:
    conversation.turn_token = None
    conversation.turn_until = None
