"""English words of goods and services in a message, as the Chinese ones that titles have."""

import re
from functools import cache
from importlib.resources import files
from itertools import pairwise

import yaml

_WORD = re.compile(r"[a-z]+")


def in_chinese(text: str) -> dict[str, int]:
    """The Chinese words for what a normalised `text` calls by its English name, with the place."""
    words = [(match.group(), match.start()) for match in _WORD.finditer(text)]
    names = [*words, *((f"{a} {b}", at) for (a, at), (b, _) in pairwise(words))]
    found: dict[str, int] = {}
    for name, place in names:
        for word in _known(name):
            found.setdefault(word, place)
    return found


def _known(name: str) -> list[str]:
    """By its own name or, of several, that of one."""
    singular = (name, name.removesuffix("s"), name.removesuffix("es"))
    return next((_words()[form] for form in singular if form in _words()), [])


@cache
def _words() -> dict[str, list[str]]:
    text = files("actions").joinpath("goods_words.yml").read_text(encoding="utf-8")
    loaded: dict[str, str] = yaml.safe_load(text)
    return {name: words.split() for name, words in loaded.items()}
