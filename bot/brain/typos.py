"""Putting right what was mistyped by its sound (退宽 for 退款), for the words of our trade only."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml
from pypinyin import lazy_pinyin

_SOURCE = Path(__file__).with_name("typos.yml")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_PAIR = re.compile(r"(?=([\u4e00-\u9fff]{2}))")


class _Table(NamedTuple):
    by_sound: dict[str, str]
    own_words: frozenset[str]
    short: dict[str, str]
    fixed: list[tuple[re.Pattern[str], str]]


@lru_cache(maxsize=1)
def _table() -> _Table:
    raw = yaml.safe_load(_SOURCE.read_text(encoding="utf-8"))
    return _Table(
        {_sound(word): word for word in raw["words"]},
        frozenset(raw["own_words"]) | frozenset(raw["words"]),
        raw["short"],
        [(re.compile(pattern), put) for pattern, put in raw["fixed"]],
    )


@lru_cache(maxsize=50_000)
def _sound(word: str) -> str:
    return " ".join(lazy_pinyin(word))


def put_right(text: str) -> str:
    """A normalised `text` with the words of our trade as they are written; of the same length but
    for short forms.
    """
    table = _table()
    for pattern, put in table.fixed:
        text = pattern.sub(put, text)
    for match in list(_PAIR.finditer(text)):
        start = match.start()
        pair = text[start : start + 2]
        meant = table.by_sound.get(_sound(pair))
        if meant and pair not in table.own_words and not _in_a_word(text, start, table):
            text = text[:start] + meant + text[start + 2 :]
    return _written_out(text, table)


def _in_a_word(text: str, start: int, table: _Table) -> bool:
    """Whether the pair is two halves of words that are written right, as in 退 | 款式."""
    before, after = text[max(0, start - 1) : start + 1], text[start + 1 : start + 3]
    return before in table.own_words or after in table.own_words


def _written_out(text: str, table: _Table) -> str:
    words = re.findall(r"[a-z]+", text)
    if not any(word in table.short for word in words):
        return text
    if len(words) > 1 and not _CHINESE.search(text):
        return text
    return re.sub(r"[a-z]+", lambda match: table.short.get(match.group(), match.group()), text)
