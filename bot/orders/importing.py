"""The order import: an upsert by order_no, all of it or nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Column, RowMapping, Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from bot.orders.models import Deal, Order, Shopper
from bot.orders.reading import check_rows, read_orders
from bot.orders.rows import BadOrders, LineError, OrderRow
from bot.store import Base, Store

__all__ = [
    "BadOrders",
    "ImportResult",
    "LineError",
    "OrderRow",
    "check_rows",
    "import_orders",
    "import_rows",
    "read_orders",
]

# SQLite takes a limited number of values in one statement.
CHUNK = 500

Values = dict[str, Any]


@dataclass(frozen=True)
class ImportResult:
    """How many orders an import found new, different and the same."""

    added: int
    changed: int
    unchanged: int


@dataclass(frozen=True)
class _Difference:
    added: list[Values]
    changed: list[Values]


def import_orders(store: Store, path: Path, now: datetime) -> ImportResult:
    """Take over the orders file at `path`, as it stands at `now` (aware), in one transaction.

    Raises BadOrders (nothing is stored then), OSError where the file cannot be read.
    """
    return import_rows(store, read_orders(path, now))


def import_rows(store: Store, rows: Sequence[OrderRow]) -> ImportResult:
    """Upsert `rows` by order_no, and their shoppers and deals, in one transaction.

    An order's version grows by 1 where one of its own values changed. Of rows that tell differently
    about one shopper or deal, the last counts. Raises BadOrders, and stores nothing, where an order
    already belongs to another shopper.
    """
    orders = _wanted(Order, rows)
    with store.writing() as session:
        kept = _kept(session, Order, orders)
        _check_owners(rows, kept)
        for model in (Shopper, Deal):
            wanted = _wanted(model, rows)
            _write(session, model, _difference(_kept(session, model, wanted), wanted))
        difference = _difference(kept, orders)
        _write(session, Order, difference)
    added, changed = len(difference.added), len(difference.changed)
    return ImportResult(added, changed, len(orders) - added - changed)


def _table(model: type[Base]) -> Table:
    return cast(Table, model.__table__)


def _key(model: type[Base]) -> Column[Any]:
    return _table(model).primary_key.columns[0]


def _sources(model: type[Base], **renamed: str) -> dict[str, str]:
    """Which field of a row each of the columns is filled from."""
    names = [column.name for column in _table(model).columns if column.name != "version"]
    return {name: renamed.get(name, name) for name in names}


_SOURCES: dict[type[Base], dict[str, str]] = {
    Shopper: _sources(Shopper, name="shopper_name", phone="shopper_phone"),
    Deal: _sources(Deal, title="deal_title"),
    Order: _sources(Order),
}


def _wanted(model: type[Base], rows: Sequence[OrderRow]) -> dict[str, Values]:
    """What is to stand under each key."""
    key, sources = _key(model).name, _SOURCES[model]
    return {
        getattr(row, key): {column: getattr(row, field) for column, field in sources.items()}
        for row in rows
    }


def _check_owners(rows: Sequence[OrderRow], kept: Mapping[str, RowMapping]) -> None:
    message = "this order already belongs to another shopper"
    errors = [
        LineError(row.line, "shopper_id", message)
        for row in rows
        if row.order_no in kept and kept[row.order_no]["shopper_id"] != row.shopper_id
    ]
    if errors:
        raise BadOrders(errors)


def _kept(
    session: Session, model: type[Base], wanted: Mapping[str, Values]
) -> dict[str, RowMapping]:
    """What is stored under the keys of `wanted`."""
    key = _key(model)
    found: dict[str, RowMapping] = {}
    for keys in batched(wanted, CHUNK):
        query = select(_table(model)).where(key.in_(keys))
        found.update((kept[key.name], kept) for kept in session.execute(query).mappings())
    return found


def _difference(kept: Mapping[str, RowMapping], wanted: Mapping[str, Values]) -> _Difference:
    added: list[Values] = []
    changed: list[Values] = []
    # Sorted, so that two imports at once lock rows in one order and cannot deadlock.
    for key, values in sorted(wanted.items()):
        if key not in kept:
            added.append(values)
        elif any(kept[key][name] != value for name, value in values.items()):
            changed.append(values)
    return _Difference(added, changed)


def _write(session: Session, model: type[Base], difference: _Difference) -> None:
    table, key = _table(model), _key(model)
    for added in batched(difference.added, CHUNK):
        session.execute(insert(table), list(added))
    change = update(table).where(key == bindparam("the_key"))
    if "version" in table.columns:
        change = change.values(version=table.columns["version"] + 1)
    for changed in batched(difference.changed, CHUNK):
        session.execute(change, [_change(values, key.name) for values in changed])


def _change(values: Values, key: str) -> Values:
    return {"the_key": values[key], **{name: values[name] for name in values if name != key}}
