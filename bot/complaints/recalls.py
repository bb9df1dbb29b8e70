"""Calling a deal back (M-2): a human starts it, and row 3 of the policy holds from then on."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.complaints.models import Recall, RecallAlarm
from bot.orders.models import Deal
from bot.store import Store


class RecallError(Exception):
    """A recall that cannot be; the text says why, to an operator."""


def start(store: Store, deal_id: str, now: datetime) -> bool:
    """Call the deal back, which answers its alarm; False where it was called back already.

    Raises RecallError for an unknown deal.
    """
    try:
        with store.writing() as session:
            if session.get(Deal, deal_id) is None:
                raise RecallError(f"there is no deal {deal_id}")
            if session.get(Recall, deal_id) is not None:
                return False
            session.add(Recall(deal_id=deal_id, started_at=now))
            session.execute(delete(RecallAlarm).where(RecallAlarm.deal_id == deal_id))
    except IntegrityError:  # somebody else was faster
        return False
    return True


def recalled_deals(session: Session) -> list[dict[str, Any]]:
    """The deals under recall, the latest first."""
    rows = session.execute(
        select(Recall, Deal)
        .join(Deal, Deal.deal_id == Recall.deal_id)
        .order_by(Recall.started_at.desc())
    )
    return [
        {
            "deal_id": deal.deal_id,
            "title": deal.title,
            "merchant": deal.merchant,
            "started_at": recall.started_at.isoformat(),
        }
        for recall, deal in rows
    ]
