"""Who makes a request: the token it carries, and how fast. Nothing else in it says so."""

import hashlib
import hmac
from ipaddress import ip_address, ip_network
from typing import Annotated

from fastapi import Depends, Request

from bot.channels.errors import ApiError
from bot.channels.identity import BadToken, asker_of, shopper_of, shopper_secret
from bot.channels.limits import Limiter
from bot.settings import settings

_IPV6_PREFIX = 64


def bearer(request: Request) -> str:
    """The token of the Authorization header. Raises ApiError 401 where there is none."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise ApiError(401, "unauthorized", "a token is needed: Authorization: Bearer …")
    return token.strip()


def signed_in(request: Request) -> str:
    """Whose shopper token the request carries. Raises ApiError."""
    try:
        return shopper_of(bearer(request))
    except BadToken as error:
        raise ApiError(401, "unauthorized", "the shopper token is not valid") from error


async def shopper(request: Request) -> str:
    """Whose shopper token the request carries, counted against their limit. Raises ApiError."""
    shopper_id = signed_in(request)
    limiter(request).check(shopper_id)
    return shopper_id


async def asker(request: Request) -> str:
    """The shopper or visitor whose token the request carries, counted likewise. Raises ApiError."""
    try:
        asker_id = asker_of(bearer(request))
    except BadToken as error:
        raise ApiError(401, "unauthorized", "the token is not valid") from error
    limiter(request).check(asker_id)
    return asker_id


def limiter(request: Request) -> Limiter:
    """The front's one limiter."""
    found: Limiter = request.app.state.limiter
    return found


def digest(address: str) -> str:
    """A network address, to be counted and not to be known: nobody without the key finds it again.

    Of IPv6 it is the network, which is the least that anybody is given.
    """
    key = shopper_secret(settings()).encode()
    return hmac.new(key, _counted(address).encode(), hashlib.sha256).hexdigest()[:32]


def _counted(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:  # a socket in the file system, or a test's
        return address
    if parsed.version == 4:
        return str(parsed)
    mapped = parsed.ipv4_mapped
    return str(mapped or ip_network((parsed, _IPV6_PREFIX), strict=False))


Shopper = Annotated[str, Depends(shopper)]
Asker = Annotated[str, Depends(asker)]
