"""Runs in the brain's Python: each line in is a text as JSON, each line out what is read of it."""

import json
import sys

from bot.brain.extract import extract
from bot.brain.features import features, without_codes
from bot.brain.normalise import normalise


def read(text: str) -> dict[str, object]:
    """What the brain's own modules, without Rasa, make of a text."""
    normalised = normalise(text)
    found = [list(entity) for entity in extract(normalised)]
    return {
        "normalised": normalised,
        "found": found,
        "features": features(normalised),
        "meant": without_codes(normalised),
    }


for line in sys.stdin:
    print(json.dumps(read(json.loads(line))), flush=True)
