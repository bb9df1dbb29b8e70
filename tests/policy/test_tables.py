"""The refund and return table, rows 1 to 8; every expected value is typed from the policy."""

import pytest

from bot.policy import Standing
from tests.policy.situations import (
    ABUSED,
    BROKEN,
    USED,
    at,
    case,
    decided,
    give_back,
    in_transit,
    refund,
    service,
    signed,
    standing,
    ticket,
    unshipped,
    voucher,
)

CONSUMED = {"consumed_at": at("2026-11-04")}

WHO_AND_WHETHER = [
    case("1: an unknown order", refund(None), "row_1_not_found", "not_found"),
    case("1: a return of an unknown order", give_back(None), "row_1_not_found", "not_found"),
    case(
        "2: an open case stands in the way",
        refund(standing(service, Standing.OPEN)),
        "row_2_existing_case",
        "existing",
    ),
    case(
        "2: an open case is shown even under recall",
        refund(standing(service, Standing.OPEN, recalled=True)),
        "row_2_existing_case",
        "existing",
    ),
    case(
        "2: every unit has been refunded",
        give_back(standing(signed, Standing.SPENT, units_left=0, left_fen=0)),
        "row_2_existing_case",
        "existing",
    ),
    case(
        "2: every unit has been refunded, and a recall refunds none twice",
        give_back(standing(signed, Standing.SPENT, units_left=0, left_fen=0, recalled=True)),
        "row_2_existing_case",
        "existing",
    ),
    case(
        "2: no unit is left, whatever the standing says",
        give_back(signed(units_left=0, left_fen=0)),
        "row_2_existing_case",
        "existing",
    ),
    case(
        "2: no unit is left beside a rejected case under recall",
        give_back(standing(signed, Standing.REJECTED, units_left=0, left_fen=0, recalled=True)),
        "row_2_existing_case",
        "existing",
    ),
    case(
        "2: a human rejected it",
        refund(standing(service, Standing.REJECTED)),
        "row_2_existing_case",
        "existing",
    ),
    case(
        "2, 3: a human rejected it, then the deal was recalled",
        refund(standing(service, Standing.REJECTED, recalled=True)),
        "row_3_recall",
        "approve",
        "M-2",
        route="refund_now",
        amount=10000,
        due="2026-11-10",
    ),
    case(
        "2: a withdrawn case does not count",
        refund(service(standing=None, standing_case="C1")),
        "row_8_service",
        "approve",
        "P-1 P-2",
        route="refund_now",
        amount=10000,
        due="2026-11-10",
    ),
]

RECALL = [
    case(
        "3: a recalled service, consumed, unsupported and late",
        refund(service(recalled=True, seven_day_refund=False, **CONSUMED), "2026-12-24"),
        "row_3_recall",
        "approve",
        "M-2",
        route="refund_now",
        amount=10000,
        due="2026-12-29",
    ),
    case(
        "3: a recalled ticket",
        refund(ticket(recalled=True)),
        "row_3_recall",
        "approve",
        "M-2",
        route="refund_now",
        amount=10000,
        due="2026-11-10",
    ),
    case(
        "3: a recalled voucher",
        refund(voucher(recalled=True)),
        "row_3_recall",
        "approve",
        "M-2",
        route="refund_now",
        amount=10000,
        due="2026-11-10",
    ),
    case(
        "3: recalled goods not shipped",
        refund(unshipped(recalled=True)),
        "row_3_recall",
        "approve",
        "M-2",
        route="refund_now",
        amount=10000,
        due="2026-11-10",
    ),
    case(
        "3: recalled goods in transit",
        refund(in_transit(recalled=True)),
        "row_3_recall",
        "approve",
        "M-2",
        route="refuse_delivery",
        amount=10000,
    ),
    case(
        "3: recalled goods signed for, used and late, at the shop's cost",
        give_back(signed(recalled=True), "2026-12-24", **USED),
        "row_3_recall",
        "approve",
        "M-2",
        route="return_by_shop",
        amount=10000,
    ),
    case(
        "3: recalled goods with a quality problem from abnormal use",
        give_back(signed(recalled=True), **ABUSED),
        "row_3_recall",
        "approve",
        "M-2",
        route="return_by_shop",
        amount=10000,
    ),
]

QUALITY_PROBLEM = [
    case(
        "4: a quality problem in normal use",
        give_back(signed(), **BROKEN),
        "row_4_quality",
        "review",
        "R-2",
        amount=10000,
        due="2026-11-10",
    ),
    case(
        "4: a quality problem long after every window",
        give_back(signed(), "2026-12-24", **BROKEN),
        "row_4_quality",
        "review",
        "R-2",
        amount=10000,
        due="2026-12-28",
    ),
    case(
        "4: a quality problem from abnormal use",
        refund(signed(), "2026-11-08", **ABUSED),
        "row_4_quality",
        "refuse",
        "X-E",
        amount=10000,
    ),
]

NOT_GOODS = [
    case("5: a ticket", refund(ticket()), "row_5_ticket_or_voucher", "refuse", "X-F", amount=10000),
    case(
        "5: a voucher", refund(voucher()), "row_5_ticket_or_voucher", "refuse", "X-G", amount=10000
    ),
    case(
        "6: a consumed service",
        refund(service(**CONSUMED)),
        "row_6_service_consumed",
        "refuse",
        "X-B",
        amount=10000,
    ),
    case(
        "6: a consumed service, unsupported and late, is refused for the consumption",
        refund(service(seven_day_refund=False, **CONSUMED), "2026-11-10"),
        "row_6_service_consumed",
        "refuse",
        "X-B",
        amount=10000,
    ),
    case(
        "7: an unsupported service",
        refund(service(seven_day_refund=False)),
        "row_7_service_unsupported_or_late",
        "refuse",
        "X-A",
        amount=10000,
    ),
    case(
        "7: a late service, in the first minute of the eighth day",
        refund(service(), "2026-11-10 00:00"),
        "row_7_service_unsupported_or_late",
        "refuse",
        "X-C",
        amount=10000,
    ),
    case(
        "7: a service both unsupported and late",
        refund(service(seven_day_refund=False), "2026-11-10"),
        "row_7_service_unsupported_or_late",
        "refuse",
        "X-A X-C",
        amount=10000,
    ),
    case(
        "8: a service on the day of payment",
        refund(service(), "2026-11-02 10:01"),
        "row_8_service",
        "approve",
        "P-1 P-2",
        route="refund_now",
        amount=10000,
        due="2026-11-05",
    ),
    case(
        "8: a service in the last minute of the seventh day",
        refund(service(), "2026-11-09 23:59"),
        "row_8_service",
        "approve",
        "P-1 P-2",
        route="refund_now",
        amount=10000,
        due="2026-11-12",
    ),
]


@pytest.mark.parametrize(
    ("facts", "expected"), [*WHO_AND_WHETHER, *RECALL, *QUALITY_PROBLEM, *NOT_GOODS]
)
def test_refund_or_return(facts, expected):
    assert decided(facts) == expected
