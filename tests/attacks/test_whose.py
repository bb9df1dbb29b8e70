"""Nobody reads or writes what is another's, by whatever route or event.

Routes and events are listed from the running app's own: a new one without an entry here fails.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest
import socketio
from sqlalchemy import select

from bot import clock
from bot.app import create_app
from bot.channels.identity import issue_token
from bot.conversations.models import Conversation, Message, Rating, Upload
from tests.attacks.test_tokens import ROUTES
from tests.page import Page, new_visitor, pages, picture
from tests.product import Product

SECRET = "壶底有个暗号七六五四"
HANDLED = set(create_app().state.sockets.server.handlers["/"])


@dataclass(frozen=True)
class Victim:
    """A shopper who has said something and sent a picture, and the ids an attacker may know."""

    shopper_id: str
    token: str
    conversation_id: str
    upload_id: str
    order_no: str

    @property
    def ids(self) -> dict[str, str]:
        """Whose it would be, if a request could choose."""
        return {
            "shopper_id": self.shopper_id,
            "sub": self.shopper_id,
            "conversation_id": self.conversation_id,
            "conversation": self.conversation_id,
            "sender": self.conversation_id,
            "room": self.conversation_id,
        }


Attempt = Callable[[httpx.Client, Victim], httpx.Response]
PUBLIC = {
    ("GET", "/"),
    ("GET", "/assets"),
    ("GET", "/demo/shoppers"),
    ("GET", "/demo/visitor"),
    ("GET", "/openapi.json"),
    ("GET", "/readyz"),
    ("GET", "/widget.js"),
    ("GET", "/widget/"),
    ("POST", "/api/web/visitors"),
    ("POST", "/demo/sign-in"),
}
# The worst that can be asked of each route that is not public.
ATTEMPTS: dict[tuple[str, str], Attempt] = {
    ("POST", "/api/chat"): lambda client, victim: client.post(
        "/api/chat",
        json={"message_id": "secret", "text": "我的订单", **victim.ids},
        params=victim.ids,
    ),
    ("GET", "/api/chat/messages"): lambda client, victim: client.get(
        "/api/chat/messages", params={"after": 0, **victim.ids}
    ),
    ("GET", "/demo/orders"): lambda client, victim: client.get("/demo/orders", params=victim.ids),
    ("POST", "/api/web/uploads"): lambda client, victim: client.post(
        "/api/web/uploads", content=picture((9, 9)), params=victim.ids
    ),
    ("GET", "/api/web/uploads/1"): lambda client, victim: client.get(
        f"/api/web/uploads/{victim.upload_id}", params=victim.ids
    ),
}
EVENTS: dict[str, Callable[[Victim], dict[str, Any]]] = {
    "say": lambda victim: {"id": "secret", "upload": victim.upload_id, **victim.ids},
    "sync": lambda victim: {"after": 0, **victim.ids},
    "rate": lambda victim: {"stars": 1, "comment": "x", **victim.ids},
    "leave_queue": lambda victim: victim.ids,
}


@pytest.fixture(scope="module")
def victim(shop: Product) -> Iterator[Victim]:
    """Somebody who waits for a human, in both their conversations."""
    order_no = "TB424242424242"
    shopper = shop.customer(order_no=order_no)
    with pages() as another:
        page = another(shop, shopper.token).open()
        page.say(SECRET)
        upload_id = page.upload(picture()).json()["id"]
        page.call("say", {"id": "secret", "upload": upload_id})
        page.wait_for_status("secret")
        page.say("转人工")
        shopper.say(SECRET, "secret")
        conversation_id = page.sync()["conversation_id"]
    yield Victim(shopper.shopper_id, shopper.token, conversation_id, upload_id, order_no)


def attackers(shop: Product, victim: Victim) -> dict[str, str | None]:
    """What each of them shows instead of the victim's token."""
    hour = timedelta(hours=1)
    return {
        "no token": None,
        "expired": issue_token(victim.shopper_id, clock.now() - 2 * hour, hour),
        "another's": shop.shopper("somebody-else").token,
        "a visitor's": new_visitor(shop),
        "a guessed id": victim.conversation_id,
        "a guessed shopper": victim.shopper_id,
    }


@contextmanager
def untouched(shop: Product, victim: Victim) -> Iterator[None]:
    """Fails if anything of the victim's has changed."""
    before = _all_of(shop, victim)
    yield
    assert _all_of(shop, victim) == before


def _all_of(shop: Product, victim: Victim) -> str:
    with shop.store.reading() as session:
        own = select(Conversation).where(Conversation.shopper_id == victim.shopper_id)
        conversations = session.scalars(own.order_by(Conversation.id)).all()
        ids = [conversation.id for conversation in conversations]
        rows: list[Any] = list(conversations)
        for table in (Message, Upload, Rating):
            of_theirs = select(table).where(table.conversation_id.in_(ids))
            rows += session.scalars(of_theirs.order_by(table.id)).all()
        columns = [{c.name: getattr(row, c.key) for c in row.__table__.columns} for row in rows]
    return json.dumps([columns, shop.cases(victim.shopper_id)], default=str)


def tells(victim: Victim, text: str) -> bool:
    """Whether `text` has something of the victim's in it."""
    return SECRET in text or ascii(SECRET)[1:-1] in text or victim.order_no in text


def test_every_route_has_its_entry() -> None:
    assert {route for route in ROUTES if route[0] != "HEAD"} == PUBLIC | ATTEMPTS.keys()


def test_every_event_has_its_entry() -> None:
    assert HANDLED - {"connect", "disconnect", "*"} == EVENTS.keys()


@pytest.mark.parametrize("route", ATTEMPTS, ids=" ".join)
def test_a_route_gives_an_attacker_nothing(
    shop: Product, victim: Victim, route: tuple[str, str]
) -> None:
    for name, token in attackers(shop, victim).items():
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        with (
            httpx.Client(base_url=shop.url, headers=headers, timeout=40) as client,
            untouched(shop, victim),
        ):
            answer = ATTEMPTS[route](client, victim)
            assert not tells(victim, answer.text), name
            assert not answer.content.startswith(b"\xff\xd8"), name
            if name not in ("another's", "a visitor's"):
                assert answer.status_code == 401, name


@pytest.mark.parametrize("route", ATTEMPTS, ids=" ".join)
def test_the_victims_own_token_opens_the_same_route(
    shop: Product, victim: Victim, route: tuple[str, str]
) -> None:
    headers = {"Authorization": f"Bearer {victim.token}"}
    with httpx.Client(base_url=shop.url, headers=headers, timeout=40) as client:
        answer = ATTEMPTS[route](client, victim)
    assert answer.status_code in (200, 201, 422)  # 422: "secret" was another text
    assert answer.status_code != 422 or answer.json()["error"]["code"] == "message_id_reused"


@pytest.mark.parametrize("route", ATTEMPTS, ids=" ".join)
def test_a_foreign_page_may_not_read_what_a_route_answers(
    shop: Product, victim: Victim, route: tuple[str, str]
) -> None:
    headers = {"Authorization": f"Bearer {victim.token}", "Origin": "https://evil.example"}
    with httpx.Client(base_url=shop.url, headers=headers, timeout=40) as client:
        asked = client.options(route[1], headers={"Access-Control-Request-Method": route[0]})
        for answer in (asked, ATTEMPTS[route](client, victim)):
            assert not [name for name in answer.headers if name.startswith("access-control")]
    assert asked.status_code >= 400


@pytest.mark.parametrize("event", EVENTS)
def test_an_event_gives_an_attacker_nothing(shop: Product, victim: Victim, event: str) -> None:
    for name, token in attackers(shop, victim).items():
        with untouched(shop, victim), pages() as another:
            page = another(shop, token or "")
            if name not in ("another's", "a visitor's"):
                with pytest.raises(socketio.exceptions.ConnectionError):
                    page.open()
                continue
            answer = page.open().call(event, EVENTS[event](victim))
            assert not tells(victim, json.dumps([answer, page.heard], ensure_ascii=False)), name


def test_the_victims_own_page_finds_it_all(shop: Product, victim: Victim) -> None:
    with pages() as another:
        page = another(shop, victim.token).open()
        assert tells(victim, json.dumps(page.sync(), ensure_ascii=False))


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
def test_a_foreign_page_has_no_socket_even_with_the_victims_token(
    shop: Product, victim: Victim, origin: str
) -> None:
    with untouched(shop, victim), pages() as another:
        page = another(shop, victim.token)
        with pytest.raises(socketio.exceptions.ConnectionError):
            page.open(Origin=origin)


def test_another_token_beside_ones_own_brings_nothing_of_its_owners(
    shop: Product, victim: Victim
) -> None:
    """Only a visitor's conversation can be taken along, and only with the visitor's token."""
    with untouched(shop, victim), pages() as another:
        thief: Page = another(shop, shop.shopper("thief").token, victim.token).open()
        assert thief.sync()["messages"] == []
        visitor = another(shop, new_visitor(shop), victim.token).open()
        assert visitor.sync()["messages"] == []
