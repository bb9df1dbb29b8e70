"""The decision tables: rows in the policy's order, the first that applies decides.

A row is a function from a Reading to a Verdict, or None where it does not apply. Its number in the
policy's refund table is in its name.
"""

from collections.abc import Callable

from bot.policy import rules
from bot.policy.decision import Outcome, Route, Verdict
from bot.policy.facts import Delivery, Kind, Standing, Wish
from bot.policy.reading import Reading

Row = Callable[[Reading], Verdict | None]

ROUTE_BY_DELIVERY = {
    Delivery.NONE: Route.REFUND_NOW,
    Delivery.NOT_SHIPPED: Route.REFUND_NOW,
    Delivery.IN_TRANSIT: Route.REFUSE_DELIVERY,
    Delivery.SIGNED: Route.RETURN_BY_SHOPPER,
}


def approve(*clauses: str, route: Route) -> Verdict:
    """The bot grants the wish by `route`."""
    return Verdict(Outcome.APPROVE, clauses, route)


def review(*clauses: str, route: Route | None) -> Verdict:
    """A human decides; `route` is followed once approved, None is the reviewer's to choose."""
    return Verdict(Outcome.REVIEW, clauses, route)


def refuse(*clauses: str) -> Verdict:
    """The clauses refuse the wish."""
    return Verdict(Outcome.REFUSE, clauses)


def _is(reading: Reading, kind: Kind, delivery: Delivery) -> bool:
    return reading.order.kind is kind and reading.order.delivery is delivery


def _signed(reading: Reading) -> bool:
    return _is(reading, Kind.GOODS, Delivery.SIGNED)


def _refuse_unsupported_or_late(reading: Reading) -> Verdict | None:
    """X-A and X-C, citing both where both hold."""
    fine = {"X-A": rules.supported(reading), "X-C": rules.refund_window(reading)}
    broken = [clause for clause, passed in fine.items() if not passed]
    return refuse(*broken) if broken else None


def row_1_not_found(reading: Reading) -> Verdict | None:
    return Verdict(Outcome.NOT_FOUND) if reading.facts.order is None else None


def row_2_existing_case(reading: Reading) -> Verdict | None:
    order = reading.order
    free = order.standing is None or (order.standing is Standing.REJECTED and order.recalled)
    return None if free and order.units_left else Verdict(Outcome.EXISTING)


def row_3_recall(reading: Reading) -> Verdict | None:
    if not rules.recalled(reading):
        return None
    route = ROUTE_BY_DELIVERY[reading.order.delivery]
    shop_pays = route is Route.RETURN_BY_SHOPPER
    return approve("M-2", route=Route.RETURN_BY_SHOP if shop_pays else route)


def row_4_quality(reading: Reading) -> Verdict | None:
    if not (_signed(reading) and rules.quality_problem(reading)):
        return None
    if not rules.normal_use(reading):
        return refuse("X-E")
    reading.answer("description")
    return review("R-2", route=None)


def row_5_ticket_or_voucher(reading: Reading) -> Verdict | None:
    if not rules.not_ticket(reading):
        return refuse("X-F")
    return None if rules.not_voucher(reading) else refuse("X-G")


def row_6_service_consumed(reading: Reading) -> Verdict | None:
    if reading.order.kind is not Kind.SERVICE or rules.not_consumed(reading):
        return None
    return refuse("X-B")


def row_7_service_unsupported_or_late(reading: Reading) -> Verdict | None:
    if reading.order.kind is not Kind.SERVICE:
        return None
    return _refuse_unsupported_or_late(reading)


def row_8_service(reading: Reading) -> Verdict | None:
    if reading.order.kind is not Kind.SERVICE:
        return None
    return approve("P-1", "P-2", route=Route.REFUND_NOW)


def row_9_unshipped_unsupported(reading: Reading) -> Verdict | None:
    if not _is(reading, Kind.GOODS, Delivery.NOT_SHIPPED) or rules.supported(reading):
        return None
    return refuse("X-A")


def row_10_unshipped(reading: Reading) -> Verdict | None:
    if not _is(reading, Kind.GOODS, Delivery.NOT_SHIPPED) or not rules.refund_window(reading):
        return None
    return approve("P-3a", route=Route.REFUND_NOW)


def row_11_unshipped_late(reading: Reading) -> Verdict | None:
    if not _is(reading, Kind.GOODS, Delivery.NOT_SHIPPED):
        return None
    against = "P-4" if rules.contact_window(reading) else "S-2"
    return review("X-C", against, route=Route.REFUND_NOW)


def row_12_in_transit_unsupported(reading: Reading) -> Verdict | None:
    if not _is(reading, Kind.GOODS, Delivery.IN_TRANSIT) or rules.supported(reading):
        return None
    return refuse("X-A")


def row_13_in_transit(reading: Reading) -> Verdict | None:
    if not _is(reading, Kind.GOODS, Delivery.IN_TRANSIT) or not rules.refund_window(reading):
        return None
    return approve("P-3b", route=Route.REFUSE_DELIVERY)


def row_14_in_transit_late(reading: Reading) -> Verdict | None:
    if not _is(reading, Kind.GOODS, Delivery.IN_TRANSIT) or not rules.contact_window(reading):
        return None
    return review("X-C", "P-4", route=Route.REFUSE_DELIVERY)


def row_15_in_transit_too_late(reading: Reading) -> Verdict | None:
    return refuse("X-C") if _is(reading, Kind.GOODS, Delivery.IN_TRANSIT) else None


def row_16_used(reading: Reading) -> Verdict | None:
    return None if rules.unused(reading) else refuse("X-B", "X-D")


def row_17_incomplete(reading: Reading) -> Verdict | None:
    if rules.complete(reading):
        return None
    if rules.supported(reading) and rules.refund_window(reading):
        return review("P-3c", "R-1", route=Route.RETURN_BY_SHOPPER)
    return refuse("R-1")


def row_18_return_in_refund_window(reading: Reading) -> Verdict | None:
    if not (rules.supported(reading) and rules.refund_window(reading)):
        return None
    return approve("P-3c", route=Route.RETURN_BY_SHOPPER)


def row_19_return_in_return_window(reading: Reading) -> Verdict | None:
    if not (rules.return_window(reading) and rules.supported(reading)):
        return None
    return approve("R-1", route=Route.RETURN_BY_SHOPPER)


def row_20_return_unsupported(reading: Reading) -> Verdict | None:
    if not rules.return_window(reading):
        return None
    return review("X-A", "R-1", route=Route.RETURN_BY_SHOPPER)


def row_21_return_too_late(reading: Reading) -> Verdict | None:
    return refuse("X-C" if rules.supported(reading) else "X-A", "R-1")


def only_signed_goods(reading: Reading) -> Verdict | None:
    return None if _signed(reading) else Verdict(Outcome.NO_DECISION)


def exchange_too_late(reading: Reading) -> Verdict | None:
    return None if rules.return_window(reading) else refuse("R-1")


def exchange_used_or_incomplete(reading: Reading) -> Verdict | None:
    return None if rules.unused(reading) and rules.complete(reading) else refuse("R-1")


def exchange(_reading: Reading) -> Verdict | None:
    return approve("R-1", route=Route.EXCHANGE_BY_SHOPPER)


REFUND: tuple[Row, ...] = (
    row_1_not_found,
    row_2_existing_case,
    row_3_recall,
    row_4_quality,
    row_5_ticket_or_voucher,
    row_6_service_consumed,
    row_7_service_unsupported_or_late,
    row_8_service,
    row_9_unshipped_unsupported,
    row_10_unshipped,
    row_11_unshipped_late,
    row_12_in_transit_unsupported,
    row_13_in_transit,
    row_14_in_transit_late,
    row_15_in_transit_too_late,
    row_16_used,
    row_17_incomplete,
    row_18_return_in_refund_window,
    row_19_return_in_return_window,
    row_20_return_unsupported,
    row_21_return_too_late,
)

# A quality problem is asked about first, as in the refund table; the rest is R-1.
EXCHANGE: tuple[Row, ...] = (
    row_1_not_found,
    row_2_existing_case,
    only_signed_goods,
    row_4_quality,
    exchange_too_late,
    exchange_used_or_incomplete,
    exchange,
)

# The wish itself says that there is a problem. With anything but signed goods it is a complaint.
QUALITY: tuple[Row, ...] = (
    row_1_not_found,
    row_2_existing_case,
    row_3_recall,
    only_signed_goods,
    row_4_quality,
)

TABLES: dict[Wish, tuple[Row, ...]] = {
    Wish.REFUND: REFUND,
    Wish.RETURN: REFUND,
    Wish.EXCHANGE: EXCHANGE,
    Wish.QUALITY: QUALITY,
}
