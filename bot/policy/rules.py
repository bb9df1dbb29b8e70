"""One small function a clause, in the order of the policy's text.

Each holds one clause against one fact, keeps the check and says whether it speaks for the shopper.
"""

from bot.policy.facts import Kind
from bot.policy.reading import Reading


def refund_window(reading: Reading) -> bool:
    """P-1: today is within the days after payment; past them it is X-C."""
    days = reading.parameters.refund_window_days
    return reading.within_days("P-1", "paid_at", reading.order.paid_at, days)


def contact_window(reading: Reading) -> bool:
    """P-4: today is within the working days after payment."""
    days = reading.parameters.contact_window_working_days
    return reading.within_working_days("P-4", "paid_at", reading.order.paid_at, days)


def needs_no_rebate_review(reading: Reading) -> bool:
    """P-5: not a first purchase whose inviter already has the rebate."""
    order = reading.order
    return reading.check("P-5", "first_purchase", not (order.first_purchase and order.rebate_paid))


def supported(reading: Reading) -> bool:
    """X-A: the product takes part in the seven-day refund."""
    return reading.check("X-A", "seven_day_refund", reading.order.seven_day_refund)


def not_consumed(reading: Reading) -> bool:
    """X-B: a service has not been consumed."""
    return reading.check("X-B", "consumed_at", reading.order.consumed_at is None)


def unused(reading: Reading) -> bool:
    """X-B and X-D: the goods have not been used."""
    return reading.check("X-B", "used", not reading.answer("used"))


def normal_use(reading: Reading) -> bool:
    """X-E: the quality problem does not come from abnormal use or storage."""
    return reading.check("X-E", "normal_use", reading.answer("normal_use"))


def not_ticket(reading: Reading) -> bool:
    """X-F: tickets have no seven-day refund."""
    return reading.check("X-F", "kind", reading.order.kind is not Kind.TICKET)


def not_voucher(reading: Reading) -> bool:
    """X-G: vouchers have no seven-day refund."""
    return reading.check("X-G", "kind", reading.order.kind is not Kind.VOUCHER)


def return_window(reading: Reading) -> bool:
    """R-1: today is within the days after signing."""
    signed_at = reading.order.signed_at
    assert signed_at is not None
    days = reading.parameters.return_window_days
    return reading.within_days("R-1", "signed_at", signed_at, days)


def complete(reading: Reading) -> bool:
    """R-1: packaging, tags and gifts are all there."""
    return reading.check("R-1", "complete", reading.answer("complete"))


def quality_problem(reading: Reading) -> bool:
    """R-2: the shopper reports a quality problem."""
    return reading.check("R-2", "quality_problem", reading.answer("quality_problem"))


def recalled(reading: Reading) -> bool:
    """M-2: the deal is under recall."""
    return reading.order.recalled and reading.check("M-2", "recalled", True)


def within_approval_limit(reading: Reading) -> bool:
    """OP-1: the claimed amount is one the bot may approve by itself."""
    amount, limit = reading.amount_fen, reading.parameters.approval_limit_fen
    return reading.check("OP-1", "amount_fen", amount <= limit, amount_fen=amount, limit_fen=limit)
