"""How serious a complaint is, by when it is answered, and what counts towards a recall."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.policy import (
    PUBLISHED,
    Category,
    ComplaintParameters,
    Danger,
    Day,
    alarms_alone,
    complaint_parameters_on,
    counts_for_recall,
    parameters_on,
    respond_by,
    severity,
)

NUMBERS = ComplaintParameters(
    serious_response_working_days=1,
    usual_response_working_days=3,
    recall_alarm_complaints=3,
    recall_alarm_days=7,
)
SERIOUS = {Category.COUNTERFEIT, Category.DISCRIMINATION}
THURSDAY = date(2026, 11, 26)

categories = pytest.mark.parametrize("category", Category)
dangers = pytest.mark.parametrize("danger", Danger)


def test_the_numbers_are_the_policys() -> None:
    assert complaint_parameters_on(THURSDAY) == NUMBERS


def test_the_operator_sets_how_many_complaints_raise_an_alarm() -> None:
    numbers = complaint_parameters_on(THURSDAY, {"recall_alarm_complaints": 5})
    assert numbers.recall_alarm_complaints == 5
    assert numbers.recall_alarm_days == 7


@pytest.mark.parametrize("name", ["recall_alarm_days", "approval_limit_fen", "no_such_number"])
def test_nothing_else_of_complaints_is_the_operators(name: str) -> None:
    with pytest.raises(KeyError, match=name):
        complaint_parameters_on(THURSDAY, {name: 1})


def test_the_alarm_is_no_number_of_decisions() -> None:
    with pytest.raises(KeyError, match="recall_alarm_complaints"):
        parameters_on(THURSDAY, {"recall_alarm_complaints": 5})


@categories
@dangers
@pytest.mark.parametrize("overdue", [False, True])
def test_danger_is_a_matter_for_a_human_at_once(
    category: Category, danger: Danger, overdue: bool
) -> None:
    assert severity(category, {danger}, overdue=overdue) == 1


@categories
def test_without_danger_the_category_decides(category: Category) -> None:
    assert severity(category, frozenset()) == (2 if category in SERIOUS else 3)


@categories
def test_a_promised_date_that_has_passed_is_serious(category: Category) -> None:
    assert severity(category, frozenset(), overdue=True) == 2


@pytest.mark.parametrize(
    ("level", "day", "answer"),
    [
        (1, THURSDAY, THURSDAY),
        (1, date(2026, 11, 28), date(2026, 11, 28)),  # a Saturday: at once all the same
        (2, THURSDAY, date(2026, 11, 27)),
        (2, date(2026, 11, 27), date(2026, 11, 30)),
        (3, THURSDAY, date(2026, 12, 1)),
        (3, date(2026, 9, 30), date(2026, 10, 10)),  # over the National Day week
    ],
)
def test_the_first_response_comes_within_its_working_days(
    level: int, day: date, answer: date
) -> None:
    assert respond_by(level, day, NUMBERS) == Day(answer)


@given(day=st.dates(date(2024, 1, 1), date(2026, 12, 20)), level=st.sampled_from([2, 3]))
def test_a_response_is_never_promised_for_a_rest_day(day: date, level: int) -> None:
    answer = respond_by(level, day, NUMBERS).date
    assert answer > day
    assert PUBLISHED.is_working(answer)


def test_the_response_goes_by_the_operators_calendar() -> None:
    rest = type(PUBLISHED)({date(2026, 11, 27): False})
    assert respond_by(2, THURSDAY, NUMBERS, rest).date == date(2026, 11, 30)


def test_past_the_published_years_the_response_is_provisional() -> None:
    assert respond_by(2, date(2027, 3, 1), NUMBERS).provisional
    assert not respond_by(1, date(2027, 3, 1), NUMBERS).provisional


@categories
def test_quality_and_counterfeit_count_towards_a_recall(category: Category) -> None:
    assert counts_for_recall(category, frozenset()) == (
        category in (Category.QUALITY, Category.COUNTERFEIT)
    )


@dangers
def test_safety_counts_towards_a_recall_whatever_the_category(danger: Danger) -> None:
    about_safety = danger in (Danger.INJURY, Danger.FOOD_SAFETY, Danger.FIRE)
    assert counts_for_recall(Category.OTHER, {danger}) == about_safety


@pytest.mark.parametrize("pair", list(combinations(Danger, 2)), ids="+".join)
def test_an_injury_or_bad_food_is_an_alarm_by_itself(pair: tuple[Danger, Danger]) -> None:
    assert alarms_alone(set(pair)) == bool({Danger.INJURY, Danger.FOOD_SAFETY} & set(pair))


def test_nothing_is_no_alarm() -> None:
    assert not alarms_alone(frozenset())
    assert not alarms_alone({Danger.LAW})
