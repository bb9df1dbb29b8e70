"""Working days against the published calendars, and past the last published year."""

from datetime import UTC, date, datetime

import chinese_calendar
import pytest

from bot.policy import PUBLISHED, SHANGHAI, Day, WorkingCalendar, local_day
from tests.policy.state_council import NOTICES, days, working_days

is_workday = chinese_calendar.is_workday


def published_to_2026(day):
    if day.year > 2026:
        raise NotImplementedError
    return is_workday(day)


@pytest.fixture
def _nothing_after_2026(monkeypatch):
    monkeypatch.setattr(chinese_calendar, "is_workday", published_to_2026)


@pytest.mark.parametrize("year", NOTICES)
def test_every_day_of_the_year_is_as_published(year):
    expected = working_days(year)
    assert {day: PUBLISHED.is_working(day) for day in expected} == expected
    assert all(PUBLISHED.is_published(day) for day in expected)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-11-02", 1, "2026-11-03"),
        ("2026-11-05", 3, "2026-11-10"),
        ("2026-11-07", 1, "2026-11-09"),
        ("2026-02-13", 2, "2026-02-24"),
        ("2026-09-18", 7, "2026-09-29"),
        ("2026-09-30", 3, "2026-10-10"),
        ("2025-09-30", 1, "2025-10-09"),
        ("2024-12-31", 1, "2025-01-02"),
    ],
)
def test_working_days_after_a_day(day, count, expected):
    promised = PUBLISHED.working_day_after(date.fromisoformat(day), count)
    assert promised == Day(date.fromisoformat(expected), provisional=False)


@pytest.mark.usefixtures("_nothing_after_2026")
def test_past_the_last_published_year_weekdays_work_but_for_the_fixed_holidays():
    fixed = {"01-01", "05-01", "05-02", "10-01", "10-02", "10-03"}
    for day in days(date(2027, 1, 1), date(2028, 12, 31)):
        working = day.weekday() < 5 and f"{day:%m-%d}" not in fixed
        assert PUBLISHED.is_working(day) is working
        assert not PUBLISHED.is_published(day)


@pytest.mark.usefixtures("_nothing_after_2026")
def test_a_promise_over_unpublished_days_is_provisional():
    eve = date(2026, 12, 30)
    assert PUBLISHED.working_day_after(eve, 1) == Day(date(2026, 12, 31), provisional=False)
    assert PUBLISHED.working_day_after(eve, 2) == Day(date(2027, 1, 4), provisional=True)
    assert PUBLISHED.working_day_after(eve, 3) == Day(date(2027, 1, 5), provisional=True)


@pytest.mark.usefixtures("_nothing_after_2026")
def test_one_unpublished_day_on_the_way_is_enough():
    known = WorkingCalendar({date(2027, 1, 4): True})
    assert known.working_day_after(date(2026, 12, 31), 1) == Day(date(2027, 1, 4), True)


@pytest.mark.usefixtures("_nothing_after_2026")
def test_the_operator_knows_days_that_are_not_published():
    rest = {date(2027, 1, day): False for day in (1, 2, 3, 4)}
    known = WorkingCalendar({**rest, date(2027, 1, 5): True})
    assert known.is_published(date(2027, 1, 4))
    assert not known.is_working(date(2027, 1, 4))
    assert known.working_day_after(date(2026, 12, 31), 1) == Day(date(2027, 1, 5), False)


def test_the_operator_may_correct_a_published_day():
    closed = WorkingCalendar({date(2026, 11, 6): False, date(2026, 11, 7): True})
    assert not closed.is_working(date(2026, 11, 6))
    assert closed.is_working(date(2026, 11, 7))
    assert closed.working_day_after(date(2026, 11, 5), 2).date == date(2026, 11, 9)


def test_a_day_is_certain_unless_said_otherwise():
    assert Day(date(2026, 11, 5)).provisional is False


def test_a_moment_belongs_to_its_shanghai_day():
    assert local_day(datetime(2026, 11, 9, 15, 59, tzinfo=UTC)) == date(2026, 11, 9)
    assert local_day(datetime(2026, 11, 9, 16, 0, tzinfo=UTC)) == date(2026, 11, 10)
    assert local_day(datetime(2026, 11, 10, 0, 0, tzinfo=SHANGHAI)) == date(2026, 11, 10)
