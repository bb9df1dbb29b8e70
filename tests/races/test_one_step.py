"""Of several who move one case at once, one does."""

from collections.abc import Callable

import pytest

from bot.cases.models import Case
from bot.cases.moving import CaseError
from bot.cases.steps import approve, arrived, reject, withdraw
from bot.complaints import recalls
from bot.store import Store
from tests.cases.shop import (
    IN_TRANSIT,
    NOW,
    REBATED,
    SERVICE,
    UNSHIPPED,
    claims,
    file,
    only_case,
    paid,
    request,
    sell,
    steps_of,
)
from tests.races.crowd import at_once


def succeeded(store: Store, steps: list[Callable[..., Case]], case_no: str) -> int:
    def attempt(number: int) -> bool:
        try:
            steps[number](store, case_no, NOW)
        except CaseError:
            return False
        return True

    return sum(at_once(len(steps), attempt))


def test_an_arrival_that_is_reported_many_times_is_paid_once(store: Store) -> None:
    sell(store, **IN_TRANSIT)
    case_no = file(store, request()).case_no
    assert succeeded(store, [arrived] * 12, case_no) == 1
    assert len(paid(store)) == 1
    assert len(steps_of(store, case_no)) == 3


def test_a_review_gets_one_answer(store: Store) -> None:
    sell(store, **UNSHIPPED, **REBATED)
    case_no = file(store, request()).case_no
    assert succeeded(store, [approve, reject, withdraw] * 4, case_no) == 1
    was_approved = only_case(store).status == "refunded"
    assert len(paid(store)) == len(claims(store)) == was_approved
    assert (only_case(store).due_on is not None) == was_approved
    assert len(steps_of(store, case_no)) == 2


def test_goods_that_arrive_while_the_shopper_withdraws(store: Store) -> None:
    sell(store, **IN_TRANSIT)
    case_no = file(store, request()).case_no
    assert succeeded(store, [arrived, withdraw] * 6, case_no) == 1
    assert (only_case(store).status, len(paid(store))) in [("refunded", 1), ("withdrawn", 0)]


@pytest.mark.parametrize("count", [12])
def test_one_of_many_starts_a_recall(store: Store, count: int) -> None:
    sell(store, **SERVICE)
    assert sum(at_once(count, lambda _number: recalls.start(store, "D1", NOW))) == 1
