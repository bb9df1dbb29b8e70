"""What the extraction finds."""

from __future__ import annotations

from typing import NamedTuple


class Found(NamedTuple):
    """An entity with its normal form and its place in the normalised text."""

    entity: str
    value: str
    start: int
    end: int
