"""Days as shoppers name them, in the normal form of bot/brain/extract.py."""

from datetime import date, timedelta


def falls_on(when: str, day: date, today: date) -> bool:
    """Whether `day` is what `when` ("days:-1", "date:11-3", "day:3", "weekday:-1:2") says today."""
    form, _, rest = when.partition(":")
    if form == "days":
        return day == today + timedelta(days=int(rest))
    if form == "day":
        return day.day == int(rest) and day <= today and (today - day).days < 60
    if form == "date":
        month, _, number = rest.partition("-")
        return (day.month, day.day) == (int(month), int(number))
    if form == "week":
        return _monday(day) == _monday(today) + timedelta(weeks=int(rest))
    if form == "month":
        return (today.year - day.year) * 12 + today.month - day.month == -int(rest)
    if form == "weekday":
        return _weekday(rest, day, today)
    return False


def _weekday(rest: str, day: date, today: date) -> bool:
    week, _, weekday = rest.partition(":")
    if week == "last":
        return day.weekday() == int(weekday) and 0 <= (today - day).days <= 7
    return day == _monday(today) + timedelta(weeks=int(week), days=int(weekday))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
