"""The human queue: who waits, answering them, giving them back to the bot."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.conversations.models import Conversation, Message
from bot.conversations.ownership import Owner, take, urgent_first
from bot.conversations.ownership import release as give_back
from bot.conversations.replies import own_words
from bot.store import Store


class QueueError(Exception):
    """Something that cannot be done with a conversation; the text says why, to an operator."""


def waiting(session: Session) -> list[dict[str, Any]]:
    """The conversations in the queue or with a human: danger first, then the longest waiting."""
    conversations = session.scalars(
        select(Conversation)
        .where(Conversation.owner != Owner.BOT)
        .order_by(urgent_first(), Conversation.queued_at.nulls_last())
    ).all()
    return [_row(session, conversation) for conversation in conversations]


def reply(
    store: Store, conversation_id: str, text: str, now: datetime, name: str | None = None
) -> None:
    """Say something to the shopper as a human, who owns the conversation from then on.

    Raises QueueError for an unknown conversation or an empty text.
    """
    if not text.strip():
        raise QueueError("the reply is empty")
    with store.writing() as session:
        if not take(session, conversation_id, name):
            raise QueueError(f"there is no conversation {conversation_id}")
        session.add(
            Message(
                conversation_id=conversation_id,
                author="agent",
                text=text,
                buttons=[],
                name=name,
                at=now,
            )
        )


def release(store: Store, conversation_id: str, now: datetime) -> None:
    """Give the conversation back to the bot, and say so to the shopper.

    Raises QueueError where the bot has it already.
    """
    _give_back(store, conversation_id, "ended", now)


def leave(store: Store, conversation_id: str, now: datetime) -> None:
    """The shopper wants the bot back. Raises QueueError where the bot has it already."""
    _give_back(store, conversation_id, "left", now)


def _give_back(store: Store, conversation_id: str, words: str, now: datetime) -> None:
    with store.writing() as session:
        conversation = session.get(Conversation, conversation_id)
        text = own_words(conversation, words) if conversation else ""
        if not give_back(session, conversation_id):
            raise QueueError(f"no human or queue has a conversation {conversation_id}")
        session.add(
            Message(conversation_id=conversation_id, author="system", text=text, buttons=[], at=now)
        )


def _row(session: Session, conversation: Conversation) -> dict[str, Any]:
    last = session.scalars(
        select(Message)
        .where(Message.conversation_id == conversation.id, Message.author == "shopper")
        .order_by(Message.id.desc())
        .limit(1)
    ).one_or_none()
    return {
        "conversation_id": conversation.id,
        "channel": conversation.channel,
        "shopper_id": conversation.shopper_id,
        "owner": conversation.owner,
        "reason": conversation.queue_reason,
        "queued_at": conversation.queued_at.isoformat() if conversation.queued_at else None,
        "last_message": last.text if last else None,
    }
