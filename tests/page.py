"""An open page of the chat: a Socket.IO client on a real socket, for tests that wait for it."""

import asyncio
import io
import time
import uuid
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import httpx
import socketio
from PIL import Image

from tests.product import Product

SECONDS = 30
EVENTS = ("messages", "typing", "status", "owner")

Json = dict[str, Any]


class Page:
    """One tab. `heard` is every event in the order it came; `messages` what a screen shows."""

    def __init__(self, url: str, token: str, visitor: str | None = None) -> None:
        self.url = url
        self.token = token
        self._auth = {"token": token} | ({"visitor": visitor} if visitor else {})
        self.heard: list[tuple[str, Any]] = []
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._client: Any = None

    def open(self, **headers: str) -> "Page":
        """Connect. Raises socketio's ConnectionError where that is refused."""
        self._client = self._do(self._connect(headers))
        return self

    def close(self) -> None:
        """Leave, as a page that is closed does."""
        if self._client is not None:
            self._do(self._client.disconnect())
            self._client = None

    def end(self) -> None:
        """Close, and end the thread."""
        self.close()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(SECONDS)
        self._loop.close()

    def call(self, event: str, data: Any = None) -> Json:
        """Send an event and wait for what acknowledges it."""
        answer: Json = self._do(self._client.call(event, data, timeout=SECONDS))
        return answer

    def send_event(self, event: str, *data: Any) -> None:
        """Send an event that may end the socket."""
        self._do(self._client.emit(event, data, callback=lambda *_: None))

    @property
    def is_open(self) -> bool:
        """Whether the server has not ended it."""
        return bool(self._client is not None and self._client.connected)

    def sync(self, after: int = 0) -> Json:
        """One page of what was said."""
        return self.call("sync", {"after": after})

    def send(self, text: str, message_id: str | None = None) -> Json:
        """Send a message and do not wait for its answer; what acknowledges it."""
        return self.call("say", {"id": message_id or uuid.uuid4().hex, "text": text})

    def say(self, text: str) -> str:
        """Say something and wait for the answer, one reply a line."""
        message_id = uuid.uuid4().hex
        before = set(self.messages)
        answer = self.send(text, message_id)
        assert "error" not in answer, answer
        self.wait_for_status(message_id)
        return self._new(before)

    def show(self, upload_id: str) -> str:
        """Send a picture and wait for the answer."""
        message_id = uuid.uuid4().hex
        before = set(self.messages)
        answer = self.call("say", {"id": message_id, "upload": upload_id})
        assert "error" not in answer, answer
        self.wait_for_status(message_id)
        return self._new(before)

    def press(self, title: str) -> str:
        """Press the latest button whose title contains `title`."""
        for message in reversed(self.messages.values()):
            for button in message["buttons"]:
                if title in button["title"]:
                    return self.say(button["payload"])
        raise AssertionError(f"no button {title!r} in {self.texts}")

    def upload(self, data: bytes) -> httpx.Response:
        """Send a picture's bytes."""
        headers = {"Authorization": f"Bearer {self.token}"}
        url = f"{self.url}/api/web/uploads"
        return httpx.post(url, content=data, headers=headers, timeout=SECONDS)

    def download(self, upload_id: str) -> httpx.Response:
        """Ask for a picture."""
        headers = {"Authorization": f"Bearer {self.token}"}
        url = f"{self.url}/api/web/uploads/{upload_id}"
        return httpx.get(url, headers=headers, timeout=SECONDS)

    def events(self, name: str) -> list[Any]:
        """What came under one name."""
        return [data for event, data in list(self.heard) if event == name]

    @property
    def messages(self) -> dict[int, Json]:
        """The messages that were pushed here, each once, by their ids."""
        pushed = (message for batch in self.events("messages") for message in batch)
        return dict(sorted({int(message["id"]): message for message in pushed}.items()))

    @property
    def texts(self) -> list[str]:
        """What a screen shows, from top to bottom."""
        return [message["text"] for message in self.messages.values()]

    def wait_for_status(self, message_id: str, seconds: float = SECONDS) -> str:
        """Wait until a message is answered or has failed; which of the two."""

        def status() -> str | None:
            found = [s["status"] for s in self.events("status") if s["message_id"] == message_id]
            return found[-1] if found else None

        return wait_until(status, seconds)

    def wait_for_text(self, part: str, seconds: float = SECONDS) -> str:
        """Wait until something is shown that contains `part`."""
        return wait_until(lambda: next((t for t in self.texts if part in t), None), seconds)

    def _new(self, before: set[int]) -> str:
        new = [message for key, message in self.messages.items() if key not in before]
        return "\n".join(m["text"] for m in new if m["author"] != "shopper")

    async def _connect(self, headers: dict[str, str]) -> Any:
        client = socketio.AsyncClient(reconnection=False)
        for name in EVENTS:
            client.on(name, self._hearing(name))
        try:
            await client.connect(
                self.url, headers=headers, auth=self._auth, transports=["websocket"]
            )
        except BaseException:
            await client.shutdown()
            if client.eio.http is not None:
                await client.eio.http.close()
            raise
        return client

    def _hearing(self, name: str) -> Callable[[Any], Coroutine[Any, Any, None]]:
        async def hear(data: Any) -> None:
            self.heard.append((name, data))

        return hear

    def _do[Result](self, work: Coroutine[Any, Any, Result]) -> Result:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(SECONDS + 5)


def wait_until[Found](look: Callable[[], Found | None], seconds: float = SECONDS) -> Found:
    """What `look` finds, as soon as it finds anything."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.02)
    return found


@contextmanager
def pages() -> Iterator[Callable[..., Page]]:
    """Makes pages of a product; all of them are closed at the end."""
    made: list[Page] = []

    def another(shop: Product | str, token: str, visitor: str | None = None) -> Page:
        url = shop if isinstance(shop, str) else shop.url
        made.append(Page(url, token, visitor))
        return made[-1]

    yield another
    for page in made:
        page.end()


def new_visitor(shop: Product | str) -> str:
    """The token of somebody who has not signed in."""
    url = shop if isinstance(shop, str) else shop.url
    token: str = httpx.post(f"{url}/api/web/visitors", timeout=SECONDS).json()["token"]
    return token


def picture(size: tuple[int, int] = (300, 200), kind: str = "PNG", **saved: Any) -> bytes:
    """The bytes of a small real picture."""
    made = io.BytesIO()
    Image.new("RGB", size, "red").save(made, kind, **saved)
    return made.getvalue()
