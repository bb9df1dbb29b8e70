"""Further fronts beside the product's own."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from bot.processes import free_ports, is_ready
from bot.settings import ROOT
from tests.product import START_SECONDS, Product


@contextmanager
def another_front(shop: Product) -> Iterator[str]:
    """A second front on the same database, brain and actions; its URL."""
    port = free_ports(0).actions
    own = {
        "PORT": str(port),
        "TUANBAO_DATA": str(shop.own.data),
        "TUANBAO_BRAIN_URLS": f"http://127.0.0.1:{shop.ports.brains[0]}",
        "TUANBAO_ACTIONS_URL": f"http://127.0.0.1:{shop.ports.actions}/webhook",
    }
    front = subprocess.Popen([sys.executable, "-m", "bot.app"], cwd=ROOT, env={**os.environ, **own})
    try:
        deadline = time.monotonic() + START_SECONDS
        while not is_ready(port):
            assert front.poll() is None, "the second front has died"
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        front.terminate()
        front.wait(20)
