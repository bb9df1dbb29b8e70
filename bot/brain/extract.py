"""What a sentence says of an order or an item, in normal form. Text in, values out, no rasa."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from bot.brain.counts import counts
from bot.brain.dates import dates
from bot.brain.found import Found
from bot.brain.order_numbers import order_numbers, waybills

LEXICON = Path(__file__).with_name("lexicon.yml")
NO_VALUE = "none"  # hides what it matches from the values after it, and says nothing itself


def extract(text: str) -> list[Found]:
    """Everything found in a normalised `text`."""
    return [
        *_from_lexicon(text),
        *order_numbers(text),
        *waybills(text),
        *counts(text),
        *dates(text),
    ]


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, list[tuple[str, Any]]]:
    raw: dict[str, list[dict[str, list[str]]]] = yaml.safe_load(LEXICON.read_text(encoding="utf-8"))
    return {
        entity: [
            (value, re.compile("|".join(patterns)))
            for step in steps
            for value, patterns in step.items()
        ]
        for entity, steps in raw.items()
    }


def _from_lexicon(text: str) -> Iterator[Found]:
    for entity, values in _lexicon().items():
        rest = text
        for value, pattern in values:
            for match in pattern.finditer(rest):
                if value != NO_VALUE:
                    yield Found(entity, value, match.start(), match.end())
            rest = pattern.sub(lambda match: " " * len(match.group()), rest)
