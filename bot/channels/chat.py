"""The chat API: POST /api/chat, and GET /api/chat/messages for what came in the meantime."""

import json
import unicodedata
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import ClientDisconnect

from bot.channels.asking import Shopper
from bot.channels.errors import ApiError
from bot.conversations import turns
from bot.conversations.engine import Engine

CHANNEL = "api"
LONGEST_BODY = 64 * 1024
LONGEST_TEXT = 2000
HISTORY_PAGE = 200

router = APIRouter()


class ChatRequest(BaseModel):
    """One message. `text` is what was typed, or the payload of a pressed button."""

    model_config = ConfigDict(strict=True)

    message_id: str = Field(min_length=1, max_length=128)
    text: str = Field(min_length=1)


@router.post("/api/chat")
async def chat(request: Request, shopper_id: Shopper) -> dict[str, Any]:
    """Say something and get the replies."""
    message = _parse(await _read(request))
    engine: Engine = request.app.state.engine
    conversation_id = await engine.conversation_of(CHANNEL, shopper_id)
    try:
        answer = await engine.converse(
            conversation_id, turns.Said(message.message_id, message.text)
        )
    except turns.DifferentText as error:
        raise ApiError(
            422, "message_id_reused", "this message_id was used for another text"
        ) from error
    return {
        "conversation_id": answer.conversation_id,
        "owner": answer.owner,
        "replies": answer.replies,
    }


@router.get("/api/chat/messages")
async def messages(
    request: Request, shopper_id: Shopper, after: Annotated[int, Query(ge=0, le=2**53)] = 0
) -> dict[str, Any]:
    """What was said after the message `after`, a human's replies among it."""
    engine: Engine = request.app.state.engine
    conversation_id = await engine.conversation_of(CHANNEL, shopper_id)
    return {
        "conversation_id": conversation_id,
        "messages": await engine.history(conversation_id, after, HISTORY_PAGE),
    }


async def _read(request: Request) -> bytes:
    """The body, given up as soon as it is too long or the client is gone."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > LONGEST_BODY:
                raise ApiError(413, "too_long", f"a request has at most {LONGEST_BODY} bytes")
    except ClientDisconnect as error:
        raise ApiError(400, "incomplete", "the body ended too early") from error
    return bytes(body)


def _parse(body: bytes) -> ChatRequest:
    try:
        message = ChatRequest.model_validate(json.loads(body))
    except ValidationError as error:
        fields = ", ".join(".".join(map(str, e["loc"])) or "body" for e in error.errors())
        raise ApiError(422, "malformed", f"not as expected: {fields}") from error
    except (ValueError, RecursionError) as error:
        raise ApiError(422, "malformed", "the body is not JSON") from error
    check_id(message.message_id)
    return message.model_copy(update={"text": clean(message.text)})


def check_id(message_id: str) -> None:
    """Raises ApiError for an id that cannot be kept."""
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in message_id):
        raise ApiError(422, "malformed", "the message's id has characters that cannot be stored")


def clean(text: str) -> str:
    """The text as it is kept. Raises ApiError for what is too long or cannot be kept."""
    if len(text) > LONGEST_TEXT:
        raise ApiError(413, "too_long", f"a message has at most {LONGEST_TEXT} characters")
    kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")
    if not kept.strip() or any(unicodedata.category(c) == "Cs" for c in kept):
        raise ApiError(422, "malformed", "text is empty or not valid Unicode")
    return kept
