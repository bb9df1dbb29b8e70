"""Deciding on a shopper's wish and keeping the decision as a record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.cases.models import DecisionRecord
from bot.cases.situation import Situation, calendar, parameters_for, situation_of
from bot.policy import (
    DECISIONS,
    Decision,
    Facts,
    Parameters,
    Wish,
    decide,
    facts_from_json,
    missing,
    parameters_on,
)
from bot.policy.calendar import local_day
from bot.store import Store, new_id


@dataclass(frozen=True, kw_only=True)
class Request:
    """A wish about one order, as it was said in one message of one conversation.

    `answers` are the shopper's, by the names in `bot.policy.ANSWERS`; `units` None is all of them;
    `photos` are the ids of uploads that show a fault; `replaces` is the case that the new one is
    to take the place of.
    """

    conversation_id: str
    message_id: int
    shopper_id: str
    order_no: str
    wish: Wish
    answers: Mapping[str, Any]
    units: int | None = None
    photos: tuple[str, ...] = ()
    replaces: str | None = None


@dataclass(frozen=True)
class Considered:
    """A request held against the policy: a decision, or the answer that is still missing."""

    facts: Facts
    parameters: Parameters
    situation: Situation | None
    missing: str | None
    decision: Decision | None


def consider(session: Session, request: Request, now: datetime) -> Considered:
    """Hold `request` against the policy as things stand at `now`. Nothing is written.

    Units beyond those left are cut down to them.
    """
    situation = situation_of(session, request.shopper_id, request.order_no, request.replaces)
    order = situation.facts if situation else None
    units = min(request.units, order.units_left) if request.units and order else None
    facts = Facts(
        wish=request.wish, asked_at=now, order=order, units=units or None, **request.answers
    )
    parameters = parameters_for(order) if order else parameters_on(local_day(now))
    answer = missing(facts, parameters, calendar())
    decision = None if answer else decide(facts, parameters, calendar())
    return Considered(facts, parameters, situation, answer, decision)


def record(store: Store, request: Request, considered: Considered) -> str | None:
    """Keep the decision and return its id; the same message again gets the same id.

    None for what is no decision (order not found, existing case, nothing to decide).
    """
    decision = considered.decision
    if decision is None or decision.outcome not in DECISIONS:
        return None
    row = DecisionRecord(
        id=new_id(),
        order_no=request.order_no,
        shopper_id=request.shopper_id,
        wish=request.wish,
        row=decision.row,
        outcome=decision.outcome,
        route=decision.route,
        clauses=list(decision.clauses),
        facts=considered.facts.to_json(),
        parameters=considered.parameters.to_json(),
        parameters_version=decision.parameters_version,
        decided_at=considered.facts.asked_at,
        conversation_id=request.conversation_id,
        message_id=request.message_id,
    )
    try:
        with store.writing() as session:
            session.add(row)
    except IntegrityError:
        with store.reading() as session:
            return _recorded(session, request)
    return row.id


def _recorded(session: Session, request: Request) -> str:
    return session.scalars(
        select(DecisionRecord.id).where(
            DecisionRecord.conversation_id == request.conversation_id,
            DecisionRecord.message_id == request.message_id,
            DecisionRecord.order_no == request.order_no,
            DecisionRecord.wish == request.wish,
        )
    ).one()


def replay(record: DecisionRecord) -> Decision:
    """Decide again from the record alone."""
    return decide(facts_from_json(record.facts), Parameters(**record.parameters), calendar())
