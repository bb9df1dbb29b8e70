"""No route answers anybody whose token does not hold, but for the few that are public."""

import base64
import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest
from starlette.routing import BaseRoute

from bot import clock
from bot.app import create_app
from bot.channels.identity import shopper_secret
from tests.attacks.traces import no_traceback, nothing_written
from tests.product import Product

BODY = {"message_id": "1", "text": "我要退款"}
OTHER_KEY = "the key of somebody else, with more than 32 bytes"
PUBLIC_KEY = (
    "-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A\n-----END PUBLIC KEY-----\n"
)
HS256 = {"alg": "HS256", "typ": "JWT"}


def routes(of: Iterable[BaseRoute]) -> Iterator[tuple[str, str]]:
    """Every method and path there is, those of included routers too."""
    for route in of:
        included: Any = getattr(route, "original_router", None) or getattr(route, "app", None)
        if getattr(included, "routes", None):
            yield from routes(included.routes)
            continue
        listed: Any = route  # what has no path fails the test, rather than being forgotten
        path = re.sub(r"\{[^}]*\}", "1", listed.path)
        yield from ((method, path) for method in getattr(route, "methods", None) or {"GET"})


ROUTES = sorted(set(routes(create_app().routes)))
# Which are closed says test_whose.py, where a new route has to have an entry.
CLOSED = [route for route in ROUTES if route[1].startswith("/api/")]
CLOSED.remove(("POST", "/api/web/visitors"))


def token(key: str, header: Any = HS256, digest: Any = hashlib.sha256, **changes: Any) -> str:
    """A token with a signature of our own making; a claim changed to None is left out."""
    hour = int((clock.now() + timedelta(hours=1)).timestamp())
    claims = {"sub": "demo-01", "aud": "tuanbao", "exp": hour, **changes}
    claims = {name: value for name, value in claims.items() if value is not None}
    text = ".".join(_base64(json.dumps(part).encode()) for part in (header, claims))
    return f"{text}.{_base64(hmac.new(key.encode(), text.encode(), digest).digest())}"


def _base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def bad_authorizations(key: str) -> dict[str, str | None]:
    """Every Authorization header that must not open anything; None is no header at all."""
    good = token(key)
    head, body, signature = good.split(".")
    none = token(key, {"alg": "none", "typ": "JWT"})
    tokens = {
        "garbage": "garbage",
        "empty": "",
        "dots": "..",
        "too long": "x" * 50_000,
        "expired": token(key, exp=int(clock.now().timestamp()) - 1),
        "long expired": token(key, exp=0),
        "alg none": f"{none.rpartition('.')[0]}.",
        "alg none, signed": none,
        "alg NONE": token(key, {"alg": "NONE"}),
        "of another audience": token(key, aud="another-shop"),
        "of no audience": token(key, aud=[]),
        "without exp": token(key, exp=None),
        "without sub": token(key, sub=None),
        "without aud": token(key, aud=None),
        "blank sub": token(key, sub=" "),
        "sub of another type": token(key, sub=1),
        "sub too long": token(key, sub="x" * 65),
        "of another key": token(OTHER_KEY),
        "of an empty key": token(""),
        "a public key as secret": token(PUBLIC_KEY),
        "RS256 by our secret": token(key, {"alg": "RS256", "typ": "JWT"}),
        "RS256 by a public key": token(PUBLIC_KEY, {"alg": "RS256", "typ": "JWT"}),
        "HS512 by our secret": token(key, {"alg": "HS512"}, hashlib.sha512),
        "a key of its own": token(OTHER_KEY, {**HS256, "jwk": {"kty": "oct", "k": "eA"}}),
        "not yet": token(key, nbf=int(clock.now().timestamp()) + 600),
        "unsigned": f"{head}.{body}",
        "signature cut": f"{head}.{body}.{signature[:-4]}",
        "other claims": f"{head}.{token(OTHER_KEY, sub='demo-02').split('.')[1]}.{signature}",
    }
    wrong_schemes = {
        "no header": None,
        "an empty header": "",
        "the token alone": good,
        "Basic": f"Basic {good}",
        "Token": f"Token {good}",
        "no space": f"Bearer{good}",
        "two tokens": f"Bearer {good}, Bearer {good}",
    }
    return wrong_schemes | {name: f"Bearer {value}".strip() for name, value in tokens.items()}


@pytest.fixture(scope="module")
def key(shop: Product) -> str:
    return shopper_secret(shop.own)


@pytest.fixture(scope="module")
def client(shop: Product) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=shop.url, timeout=20) as opened:
        yield opened


@pytest.mark.parametrize(("method", "path"), [route for route in CLOSED if route[0] != "HEAD"])
def test_a_route_refuses_every_token_that_does_not_hold(
    shop: Product, client: httpx.Client, key: str, method: str, path: str
) -> None:
    with no_traceback(shop), nothing_written(shop):
        for name, value in bad_authorizations(key).items():
            headers = {} if value is None else {"Authorization": value}
            answer = client.request(method, path, json=BODY, headers=headers)
            assert answer.status_code == 401, (name, answer.text)
            assert answer.json() == {"error": answer.json()["error"]}, name
            assert answer.json()["error"].keys() == {"code", "message"}, name
            assert answer.json()["error"]["code"] == "unauthorized", name
            assert key not in answer.text, name


def test_a_token_in_the_address_or_a_cookie_opens_nothing(client: httpx.Client, key: str) -> None:
    good = token(key)
    for answer in (
        client.post("/api/chat", json=BODY, params={"token": good, "access_token": good}),
        client.post("/api/chat", json=BODY, headers={"Cookie": f"token={good}; Authorization=x"}),
        client.post("/api/chat", json={**BODY, "token": good, "shopper_id": "demo-01"}),
    ):
        assert answer.status_code == 401


def test_the_same_token_made_by_the_site_opens_the_door(client: httpx.Client, key: str) -> None:
    for scheme in ("Bearer", "bearer"):
        headers = {"Authorization": f"{scheme} {token(key, sub='newcomer')}"}
        assert client.get("/api/chat/messages", headers=headers).status_code == 200
