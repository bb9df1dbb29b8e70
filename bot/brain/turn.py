"""The turn that is being worked on: what the front sent along and what it gets back."""

from __future__ import annotations

import logging
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any


@dataclass
class Turn:
    """One message of one conversation.

    `state` is what the brain remembered before it, `after` what it remembers afterwards (None until
    it is saved), `failed` whether anything went wrong that Rasa would pass over in silence.
    """

    state: dict[str, Any]
    after: dict[str, Any] | None = None
    failed: bool = False


CURRENT: ContextVar[Turn | None] = ContextVar("turn", default=None)


class FailTurn(logging.Handler):
    """Rasa logs an action's exception and goes on as if it had run; this fails the turn instead."""

    def __init__(self) -> None:
        super().__init__(level=logging.ERROR)

    def emit(self, record: logging.LogRecord) -> None:
        """Mark the turn in whose context the error was logged."""
        turn = CURRENT.get()
        if turn is not None:
            turn.failed = True
