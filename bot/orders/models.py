"""The order book."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.store import Base

# What a visitor's id begins with who has not signed in. No shopper's may.
VISITOR = "visitor:"


class Shopper(Base):
    """Somebody who buys. Name and phone are personal data."""

    __tablename__ = "shoppers"

    shopper_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    phone: Mapped[str] = mapped_column(String(32))


class Deal(Base):
    """What is on offer (团购)."""

    __tablename__ = "deals"

    deal_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    merchant: Mapped[str] = mapped_column(String(100))


class Order(Base):
    """One order of one deal. Money is fen; `version` changes with every import that changes it."""

    __tablename__ = "orders"
    __table_args__ = (Index("ix_orders_shopper", "shopper_id", "paid_at"),)

    order_no: Mapped[str] = mapped_column(String(64), primary_key=True)
    shopper_id: Mapped[str] = mapped_column(ForeignKey("shoppers.shopper_id"))
    deal_id: Mapped[str] = mapped_column(ForeignKey("deals.deal_id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    seven_day_refund: Mapped[bool]
    quantity: Mapped[int]
    unit_price_fen: Mapped[int]
    paid_fen: Mapped[int]
    paid_at: Mapped[datetime]
    delivery: Mapped[str] = mapped_column(String(12))
    carrier: Mapped[str | None] = mapped_column(String(50))
    tracking_no: Mapped[str | None] = mapped_column(String(64))
    shipped_at: Mapped[datetime | None]
    signed_at: Mapped[datetime | None]
    consumed_at: Mapped[datetime | None]
    first_purchase: Mapped[bool]
    rebate_paid: Mapped[bool]
    version: Mapped[int] = mapped_column(default=1)

    deal: Mapped[Deal] = relationship(lazy="joined", innerjoin=True)
