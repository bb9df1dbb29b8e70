"""The State Council's holiday notices of 2024, 2025 and 2026, entered by hand."""

from datetime import date, timedelta

# Year: (holidays as first and last day, make-up workdays).
NOTICES = {
    2024: (
        "01-01 01-01, 02-10 02-17, 04-04 04-06, 05-01 05-05, 06-10 06-10, 09-15 09-17, 10-01 10-07",
        "02-04, 02-18, 04-07, 04-28, 05-11, 09-14, 09-29, 10-12",
    ),
    2025: (
        "01-01 01-01, 01-28 02-04, 04-04 04-06, 05-01 05-05, 05-31 06-02, 10-01 10-08",
        "01-26, 02-08, 04-27, 09-28, 10-11",
    ),
    2026: (
        "01-01 01-03, 02-15 02-23, 04-04 04-06, 05-01 05-05, 06-19 06-21, 09-25 09-27, 10-01 10-07",
        "01-04, 02-14, 02-28, 05-09, 09-20, 10-10",
    ),
}


def days(first: date, last: date) -> list[date]:
    """Every day from `first` to `last`, both included."""
    return [first + timedelta(days=count) for count in range((last - first).days + 1)]


def working_days(year: int) -> dict[date, bool]:
    """Every day of `year` and whether it is a working day."""
    holidays, made_up = NOTICES[year]
    working = {day: day.weekday() < 5 for day in days(date(year, 1, 1), date(year, 12, 31))}
    for holiday in holidays.split(", "):
        first, last = (date.fromisoformat(f"{year}-{end}") for end in holiday.split())
        working.update(dict.fromkeys(days(first, last), False))
    working.update({date.fromisoformat(f"{year}-{day}"): True for day in made_up.split(", ")})
    return working
