"""Words of a product's name, in what a shopper writes."""

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import pairwise

import yaml

from bot.orders.models import Order

Span = tuple[int, int]
_PLACES = re.compile("[上前后下里外]面|[上下左右]边")


@cache
def _common_words() -> dict[str, frozenset[str]]:
    """Words that say nothing of a product, by how they are looked at."""
    text = files("actions").joinpath("common_words.yml").read_text(encoding="utf-8")
    return {kind: frozenset(words) for kind, words in yaml.safe_load(text).items()}


def product_name(order: Order) -> str:
    """What a shopper may call it by."""
    return f"{order.deal.title} {order.deal.merchant}".lower()


def pairs(text: str) -> set[str]:
    """Pairs of Chinese characters (T恤 is one too) and Latin words of three letters or more."""
    found = {
        a + b for a, b in pairwise(text) if _is_chinese(b) and (_is_chinese(a) or _is_letter(a))
    }
    return (found - _common_words()["pairs"]) | _latin_words(text)


def characters(text: str) -> set[str]:
    """Single Chinese characters."""
    text = _PLACES.sub("", text)
    return {c for c in text if _is_chinese(c)} - _common_words()["characters"]


def named_in(text: str, names: Iterable[str]) -> list[Span]:
    """Where `text` has a piece of one of the `names`, each piece as long as it goes."""
    spoken = pairs(text)
    alike = [name for name in names if spoken & pairs(name)]
    found = []
    start = 0
    while start < len(text):
        end = max((_reach(text, start, name) for name in alike), default=start)
        if pairs(text[start:end]):
            found.append((start, end))
            start = end
        else:
            start += 1
    return found


def _reach(text: str, start: int, name: str) -> int:
    end = start
    while end < len(text) and text[start : end + 1] in name:
        end += 1
    return end


def _latin_words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{3,}", text)) - _common_words()["english"]


def _is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _is_letter(character: str) -> bool:
    return "a" <= character <= "z"
