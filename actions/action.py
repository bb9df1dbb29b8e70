"""What every Rasa action of this room has in common."""

import asyncio
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions.turn import Turn, open_turn

# What the form asks next: it goes by this being set, whatever it was before.
_ASKED = "requested_slot"


class TurnAction(Action, ABC):
    """Opens the turn, lets the topic answer in a thread, and hands Rasa what came of it.

    Nothing is caught here: an action that fails must fail the turn, so that the front apologises
    and the message can be sent again.
    """

    @abstractmethod
    def name(self) -> str:
        """The action's name in the domain."""

    @abstractmethod
    def answer(self, turn: Turn) -> None:
        """Answer `turn`."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> list[EventType]:
        """Rasa's entry point; the domain is not sent and not needed."""
        del domain
        turn = await asyncio.to_thread(self._take, tracker.current_state())
        for reply in turn.said:
            dispatcher.utter_message(
                text=reply["text"],
                buttons=reply["buttons"] or None,
                json_message=reply.get("card"),
            )
        events: list[EventType] = [
            SlotSet(name, value)
            for name, value in _changed(turn, tracker.current_slot_values()).items()
        ]
        if turn.opens_form:
            events.append(FollowupAction("request_form"))
        return events

    def _take(self, state: dict[str, Any]) -> Turn:
        turn = open_turn(state)
        self.answer(turn)
        if turn.opens_form:
            turn.only_last_to_press()
        return turn


def _changed(turn: Turn, before: dict[str, Any]) -> dict[str, Any]:
    """The slots to set: Rasa reads all events of a conversation at every turn, so few are best.

    A form of which a turn sets nothing is left by Rasa: then the language is set once more.
    """
    changed = {
        name: value
        for name, value in turn.changes.items()
        if name == _ASKED or value != before.get(name)
    }
    return changed if changed.keys() - {_ASKED} else changed | {"language": turn.language}
