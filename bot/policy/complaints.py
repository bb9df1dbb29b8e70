"""Complaints (投诉): how serious one is, when it is answered, when it points to a recall."""

from collections.abc import Set
from datetime import date
from enum import StrEnum

from bot.policy.calendar import PUBLISHED, Day, WorkingCalendar
from bot.policy.parameters import ComplaintParameters


class Category(StrEnum):
    """What a complaint is about."""

    QUALITY = "quality"
    COUNTERFEIT = "counterfeit"
    WRONG_ITEM = "wrong_item"
    MERCHANT = "merchant"
    DISCRIMINATION = "discrimination"
    PAGE = "page"
    EXTRA_CHARGE = "extra_charge"
    LATE_DELIVERY = "late_delivery"
    SUPPORT = "support"
    REFUND_LATE = "refund_late"
    OTHER = "other"


class Danger(StrEnum):
    """What makes a complaint a matter for a human at once (M-1)."""

    INJURY = "injury"
    FOOD_SAFETY = "food_safety"
    FIRE = "fire"
    LAW = "law"
    MEDIA = "media"
    DISTRESS = "distress"


# The severities, the most urgent first.
AT_ONCE, SERIOUS, USUAL = 1, 2, 3

_SERIOUS = frozenset({Category.COUNTERFEIT, Category.DISCRIMINATION})
_ABOUT_THE_GOODS = frozenset({Category.QUALITY, Category.COUNTERFEIT})
_SAFETY = frozenset({Danger.INJURY, Danger.FOOD_SAFETY, Danger.FIRE})
_ALARMING = frozenset({Danger.INJURY, Danger.FOOD_SAFETY})


def severity(category: Category, dangers: Set[Danger], *, overdue: bool = False) -> int:
    """1, 2 or 3; `overdue` if the shop has let a promised date of the shopper's pass."""
    if dangers:
        return AT_ONCE
    return SERIOUS if overdue or category in _SERIOUS else USUAL


def respond_by(
    severity: int,
    day: date,
    parameters: ComplaintParameters,
    calendar: WorkingCalendar = PUBLISHED,
) -> Day:
    """The day of the first response to a complaint made on `day`."""
    if severity == AT_ONCE:
        return Day(day)
    days = {
        SERIOUS: parameters.serious_response_working_days,
        USUAL: parameters.usual_response_working_days,
    }
    return calendar.working_day_after(day, days[severity])


def counts_for_recall(category: Category, dangers: Set[Danger]) -> bool:
    """M-2: whether it is about quality, safety or counterfeit goods."""
    return category in _ABOUT_THE_GOODS or not _SAFETY.isdisjoint(dangers)


def alarms_alone(dangers: Set[Danger]) -> bool:
    """M-2: whether it names an injury or food safety, which is an alarm by itself."""
    return not _ALARMING.isdisjoint(dangers)
