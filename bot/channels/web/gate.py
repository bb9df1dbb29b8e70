"""What may reach the sockets: WebSockets of known pages, and packets that a page of ours sends.

Engine.IO and Socket.IO trust their clients further than we can: a packet that is none ends in a
traceback, an event called "connect" runs the handler that believes in a token. So everything else
is turned away here, with one line in the log that says why and not what.
"""

import logging
from urllib.parse import parse_qs, urlsplit

from socketio.packet import CONNECT, DISCONNECT, EVENT, Packet
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.errors import error_response

logger = logging.getLogger(__name__)

PATH = "/socket.io"
# Engine.IO packets, by their first character.
_CLOSE, _PONG, _MESSAGE = "1", "3", "4"
_REFUSED = "44"  # Engine.IO message, Socket.IO connect error
_POLICY = 1008  # WebSocket: closed for what the other side has sent
_NORMAL = (1000, 1001, 1005)
_RESERVED = frozenset({"connect", "disconnect", "*"})


class Refused(Exception):
    """Not to be let through; the text says why, without anything of what was sent."""


class Gate:
    """An ASGI middleware in front of the sockets; `origins` are pages that may, beside our own."""

    def __init__(self, app: ASGIApp, origins: list[str]) -> None:
        self._app = app
        self._origins = frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through what may pass."""
        if scope["type"] == "lifespan" or not scope["path"].startswith(PATH):
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            logger.info("socket: 400 no websocket")
            answer = error_response(400, "websocket_only", "the sockets are WebSockets only")
            await answer(scope, receive, send)
        elif reason := self._unknown(scope):
            logger.info("socket: 403 %s", reason)
            await receive()
            await send({"type": "websocket.close", "code": _POLICY})
        else:
            guarded = _Socket(receive, send)
            await self._app(scope, guarded.receive, guarded.send)

    def _unknown(self, scope: Scope) -> str | None:
        """Why a socket is not opened, if so."""
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if origin is not None and origin not in self._origins and not _is_own(origin, headers):
            return "foreign origin"
        query = parse_qs(scope["query_string"].decode("latin-1"))
        if query.get("EIO") != ["4"] or query.get("transport") != ["websocket"] or "sid" in query:
            return "not as expected"
        return None


def _is_own(origin: str, headers: Headers) -> bool:
    """Whether a page comes from here; a proxy in front may have ended its TLS."""
    page = urlsplit(origin)
    return page.scheme in ("http", "https") and page.netloc == headers.get("host")


class _Socket:
    """One open socket, between the wire and Socket.IO."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._asked = False  # to connect
        self._refused = False
        self._closed = False

    async def receive(self) -> Message:
        """The next message; a bad one is the last."""
        message = await self._receive()
        if message["type"] == "websocket.disconnect":
            self._ended(message.get("code") or _NORMAL[0])
        elif message["type"] == "websocket.receive":
            try:
                self._check(message.get("text"))
            except Refused as error:
                return await self._end(str(error))
        return message

    async def send(self, message: Message) -> None:
        """Send, unless it is over."""
        if self._closed:
            return
        if message["type"] == "websocket.send" and (message.get("text") or "")[:2] == _REFUSED:
            self._refused = True
        self._closed = message["type"] == "websocket.close"
        await self._send(message)

    def _check(self, text: str | None) -> None:
        """Raises Refused for what no page of ours sends."""
        if text is None:
            raise Refused("binary")
        if text in (_CLOSE, _PONG):
            return
        if not text.startswith(_MESSAGE):
            raise Refused("no packet")
        if self._refused:
            raise Refused("not connected")
        packet = _packet(text[1:])
        connects = packet.packet_type == CONNECT
        if connects == self._asked:
            raise Refused("connected already" if connects else "not connected")
        self._asked = True
        if packet.packet_type == EVENT:
            _check_event(packet)

    async def _end(self, reason: str) -> Message:
        logger.info("socket: closed, %s", reason)
        if not self._closed:
            await self.send({"type": "websocket.close", "code": _POLICY})
        return {"type": "websocket.disconnect", "code": _POLICY}

    def _ended(self, code: int) -> None:
        if not self._closed and code not in _NORMAL:
            logger.info("socket: lost, code %s", code)
        self._closed = True


def _packet(text: str) -> Packet:
    try:
        packet = Packet(encoded_packet=text)
    except Exception:  # whatever its decoder trips over
        raise Refused("no packet") from None
    if packet.packet_type not in (CONNECT, DISCONNECT, EVENT) or packet.attachment_count:
        raise Refused("not as expected")
    if packet.namespace not in (None, "/"):
        raise Refused("another namespace")
    return packet


def _check_event(packet: Packet) -> None:
    data = packet.data
    if not isinstance(data, list) or not data or not isinstance(data[0], str):
        raise Refused("no event")
    if data[0] in _RESERVED:
        raise Refused("a reserved event")
    if packet.id is None:
        raise Refused("an event without acknowledgement")
