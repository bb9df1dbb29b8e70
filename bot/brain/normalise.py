"""One spelling for what is written in many: width, case, traditional characters, spaces."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from opencc import OpenCC

from bot.brain.typos import put_right

_SPACES = re.compile(r"\s+")
_REPEATS = re.compile(r"(\D)\1{3,}")
_CJK = "\u4e00-\u9fff"
_CJK_GAP = re.compile(f"(?<=[{_CJK}]) (?=[{_CJK}])")
# Between words a space means nothing, between clauses it stands for a comma.
_CJK_PAUSE = re.compile(f"(?<=[{_CJK}]{{3}}) (?=[{_CJK}]{{3}})")


@lru_cache(maxsize=1)
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")


def normalise(text: str) -> str:
    """`text` in half-width, lower case and simplified characters, with single spaces.

    A character repeated more than three times is cut to three, but for digits; spaces between
    Chinese clauses become commas, between shorter pieces they go; words of our trade mistyped by
    their sound are put right.
    """
    text = unicodedata.normalize("NFKC", text).lower()
    text = _to_simplified().convert(text)
    text = _SPACES.sub(" ", text).strip()
    text = _CJK_GAP.sub("", _CJK_PAUSE.sub(",", text))
    return put_right(_REPEATS.sub(r"\1\1\1", text))
