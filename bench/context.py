"""What the measurements share: a folder, how long to take, the product and bare Rasa."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bench.bare import Bare, bare
from bench.product import Product, product
from bench.report import progress


@dataclass
class Bench:
    """One run of the bench. The product and bare Rasa start when they are first asked for."""

    folder: Path
    quick: bool
    stack: ExitStack

    @property
    def rounds(self) -> int:
        """How often each of two rivals has its turn."""
        return 1 if self.quick else 3

    @cached_property
    def product(self) -> Product:
        """The product with one brain."""
        progress("starting the product with one brain")
        return self.stack.enter_context(product(self.folder / "one"))

    @cached_property
    def bare(self) -> Bare:
        """Bare Rasa with its trackers in SQLite, on the product's database."""
        data = self.product.data
        progress("starting bare Rasa with its trackers in SQLite")
        return self.stack.enter_context(bare(self.folder / "bare", data))

    @cached_property
    def bare_in_memory(self) -> Bare:
        """Bare Rasa with its trackers in memory, on the product's database."""
        data = self.product.data
        progress("starting bare Rasa with its trackers in memory")
        return self.stack.enter_context(bare(self.folder / "bare-memory", data, in_memory=True))


@contextmanager
def opened(quick: bool) -> Iterator[Bench]:
    """A run in a folder of its own that is gone afterwards, with all its processes."""
    with tempfile.TemporaryDirectory(prefix="tuanbao-bench-") as folder, ExitStack() as stack:
        yield Bench(Path(folder), quick, stack)
