"""What is still open to a shopper whose wish is refused or cannot be decided."""

from bot.policy import rules
from bot.policy.decision import Option, Outcome, Verdict
from bot.policy.facts import Delivery, Kind, Wish
from bot.policy.reading import Reading
from bot.policy.tables import REFUND


def still_open(reading: Reading, verdict: Verdict) -> tuple[Option, ...]:
    """The ways left, the most useful first; a human is always among them."""
    if verdict.outcome in (Outcome.REFUSE, Outcome.NO_DECISION):
        return (*_for_goods(reading), Option.COMPLAINT, Option.HUMAN)
    return (Option.HUMAN,)


def _for_goods(reading: Reading) -> tuple[Option, ...]:
    order = reading.order
    if order.kind is not Kind.GOODS:
        return (Option.REFUND,) if _could_be_refunded(reading) else ()
    if order.delivery is Delivery.SIGNED:
        return _for_signed_goods(reading)
    if _could_be_refunded(reading):
        return (Option.REFUND,)
    return (Option.RETURN_ON_RECEIPT,) if order.delivery is Delivery.IN_TRANSIT else ()


def _could_be_refunded(reading: Reading) -> bool:
    """A shopper who wished for something else may still want the money: rows 3 to 15 say."""
    if reading.facts.wish not in (Wish.EXCHANGE, Wish.QUALITY):
        return False
    afresh = Reading(reading.facts, reading.parameters, reading.calendar)
    verdict = next(filter(None, (row(afresh) for row in REFUND)))
    return verdict.outcome is not Outcome.REFUSE


def _for_signed_goods(reading: Reading) -> tuple[Option, ...]:
    """R-2 is open unless a problem was just refused; R-1 to what is unused and complete."""
    facts = reading.facts
    options: list[Option] = []
    if not facts.quality_problem:
        options.append(Option.QUALITY)
    intact = not facts.used and facts.complete is not False
    if intact and rules.return_window(reading):
        options.append(Option.EXCHANGE)
    return tuple(options)
