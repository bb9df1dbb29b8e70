"""The front with stopwatches."""

from typing import Any

from bench.timed.stopwatch import measured, show, watch, watch_async
from bot import app
from bot.channels import asking
from bot.conversations import turns
from bot.conversations.brain import Brain


class Requests:
    """ASGI middleware: how long a chat request takes within the front."""

    def __init__(self, inner: Any) -> None:
        self._inner = inner

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass everything on; measure what is a turn."""
        if scope.get("path") != "/api/chat":
            await self._inner(scope, receive, send)
            return
        with measured("request"):
            await self._inner(scope, receive, send)


def main() -> None:
    """Serve as `python -m bot.app` does."""
    watch(asking, "shopper_of", "identify")
    for name in ("conversation_of", "begin", "finish"):
        watch(turns, name, name)
    watch_async(Brain, "think", "think")
    create = app.create_app

    def create_app() -> Any:
        made = create()
        made.add_middleware(Requests)
        return made

    app.create_app = create_app
    show()
    app.main()


if __name__ == "__main__":
    main()
