"""Who somebody is: tokens that the shop's site signs (JWT, HS256). Nothing else says so.

A visitor who has not signed in gets a token of ours: it says only that it is the same one again.
"""

import hashlib
import hmac
import os
import re
import secrets
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import jwt

from bot.orders.models import VISITOR
from bot.settings import Settings, settings
from bot.store import new_id

ALGORITHM = "HS256"
REQUIRED = ["aud", "exp", "sub"]
SECRET_BYTES = 32
LONGEST_SHOPPER_ID = 64
LONGEST_TOKEN = 4096
VISITOR_AUDIENCE = "tuanbao-visitor"
VISITOR_LIFETIME = timedelta(days=30)

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


class BadToken(Exception):
    """The token does not say who the shopper is."""


class BadSecret(Exception):
    """The key for shopper tokens cannot be used; the text says why, to an operator."""


def shopper_secret(settings: Settings) -> str:
    """The key with which shopper tokens are signed: the operator's, else one made at first use.

    Raises BadSecret for one that is too short to keep anybody out.
    """
    path = settings.data / "secrets" / "shopper_token"
    secret = settings.shopper_secret or _kept(path)
    if len(secret.encode()) < SECRET_BYTES:
        source = "TUANBAO_SHOPPER_SECRET" if settings.shopper_secret else path
        raise BadSecret(f"{source} is too short: a key has {SECRET_BYTES} bytes or more")
    return secret


def issue_token(shopper_id: str, now: datetime, lifetime: timedelta) -> str:
    """A token that says it is `shopper_id` until `lifetime` after `now`.

    Raises ValueError for what cannot be a shopper's id.
    """
    if not _is_shopper_id(shopper_id):
        raise ValueError(
            f"a shopper id has 1 to {LONGEST_SHOPPER_ID} characters, none of them unprintable, "
            f"and does not begin with {VISITOR}"
        )
    claims = {
        "sub": shopper_id,
        "aud": settings().shopper_audience,
        "iat": now,
        "exp": now + lifetime,
    }
    return jwt.encode(claims, shopper_secret(settings()), ALGORITHM)


def shopper_of(token: str) -> str:
    """The shopper that `token` says it is. Raises BadToken for anything but a good token."""
    claims = _claims(token, shopper_secret(settings()), settings().shopper_audience)
    shopper_id = claims["sub"]
    if not _is_shopper_id(shopper_id):
        raise BadToken("the subject is no shopper id")
    return str(shopper_id)


def issue_visitor_token(now: datetime) -> str:
    """A token for somebody new who has not signed in."""
    claims = {
        "sub": f"{VISITOR}{new_id()}",
        "aud": VISITOR_AUDIENCE,
        "iat": now,
        "exp": now + VISITOR_LIFETIME,
    }
    return jwt.encode(claims, _visitor_secret(), ALGORITHM)


def visitor_of(token: str) -> str:
    """The visitor's id that `token` says. Raises BadToken for anything but a good token of ours."""
    visitor_id = _claims(token, _visitor_secret(), VISITOR_AUDIENCE)["sub"]
    if not isinstance(visitor_id, str) or not visitor_id.startswith(VISITOR):
        raise BadToken("the subject is no visitor")
    return visitor_id


def asker_of(token: str) -> str:
    """The shopper's or visitor's id that `token` says. Raises BadToken."""
    try:
        return shopper_of(token)
    except BadToken:
        return visitor_of(token)


def _visitor_secret() -> str:
    """Another key than the shoppers', the same on every front that knows theirs."""
    key = shopper_secret(settings()).encode()
    return hmac.new(key, b"visitor tokens", hashlib.sha256).hexdigest()


def _claims(token: str, key: str, audience: str) -> dict[str, Any]:
    if not isinstance(token, str) or len(token) > LONGEST_TOKEN:
        raise BadToken("not a token")
    # The site's clock may be ahead of ours, so when it was issued says nothing.
    options: Any = {"require": REQUIRED, "verify_iat": False}
    try:
        return jwt.decode(token, key, [ALGORITHM], options=options, audience=audience)
    except jwt.PyJWTError as error:
        raise BadToken(str(error)) from None
    except (ValueError, TypeError, OverflowError, RecursionError):
        # What the library trips over before it can judge it: deep nesting, infinite numbers.
        raise BadToken("not a token") from None


def _is_shopper_id(value: object) -> bool:
    return (
        isinstance(value, str)
        and bool(value.strip())
        and len(value) <= LONGEST_SHOPPER_ID
        and not value.startswith(VISITOR)
        and not _UNPRINTABLE.search(value)
    )


def _kept(path: Path) -> str:
    """The key in the file at `path`, made at random where there is none."""
    with suppress(FileNotFoundError):
        return path.read_text(encoding="ascii").strip()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Whole before it has its name: of two processes one wins, and no reader sees half a key.
    with NamedTemporaryFile("w", encoding="ascii", dir=path.parent) as draft:  # mode 0600
        draft.write(secrets.token_urlsafe(48))
        draft.flush()
        os.fsync(draft.fileno())
        with suppress(FileExistsError):
            os.link(draft.name, path)
    return path.read_text(encoding="ascii").strip()
