"""From facts to a decision: the first row that applies, then the reviews that go on top."""

from dataclasses import replace

from bot.policy import rules
from bot.policy.calendar import PUBLISHED, Day, WorkingCalendar, local_day
from bot.policy.decision import Decision, Outcome, Route, Verdict
from bot.policy.facts import Facts, Wish
from bot.policy.options import still_open
from bot.policy.parameters import Parameters
from bot.policy.reading import MissingAnswer, Reading
from bot.policy.tables import TABLES, Row, row_3_recall


def decide(facts: Facts, parameters: Parameters, calendar: WorkingCalendar = PUBLISHED) -> Decision:
    """The decision for `facts` under `parameters`.

    Raises MissingAnswer where a row needs an answer that is not there yet: see `missing`.
    Raises ValueError for more units than are left.
    """
    if facts.wish is Wish.QUALITY:
        facts = replace(facts, quality_problem=True)
    reading = Reading(facts, parameters, calendar)
    row, verdict = _first_row(reading)
    verdict = _with_reviews(reading, row, verdict)
    decided = verdict.outcome not in (Outcome.NOT_FOUND, Outcome.EXISTING)
    return Decision(
        row=row.__name__,
        verdict=verdict,
        checks=tuple(reading.checks.values()),
        units=reading.units if decided else 0,
        amount_fen=reading.amount_fen if decided and not _is_exchange(verdict) else 0,
        still_open=still_open(reading, verdict),
        parameters_version=parameters.version,
    )


def missing(
    facts: Facts, parameters: Parameters, calendar: WorkingCalendar = PUBLISHED
) -> str | None:
    """The next answer the decision needs from the shopper, None where it needs no more."""
    try:
        decide(facts, parameters, calendar)
    except MissingAnswer as missing_answer:
        return str(missing_answer)
    return None


def due_on(
    verdict: Verdict, facts: Facts, parameters: Parameters, calendar: WorkingCalendar = PUBLISHED
) -> Day | None:
    """The date promised at the shopper's yes: of the money (P-2) or of the review's answer (OP-2).

    None where nothing is promised before the goods arrive.
    """
    today = local_day(facts.asked_at)
    if verdict.outcome is Outcome.REVIEW:
        return calendar.working_day_after(today, parameters.review_working_days)
    if verdict.route is Route.REFUND_NOW:
        return calendar.working_day_after(today, parameters.refund_working_days)
    return None


def _first_row(reading: Reading) -> tuple[Row, Verdict]:
    for row in TABLES[reading.facts.wish]:
        verdict = row(reading)
        if verdict:
            return row, verdict
    raise AssertionError("every table ends with a row that applies")


def _is_exchange(verdict: Verdict) -> bool:
    return verdict.route in (Route.EXCHANGE_BY_SHOPPER, Route.EXCHANGE_BY_SHOP)


def _with_reviews(reading: Reading, row: Row, verdict: Verdict) -> Verdict:
    """P-5 and OP-1 turn an approval into a review of its route; not a recall or an exchange."""
    if verdict.outcome is not Outcome.APPROVE or row is row_3_recall or _is_exchange(verdict):
        return verdict
    fine = {
        "P-5": rules.needs_no_rebate_review(reading),
        "OP-1": rules.within_approval_limit(reading),
    }
    reasons = tuple(clause for clause, passed in fine.items() if not passed)
    if not reasons:
        return verdict
    return Verdict(Outcome.REVIEW, (*verdict.clauses, *reasons), verdict.route)
