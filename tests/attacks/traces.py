"""What an attack must not leave behind."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select

from bot.cases.models import Case, DecisionRecord, LedgerEntry
from bot.conversations.models import Conversation, Message
from tests.product import Product

KEPT = (Conversation, Message, DecisionRecord, Case, LedgerEntry)


def rows(shop: Product) -> dict[str, int]:
    """How many rows each table has that a shopper's message may write to."""
    with shop.store.reading() as session:
        return {
            table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
            for table in KEPT
        }


@contextmanager
def nothing_written(shop: Product) -> Iterator[None]:
    """Fails if the block has left a row."""
    before = rows(shop)
    yield
    assert rows(shop) == before


@contextmanager
def no_traceback(shop: Product) -> Iterator[None]:
    """Fails if a process of the product has logged an exception meanwhile."""
    logs = sorted((shop.own.data / "run").glob("*.log"))
    before = {log: log.stat().st_size for log in logs}
    yield
    for log in logs:
        added = log.read_bytes()[before[log] :].decode(errors="replace")
        at = f"\n{added}".find("\nTraceback (most recent call last)")
        assert at < 0, f"{log.name}:\n{added[max(0, at - 300) : at + 3000]}"
