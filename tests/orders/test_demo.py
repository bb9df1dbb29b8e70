"""On any day, the demo shop keeps the orders file's rules and serves every row of the table."""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from functools import cache

import chinese_calendar
import pytest

from bot.orders.demo import DEMO_SHOPPERS, demo_orders

SHANGHAI = timezone(timedelta(hours=8))

NOWS = [
    datetime(2025, 11, 22, 9, 40, 12, 345678, tzinfo=SHANGHAI),
    datetime(2025, 10, 9, 10, 0, tzinfo=SHANGHAI),  # just after eight days of National Day
    datetime(2026, 1, 10, 15, 0, tzinfo=SHANGHAI),  # a week with a make-up workday behind it
    datetime(2026, 2, 16, 14, 30, tzinfo=SHANGHAI),  # Monday, the eve of 春节
    datetime(2026, 2, 23, 11, 0, tzinfo=SHANGHAI),  # Monday, the last day of 春节
    datetime(2026, 6, 1, 0, 0, tzinfo=SHANGHAI),
    datetime(2026, 6, 1, 0, 0, 7, tzinfo=SHANGHAI),
    datetime(2026, 5, 31, 16, 5, tzinfo=UTC),  # 00:05 on 1 June in Shanghai
    datetime(2026, 12, 31, 23, 59, 59, tzinfo=SHANGHAI),
    datetime(2027, 2, 8, 12, 0, tzinfo=SHANGHAI),  # beyond the holiday lists
]

FIELDS = [
    "order_no",
    "shopper_id",
    "shopper_name",
    "shopper_phone",
    "deal_id",
    "deal_title",
    "merchant",
    "kind",
    "seven_day_refund",
    "quantity",
    "unit_price",
    "paid_amount",
    "paid_at",
    "delivery",
    "carrier",
    "tracking_no",
    "shipped_at",
    "signed_at",
    "consumed_at",
    "first_purchase",
    "rebate_paid",
]

TIMES = ("paid_at", "shipped_at", "signed_at", "consumed_at")
ISO_SHANGHAI = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00"

WAYBILLS = {
    "顺丰速运": r"SF\d{13}",
    "中通快递": r"78\d{12}",
    "圆通速递": r"YT\d{13}",
    "韵达快递": r"46\d{13}",
    "京东快递": r"JD\d{13}",
    "邮政EMS": r"11\d{11}",
}

# The row of the refund table that holds before any question is asked; goods signed for are taken
# as unused, complete and without a quality problem.
ROWS = {
    "demo-01": {
        "TB721250919908": "10",
        "TB707090709584": "13",
        "TB676541790244": "18",
        "TB678880033272": "8",
        "TB672626625940": "5",
        "TB608750977240": "21",
    },
    "demo-02": {"TB710385970331": "10"},
    "demo-03": {"TB673404053465": "18", "TB715313507023": "10", "TB688607863608": "5"},
    "demo-04": {"TB679788049615": "10", "TB705244506512": "18", "TB657078437270": "18"},
    "demo-05": {
        "TB615207130092": "8",
        "TB724404015764": "6",
        "TB679807365009": "7 X-A",
        "TB614484337155": "7 X-C",
    },
    "demo-06": {
        "TB606718910659": "10",
        "TB692326397220": "10",
        "TB746287845144": "11 P-4",
        "TB749191052336": "11 S-2",
        "TB795261372826": "9",
    },
    "demo-07": {
        "TB677660975935": "13",
        "TB766680211233": "12",
        "TB763262485792": "14",
        "TB713199297230": "15",
    },
    "demo-08": {
        "TB718648987694": "18",
        "TB706106147945": "19",
        "TB676298250910": "20",
        "TB795950094914": "21",
    },
    "demo-09": {
        "TB766977308621": "19",
        "TB765583889793": "18",
        "TB699044821003": "18",
        "TB780088808577": "5",
    },
    "demo-10": {
        "TB795711609007": "21",
        "TB794004122248": "6",
        "TB749227606418": "5",
        "TB615508781368": "5",
    },
}

Row = dict[str, str]


@cache
def is_workday(day: date) -> bool:
    try:
        return bool(chinese_calendar.is_workday(day))  # type: ignore[no-untyped-call]
    except NotImplementedError:
        return day.weekday() < 5


def day_of(moment: str) -> date:
    return datetime.fromisoformat(moment).date()


def within_days(moment: str, today: date) -> bool:
    return (today - day_of(moment)).days <= 7


def within_working_days(moment: str, today: date) -> bool:
    """The seventh working day after that of `moment` has not passed before `today`."""
    between = (today - day_of(moment)).days - 1
    return sum(is_workday(today - timedelta(days=back)) for back in range(1, between + 1)) < 7


def table_row(order: Row, today: date) -> str:
    supported = order["seven_day_refund"] == "true"
    p1 = within_days(order["paid_at"], today)
    p4 = within_working_days(order["paid_at"], today)
    if order["kind"] in ("ticket", "voucher"):
        return "5"
    if order["kind"] == "service":
        return service_row(order, supported, p1)
    if order["delivery"] == "not_shipped":
        return "9" if not supported else "10" if p1 else "11 P-4" if p4 else "11 S-2"
    if order["delivery"] == "in_transit":
        return "12" if not supported else "13" if p1 else "14" if p4 else "15"
    return signed_row(order, supported, p1, today)


def service_row(order: Row, supported: bool, p1: bool) -> str:
    if order["consumed_at"]:
        return "6"
    return "7 X-A" if not supported else "8" if p1 else "7 X-C"


def signed_row(order: Row, supported: bool, p1: bool, today: date) -> str:
    if supported and p1:
        return "18"
    if not within_days(order["signed_at"], today):
        return "21"
    return "19" if supported else "20"


def local_day(now: datetime) -> date:
    return now.astimezone(SHANGHAI).date()


def rows_by_shopper(now: datetime) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for order in demo_orders(now):
        theirs = found.setdefault(order["shopper_id"], {})
        theirs[order["order_no"]] = table_row(order, local_day(now))
    return found


@pytest.fixture(params=NOWS, ids=lambda now: now.isoformat())
def now(request: pytest.FixtureRequest) -> datetime:
    moment: datetime = request.param
    return moment


@pytest.fixture
def orders(now: datetime) -> list[Row]:
    return demo_orders(now)


def test_every_row_has_exactly_the_fields_of_the_orders_file(orders: list[Row]) -> None:
    assert all(list(order) == FIELDS for order in orders)
    assert all(isinstance(value, str) for order in orders for value in order.values())


def test_the_same_now_gives_the_same_rows(now: datetime, orders: list[Row]) -> None:
    assert demo_orders(now) == orders
    assert demo_orders(now.astimezone(UTC)) == orders


def test_a_naive_now_is_an_error() -> None:
    with pytest.raises(ValueError, match="aware"):
        demo_orders(datetime(2026, 6, 1))  # noqa: DTZ001


def test_only_times_depend_on_now(orders: list[Row]) -> None:
    def timeless(rows: list[Row]) -> list[Row]:
        return [{key: row[key] for key in FIELDS if not key.endswith("_at")} for row in rows]

    assert timeless(orders) == timeless(demo_orders(NOWS[0]))


def test_order_numbers_are_unique_and_well_formed(orders: list[Row]) -> None:
    numbers = [order["order_no"] for order in orders]
    assert len(set(numbers)) == len(numbers)
    assert all(re.fullmatch(r"TB\d{12}", number) for number in numbers)


def test_times_are_shanghai_and_in_order(now: datetime, orders: list[Row]) -> None:
    for order in orders:
        times = [order[key] for key in TIMES if order[key]]
        assert all(re.fullmatch(ISO_SHANGHAI, moment) for moment in times)
        moments = [datetime.fromisoformat(moment) for moment in times]
        assert moments == sorted(moments)
        assert moments[-1] <= now


def test_delivery_agrees_with_kind_and_times(orders: list[Row]) -> None:
    present = {
        "none": (False, False),
        "not_shipped": (False, False),
        "in_transit": (True, False),
        "signed": (True, True),
    }
    for order in orders:
        shipped, signed = present[order["delivery"]]
        assert (order["kind"] == "goods") == (order["delivery"] != "none")
        assert {bool(order[key]) for key in ("shipped_at", "carrier", "tracking_no")} == {shipped}
        assert bool(order["signed_at"]) == signed
        assert not order["consumed_at"] or order["kind"] == "service"


def test_waybills_have_their_couriers_shape_and_are_unique(orders: list[Row]) -> None:
    sent = [order for order in orders if order["carrier"]]
    assert all(re.fullmatch(WAYBILLS[order["carrier"]], order["tracking_no"]) for order in sent)
    assert len({order["tracking_no"] for order in sent}) == len(sent)
    assert {order["carrier"] for order in sent} == set(WAYBILLS)


def test_money_is_positive_and_never_above_the_price(orders: list[Row]) -> None:
    for order in orders:
        assert all(re.fullmatch(r"\d+\.\d\d", order[key]) for key in ("unit_price", "paid_amount"))
        assert int(order["quantity"]) >= 1
        full_price = Decimal(order["unit_price"]) * int(order["quantity"])
        assert 0 < Decimal(order["paid_amount"]) <= full_price


def test_flags_and_kinds_are_the_files_words(orders: list[Row]) -> None:
    flags = ("seven_day_refund", "first_purchase", "rebate_paid")
    assert {order[flag] for order in orders for flag in flags} == {"true", "false"}
    assert {order["kind"] for order in orders} == {"goods", "service", "ticket", "voucher"}


def test_a_deal_is_the_same_in_every_order(orders: list[Row]) -> None:
    keys = ("deal_title", "merchant", "kind", "seven_day_refund", "unit_price")
    deals = {(order["deal_id"], *(order[key] for key in keys)) for order in orders}
    assert len(deals) == len({order["deal_id"] for order in orders})


def test_shoppers_are_told_apart(orders: list[Row]) -> None:
    people = {(order["shopper_id"], order["shopper_name"]) for order in orders}
    assert people == {(shopper.shopper_id, shopper.name) for shopper in DEMO_SHOPPERS}
    assert len({order["shopper_phone"] for order in orders}) == len(people)
    assert all(re.fullmatch(r"1\d\d0000\d{4}", order["shopper_phone"]) for order in orders)
    assert all(shopper.blurb_zh and shopper.blurb_en for shopper in DEMO_SHOPPERS)


def test_eight_to_ten_shoppers_have_one_to_six_orders(orders: list[Row]) -> None:
    counts = Counter(order["shopper_id"] for order in orders)
    assert 8 <= len(counts) <= 10
    assert min(counts.values()) == 1
    assert max(counts.values()) == 6


def test_only_the_earliest_order_is_a_first_purchase(orders: list[Row]) -> None:
    for order in orders:
        if order["first_purchase"] == "true":
            theirs = [other for other in orders if other["shopper_id"] == order["shopper_id"]]
            assert order["paid_at"] == min(other["paid_at"] for other in theirs)
        assert order["first_purchase"] == "true" or order["rebate_paid"] == "false"


def test_every_order_serves_its_row(now: datetime) -> None:
    assert rows_by_shopper(now) == ROWS


def test_every_order_serves_its_row_on_every_day() -> None:
    first = datetime(2025, 1, 1, 0, 1, tzinfo=SHANGHAI)
    days = [first + timedelta(days=day) for day in range(3 * 365)]
    assert [day for day in days if rows_by_shopper(day) != ROWS] == []


def test_the_rows_cover_the_table() -> None:
    held = {row for theirs in ROWS.values() for row in theirs.values()}
    split = {"7 X-A", "7 X-C", "11 P-4", "11 S-2"}
    # Rows 1 to 4, 16 and 17 depend on what is asked or what has happened, not on the order alone.
    whole = {str(row) for row in (5, 6, 8, 9, 10, 12, 13, 14, 15, 18, 19, 20, 21)}
    assert held == split | whole


def test_one_deal_suits_a_recall(orders: list[Row]) -> None:
    kettles = [order for order in orders if order["deal_id"] == "D1003"]
    assert {order["delivery"] for order in kettles} == {"not_shipped", "in_transit", "signed"}
    # The recall alarm wants three different shoppers.
    assert len({order["shopper_id"] for order in kettles}) >= 3
    held = {ROWS[order["shopper_id"]][order["order_no"]] for order in kettles}
    assert held == {"10", "13", "18", "21"}


def test_goods_signed_for_leave_rows_16_and_17_open_in_every_window(
    now: datetime, orders: list[Row]
) -> None:
    signed = [order for order in orders if order["delivery"] == "signed"]
    assert {table_row(order, local_day(now)) for order in signed} == {"18", "19", "20", "21"}


def test_first_purchases_meet_p5(orders: list[Row]) -> None:
    paid = [order for order in orders if order["rebate_paid"] == "true"]
    small = [order for order in paid if Decimal(order["paid_amount"]) <= 2000]
    assert {order["delivery"] for order in small} == {"not_shipped", "signed"}
    first = [order for order in orders if order["first_purchase"] == "true"]
    assert {order["rebate_paid"] for order in first} == {"true", "false"}


def test_large_amounts_meet_op1_alone_with_p5_and_only_as_a_whole(orders: list[Row]) -> None:
    large = [order for order in orders if Decimal(order["paid_amount"]) > 2000]
    assert {order["rebate_paid"] for order in large} == {"true", "false"}
    assert any(Decimal(order["paid_amount"]) / int(order["quantity"]) <= 2000 for order in large)


def test_several_units_signed_for_divide_with_and_without_a_remainder(orders: list[Row]) -> None:
    signed = [order for order in orders if order["delivery"] == "signed"]
    several = [order for order in signed if int(order["quantity"]) > 1]
    remainders = {Decimal(order["paid_amount"]) * 100 % int(order["quantity"]) for order in several}
    assert {bool(remainder) for remainder in remainders} == {True, False}


def test_one_order_is_on_the_last_day_of_its_window(now: datetime, orders: list[Row]) -> None:
    assert local_day(now) - timedelta(days=7) in {day_of(order["paid_at"]) for order in orders}
