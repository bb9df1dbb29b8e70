"""The shopper's account: entries are only ever added, the balance is their sum (B-1)."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.cases.models import Case, LedgerEntry


def credit(session: Session, case: Case, now: datetime) -> None:
    """Pay a case's amount into the shopper's account; its unique key allows it once."""
    session.add(
        LedgerEntry(
            shopper_id=case.shopper_id, case_no=case.case_no, amount_fen=case.amount_fen, at=now
        )
    )


def balance_fen(session: Session, shopper_id: str) -> int:
    """The account's balance in fen."""
    total = session.scalar(
        select(func.sum(LedgerEntry.amount_fen)).where(LedgerEntry.shopper_id == shopper_id)
    )
    return int(total or 0)


def movements(session: Session, shopper_id: str, limit: int) -> list[LedgerEntry]:
    """The account's last movements, the newest first."""
    return list(
        session.scalars(
            select(LedgerEntry)
            .where(LedgerEntry.shopper_id == shopper_id)
            .order_by(LedgerEntry.id.desc())
            .limit(limit)
        )
    )
