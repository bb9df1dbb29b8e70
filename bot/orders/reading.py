"""The orders file as rows: CSV or JSON Lines, taken whole or not at all."""

import csv
import difflib
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.orders.rows import (
    COLUMNS,
    REQUIRED,
    BadOrders,
    JsonNumber,
    LineError,
    OrderRow,
    check_row,
)

Record = tuple[int, Mapping[str, object]]

_BOM = b"\xef\xbb\xbf"
_JSON_SUFFIXES = (".json", ".jsonl", ".ndjson")
_LONGEST_NAME = 40
_KNOWN = frozenset(COLUMNS)
_DECODER = json.JSONDecoder(
    # A tuple keeps a repeated key, and no other JSON value becomes one.
    object_pairs_hook=tuple,
    parse_int=JsonNumber,
    parse_float=JsonNumber,
    parse_constant=float,
)


def read_orders(path: Path, now: datetime) -> list[OrderRow]:
    """The rows of the orders file at `path`, as they stand at `now` (aware).

    CSV with a header or JSON Lines, in UTF-8. Raises BadOrders with all errors found, OSError where
    the file cannot be read and ValueError for a naive `now`.
    """
    text = _decode(path.read_bytes())
    start = text.lstrip()[:1]
    if not start:
        raise BadOrders([LineError(1, None, "the file is empty")])
    is_json = start in "{[" or path.suffix.lower() in _JSON_SUFFIXES
    rows = check_rows(_json_records(text) if is_json else _csv_records(text), now)
    if not rows:
        raise BadOrders([LineError(1, None, "there are no orders below the header")])
    return rows


def check_rows(records: Iterable[Record | LineError], now: datetime) -> list[OrderRow]:
    """The rows that `records` (line and the file's values) make, as they stand at `now` (aware).

    Raises BadOrders with what is wrong with any of them and with the errors among them, ValueError
    for a naive `now`.
    """
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    rows: list[OrderRow] = []
    errors: list[LineError] = []
    first_lines: dict[str, int] = {}
    for record in records:
        if isinstance(record, LineError):
            errors.append(record)
            continue
        errors.extend(_repeated(record, first_lines))
        try:
            rows.append(check_row(record[1], record[0], now))
        except BadOrders as bad:
            errors.extend(bad.errors)
    if errors:
        raise BadOrders(errors)
    return rows


def _repeated(record: Record, first_lines: dict[str, int]) -> Iterator[LineError]:
    line, values = record
    order_no = values.get("order_no")
    if not isinstance(order_no, str) or not order_no.strip():
        return
    first = first_lines.setdefault(order_no.strip(), line)
    if first != line:
        yield LineError(line, "order_no", f"is already on line {first}; each order has one row")


def _decode(data: bytes) -> str:
    data = data.removeprefix(_BOM)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = len(re.findall(rb"\r\n|\r|\n", data[: error.start])) + 1
        message = "is not UTF-8 text; save the file as UTF-8 (in Excel: CSV UTF-8)"
        raise BadOrders([LineError(line, None, message)]) from None


def _lines(text: str) -> io.StringIO:
    # str.splitlines would also break at characters that may stand within a value.
    return io.StringIO(text, newline="")


def _csv_records(text: str) -> Iterator[Record | LineError]:
    header: list[str] | None = None
    for line, values in _csv_rows(text):
        if isinstance(values, LineError):
            yield values
        elif header is None:
            header = [name.strip() for name in values]
            errors = list(_header_errors(header, line))
            yield from errors
            if errors:
                return
        elif len(values) != len(header):
            message = f"has {len(values)} values, but the header has {len(header)} columns"
            yield LineError(line, None, message)
        else:
            yield line, dict(zip(header, values, strict=True))


def _csv_rows(text: str) -> Iterator[tuple[int, list[str] | LineError]]:
    """Each row that is not blank, with the line it begins on; ends at the first broken one."""
    reader = csv.reader(_lines(text), strict=True, skipinitialspace=True)
    while True:
        line = reader.line_num + 1
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, LineError(line, None, _csv_message(error))
            return
        if len(values) > 1 or (values and values[0].strip()):
            yield line, values


def _csv_message(error: csv.Error) -> str:
    stopped = "nothing from here on was checked"
    if "field limit" in str(error):
        return f"a value is far too long; is a double quote missing? ({stopped})"
    return f"a double quote is not closed, or closed too early ({stopped})"


def _header_errors(header: Sequence[str], line: int) -> Iterator[LineError]:
    if _KNOWN.isdisjoint(header):
        message = f"must be the header, with comma-separated columns: {', '.join(COLUMNS)}"
        yield LineError(line, None, message)
        return
    yield from _name_errors(header, line, "column")
    for name in REQUIRED:
        if name not in header:
            yield LineError(line, name, "the column is missing")


def _name_errors(names: Sequence[str], line: int, noun: str) -> Iterator[LineError]:
    """What is wrong with a header or the keys of an object; unknown names are not repeated."""
    if len(set(names)) == len(names) and _KNOWN.issuperset(names):
        return
    counts = Counter(names)
    for name in COLUMNS:
        if counts[name] > 1:
            yield LineError(line, name, f"the {noun} is there more than once")
    for position, name in enumerate(names, 1):
        if name not in _KNOWN:
            message = f"the {noun} is not known{_suggestion(name)}"
            yield LineError(line, f"{noun} {position}", message)


def _suggestion(name: str) -> str:
    if len(name) > _LONGEST_NAME:
        return ""
    close = difflib.get_close_matches(name.lower(), COLUMNS, n=1)
    return f"; is {close[0]} meant?" if close else ""


def _json_records(text: str) -> Iterator[Record | LineError]:
    for line, source in enumerate(_lines(text), 1):
        if not source.strip():
            continue
        pairs = _json_pairs(source, line)
        if isinstance(pairs, LineError):
            yield pairs
            continue
        yield from _name_errors([name for name, _ in pairs], line, "key")
        yield line, {name: value for name, value in pairs if name in _KNOWN}


def _json_pairs(source: str, line: int) -> tuple[tuple[str, Any], ...] | LineError:
    try:
        value = _DECODER.decode(source)
    except json.JSONDecodeError as error:
        return LineError(line, None, f"is not valid JSON (character {error.pos + 1})")
    except RecursionError:
        return LineError(line, None, "is nested too deeply; values are text, numbers or booleans")
    if not isinstance(value, tuple):
        return LineError(line, None, "must be one JSON object, from { to }")
    return value
