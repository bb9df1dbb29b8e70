"""The real product in a folder of its own, and shoppers who talk to it through the chat API."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from bot import clock
from bot.cases.demo import fill_demo_shop
from bot.cases.ledger import balance_fen
from bot.cases.models import Case, DecisionRecord
from bot.cases.views import case_json, decision_json
from bot.channels.identity import issue_token
from bot.processes import Ports, free_ports, running, wait_until_ready
from bot.settings import Settings, settings
from bot.store import Store, open_store
from bot.store.migrate import migrate
from bot.training import model_path, train
from tests.cases.shop import SERVICE, sell

START_SECONDS = 120


@dataclass
class Product:
    """A running product; `store` looks into its database."""

    own: Settings
    ports: Ports
    store: Store
    shoppers: list["Shopper"] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where its front listens."""
        return f"http://127.0.0.1:{self.own.port}"

    def shopper(self, shopper_id: str) -> "Shopper":
        """A shopper with a valid token."""
        token = issue_token(shopper_id, clock.now(), timedelta(hours=1))
        self.shoppers.append(Shopper(self, shopper_id, token))
        return self.shoppers[-1]

    def customer(self, **order: str) -> "Shopper":
        """A new shopper with one order, a service paid yesterday unless `order` says otherwise."""
        usual = {
            "shopper_id": f"s-{uuid.uuid4().hex[:12]}",
            "order_no": f"TB{uuid.uuid4().int % 10**12:012}",
            "paid_at": (clock.now() - timedelta(days=1)).isoformat(),
        }
        row = {**usual, **SERVICE, **order}
        sell(self.store, clock.now(), **row)
        return self.shopper(row["shopper_id"])

    def cases(self, shopper_id: str) -> list[dict[str, Any]]:
        """The shopper's cases as the outside sees them, the oldest first."""
        with self.store.reading() as session:
            rows = session.scalars(
                select(Case).where(Case.shopper_id == shopper_id).order_by(Case.opened_at)
            )
            return [case_json(row) for row in rows]

    def decisions(self, shopper_id: str) -> list[dict[str, Any]]:
        """The shopper's decisions as the outside sees them, the oldest first."""
        with self.store.reading() as session:
            rows = session.scalars(
                select(DecisionRecord)
                .where(DecisionRecord.shopper_id == shopper_id)
                .order_by(DecisionRecord.decided_at)
            )
            return [decision_json(row) for row in rows]

    def balance(self, shopper_id: str) -> int:
        """The shopper's balance in fen."""
        with self.store.reading() as session:
            return balance_fen(session, shopper_id)


@dataclass
class Shopper:
    """Somebody at the other end of the chat API. `said` is all that was answered, in order."""

    product: Product
    shopper_id: str
    token: str
    buttons: list[dict[str, str]] = field(default_factory=list)
    owner: str = "bot"

    @cached_property
    def client(self) -> httpx.Client:
        """A connection that carries the token."""
        headers = {"Authorization": f"Bearer {self.token}"}
        return httpx.Client(base_url=self.product.url, headers=headers, timeout=40)

    def leave(self) -> None:
        """Close the connection, if there is one."""
        if "client" in vars(self):
            self.client.close()

    def post(self, text: str, message_id: str | None = None) -> httpx.Response:
        """One message as it goes over the wire."""
        body = {"message_id": message_id or uuid.uuid4().hex, "text": text}
        return self.client.post("/api/chat", json=body)

    def say(self, text: str, message_id: str | None = None) -> str:
        """Say something; returns all replies, one a line."""
        response = self.post(text, message_id)
        assert response.status_code == 200, response.text
        answer = response.json()
        self.owner = answer["owner"]
        self.buttons = [b for reply in answer["replies"] for b in reply["buttons"]]
        return "\n".join(reply["text"] for reply in answer["replies"])

    def press(self, title: str) -> str:
        """Press the button whose title contains `title`."""
        for button in self.buttons:
            if title in button["title"]:
                return self.say(button["payload"])
        raise AssertionError(f"no button {title!r} among {[b['title'] for b in self.buttons]}")


@contextmanager
def product(data: Path, **overrides: Any) -> Iterator[Product]:
    """The whole product, started as `bot run` starts it, with its data in `data`."""
    ports = free_ports(2)
    own = Settings(data=data, port=ports.brains[1], **overrides)
    migrate(own.database)
    if not model_path().exists():
        train()
    ports = Ports(ports.actions, ports.brains[:1])
    with running(own, ports) as supervisor:
        wait_until_ready(own, supervisor, START_SECONDS)
        store = open_store(own.database)
        started = Product(own, ports, store)
        yield started
        for shopper in started.shoppers:
            shopper.leave()
        store.close()


@contextmanager
def demo_shop(data: Path, **environment: str) -> Iterator[Product]:
    """The product with the demo shop's orders and with `environment` set for its processes.

    Its data folder is ours too while it runs, so that we sign tokens with its key.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**environment, "TUANBAO_DATA": str(data)}.items():
            patch.setenv(name, value)
        settings.cache_clear()
        with product(data) as running:
            fill_demo_shop(running.store, clock.now())
            yield running
    settings.cache_clear()
