"""Complaints and alarms as JSON."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.complaints.models import Complaint, RecallAlarm
from bot.orders.models import Deal


def complaint_json(complaint: Complaint) -> dict[str, Any]:
    """A complaint; `respond_by` is a Shanghai date, moments are UTC."""
    return {
        "ticket_no": complaint.ticket_no,
        "shopper_id": complaint.shopper_id,
        "order_no": complaint.order_no,
        "deal_id": complaint.deal_id,
        "category": complaint.category,
        "severity": complaint.severity,
        "dangers": complaint.dangers,
        "text": complaint.text,
        "status": complaint.status,
        "respond_by": complaint.respond_by.isoformat(),
        "opened_at": complaint.opened_at.isoformat(),
        "closed_at": complaint.closed_at.isoformat() if complaint.closed_at else None,
        "note": complaint.note,
        "conversation_id": complaint.conversation_id,
    }


def alarms(session: Session) -> list[dict[str, Any]]:
    """The deals for which a human has to think about a recall, the latest first."""
    rows = session.execute(
        select(RecallAlarm, Deal)
        .join(Deal, Deal.deal_id == RecallAlarm.deal_id)
        .order_by(RecallAlarm.raised_at.desc())
    )
    return [
        {
            "deal_id": deal.deal_id,
            "title": deal.title,
            "merchant": deal.merchant,
            "ticket_no": alarm.ticket_no,
            "raised_at": alarm.raised_at.isoformat(),
        }
        for alarm, deal in rows
    ]
