"""Runs in the brain's Python: that what Rasa is spared says the same as Rasa itself would."""

import json
from copy import copy

from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.shared.core.events import Event
from rasa.shared.core.slots import AnySlot, BooleanSlot, TextSlot
from rasa.shared.utils.common import all_subclasses

from bot.brain.remembered import remember

ANSWERS = (
    {"events": [], "responses": []},
    {
        "events": [{"event": "slot", "name": "wish", "value": "refund"}],
        "responses": [{"text": "好"}],
    },
    {"events": [{"event": "slot", "value": "refund"}], "responses": []},
    {"events": [{"event": "no such event"}], "responses": []},
    {"events": "none", "responses": []},
    {"events": [], "responses": ["not an object"]},
)


def verdicts() -> list[bool]:
    """Which of the answers an action may give are taken."""
    return [_taken(answer) for answer in ANSWERS]


def _taken(answer: dict[str, object]) -> bool:
    try:
        return bool(RemoteAction("x", None)._validate_action_result(answer))
    except ValidationError:
        return False


def events() -> dict[str, str]:
    """Each event's name and the class it is taken for."""
    names = {c.type_name for c in all_subclasses(Event) if isinstance(c.type_name, str)}
    return {name: str(Event.resolve_by_type(name)) for name in sorted(names)}


def copies() -> list[dict[str, str]]:
    """The attributes of a copy of each kind of slot, after the copy was given another value."""
    slots = [TextSlot("wish", []), BooleanSlot("used", [], initial_value=True), AnySlot("any", [])]
    found = []
    for slot in slots:
        other = copy(slot)
        other.value = "other"
        found += [{k: str(v) for k, v in vars(one).items()} for one in (slot, other)]
        found.append({"kind": type(other).__name__})
    return found


def said() -> list[object]:
    """All of it."""
    return [verdicts(), events(), copies()]


before = said()
remember()
remember()
print(json.dumps({"before": before, "after": said(), "again": said()}))
