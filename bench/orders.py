"""Whether a million orders make looking one up slower than a thousand do."""

import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.client import talk
from bench.context import Bench
from bench.conversation import say
from bench.product import Product, database_file, database_url, product
from bench.report import Table, at_most, progress
from bench.shop import Customer, crowd_member, fill, new_customers
from bot.cases.situation import situation_of
from bot.orders.book import find_order, orders_of
from bot.orders.models import Order
from bot.store import Store, open_store
from bot.store.migrate import migrate

LIMIT = 1.3
SMALL = 1_000
CALLS = 200
TURNS = 12

Samples = dict[str, list[float]]


def measure(bench: Bench) -> Table:
    """Look-ups in this process and turns of the chat API, small and large turn about."""
    sizes = (SMALL, 100_000 if bench.quick else 1_000_000)
    books = {size: _book(bench.folder / f"orders-{size}", size) for size in sizes}
    samples: dict[int, Samples] = {size: {} for size in sizes}
    progress("looking orders up")
    for _ in range(6):
        for size, (folder, _) in books.items():
            _look_up(folder, size, samples[size])
    progress("starting a product on each order book")
    with (
        product(books[sizes[0]][0]) as small,
        product(books[sizes[1]][0]) as large,
    ):
        for number in range(6):
            for size, each in zip(sizes, (small, large), strict=True):
                ms = _list_orders(each, books[size][1])
                if number:  # the first round warms up
                    samples[size].setdefault("a turn: 我要退款", []).extend(ms)
    return _table(samples)


def _book(folder: Path, orders: int) -> tuple[Path, Customer]:
    progress(f"filling an order book of {orders:,}")
    folder.mkdir(parents=True)
    migrate(database_url(folder))
    store = open_store(database_url(folder))
    [customer] = new_customers(store, 1)
    store.close()
    fill(str(database_file(folder)), orders)
    return folder, customer


def _look_up(folder: Path, orders: int, samples: Samples) -> None:
    """Each look-up for other shoppers every time, as they come in reality."""
    store = open_store(database_url(folder))
    shoppers = [crowd_member(random.randrange(orders // 5 - 5)) for _ in range(CALLS)]
    with store.reading() as session:
        own = [
            session.scalars(select(Order.order_no).where(Order.shopper_id == shopper)).first()
            for shopper in shoppers
        ]
    pairs = [(shopper, number) for shopper, number in zip(shoppers, own, strict=True) if number]
    random.shuffle(pairs)
    calls: dict[str, Callable[[Session, str, str], object]] = {
        "find_order": find_order,
        "orders_of": lambda session, shopper, _: orders_of(session, shopper),
        "situation_of": situation_of,
    }
    for name, call in calls.items():
        samples.setdefault(name, []).extend(_timed(store, call, pairs)[20:])
    store.close()


def _timed(
    store: Store, call: Callable[[Session, str, str], object], pairs: list[tuple[str, str]]
) -> list[float]:
    """How long each call takes in a snapshot of its own, in ms."""
    taken = []
    for shopper, number in pairs:
        start = time.perf_counter()
        with store.reading() as session:
            found = call(session, shopper, number)
        taken.append((time.perf_counter() - start) * 1000)
        assert found
    return taken


def _list_orders(each: Product, customer: Customer) -> list[float]:
    steps = [say("我要退款"), say("算了")] * TURNS
    load = talk(each.line, [each.line.conversation(customer, steps)])
    return load.of("我要退款")


def _table(samples: dict[int, Samples]) -> Table:
    small, large = samples
    columns = ("median", f"{small:,} orders", f"{large:,} orders", "ratio", "target", "")
    table = Table("Order look-up", columns)
    for name in samples[small]:
        few, many = (statistics.median(samples[size][name]) for size in (small, large))
        ratio = many / few
        table.add(name, f"{few:.2f} ms", f"{many:.2f} ms", f"{ratio:.2f}", *at_most(ratio, LIMIT))
    return table
