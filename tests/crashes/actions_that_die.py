"""The action server as it is, but where a file in the data folder says so it dies, fails or waits.

The tests put the files there, see whims.py. A file that kills is gone before it does, so that the
server that comes up next works.
"""

import os
import signal
import time
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from actions.__main__ import main
from actions.action import TurnAction
from actions.turn import Turn
from bot.settings import settings
from tests.crashes.whims import DIE_AFTER, DIE_BEFORE, FAIL, WAIT, Whims

WHIMS = Whims(settings().data)
_take = TurnAction._take


def note_tables(session: Session, _context: object) -> None:
    """Remember what this transaction adds."""
    session.info.setdefault("tables", set()).update(row.__tablename__ for row in session.new)


def die_before(session: Session) -> None:
    """Before the commit: nothing of it remains."""
    session.flush()  # a commit does so only after it has called us
    _die(session, DIE_BEFORE)


def die_after(session: Session) -> None:
    """After the commit: it is done, and nobody hears of it."""
    _die(session, DIE_AFTER)


def _die(session: Session, whim: str) -> None:
    if any(WHIMS.take_back(whim, table) for table in session.info.get("tables", ())):
        os.kill(os.getpid(), signal.SIGKILL)


def take(self: TurnAction, state: dict[str, Any]) -> Turn:
    """The action, or what it is made to do instead; what came of it is written down."""
    if WHIMS.has(FAIL, self.name()):
        raise RuntimeError("a test wants this action to fail")
    if WHIMS.has(WAIT, self.name()):
        WHIMS.note(f"waits in {self.name()}")
    while WHIMS.has(WAIT, self.name()):
        time.sleep(0.02)
    try:
        turn = _take(self, state)
    except Exception as error:
        WHIMS.note(f"{self.name()} raised {type(error).__name__}")
        raise
    finally:
        WHIMS.note(f"{self.name()} is over")
    return turn


if __name__ == "__main__":
    event.listen(Session, "after_flush", note_tables)
    event.listen(Session, "before_commit", die_before)
    event.listen(Session, "after_commit", die_after)
    TurnAction._take = take  # type: ignore[method-assign]
    main()
