"""The front: the only public process."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import aiohttp
import socketio
import uvicorn
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from starlette.types import ASGIApp

from bot.channels import chat, errors
from bot.channels.http import BoundedHttp
from bot.channels.limits import Limiter
from bot.channels.web import demo, pages, pictures, visitors
from bot.channels.web.gate import Gate
from bot.channels.web.sockets import LARGEST_EVENT, Sockets
from bot.conversations.brain import Brain
from bot.conversations.engine import Engine
from bot.settings import settings
from bot.store import open_store


def create_app() -> FastAPI:
    """The front's HTTP side as the settings want it; the store must have been migrated."""
    own = settings()
    app = FastAPI(title="Tuanbao", lifespan=_lifespan, docs_url=None, redoc_url=None)
    errors.install(app)
    app.state.store = store = open_store(own.database)
    app.state.brain = brain = Brain(own.brain_urls, own.brain_timeout)
    app.state.engine = engine = Engine(store, brain, own.brain_timeout)
    app.state.limiter = limiter = Limiter(own.messages_per_minute)
    app.state.sockets = Sockets(store, engine, limiter, own.redis_url)
    for router in (chat.router, visitors.router, pictures.router):
        app.include_router(router)
    pages.install(app)
    if own.demo:
        app.include_router(demo.router)

    @app.get("/readyz")
    async def ready() -> JSONResponse:
        """200 once a shopper can chat: brain and actions answer."""
        is_ready = await brain.ready() and await _actions_ready()
        return JSONResponse({"ready": is_ready}, status_code=200 if is_ready else 503)

    return app


def with_sockets(app: FastAPI) -> ASGIApp:
    """The whole front: sockets and all that is HTTP."""
    sockets: Sockets = app.state.sockets
    both: ASGIApp = socketio.ASGIApp(sockets.server, other_asgi_app=app)
    return pages.Guard(Gate(both, settings().shop_origins))


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    sockets: Sockets = app.state.sockets
    await app.state.brain.open()
    delivery = asyncio.create_task(sockets.run())
    yield
    delivery.cancel()
    with suppress(asyncio.CancelledError):
        await delivery
    await app.state.brain.close()
    app.state.store.close()


async def _actions_ready() -> bool:
    url = settings().actions_url.removesuffix("/webhook") + "/health"
    timeout = aiohttp.ClientTimeout(total=2)
    try:
        async with aiohttp.ClientSession(timeout=timeout) as session, session.get(url) as response:
            return response.status == 200
    except (aiohttp.ClientError, TimeoutError):
        return False


def main() -> None:
    """Serve until stopped."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    # A page's bad UTF-8 is no failure of ours; the gate has its line for it.
    logging.getLogger("uvicorn.error").addFilter(lambda line: "Invalid UTF-8" not in str(line.msg))
    own = settings()
    uvicorn.run(
        with_sockets(create_app()),
        host=own.host,
        port=own.port,
        access_log=False,
        log_level="warning",
        http=BoundedHttp,
        forwarded_allow_ips=own.proxies,
        ws_max_size=LARGEST_EVENT,
        ws_per_message_deflate=False,  # a third of a megabyte for every page, to save little
    )


if __name__ == "__main__":
    main()
