"""Pictures in and out: `POST /api/web/uploads`, `GET /api/web/uploads/{id}`."""

import asyncio

from fastapi import APIRouter, Request, Response
from starlette.requests import ClientDisconnect

from bot import clock
from bot.channels.asking import Asker
from bot.channels.errors import ApiError
from bot.channels.web.sockets import CHANNEL
from bot.conversations import uploads
from bot.conversations.engine import Engine
from bot.conversations.models import Upload
from bot.conversations.pictures import LARGEST, BadPicture, read_picture
from bot.settings import settings
from bot.store import Store

AT_ONCE = 2  # pictures being made anew; each takes memory

router = APIRouter(prefix="/api/web/uploads")
_making = asyncio.Semaphore(AT_ONCE)


@router.post("", status_code=201)
async def upload(request: Request, asker_id: Asker) -> dict[str, str | int]:
    """Keep a picture of the asker's conversation; the body is the file itself."""
    engine: Engine = request.app.state.engine
    store: Store = request.app.state.store
    data = await _read(request)
    conversation_id = await engine.conversation_of(CHANNEL, asker_id)
    try:
        async with _making:
            picture = await asyncio.to_thread(read_picture, data)
        kept = await asyncio.to_thread(
            uploads.keep, store, settings().uploads, conversation_id, picture, clock.now()
        )
    except BadPicture as error:
        raise ApiError(415, "bad_picture", str(error)) from None
    except uploads.TooManyUploads:
        raise ApiError(429, "too_many", "too many pictures, please wait an hour") from None
    return {"id": kept.id, "width": kept.width, "height": kept.height}


@router.get("/{upload_id}")
async def picture(request: Request, asker_id: Asker, upload_id: str) -> Response:
    """A picture of the asker's own conversation; another's is as unknown as none."""
    engine: Engine = request.app.state.engine
    store: Store = request.app.state.store
    conversation_id = await engine.conversation_of(CHANNEL, asker_id)

    def look() -> tuple[Upload, bytes] | None:
        with store.reading() as session:
            found = uploads.find(session, conversation_id, upload_id)
        path = uploads.file_of(settings().uploads, found) if found else None
        return (found, path.read_bytes()) if found and path and path.exists() else None

    found = await asyncio.to_thread(look)
    if found is None:
        raise ApiError(404, "not_found", "there is no such picture")
    kept, data = found
    headers = {"cache-control": "private, max-age=86400", "x-content-type-options": "nosniff"}
    return Response(data, media_type=kept.media_type, headers=headers)


async def _read(request: Request) -> bytes:
    """The body, given up as soon as it is too long or the client is gone."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > LARGEST:
                raise ApiError(413, "too_long", f"a picture has at most {LARGEST} bytes")
    except ClientDisconnect as error:
        raise ApiError(400, "incomplete", "the body ended too early") from error
    return bytes(body)
