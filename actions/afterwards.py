"""What the bot adds once a message has been dealt with."""

from actions.recalls import tell_recalls
from actions.suspended import offer_suspended
from actions.turn import Turn


def afterwards(turn: Turn) -> None:
    """Tell of recalls; where nothing is under way or asked, offer the wish that waits."""
    if turn.opens_form or turn.left_the_bot:
        return
    tell_recalls(turn)
    if not turn.slots.get("asked"):
        offer_suspended(turn)
