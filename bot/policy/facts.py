"""What a decision rests on: the order's data, the shopper's answers and the moment of asking."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any


class Wish(StrEnum):
    """What the shopper wants."""

    REFUND = "refund"
    RETURN = "return"
    EXCHANGE = "exchange"
    QUALITY = "quality"


class Kind(StrEnum):
    """What was bought (实物, 到店消费, 票务, 抵用券)."""

    GOODS = "goods"
    SERVICE = "service"
    TICKET = "ticket"
    VOUCHER = "voucher"


class Delivery(StrEnum):
    """Where the goods are; `none` for all that is not delivered by express."""

    NOT_SHIPPED = "not_shipped"
    IN_TRANSIT = "in_transit"
    SIGNED = "signed"
    NONE = "none"


class Standing(StrEnum):
    """Why an existing case stands in the way of a new one."""

    OPEN = "open"
    SPENT = "spent"
    REJECTED = "rejected"


@dataclass(frozen=True, kw_only=True)
class OrderFacts:
    """The order as the data says it. Times are aware, money is fen."""

    order_no: str
    kind: Kind
    delivery: Delivery
    seven_day_refund: bool
    quantity: int
    paid_fen: int
    paid_at: datetime
    signed_at: datetime | None = None
    consumed_at: datetime | None = None
    first_purchase: bool = False
    rebate_paid: bool = False
    recalled: bool = False
    units_left: int
    left_fen: int
    standing: Standing | None = None
    standing_case: str | None = None


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One situation. `order` is None when the number is unknown or another shopper's.

    An answer is None until it has been given. `units` None means all that is left. `description`
    is the shopper's own account of a quality problem.
    """

    wish: Wish
    asked_at: datetime
    order: OrderFacts | None
    quality_problem: bool | None = None
    normal_use: bool | None = None
    description: str | None = None
    used: bool | None = None
    complete: bool | None = None
    units: int | None = None

    def to_json(self) -> dict[str, Any]:
        """Plain JSON (times ISO 8601), from which `facts_from_json` gives the same facts."""
        raw = asdict(self)
        return {key: _plain(value) for key, value in raw.items()}


ANSWERS = ("quality_problem", "normal_use", "description", "used", "complete")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return value


def facts_from_json(raw: dict[str, Any]) -> Facts:
    """The facts that `Facts.to_json` wrote."""
    order = raw["order"]
    return Facts(
        **{
            **raw,
            "wish": Wish(raw["wish"]),
            "asked_at": datetime.fromisoformat(raw["asked_at"]),
            "order": _order_from_json(order) if order else None,
        }
    )


def _order_from_json(raw: dict[str, Any]) -> OrderFacts:
    typed: dict[str, Any] = dict(raw)
    for field in fields(OrderFacts):
        if field.name.endswith("_at") and typed[field.name]:
            typed[field.name] = datetime.fromisoformat(typed[field.name])
    typed["kind"] = Kind(raw["kind"])
    typed["delivery"] = Delivery(raw["delivery"])
    typed["standing"] = Standing(raw["standing"]) if raw["standing"] else None
    return OrderFacts(**typed)
