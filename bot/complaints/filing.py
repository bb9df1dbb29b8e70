"""Taking a complaint down: one ticket a complaint, and the alarm that it may raise (M-2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.complaints.models import Complaint, Recall, RecallAlarm
from bot.orders.models import Deal, Order
from bot.policy import (
    AT_ONCE,
    Category,
    ComplaintParameters,
    Danger,
    WorkingCalendar,
    alarms_alone,
    counts_for_recall,
    local_day,
    respond_by,
    severity,
)
from bot.store import new_number

OPEN, CLOSED, WITHDRAWN = "open", "closed", "withdrawn"
LONGEST_TEXT = 2000
SAME_TALK = timedelta(days=1)  # a shopper has one conversation for ever


@dataclass(frozen=True, kw_only=True)
class Grievance:
    """What a shopper complains of, in which message of which conversation.

    `order` is one of the shopper's own, or None; `overdue` is True where the shop has let a date
    pass that it promised this shopper; `follows` where it is told without being called a complaint,
    so that it may belong to the one just made.
    """

    shopper_id: str
    conversation_id: str
    message_id: int
    category: Category
    text: str
    dangers: frozenset[Danger] = frozenset()
    order: Order | None = None
    overdue: bool = False
    follows: bool = False


@dataclass(frozen=True)
class Filed:
    """The ticket; `fresh` is False where what was said is added to one that stood before.

    `added` is the category of what was added, where that is another than the ticket had.
    """

    complaint: Complaint
    fresh: bool
    added: Category | None = None


def file_complaint(
    session: Session,
    grievance: Grievance,
    now: datetime,
    parameters: ComplaintParameters,
    calendar: WorkingCalendar,
) -> Filed:
    """Open a ticket in the caller's transaction, and raise the alarm where it is due.

    One open ticket a shopper, order and category: saying it again adds the words to that one, and
    makes it more urgent where they are. What names no category belongs to the order's latest, and
    so does what follows in the same conversation. A severity of 1 is for the caller to hand to a
    human.
    """
    level = severity(grievance.category, grievance.dangers, overdue=grievance.overdue)
    day = respond_by(level, local_day(now), parameters, calendar)
    complaint = _standing(session, grievance) or _just_made(session, grievance, now)
    fresh = complaint is None
    other = complaint is not None and grievance.category not in (Category.OTHER, complaint.category)
    if complaint is None:
        complaint = _new(grievance, now)
        complaint.severity = level
        complaint.respond_by, complaint.respond_provisional = day.date, day.provisional
        session.add(complaint)
    else:
        _add(complaint, grievance.text)
        if _is_graver(complaint, grievance, level):
            complaint.category = grievance.category
        if level < complaint.severity:
            complaint.severity = level
            complaint.respond_by, complaint.respond_provisional = day.date, day.provisional
    dangers = {*complaint.dangers, *grievance.dangers}
    complaint.dangers = sorted(dangers)
    session.flush()
    _raise_alarm(session, complaint, now, parameters)
    return Filed(complaint, fresh, grievance.category if other else None)


def close(session: Session, ticket_no: str, now: datetime, note: str | None = None) -> Complaint:
    """A human has answered the complaint. Raises ComplaintError unless it is open."""
    return _end(session, ticket_no, CLOSED, now, note)


def withdraw(session: Session, ticket_no: str, now: datetime) -> Complaint:
    """The shopper takes the complaint back. Raises ComplaintError unless it is open."""
    return _end(session, ticket_no, WITHDRAWN, now, None)


class ComplaintError(Exception):
    """Something that cannot be done with a complaint; the text says why, to an operator."""


def _standing(session: Session, grievance: Grievance) -> Complaint | None:
    order_no = grievance.order.order_no if grievance.order else None
    query = select(Complaint).where(
        Complaint.shopper_id == grievance.shopper_id,
        Complaint.order_no.is_(None) if order_no is None else Complaint.order_no == order_no,
        Complaint.status == OPEN,
    )
    if grievance.category is not Category.OTHER:
        query = query.where(Complaint.category == grievance.category)
    return session.scalars(query.order_by(Complaint.opened_at.desc())).first()


def _just_made(session: Session, grievance: Grievance, now: datetime) -> Complaint | None:
    """The ticket of the same order in this conversation; danger and its like stand alone."""
    if not grievance.follows or grievance.dangers or grievance.overdue or not grievance.order:
        return None
    query = select(Complaint).where(
        Complaint.shopper_id == grievance.shopper_id,
        Complaint.conversation_id == grievance.conversation_id,
        Complaint.order_no == grievance.order.order_no,
        Complaint.status == OPEN,
        Complaint.severity > AT_ONCE,
        Complaint.opened_at > now - SAME_TALK,
    )
    return session.scalars(query.order_by(Complaint.opened_at.desc())).first()


def _is_graver(complaint: Complaint, grievance: Grievance, level: int) -> bool:
    """Whether what is added has to be answered sooner, or counts for a recall as that does not."""
    counts = counts_for_recall(grievance.category, grievance.dangers)
    other = grievance.category is not Category.OTHER
    return other and (level < complaint.severity or (counts and not _counts(complaint)))


def _new(grievance: Grievance, now: datetime) -> Complaint:
    order = grievance.order
    return Complaint(
        ticket_no=new_number("T", local_day(now)),
        shopper_id=grievance.shopper_id,
        order_no=order.order_no if order else None,
        deal_id=order.deal_id if order else None,
        category=grievance.category,
        dangers=[],
        text=grievance.text[:LONGEST_TEXT],
        status=OPEN,
        opened_at=now,
        conversation_id=grievance.conversation_id,
        message_id=grievance.message_id,
    )


def _add(complaint: Complaint, text: str) -> None:
    """More of the shopper's words, each once."""
    if text not in complaint.text:
        complaint.text = f"{complaint.text}\n{text}"[:LONGEST_TEXT]


def _raise_alarm(
    session: Session, complaint: Complaint, now: datetime, parameters: ComplaintParameters
) -> None:
    deal_id = complaint.deal_id
    if deal_id is None or not _counts(complaint):
        return
    # The deal's row is what complaints of different shoppers at once meet on. Not the key itself:
    # each holds that already, by the complaint it has just written.
    row = select(Deal.deal_id).where(Deal.deal_id == deal_id)
    session.execute(row.with_for_update(key_share=True))
    if session.get(Recall, deal_id) or session.get(RecallAlarm, deal_id):
        return
    alone = alarms_alone(_dangers(complaint))
    if alone or _shoppers(session, deal_id, now, parameters) >= parameters.recall_alarm_complaints:
        session.add(RecallAlarm(deal_id=deal_id, ticket_no=complaint.ticket_no, raised_at=now))


def _shoppers(
    session: Session, deal_id: str, now: datetime, parameters: ComplaintParameters
) -> int:
    """How many shoppers have lately complained of the deal in a way that counts."""
    since = now - timedelta(days=parameters.recall_alarm_days)
    complaints = session.scalars(
        select(Complaint).where(
            Complaint.deal_id == deal_id,
            Complaint.opened_at > since,
            Complaint.status != WITHDRAWN,
        )
    )
    return len({c.shopper_id for c in complaints if _counts(c)})


def _counts(complaint: Complaint) -> bool:
    return counts_for_recall(Category(complaint.category), _dangers(complaint))


def _dangers(complaint: Complaint) -> set[Danger]:
    return {Danger(danger) for danger in complaint.dangers}


def _end(
    session: Session, ticket_no: str, status: str, now: datetime, note: str | None
) -> Complaint:
    complaint = session.scalars(
        select(Complaint).where(Complaint.ticket_no == ticket_no).with_for_update()
    ).one_or_none()
    if complaint is None:
        raise ComplaintError(f"there is no complaint {ticket_no}")
    if complaint.status != OPEN:
        raise ComplaintError(f"complaint {ticket_no} is {complaint.status} already")
    complaint.status, complaint.closed_at, complaint.note = status, now, note
    return complaint
