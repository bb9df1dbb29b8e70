"""From the shopper's yes to a case: decided on a snapshot, written once, guarded by the database.

Any number of confirmations may run at the same time. Each decides on what it read; the key of
`unit_claims` lets one of them write, the others find its case.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.cases.deciding import Considered, Request, consider, record, replay
from bot.cases.ledger import credit
from bot.cases.models import Case, CaseStep, DecisionRecord, UnitClaim
from bot.cases.moving import CaseError, end, get_case
from bot.cases.situation import Situation, calendar
from bot.cases.status import RELEASING, Status, first_status, kind_of
from bot.orders.models import Order
from bot.policy import ANSWERS, Decision, Outcome, Wish, due_on, local_day
from bot.store import Store, new_number

ATTEMPTS = 5


class StaleTurn(Exception):
    """The turn that carries the yes has been given up; nothing was written."""


@dataclass(frozen=True)
class Filed:
    """The case that now stands for the order; `fresh` if this yes opened it."""

    case: Case
    fresh: bool


@dataclass(frozen=True)
class Changed:
    """Things have changed since the shopper was asked: this is the decision now."""

    considered: Considered
    decision_id: str | None


def file_case(
    store: Store,
    request: Request,
    agreed_id: str,
    now: datetime,
    still_wanted: Callable[[Session], bool] = lambda _session: True,
) -> Filed | Changed:
    """Open the case that the shopper agreed to in the decision `agreed_id`.

    Doing it again, or many times at once, leaves one case and reports it. `still_wanted` is asked
    inside the transaction; raises StaleTurn where it says no.
    """
    for _ in range(ATTEMPTS):
        with store.reading() as session:
            agreed = session.get_one(DecisionRecord, agreed_id)
            done = _case_of(session, agreed)
            if done:
                return Filed(done, fresh=False)
            considered = consider(session, request, now)
            decision = considered.decision
            if decision and decision.outcome is Outcome.EXISTING:
                return Filed(_standing_case(session, considered), fresh=False)
        if decision is None or not _same(decision, agreed):
            return Changed(considered, record(store, request, considered))
        try:
            with store.writing() as session:
                if not still_wanted(session):
                    raise StaleTurn
                case = _open(session, request, considered, decision, agreed)
            return Filed(case, fresh=True)
        except (IntegrityError, _Moved):
            continue  # somebody else was faster: read again, and find out who
    raise RuntimeError(f"case for a decision could not be filed in {ATTEMPTS} attempts")


def agreed_request(
    session: Session,
    decision_id: str,
    shopper_id: str,
    conversation_id: str,
    message_id: int,
    photos: Sequence[str] = (),
    replaces: str | None = None,
) -> Request | None:
    """The request that a recorded decision answers, said again by `message_id`.

    None unless the decision was this shopper's, in this conversation.
    """
    row = session.get(DecisionRecord, decision_id)
    if row is None or (row.shopper_id, row.conversation_id) != (shopper_id, conversation_id):
        return None
    return Request(
        conversation_id=conversation_id,
        message_id=message_id,
        shopper_id=shopper_id,
        order_no=row.order_no,
        wish=Wish(row.wish),
        answers={name: row.facts[name] for name in ANSWERS},
        units=row.facts["units"],
        photos=tuple(photos),
        replaces=replaces,
    )


class _Moved(Exception):
    """The order was imported anew, or the case to replace moved, between reading and writing."""


def _case_of(session: Session, agreed: DecisionRecord) -> Case | None:
    """The case that a yes to this decision has opened: one yes, one case, however far it is."""
    return session.scalars(
        select(Case).where(Case.decision_id == agreed.id, Case.status != Status.WITHDRAWN)
    ).first()


def _same(decision: Decision, agreed: DecisionRecord) -> bool:
    """Whether it is what the shopper said yes to: the verdict, the units and the money."""
    if decision.outcome not in (Outcome.APPROVE, Outcome.REVIEW):
        return False
    before = replay(agreed)
    return (decision.outcome, decision.route, list(decision.clauses)) == (
        agreed.outcome,
        agreed.route,
        agreed.clauses,
    ) and (decision.units, decision.amount_fen) == (before.units, before.amount_fen)


def _standing_case(session: Session, considered: Considered) -> Case:
    assert considered.situation is not None
    return session.get_one(Case, considered.situation.facts.standing_case)


def _open(
    session: Session,
    request: Request,
    considered: Considered,
    decision: Decision,
    agreed: DecisionRecord,
) -> Case:
    situation = considered.situation
    assert situation is not None
    _lock(session, situation)
    _withdraw_replaced(session, request, considered.facts.asked_at)
    status = Status.REVIEW
    if decision.outcome is Outcome.APPROVE:
        assert decision.route is not None
        status = first_status(decision.route)
    due = due_on(decision.verdict, considered.facts, considered.parameters, calendar())
    now = considered.facts.asked_at
    case = Case(
        case_no=new_number("C", local_day(now)),
        order_no=request.order_no,
        shopper_id=request.shopper_id,
        decision_id=agreed.id,
        kind=kind_of(decision.route),
        units=decision.units,
        amount_fen=decision.amount_fen,
        status=status,
        route=decision.route,
        clauses=list(decision.clauses),
        evidence=_evidence(considered, request.photos),
        due_on=due.date if due else None,
        due_provisional=bool(due and due.provisional),
        opened_at=now,
        conversation_id=request.conversation_id,
        message_id=request.message_id,
    )
    session.add(case)
    session.flush()
    session.add(
        CaseStep(case_no=case.case_no, at=now, from_status=None, to_status=status, actor="bot")
    )
    session.add_all(
        UnitClaim(order_no=request.order_no, unit=unit, case_no=case.case_no)
        for unit in _free_units(situation, decision.units)
    )
    if status is Status.REFUNDED:
        credit(session, case, now)
    return case


def _lock(session: Session, situation: Situation) -> None:
    facts = situation.facts
    version = session.scalar(
        select(Order.version).where(Order.order_no == facts.order_no).with_for_update()
    )
    if version != situation.version:
        raise _Moved


def _withdraw_replaced(session: Session, request: Request, now: datetime) -> None:
    """The case that this one takes the place of ends in the same transaction, or neither does."""
    if request.replaces is None or get_case(session, request.replaces).status in RELEASING:
        return
    try:
        end(session, request.replaces, Status.WITHDRAWN, now, "shopper", None)
    except CaseError as error:
        raise _Moved from error


def _free_units(situation: Situation, count: int) -> list[int]:
    """The lowest free units, so that two claims at once always meet on one of them."""
    free = (u for u in range(1, situation.facts.quantity + 1) if u not in situation.claimed)
    return [unit for unit, _ in zip(free, range(count), strict=False)]


def _evidence(considered: Considered, photos: Sequence[str]) -> dict[str, Any]:
    """What a reviewer of a quality problem has to go by; without a photo one is outstanding."""
    if considered.facts.description is None:
        return {}
    return {
        "description": considered.facts.description,
        "photo_outstanding": not photos,
        **({"photos": list(photos)} if photos else {}),
    }
