"""A whole training, with nothing of an earlier one to take over."""

import time
from unittest import mock

from bench.context import Bench
from bench.report import Table, at_most, progress
from bot import training

LIMIT = 60


def measure(bench: Bench) -> Table:
    """Train as `bot train` does, but into the bench's folder and with an empty cache."""
    progress("training the model")
    environment = training.brain_environment()
    environment["RASA_CACHE_DIRECTORY"] = str(bench.folder / "training-cache")
    with (
        mock.patch.object(training, "MODELS", bench.folder / "models"),
        mock.patch.object(training, "brain_environment", lambda: environment),
    ):
        start = time.monotonic()
        model = training.train()
        seconds = time.monotonic() - start
    table = Table("Training", ("what", "figure", "target", ""))
    table.add("whole training", f"{seconds:.1f} s", *at_most(seconds, LIMIT, " s"))
    table.add("model", f"{model.stat().st_size / 1e6:.1f} MB")
    return table
