"""Orders as the bot speaks of them, and which one the shopper means."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Any, Literal

from actions.dates import falls_on
from actions.goods_words import in_chinese
from actions.owned import load_orders
from actions.product_words import characters, pairs, product_name
from actions.turn import Button, Turn
from actions.wording import day_text
from bot.orders.models import Order
from bot.policy import local_day, yuan

PAGE = 5
_TITLE_LENGTH = 18
_TAGS = re.compile(r"^(【[^】]*】\s*)+")
_CERTAIN = 8  # characters from which an own number is recognised however it is spaced
# Written apart and too long to be the second of a list or a number of units.
_CODES = re.compile(r"(?<![A-Z0-9])(?:[A-Z]+[-_]?\d[A-Z0-9_-]*|\d[A-Z0-9_-]{3,})")
_TOGETHER = re.compile(r"[和跟与、&]|还有|以及|\band\b")
_PHONE = re.compile(r"1[3-9]\d{9}")


def order_values(turn: Turn, order: Order) -> dict[str, str]:
    """What the sentences about an order need."""
    title = _TAGS.sub("", order.deal.title)
    return {
        "title": title if len(title) <= _TITLE_LENGTH else f"{title[: _TITLE_LENGTH - 1]}…",
        "order_no": order.order_no,
        "paid_on": day_text(local_day(order.paid_at), turn.language),
        "paid": yuan(order.paid_fen),
    }


def order_title(turn: Turn, order_no: str) -> str:
    """The short title of the shopper's own order; its number where it is not among the latest."""
    for order in load_orders(turn):
        if order.order_no == order_no:
            return order_values(turn, order)["title"]
    return order_no


def order_text(turn: Turn, order: Order) -> str:
    """The order by title, number, day and amount."""
    return turn.text_of("request.order", **order_values(turn, order))


def state_text(turn: Turn, order: Order, form: Literal["state", "label"] = "state") -> str:
    """Where the order is: shipped, signed, or what kind of thing it is.

    As part of a sentence about the order, or as a label by itself.
    """
    if order.kind != "goods":
        return turn.text_of(f"verdict.{form}_{order.kind}")
    if order.signed_at is None:
        return turn.text_of(f"verdict.{form}_{order.delivery}")
    signed_on = day_text(local_day(order.signed_at), turn.language)
    return turn.text_of(f"verdict.{form}_signed", signed_on=signed_on)


def payload(intent: str, **entities: Any) -> str:
    """What a button sends: an intent with entities."""
    given = {name: str(value) for name, value in entities.items() if value is not None}
    return f"/{intent}{json.dumps(given, ensure_ascii=False)}" if given else f"/{intent}"


def order_buttons(turn: Turn, orders: Sequence[Order], intent: str = "inform") -> list[Button]:
    """One page of orders to press, remembered so that "第二个" can be understood."""
    page = int(turn.slots.get("page") or 0)
    shown = orders[page * PAGE : (page + 1) * PAGE]
    turn.note(offered=[order.order_no for order in shown])
    buttons = [
        turn.button(
            "request.order_button",
            payload(intent, order_no=order.order_no),
            **order_values(turn, order),
        )
        for order in shown
    ]
    if len(orders) > (page + 1) * PAGE:
        buttons.append(turn.button("request.older_orders", payload(intent, page=page + 1)))
    elif page:
        buttons.append(turn.button("request.newer_orders", payload(intent, page=0)))
    return buttons


@dataclass(frozen=True)
class Reference:
    """The orders a message may mean. `mentioned` is false where it names none at all.

    `unknown` is a number that is not among the shopper's.
    """

    orders: list[Order]
    mentioned: bool = True
    unknown: str | None = None


def find_reference(turn: Turn, orders: list[Order], choosing: bool) -> Reference:
    """Which of the shopper's `orders` the message refers to.

    While the shopper is `choosing`, a single word of a product is enough and a bare number counts
    from the list just shown.
    """
    by_number = _by_number(turn, orders)
    if by_number:
        return by_number
    if choosing or turn.intent in ("inform", "change_order"):
        by_place = _by_place(turn, orders)
        if by_place:
            return by_place
    hints = (
        _by_words(turn, orders),
        _by_date(turn, orders, choosing),
        _by_price(turn, orders),
    )
    found = [hint for hint in hints if hint is not None]
    if choosing and not found:
        found = [hint for hint in [_by_characters(turn, orders)] if hint is not None]
    if not found:
        return Reference([], mentioned=False)
    narrowed = orders if any(found) else []
    for hint in found:
        narrowed = [order for order in narrowed if order in hint] or narrowed
    return Reference(narrowed)


def _plain(number: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", number.upper())


def _by_number(turn: Turn, orders: list[Order]) -> Reference | None:
    """Exactly, within the text however it is spaced, by waybill or by the last digits."""
    written = "" if turn.pressed else _plain(turn.normalised)
    codes = {_plain(code) for code in _CODES.findall(turn.normalised.upper())}
    named = [*turn.entities.get("waybill", []), *turn.entities.get("order_no", [])]
    said = [_plain(value) for value in named]
    for order in orders:
        own = _plain(order.order_no)
        if any(_is_end_of(number, own) for number in said):
            return Reference([order])
        if own in said or own in codes or (len(own) >= _CERTAIN and own in written):
            return Reference([order])
    waybills = [o for o in orders if o.tracking_no and _plain(o.tracking_no) in said]
    if waybills:
        return Reference(waybills)
    for tail in turn.entities.get("tail", []):
        return Reference([o for o in orders if _plain(o.order_no).endswith(tail)])
    unknown = [number for number in said if not _PHONE.fullmatch(number)]
    return Reference([], unknown=unknown[0]) if unknown else None


def _is_end_of(number: str, own: str) -> bool:
    """The digits of an order number without the letters before them."""
    return len(number) >= _CERTAIN and own.endswith(number)


def _by_place(turn: Turn, orders: list[Order]) -> Reference | None:
    offered: list[str] = turn.slots.get("offered") or []
    place = turn.value("ordinal")
    if place is None or not offered:
        return None
    index = int(place) - 1 if int(place) > 0 else int(place)
    if not -len(offered) <= index < len(offered):
        return Reference([])
    return Reference([order for order in orders if order.order_no == offered[index]])


# Without one of these a day is the day of something else: "今天能退吗".
_OF_AN_ORDER = re.compile(
    r"买|拍|下单|下的|订|付款|付的|收到|签收|到的|那[个单件笔]|bought|order|paid|received|one\b"
)


def _by_date(turn: Turn, orders: list[Order], choosing: bool) -> list[Order] | None:
    dates = turn.entities.get("date")
    if not dates or not (choosing or _OF_AN_ORDER.search(turn.normalised)):
        return None
    when, _, about = dates[0].partition("@")
    today = local_day(turn.now)
    if when == "latest":
        return orders[:1]
    return [o for o in orders if (day := _day_of(o, about)) and falls_on(when, day, today)]


def _day_of(order: Order, about: str) -> date | None:
    moment = order.signed_at if about == "received" else order.paid_at
    return local_day(moment) if moment else None


def _by_price(turn: Turn, orders: list[Order]) -> list[Order] | None:
    price = turn.value("price")
    if price is None:
        return None
    fen = int(Decimal(price) * 100)
    found = [order for order in orders if fen in (order.paid_fen, order.unit_price_fen)]
    return found or None


def _by_words(turn: Turn, orders: list[Order]) -> list[Order] | None:
    """The orders whose title or merchant shares most words with the message."""
    return _most_alike(turn, orders, pairs)


def _by_characters(turn: Turn, orders: list[Order]) -> list[Order] | None:
    """The same by single characters: enough where nothing else tells them apart."""
    return _most_alike(turn, orders, characters)


def _most_alike(
    turn: Turn, orders: list[Order], words: Callable[[str], set[str]]
) -> list[Order] | None:
    if turn.pressed:
        return None
    spoken = words(turn.normalised)
    if words is pairs:  # a character of a translation is nobody's word
        spoken = spoken.union(*map(words, in_chinese(turn.normalised)))
    scores = {o.order_no: len(spoken & words(product_name(o))) for o in orders}
    best = max(scores.values(), default=0)
    return [order for order in orders if scores[order.order_no] == best] if best else None


def named_together(turn: Turn, orders: list[Order]) -> list[Order]:
    """The orders that the message names side by side ("水壶和足疗"), each by words of its own."""
    spoken = {} if turn.pressed else _places(turn.normalised)
    shared = {order.order_no: spoken.keys() & pairs(product_name(order)) for order in orders}
    named = [order for order in orders if shared[order.order_no]]
    apart = all(
        shared[one.order_no].isdisjoint(shared[other.order_no])
        for one, other in combinations(named, 2)
    )
    place = {o.order_no: min(spoken[word] for word in shared[o.order_no]) for o in named}
    named.sort(key=lambda order: place[order.order_no])
    joined = all(
        _TOGETHER.search(turn.normalised, place[one.order_no], place[other.order_no])
        for one, other in pairwise(named)
    )
    return named if len(named) > 1 and apart and joined else []


def _places(text: str) -> dict[str, int]:
    """Where each of the words stands, or the English one that means it."""
    translated = {p: at for word, at in in_chinese(text).items() for p in pairs(word.lower())}
    return translated | {pair: text.find(pair) for pair in pairs(text)}
