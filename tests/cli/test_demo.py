"""`bot demo fill`."""

from datetime import timedelta

from sqlalchemy import func, select

from bot import clock
from bot.cases.demo import fill_demo_shop
from bot.orders.importing import ImportResult
from bot.orders.models import Order
from bot.store import Store
from tests.cases.shop import file, paid, request
from tests.cli.conftest import Bot

SERVICE_ORDER = "TB678880033272"


def test_the_demo_shop_is_filled_in(bot: Bot, store: Store) -> None:
    out = bot("demo", "fill").out
    with store.reading() as session:
        orders = session.scalar(select(func.count()).select_from(Order))
    assert out == f"demo shop: {orders} added, 0 changed, 0 unchanged\n"
    assert len(bot.json("shoppers", "list")) == 10


def test_filling_again_adds_nothing(bot: Bot) -> None:
    bot("demo", "fill")
    assert bot("demo", "fill").out.startswith("demo shop: 0 added, ")


def test_on_another_day_the_dates_move(store: Store) -> None:
    now = clock.now()
    orders = fill_demo_shop(store, now).added
    assert fill_demo_shop(store, now) == ImportResult(0, 0, orders)
    assert fill_demo_shop(store, now + timedelta(days=1)) == ImportResult(0, orders, 0)


def test_an_order_with_a_case_stays_as_it_is(store: Store) -> None:
    now = clock.now()
    orders = fill_demo_shop(store, now).added
    file(store, request(order_no=SERVICE_ORDER, shopper_id="demo-01", answers={}), now)
    with store.reading() as session:
        before = session.get_one(Order, SERVICE_ORDER)
    assert fill_demo_shop(store, now + timedelta(days=1)) == ImportResult(0, orders - 1, 0)
    with store.reading() as session:
        after = session.get_one(Order, SERVICE_ORDER)
    assert (after.paid_at, after.version) == (before.paid_at, before.version)
    assert len(paid(store)) == 1
