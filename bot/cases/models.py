"""Decisions, cases, their steps, the units they claim and the account ledger."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.store import Base


class DecisionRecord(Base):
    """What was decided and on what: replaying `facts` under `parameters` gives the same again."""

    __tablename__ = "decisions"
    __table_args__ = (
        # The same message of the same conversation decides the same thing once.
        UniqueConstraint("conversation_id", "message_id", "order_no", "wish"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    order_no: Mapped[str] = mapped_column(ForeignKey("orders.order_no"), index=True)
    shopper_id: Mapped[str] = mapped_column(ForeignKey("shoppers.shopper_id"), index=True)
    wish: Mapped[str] = mapped_column(String(10))
    row: Mapped[str] = mapped_column(String(50))
    outcome: Mapped[str] = mapped_column(String(10))
    route: Mapped[str | None] = mapped_column(String(25))
    clauses: Mapped[list[str]]
    facts: Mapped[dict[str, Any]]
    parameters: Mapped[dict[str, Any]]
    parameters_version: Mapped[str] = mapped_column(String(50))
    decided_at: Mapped[datetime]
    conversation_id: Mapped[str] = mapped_column(String(32))
    message_id: Mapped[int]


class Case(Base):
    """A request that the shopper has confirmed (案件). `amount_fen` is what it refunds."""

    __tablename__ = "cases"
    __table_args__ = (Index("ix_cases_order", "order_no", "opened_at"),)

    case_no: Mapped[str] = mapped_column(String(20), primary_key=True)
    order_no: Mapped[str] = mapped_column(ForeignKey("orders.order_no"))
    shopper_id: Mapped[str] = mapped_column(ForeignKey("shoppers.shopper_id"), index=True)
    decision_id: Mapped[str] = mapped_column(ForeignKey("decisions.id"))
    kind: Mapped[str] = mapped_column(String(10))
    units: Mapped[int]
    amount_fen: Mapped[int]
    status: Mapped[str] = mapped_column(String(20), index=True)
    route: Mapped[str | None] = mapped_column(String(25))
    clauses: Mapped[list[str]]
    evidence: Mapped[dict[str, Any]]
    due_on: Mapped[date | None]
    due_provisional: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime]
    conversation_id: Mapped[str] = mapped_column(String(32), index=True)
    message_id: Mapped[int]


class CaseStep(Base):
    """One step of a case, never changed afterwards."""

    __tablename__ = "case_steps"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    case_no: Mapped[str] = mapped_column(ForeignKey("cases.case_no"), index=True)
    at: Mapped[datetime]
    from_status: Mapped[str | None] = mapped_column(String(20))
    to_status: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(20))
    note: Mapped[str | None] = mapped_column(String(500))


class UnitClaim(Base):
    """One unit of an order, claimed by one case: the key is what forbids a second refund of it."""

    __tablename__ = "unit_claims"

    order_no: Mapped[str] = mapped_column(ForeignKey("orders.order_no"), primary_key=True)
    unit: Mapped[int] = mapped_column(primary_key=True)
    case_no: Mapped[str] = mapped_column(ForeignKey("cases.case_no"), index=True)


class LedgerEntry(Base):
    """A movement of a shopper's account, only ever added. The balance is the sum (B-1)."""

    __tablename__ = "ledger_entries"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    shopper_id: Mapped[str] = mapped_column(ForeignKey("shoppers.shopper_id"), index=True)
    case_no: Mapped[str] = mapped_column(ForeignKey("cases.case_no"), unique=True)
    amount_fen: Mapped[int]
    at: Mapped[datetime]
