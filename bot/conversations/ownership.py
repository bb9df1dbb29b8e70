"""Who speaks in a conversation: bot, queue or human. Each change is one conditional UPDATE."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, func, or_, select, update
from sqlalchemy.orm import Session

from bot.conversations.models import Conversation

# Why a conversation waits that goes before all others: a danger (M-1).
URGENT = "severity_1"


class Owner(StrEnum):
    """Who answers the shopper."""

    BOT = "bot"
    QUEUE = "queue"
    HUMAN = "human"


def hand_over(session: Session, conversation_id: str, reason: str, now: datetime) -> bool:
    """Put the conversation in the human queue; False if it had left the bot already."""
    return _change(
        session,
        conversation_id,
        (Owner.BOT,),
        owner=Owner.QUEUE,
        queued_at=now,
        queue_reason=reason,
    )


def take(session: Session, conversation_id: str, name: str | None = None) -> bool:
    """A human, by `name` where given, speaks from now on; False for an unknown conversation."""
    named = {"agent_name": name} if name else {}
    return _change(session, conversation_id, tuple(Owner), owner=Owner.HUMAN, **named)


def release(session: Session, conversation_id: str) -> bool:
    """Give the conversation back to the bot, which starts afresh; False if it has it already."""
    return _change(
        session,
        conversation_id,
        (Owner.QUEUE, Owner.HUMAN),
        owner=Owner.BOT,
        queued_at=None,
        queue_reason=None,
        agent_name=None,
        failures=0,
        brain_state={},
    )


def position(session: Session, conversation: Conversation) -> int:
    """The place in the queue, 1 being next."""
    return ahead_of(session, conversation.queued_at, conversation.queue_reason) + 1


def ahead_of(session: Session, queued_at: datetime | None, reason: str | None) -> int:
    """How many come before: who is in danger, then who has been in the queue for longer."""
    urgent, longer = Conversation.queue_reason == URGENT, Conversation.queued_at < queued_at
    before = and_(urgent, longer) if reason == URGENT else or_(urgent, longer)
    ahead = select(func.count()).where(Conversation.owner == Owner.QUEUE, before)
    return session.scalar(ahead) or 0


def urgent_first() -> ColumnElement[int]:
    """What the queue is sorted by before the time of waiting."""
    return case((Conversation.queue_reason == URGENT, 0), else_=1)


def _change(
    session: Session, conversation_id: str, owners: tuple[Owner, ...], **values: object
) -> bool:
    changed = session.execute(
        update(Conversation)
        .where(Conversation.id == conversation_id, Conversation.owner.in_(owners))
        .values(**values)
        .returning(Conversation.id)
    ).all()
    return bool(changed)
