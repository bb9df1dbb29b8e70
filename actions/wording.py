"""The bot's sentences, by key and language. Values always come from the data."""

import re
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from bot.clock import now
from bot.policy import day_text as policy_day_text
from bot.policy import local_day

Language = Literal["zh", "en"]

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Words that stand by themselves: neither a part of an order number nor of a typed payload.
_WORDS = re.compile(r"(?<![\w\"{/／])[A-Za-z']{2,}(?![\w\"}])")
_SENTENCE_LETTERS = 4
# What only a sentence of that language has, not the name of a product in it.
_ENGLISH_GRAMMAR = re.compile(
    r"\b(i|i'd|i'm|my|me|you|your|it|is|are|was|the|a|to|can|could|please|want|what|where|how|and)\b"
)
_CHINESE_GRAMMAR = re.compile("[我你您的了吗吧呢是不没要想退换给这那怎么啥能可还把]")


@cache
def sentences() -> dict[str, dict[Language, str]]:
    """All sentences of all topics; the file's name is the key's first part: `case.refunded`."""
    found: dict[str, dict[Language, str]] = {}
    for file in files("actions").joinpath("texts").iterdir():
        topic = file.name.removesuffix(".yml")
        for key, texts in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            found[f"{topic}.{key}"] = texts
    return found


def sentence(key: str, language: Language, **values: Any) -> str:
    """The sentence `key` with its values. Raises KeyError for an unknown key or a missing value."""
    return sentences()[key][language].format(**values)


def language_of(text: str, before: Language) -> Language:
    """The language of a message; what is no sentence (a number, a button, "ok") keeps the last."""
    if text.startswith("/"):
        return before
    if _CHINESE.search(text):
        english = len(_ENGLISH_GRAMMAR.findall(text.lower()))
        return "en" if english > len(_CHINESE_GRAMMAR.findall(text)) else "zh"
    return "en" if sum(map(len, _WORDS.findall(text))) >= _SENTENCE_LETTERS else before


def day_text(day: date, language: Language) -> str:
    """A day as people write it, with the year where it is not this one's."""
    return policy_day_text(day, language, local_day(now()))
