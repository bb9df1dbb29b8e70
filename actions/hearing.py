"""What is heard in a message: the brain's understanding of it, and what the shopper's orders show.

The brain knows no orders, so that a name is to it a sentence like any other.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from actions.bare_wish import bare_wish
from actions.product_words import Span, named_in

# No anger, however many of them: "？？？".
_MARKS = re.compile(r"[\s?!.。…~,、]+")
# What takes an intent back, by entity.
_DENIED = {"request_human": "no_human", "complain": "no_complaint"}
# What "把退货申请撤了" may be taken for.
_TAKEN_BACK = frozenset(
    {"nlu_fallback", "request_refund", "request_return", "request_exchange", "ask_case_status"}
) | {"change_order", "deny", "vent"}
# What a bare wish is not taken for: within a request "换T恤" may only change the order.
_KEPT = frozenset({"request_refund", "request_return", "request_exchange", "change_order"})
# Told by themselves, wherever they stand.
_NUMBERS = frozenset({"order_no", "tail", "waybill"})
# Guessed from the sentence as a whole, names included.
_GUESSED = frozenset({"told", "topic", "category"})


@dataclass(frozen=True)
class Part:
    """One of several clauses of a message, understood by itself; `confidence` is from 0 to 1."""

    text: str
    intent: str
    confidence: float
    entities: dict[str, list[str]]


def heard(text: str, raw: dict[str, Any], names: Sequence[str], form_active: bool) -> Part:
    """A message or a clause of one, as the brain has understood it and the shopper's orders show.

    `text` is what was normalised; `raw` has the brain's intent and entities.
    """
    spans = named_in(text, names) if names else []
    found = [entity for entity in raw.get("entities") or [] if not _is_of_a_name(entity, spans)]
    entities = _grouped(found)
    name, confidence = _guess(raw)
    if _MARKS.fullmatch(text):
        return Part(text, "nlu_fallback", confidence, entities)
    if takes_back(entities, form_active) and name in _TAKEN_BACK:
        return Part(text, "cancel", 1.0, entities)
    wish = bare_wish(text, spans)
    if wish and name not in _KEPT:
        rest = {kind: values for kind, values in entities.items() if kind not in _GUESSED}
        return Part(text, wish, 1.0, rest)
    return Part(text, _unless_denied(name, entities), confidence, entities)


def _guess(raw: dict[str, Any]) -> tuple[str, float]:
    """The intent and how sure it is: in one piece of a message, beside its name of a clause."""
    intent = raw.get("intent") or {}
    if isinstance(intent, str):
        return intent, float(raw["confidence"])
    return intent.get("name") or "nlu_fallback", float(intent.get("confidence") or 0.0)


def _is_of_a_name(entity: dict[str, Any], names: list[Span]) -> bool:
    """ "破" of 破壁机, "4件" of "4件套"; but "漏水" is a fault, whatever the name has of it."""
    start, end = int(entity.get("start") or 0), int(entity.get("end") or 0)
    return entity["entity"] not in _NUMBERS and any(
        first <= start < end <= last and (first, last) != (start, end) for first, last in names
    )


def _unless_denied(intent: str, entities: dict[str, list[str]]) -> str:
    """ "不用转人工" and "人工缝制" ask for nobody, whatever the classifier thinks."""
    return "nlu_fallback" if _DENIED.get(intent) in entities else intent


def takes_back(entities: dict[str, list[str]], form_active: bool = False) -> bool:
    """ "把退货申请撤了" is no wish for a return, whatever the classifier thinks.

    Nor is "我退错了", but within a request it may only correct what was said for that.
    """
    return "withdraw" in entities or ("mistaken" in entities and not form_active)


def _grouped(entities: Iterable[dict[str, Any]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for entity in entities:
        grouped.setdefault(entity["entity"], []).append(str(entity["value"]))
    return grouped
