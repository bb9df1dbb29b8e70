"""What a shopper who is refused, or whose wish cannot be decided, is offered instead."""

import pytest

from bot.policy import Standing, decide
from tests.policy.situations import (
    ABUSED,
    BROKEN,
    INCOMPLETE,
    INTACT,
    PARAMETERS,
    USED,
    at,
    exchange,
    give_back,
    in_transit,
    quality,
    refund,
    service,
    signed,
    standing,
    ticket,
    unshipped,
    voucher,
)

UNSUPPORTED = {"seven_day_refund": False}
CONSUMED = {"consumed_at": at("2026-11-04")}
MISUSED_INTACT = {**ABUSED, "used": False, "complete": True}
MISUSED_USED = {**ABUSED, "used": True, "complete": True}
MISUSED_INCOMPLETE = {**ABUSED, "used": False, "complete": False}

OFFERS = [
    ("a refused ticket", refund(ticket()), "complaint human"),
    ("a consumed service", refund(service(**CONSUMED)), "complaint human"),
    ("unsupported goods not shipped", refund(unshipped(**UNSUPPORTED)), "complaint human"),
    (
        "R-1 opens on receipt of unsupported goods in transit",
        refund(in_transit(**UNSUPPORTED)),
        "return_on_receipt complaint human",
    ),
    (
        "R-1 opens on receipt of late goods in transit",
        refund(in_transit(), "2026-11-12"),
        "return_on_receipt complaint human",
    ),
    ("used goods", give_back(signed(), **USED), "quality complaint human"),
    (
        "incomplete goods of an unsupported product",
        give_back(signed(**UNSUPPORTED), **INCOMPLETE),
        "quality complaint human",
    ),
    (
        "intact goods past every window",
        give_back(signed(), "2026-11-14", **INTACT),
        "quality complaint human",
    ),
    ("an exchange of used goods", exchange(signed(), **USED), "quality complaint human"),
    ("abnormal use within R-1", give_back(signed(), **ABUSED), "exchange complaint human"),
    (
        "abnormal use of what is intact within R-1",
        give_back(signed(), **MISUSED_INTACT),
        "exchange complaint human",
    ),
    ("abnormal use past R-1", give_back(signed(), "2026-11-14", **ABUSED), "complaint human"),
    ("abnormal use of used goods", give_back(signed(), **MISUSED_USED), "complaint human"),
    (
        "abnormal use of incomplete goods",
        give_back(signed(), **MISUSED_INCOMPLETE),
        "complaint human",
    ),
    ("an exchange of a service", exchange(service()), "refund complaint human"),
    ("an exchange of a consumed service", exchange(service(**CONSUMED)), "complaint human"),
    ("an exchange of a late service", exchange(service(), "2026-11-10"), "complaint human"),
    ("an exchange of a ticket", exchange(ticket()), "complaint human"),
    ("an exchange of a voucher", exchange(voucher()), "complaint human"),
    (
        "an exchange of a recalled ticket",
        exchange(ticket(recalled=True)),
        "refund complaint human",
    ),
    ("an exchange of goods not shipped", exchange(unshipped()), "refund complaint human"),
    (
        "an exchange of goods not shipped, whose refund a human would decide",
        exchange(unshipped(), "2026-11-12"),
        "refund complaint human",
    ),
    (
        "an exchange of unsupported goods not shipped",
        exchange(unshipped(**UNSUPPORTED)),
        "complaint human",
    ),
    ("an exchange of goods in transit", exchange(in_transit()), "refund complaint human"),
    (
        "an exchange of unsupported goods in transit",
        exchange(in_transit(**UNSUPPORTED)),
        "return_on_receipt complaint human",
    ),
    ("a quality problem of a service", quality(service()), "refund complaint human"),
    (
        "a quality problem of a consumed service is a complaint",
        quality(service(**CONSUMED)),
        "complaint human",
    ),
    ("an approval", refund(service()), "human"),
    ("a review", give_back(signed(), **BROKEN), "human"),
    ("an unknown order", refund(None), "human"),
    ("a rejected case", refund(standing(service, Standing.REJECTED)), "human"),
]


@pytest.mark.parametrize(
    ("facts", "offered"), [pytest.param(*rest, id=sentence) for sentence, *rest in OFFERS]
)
def test_what_is_still_open(facts, offered):
    assert " ".join(decide(facts, PARAMETERS).still_open) == offered


def test_looking_for_a_way_out_leaves_no_check_behind():
    decision = decide(exchange(service()), PARAMETERS)
    assert decision.checks == ()
