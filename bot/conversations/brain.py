"""Asking the brain. It keeps nothing, so that any of them may take any turn."""

from dataclasses import dataclass
from typing import Any

import aiohttp


class BrainFailed(Exception):
    """The brain did not answer, was too slow, silent, or one of its actions failed."""


@dataclass(frozen=True)
class Thought:
    """What the brain answers, and what it wants to remember."""

    replies: list[dict[str, Any]]
    state: dict[str, Any]


class Brain:
    """All brain processes at `urls`; each turn goes to the one with the fewest under way."""

    def __init__(self, urls: list[str], timeout: float) -> None:
        self._under_way = dict.fromkeys(urls, 0)
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._session: aiohttp.ClientSession | None = None

    async def open(self) -> None:
        """Get ready to ask; needs a running event loop."""
        self._session = aiohttp.ClientSession(
            timeout=self._timeout, connector=aiohttp.TCPConnector(limit=0)
        )

    async def close(self) -> None:
        """Let go of the connections."""
        if self._session:
            await self._session.close()

    async def think(
        self, conversation_id: str, text: str, state: dict[str, Any], metadata: dict[str, Any]
    ) -> Thought:
        """Take one turn on `state`. Raises BrainFailed."""
        url = min(self._under_way, key=self._under_way.__getitem__)
        self._under_way[url] += 1
        body = {
            "sender": conversation_id,
            "message": text,
            "state": state,
            "metadata": metadata,
        }
        try:
            thought = await self._post(f"{url}/webhooks/turn/webhook", body)
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise BrainFailed(type(error).__name__) from error
        finally:
            self._under_way[url] -= 1
        replies = [reply for reply in thought["replies"] if reply.get("text")]
        if thought["failed"] or not replies:
            raise BrainFailed("an action failed" if thought["failed"] else "no reply")
        return Thought(replies, thought["state"])

    async def ready(self) -> bool:
        """Whether every brain answers."""
        assert self._session is not None
        try:
            answers = [await self._session.get(f"{url}/") for url in self._under_way]
        except (TimeoutError, aiohttp.ClientError):
            return False
        return all(answer.status == 200 for answer in answers)

    async def _post(self, url: str, body: dict[str, Any]) -> dict[str, Any]:
        assert self._session is not None
        async with self._session.post(url, json=body) as response:
            response.raise_for_status()
            thought: dict[str, Any] = await response.json()
            return thought
