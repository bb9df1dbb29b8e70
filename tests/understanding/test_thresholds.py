"""What the trained model has to reach on sentences it was not trained on (`make nlu-report`)."""

import json
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from bot.settings import ROOT, settings
from bot.training import brain_environment, model_path

DEVELOPMENT = ("dev_zh", "dev_en")
SENTENCES = {"dev_zh": 400, "dev_en": 300}
CHINESE = re.compile(r"[\u4e00-\u9fff]")


class Figures(NamedTuple):
    """Of one set; see `bench.understanding`."""

    sentences: int
    accuracy: float
    out_of_scope_refused: float
    in_scope_refused: float
    calibration_error: float


@pytest.fixture(scope="module")
def figures() -> dict[str, Figures]:
    """Of each set, as the report prints them."""
    command = [str(settings().brain_python), "-W", "ignore", "-m", "bench.understanding"]
    done = subprocess.run(
        [*command, str(model_path()), "--json"],
        cwd=ROOT,
        env=brain_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    return {name: Figures(**each) for name, each in found.items()}


@pytest.mark.parametrize("name", DEVELOPMENT)
def test_nineteen_of_twenty_intents_are_right(figures: dict[str, Figures], name: str) -> None:
    assert figures[name].accuracy >= 0.95


@pytest.mark.parametrize("name", DEVELOPMENT)
def test_what_is_out_of_scope_is_refused(figures: dict[str, Figures], name: str) -> None:
    assert figures[name].out_of_scope_refused >= 0.85


@pytest.mark.parametrize("name", DEVELOPMENT)
def test_what_is_in_scope_is_seldom_refused(figures: dict[str, Figures], name: str) -> None:
    assert figures[name].in_scope_refused <= 0.03


@pytest.mark.parametrize("name", DEVELOPMENT)
def test_a_confidence_is_how_often_it_is_right(figures: dict[str, Figures], name: str) -> None:
    assert figures[name].calibration_error <= 0.04


@pytest.mark.parametrize("name", DEVELOPMENT)
def test_a_third_of_the_set_is_out_of_scope_or_a_near_miss(name: str) -> None:
    rows = yaml.safe_load(_set(name).read_text(encoding="utf-8"))
    hard = [row for row in rows if row.get("near") or row["label"] == "out_of_scope"]
    assert len(rows) >= SENTENCES[name]
    assert len(hard) / len(rows) >= 1 / 3


@pytest.mark.parametrize(
    "path", sorted((ROOT / "tests" / "understanding").glob("*.yml")), ids=lambda path: path.stem
)
def test_nothing_that_measures_was_trained_on(path: Path) -> None:
    trained = {_bare(text) for text in _training()}
    measured = [row["text"] for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    told = [text for text in measured if _bare(text) in trained]
    assert [text for text in told if _could_be_said_otherwise(text)] == []


def _set(name: str) -> Path:
    return ROOT / "tests" / "understanding" / f"{name}.yml"


def _bare(text: str) -> str:
    """The letters and digits, in which a copy is one whatever its punctuation."""
    return "".join(filter(str.isalnum, text.lower()))


def _could_be_said_otherwise(text: str) -> bool:
    """Short things (不要了, never mind) are said by everybody in the same words."""
    return len(CHINESE.findall(text)) > 5 or len(text.split()) > 3


def _training() -> Iterable[str]:
    for path in (ROOT / "data" / "nlu").glob("*/*.yml"):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            yield from (line.removeprefix("- ") for line in block["examples"].splitlines())
