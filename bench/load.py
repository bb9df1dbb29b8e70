"""The load generator, a process of its own: a job as JSON on stdin, what happened on stdout.

The job: {kind: chat|rest, url, conversations: [{who, steps}], shoppers, seconds, warm_up}. So many
`shoppers` talk at once, each one conversation after the other, until `seconds` have passed or none
is left. What happened: every turn as [what was said, when it was answered, ms], and the errors.
"""

import asyncio
import json
import sys
import time
import uuid
from collections import Counter
from collections.abc import Iterator
from typing import Any

import aiohttp

Replies = list[dict[str, Any]]


class Astray(Exception):
    """The conversation did not go as it should; the text says how."""


class Talk:
    """The shoppers' side: one HTTP client, the turns it has taken, what went wrong."""

    def __init__(self, job: dict[str, Any], session: aiohttp.ClientSession) -> None:
        self._job = job
        self._session = session
        self._send = {"chat": self._chat, "rest": self._rest}[job["kind"]]
        self._left: Iterator[dict[str, Any]] = iter(job["conversations"])
        self._start = time.monotonic()
        self._inbound = 0
        self.turns: list[tuple[str, float, float]] = []
        self.errors: Counter[str] = Counter()

    async def shopper(self) -> None:
        """Take one conversation after the other."""
        for conversation in self._left:
            if self._is_over():
                return
            try:
                await self._converse(conversation)
            except (Astray, aiohttp.ClientError, TimeoutError) as error:
                self.errors[f"{type(error).__name__}: {error}"[:200]] += 1

    def _is_over(self) -> bool:
        seconds = self._job["seconds"]
        return seconds is not None and time.monotonic() - self._start > seconds

    async def _converse(self, conversation: dict[str, Any]) -> None:
        replies: Replies = []
        for step in conversation["steps"]:
            if self._is_over():
                return
            text = step.get("say") or _payload(replies, step["press"])
            begun = time.monotonic()
            replies = await self._send(conversation["who"], text)
            done = time.monotonic()
            self.turns.append((step["label"], done - self._start, (done - begun) * 1000))

    async def _chat(self, token: str, text: str) -> Replies:
        body = {"message_id": uuid.uuid4().hex, "text": text}
        headers = {"Authorization": f"Bearer {token}"}
        answer = await self._post("/api/chat", body, headers)
        replies: Replies = answer["replies"]
        if not replies or any(reply["author"] != "bot" for reply in replies):
            raise Astray("no answer of the bot's but " + " ".join(r["text"] for r in replies))
        return replies

    async def _rest(self, sender: str, text: str) -> Replies:
        self._inbound += 1
        metadata = {"inbound": self._inbound, "token": self._job["token"]}
        body = {"sender": sender, "message": text, "metadata": metadata}
        replies: Replies = await self._post("/webhooks/rest/webhook", body, {})
        if not replies:
            raise Astray("no answer")
        return replies

    async def _post(self, path: str, body: dict[str, Any], headers: dict[str, str]) -> Any:
        url = f"{self._job['url']}{path}"
        async with self._session.post(url, json=body, headers=headers) as response:
            if response.status != 200:
                raise Astray(f"{response.status} {await response.text()}")
            return await response.json()


def _payload(replies: Replies, part: str) -> str:
    for reply in replies:
        for button in reply.get("buttons") or []:
            if part in button["payload"]:
                return str(button["payload"])
    raise Astray(f"no button {part} after: " + " ".join(reply["text"] for reply in replies))


async def run(job: dict[str, Any]) -> dict[str, Any]:
    """Do the job."""
    timeout = aiohttp.ClientTimeout(total=60)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session:
        talk = Talk(job, session)
        await asyncio.gather(*(talk.shopper() for _ in range(job["shoppers"])))
    return {"turns": talk.turns, "errors": talk.errors}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run(json.load(sys.stdin)))))
