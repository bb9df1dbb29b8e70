"""How fast somebody may be: so many requests a minute each, others are not held up."""

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from bot.channels.errors import ApiError


class Limiter:
    """So many requests a minute from one shopper or address."""

    def __init__(self, per_minute: int) -> None:
        self._limit = parse(f"{per_minute}/minute")
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def check(self, who: str) -> None:
        """Count one request. Raises ApiError 429 for one too many."""
        if not self._limiter.hit(self._limit, who):
            raise ApiError(429, "too_fast", "too many messages, please wait a minute")
