"""The store that a command works on."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.settings import settings
from bot.store import Store, open_store
from bot.store.migrate import migrate


@contextmanager
def opened_store() -> Iterator[Store]:
    """The store of the settings, with this release's tables."""
    url = settings().database
    migrate(url)
    store = open_store(url)
    try:
        yield store
    finally:
        store.close()
