"""The channel the front talks to: state in, replies and state out. The brain keeps nothing."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.brain.turn import CURRENT, FailTurn, Turn

logger = logging.getLogger(__name__)


class Collector(CollectingOutputChannel):  # type: ignore[misc]
    """Keeps each reply in one piece: text, buttons and card."""

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Take a reply as the action gave it."""
        card = message.get("custom")
        self.messages.append(
            {
                "text": message.get("text") or "",
                "buttons": message.get("buttons") or [],
                **({"card": card} if card else {}),
            }
        )


class TurnInput(InputChannel):  # type: ignore[misc]
    """POST /webhooks/turn/webhook {sender, message, state, metadata} → {replies, state, failed}."""

    @classmethod
    def name(cls) -> str:
        """The channel's part of the URL."""
        return "turn"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> TurnInput:
        """Made once at start; from here on an error that Rasa only logs fails the turn."""
        logging.getLogger("rasa.core.processor").addHandler(FailTurn())
        return cls()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The one route."""
        blueprint = Blueprint("turn")

        @blueprint.route("/webhook", methods=["POST"])  # type: ignore[misc]
        async def receive(request: Request) -> HTTPResponse:
            return response.json(await take_turn(on_new_message, request.json))

        return blueprint


async def take_turn(
    on_new_message: Callable[[UserMessage], Awaitable[Any]], body: dict[str, Any]
) -> dict[str, Any]:
    """Run one turn on the state that was sent along."""
    turn = Turn(state=body["state"])
    collector = Collector()
    token = CURRENT.set(turn)
    try:
        await on_new_message(
            UserMessage(
                body["message"],
                collector,
                body["sender"],
                input_channel=TurnInput.name(),
                metadata=body["metadata"],
            )
        )
    except Exception:  # whatever it is, the front has to hear of it
        logger.exception("the turn failed")
        turn.failed = True
    finally:
        CURRENT.reset(token)
    return {
        "replies": collector.messages,
        "state": turn.after,
        "failed": turn.failed or turn.after is None,
    }
