"""The pages the front serves, and what may run in them."""

from pathlib import Path

from fastapi import FastAPI, Response
from fastapi.responses import FileResponse
from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.errors import ApiError
from bot.settings import ROOT, settings

BUILT = ROOT / "web" / "dist"
FOREVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
FRAME = "/widget/"


def content_security_policy(framed_by: str) -> str:
    """What a page of ours may load and run, and who may put it in a frame."""
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' blob: data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "frame-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": framed_by,
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


class Guard:
    """Says with every answer what may be done with it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        framed_by = " ".join(["'self'", *settings().shop_origins])
        self._frame = content_security_policy(framed_by)
        self._others = content_security_policy("'none'")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """An ASGI middleware."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                policy = self._frame if scope["path"] == FRAME else self._others
                headers["content-security-policy"] = policy
                headers["x-content-type-options"] = "nosniff"
                headers["referrer-policy"] = "no-referrer"
            await send(message)

        await self._app(scope, receive, guarded)


class Built(StaticFiles):
    """The built files, whose names change with their content."""

    def file_response(self, *arguments: object, **named: object) -> Response:
        """A file that may be kept for ever."""
        response: Response = super().file_response(*arguments, **named)  # type: ignore[arg-type]
        response.headers["cache-control"] = FOREVER
        return response


def install(app: FastAPI) -> None:
    """Let `app` serve the widget's script and its frame."""

    @app.get("/widget.js", include_in_schema=False)
    async def script() -> Response:
        """What a shop's page loads with its one script tag."""
        return page("widget.js")

    @app.get(FRAME, include_in_schema=False)
    async def frame() -> Response:
        """The chat itself, in a frame of its own."""
        return page("frame.html")

    built = Built(directory=BUILT / "assets", check_dir=False)
    app.mount("/assets", GZipMiddleware(built))  # they hold no secret that it could give away


def page(name: str) -> Response:
    """A built page or script, asked for again each time. Raises ApiError where it is not built."""
    path: Path = BUILT / name
    if not path.exists():
        raise ApiError(503, "not_built", "the pages are not built yet: make web")
    return FileResponse(path, headers={"cache-control": ASK_AGAIN})
