"""Many at once, for tests that hold the services to account under load."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, local
from typing import Any

import pytest

from bot.cases import deciding, filing

PATIENCE_SECONDS = 120


def at_once[Result](count: int, act: Callable[[int], Result]) -> list[Result]:
    """What `act` gives in `count` threads that start together."""
    barrier = Barrier(count, timeout=PATIENCE_SECONDS)

    def start(number: int) -> Result:
        barrier.wait()
        return act(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(start, range(count)))


def decide_together(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Let nobody file a case before all `count` threads have decided on theirs once."""
    barrier = Barrier(count, timeout=PATIENCE_SECONDS)
    thread = local()

    def consider(*args: Any) -> Any:
        considered = deciding.consider(*args)
        if not getattr(thread, "has_waited", False):
            thread.has_waited = True
            barrier.wait()
        return considered

    monkeypatch.setattr(filing, "consider", consider)
