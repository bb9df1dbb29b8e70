"""From every status, every step: the table of transitions is kept, or nothing changes."""

from collections.abc import Callable
from datetime import datetime
from itertools import product
from typing import Any

import pytest

from bot.cases.models import Case
from bot.cases.moving import CaseError
from bot.cases.status import OPEN, RELEASING, TRANSITIONS, Status, first_status, kind_of
from bot.cases.steps import (
    approve,
    arrived,
    exchanged,
    refused,
    reject,
    sent_back,
    withdraw,
)
from bot.policy import Route, Wish
from bot.store import Store, open_store
from tests.cases.shop import (
    LATER,
    REBATED,
    SIGNED,
    UNSHIPPED,
    claims,
    file,
    only_case,
    paid,
    request,
    sell,
    steps_of,
)

Step = Callable[..., Case]


def posted(store: Store, case_no: str, now: datetime) -> Case:
    return sent_back(store, case_no, "SF1234567890", now)


# Where each step leads from the statuses that allow it, for a refund and for an exchange.
REFUND: dict[tuple[Status, Step], Status] = {
    (Status.AWAITING_REFUSAL, arrived): Status.REFUNDED,
    (Status.AWAITING_RETURN, arrived): Status.REFUNDED,
    (Status.IN_TRANSIT_BACK, arrived): Status.REFUNDED,
    (Status.AWAITING_REFUSAL, posted): Status.IN_TRANSIT_BACK,
    (Status.AWAITING_RETURN, posted): Status.IN_TRANSIT_BACK,
    (Status.IN_TRANSIT_BACK, posted): Status.IN_TRANSIT_BACK,
    (Status.AWAITING_REFUSAL, refused): Status.IN_TRANSIT_BACK,
    (Status.REVIEW, approve): Status.REFUNDED,
    (Status.REVIEW, reject): Status.REJECTED,
    (Status.REVIEW, withdraw): Status.WITHDRAWN,
    (Status.AWAITING_REFUSAL, withdraw): Status.WITHDRAWN,
    (Status.AWAITING_RETURN, withdraw): Status.WITHDRAWN,
}
EXCHANGE: dict[tuple[Status, Step], Status] = {
    **REFUND,
    (Status.AWAITING_REFUSAL, arrived): Status.RECEIVED,
    (Status.AWAITING_RETURN, arrived): Status.RECEIVED,
    (Status.IN_TRANSIT_BACK, arrived): Status.RECEIVED,
    (Status.RECEIVED, exchanged): Status.EXCHANGED,
    (Status.REVIEW, approve): Status.AWAITING_RETURN,
}
STEPS = (arrived, posted, refused, exchanged, approve, reject, withdraw)


@pytest.mark.parametrize(("status", "step"), list(product(Status, STEPS)))
@pytest.mark.parametrize("table", [REFUND, EXCHANGE], ids=["refund", "exchange"])
def test_a_step_does_what_the_table_says_or_nothing(
    migrated_sqlite_url: str, status: Status, step: Step, table: dict[tuple[Status, Step], Status]
) -> None:
    store = open_store(migrated_sqlite_url)
    case_no = _case_in(store, status, exchange=table is EXCHANGE)
    after = table.get((status, step))
    before = _everything(store, case_no)
    if after is None:
        with pytest.raises(CaseError):
            step(store, case_no, LATER)
        assert _everything(store, case_no) == before
    else:
        assert step(store, case_no, LATER).status == after
        assert only_case(store).status == after
        assert steps_of(store, case_no)[-1][1] == after
        assert bool(claims(store)) == (after not in RELEASING)
        assert len(paid(store)) == (after is Status.REFUNDED)
    store.close()


def test_every_status_is_in_the_table() -> None:
    assert set(TRANSITIONS) == set(Status)
    assert set(Status) - OPEN == {
        Status.REFUNDED,
        Status.EXCHANGED,
        Status.REJECTED,
        Status.WITHDRAWN,
    }


def test_only_what_has_ended_frees_its_units() -> None:
    assert not RELEASING & OPEN
    assert Status.REFUNDED not in RELEASING


def test_every_route_can_be_followed_to_its_end() -> None:
    for route in Route:
        assert first_status(route) in TRANSITIONS[Status.REVIEW]
        assert kind_of(route) in (Wish.REFUND, Wish.RETURN, Wish.EXCHANGE)
    assert kind_of(None) is Wish.QUALITY


def _case_in(store: Store, status: Status, exchange: bool) -> str:
    """A case under review, put into `status` behind the services' back."""
    if exchange:
        sell(store, **SIGNED, **REBATED)
        case_no = file(store, request(Wish.EXCHANGE)).case_no
    else:
        sell(store, **UNSHIPPED, **REBATED)
        case_no = file(store, request()).case_no
    with store.writing() as session:
        session.get_one(Case, case_no).status = status
    return case_no


def _everything(store: Store, case_no: str) -> Any:
    case = {column.key: getattr(only_case(store), column.key) for column in Case.__table__.columns}
    return case, steps_of(store, case_no), claims(store), paid(store)
