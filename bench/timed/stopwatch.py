"""Adding up how long calls take, and showing it in a file. Runs on the brain's Python 3.10 too."""

from __future__ import annotations

import functools
import json
import os
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Any

WRITE_SECONDS = 0.3

_lock = threading.Lock()
_times: dict[str, list[float]] = {}


def add(part: str, seconds: float) -> None:
    """Count one call of `part`."""
    with _lock:
        entry = _times.setdefault(part, [0, 0.0])
        entry[0] += 1
        entry[1] += seconds


@contextmanager
def measured(part: str) -> Any:
    """Count the block as one call of `part`."""
    start = time.perf_counter()
    try:
        yield
    finally:
        add(part, time.perf_counter() - start)


def watch(owner: Any, name: str, part: str) -> None:
    """Measure a function or method of `owner`."""
    function = getattr(owner, name)

    @functools.wraps(function)
    def timed(*args: Any, **kwargs: Any) -> Any:
        with measured(part):
            return function(*args, **kwargs)

    setattr(owner, name, timed)


def watch_async(owner: Any, name: str, part: str) -> None:
    """Measure a coroutine function of `owner`, waiting included."""
    function = getattr(owner, name)

    @functools.wraps(function)
    async def timed(*args: Any, **kwargs: Any) -> Any:
        with measured(part):
            return await function(*args, **kwargs)

    setattr(owner, name, timed)


def show() -> None:
    """Write the times to the file named by BENCH_TIMES from now on."""
    threading.Thread(target=_write, args=(Path(os.environ["BENCH_TIMES"]),), daemon=True).start()


def _write(path: Path) -> None:
    draft = path.with_suffix(".draft")
    while True:
        with _lock:
            text = json.dumps(_times)
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
        time.sleep(WRITE_SECONDS)
