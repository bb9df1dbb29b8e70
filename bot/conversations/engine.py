"""The conversation engine: every channel's messages go through `converse`."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from bot import clock
from bot.conversations import turns
from bot.conversations.brain import Brain, BrainFailed
from bot.conversations.replies import Answer
from bot.conversations.turns import Said
from bot.store import Store

logger = logging.getLogger(__name__)

_POLL_SECONDS = 0.05


class Engine:
    """Stores what comes in, asks the brain, stores and returns what goes out."""

    def __init__(self, store: Store, brain: Brain, brain_timeout: float) -> None:
        self._store = store
        self._brain = brain
        self._lease = timedelta(seconds=brain_timeout + 3)
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    async def conversation_of(self, channel: str, shopper_id: str) -> str:
        """The id of the shopper's conversation on `channel`."""
        return await asyncio.to_thread(
            turns.conversation_of, self._store, channel, shopper_id, clock.now()
        )

    async def receive(self, conversation_id: str, said: Said) -> tuple[dict[str, Any], bool]:
        """Store one message; itself and whether it is new. Raises DifferentText."""
        return await asyncio.to_thread(
            turns.receive, self._store, conversation_id, said, clock.now()
        )

    async def left_over(self, channel: str) -> list[tuple[str, Said]]:
        """Messages of `channel` that were stored and that nobody is answering."""
        before = clock.now() - self._lease
        return await asyncio.to_thread(turns.left_over, self._store, channel, before)

    async def converse(self, conversation_id: str, said: Said, address: str = "") -> Answer:
        """Answer one message; the same id again gets the same answer.

        `address` is a digest of where it came from, which counts a visitor's tries.

        Raises DifferentText if the id was used for another text. A failure of ours is an apology,
        after which the same message may be sent again.
        """
        async with self._alone(conversation_id):
            begun = await self._begin(conversation_id, said)
            if isinstance(begun, Answer):
                return begun
            return await self._take_turn(begun, address)

    async def _begin(self, conversation_id: str, said: Said) -> turns.Started | Answer:
        """Wait until no other process has a turn of this conversation under way."""
        while True:
            try:
                return await asyncio.to_thread(
                    turns.begin,
                    self._store,
                    conversation_id,
                    said,
                    clock.now(),
                    self._lease,
                )
            except turns.Busy:
                await asyncio.sleep(_POLL_SECONDS)

    async def _take_turn(self, started: turns.Started, address: str) -> Answer:
        metadata = {"inbound": started.inbound, "token": started.token, "address": address}
        try:
            thought = await self._brain.think(
                started.conversation_id, started.text, started.state, metadata
            )
        except BrainFailed as failure:
            logger.warning("turn failed in conversation %s: %s", started.conversation_id, failure)
            return await asyncio.to_thread(turns.fail, self._store, started, clock.now())
        answer = await asyncio.to_thread(
            turns.finish, self._store, started, thought.replies, thought.state, clock.now()
        )
        if answer is None:
            logger.warning("turn came too late in conversation %s", started.conversation_id)
            return await asyncio.to_thread(turns.fail, self._store, started, clock.now())
        return answer

    async def history(self, conversation_id: str, after: int, limit: int) -> list[dict[str, Any]]:
        """What was said after the message id `after`, the oldest first."""
        return await asyncio.to_thread(turns.history, self._store, conversation_id, after, limit)

    @asynccontextmanager
    async def _alone(self, conversation_id: str) -> AsyncIterator[None]:
        """One turn at a time within this process; the lease does it across processes."""
        lock, users = self._locks.get(conversation_id, (asyncio.Lock(), 0))
        self._locks[conversation_id] = (lock, users + 1)
        try:
            async with lock:
                yield
        finally:
            lock, users = self._locks[conversation_id]
            if users == 1:
                del self._locks[conversation_id]
            else:
                self._locks[conversation_id] = (lock, users - 1)
