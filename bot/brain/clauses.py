"""Cutting a message into clauses, each of which may be a wish of its own. Text in, texts out."""

from __future__ import annotations

import re

MOST = 4
_BREAK = re.compile(
    r"[，,。;；！!？?\n…]+|\.(?=\s)|(?:顺便|另外|还有就是|还有|然后|再就是|对了|同时|以及)"
    r"|\b(?:and also|and then|and|also|plus|btw|by the way|then)\b"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"[a-z']+")


def clauses(text: str) -> list[str]:
    """The clauses of a normalised `text` that say enough to be understood; [] for a single one.

    A question mark stays with its clause.
    """
    found = []
    start = 0
    for match in _BREAK.finditer(text):
        end = match.end() if "?" in match.group() else match.start()
        found.append(text[start:end].strip())
        start = match.end()
    found.append(text[start:].strip())
    telling = [clause for clause in found if _tells(clause)]
    return telling[:MOST] if len(telling) > 1 else []


def _tells(clause: str) -> bool:
    """At least three Chinese characters, or two words of which one is no mere particle."""
    return len(_CHINESE.findall(clause)) >= 3 or len(_WORD.findall(clause)) >= 2
