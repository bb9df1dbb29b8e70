"""The demo shop in the store, as it stands today."""

from datetime import datetime

from sqlalchemy import select

from bot.cases.models import Case
from bot.orders.demo import demo_orders
from bot.orders.importing import ImportResult, check_rows, import_rows
from bot.store import Store


def fill_demo_shop(store: Store, now: datetime) -> ImportResult:
    """Put the demo shop's orders in, or move their dates to `now` (aware).

    An order that has a case is left as it is: the case rests on its dates.
    """
    with store.reading() as session:
        with_case = set(session.scalars(select(Case.order_no)))
    records = [row for row in demo_orders(now) if row["order_no"] not in with_case]
    return import_rows(store, check_rows(enumerate(records, 1), now))
