"""Working days as the State Council publishes them, make-up workdays (调休) included."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")

# Holidays on the same solar date every year. Only used for years that are not published yet.
FIXED_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


def local_day(moment: datetime) -> date:
    """The Asia/Shanghai calendar day of an aware `moment`."""
    return moment.astimezone(SHANGHAI).date()


def _published(day: date) -> bool:
    """Raises NotImplementedError past the last published year."""
    return bool(chinese_calendar.is_workday(day))  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Day:
    """A promised day; `provisional` where it was reckoned over days not yet published."""

    date: date
    provisional: bool = False


@dataclass(frozen=True)
class WorkingCalendar:
    """The published calendar, with the operator's own days (True = working) on top.

    Past the last published year the rule is Monday to Friday without the fixed holidays, and what
    rests on it is provisional until the calendar library or the operator knows better.
    """

    overrides: Mapping[date, bool] = field(default_factory=dict)

    def is_published(self, day: date) -> bool:
        """Whether `day` is known for certain."""
        if day in self.overrides:
            return True
        try:
            _published(day)
        except NotImplementedError:
            return False
        return True

    def is_working(self, day: date) -> bool:
        """Whether people work on `day`."""
        if day in self.overrides:
            return self.overrides[day]
        try:
            return _published(day)
        except NotImplementedError:
            return day.weekday() < 5 and (day.month, day.day) not in FIXED_HOLIDAYS

    def working_day_after(self, day: date, count: int) -> Day:
        """The `count`-th working day after `day`; `day` itself is never counted. `count` ≥ 1."""
        provisional = False
        while count:
            day += timedelta(days=1)
            provisional = provisional or not self.is_published(day)
            count -= self.is_working(day)
        return Day(day, provisional)


PUBLISHED = WorkingCalendar()
