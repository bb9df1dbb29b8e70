"""One move of a case along the table of transitions, within the caller's transaction."""

from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from bot.cases.models import Case, CaseStep, UnitClaim
from bot.cases.status import RELEASING, TRANSITIONS, Status


class CaseError(Exception):
    """A step that the case does not allow; the text says why, to an operator."""


def get_case(session: Session, case_no: str) -> Case:
    """The case. Raises CaseError for an unknown number."""
    case = session.get(Case, case_no)
    if case is None:
        raise CaseError(f"there is no case {case_no}")
    return case


def end(
    session: Session, case_no: str, status: Status, now: datetime, actor: str, note: str | None
) -> Case:
    """Move the case to its end, where no date is promised any more. Raises CaseError as `move`."""
    case = get_case(session, case_no)
    case.due_on, case.due_provisional = None, False
    move(session, case, status, now, actor, note)
    return case


def move(
    session: Session, case: Case, to: Status, now: datetime, actor: str, note: str | None = None
) -> None:
    """One conditional UPDATE: of two that want to move the same case, one does.

    Raises CaseError where the case may not go there, or has just been moved by somebody else.
    """
    before = Status(case.status)
    if to not in TRANSITIONS[before]:
        raise CaseError(f"case {case.case_no} cannot go from {before} to {to}")
    moved = session.execute(
        update(Case)
        .where(Case.case_no == case.case_no, Case.status == before)
        .values(status=to)
        .returning(Case.case_no)
    ).all()
    if not moved:
        raise CaseError(f"case {case.case_no} was just moved by somebody else")
    session.refresh(case, ["status"])
    session.add(
        CaseStep(
            case_no=case.case_no, at=now, from_status=before, to_status=to, actor=actor, note=note
        )
    )
    if to in RELEASING:
        session.execute(delete(UnitClaim).where(UnitClaim.case_no == case.case_no))
