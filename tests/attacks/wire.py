"""HTTP by hand, because no client would send what an attacker does."""

import json
import socket
import struct
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPResponse
from typing import Any

SECONDS = 20
UPGRADE = (
    (b"Connection", b"Upgrade"),
    (b"Upgrade", b"websocket"),
    (b"Sec-WebSocket-Version", b"13"),
    (b"Sec-WebSocket-Key", b"dGhlIHNhbXBsZSBub25jZQ=="),
)
TEXT, BINARY, CLOSE = 1, 2, 8
CHUNK = 1000


@dataclass(frozen=True)
class Request:
    """What goes over the wire; `what` says it to a reader of a failed test."""

    what: str
    body: bytes = b""
    method: str = "POST"
    path: str = "/api/chat"
    headers: tuple[tuple[bytes, bytes], ...] = ()
    chunked: bool = False
    token: bool = True

    def raw(self, token: str) -> bytes:
        """The bytes, with a valid `token` unless the request goes without."""
        headers = [(b"Host", b"localhost"), *self.headers]
        if self.token:
            headers.append((b"Authorization", f"Bearer {token}".encode()))
        if self.chunked:
            headers.append((b"Transfer-Encoding", b"chunked"))
        elif self.body or self.method != "GET":
            headers.append((b"Content-Length", str(len(self.body)).encode()))
        head = f"{self.method} {self.path} HTTP/1.1\r\n".encode()
        lines = b"".join(b"%s: %s\r\n" % header for header in headers)
        return head + lines + b"\r\n" + (_in_chunks(self.body) if self.chunked else self.body)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes

    def json(self) -> Any:
        """The body as JSON; None where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    @property
    def is_error_in_shape(self) -> bool:
        """Whether it is {"error": {"code", "message"}} and says nothing of our insides."""
        error = (self.json() or {}).get("error") if isinstance(self.json(), dict) else None
        return (
            isinstance(error, dict)
            and error.keys() == {"code", "message"}
            and all(isinstance(value, str) and value for value in error.values())
            and b"Traceback" not in self.body
            and b'File "' not in self.body
        )


def send(port: int, raw: bytes) -> Answer:
    """Send bytes and read one answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as wire:
        with suppress(BrokenPipeError, ConnectionResetError):  # answered before it was all read
            wire.sendall(raw)
        answer = HTTPResponse(wire, method="GET")
        answer.begin()
        return Answer(answer.status, answer.read())


class RawSocket:
    """A WebSocket by hand, open to the sockets of the web channel; with a token connected too."""

    def __init__(self, port: int, token: str | None = None) -> None:
        self._wire = socket.create_connection(("127.0.0.1", port), timeout=SECONDS)
        path = "/socket.io/?EIO=4&transport=websocket"
        self._wire.sendall(Request("", method="GET", path=path, headers=UPGRADE).raw(""))
        self._incoming = self._wire.makefile("rb")
        while self._incoming.readline().strip():
            pass  # 101 and its headers
        assert (self.receive() or "").startswith("0{")
        if token is not None:
            self.send(f"40{json.dumps({'token': token})}")
            assert (self.receive() or "").startswith('40{"sid"')

    def send(self, data: str | bytes, opcode: int = TEXT) -> None:
        """One frame."""
        body = data.encode() if isinstance(data, str) else data
        if len(body) < 126:
            sizes = struct.pack(">B", 0x80 | len(body))
        elif len(body) < 1 << 16:
            sizes = struct.pack(">BH", 0xFE, len(body))
        else:
            sizes = struct.pack(">BQ", 0xFF, len(body))
        self.send_raw(bytes([0x80 | opcode]) + sizes + bytes(4) + body)  # masked with zeros

    def send_raw(self, data: str | bytes) -> None:
        """Bytes that may be no frame."""
        with suppress(BrokenPipeError, ConnectionResetError):  # closed before it was all read
            self._wire.sendall(data if isinstance(data, bytes) else data.encode())

    def receive(self) -> str | None:
        """The next text; None once the socket is closed."""
        with suppress(ConnectionResetError):
            while head := self._incoming.read(2):
                size = head[1]
                if size == 126:
                    size = int.from_bytes(self._incoming.read(2))
                elif size == 127:
                    size = int.from_bytes(self._incoming.read(8))
                body = self._incoming.read(size)
                if head[0] & 15 == CLOSE:
                    return None
                if head[0] & 15 == TEXT:
                    return body.decode()
        return None

    def close(self) -> None:
        """Be gone."""
        self._incoming.close()
        self._wire.close()


def hang_up(port: int, raw: bytes) -> None:
    """Send bytes and be gone."""
    with socket.create_connection(("127.0.0.1", port), timeout=SECONDS) as wire:
        wire.sendall(raw)


def _in_chunks(body: bytes) -> bytes:
    pieces: Iterable[bytes] = (body[i : i + CHUNK] for i in range(0, len(body), CHUNK))
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
