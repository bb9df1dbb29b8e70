"""One row of the orders file: what each field may hold, and which fields must agree."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, cast, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import PydanticCustomError
from sqlalchemy import String
from sqlalchemy.orm import InstrumentedAttribute

from bot.orders.models import VISITOR, Deal, Order, Shopper

Kind = Literal["goods", "service", "ticket", "voucher"]
Delivery = Literal["not_shipped", "in_transit", "signed", "none"]

MAX_QUANTITY = 10_000
MAX_YUAN = 100_000_000
# An earlier moment is a placeholder (1900, 1970) that a policy window would take for a fact.
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_YUAN = re.compile(r"[0-9]+(\.[0-9]{1,2})?")
_QUANTITY = re.compile(r"0*[0-9]{1,5}")
# datetime.fromisoformat alone would take any character between date and time.
_MOMENT = re.compile(r"[0-9W-]+[T ][0-9:.,+-]+Z?")


@dataclass(frozen=True)
class LineError:
    """What is wrong on one line (from 1); `field` is None where it is the line as a whole.

    The message says what is expected and never repeats what the file holds: that may be somebody's
    name or phone number.
    """

    line: int
    field: str | None
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {f'{self.field}: ' if self.field else ''}{self.message}"


class BadOrders(Exception):
    """The orders cannot be imported; `errors` (one or more, by line) says why."""

    def __init__(self, errors: Sequence[LineError]) -> None:
        self.errors = sorted(errors, key=lambda error: error.line)
        super().__init__(self.errors)

    def __str__(self) -> str:
        return "\n".join(map(str, self.errors))


class JsonNumber(str):
    """A number as JSON wrote it: nothing is lost to a float on the way."""

    __slots__ = ()


def _wrong(message: str) -> PydanticCustomError:
    return PydanticCustomError("row", message)


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _required(read: Callable[[object], object]) -> BeforeValidator:
    def validate(value: object) -> object:
        if _blank(value):
            raise _wrong("must not be empty")
        return read(value)

    return BeforeValidator(validate)


def _optional(read: Callable[[object], object]) -> BeforeValidator:
    return BeforeValidator(lambda value: None if _blank(value) else read(value))


def _text(column: InstrumentedAttribute[Any]) -> Callable[[object], str]:
    limit = cast(String, column.type).length

    def read(value: object) -> str:
        if not isinstance(value, str) or isinstance(value, JsonNumber):
            raise _wrong("must be text (in JSON: in double quotes)")
        text = value.strip()
        if _UNPRINTABLE.search(text):
            raise _wrong("must not contain control characters, line breaks or broken characters")
        if limit is not None and len(text) > limit:
            raise _wrong(f"is {len(text)} characters long; at most {limit} are allowed")
        return text

    return read


def _shopper_id(value: object) -> str:
    text = _text(Shopper.shopper_id)(value)
    if text.startswith(VISITOR):
        raise _wrong(f"must not begin with {VISITOR}")
    return text


def _choice(literal: Any) -> Callable[[object], str]:
    names: tuple[str, ...] = get_args(literal)

    def read(value: object) -> str:
        text = value.strip() if isinstance(value, str) else None
        if text not in names:
            raise _wrong(f"must be one of {', '.join(names)}")
        return text

    return read


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    text = value.strip().lower() if isinstance(value, str) else None
    if text not in ("true", "false"):
        raise _wrong("must be true or false")
    return text == "true"


def _quantity(value: object) -> int:
    text = value.strip() if isinstance(value, str) else ""
    if not _QUANTITY.fullmatch(text) or not 1 <= int(Decimal(text)) <= MAX_QUANTITY:
        raise _wrong(f"must be a whole number from 1 to {MAX_QUANTITY}")
    return int(Decimal(text))


def _fen(value: object) -> int:
    text = value.strip() if isinstance(value, str) else ""
    if not _YUAN.fullmatch(text) or Decimal(text) > MAX_YUAN:
        raise _wrong(
            f"must be an amount in yuan from 0 to {MAX_YUAN} with at most two decimals, like 12.50"
        )
    return int(Decimal(text) * 100)


def _moment(value: object) -> datetime:
    moment = _iso(value.strip() if isinstance(value, str) else "")
    if moment is None:
        raise _wrong("must be an ISO 8601 date and time, like 2026-05-01T09:30:00+08:00")
    if moment.tzinfo is None:
        raise _wrong("must say its offset from UTC, like 2026-05-01T09:30:00+08:00")
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        raise _wrong("is outside the calendar") from None
    if moment < EARLIEST:
        raise _wrong("is before the year 2000; leave it empty where it is unknown")
    return moment


def _iso(text: str) -> datetime | None:
    if not _MOMENT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


class OrderRow(BaseModel):
    """One valid row, from `line` of its file. Money is fen, times are UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    line: int
    order_no: Annotated[str, _required(_text(Order.order_no))]
    shopper_id: Annotated[str, _required(_shopper_id)]
    shopper_name: Annotated[str, _required(_text(Shopper.name))]
    shopper_phone: Annotated[str, _required(_text(Shopper.phone))]
    deal_id: Annotated[str, _required(_text(Deal.deal_id))]
    deal_title: Annotated[str, _required(_text(Deal.title))]
    merchant: Annotated[str, _required(_text(Deal.merchant))]
    kind: Annotated[Kind, _required(_choice(Kind))]
    seven_day_refund: Annotated[bool, _required(_flag)]
    quantity: Annotated[int, _required(_quantity)]
    unit_price_fen: Annotated[int, _required(_fen)] = Field(alias="unit_price")
    paid_fen: Annotated[int, _required(_fen)] = Field(alias="paid_amount")
    paid_at: Annotated[datetime, _required(_moment)]
    delivery: Annotated[Delivery, _required(_choice(Delivery))]
    carrier: Annotated[str | None, _optional(_text(Order.carrier))] = None
    tracking_no: Annotated[str | None, _optional(_text(Order.tracking_no))] = None
    shipped_at: Annotated[datetime | None, _optional(_moment)] = None
    signed_at: Annotated[datetime | None, _optional(_moment)] = None
    consumed_at: Annotated[datetime | None, _optional(_moment)] = None
    first_purchase: Annotated[bool, _required(_flag)]
    rebate_paid: Annotated[bool, _required(_flag)]


_FIELDS = {
    field.alias or name: field.is_required()
    for name, field in OrderRow.model_fields.items()
    if name != "line"
}
COLUMNS = tuple(_FIELDS)
REQUIRED = tuple(name for name, required in _FIELDS.items() if required)


def check_row(values: Mapping[str, object], line: int, now: datetime) -> OrderRow:
    """The row that the file's `values` on `line` make, at the moment `now` (aware).

    Raises BadOrders with all that is wrong with it. Fields are first held to their own rules; only
    where all are good are they compared with each other.
    """
    try:
        row = OrderRow.model_validate({**values, "line": line})
    except ValidationError as invalid:
        raise BadOrders(list(_field_errors(invalid, line))) from None
    errors = [LineError(line, field, message) for field, message in _disagreements(row, now)]
    if errors:
        raise BadOrders(errors)
    return row


def _field_errors(invalid: ValidationError, line: int) -> Iterator[LineError]:
    messages = {"missing": "is missing", "extra_forbidden": "is not a field of the orders file"}
    for error in invalid.errors(include_url=False, include_context=False, include_input=False):
        message = messages.get(error["type"], error["msg"])
        yield LineError(line, str(error["loc"][0]), message)


def _disagreements(row: OrderRow, now: datetime) -> Iterator[tuple[str, str]]:
    yield from _of_kind(row)
    yield from _of_delivery(row)
    for field in ("paid_at", "shipped_at", "signed_at", "consumed_at"):
        moment = getattr(row, field)
        if moment is not None and moment > now:
            yield field, "is in the future"
    yield from _of_sequence(row)


def _of_kind(row: OrderRow) -> Iterator[tuple[str, str]]:
    if row.kind == "goods" and row.delivery == "none":
        yield "delivery", "must not be none for goods; use not_shipped, in_transit or signed"
    if row.kind != "goods" and row.delivery != "none":
        yield "delivery", "must be none for everything but goods"
    if row.kind == "goods" and row.consumed_at:
        yield "consumed_at", "must be empty for goods"


def _of_delivery(row: OrderRow) -> Iterator[tuple[str, str]]:
    if row.delivery in ("not_shipped", "none") and row.shipped_at:
        yield "shipped_at", "must be empty unless delivery is in_transit or signed"
    if row.delivery == "signed" and not row.signed_at:
        yield "signed_at", "must not be empty where delivery is signed"
    if row.delivery != "signed" and row.signed_at:
        yield "signed_at", "must be empty unless delivery is signed"


def _of_sequence(row: OrderRow) -> Iterator[tuple[str, str]]:
    if row.shipped_at and row.shipped_at < row.paid_at:
        yield "shipped_at", "is before paid_at"
    if row.signed_at and row.signed_at < row.paid_at:
        yield "signed_at", "is before paid_at"
    if row.signed_at and row.shipped_at and row.signed_at < row.shipped_at:
        yield "signed_at", "is before shipped_at"
