"""The demo shop's order book: an order for every situation the policy tells apart.

The content stands in demo.yml, with times relative to now; this turns it into rows of the
orders file.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import NotRequired, TypedDict, cast

import yaml

SHANGHAI = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class DemoShopper:
    """A shopper of the demo shop, and what is good to try as them."""

    shopper_id: str
    name: str
    blurb_zh: str
    blurb_en: str


class _When(TypedDict):
    """Either minutes_ago, or days_ago with a time of that day."""

    minutes_ago: NotRequired[int]
    days_ago: NotRequired[int]
    time: NotRequired[str]


class _Deal(TypedDict):
    title: str
    merchant: str
    kind: str
    seven_day_refund: bool
    unit_price: str


class _Order(TypedDict):
    order_no: str
    deal: str
    quantity: int
    paid: _When
    paid_amount: NotRequired[str]
    shipped: NotRequired[_When]
    signed: NotRequired[_When]
    consumed: NotRequired[_When]
    carrier: NotRequired[str]
    tracking_no: NotRequired[str]
    first_purchase: NotRequired[bool]
    rebate_paid: NotRequired[bool]


class _Shopper(TypedDict):
    shopper_id: str
    name: str
    phone: str
    blurb_zh: str
    blurb_en: str
    orders: list[_Order]


class _Book(TypedDict):
    deals: dict[str, _Deal]
    shoppers: list[_Shopper]


def demo_orders(now: datetime) -> list[dict[str, str]]:
    """The demo shop's orders as rows of the orders file, as they stand at `now` (aware)."""
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    local = now.astimezone(SHANGHAI)
    shoppers = _book()["shoppers"]
    return [_row(shopper, order, local) for shopper in shoppers for order in shopper["orders"]]


@cache
def _book() -> _Book:
    text = files("bot.orders").joinpath("demo.yml").read_text(encoding="utf-8")
    return cast(_Book, yaml.safe_load(text))


def _row(shopper: _Shopper, order: _Order, now: datetime) -> dict[str, str]:
    deal = _book()["deals"][order["deal"]]
    return {
        "order_no": order["order_no"],
        "shopper_id": shopper["shopper_id"],
        "shopper_name": shopper["name"],
        "shopper_phone": shopper["phone"],
        "deal_id": order["deal"],
        "deal_title": deal["title"],
        "merchant": deal["merchant"],
        "kind": deal["kind"],
        "seven_day_refund": _flag(deal["seven_day_refund"]),
        "quantity": str(order["quantity"]),
        "unit_price": deal["unit_price"],
        "paid_amount": order.get("paid_amount", _full_price(deal, order)),
        "paid_at": _moment(order["paid"], now),
        "delivery": _delivery(deal, order),
        "carrier": order.get("carrier", ""),
        "tracking_no": order.get("tracking_no", ""),
        "shipped_at": _moment(order.get("shipped"), now),
        "signed_at": _moment(order.get("signed"), now),
        "consumed_at": _moment(order.get("consumed"), now),
        "first_purchase": _flag(order.get("first_purchase", False)),
        "rebate_paid": _flag(order.get("rebate_paid", False)),
    }


def _delivery(deal: _Deal, order: _Order) -> str:
    if deal["kind"] != "goods":
        return "none"
    if "signed" in order:
        return "signed"
    return "in_transit" if "shipped" in order else "not_shipped"


def _full_price(deal: _Deal, order: _Order) -> str:
    return str(Decimal(deal["unit_price"]) * order["quantity"])


def _moment(when: _When | None, now: datetime) -> str:
    if when is None:
        return ""
    if "minutes_ago" in when:
        moment = now - timedelta(minutes=when["minutes_ago"])
    else:
        day = now.date() - timedelta(days=when["days_ago"])
        moment = datetime.combine(day, time.fromisoformat(when["time"]), SHANGHAI)
    return moment.isoformat(timespec="seconds")


def _flag(value: bool) -> str:
    return "true" if value else "false"


DEMO_SHOPPERS: list[DemoShopper] = [
    DemoShopper(shopper["shopper_id"], shopper["name"], shopper["blurb_zh"], shopper["blurb_en"])
    for shopper in _book()["shoppers"]
]
