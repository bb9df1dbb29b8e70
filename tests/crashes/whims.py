"""What the action server is made to do, told by files in the product's data folder."""

import time
from contextlib import suppress
from pathlib import Path

DIE_BEFORE, DIE_AFTER, FAIL, WAIT = "die-before", "die-after", "fail", "wait"
PATIENCE_SECONDS = 60


class Whims:
    """The files, and the notes of what came of them."""

    def __init__(self, data: Path) -> None:
        self._folder = data / "whims"
        self._notes = self._folder / "notes"
        self._folder.mkdir(exist_ok=True)

    def want(self, whim: str, where: str) -> None:
        """Let it happen from now on: in an action, or at the commit of a row of a table."""
        self._file(whim, where).touch()

    def has(self, whim: str, where: str) -> bool:
        """Whether it is wanted."""
        return self._file(whim, where).exists()

    def take_back(self, whim: str, where: str) -> bool:
        """Let it happen no more; False if it was not wanted."""
        with suppress(FileNotFoundError):
            self._file(whim, where).unlink()
            return True
        return False

    def note(self, what: str) -> None:
        """Write down that something has happened."""
        with self._notes.open("a") as notes:
            notes.write(f"{what}\n")

    def happened(self, what: str) -> int:
        """How often it has."""
        return self._notes.read_text().splitlines().count(what) if self._notes.exists() else 0

    def wait_until(self, what: str, times: int = 1) -> None:
        """Return once it has happened so many times."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.happened(what) < times:
            assert time.monotonic() < deadline, f"never happened: {what}"
            time.sleep(0.02)

    def forget(self) -> None:
        """Take back all of them, and their notes."""
        for file in self._folder.iterdir():
            file.unlink()

    def _file(self, whim: str, where: str) -> Path:
        return self._folder / f"{whim}-{where}"
