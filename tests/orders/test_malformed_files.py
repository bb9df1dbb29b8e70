"""Whatever the file holds: it is imported, or refused with line numbers and nothing is stored."""

import csv
import io
import json
import random
import re
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.orders.importing import BadOrders, ImportResult, import_orders, read_orders
from bot.orders.models import Deal, Order, Shopper
from bot.store import Base, Store, open_store

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=timezone(timedelta(hours=8)))
FILES = 200
LEAST_REFUSED = 150

GOOD_CSV = """\
order_no,shopper_id,shopper_name,shopper_phone,deal_id,deal_title,merchant,kind,seven_day_refund,\
quantity,unit_price,paid_amount,paid_at,delivery,carrier,tracking_no,shipped_at,signed_at,\
consumed_at,first_purchase,rebate_paid
TB-1,s-1,欧阳春晓,13800001111,d-1,"水壶, 1.7升",暖沃沃,goods,true,2,69.00,130.50,\
2026-05-20T10:00:00+08:00,signed,顺丰速运,SF01,2026-05-21T10:00:00+08:00,\
2026-05-23T10:00:00+08:00,,false,false
TB-2,s-1,欧阳春晓,13800001111,d-2,"脐橙 ""坏果"" 包赔",橙田埂,goods,false,1,29.9,29.9,\
2026-05-28T08:00:00+08:00,not_shipped,,,,,,true,true
TB-3,s-2,司马长安,13900002222,d-3,火锅双人餐,蜀味,service,true,1,198,198,\
2026-05-10T18:00:00Z,none,,,,,2026-05-11T19:00:00+08:00,false,false
TB-4,s-3,诸葛小满,13700003333,d-4,电影票,星光影城,ticket,false,10000,45.00,450000,\
2026-05-30T20:15:30.5+08:00,none,,,,,,false,false
TB-5,s-2,司马长安,13900002222,d-1,"水壶, 1.7升",暖沃沃,goods,true,3,69.00,207.00,\
2026-05-25T10:00:00+08:00,in_transit,中通快递,7801,2026-05-26T10:00:00+08:00,,,false,false
"""
ROWS: list[dict[str, str]] = list(csv.DictReader(io.StringIO(GOOD_CSV)))
COLUMNS = list(ROWS[0])
PERSONAL = ("欧阳", "司马", "诸葛", "1380000", "1390000", "1370000")

Row = dict[str, Any]
Draw = random.Random


def as_csv(rows: list[Row]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows[0])
    writer.writerows(row.values() for row in rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


def as_jsonl(rows: list[Row]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def either(draw: Draw) -> Callable[[list[Row]], bytes]:
    return draw.choice([as_csv, as_jsonl])


def good(draw: Draw) -> bytes:
    return either(draw)(list(ROWS))


def with_value(draw: Draw, value: Any, make: Callable[[list[Row]], bytes]) -> bytes:
    rows: list[Row] = [dict(row) for row in ROWS]
    draw.choice(rows)[draw.choice(COLUMNS)] = value
    return make(rows)


# What can happen to a file


def cut_off(draw: Draw) -> bytes:
    data = good(draw)
    return data[: draw.randrange(len(data))]


def bytes_lost(draw: Draw) -> bytes:
    data = good(draw)
    start = draw.randrange(len(data))
    return data[:start] + data[start + draw.randint(1, 300) :]


def bytes_flipped(draw: Draw) -> bytes:
    data = bytearray(good(draw))
    for _ in range(draw.randint(1, 20)):
        data[draw.randrange(len(data))] = draw.randrange(256)
    return bytes(data)


def other_encoding(draw: Draw) -> bytes:
    encoding = draw.choice(["gb18030", "gbk", "big5hkscs", "utf-16", "utf-16-be", "utf-32"])
    return as_csv(list(ROWS)).decode().encode(encoding, "replace")


def nothing_but_noise(draw: Draw) -> bytes:
    return draw.randbytes(draw.randint(0, 2000))


def columns_swapped(draw: Draw) -> bytes:
    one, other = draw.sample(COLUMNS, 2)
    swapped = {one: other, other: one}
    header, rest = GOOD_CSV.split("\n", 1)
    names = [swapped.get(name, name) for name in header.split(",")]
    return f"{','.join(names)}\n{rest}".encode()


def column_renamed(draw: Draw) -> bytes:
    name = draw.choice(COLUMNS)
    wrong = draw.choice([name.upper(), name[:-1], f"{name}s", "", "备注", draw.choice(COLUMNS)])
    renamed = [{wrong if key == name else key: row[key] for key in row} for row in ROWS]
    return either(draw)(renamed)


def column_lost(draw: Draw) -> bytes:
    name = draw.choice(COLUMNS)
    return either(draw)([{key: row[key] for key in row if key != name} for row in ROWS])


def key_repeated(draw: Draw) -> bytes:
    name = draw.choice(COLUMNS)
    return as_jsonl(list(ROWS)).replace(b"{", f'{{"{name}": "", '.encode(), draw.randint(1, 5))


def row_repeated(draw: Draw) -> bytes:
    return either(draw)([*ROWS, draw.choice(ROWS)])


def row_of_another_length(draw: Draw) -> bytes:
    lines = GOOD_CSV.splitlines()
    at = draw.randrange(len(lines))
    lines[at] = draw.choice([lines[at] + ",", lines[at].rsplit(",", 2)[0], "," + lines[at]])
    return "\n".join(lines).encode()


def huge_value(draw: Draw) -> bytes:
    value = draw.choice(["9", "长", "a\n", '"', "0", " x"]) * draw.choice([1_000, 70_000, 200_000])
    return with_value(draw, value, either(draw))


def forbidden_character(draw: Draw) -> bytes:
    character = draw.choice("\0\0\n\r\t\x1b\x7f\x85\u2028\ud800\udfff")
    value = f"a{character}b"
    return with_value(draw, value, either(draw))


def loose_quote(draw: Draw) -> bytes:
    at = draw.randrange(len(GOOD_CSV))
    return f'{GOOD_CSV[:at]}"{GOOD_CSV[at:]}'.encode()


def wrong_type(draw: Draw) -> bytes:
    values = [1, -1, 1.5, 1e300, True, None, [], {}, ["x"], {"a": {"b": [1]}}, "huge number"]
    value = draw.choice([*values, float("nan"), float("inf")])
    # Python's own int() refuses a number of more than 4300 digits.
    return with_value(draw, value, as_jsonl).replace(b'"huge number"', b"9" * 5000)


def wrong_word(draw: Draw) -> bytes:
    words = ["NaN", "-0.01", "1e5", "0.001", "yes", "none", "goods", "signed", "null", "0", "-"]
    times = ["2026-05-20T10:00:00", "2027-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "now"]
    return with_value(draw, draw.choice(words + times), either(draw))


def noise_in_a_value(draw: Draw) -> bytes:
    length = draw.randint(0, 80)
    return with_value(draw, "".join(draw.choices(string.printable, k=length)), either(draw))


def nested_json(draw: Draw) -> bytes:
    depth = draw.choice([1, 50, 100_000])
    value = draw.choice([b"[", b'{"order_no":']) * depth
    return as_jsonl(list(ROWS)) + value + draw.choice([b"", b"1" + b"]" * depth])


def broken_json(draw: Draw) -> bytes:
    swaps = [(b'"', b"'"), (b":", b"="), (b"}", b"},"), (b"{", b"["), (b"}\n", b"}")]
    old, new = draw.choice(swaps)
    return as_jsonl(list(ROWS)).replace(old, new, draw.randint(1, 40))


def formats_mixed(draw: Draw) -> bytes:
    halves = [as_csv(list(ROWS[:2])), as_jsonl(list(ROWS[2:]))]
    draw.shuffle(halves)
    return b"".join(halves)


def file_joined_to_itself(draw: Draw) -> bytes:
    return b"\xef\xbb\xbf".join([good(draw), good(draw)])


MUTATIONS = [
    cut_off,
    bytes_lost,
    bytes_flipped,
    other_encoding,
    nothing_but_noise,
    columns_swapped,
    column_renamed,
    column_lost,
    key_repeated,
    row_repeated,
    row_of_another_length,
    huge_value,
    forbidden_character,
    loose_quote,
    wrong_type,
    wrong_word,
    noise_in_a_value,
    nested_json,
    broken_json,
    formats_mixed,
    file_joined_to_itself,
]


@dataclass(frozen=True)
class Malformed:
    name: str
    data: bytes


@cache
def malformed(number: int) -> Malformed:
    mutation = MUTATIONS[number % len(MUTATIONS)]
    draw = random.Random(number)
    suffix = draw.choice([".csv", ".csv", ".jsonl", ".txt"])
    return Malformed(f"{mutation.__name__}{suffix}", mutation(draw))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path / 'store.db'}")
    tables = [Base.metadata.tables[name] for name in ("shoppers", "deals", "orders")]
    Base.metadata.create_all(opened.engine, tables=tables)
    yield opened
    opened.close()


def counts(store: Store) -> list[int]:
    with store.reading() as session:
        return [
            session.scalar(select(func.count()).select_from(model)) or 0
            for model in (Order, Shopper, Deal)
        ]


def assert_well_told(bad: BadOrders, data: bytes) -> None:
    lines = len(re.findall(rb"\r\n|\r|\n", data)) + 1
    assert bad.errors
    assert all(1 <= error.line <= lines for error in bad.errors)
    assert all(error.message and len(error.message) < 400 for error in bad.errors)
    assert str(bad).isprintable() or "\n" in str(bad)
    assert not any(secret in str(bad) for secret in PERSONAL)


@pytest.mark.parametrize("make", [as_csv, as_jsonl])
def test_the_file_the_others_are_made_of_is_good(
    store: Store, tmp_path: Path, make: Callable[[list[Row]], bytes]
) -> None:
    path = tmp_path / "orders"
    path.write_bytes(make(list(ROWS)))
    assert import_orders(store, path, NOW) == ImportResult(5, 0, 0)
    assert counts(store) == [5, 3, 4]


@pytest.mark.parametrize("number", range(FILES), ids=lambda number: malformed(number).name)
def test_a_file_is_imported_whole_or_refused_with_lines(
    store: Store, tmp_path: Path, number: int
) -> None:
    file = malformed(number)
    path = tmp_path / file.name
    path.write_bytes(file.data)
    try:
        result = import_orders(store, path, NOW)
    except BadOrders as bad:
        assert_well_told(bad, file.data)
        assert counts(store) == [0, 0, 0]
    else:
        assert result.added == counts(store)[0] > 0


def test_most_of_these_files_are_refused(tmp_path: Path) -> None:
    refused = sum(is_refused(tmp_path / malformed(n).name, malformed(n).data) for n in range(FILES))
    assert refused >= LEAST_REFUSED


def is_refused(path: Path, data: bytes) -> bool:
    path.write_bytes(data)
    try:
        read_orders(path, NOW)
    except BadOrders as bad:
        assert_well_told(bad, data)
        return True
    return False


any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
quick = settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@quick
@given(st.sampled_from(COLUMNS), any_json)
def test_any_json_value_is_taken_or_refused(tmp_path: Path, name: str, value: Any) -> None:
    is_refused(tmp_path / "orders.jsonl", as_jsonl([{**ROWS[0], name: value}]))


@quick
@given(st.sampled_from(COLUMNS), st.text())
def test_any_csv_value_is_taken_or_refused(tmp_path: Path, name: str, value: str) -> None:
    is_refused(tmp_path / "orders.csv", as_csv([{**ROWS[0], name: value}]))


@quick
@given(st.binary(max_size=300), st.sampled_from([".csv", ".jsonl"]))
def test_any_bytes_are_refused(tmp_path: Path, data: bytes, suffix: str) -> None:
    assert is_refused(tmp_path / f"orders{suffix}", data)
