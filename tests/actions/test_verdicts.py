"""What a verdict is said to rest on."""

from hypothesis import given

from actions.verdicts import deciding
from bot.policy import Facts, Outcome, decide
from tests.policy.every_situation import situations
from tests.policy.situations import PARAMETERS


@given(situations((None,)))
def test_no_verdict_is_said_without_a_reason(facts: Facts) -> None:
    decision = decide(facts, PARAMETERS)
    if decision.outcome in (Outcome.APPROVE, Outcome.REVIEW, Outcome.REFUSE):
        assert deciding(decision)
