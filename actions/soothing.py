"""Anger in a message about something else is met with an apology first, and a human on offer."""

import re

from actions.answers import human
from actions.turn import Turn
from actions.wording import sentence

_SORRY = re.compile(r"对不起|抱歉|不好意思|sorry|apolog", re.IGNORECASE)


def soothe(turn: Turn) -> None:
    """Apologise before what has been answered, unless that does so already."""
    if "anger" not in turn.entities or turn.pressed or not turn.said or turn.left_the_bot:
        return
    if not any(_SORRY.search(reply["text"]) for reply in turn.said):
        first = turn.said[0]
        first["text"] = sentence("answers.soothe", turn.language) + first["text"]
    if not any(b["payload"] == "/request_human" for r in turn.said for b in r["buttons"]):
        turn.said[-1]["buttons"].append(human(turn))
