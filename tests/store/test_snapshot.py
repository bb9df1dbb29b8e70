"""What is read in one block is one moment, whatever others write meanwhile."""

from sqlalchemy import func, select

from bot.complaints.models import Recall
from bot.orders.models import Deal
from bot.store import Store
from tests.cases.shop import NOW, SERVICE, sell


def test_a_reading_block_sees_one_moment(store: Store) -> None:
    sell(store, **SERVICE)
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Deal)) == 1
        with store.writing() as other:
            other.add(Recall(deal_id="D1", started_at=NOW))
        assert session.get(Recall, "D1") is None
    with store.reading() as session:
        assert session.get(Recall, "D1") is not None
