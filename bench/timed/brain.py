"""Rasa with stopwatches: `python -m bench.timed.brain run …`, on Python 3.10."""

from __future__ import annotations

from rasa.__main__ import main as rasa
from rasa.core.actions.action import RemoteAction
from rasa.core.processor import MessageProcessor
from rasa.utils.endpoints import EndpointConfig

from bench.timed.stopwatch import show, watch, watch_async
from bot.brain import channel
from bot.brain.tracker_store import TurnTrackerStore


def main() -> None:
    """Run as `rasa` does."""
    watch_async(channel, "take_turn", "turn")
    watch_async(MessageProcessor, "parse_message", "parse")
    watch_async(MessageProcessor, "run_action_extract_slots", "extract slots")
    watch(MessageProcessor, "predict_next_with_tracker_if_should", "predict")
    watch_async(TurnTrackerStore, "save", "tracker")
    watch_async(TurnTrackerStore, "retrieve", "tracker")
    watch(RemoteAction, "_validate_action_result", "check answer")
    watch_async(EndpointConfig, "request", "action call")
    show()
    rasa()


if __name__ == "__main__":
    main()
