"""The steps of an open case, each one transaction: arrival, review, exchange, withdrawal.

A step that the shopper takes in a conversation asks `still_wanted` within its transaction and
raises StaleTurn where the turn has been given up.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.orm import Session

from bot.cases.filing import StaleTurn
from bot.cases.ledger import credit
from bot.cases.models import Case, CaseStep
from bot.cases.moving import CaseError, end, get_case, move
from bot.cases.situation import calendar, parameters_for, situation_of
from bot.cases.status import EXCHANGES, OPEN, Status, first_status, kind_of
from bot.policy import Parameters, Route, local_day
from bot.store import Store

LONGEST_NOTE = 500

StillWanted = Callable[[Session], bool]


def always(_session: Session) -> bool:
    """For steps that no conversation has to wait for."""
    return True


def arrived(store: Store, case_no: str, now: datetime) -> Case:
    """The goods are back at the warehouse: the refund is paid, an exchange waits for the new item.

    Raises CaseError where nothing is on its way back.
    """
    with store.writing() as session:
        case = get_case(session, case_no)
        move(session, case, Status.RECEIVED, now, "warehouse")
        if case.route not in EXCHANGES:
            _promise_refund(session, case, now)
            move(session, case, Status.REFUNDED, now, "bot")
            credit(session, case, now)
        return case


def sent_back(
    store: Store, case_no: str, waybill: str, now: datetime, still_wanted: StillWanted = always
) -> Case:
    """The shopper has sent the goods and says the waybill's number, or corrects it.

    Raises CaseError where no return is awaited or under way.
    """
    with _shoppers_step(store, still_wanted) as session:
        case = get_case(session, case_no)
        case.evidence = {**case.evidence, "waybill": waybill}
        move(session, case, Status.IN_TRANSIT_BACK, now, "shopper", waybill)
        return case


def refused(store: Store, case_no: str, now: datetime, still_wanted: StillWanted = always) -> Case:
    """The shopper has refused the delivery (拒收), which goes back with the courier.

    Raises CaseError where no refusal is awaited.
    """
    with _shoppers_step(store, still_wanted) as session:
        case = get_case(session, case_no)
        if case.status != Status.AWAITING_REFUSAL:
            raise CaseError(f"case {case_no} does not wait for a refusal: {case.status}")
        move(session, case, Status.IN_TRANSIT_BACK, now, "shopper")
        return case


def add_photo(
    store: Store, case_no: str, upload_id: str, now: datetime, still_wanted: StillWanted = always
) -> Case:
    """The shopper has sent a photo for the reviewer; the same one counts once.

    Raises CaseError unless the case is open.
    """
    with _shoppers_step(store, still_wanted) as session:
        case = get_case(session, case_no)
        status = Status(case.status)
        if status not in OPEN:
            raise CaseError(f"case {case_no} has ended: {case.status}")
        photos = [photo for photo in case.evidence.get("photos", []) if photo != upload_id]
        case.evidence = {
            **case.evidence,
            "photos": [*photos, upload_id],
            "photo_outstanding": False,
        }
        session.add(
            CaseStep(
                case_no=case_no,
                at=now,
                from_status=status,
                to_status=status,
                actor="shopper",
                note=f"photo {upload_id}",
            )
        )
        return case


def exchanged(store: Store, case_no: str, now: datetime) -> Case:
    """The new item is on its way. Raises CaseError unless the old one has arrived."""
    with store.writing() as session:
        case = get_case(session, case_no)
        if case.route not in EXCHANGES:
            raise CaseError(f"case {case_no} is no exchange")
        move(session, case, Status.EXCHANGED, now, "warehouse")
        return case


def approve(store: Store, case_no: str, now: datetime, route: Route | None = None) -> Case:
    """A human says yes to a review; its route is followed.

    `route` is the reviewer's choice where the case has none (row 4: a return or an exchange that
    the shop pays; by default the return). Raises CaseError where the case is not under review or
    already has another route.
    """
    with store.writing() as session:
        case = get_case(session, case_no)
        if case.status != Status.REVIEW:
            raise CaseError(f"case {case_no} is not under review: {case.status}")
        _choose_route(case, route)
        chosen = Route(str(case.route))
        case.due_on, case.due_provisional = None, False
        status = first_status(chosen)
        move(session, case, status, now, "human")
        if status is Status.REFUNDED:
            _promise_refund(session, case, now)
            credit(session, case, now)
        return case


def reject(store: Store, case_no: str, now: datetime, reason: str | None = None) -> Case:
    """A human says no to a review. Raises CaseError where the case is not under review."""
    if reason and len(reason) > LONGEST_NOTE:
        raise CaseError(f"a reason has at most {LONGEST_NOTE} characters")
    with store.writing() as session:
        return end(session, case_no, Status.REJECTED, now, "human", reason)


def withdraw(store: Store, case_no: str, now: datetime, still_wanted: StillWanted = always) -> Case:
    """The shopper takes the request back. Raises CaseError where it is already being processed."""
    with _shoppers_step(store, still_wanted) as session:
        return end(session, case_no, Status.WITHDRAWN, now, "shopper", None)


@contextmanager
def _shoppers_step(store: Store, still_wanted: StillWanted) -> Iterator[Session]:
    with store.writing() as session:
        if not still_wanted(session):
            raise StaleTurn
        yield session


def _choose_route(case: Case, route: Route | None) -> None:
    if case.route is not None:
        if route not in (None, case.route):
            raise CaseError(f"case {case.case_no} has its route already: {case.route}")
        return
    chosen = route or Route.RETURN_BY_SHOP
    if chosen not in (Route.RETURN_BY_SHOP, Route.EXCHANGE_BY_SHOP):
        raise CaseError("a quality case is approved as return_by_shop or exchange_by_shop")
    case.route = chosen
    case.kind = kind_of(chosen)
    if chosen in EXCHANGES:
        case.amount_fen = 0


def _promise_refund(session: Session, case: Case, now: datetime) -> None:
    """The date by which the money must be there: working days after approval or arrival (P-2)."""
    days = _parameters(session, case).refund_working_days
    due = calendar().working_day_after(local_day(now), days)
    case.due_on, case.due_provisional = due.date, due.provisional


def _parameters(session: Session, case: Case) -> Parameters:
    situation = situation_of(session, case.shopper_id, case.order_no)
    assert situation is not None
    return parameters_for(situation.facts)
