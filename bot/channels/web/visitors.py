"""Those who have not signed in: `POST /api/web/visitors` gives them a token of their own."""

from fastapi import APIRouter, Request

from bot import clock
from bot.channels.asking import digest, limiter
from bot.channels.identity import issue_visitor_token

router = APIRouter(prefix="/api/web/visitors")


@router.post("", status_code=201)
async def visitor(request: Request) -> dict[str, str]:
    """A token for somebody new, so many a minute from one address."""
    address = digest(request.client.host if request.client else "unknown")
    limiter(request).check(f"address {address}")
    return {"token": issue_visitor_token(clock.now())}
