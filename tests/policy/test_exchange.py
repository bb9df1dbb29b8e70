"""The exchange table and the wish that names a quality problem."""

import pytest

from bot.policy import Standing
from tests.policy.situations import (
    ABUSED,
    BROKEN,
    INCOMPLETE,
    INTACT,
    USED,
    at,
    case,
    decided,
    exchange,
    in_transit,
    quality,
    service,
    signed,
    standing,
    ticket,
    unshipped,
    voucher,
)

EXCHANGES = [
    case("an unknown order", exchange(None), "row_1_not_found", "not_found"),
    case(
        "an open case stands in the way",
        exchange(standing(signed, Standing.OPEN)),
        "row_2_existing_case",
        "existing",
    ),
    case(
        "an open case comes before what cannot be exchanged",
        exchange(standing(unshipped, Standing.OPEN)),
        "row_2_existing_case",
        "existing",
    ),
    case(
        "intact goods in R-1's last minute",
        exchange(signed(), "2026-11-13 23:59", **INTACT),
        "exchange",
        "approve",
        "R-1",
        route="exchange_by_shopper",
    ),
    case(
        "an unsupported product is exchanged like any other",
        exchange(signed(seven_day_refund=False), **INTACT),
        "exchange",
        "approve",
        "R-1",
        route="exchange_by_shopper",
    ),
    case(
        "neither P-5 nor OP-1 holds an exchange back",
        exchange(signed(first_purchase=True, rebate_paid=True, paid_fen=9000000), **INTACT),
        "exchange",
        "approve",
        "R-1",
        route="exchange_by_shopper",
    ),
    case(
        "past R-1",
        exchange(signed(), "2026-11-14 00:00", **INTACT),
        "exchange_too_late",
        "refuse",
        "R-1",
        amount=10000,
    ),
    case(
        "used goods",
        exchange(signed(), **USED),
        "exchange_used_or_incomplete",
        "refuse",
        "R-1",
        amount=10000,
    ),
    case(
        "incomplete goods",
        exchange(signed(), **INCOMPLETE),
        "exchange_used_or_incomplete",
        "refuse",
        "R-1",
        amount=10000,
    ),
    case(
        "a quality problem is reviewed, past R-1 too",
        exchange(signed(), "2026-12-24", **BROKEN),
        "row_4_quality",
        "review",
        "R-2",
        amount=10000,
        due="2026-12-28",
    ),
    case(
        "a quality problem from abnormal use",
        exchange(signed(), **ABUSED),
        "row_4_quality",
        "refuse",
        "X-E",
        amount=10000,
    ),
    case(
        "a service cannot be exchanged",
        exchange(service()),
        "only_signed_goods",
        "no_decision",
        amount=10000,
    ),
    case(
        "a ticket cannot be exchanged",
        exchange(ticket()),
        "only_signed_goods",
        "no_decision",
        amount=10000,
    ),
    case(
        "a voucher cannot be exchanged",
        exchange(voucher()),
        "only_signed_goods",
        "no_decision",
        amount=10000,
    ),
    case(
        "goods not shipped cannot be exchanged",
        exchange(unshipped()),
        "only_signed_goods",
        "no_decision",
        amount=10000,
    ),
    case(
        "goods in transit cannot be exchanged yet",
        exchange(in_transit()),
        "only_signed_goods",
        "no_decision",
        amount=10000,
    ),
]

QUALITY_WISHES = [
    case("an unknown order", quality(None), "row_1_not_found", "not_found"),
    case(
        "a rejected case is shown",
        quality(standing(signed, Standing.REJECTED)),
        "row_2_existing_case",
        "existing",
    ),
    case(
        "under recall nothing more is asked",
        quality(signed(recalled=True)),
        "row_3_recall",
        "approve",
        "M-2",
        route="return_by_shop",
        amount=10000,
    ),
    case(
        "an open case is shown even under recall",
        quality(standing(signed, Standing.OPEN, recalled=True)),
        "row_2_existing_case",
        "existing",
    ),
    case(
        "of recalled goods in transit",
        quality(in_transit(recalled=True)),
        "row_3_recall",
        "approve",
        "M-2",
        route="refuse_delivery",
        amount=10000,
    ),
    case(
        "in normal use",
        quality(signed(), normal_use=True, description="开不了机"),
        "row_4_quality",
        "review",
        "R-2",
        amount=10000,
        due="2026-11-10",
    ),
    case(
        "the wish itself says that there is a problem",
        quality(signed(), quality_problem=False, normal_use=True, description=""),
        "row_4_quality",
        "review",
        "R-2",
        amount=10000,
        due="2026-11-10",
    ),
    case(
        "from abnormal use",
        quality(signed(), normal_use=False),
        "row_4_quality",
        "refuse",
        "X-E",
        amount=10000,
    ),
    case(
        "of a service it is a complaint",
        quality(service(consumed_at=at("2026-11-04"))),
        "only_signed_goods",
        "no_decision",
        amount=10000,
    ),
    case(
        "of goods in transit it is a complaint",
        quality(in_transit()),
        "only_signed_goods",
        "no_decision",
        amount=10000,
    ),
]


@pytest.mark.parametrize(("facts", "expected"), EXCHANGES)
def test_exchange(facts, expected):
    assert decided(facts) == expected


@pytest.mark.parametrize(("facts", "expected"), QUALITY_WISHES)
def test_quality_problem(facts, expected):
    assert decided(facts) == expected
