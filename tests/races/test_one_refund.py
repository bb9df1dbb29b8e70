"""However many confirmations of one refund come at once, it is paid once.

The second test takes the guard away and sees the money paid again and again: so the first would
notice.
"""

from dataclasses import replace

import pytest
from sqlalchemy import text

from bot.cases.deciding import Request
from bot.cases.filing import Filed, file_case
from bot.store import Store, open_store
from tests.cases.shop import (
    IN_TRANSIT,
    NOW,
    SERVICE,
    SIGNED,
    Order,
    all_cases,
    ask,
    claims,
    paid,
    request,
    sell,
    steps_of,
)
from tests.races.crowd import at_once, decide_together

CONFIRMATIONS = 50


def confirm_together(
    store: Store, monkeypatch: pytest.MonkeyPatch, asked: list[Request]
) -> list[Filed]:
    """What each of the confirmations is told; they have all decided before one of them writes."""
    decisions = [ask(store, one) for one in asked]
    decide_together(monkeypatch, len(asked))
    url = store.engine.url.render_as_string(hide_password=False)

    def confirm(number: int) -> Filed:
        own = open_store(url)
        yes = replace(asked[number], message_id=1000 + number)
        filed = file_case(own, yes, decisions[number], NOW)
        own.close()
        assert isinstance(filed, Filed), filed
        return filed

    return at_once(len(asked), confirm)


def take_the_guard_off(store: Store) -> None:
    """The same table without its key."""
    with store.writing() as session:
        session.execute(text("ALTER TABLE unit_claims RENAME TO guarded"))
        session.execute(text("CREATE TABLE unit_claims AS SELECT * FROM guarded"))
        session.execute(text("DROP TABLE guarded"))


@pytest.mark.parametrize(
    ("order", "entries"), [(SERVICE, 1), (IN_TRANSIT, 0)], ids=["paid at once", "paid later"]
)
def test_one_confirmation_opens_the_case_and_all_report_it(
    store: Store, monkeypatch: pytest.MonkeyPatch, order: Order, entries: int
) -> None:
    sell(store, **order)
    told = confirm_together(store, monkeypatch, [request()] * CONFIRMATIONS)
    (case,) = all_cases(store)
    assert [filed.case.case_no for filed in told] == [case.case_no] * CONFIRMATIONS
    assert sum(filed.fresh for filed in told) == 1
    assert claims(store) == [("TB1", 1, case.case_no)]
    assert len(steps_of(store, case.case_no)) == 1
    assert [fen for _, _, fen in paid(store)] == [10000] * entries


def test_confirmations_from_many_conversations_are_one_refund_too(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sell(store, **SERVICE)
    asked = [request(conversation_id=f"c{number}") for number in range(CONFIRMATIONS)]
    told = confirm_together(store, monkeypatch, asked)
    (case,) = all_cases(store)
    assert {filed.case.case_no for filed in told} == {case.case_no}
    assert [fen for _, _, fen in paid(store)] == [10000]


def test_confirmations_of_different_parts_of_an_order_meet_on_one_unit(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sell(store, **SIGNED, quantity="3")
    asked = [request(units=1 + number % 3, message_id=number) for number in range(12)]
    told = confirm_together(store, monkeypatch, asked)
    (case,) = all_cases(store)
    assert {filed.case.case_no for filed in told} == {case.case_no}
    assert [unit for _, unit, _ in claims(store)] == list(range(1, case.units + 1))


def test_without_the_guard_the_money_is_paid_again_and_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sell(store, **SERVICE)
    take_the_guard_off(store)
    confirm_together(store, monkeypatch, [request()] * CONFIRMATIONS)
    assert len(paid(store)) > 1
