"""Conversations, their messages, and what hangs on them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store import Base

_LEFT = text("status = 'received'")


class Conversation(Base):
    """One shopper on one channel. `brain_state` is all that the brain remembers of it.

    `shopper_id` is a visitor's own id where nobody has signed in (see
    `orders.models.VISITOR`); such a one may reach the one order `order_no` whose phone number they
    knew. `agent_name` is the human's who has it.
    """

    __tablename__ = "conversations"
    __table_args__ = (UniqueConstraint("channel", "shopper_id"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    channel: Mapped[str] = mapped_column(String(20))
    shopper_id: Mapped[str] = mapped_column(String(64))
    owner: Mapped[str] = mapped_column(String(10), default="bot")
    queued_at: Mapped[datetime | None]
    queue_reason: Mapped[str | None] = mapped_column(String(50))
    brain_state: Mapped[dict[str, Any]]
    failures: Mapped[int] = mapped_column(default=0)
    turn_token: Mapped[str | None] = mapped_column(String(32))
    turn_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    order_no: Mapped[str | None] = mapped_column(String(64))
    agent_name: Mapped[str | None] = mapped_column(String(50))


class Message(Base):
    """One message in or out; ids grow, so their order is the conversation's.

    An inbound one has the client's own `message_id` and a `status` (received, answered, failed); an
    outbound one has in `reply_to` the inbound one that it answers. `card` is what an outbound one
    shows beside its text; `upload_id` the picture an inbound one carries; `name` an agent's.
    """

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "message_id"),
        Index("ix_messages_conversation", "conversation_id", "id"),
        # Only what is not answered yet, which is little at any time.
        Index("ix_messages_left", "at", sqlite_where=_LEFT, postgresql_where=_LEFT),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    message_id: Mapped[str | None] = mapped_column(String(128))
    reply_to: Mapped[int | None] = mapped_column(index=True)
    author: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    buttons: Mapped[list[dict[str, str]]]
    status: Mapped[str | None] = mapped_column(String(10))
    at: Mapped[datetime]
    card: Mapped[dict[str, Any] | None]
    upload_id: Mapped[str | None] = mapped_column(String(32))
    name: Mapped[str | None] = mapped_column(String(50))


class Upload(Base):
    """A picture of a conversation: sizes in bytes and pixels; the file is named by its id."""

    __tablename__ = "uploads"
    __table_args__ = (Index("ix_uploads_conversation", "conversation_id", "at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    media_type: Mapped[str] = mapped_column(String(20))
    size: Mapped[int]
    width: Mapped[int]
    height: Mapped[int]
    at: Mapped[datetime]


class OrderTry(Base):
    """A visitor's failed try to reach an order; `address` is a digest of the network address."""

    __tablename__ = "order_tries"
    __table_args__ = (
        Index("ix_order_tries_conversation", "conversation_id", "at"),
        Index("ix_order_tries_address", "address", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(String(32))
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class Rating(Base):
    """What a shopper thought of the help: 1 to 5 stars."""

    __tablename__ = "ratings"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    stars: Mapped[int]
    comment: Mapped[str | None] = mapped_column(String(500))
    agent_name: Mapped[str | None] = mapped_column(String(50))
    at: Mapped[datetime]
