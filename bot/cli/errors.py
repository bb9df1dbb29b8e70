"""What went wrong, to an operator: one line that says what and what to do, never a traceback."""

import errno
import sys
import traceback
from typing import Any

import typer
from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError
from typer.core import TyperGroup

from bot.cases.moving import CaseError
from bot.channels.identity import BadSecret
from bot.complaints.filing import ComplaintError
from bot.complaints.recalls import RecallError
from bot.conversations.queue import QueueError
from bot.orders.importing import BadOrders
from bot.store.migrate import MigrationError


class Refused(Exception):
    """What a command cannot do; the text is the whole line."""


# What to do about the errors whose text says what is wrong.
HINTS: dict[type[Exception], str] = {
    BadOrders: "correct these orders first",
    BadSecret: "set a longer one",
    CaseError: "see bot cases list",
    ComplaintError: "see bot complaints list",
    MigrationError: "use that release, or another database",
    QueueError: "see bot queue list",
    RecallError: "see the deal_id column of the orders file",
}


class PlainErrors(TyperGroup):
    """The commands, with every error as one line on stderr and exit code 1."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            if _is_typers_own(error):
                raise
            print(f"error: {told(error)}", file=sys.stderr)
            raise typer.Exit(1) from None


def told(error: Exception) -> str:
    """The line for `error`."""
    if isinstance(error, Refused):
        return str(error)
    for kind, hint in HINTS.items():
        if isinstance(error, kind):
            return f"{error}; {hint}"
    if isinstance(error, ValidationError):
        return f"{_bad_settings(error)}; correct the environment"
    if isinstance(error, DBAPIError):
        return f"the database says: {_line(error.orig)}; check TUANBAO_DATA or DATABASE_URL"
    if isinstance(error, OSError):
        return f"{error.filename or 'system'}: {error.strerror}; check the path and its permissions"
    if isinstance(error, UnicodeEncodeError):
        return "the command line holds broken characters; type it as UTF-8"
    return _unexpected(error)


def _is_typers_own(error: Exception) -> bool:
    """Exits, wrong usage and a closed pipe, which typer deals with."""
    if isinstance(error, OSError):
        return error.errno == errno.EPIPE
    return isinstance(error, typer.Abort | EOFError) or hasattr(error, "exit_code")


def _bad_settings(error: ValidationError) -> str:
    found = error.errors(include_url=False, include_input=False)
    return "; ".join(f"setting {'.'.join(map(str, bad['loc']))}: {bad['msg']}" for bad in found)


def _unexpected(error: Exception) -> str:
    where = traceback.extract_tb(error.__traceback__)[-1]
    what = f"{type(error).__name__}: {_line(error)}"
    return f"unexpected {what} ({where.filename}:{where.lineno}); this is a bug, please report it"


def _line(error: object) -> str:
    return " ".join(str(error).split())
