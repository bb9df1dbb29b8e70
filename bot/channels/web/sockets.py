"""The sockets of the open pages (Socket.IO). What each event carries is in docs/web-channel.md.

Whose conversation a socket belongs to is settled by its token when it connects; nothing that it
sends later chooses one.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import socketio

from bot import clock
from bot.channels.asking import digest
from bot.channels.chat import check_id, clean
from bot.channels.errors import ApiError
from bot.channels.identity import BadToken, asker_of, shopper_of, visitor_of
from bot.channels.limits import Limiter
from bot.channels.web.outbox import Outbox, owners_of
from bot.conversations import ratings, turns
from bot.conversations.engine import Engine
from bot.conversations.queue import QueueError, leave
from bot.conversations.signing_in import take_along
from bot.conversations.turns import Said
from bot.conversations.uploads import find
from bot.store import Store

logger = logging.getLogger(__name__)

CHANNEL = "web"
PAGE = 100  # messages
LARGEST_EVENT = 64 * 1024  # bytes
PICTURE = "[图片]"
LEFT_OVER_SECONDS = 5.0

Handler = Callable[[str, Any], Awaitable[dict[str, Any]]]


class Sockets:
    """The Socket.IO server and what its events do."""

    def __init__(self, store: Store, engine: Engine, limiter: Limiter, redis_url: str = "") -> None:
        manager = socketio.AsyncRedisManager(redis_url) if redis_url else None
        self.server = socketio.AsyncServer(
            async_mode="asgi",
            client_manager=manager,
            cors_allowed_origins=[],  # not its business: see gate.py
            transports=["websocket"],
            max_http_buffer_size=LARGEST_EVENT,
            async_handlers=False,  # what one page sends is taken in its order
            logger=_only_errors("socketio"),
            engineio_logger=_only_errors("engineio"),
        )
        self.outbox = Outbox(store, self.server)
        self._store = store
        self._engine = engine
        self._limiter = limiter
        self._tasks: set[asyncio.Task[None]] = set()
        self._under_way: set[tuple[str, str]] = set()
        self.server.on("connect", self._connect)
        self.server.on("disconnect", self._disconnect)
        events: dict[str, Handler] = {
            "say": self._say,
            "sync": self._sync,
            "rate": self._rate,
            "leave_queue": self._leave_queue,
        }
        for name, handler in events.items():
            self.server.on(name, self._answering(name, handler))
        self.server.on("*", self._unknown)

    async def run(self) -> None:
        """Deliver what others store, answer what a front that died has left; until cancelled."""
        await asyncio.gather(self.outbox.run(), self._answer_left_over())

    async def _answer_left_over(self) -> None:
        while True:
            await asyncio.sleep(LEFT_OVER_SECONDS)
            with suppress(Exception):  # the next time may go better; the rows are not lost
                for conversation_id, said in await self._engine.left_over(CHANNEL):
                    self._answer(conversation_id, said, "")

    async def _connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        try:
            asker_id = await asyncio.to_thread(self._signed_in, auth)
        except BadToken:
            logger.info("connect: 401 unauthorized")
            raise socketio.exceptions.ConnectionRefusedError("unauthorized") from None
        conversation_id = await self._engine.conversation_of(CHANNEL, asker_id)
        address = digest(_address(environ))
        session = {"asker": asker_id, "conversation": conversation_id, "address": address}
        await self.server.save_session(sid, session)
        await self.server.enter_room(sid, conversation_id)
        self.outbox.opened(conversation_id)

    def _signed_in(self, auth: Any) -> str:
        """Who connects; a visitor who has signed in since takes along what was said."""
        if not isinstance(auth, dict):
            raise BadToken("no token")
        asker_id = asker_of(auth.get("token", ""))
        if auth.get("visitor"):
            try:
                shopper_id, visitor_id = shopper_of(auth["token"]), visitor_of(auth["visitor"])
            except BadToken:
                return asker_id  # an old visitor's token is no reason to be refused
            take_along(self._store, CHANNEL, visitor_id, shopper_id)
        return asker_id

    async def _disconnect(self, sid: str, _reason: str = "") -> None:
        session = await self.server.get_session(sid)
        if "conversation" in session:
            self.outbox.closed(session["conversation"])

    def _answering(self, name: str, handler: Handler) -> Callable[..., Awaitable[dict[str, Any]]]:
        """Every event is answered: with what it asked for, or with an error of the one shape."""

        async def answer(sid: str, *given: Any) -> dict[str, Any]:
            try:
                session = await self.server.get_session(sid)
                self._limiter.check(session["asker"])
                return await handler(sid, given[0] if given else None)
            except ApiError as error:
                logger.info("%s: %s %s", name, error.status, error.code)
                return {"error": {"code": error.code, "message": error.message}}
            except Exception as error:
                logger.exception("%s failed", name, exc_info=error)
                return {
                    "error": {"code": "internal", "message": "something went wrong on our side"}
                }

        return answer

    async def _unknown(self, _name: str, sid: str, *given: Any) -> dict[str, Any]:
        async def refuse(_sid: str, _given: Any) -> dict[str, Any]:
            raise ApiError(404, "unknown_event", "there is no such event")

        return await self._answering("unknown event", refuse)(sid, *given)

    async def _say(self, sid: str, given: Any) -> dict[str, Any]:
        session = await self.server.get_session(sid)
        said = await self._said(session["conversation"], given)
        try:
            message, fresh = await self._engine.receive(session["conversation"], said)
        except turns.DifferentText:
            raise ApiError(
                422, "message_id_reused", "this id was used for another message"
            ) from None
        if fresh:
            await self.outbox.push(session["conversation"], [message])
        if message["status"] != "answered":
            self._answer(session["conversation"], said, session["address"])
        return {"message": message}

    async def _said(self, conversation_id: str, given: Any) -> Said:
        what = given if isinstance(given, dict) else {}
        message_id, text, upload_id = what.get("id"), what.get("text"), what.get("upload")
        if not isinstance(message_id, str) or not 1 <= len(message_id) <= 128:
            raise ApiError(422, "malformed", "id is text of 1 to 128 characters")
        check_id(message_id)
        if upload_id is not None:
            if not isinstance(upload_id, str) or not await self._is_own(conversation_id, upload_id):
                raise ApiError(422, "malformed", "there is no such picture in this conversation")
            return Said(message_id, PICTURE, upload_id)
        if not isinstance(text, str):
            raise ApiError(422, "malformed", "text is missing")
        return Said(message_id, clean(text))

    async def _is_own(self, conversation_id: str, upload_id: str) -> bool:
        def look() -> bool:
            with self._store.reading() as session:
                return find(session, conversation_id, upload_id) is not None

        return await asyncio.to_thread(look)

    def _answer(self, conversation_id: str, said: Said, address: str) -> None:
        """Not waited for by the page; a message whose answer is on its way needs no other."""
        key = conversation_id, said.message_id
        if key in self._under_way:
            return
        self._under_way.add(key)
        task = asyncio.create_task(self._take_turn(conversation_id, said, address))
        self._tasks.add(task)  # so that the loop does not forget it
        task.add_done_callback(self._done)

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception():
            logger.error("a turn failed", exc_info=task.exception())

    async def _take_turn(self, conversation_id: str, said: Said, address: str) -> None:
        """Let the message be answered, and send what comes of it."""
        try:
            await self.server.emit("typing", {"on": True}, room=conversation_id)
            answer = await self._engine.converse(conversation_id, said, address)
        finally:
            # Before the page hears of a failure: it may send the message again at once.
            self._under_way.discard((conversation_id, said.message_id))
            await self.server.emit("typing", {"on": False}, room=conversation_id)
        await self.outbox.push(conversation_id, answer.replies)
        status = {"message_id": said.message_id, "status": answer.status}
        await self.server.emit("status", status, room=conversation_id)

    async def _sync(self, sid: str, given: Any) -> dict[str, Any]:
        session = await self.server.get_session(sid)
        after = given.get("after", 0) if isinstance(given, dict) else 0
        if not isinstance(after, int) or isinstance(after, bool) or not 0 <= after <= 2**53:
            raise ApiError(422, "malformed", "after is the id of a message")
        conversation_id = session["conversation"]
        messages = await self._engine.history(conversation_id, after, PAGE)
        owners = await asyncio.to_thread(owners_of, self._store, {conversation_id})
        return {
            "conversation_id": conversation_id,
            "messages": messages,
            "more": len(messages) == PAGE,
            **owners[conversation_id],
        }

    async def _rate(self, sid: str, given: Any) -> dict[str, Any]:
        session = await self.server.get_session(sid)
        what = given if isinstance(given, dict) else {}
        stars, comment = what.get("stars"), what.get("comment")
        if type(stars) is not int or not (comment is None or isinstance(comment, str)):
            raise ApiError(422, "malformed", "stars is a number from 1 to 5, comment is text")
        kept = clean(comment) if comment and comment.strip() else None
        try:
            await asyncio.to_thread(
                ratings.rate, self._store, session["conversation"], stars, kept, clock.now()
            )
        except ValueError as error:
            raise ApiError(422, "malformed", str(error)) from None
        return {"rated": True}

    async def _leave_queue(self, sid: str, _given: Any) -> dict[str, Any]:
        """The shopper does not want to wait (any longer) and has the bot back."""
        session = await self.server.get_session(sid)
        with suppress(QueueError):  # it is the bot's already
            await asyncio.to_thread(leave, self._store, session["conversation"], clock.now())
        await self.outbox.push(session["conversation"], [])
        return {"left": True}


def _only_errors(name: str) -> logging.Logger:
    """A library's logger that never says more: what is less than an error has messages in it."""
    library = logging.getLogger(f"{__name__}.{name}")
    library.setLevel(logging.ERROR)
    return library


def _address(environ: dict[str, Any]) -> str:
    scope = environ.get("asgi.scope") or {}
    client = scope.get("client") or ("unknown",)
    return str(client[0])
