"""Every error has the same shape: {"error": {"code", "message"}}."""

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

logger = logging.getLogger(__name__)


class ApiError(Exception):
    """An error to tell the client, with an HTTP status and a code that programs can read."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


def error_response(status: int, code: str, message: str) -> JSONResponse:
    """An error as JSON."""
    return JSONResponse({"error": {"code": code, "message": message}}, status_code=status)


def install(app: FastAPI) -> None:
    """Let every error of `app` have the one shape, and log it without personal data."""
    app.router.redirect_slashes = False  # a path that is none is 404, never a redirect

    @app.exception_handler(ApiError)
    async def told(request: Request, error: ApiError) -> JSONResponse:
        logger.info("%s: %s %s", _asked(request), error.status, error.code)
        return error_response(error.status, error.code, error.message)

    @app.exception_handler(HTTPException)
    async def http(request: Request, error: HTTPException) -> JSONResponse:
        logger.info("%s: %s", _asked(request), error.status_code)
        return error_response(error.status_code, "http_error", str(error.detail))

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        fields = ", ".join(str(part) for e in error.errors() for part in e["loc"])
        logger.info("%s: 422 %s", _asked(request), fields)
        return error_response(422, "malformed", f"not as expected: {fields}")

    @app.exception_handler(Exception)
    async def ours(request: Request, error: Any) -> JSONResponse:
        logger.error("%s failed", _asked(request), exc_info=error)
        return error_response(500, "internal", "something went wrong on our side, please try again")


def _asked(request: Request) -> str:
    """Method and path in one line of the log, whatever the path has in it and however long."""
    return f"{request.method} {ascii(request.url.path)[1:-1]:.200}"
