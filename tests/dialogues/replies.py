"""What holds for every reply in every dialogue: short, and in one language."""

import re
from collections.abc import Iterable
from typing import Any

LONGEST = {"zh": 220, "en": 450}
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]+")
# Neither of a language: clauses, order and case numbers, what a courier's number is made of.
_CODES = re.compile(r"(?<![A-Za-z0-9])(?:[A-Z]+-?\d[A-Za-z0-9-]*|[A-Z]-[A-Z])")
_WORDS = re.compile(r"[A-Za-z]{2,}")
_SHORTENED = re.compile(r"[^\n「」\"]{17}…")


def language_of_reply(text: str, data: Iterable[str] = ()) -> str:
    """The language of a reply, `data` (titles, names, addresses) aside."""
    return "zh" if CHINESE.search(without(text, data)) else "en"


def without(text: str, data: Iterable[str]) -> str:
    """A reply without what is the shop's and the shopper's data rather than the bot's words."""
    text = _CODES.sub("", _SHORTENED.sub("", text))
    values = {_CODES.sub("", value) for value in data} - {""}
    for value in sorted(values, key=len, reverse=True):
        text = text.replace(value, "")
    return text


def wrong_with(reply: dict[str, Any], data: Iterable[str]) -> str | None:
    """What is wrong with a reply and the buttons under it; None where nothing is."""
    text = reply["text"]
    language = language_of_reply(text, data)
    if len(text) > LONGEST[language]:
        return f"{len(text)} characters are too long: {text}"
    for part in (text, *(button["title"] for button in reply["buttons"])):
        said = without(part, data)
        foreign = (_WORDS if language == "zh" else CHINESE).findall(said)
        if foreign:
            return f"{foreign} is not in the language of {text!r}"
    return None
