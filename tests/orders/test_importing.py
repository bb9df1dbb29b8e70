"""The orders file is taken over whole or refused whole, with the line of every error."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.orders.demo import demo_orders
from bot.orders.importing import (
    BadOrders,
    ImportResult,
    check_rows,
    import_orders,
    import_rows,
    read_orders,
)
from bot.orders.models import Deal, Order, Shopper
from bot.orders.rows import COLUMNS, REQUIRED
from bot.store import Base, Store, open_store

SHANGHAI = timezone(timedelta(hours=8))
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=SHANGHAI)

GOODS = {
    "order_no": "TB-1",
    "shopper_id": "s-1",
    "shopper_name": "王小明",
    "shopper_phone": "13800001111",
    "deal_id": "d-1",
    "deal_title": "电热水壶, 1.7升",
    "merchant": "暖沃沃",
    "kind": "goods",
    "seven_day_refund": "true",
    "quantity": "2",
    "unit_price": "69.00",
    "paid_amount": "130.5",
    "paid_at": "2026-05-20T10:00:00+08:00",
    "delivery": "signed",
    "carrier": "顺丰速运",
    "tracking_no": "SF0000000000001",
    "shipped_at": "2026-05-21T10:00:00+08:00",
    "signed_at": "2026-05-23T10:00:00+08:00",
    "consumed_at": "",
    "first_purchase": "false",
    "rebate_paid": "FALSE",
}
UNSENT = {"carrier": "", "tracking_no": "", "shipped_at": "", "signed_at": ""}
VOUCHER = {
    **GOODS,
    **UNSENT,
    "order_no": "TB-2",
    "shopper_id": "s-2",
    "shopper_name": "李雷",
    "shopper_phone": "13900002222",
    "deal_id": "d-2",
    "deal_title": "火锅双人券",
    "kind": "voucher",
    "delivery": "none",
    "consumed_at": "2026-05-25T19:30:00+08:00",
}
OPTIONAL = ("carrier", "tracking_no", "shipped_at", "signed_at", "consumed_at")
PERSONAL = ("王小明", "李雷", "13800001111", "13900002222")

Row = dict[str, Any]
Write = Callable[..., Path]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    tables = [Base.metadata.tables[name] for name in ("shoppers", "deals", "orders")]
    Base.metadata.create_all(opened.engine, tables=tables)
    yield opened
    opened.close()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(content: str | bytes, name: str = "orders.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


def as_csv(*rows: Row, columns: tuple[str, ...] = COLUMNS) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def as_jsonl(*rows: Row) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def errors_of(path: Path) -> list[tuple[int, str | None]]:
    with pytest.raises(BadOrders) as caught:
        read_orders(path, NOW)
    assert not any(secret in str(caught.value) for secret in PERSONAL)
    return [(error.line, error.field) for error in caught.value.errors]


def message_of(path: Path) -> str:
    with pytest.raises(BadOrders) as caught:
        read_orders(path, NOW)
    return str(caught.value)


def changed(**values: Any) -> Row:
    return {**GOODS, **values}


def count(store: Store, model: type[Base]) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def order(store: Store, order_no: str = "TB-1") -> Order:
    with store.reading() as session:
        return session.get_one(Order, order_no)


# Good files


def test_a_csv_file_is_taken_over(store: Store, write: Write) -> None:
    assert import_orders(store, write(as_csv(GOODS, VOUCHER)), NOW) == ImportResult(2, 0, 0)
    kept = order(store)
    assert (kept.unit_price_fen, kept.paid_fen, kept.quantity) == (6900, 13050, 2)
    assert (kept.kind, kept.delivery, kept.version) == ("goods", "signed", 1)
    assert (kept.seven_day_refund, kept.first_purchase, kept.rebate_paid) == (True, False, False)
    assert kept.paid_at == datetime(2026, 5, 20, 2, 0, tzinfo=UTC)
    assert kept.signed_at == datetime(2026, 5, 23, 2, 0, tzinfo=UTC)
    assert (kept.deal.title, kept.deal.merchant) == ("电热水壶, 1.7升", "暖沃沃")
    voucher = order(store, "TB-2")
    assert (voucher.carrier, voucher.tracking_no, voucher.shipped_at) == (None, None, None)
    assert voucher.consumed_at == datetime(2026, 5, 25, 11, 30, tzinfo=UTC)
    with store.reading() as session:
        shopper = session.get_one(Shopper, "s-1")
        assert (shopper.name, shopper.phone) == ("王小明", "13800001111")


def test_json_lines_mean_the_same_as_csv(write: Write) -> None:
    typed = changed(
        quantity=2, paid_amount=130.5, seven_day_refund=True, rebate_paid=False, consumed_at=None
    )
    from_csv = [row.model_dump(exclude={"line"}) for row in read_orders(write(as_csv(GOODS)), NOW)]
    for row in (GOODS, typed):
        rows = read_orders(write(as_jsonl(row), "orders.jsonl"), NOW)
        assert [row.model_dump(exclude={"line"}) for row in rows] == from_csv


@pytest.mark.parametrize("name", ["orders.csv", "orders.jsonl", "orders.txt", "orders"])
def test_a_brace_makes_it_json_lines_whatever_the_name(write: Write, name: str) -> None:
    assert len(read_orders(write("\n  " + as_jsonl(GOODS), name), NOW)) == 1


@pytest.mark.parametrize("name", ["orders.json", "orders.JSONL", "orders.ndjson"])
def test_the_suffix_makes_it_json_lines(write: Write, name: str) -> None:
    assert errors_of(write(as_csv(GOODS), name)) == [(1, None), (2, None)]


def test_a_bom_is_no_part_of_the_file(write: Write) -> None:
    bom = b"\xef\xbb\xbf"
    assert len(read_orders(write(bom + as_csv(GOODS).encode()), NOW)) == 1
    assert len(read_orders(write(bom + as_jsonl(GOODS).encode()), NOW)) == 1


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("make", [as_csv, as_jsonl])
def test_any_line_end_and_blank_lines_are_fine(write: Write, make: Any, end: str) -> None:
    text = make(GOODS, VOUCHER).replace("\r\n", "\n").replace("\n", f"{end}  {end}{end}")
    expected = [4, 7] if make is as_csv else [1, 4]
    assert [row.line for row in read_orders(write(text), NOW)] == expected


def test_columns_may_stand_in_any_order_with_spaces_around(write: Write) -> None:
    header = ", ".join(reversed(COLUMNS))
    values = ", ".join(f'"{GOODS[name]}"' for name in reversed(COLUMNS))
    [row] = read_orders(write(f"{header}\n{values}\n"), NOW)
    assert (row.order_no, row.deal_title) == ("TB-1", "电热水壶, 1.7升")


@pytest.mark.parametrize("make", [as_csv, as_jsonl])
def test_what_may_be_missing_may_be_missing(write: Write, make: Any) -> None:
    row = {name: GOODS[name] for name in REQUIRED} | {"delivery": "in_transit"}
    columns = {"columns": REQUIRED} if make is as_csv else {}
    [read] = read_orders(write(make(row, **columns)), NOW)
    assert [getattr(read, name) for name in OPTIONAL] == [None] * len(OPTIONAL)
    assert set(COLUMNS) - set(REQUIRED) == set(OPTIONAL)


def test_values_are_stripped(write: Write) -> None:
    padded = {name: f" \u3000{value} " for name, value in GOODS.items()}
    assert read_orders(write(as_csv(padded)), NOW) == read_orders(write(as_csv(GOODS)), NOW)


@pytest.mark.parametrize(
    ("written", "fen"),
    [("0", 0), ("0.07", 7), ("1.1", 110), ("100000000", 10**10), ("100000000.00", 10**10)],
)
def test_money_is_exact(write: Write, written: str, fen: int) -> None:
    assert read_orders(write(as_csv(changed(paid_amount=written))), NOW)[0].paid_fen == fen
    source = as_jsonl(changed(paid_amount="#")).replace('"#"', written)
    assert read_orders(write(source), NOW)[0].paid_fen == fen


@pytest.mark.parametrize(
    "written",
    [
        "2026-05-20T02:00:00Z",
        "2026-05-20 10:00+08:00",
        "20260520T100000+0800",
        "2026-W21-3T10:00:00.000+08:00",
        "2026-05-19T16:00:00,5-10:00",
    ],
)
def test_iso_8601_in_its_usual_shapes(write: Write, written: str) -> None:
    [row] = read_orders(write(as_csv(changed(paid_at=written))), NOW)
    assert row.paid_at.replace(microsecond=0) == datetime(2026, 5, 20, 2, 0, tzinfo=UTC)


def test_the_present_moment_is_not_the_future(write: Write) -> None:
    present = NOW.isoformat()
    row = changed(paid_at=present, shipped_at=present, signed_at=present)
    assert read_orders(write(as_csv(row)), NOW)[0].signed_at == NOW


def test_the_demo_shop_is_a_good_file(store: Store, write: Write) -> None:
    demo = demo_orders(NOW)
    rows = check_rows(enumerate(demo, 1), NOW)
    assert import_rows(store, rows) == ImportResult(len(demo), 0, 0)
    assert import_orders(store, write(as_csv(*demo)), NOW) == ImportResult(0, 0, len(demo))
    assert import_orders(store, write(as_jsonl(*demo)), NOW) == ImportResult(0, 0, len(demo))


# The upsert


def test_a_second_import_changes_nothing(store: Store, write: Write) -> None:
    path = write(as_csv(GOODS, VOUCHER))
    import_orders(store, path, NOW)
    assert import_orders(store, path, NOW) == ImportResult(0, 0, 2)
    assert order(store).version == 1


def test_the_same_moment_at_another_offset_is_no_change(store: Store, write: Write) -> None:
    import_orders(store, write(as_csv(GOODS)), NOW)
    path = write(as_csv(changed(paid_at="2026-05-20T02:00:00Z", paid_amount="130.50")))
    assert import_orders(store, path, NOW) == ImportResult(0, 0, 1)


OTHER_VALUES = [
    ("deal_id", "d-9"),
    ("seven_day_refund", "false"),
    ("quantity", "3"),
    ("unit_price", "70"),
    ("paid_amount", "130.51"),
    ("paid_at", "2026-05-20T10:00:01+08:00"),
    ("carrier", ""),
    ("tracking_no", "SF2"),
    ("shipped_at", ""),
    ("signed_at", "2026-05-24T10:00:00+08:00"),
    ("first_purchase", "true"),
    ("rebate_paid", "true"),
]


@pytest.mark.parametrize(("name", "value"), OTHER_VALUES)
def test_a_changed_value_is_taken_over_and_counted(
    store: Store, write: Write, name: str, value: str
) -> None:
    import_orders(store, write(as_csv(GOODS, VOUCHER)), NOW)
    path = write(as_csv(changed(**{name: value}), VOUCHER))
    assert import_orders(store, path, NOW) == ImportResult(0, 1, 1)
    assert (order(store).version, order(store, "TB-2").version) == (2, 1)
    assert import_orders(store, path, NOW) == ImportResult(0, 0, 2)


def test_kind_and_delivery_change_too(store: Store, write: Write) -> None:
    import_orders(store, write(as_csv(GOODS)), NOW)
    unsent = changed(**UNSENT, delivery="not_shipped")
    assert import_orders(store, write(as_csv(unsent)), NOW) == ImportResult(0, 1, 0)
    ticket = changed(**UNSENT, delivery="none", kind="ticket")
    assert import_orders(store, write(as_csv(ticket)), NOW) == ImportResult(0, 1, 0)
    kept = order(store)
    assert (kept.kind, kept.delivery, kept.signed_at, kept.version) == ("ticket", "none", None, 3)


def test_shoppers_and_deals_are_updated_without_touching_orders(store: Store, write: Write) -> None:
    import_orders(store, write(as_csv(GOODS)), NOW)
    path = write(as_csv(changed(shopper_phone="13700003333", deal_title="水壶", merchant="新店")))
    assert import_orders(store, path, NOW) == ImportResult(0, 0, 1)
    kept = order(store)
    assert (kept.version, kept.deal.title, kept.deal.merchant) == (1, "水壶", "新店")
    with store.reading() as session:
        assert session.get_one(Shopper, "s-1").phone == "13700003333"


def test_of_two_accounts_of_one_shopper_and_deal_the_last_counts(
    store: Store, write: Write
) -> None:
    later = changed(
        order_no="TB-3", shopper_name="王大明", shopper_phone="13700003333", deal_title="水壶"
    )
    assert import_orders(store, write(as_csv(GOODS, later)), NOW) == ImportResult(2, 0, 0)
    assert (count(store, Shopper), count(store, Deal)) == (1, 1)
    assert order(store).deal.title == "水壶"
    with store.reading() as session:
        assert session.get_one(Shopper, "s-1").name == "王大明"


def test_orders_missing_from_a_later_file_stay(store: Store, write: Write) -> None:
    import_orders(store, write(as_csv(GOODS, VOUCHER)), NOW)
    import_orders(store, write(as_csv(VOUCHER)), NOW)
    assert count(store, Order) == 2


def test_anothers_order_refuses_the_whole_file(store: Store, write: Write) -> None:
    import_orders(store, write(as_csv(GOODS, VOUCHER)), NOW)
    new = changed(order_no="TB-3", shopper_id="s-3", deal_id="d-3")
    path = write(as_csv(new, changed(shopper_id="s-9"), {**VOUCHER, "shopper_id": "s-9"}))
    with pytest.raises(BadOrders) as caught:
        import_orders(store, path, NOW)
    errors = [(error.line, error.field) for error in caught.value.errors]
    assert errors == [(3, "shopper_id"), (4, "shopper_id")]
    assert "another shopper" in str(caught.value)
    assert (count(store, Order), count(store, Shopper), count(store, Deal)) == (2, 2, 2)
    assert order(store).shopper_id == "s-1"


def test_more_rows_than_one_statement_takes(store: Store, write: Write) -> None:
    rows = [
        changed(order_no=f"TB-{n}", shopper_id=f"s-{n % 700}", deal_id=f"d-{n}")
        for n in range(1201)
    ]
    assert import_orders(store, write(as_csv(*rows)), NOW) == ImportResult(1201, 0, 0)
    for row in rows[:1100]:
        row["quantity"] = "5"
    assert import_orders(store, write(as_csv(*rows)), NOW) == ImportResult(0, 1100, 101)
    assert (count(store, Shopper), count(store, Deal), count(store, Order)) == (700, 1201, 1201)


def test_nothing_to_import_is_nothing_imported(store: Store) -> None:
    assert import_rows(store, []) == ImportResult(0, 0, 0)


# Bad files


def test_a_bad_row_keeps_the_good_ones_out(store: Store, write: Write) -> None:
    with pytest.raises(BadOrders):
        import_orders(store, write(as_csv(VOUCHER, changed(quantity="0"))), NOW)
    assert (count(store, Order), count(store, Shopper), count(store, Deal)) == (0, 0, 0)


def test_all_errors_are_told_with_their_lines(write: Write) -> None:
    bad = changed(quantity="0", kind="good")
    assert errors_of(write(as_csv(bad, VOUCHER, changed(paid_at="")))) == [
        (2, "kind"),
        (2, "quantity"),
        (4, "order_no"),
        (4, "paid_at"),
    ]
    assert errors_of(write(as_jsonl(bad, VOUCHER, changed(paid_at="")))) == [
        (1, "kind"),
        (1, "quantity"),
        (3, "order_no"),
        (3, "paid_at"),
    ]


def test_an_error_stands_on_the_line_on_which_its_row_begins(write: Write) -> None:
    broken = changed(deal_title="two\nlines", order_no="TB-3")
    assert errors_of(write(as_csv(broken, VOUCHER, changed(quantity="x")))) == [
        (2, "deal_title"),
        (5, "quantity"),
    ]


def test_errors_read_as_sentences(write: Write) -> None:
    text = message_of(write(as_csv(changed(quantity="0"))))
    assert text == "line 2: quantity: must be a whole number from 1 to 10000"


def shortened(value: str) -> str:
    return ascii(value)[:30]


ZONELESS = "2026-05-20T10:00:00"
TOMORROW = (NOW + timedelta(days=1)).isoformat()
BAD_VALUES = [
    *((name, "") for name in REQUIRED),
    *((name, " \u3000 ") for name in REQUIRED),
    ("order_no", "x" * 65),
    ("shopper_id", "x" * 65),
    ("shopper_id", "visitor:"),
    ("shopper_id", " visitor:1"),
    ("shopper_name", "名" * 101),
    ("shopper_phone", "1" * 33),
    ("deal_id", "x" * 65),
    ("deal_title", "题" * 201),
    ("merchant", "x" * 101),
    ("carrier", "x" * 51),
    ("tracking_no", "x" * 65),
    ("order_no", "TB\x001"),
    ("shopper_name", "a\tb"),
    ("deal_title", "a\x85b"),
    ("merchant", "a\u2028b"),
    ("tracking_no", "SF\x7f"),
    ("kind", "Goods"),
    ("kind", "coupon"),
    ("delivery", "delivered"),
    ("seven_day_refund", "1"),
    ("first_purchase", "yes"),
    ("rebate_paid", "falſe"),
    ("quantity", "0"),
    ("quantity", "-1"),
    ("quantity", "1.0"),
    ("quantity", "10001"),
    ("quantity", "1e2"),
    ("quantity", "1_0"),
    ("quantity", "２"),
    ("quantity", "9" * 5000),
    ("unit_price", "-1"),
    ("unit_price", "-0"),
    ("unit_price", "+1"),
    ("unit_price", "1.001"),
    ("unit_price", "1.100"),
    ("unit_price", "1,000"),
    ("unit_price", "1."),
    ("unit_price", ".5"),
    ("unit_price", "￥5"),
    ("unit_price", "５"),
    ("paid_amount", "100000000.01"),
    ("paid_amount", "9" * 5000),
    ("paid_amount", "NaN"),
    ("paid_amount", "sNaN"),
    ("paid_amount", "Infinity"),
    ("paid_amount", "1e3"),
    ("paid_amount", "1E999999999999999999999"),
    *((name, ZONELESS) for name in ("paid_at", "shipped_at", "signed_at")),
    *((name, TOMORROW) for name in ("paid_at", "shipped_at", "signed_at")),
    ("paid_at", "2026-05-20"),
    ("paid_at", "2026-05-20+08:00"),
    ("paid_at", "2026-02-30T10:00:00+08:00"),
    ("paid_at", "2026-05-20T25:00:00+08:00"),
    ("paid_at", "2026-05-20x10:00:00+08:00"),
    ("paid_at", "2026-05-20T10:00:00+25:00"),
    ("paid_at", "1779242400"),
    ("paid_at", "1970-01-01T00:00:00Z"),
    ("paid_at", "0001-01-01T00:00:00+08:00"),
    ("paid_at", "9999-12-31T23:59:59-08:00"),
]


@pytest.mark.parametrize(("name", "value"), BAD_VALUES, ids=shortened)
@pytest.mark.parametrize("make", [as_csv, as_jsonl])
def test_a_bad_value_is_refused(write: Write, make: Any, name: str, value: str) -> None:
    errors = errors_of(write(make(VOUCHER, changed(**{name: value}))))
    line = 3 if make is as_csv else 2
    assert (line, name) in errors
    assert {found for found, _ in errors} == {line}


BAD_JSON_VALUES = [
    ("order_no", "1"),
    ("order_no", "true"),
    ("order_no", "{}"),
    ("order_no", '["TB-1"]'),
    ("shopper_name", '"\\ud800"'),
    ("shopper_phone", "13800001111"),
    ("merchant", '"a\\u0000b"'),
    ("deal_title", '{"zh": "x"}'),
    ("carrier", "1"),
    ("kind", "[]"),
    ("kind", "1"),
    ("seven_day_refund", "1"),
    ("seven_day_refund", "0.0"),
    ("first_purchase", "null"),
    ("rebate_paid", "{}"),
    ("quantity", "2.0"),
    ("quantity", "true"),
    ("quantity", "[2]"),
    ("quantity", "9" * 5000),
    ("paid_amount", "true"),
    ("paid_amount", "NaN"),
    ("paid_amount", "-Infinity"),
    ("paid_amount", "-0.0"),
    ("paid_amount", "1e2"),
    ("paid_amount", "0.30000000000000004"),
    ("paid_amount", "1e999999999999999999999"),
    ("paid_amount", "9" * 5000),
    ("paid_at", "1779242400"),
    ("paid_at", "{}"),
    ("signed_at", "false"),
]


@pytest.mark.parametrize(("name", "source"), BAD_JSON_VALUES, ids=shortened)
def test_a_bad_json_value_is_refused(write: Write, name: str, source: str) -> None:
    text = as_jsonl(VOUCHER, changed(**{name: "#"})).replace('"#"', source)
    assert errors_of(write(text)) == [(2, name)]


INCONSISTENT: list[tuple[Row, str]] = [
    (changed(signed_at=""), "signed_at"),
    (changed(delivery="in_transit"), "signed_at"),
    (changed(delivery="not_shipped", signed_at=""), "shipped_at"),
    (changed(delivery="none", shipped_at="", signed_at=""), "delivery"),
    (changed(consumed_at="2026-05-25T10:00:00+08:00"), "consumed_at"),
    (changed(shipped_at="2026-05-20T09:59:59+08:00"), "shipped_at"),
    (changed(shipped_at="", signed_at="2026-05-20T09:59:59+08:00"), "signed_at"),
    (changed(signed_at="2026-05-21T09:59:59+08:00"), "signed_at"),
    ({**VOUCHER, "delivery": "not_shipped"}, "delivery"),
    ({**VOUCHER, "kind": "service", "delivery": "in_transit"}, "delivery"),
    ({**VOUCHER, "kind": "ticket", "signed_at": GOODS["signed_at"]}, "signed_at"),
    ({**VOUCHER, "shipped_at": GOODS["shipped_at"]}, "shipped_at"),
    ({**VOUCHER, "consumed_at": TOMORROW}, "consumed_at"),
]


@pytest.mark.parametrize(("row", "name"), INCONSISTENT)
@pytest.mark.parametrize("make", [as_csv, as_jsonl])
def test_an_inconsistent_row_is_refused(write: Write, make: Any, row: Row, name: str) -> None:
    text = make(changed(order_no="TB-0"), row)
    assert errors_of(write(text)) == [(3 if make is as_csv else 2, name)]


@pytest.mark.parametrize("make", [as_csv, as_jsonl])
def test_an_order_may_stand_in_a_file_once(write: Write, make: Any) -> None:
    path = write(make(GOODS, VOUCHER, changed(order_no=" TB-1 "), changed(quantity="0")))
    first = 2 if make is as_csv else 1
    assert errors_of(path) == [
        (first + 2, "order_no"),
        (first + 3, "order_no"),
        (first + 3, "quantity"),
    ]
    assert f"already on line {first}" in message_of(path)


@pytest.mark.parametrize("name", ["orders.csv", "orders.jsonl"])
@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b" \n\r\n\n"])
def test_an_empty_file_is_refused(write: Write, name: str, content: bytes) -> None:
    path = write(content, name)
    assert errors_of(path) == [(1, None)]
    assert "empty" in message_of(path)


def test_a_header_alone_is_refused(write: Write) -> None:
    path = write(as_csv() + "\n")
    assert errors_of(path) == [(1, None)]
    assert "no orders" in message_of(path)


def test_a_file_without_header_does_not_leak_its_first_row(write: Write) -> None:
    path = write(as_csv(GOODS, VOUCHER).split("\n", 1)[1])
    assert errors_of(path) == [(1, None)]
    assert "header" in message_of(path)


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_another_separator_is_a_missing_header(write: Write, separator: str) -> None:
    assert errors_of(write(as_csv(GOODS).replace(",", separator))) == [(1, None)]


def test_an_unknown_column_is_refused_without_repeating_it(write: Write) -> None:
    header, rest = as_csv(GOODS).split("\n", 1)
    typo = write(header.replace("signed_at", "singed_at") + "\n" + rest)
    assert errors_of(typo) == [(1, "column 18")]
    assert "is signed_at meant?" in message_of(typo)
    for stranger in ("王小明", "13800001111", "signed_at" * 9):
        path = write(header.replace("signed_at", stranger) + "\n" + rest)
        assert errors_of(path) == [(1, "column 18")]
        assert "meant" not in message_of(path)
    nameless = write(f"{header.strip()},\n{rest}")
    assert errors_of(nameless) == [(1, "column 22")]


@pytest.mark.parametrize("name", REQUIRED)
def test_a_missing_column_or_key_is_refused(write: Write, name: str) -> None:
    columns = tuple(column for column in COLUMNS if column != name)
    assert errors_of(write(as_csv(GOODS, columns=columns))) == [(1, name)]
    row = {column: GOODS[column] for column in columns}
    assert errors_of(write(as_jsonl(VOUCHER, row))) == [(2, name)]


def test_a_repeated_column_is_refused(write: Write) -> None:
    text = as_csv(GOODS, columns=(*COLUMNS, "signed_at"))
    assert errors_of(write("\n" + text)) == [(2, "signed_at")]


def test_a_repeated_or_unknown_key_is_refused(write: Write) -> None:
    twice = as_jsonl(GOODS).replace("{", '{"quantity": "1", ', 1)
    assert errors_of(write(as_jsonl(VOUCHER) + twice)) == [(2, "quantity")]
    path = write(as_jsonl(VOUCHER, changed(singed_at="", line=7)))
    assert errors_of(path) == [(2, "key 22"), (2, "key 23")]
    assert "is signed_at meant?" in message_of(path)


@pytest.mark.parametrize("extra", [",x", ",,"])
def test_a_row_of_another_length_is_refused(write: Write, extra: str) -> None:
    text = as_csv(VOUCHER, GOODS)
    assert errors_of(write(text.rstrip() + extra)) == [(3, None)]
    assert errors_of(write(text.rstrip().rsplit(",", 1)[0])) == [(3, None)]


def test_broken_quotes_are_refused(write: Write) -> None:
    text = as_csv(VOUCHER, GOODS)
    assert errors_of(write(text.replace('1.7升"', "1.7升"))) == [(3, None)]
    assert errors_of(write(text.replace('1.7升"', '1.7升"x'))) == [(3, None)]
    path = write(text.replace('1.7升"', "1.7升" + "升" * 200_000))
    assert errors_of(path) == [(3, None)]
    assert "far too long" in message_of(path)


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-16-le", "utf-32"])
def test_another_encoding_is_refused(write: Write, encoding: str) -> None:
    path = write(as_csv(GOODS).encode(encoding))
    assert len(errors_of(path)) == 1
    if encoding == "gb18030":
        assert errors_of(path) == [(2, None)]
        assert "save the file as UTF-8" in message_of(path)


def test_the_line_of_a_byte_that_is_not_utf8(write: Write) -> None:
    data = as_csv(GOODS, VOUCHER).encode() + b"\r\n\xff\xfe"
    assert errors_of(write(data)) == [(5, None)]


@pytest.mark.parametrize(
    "line",
    ["{", "{'order_no': 1}", "[]", "1", '"x"', "null", "{} {}", '[["order_no", 1]]', "[" * 100_000],
    ids=shortened,
)
def test_a_line_that_is_no_json_object_is_refused(write: Write, line: str) -> None:
    assert errors_of(write(as_jsonl(VOUCHER) + line + "\n" + as_jsonl(GOODS))) == [(2, None)]


def test_a_json_array_is_not_json_lines(write: Write) -> None:
    assert errors_of(write(json.dumps([GOODS, VOUCHER]), "orders.csv")) == [(1, None)]


def test_a_naive_now_is_an_error(write: Write) -> None:
    with pytest.raises(ValueError, match="aware"):
        read_orders(write(as_csv(GOODS)), datetime(2026, 6, 1))  # noqa: DTZ001


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        read_orders(tmp_path / "nowhere.csv", NOW)


def test_an_unknown_field_of_rows_in_memory_is_refused() -> None:
    with pytest.raises(BadOrders) as caught:
        check_rows([(1, changed(note="x"))], NOW)
    assert [(error.line, error.field) for error in caught.value.errors] == [(1, "note")]
