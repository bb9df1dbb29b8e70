"""Shoppers who type on pages of the chat, a process of its own: a job on stdin, the rest on stdout.

The job, as JSON: {url, tokens, texts, pause, seconds, echo, pids}. Every token is a shopper with
one page open on a real socket; each types one of `texts` after the other, waits for the answer and
then for `pause` seconds (on average), until `seconds` have passed. What has `failed` is sent again.
At the end every page reads its whole history, which has to be what it has sent and been shown:
{turns: [[at, ms], …], sent, lost, doubled, failed, reconnected, connect_ms, cpu}. With an `echo`
every message has exactly one answer. `cpu` is what the processes `pids` have used meanwhile.
"""

import asyncio
import json
import random
import sys
import time
from collections import Counter
from contextlib import suppress
from itertools import cycle
from typing import Any

import psutil
import socketio

PATIENCE = 60  # seconds


class Page:
    """One shopper's page; counts what it sends and is shown."""

    def __init__(self, job: dict[str, Any], number: int) -> None:
        self._job = job
        self._number = number
        self._client = socketio.AsyncClient(reconnection=False)
        self._settled: dict[str, asyncio.Future[str]] = {}
        self._shown: set[str] = set()
        self.sent = 0
        self.turns: list[tuple[float, float]] = []
        self.failed = 0
        self.reconnected = 0

    async def open(self) -> None:
        """Connect as a page does, and ask for what was said before."""
        self._client = socketio.AsyncClient(reconnection=False)
        self._client.on("messages", self._show)
        self._client.on("status", self._settle)
        auth = {"token": self._job["tokens"][self._number]}
        await self._client.connect(self._job["url"], auth=auth, transports=["websocket"])
        await self._show(await self._history())

    async def type(self, start: float) -> None:
        """Say one thing after the other until it is over."""
        chance = random.Random(self._number)
        pause = self._job["pause"]
        await asyncio.sleep(chance.uniform(0, pause))
        for text in cycle(self._job["texts"]):
            if time.monotonic() - start > self._job["seconds"]:
                return
            begun = time.monotonic()
            while await self._say(text) != "answered":  # pressed again, as a shopper would
                self.failed += 1
            done = time.monotonic()
            self.sent += 1
            self.turns.append((done - start, (done - begun) * 1000))
            await asyncio.sleep(chance.uniform(0.5 * pause, 1.5 * pause))

    async def check(self) -> tuple[int, int]:
        """How many messages were lost and how many doubled, ours and the answers to them."""
        if not self._client.connected:
            await self.open()
        messages = await self._history()
        stored = Counter(m["message_id"] for m in messages if m["author"] == "shopper")
        lost = sum(self._id(number) not in stored for number in range(self.sent))
        lost += sum(m["id"] not in self._shown for m in messages)
        lost += sum(m.get("status") != "answered" for m in messages if m["author"] == "shopper")
        doubled = max(0, stored.total() - self.sent)
        if self._job["echo"]:
            answers = sum(m["author"] == "bot" for m in messages)
            lost += max(0, self.sent - answers)
            doubled += max(0, answers - self.sent)
        return lost, doubled

    async def close(self) -> None:
        """Leave."""
        await self._client.disconnect()

    def _id(self, number: int) -> str:
        return f"{self._number}-{number}"

    async def _history(self) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = []
        more = True
        while more:
            after = int(messages[-1]["id"]) if messages else 0
            page = await self._client.call("sync", {"after": after}, timeout=PATIENCE)
            messages += page["messages"]
            more = page["more"]
        return messages

    async def _say(self, text: str) -> str:
        """Until it is acknowledged and answered, whatever the connection does."""
        while True:
            try:
                return await self._say_once(text)
            except (socketio.exceptions.SocketIOError, TimeoutError):
                self.reconnected += 1
                await self._client.shutdown()
                with suppress(socketio.exceptions.SocketIOError, TimeoutError):
                    await self.open()

    async def _say_once(self, text: str) -> str:
        message_id = self._id(self.sent)
        self._settled[message_id] = asyncio.get_running_loop().create_future()
        data = {"id": message_id, "text": text}
        answer = await self._client.call("say", data, timeout=PATIENCE)
        if "error" in answer:
            return str(answer["error"]["code"])
        if answer["message"]["status"] == "answered":
            return "answered"
        return await asyncio.wait_for(self._settled[message_id], PATIENCE)

    async def _show(self, messages: list[dict[str, Any]]) -> None:
        self._shown.update(message["id"] for message in messages)

    async def _settle(self, status: dict[str, str]) -> None:
        waiting = self._settled.get(status["message_id"])
        if waiting and not waiting.done():
            waiting.set_result(status["status"])


def _cpu_seconds(pids: dict[str, int]) -> dict[str, float]:
    """The CPU time each has used so far."""
    times = {name: psutil.Process(pid).cpu_times() for name, pid in pids.items()}
    return {name: used.user + used.system for name, used in times.items()}


async def run(job: dict[str, Any]) -> dict[str, Any]:
    """Do the job."""
    pages = [Page(job, number) for number in range(len(job["tokens"]))]
    begun = time.monotonic()
    for page in pages:
        await page.open()
    connected, before = time.monotonic(), _cpu_seconds(job["pids"])
    await asyncio.gather(*(page.type(connected) for page in pages))
    after = _cpu_seconds(job["pids"])
    checked = [await page.check() for page in pages]
    for page in pages:
        await page.close()
    return {
        "turns": [turn for page in pages for turn in page.turns],
        "sent": sum(page.sent for page in pages),
        "failed": sum(page.failed for page in pages),
        "reconnected": sum(page.reconnected for page in pages),
        "lost": sum(lost for lost, _ in checked),
        "doubled": sum(doubled for _, doubled in checked),
        "cpu": {name: after[name] - before[name] for name in job["pids"]},
        "connect_ms": (connected - begun) * 1000 / len(pages),
    }


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run(json.load(sys.stdin)))))
