"""The table of transitions: which status a case may go to from which."""

from enum import StrEnum

from bot.policy import Route, Wish


class Status(StrEnum):
    """Where a case stands."""

    REVIEW = "review"
    AWAITING_REFUSAL = "awaiting_refusal"
    AWAITING_RETURN = "awaiting_return"
    IN_TRANSIT_BACK = "in_transit_back"
    RECEIVED = "received"
    REFUNDED = "refunded"
    EXCHANGED = "exchanged"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.REVIEW: frozenset(
        {
            Status.REFUNDED,
            Status.AWAITING_REFUSAL,
            Status.AWAITING_RETURN,
            Status.REJECTED,
            Status.WITHDRAWN,
        }
    ),
    Status.AWAITING_REFUSAL: frozenset({Status.IN_TRANSIT_BACK, Status.RECEIVED, Status.WITHDRAWN}),
    Status.AWAITING_RETURN: frozenset({Status.IN_TRANSIT_BACK, Status.RECEIVED, Status.WITHDRAWN}),
    # To itself where the shopper says or corrects the waybill.
    Status.IN_TRANSIT_BACK: frozenset({Status.IN_TRANSIT_BACK, Status.RECEIVED}),
    Status.RECEIVED: frozenset({Status.REFUNDED, Status.EXCHANGED}),
    Status.REFUNDED: frozenset(),
    Status.EXCHANGED: frozenset(),
    Status.REJECTED: frozenset(),
    Status.WITHDRAWN: frozenset(),
}

OPEN = frozenset(status for status, following in TRANSITIONS.items() if following)

# What the shopper may still take back: nothing has been done about it yet.
WITHDRAWABLE = frozenset(
    status for status, following in TRANSITIONS.items() if Status.WITHDRAWN in following
)

# Cases that ended so leave their units free for another.
RELEASING = frozenset({Status.REJECTED, Status.WITHDRAWN, Status.EXCHANGED})

EXCHANGES = frozenset({Route.EXCHANGE_BY_SHOPPER, Route.EXCHANGE_BY_SHOP})

# The status that an approved route begins in, and the kind of case it makes.
_BEGINS = {
    Route.REFUND_NOW: (Status.REFUNDED, Wish.REFUND),
    Route.REFUSE_DELIVERY: (Status.AWAITING_REFUSAL, Wish.REFUND),
    Route.RETURN_BY_SHOPPER: (Status.AWAITING_RETURN, Wish.RETURN),
    Route.RETURN_BY_SHOP: (Status.AWAITING_RETURN, Wish.RETURN),
    Route.EXCHANGE_BY_SHOPPER: (Status.AWAITING_RETURN, Wish.EXCHANGE),
    Route.EXCHANGE_BY_SHOP: (Status.AWAITING_RETURN, Wish.EXCHANGE),
}


def first_status(route: Route) -> Status:
    """The status of a case once its `route` is approved."""
    return _BEGINS[route][0]


def kind_of(route: Route | None) -> Wish:
    """The kind of a case: that of its route, quality while a reviewer has yet to choose one."""
    return _BEGINS[route][1] if route else Wish.QUALITY
