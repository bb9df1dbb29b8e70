"""A shop in a few words, for tests that judge the case services by what they leave behind.

Unless a test says otherwise an order is one unit for ¥100 of a product with the seven-day refund,
paid on Monday 2026-06-01; the shopper asks on Wednesday 2026-06-03. The weeks after have no
holiday before the 19th.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.cases.deciding import Request, consider, record
from bot.cases.filing import Changed, Filed, file_case
from bot.cases.models import Case, CaseStep, LedgerEntry, UnitClaim
from bot.orders.importing import check_rows, import_rows
from bot.policy import Wish
from bot.store import Store

NOW = datetime.fromisoformat("2026-06-03T12:00:00+08:00")
LATER = NOW + timedelta(minutes=5)

Order = dict[str, Any]

SERVICE: Order = {"kind": "service", "delivery": "none"}
UNSHIPPED: Order = {"kind": "goods", "delivery": "not_shipped"}
IN_TRANSIT: Order = {"kind": "goods", "delivery": "in_transit"}
SIGNED: Order = {"kind": "goods", "delivery": "signed", "signed_at": "2026-06-02T18:00:00+08:00"}
REBATED: Order = {"first_purchase": "true", "rebate_paid": "true"}

INTACT = {"quality_problem": False, "used": False, "complete": True}
BROKEN = {"quality_problem": True, "normal_use": True, "description": "开不了机"}

_USUAL = {
    "order_no": "TB1",
    "shopper_id": "s1",
    "shopper_name": "王小明",
    "shopper_phone": "13800001111",
    "deal_id": "D1",
    "deal_title": "电热水壶",
    "merchant": "暖沃沃",
    "seven_day_refund": "true",
    "quantity": "1",
    "unit_price": "100.00",
    "paid_amount": "100.00",
    "paid_at": "2026-06-01T10:00:00+08:00",
    "first_purchase": "false",
    "rebate_paid": "false",
}


def sell(store: Store, now: datetime = NOW, **order: Any) -> str:
    """Import an order, or its change, and return its number."""
    row = {**_USUAL, **order}
    import_rows(store, check_rows([(1, row)], now))
    return str(row["order_no"])


def request(wish: Wish = Wish.REFUND, **changes: Any) -> Request:
    """What the shopper asks for; answers that are not given are those of intact goods."""
    usual: dict[str, Any] = {
        "conversation_id": "c1",
        "message_id": 1,
        "shopper_id": "s1",
        "order_no": "TB1",
        "answers": INTACT,
    }
    return Request(wish=wish, **{**usual, **changes})


def ask(store: Store, asked: Request, now: datetime = NOW) -> str:
    """Decide on it and return the id of the decision's record."""
    with store.reading() as session:
        considered = consider(session, asked, now)
    decision_id = record(store, asked, considered)
    assert decision_id is not None, considered
    return decision_id


def agree(
    store: Store, asked: Request, decision_id: str, now: datetime = NOW, message_id: int = 1000
) -> Filed | Changed:
    """The shopper's yes to that decision, in a later message."""
    return file_case(store, replace(asked, message_id=message_id), decision_id, now)


def file(store: Store, asked: Request, now: datetime = NOW) -> Case:
    """Ask and agree."""
    filed = agree(store, asked, ask(store, asked, now), now)
    assert isinstance(filed, Filed), filed
    return filed.case


def only_case(store: Store) -> Case:
    """The one case there is."""
    with store.reading() as session:
        return session.scalars(select(Case)).one()


def all_cases(store: Store) -> list[Case]:
    """Every case, in the order they were opened."""
    with store.reading() as session:
        return list(session.scalars(select(Case).order_by(Case.opened_at)))


def steps_of(store: Store, case_no: str) -> list[tuple[str | None, str, str]]:
    """From where to where, and by whom."""
    with store.reading() as session:
        found = session.scalars(
            select(CaseStep).where(CaseStep.case_no == case_no).order_by(CaseStep.id)
        )
        return [(step.from_status, step.to_status, step.actor) for step in found]


def paid(store: Store) -> list[tuple[str, str, int]]:
    """Every ledger entry: to whom, for which case, how much."""
    with store.reading() as session:
        found = session.scalars(select(LedgerEntry).order_by(LedgerEntry.id))
        return [(entry.shopper_id, entry.case_no, entry.amount_fen) for entry in found]


def claims(store: Store) -> list[tuple[str, int, str]]:
    """Every claimed unit: of which order, which one, by which case."""
    with store.reading() as session:
        found = session.scalars(select(UnitClaim).order_by(UnitClaim.order_no, UnitClaim.unit))
        return [(claim.order_no, claim.unit, claim.case_no) for claim in found]
