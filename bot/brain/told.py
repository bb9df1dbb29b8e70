"""What a sentence says of the item, were it the answer to the question about it.

The lexicon reads the usual words for certain; this weighs the unusual ones against each other.
Whoever asked the question knows whether it is one to believe.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.brain.model import Guess

FACTS = ("quality_problem", "normal_use", "used", "complete")
_TELLING = "inform"
_PROBLEM = "report_quality"
_COMPLAINT, _OF_QUALITY = "complain", "quality"
LIKELY_ENOUGH = 0.3  # beside all other intents: asking again is better than a wrong refusal
CLEARER_THAN_THE_OTHER = 3.0  # times as likely as the opposite


def told(guesses: list[Guess]) -> Iterator[str]:
    """The values "used_no", "complete_yes" … that are likely, at most one for each fact."""
    by_intent = {guess.intent: guess for guess in guesses}
    topics = dict(by_intent[_TELLING].topics) if _TELLING in by_intent else {}
    problem = by_intent[_PROBLEM].probability if _PROBLEM in by_intent else 0.0
    complaint = by_intent[_COMPLAINT].topics if _COMPLAINT in by_intent else {}
    topics["quality_problem_yes"] = problem + complaint.get(_OF_QUALITY, 0.0)
    for fact in FACTS:
        yes, no = topics.get(f"{fact}_yes", 0.0), topics.get(f"{fact}_no", 0.0)
        value = "yes" if yes > no else "no"
        if max(yes, no) >= max(LIKELY_ENOUGH, CLEARER_THAN_THE_OTHER * min(yes, no)):
            yield f"{fact}_{value}"
