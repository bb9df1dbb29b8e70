"""The brain's modules that need no Rasa, in the brain's Python: a text in, what is read out."""

import json
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from bot.settings import ROOT, settings


@dataclass(frozen=True)
class Reading:
    """What is read of a text. `found` are entity, value, start and end; `meant` is encoded."""

    normalised: str
    found: list[tuple[str, str, int, int]]
    features: list[str]
    meant: str

    def values(self, entity: str) -> set[str]:
        """Every value of an entity."""
        return {value for name, value, *_ in self.found if name == entity}


@pytest.fixture(scope="package")
def read() -> Iterator[Callable[[str], Reading]]:
    """Reads a text."""
    command = [str(settings().brain_python), "-m", "tests.brain.read"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as reader:
        into, out = reader.stdin, reader.stdout
        assert into is not None
        assert out is not None

        def ask(text: str) -> Reading:
            into.write(json.dumps(text) + "\n")
            into.flush()
            answer = json.loads(out.readline())
            found = [tuple(entity) for entity in answer.pop("found")]
            return Reading(found=found, **answer)

        yield ask
        into.close()
