"""A tracker store that stores nothing: the conversation's state comes and goes with the turn.

All that the rules and the form need of the past is which slots are set and which form is active.
Without the events behind them the thousandth turn costs what the tenth does, and a turn that failed
is simply run again from the state before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.brain.turn import CURRENT, Turn


class TurnTrackerStore(TrackerStore):  # type: ignore[misc]
    """Builds the tracker from the turn's state and leaves the new state in the turn.

    Outside of a turn (`rasa shell`) the states are kept in memory.
    """

    def __init__(self, domain: Any, event_broker: Any = None, **kwargs: Any) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self._memory: dict[str, dict[str, Any]] = {}

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Leave what is remembered of `tracker` in the turn."""
        turn = CURRENT.get()
        if turn is None:
            self._memory[tracker.sender_id] = state_of(tracker)
        else:
            turn.after = state_of(tracker)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker as the turn's state says."""
        turn = CURRENT.get() or Turn(state=self._memory.get(sender_id, {}))
        tracker = self.init_tracker(sender_id)
        tracker.update_with_events(events_of(turn.state), self.domain)
        return tracker

    async def keys(self) -> Iterable[str]:
        """Nothing is kept that could be listed."""
        return self._memory.keys()


def state_of(tracker: DialogueStateTracker) -> dict[str, Any]:
    """What has to be remembered: the slots that differ from their start, the active form."""
    slots = {
        name: slot.value for name, slot in tracker.slots.items() if slot.value != slot.initial_value
    }
    return {"slots": slots, "form": tracker.active_loop_name}


def events_of(state: dict[str, Any]) -> list[Event]:
    """The shortest past that leads to `state`."""
    events: list[Event] = [SlotSet(name, value) for name, value in state.get("slots", {}).items()]
    if state.get("form"):
        events.append(ActiveLoop(state["form"]))
    return [*events, ActionExecuted(ACTION_LISTEN_NAME)]
