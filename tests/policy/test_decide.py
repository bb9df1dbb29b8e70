"""How a decision comes about: the parameters and the calendar it is given, and the tables' end."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.policy import PUBLISHED, Day, Wish, WorkingCalendar, decide, due_on, missing
from bot.policy.tables import TABLES
from tests.policy.situations import (
    BROKEN,
    INTACT,
    PARAMETERS,
    exchange,
    give_back,
    refund,
    service,
    signed,
    unshipped,
)

OWN_CALENDAR = WorkingCalendar({date(2026, 11, 11): False, date(2026, 11, 10): False})
OTHER_NUMBERS = replace(
    PARAMETERS,
    version="other",
    refund_window_days=1,
    refund_working_days=1,
    contact_window_working_days=2,
    return_window_days=3,
    review_working_days=4,
)


def test_a_decision_names_the_parameters_it_rests_on():
    assert decide(refund(service()), OTHER_NUMBERS).parameters_version == "other"


@pytest.mark.parametrize(
    ("day", "row"),
    [
        ("2026-11-03 23:59", "row_10_unshipped"),
        ("2026-11-04 00:00", "row_11_unshipped_late"),
    ],
)
def test_the_refund_window_is_the_parameters(day, row):
    assert decide(refund(unshipped(), day), OTHER_NUMBERS).row == row


@pytest.mark.parametrize(("day", "against"), [("2026-11-04", "P-4"), ("2026-11-05", "S-2")])
def test_the_contact_window_is_the_parameters(day, against):
    assert decide(refund(unshipped(), day), OTHER_NUMBERS).clauses == ("X-C", against)


@pytest.mark.parametrize(("day", "outcome"), [("2026-11-09", "approve"), ("2026-11-10", "refuse")])
def test_the_return_window_is_the_parameters(day, outcome):
    assert decide(exchange(signed(), day, **INTACT), OTHER_NUMBERS).outcome == outcome


def test_the_contact_window_follows_the_calendar_it_is_given():
    facts = refund(unshipped(), "2026-11-13")
    assert decide(facts, PARAMETERS).clauses == ("X-C", "S-2")
    assert decide(facts, PARAMETERS, OWN_CALENDAR).clauses == ("X-C", "P-4")
    assert missing(facts, PARAMETERS, OWN_CALENDAR) is None


def test_promised_dates_follow_the_parameters_and_the_calendar():
    facts = refund(service(), "2026-11-09")
    verdict = decide(facts, PARAMETERS).verdict
    assert due_on(verdict, facts, PARAMETERS) == Day(date(2026, 11, 12))
    assert due_on(verdict, facts, PARAMETERS, OWN_CALENDAR) == Day(date(2026, 11, 16))
    assert due_on(verdict, facts, OTHER_NUMBERS) == Day(date(2026, 11, 10))


def test_the_date_of_an_answer_follows_the_parameters_and_the_calendar():
    facts = give_back(signed(), "2026-11-09", **BROKEN)
    verdict = decide(facts, PARAMETERS).verdict
    assert due_on(verdict, facts, PARAMETERS, PUBLISHED) == Day(date(2026, 11, 11))
    assert due_on(verdict, facts, PARAMETERS, OWN_CALENDAR) == Day(date(2026, 11, 13))
    assert due_on(verdict, facts, OTHER_NUMBERS) == Day(date(2026, 11, 13))


@pytest.mark.parametrize(("minute", "outcome"), [(59, "approve"), (60, "refuse")])
def test_a_day_ends_at_midnight_in_shanghai(minute, outcome):
    moment = datetime(2026, 11, 9, 15 + minute // 60, minute % 60, tzinfo=UTC)
    facts = replace(refund(service()), asked_at=moment)
    assert decide(facts, PARAMETERS).outcome == outcome


def test_a_table_without_an_end_is_a_programming_error(monkeypatch):
    monkeypatch.setitem(TABLES, Wish.REFUND, ())
    with pytest.raises(AssertionError, match=r"^every table ends with a row that applies$"):
        decide(refund(service()), PARAMETERS)
