"""P-5 and OP-1 on top of an approval, who is exempt, and when a review is answered."""

import pytest

from tests.policy.situations import (
    INTACT,
    case,
    decided,
    give_back,
    in_transit,
    refund,
    service,
    signed,
    unshipped,
)

REBATE = {"first_purchase": True, "rebate_paid": True}
DEAR = {"paid_fen": 200001}

ON_TOP = [
    case(
        "P-5: a first purchase whose inviter has the rebate",
        refund(service(**REBATE)),
        "row_8_service",
        "review",
        "P-1 P-2 P-5",
        route="refund_now",
        amount=10000,
        due="2026-11-09",
    ),
    case(
        "P-5: goods in transit keep their route",
        refund(in_transit(**REBATE)),
        "row_13_in_transit",
        "review",
        "P-3b P-5",
        route="refuse_delivery",
        amount=10000,
        due="2026-11-09",
    ),
    case(
        "P-5: a first purchase without a rebate is approved",
        refund(service(first_purchase=True)),
        "row_8_service",
        "approve",
        "P-1 P-2",
        route="refund_now",
        amount=10000,
        due="2026-11-10",
    ),
    case(
        "P-5: a rebate on a later purchase is approved",
        refund(service(rebate_paid=True)),
        "row_8_service",
        "approve",
        "P-1 P-2",
        route="refund_now",
        amount=10000,
        due="2026-11-10",
    ),
    case(
        "OP-1: exactly the limit is approved",
        refund(service(paid_fen=200000)),
        "row_8_service",
        "approve",
        "P-1 P-2",
        route="refund_now",
        amount=200000,
        due="2026-11-10",
    ),
    case(
        "OP-1: one fen above the limit is reviewed",
        refund(unshipped(**DEAR)),
        "row_10_unshipped",
        "review",
        "P-3a OP-1",
        route="refund_now",
        amount=200001,
        due="2026-11-09",
    ),
    case(
        "OP-1: the claimed amount counts, not the order's",
        give_back(signed(paid_fen=300000, quantity=3), units=2, **INTACT),
        "row_18_return_in_refund_window",
        "approve",
        "P-3c",
        route="return_by_shopper",
        amount=200000,
    ),
    case(
        "OP-1: a few units of a service do not slip under the limit",
        refund(service(paid_fen=300000, quantity=3), units=1),
        "row_8_service",
        "review",
        "P-1 P-2 OP-1",
        route="refund_now",
        amount=300000,
        due="2026-11-09",
    ),
    case(
        "both are cited where both hold",
        give_back(signed(**REBATE, **DEAR), "2026-11-12", **INTACT),
        "row_19_return_in_return_window",
        "review",
        "R-1 P-5 OP-1",
        route="return_by_shopper",
        amount=200001,
        due="2026-11-16",
    ),
    case(
        "a recall is exempt from both",
        refund(service(recalled=True, **REBATE, **DEAR)),
        "row_3_recall",
        "approve",
        "M-2",
        route="refund_now",
        amount=200001,
        due="2026-11-10",
    ),
    case(
        "a review of the table cites neither",
        refund(unshipped(**REBATE, **DEAR), "2026-11-10"),
        "row_11_unshipped_late",
        "review",
        "X-C P-4",
        route="refund_now",
        amount=200001,
        due="2026-11-12",
    ),
    case(
        "a refusal cites neither",
        refund(service(seven_day_refund=False, **REBATE, **DEAR)),
        "row_7_service_unsupported_or_late",
        "refuse",
        "X-A",
        amount=200001,
    ),
]


@pytest.mark.parametrize(("facts", "expected"), ON_TOP)
def test_reviews_on_top(facts, expected):
    assert decided(facts) == expected
