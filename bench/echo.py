"""A brain that echoes: the brain's two endpoints and nothing behind them.

`python -m bench.echo PORT`. With it the front is measured alone.
"""

import sys

from aiohttp import web


async def alive(_request: web.Request) -> web.Response:
    """What the front asks to see whether a brain is there, or the action server."""
    return web.Response(text="ok")


async def turn(request: web.Request) -> web.Response:
    """One turn: the text comes back, and the state as it was."""
    asked = await request.json()
    reply = {"text": asked["message"], "buttons": [], "card": None}
    return web.json_response({"replies": [reply], "state": asked["state"], "failed": False})


def main() -> None:
    """Serve until stopped."""
    app = web.Application()
    app.router.add_get("/", alive)
    app.router.add_get("/health", alive)
    app.router.add_post("/webhooks/turn/webhook", turn)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)


if __name__ == "__main__":
    main()
