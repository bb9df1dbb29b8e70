"""Complaints, the alarms they raise, and recalls (M-2)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store import Base


class Complaint(Base):
    """One complaint (投诉) of one shopper; `order_no` and `deal_id` are None where it has no order.

    `respond_by` is the Shanghai day of the first response; `dangers` are the values of
    `bot.policy.Danger` that the shopper's words name.
    """

    __tablename__ = "complaints"
    __table_args__ = (
        UniqueConstraint("conversation_id", "message_id", "category"),
        Index("ix_complaints_deal", "deal_id", "opened_at"),
    )

    ticket_no: Mapped[str] = mapped_column(String(20), primary_key=True)
    shopper_id: Mapped[str] = mapped_column(String(64), index=True)
    order_no: Mapped[str | None] = mapped_column(ForeignKey("orders.order_no"))
    deal_id: Mapped[str | None] = mapped_column(ForeignKey("deals.deal_id"))
    category: Mapped[str] = mapped_column(String(20))
    severity: Mapped[int]
    dangers: Mapped[list[str]]
    text: Mapped[str] = mapped_column(String(2000))
    status: Mapped[str] = mapped_column(String(10), index=True)
    respond_by: Mapped[date]
    respond_provisional: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    note: Mapped[str | None] = mapped_column(String(500))
    conversation_id: Mapped[str] = mapped_column(String(32), index=True)
    message_id: Mapped[int]


class RecallAlarm(Base):
    """A deal whose complaints call for a human to think about a recall; raised once."""

    __tablename__ = "recall_alarms"

    deal_id: Mapped[str] = mapped_column(String(64), ForeignKey("deals.deal_id"), primary_key=True)
    ticket_no: Mapped[str] = mapped_column(ForeignKey("complaints.ticket_no"))
    raised_at: Mapped[datetime]


class Recall(Base):
    """A deal called back by a human. While the row stands, row 3 of the policy holds."""

    __tablename__ = "recalls"

    deal_id: Mapped[str] = mapped_column(String(64), ForeignKey("deals.deal_id"), primary_key=True)
    started_at: Mapped[datetime]
