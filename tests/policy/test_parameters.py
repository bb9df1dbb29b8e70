"""The shop's numbers, their clauses, their days, and what the operator may set."""

from datetime import date

import pytest

from bot.policy import Parameters, parameters, parameters_on
from tests.policy.situations import PARAMETERS

SHOP = {
    "refund_window_days": ("P-1", 7),
    "refund_working_days": ("P-2", 3),
    "contact_window_working_days": ("P-4", 7),
    "return_window_days": ("R-1", 7),
    "approval_limit_fen": ("OP-1", 200000),
    "review_working_days": ("OP-2", 2),
}


def test_the_numbers_are_the_policys():
    assert parameters_on(date(2026, 11, 5)) == PARAMETERS


def test_every_number_names_its_clause():
    clauses = {name: parameters.clause_of(name) for name in SHOP}
    assert clauses == {name: clause for name, (clause, _) in SHOP.items()}


def test_the_record_of_a_decision_holds_every_number_and_the_version():
    numbers = {name: value for name, (_, value) in SHOP.items()}
    assert PARAMETERS.to_json() == {"version": "2024-01-01", **numbers}


@pytest.fixture
def _a_new_window_from_july(monkeypatch):
    tables = {
        name: {"clause": clause, "values": {date(2024, 1, 1): value}}
        for name, (clause, value) in SHOP.items()
    }
    tables["refund_window_days"]["values"][date(2027, 7, 1)] = 10
    tables["refund_window_days"]["values"][date(2028, 7, 1)] = 15
    monkeypatch.setattr(parameters, "_tables", lambda: tables)


@pytest.mark.usefixtures("_a_new_window_from_july")
@pytest.mark.parametrize(
    ("day", "window", "version"),
    [
        ("2027-06-30", 7, "2024-01-01"),
        ("2027-07-01", 10, "2027-07-01"),
        ("2028-06-30", 10, "2027-07-01"),
        ("2028-07-02", 15, "2028-07-01"),
        ("2023-12-31", 7, "2024-01-01"),
    ],
)
def test_an_order_is_judged_by_the_numbers_of_its_day(day, window, version):
    in_force = parameters_on(date.fromisoformat(day))
    assert (in_force.refund_window_days, in_force.version) == (window, version)
    assert in_force.refund_working_days == 3


def test_the_operator_sets_the_limit_and_the_answering_time_and_the_version_says_so():
    in_force = parameters_on(
        date(2026, 11, 5), {"approval_limit_fen": 50000, "review_working_days": 1}
    )
    assert in_force == Parameters(
        version="2024-01-01+OP-1=50000+OP-2=1",
        refund_window_days=7,
        refund_working_days=3,
        contact_window_working_days=7,
        return_window_days=7,
        approval_limit_fen=50000,
        review_working_days=1,
    )


@pytest.mark.parametrize(
    "name",
    [
        "refund_window_days",
        "refund_working_days",
        "contact_window_working_days",
        "return_window_days",
        "version",
    ],
)
def test_the_operator_cannot_touch_a_promise(name):
    message = f"{name} is the shop's promise, not the operator's setting"
    with pytest.raises(KeyError) as refused:
        parameters_on(date(2026, 11, 5), {name: 1})
    assert refused.value.args == (message,)
