"""Tables with their targets, and lines that say what is going on meanwhile."""

import statistics
import sys
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

_START = time.monotonic()
NO_TARGET = ("", "")


@dataclass
class Table:
    """A table under a title; every row has one value for each of `columns`."""

    title: str
    columns: Sequence[str]
    rows: list[tuple[str, ...]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, *values: str) -> None:
        """Add a row; values that are not given are empty."""
        self.rows.append((*values, *[""] * (len(self.columns) - len(values))))

    def __str__(self) -> str:
        widths = [max(map(_width, column)) for column in zip(self.columns, *self.rows, strict=True)]
        rule = ["-" * width for width in widths]
        lines = [_line(row, widths) for row in (self.columns, rule, *self.rows)]
        return "\n".join(
            [f"## {self.title}", "", *lines, *(["", *self.notes] if self.notes else [])]
        )


def _line(values: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        value + " " * (width - _width(value)) for value, width in zip(values, widths, strict=True)
    ]
    return f"| {' | '.join(cells)} |"


def _width(text: str) -> int:
    """The columns `text` takes on a terminal, where Chinese is twice as wide."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def at_most(value: float, limit: float, unit: str = "") -> tuple[str, str]:
    """The target in words and whether `value` reaches it."""
    return f"<= {limit:g}{unit}", "ok" if value <= limit else "not reached"


def at_least(value: float, limit: float, unit: str = "") -> tuple[str, str]:
    """The target in words and whether `value` reaches it."""
    return f">= {limit:g}{unit}", "ok" if value >= limit else "not reached"


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that `percent` of `values` do not exceed."""
    if len(values) < 2:
        return values[0] if values else float("nan")
    return statistics.quantiles(values, n=100, method="inclusive")[percent - 1]


def progress(text: str) -> None:
    """Say what is being done, on the error stream, so that the tables can be kept apart."""
    print(f"[{time.monotonic() - _START:5.0f} s] {text}", file=sys.stderr, flush=True)
