"""What holds in every situation, not only in the ones that somebody thought of."""

import json
from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.policy import (
    DECISIONS,
    PUBLISHED,
    Delivery,
    Kind,
    Option,
    Outcome,
    Wish,
    amount_for_units,
    decide,
    due_on,
    facts_from_json,
)
from bot.policy.reading import Reading
from bot.policy.tables import TABLES
from tests.policy.every_situation import minutes, orders, situations
from tests.policy.situations import PARAMETERS, wants

RANK = {Outcome.REFUSE: 0, Outcome.REVIEW: 1, Outcome.APPROVE: 2}
FREE = (None,)

# What a refusal may rest on, clause by clause.
GROUNDS = {
    "X-A": {("X-A", "seven_day_refund")},
    "X-B": {("X-B", "consumed_at"), ("X-B", "used")},
    "X-C": {("P-1", "paid_at")},
    "X-D": {("X-B", "used")},
    "X-E": {("X-E", "normal_use")},
    "X-F": {("X-F", "kind")},
    "X-G": {("X-G", "kind")},
    "R-1": {("R-1", "signed_at"), ("R-1", "complete"), ("X-B", "used")},
}


@given(situations())
def test_exactly_one_row_decides_and_it_needs_no_other(facts):
    """The first row that speaks when each is asked alone is the row of the decision."""
    decision = decide(facts, PARAMETERS)
    told = replace(facts, quality_problem=True) if facts.wish is Wish.QUALITY else facts
    for row in TABLES[facts.wish]:
        verdict = row(Reading(told, PARAMETERS, PUBLISHED))
        if verdict:
            break
    assert decision.row == row.__name__
    assert decision.clauses[: len(verdict.clauses)] == verdict.clauses
    assert decision.route == verdict.route
    if decision.verdict != verdict:
        assert (verdict.outcome, decision.outcome) == (Outcome.APPROVE, Outcome.REVIEW)
        assert set(decision.clauses) - set(verdict.clauses) <= {"P-5", "OP-1"}


@given(situations())
def test_every_complete_situation_is_decided(facts):
    decision = decide(facts, PARAMETERS)
    free = facts.order is not None and facts.order.standing is None
    if free and facts.wish in (Wish.REFUND, Wish.RETURN):
        assert decision.outcome in DECISIONS
    assert decision.parameters_version == PARAMETERS.version


@given(situations())
def test_a_human_is_always_within_reach(facts):
    assert decide(facts, PARAMETERS).still_open[-1] is Option.HUMAN


@given(situations(FREE))
def test_only_a_clause_refuses_and_every_clause_has_its_grounds(facts):
    decision = decide(facts, PARAMETERS)
    failed = {(check.clause, check.fact) for check in decision.checks if not check.passed}
    if decision.outcome is Outcome.REFUSE:
        assert decision.clauses
        assert all(GROUNDS[clause] & failed for clause in decision.clauses)
    if decision.outcome in (Outcome.APPROVE, Outcome.REVIEW):
        assert decision.clauses


@given(situations())
def test_a_bot_that_approves_alone_stays_below_the_limit(facts):
    decision = decide(facts, PARAMETERS)
    if decision.outcome is Outcome.APPROVE and decision.row != "row_3_recall":
        assert decision.amount_fen <= 200000


@given(situations(FREE), minutes)
def test_being_later_never_helps(facts, delay):
    later = decide(replace(facts, asked_at=facts.asked_at + delay), PARAMETERS)
    sooner = decide(facts, PARAMETERS)
    if sooner.outcome in DECISIONS:
        assert RANK[later.outcome] <= RANK[sooner.outcome]
    else:
        assert later.outcome is sooner.outcome


@given(
    orders(kinds=(Kind.GOODS,)),
    st.sampled_from((Wish.REFUND, Wish.RETURN)),
    st.sampled_from((Delivery.NOT_SHIPPED, Delivery.IN_TRANSIT)),
    st.sampled_from((Delivery.IN_TRANSIT, Delivery.SIGNED)),
    st.booleans(),
    st.booleans(),
    minutes,
    minutes,
)
def test_later_on_the_way_helps_only_where_r_1_opens_on_receipt(
    bought, wish, before, after, used, complete, first_wait, second_wait
):
    answers = {"quality_problem": False, "used": used, "complete": complete}
    asked_at = bought.paid_at + first_wait
    signed_at = asked_at if after is Delivery.SIGNED else None
    early = replace(bought, delivery=before, signed_at=None)
    late = replace(bought, delivery=after, signed_at=signed_at)
    facts = replace(wants(wish, early, **answers), asked_at=asked_at)
    sooner = decide(facts, PARAMETERS)
    later = decide(replace(facts, order=late, asked_at=asked_at + second_wait), PARAMETERS)
    if RANK[later.outcome] > RANK[sooner.outcome]:
        assert after is Delivery.SIGNED
        assert "R-1" in later.clauses


@given(st.integers(0, 10**8), st.integers(1, 50), st.data())
def test_partial_returns_in_any_split_add_up_to_what_was_paid(paid_fen, quantity, data):
    units_left, left_fen = quantity, paid_fen
    while units_left:
        units = data.draw(st.integers(1, units_left))
        amount = amount_for_units(
            paid_fen=paid_fen,
            quantity=quantity,
            units=units,
            units_left=units_left,
            left_fen=left_fen,
        )
        assert 0 <= amount <= left_fen
        units_left, left_fen = units_left - units, left_fen - amount
    assert left_fen == 0


@given(situations())
def test_a_promised_date_is_a_working_day_to_come(facts):
    promised = due_on(decide(facts, PARAMETERS).verdict, facts, PARAMETERS)
    if promised:
        assert PUBLISHED.is_working(promised.date)
        assert timedelta(0) < promised.date - facts.asked_at.date() <= timedelta(days=14)


@given(situations())
def test_a_decision_on_record_is_replayed_to_the_same_decision(facts):
    replayed = facts_from_json(json.loads(json.dumps(facts.to_json())))
    assert replayed == facts
    assert decide(replayed, PARAMETERS) == decide(facts, PARAMETERS)
