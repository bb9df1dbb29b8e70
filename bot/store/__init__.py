"""Where everything is kept: engine, transactions, migrations."""

from bot.store.base import Base, UtcDateTime, new_id, new_number
from bot.store.engine import Store, alone, open_store

__all__ = ["Base", "Store", "UtcDateTime", "alone", "new_id", "new_number", "open_store"]
