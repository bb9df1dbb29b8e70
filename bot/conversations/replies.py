"""What goes back to the shopper, and what the front says on its own."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from bot.conversations.models import Conversation, Message

Author = Literal["shopper", "bot", "agent", "system"]


@dataclass(frozen=True)
class Answer:
    """The replies to one message and who owns the conversation after it.

    `status` is the message's: answered, or failed where it should be sent again.
    """

    conversation_id: str
    owner: str
    replies: list[dict[str, Any]]
    status: str = "answered"


def message_json(message: Message) -> dict[str, Any]:
    """A message as every channel shows it; what it has none of is left out."""
    shown = {
        "id": str(message.id),
        "author": message.author,
        "text": message.text,
        "buttons": message.buttons,
        "at": message.at.isoformat(),
    }
    own = {
        "message_id": message.message_id,
        "status": message.status,
        "upload": message.upload_id,
        "card": message.card,
        "name": message.name,
    }
    return shown | {name: value for name, value in own.items() if value is not None}


@cache
def _texts() -> dict[str, dict[str, str]]:
    text = files(__package__).joinpath("texts.yml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = yaml.safe_load(text)
    return loaded


def own_words(conversation: Conversation, key: str, **values: object) -> str:
    """A sentence of the front's own, in the language the conversation was last in."""
    language = (conversation.brain_state.get("slots") or {}).get("language") or "zh"
    return _texts()[key][language].format(**values)
