"""Delivery to the open pages: what is stored for a conversation reaches every one of its tabs.

The rows are the truth; this only reads them. What a turn of this front stores is sent at once,
through Redis to the other fronts too where there is one. What anybody else stores (a human, another
front, the operator's command) is found by looking every `PAUSE` seconds. Ids may become visible out
of order, so each look goes back a little; pages show a message once, whatever comes how often.
"""

import asyncio
import logging
from collections import OrderedDict
from typing import Any

import socketio
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.conversations.models import Conversation, Message
from bot.conversations.ownership import Owner, ahead_of
from bot.conversations.replies import message_json
from bot.store import Store

logger = logging.getLogger(__name__)

PAUSE = 0.7  # seconds
LOOK_BACK = 200  # ids
_REMEMBERED = 5_000


class Outbox:
    """Sends the messages and the ownership of the conversations that have a page open here."""

    def __init__(self, store: Store, sio: socketio.AsyncServer) -> None:
        self._store = store
        self._sio = sio
        self._open: dict[str, int] = {}
        self._owners: dict[str, dict[str, Any]] = {}
        self._sent: OrderedDict[int, None] = OrderedDict()
        self._latest: int | None = None

    def opened(self, conversation_id: str) -> None:
        """A page of the conversation has been opened."""
        self._open[conversation_id] = self._open.get(conversation_id, 0) + 1

    def closed(self, conversation_id: str) -> None:
        """A page of the conversation has been closed."""
        self._open[conversation_id] -= 1
        if not self._open[conversation_id]:
            del self._open[conversation_id]
            self._owners.pop(conversation_id, None)

    async def push(self, conversation_id: str, messages: list[dict[str, Any]]) -> None:
        """Send what has just been stored here."""
        if messages:
            self._remember(int(message["id"]) for message in messages)
            await self._sio.emit("messages", messages, room=conversation_id)
        await self._tell_owners({conversation_id})

    async def run(self) -> None:
        """Look for what others have stored, until cancelled."""
        while True:
            try:
                if self._open and self._latest is not None:
                    await self._look()
                    await self._tell_owners(set(self._open))
                else:  # whoever opens a page next asks for what was said before
                    self._latest = await asyncio.to_thread(self._last_id)
            except Exception:  # the next look may go better; the rows are not lost
                logger.exception("looking for messages failed")
            await asyncio.sleep(PAUSE)

    async def _look(self) -> None:
        found = await asyncio.to_thread(self._news, self._latest or 0)
        for conversation_id, messages in found.items():
            # Here only: every front looks for itself.
            await self._sio.emit("messages", messages, room=conversation_id, ignore_queue=True)

    def _last_id(self) -> int:
        with self._store.reading() as session:
            return session.scalar(select(func.max(Message.id))) or 0

    def _news(self, latest: int) -> dict[str, list[dict[str, Any]]]:
        query = select(Message).where(Message.id > latest - LOOK_BACK).order_by(Message.id)
        news: dict[str, list[dict[str, Any]]] = {}
        with self._store.reading() as session:
            for message in session.scalars(query):
                if message.id not in self._sent:
                    if message.conversation_id in self._open:
                        news.setdefault(message.conversation_id, []).append(message_json(message))
                    self._remember([message.id])
                self._latest = max(latest, message.id)
        return news

    def _remember(self, ids: Any) -> None:
        self._sent.update(dict.fromkeys(ids))
        while len(self._sent) > _REMEMBERED:
            self._sent.popitem(last=False)

    async def _tell_owners(self, conversations: set[str]) -> None:
        owners = await asyncio.to_thread(owners_of, self._store, conversations)
        for conversation_id, owner in owners.items():
            if self._owners.get(conversation_id) != owner:
                if conversation_id in self._open:
                    self._owners[conversation_id] = owner
                await self._sio.emit("owner", owner, room=conversation_id, ignore_queue=True)


def owners_of(store: Store, conversations: set[str]) -> dict[str, dict[str, Any]]:
    """Who answers each conversation: bot, queue (and how many are ahead) or human (by name)."""
    # Not the whole rows: they hold all that the brain remembers, and this is asked all the time.
    query = select(
        Conversation.id,
        Conversation.owner,
        Conversation.queued_at,
        Conversation.queue_reason,
        Conversation.agent_name,
    ).where(Conversation.id.in_(conversations))
    with store.reading() as session:
        return {
            row.id: {
                "owner": row.owner,
                "ahead": _ahead(session, row),
                "name": row.agent_name,
            }
            for row in session.execute(query).all()
        }


def _ahead(session: Session, row: Any) -> int | None:
    if row.owner != Owner.QUEUE:
        return None
    return ahead_of(session, row.queued_at, row.queue_reason)
