"""The action server with stopwatches."""

import time
from typing import Any

from rasa_sdk.executor import ActionExecutor
from sqlalchemy import event

from actions import __main__ as server
from actions import turn
from actions.action import TurnAction
from bench.timed.stopwatch import add, measured, show, watch
from bot.store import engine


def main() -> None:
    """Serve as `python -m actions` does."""
    watch(TurnAction, "_take", "topic")
    create = server.create_app

    def create_app(executor: ActionExecutor, **options: Any) -> Any:
        app = create(executor, **options)
        app.register_middleware(_begin, "request")
        app.register_middleware(_end, "response")
        return app

    server.create_app = create_app
    _watch_database()
    show()
    server.main()


async def _begin(request: Any) -> None:
    request.ctx.begun = time.perf_counter()


async def _end(request: Any, _response: Any) -> None:
    if request.path == "/webhook":
        add("request", time.perf_counter() - request.ctx.begun)


def _watch_database() -> None:
    begin = engine._begin_sqlite

    def timed_begin(connection: Any) -> None:
        with measured("begin"):
            begin(connection)

    engine._begin_sqlite = timed_begin
    made = turn.store().engine
    event.listen(made, "before_cursor_execute", _before)
    event.listen(made, "after_cursor_execute", _after)
    watch(made.dialect, "do_commit", "commit")
    watch(made.dialect, "do_rollback", "commit")


def _before(connection: Any, _cursor: Any, *_: Any) -> None:
    connection.info["begun"] = time.perf_counter()


def _after(connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
    if not statement.startswith("BEGIN"):
        add("query", time.perf_counter() - connection.info["begun"])


if __name__ == "__main__":
    main()
