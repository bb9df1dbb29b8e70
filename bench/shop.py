"""Shoppers and orders for the bench, put into the database directly."""

import itertools
import sqlite3
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from bot import clock
from bot.conversations.models import Conversation
from bot.orders.models import Deal, Order, Shopper
from bot.store import Store, new_id

DEALS = 200
ORDERS_EACH = 3
# What the front writes for each of its turns, an action of bare Rasa finds here for all of them.
TURN_TOKEN = "bench"

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Customer:
    """A shopper with three orders; `conversation_id` is for talking to Rasa without the front."""

    shopper_id: str
    signed: str
    unshipped: str
    service: str
    conversation_id: str


def new_customers(store: Store, count: int) -> list[Customer]:
    """Shoppers nobody has talked to yet, with their orders and a conversation each."""
    customers = [_customer(number) for number in itertools.islice(_numbers, count)]
    with store.writing() as session:
        _deals(session)
        session.execute(insert(Shopper), [_shopper(c.shopper_id) for c in customers])
        session.execute(insert(Order), [order for c in customers for order in _orders(c)])
        session.execute(insert(Conversation), [_conversation(c) for c in customers])
    return customers


def fill(path: str, orders: int) -> None:
    """Bring the order book in the SQLite file at `path` to `orders`, five of one deal a shopper.

    All are copies of one order of `new_customers`, which must have been called before. A shopper's
    orders lie far apart, as they do where orders come in over the years.
    """
    names = [column.name for column in Order.__table__.columns]
    own = {"order_no": "printf('BENCH%08d', n)", "shopper_id": "'crowd-' || (n % :shoppers)"}
    own["deal_id"] = f"'bench-' || (n % {DEALS})"
    values = ", ".join(own.get(name, f"one.{name}") for name in names)
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA cache_size=-400000")
    database.execute("BEGIN IMMEDIATE")
    (there,) = database.execute("SELECT count(*) FROM orders").fetchone()
    shoppers = max(1, (orders - there) // 5)
    counting = "WITH RECURSIVE c(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM c WHERE n + 1 < :many)"
    database.execute(
        f"{counting} INSERT INTO shoppers (shopper_id, name, phone) "
        "SELECT 'crowd-' || n, '众人', '13800000000' FROM c",
        {"many": shoppers},
    )
    database.execute(
        f"{counting} INSERT INTO orders ({', '.join(names)}) SELECT {values} FROM c, "
        "(SELECT * FROM orders WHERE kind = 'goods' LIMIT 1) AS one",
        {"many": orders - there, "shoppers": shoppers},
    )
    database.execute("COMMIT")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def crowd_member(number: int) -> str:
    """The shopper that `fill` made as the `number`-th."""
    return f"crowd-{number}"


def _customer(number: int) -> Customer:
    signed, unshipped, service = (f"TB{kind}{number:09d}" for kind in (1, 2, 3))
    return Customer(f"bench-{number}", signed, unshipped, service, new_id())


def _deals(session: Any) -> None:
    if session.get(Deal, "bench-0") is None:
        deals = [{"deal_id": f"bench-{n}", "title": f"加绒圆领卫衣{n}号"} for n in range(DEALS)]
        session.execute(insert(Deal), [deal | {"merchant": "棉朵朵服饰"} for deal in deals])


def _shopper(shopper_id: str) -> dict[str, str]:
    return {"shopper_id": shopper_id, "name": "王小明", "phone": "13800000000"}


def _orders(customer: Customer) -> list[dict[str, Any]]:
    now = clock.now()
    usual = {
        "shopper_id": customer.shopper_id,
        "kind": "goods",
        "seven_day_refund": True,
        "quantity": 1,
        "unit_price_fen": 7900,
        "paid_fen": 7900,
        "carrier": None,
        "tracking_no": None,
        "shipped_at": None,
        "signed_at": None,
        "consumed_at": None,
        "first_purchase": False,
        "rebate_paid": False,
    }
    signed = {
        "order_no": customer.signed,
        "deal_id": "bench-1",
        "delivery": "signed",
        "paid_at": now - timedelta(days=4),
        "signed_at": now - timedelta(days=2),
    }
    unshipped = {
        "order_no": customer.unshipped,
        "deal_id": "bench-2",
        "delivery": "not_shipped",
        "paid_at": now - timedelta(days=1),
    }
    service = {
        "order_no": customer.service,
        "deal_id": "bench-3",
        "kind": "service",
        "delivery": "none",
        "paid_at": now - timedelta(days=3),
    }
    return [usual | order for order in (signed, unshipped, service)]


def _conversation(customer: Customer) -> dict[str, Any]:
    return {
        "id": customer.conversation_id,
        "channel": "bench",
        "shopper_id": customer.shopper_id,
        "brain_state": {},
        "turn_token": TURN_TOKEN,
        "created_at": clock.now(),
    }
