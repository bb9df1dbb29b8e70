"""Which question comes next, and that the data's own answers are never asked for."""

from dataclasses import replace

import pytest

from bot.policy import ANSWERS, Delivery, Kind, Wish, missing
from tests.policy.situations import (
    ABUSED,
    BROKEN,
    INCOMPLETE,
    INTACT,
    PARAMETERS,
    USED,
    exchange,
    give_back,
    order,
    quality,
    refund,
    signed,
    wants,
)


def asked(facts, answers):
    """The questions in the order they are asked, each answered from `answers`."""
    questions = []
    while question := missing(facts, PARAMETERS):
        assert question not in questions
        questions.append(question)
        facts = replace(facts, **{question: answers[question]})
    return " ".join(questions)


CONVERSATIONS = [
    ("a return of intact goods", give_back, INTACT, "quality_problem used complete"),
    ("a refund of intact goods", refund, INTACT, "quality_problem used complete"),
    ("a return of incomplete goods", give_back, INCOMPLETE, "quality_problem used complete"),
    ("a return of used goods", give_back, USED, "quality_problem used"),
    ("a return of broken goods", give_back, BROKEN, "quality_problem normal_use description"),
    ("a return of misused goods", give_back, ABUSED, "quality_problem normal_use"),
    ("an exchange of intact goods", exchange, INTACT, "quality_problem used complete"),
    ("an exchange of used goods", exchange, USED, "quality_problem used"),
    ("an exchange of broken goods", exchange, BROKEN, "quality_problem normal_use description"),
    ("an exchange of misused goods", exchange, ABUSED, "quality_problem normal_use"),
    ("a quality problem", quality, BROKEN, "normal_use description"),
    ("a quality problem from misuse", quality, ABUSED, "normal_use"),
]


@pytest.mark.parametrize(
    ("wish", "answers", "questions"),
    [pytest.param(*rest, id=sentence) for sentence, *rest in CONVERSATIONS],
)
def test_signed_goods_are_asked_about_in_the_rows_order(wish, answers, questions):
    assert asked(wish(signed()), answers) == questions


@pytest.mark.parametrize("wish", Wish)
def test_an_answer_already_given_is_not_asked_for(wish):
    facts = wants(wish, signed(), quality_problem=True, normal_use=True)
    assert asked(facts, BROKEN) == "description"


def test_an_exchange_past_its_window_needs_nothing_but_the_reason():
    assert asked(exchange(signed(), "2026-11-14"), INTACT) == "quality_problem"


def test_a_return_past_every_window_is_still_judged_row_by_row():
    assert asked(give_back(signed(), "2026-11-14"), INTACT) == "quality_problem used complete"


UNSIGNED = [
    (kind, delivery)
    for kind in Kind
    for delivery in Delivery
    if delivery is not Delivery.SIGNED and (kind is Kind.GOODS) == (delivery is not Delivery.NONE)
]


@pytest.mark.parametrize("wish", Wish)
@pytest.mark.parametrize(("kind", "delivery"), UNSIGNED)
@pytest.mark.parametrize("supported", [True, False])
@pytest.mark.parametrize("day", ["2026-11-05", "2026-11-10", "2026-11-12"])
def test_nothing_is_asked_where_the_data_answers(wish, kind, delivery, supported, day):
    facts = wants(wish, order(kind, delivery, seven_day_refund=supported), day)
    assert missing(facts, PARAMETERS) is None


@pytest.mark.parametrize("wish", [Wish.REFUND, Wish.RETURN, Wish.QUALITY])
def test_nothing_is_asked_under_recall(wish):
    assert missing(wants(wish, signed(recalled=True)), PARAMETERS) is None


@pytest.mark.parametrize("wish", Wish)
def test_nothing_is_asked_about_an_unknown_order(wish):
    assert missing(wants(wish, None), PARAMETERS) is None


def test_every_question_is_one_of_the_answers():
    assert ANSWERS == ("quality_problem", "normal_use", "description", "used", "complete")
