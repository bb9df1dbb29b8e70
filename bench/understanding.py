"""What the trained model makes of the sentences it was not trained on; `make nlu-report` prints it.

Runs in the brain's Python. The sets are `tests/understanding/{dev,unseen,fresh,logs}_{zh,en}.yml`;
thresholds and choices rest on dev alone.
"""

from __future__ import annotations

import argparse
import io
import json
import tarfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import joblib
import yaml
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.brain.caution import Caution
from bot.brain.classifier import RANKING_LENGTH, LinearIntentClassifier
from bot.brain.model import IntentModel
from bot.brain.normaliser import Normaliser

ROOT = Path(__file__).parents[1]
SETS = ("dev_zh", "dev_en", "unseen_zh", "unseen_en", "fresh_zh", "fresh_en", "logs_zh", "logs_en")
OUT_OF_SCOPE = "out_of_scope"
REFUSED = {OUT_OF_SCOPE, "nlu_fallback"}
BINS = 10
PAIRS = 12  # confusions that are printed
LOWEST = 0.95  # an intent is printed if its precision or recall is below


class Read(NamedTuple):
    """A sentence, what is meant, what is guessed and how surely, and what the bot goes by."""

    text: str
    meant: str
    guess: str
    confidence: float
    acted_on: str

    @property
    def is_right(self) -> bool:
        return self.guess == self.meant


class Figures(NamedTuple):
    """Of one set, all between 0 and 1. Refused: the bot does not go by what it guessed."""

    sentences: int
    accuracy: float
    out_of_scope_refused: float
    in_scope_refused: float
    calibration_error: float


def main() -> None:
    """Read every set and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.understanding", description=__doc__)
    parser.add_argument("model", type=Path, help="what `bot train` made: models/tuanbao-….tar.gz")
    parser.add_argument("--json", action="store_true", help="only the figures, for programs")
    parser.add_argument("--only", choices=SETS, action="append", help="only this set")
    options = parser.parse_args()
    pipeline = _pipeline(options.model)
    found = {name: _read(name, pipeline) for name in options.only or SETS}
    if options.json:
        print(json.dumps({name: figures(reads)._asdict() for name, reads in found.items()}))
    else:
        print("\n\n".join(_report(name, reads) for name, reads in found.items()))


def figures(reads: list[Read]) -> Figures:
    """Sum up what was read of a set."""
    outside = [read for read in reads if read.meant == OUT_OF_SCOPE]
    inside = [read for read in reads if read.meant != OUT_OF_SCOPE]
    return Figures(
        len(reads),
        _share(read.is_right for read in reads),
        _share(read.acted_on in REFUSED for read in outside),
        _share(read.acted_on in REFUSED for read in inside),
        sum(len(part) * abs(_gap(part)) for part in _bins(reads)) / len(reads),
    )


def _pipeline(model: Path) -> list[Any]:
    """The components that bear on the intent, as config.yml has them."""
    with tarfile.open(model) as archive:
        (name,) = (name for name in archive.getnames() if name.endswith("intents.joblib"))
        file = archive.extractfile(name)
        assert file is not None
        intents: IntentModel = joblib.load(io.BytesIO(file.read()))
    config = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))
    (caution,) = (step for step in config["pipeline"] if step["name"].endswith(".Caution"))
    settings = LinearIntentClassifier.get_default_config()
    classifier = LinearIntentClassifier(settings, None, None, intents)
    return [Normaliser(), classifier, Caution(Caution.get_default_config() | caution)]


def _read(name: str, pipeline: list[Any]) -> list[Read]:
    path = ROOT / "tests" / "understanding" / f"{name}.yml"
    return [_one(row, pipeline) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]


def _one(row: dict[str, str], pipeline: list[Any]) -> Read:
    messages = [Message.build(row["text"])]
    for component in pipeline:
        messages = component.process(messages)
    (message,) = messages
    # What was guessed stays in the ranking, behind what caution may have put before it.
    best = message.get(INTENT_RANKING_KEY)[-RANKING_LENGTH]
    meant = row["label"].partition("/")[0]
    acted_on = message.get(INTENT)["name"]
    return Read(row["text"], meant, best["name"], float(best["confidence"]), acted_on)


def _share(of: Iterable[bool]) -> float:
    each = list(of)
    return sum(each) / len(each) if each else 0.0


def _bins(reads: list[Read]) -> list[list[Read]]:
    """By confidence, a tenth each, those that hold any."""
    parts: list[list[Read]] = [[] for _ in range(BINS)]
    for read in reads:
        parts[min(int(read.confidence * BINS), BINS - 1)].append(read)
    return [part for part in parts if part]


def _gap(part: list[Read]) -> float:
    """How much surer it is than right."""
    return _mean_confidence(part) - _share(read.is_right for read in part)


def _mean_confidence(part: list[Read]) -> float:
    return sum(read.confidence for read in part) / len(part)


def _report(name: str, reads: list[Read]) -> str:
    summed = figures(reads)
    lines = [
        f"== {name}: {summed.sentences} sentences",
        f"accuracy                {summed.accuracy:7.1%}",
        f"out of scope, refused   {summed.out_of_scope_refused:7.1%}",
        f"in scope, refused       {summed.in_scope_refused:7.1%}",
        f"calibration error (ECE) {summed.calibration_error:7.1%}",
        "",
        *_reliability(reads),
        "",
        *_intents(reads),
        "",
        *_confusions(reads),
    ]
    return "\n".join(lines)


def _reliability(reads: list[Read]) -> list[str]:
    lines = ["confidence  sentences  said   right"]
    for part in _bins(reads):
        said, right = _mean_confidence(part), _share(read.is_right for read in part)
        low = min(int(part[0].confidence * BINS), BINS - 1) / BINS
        lines.append(f"from {low:.1f}    {len(part):9}  {said:5.0%}  {right:6.0%}")
    return lines


def _intents(reads: list[Read]) -> list[str]:
    meant, guessed = Counter(r.meant for r in reads), Counter(r.guess for r in reads)
    right = Counter(read.meant for read in reads if read.is_right)
    lines = [f"{'intent':<24}sentences  precision  recall"]
    for intent in sorted(meant | guessed):
        precision = right[intent] / guessed[intent] if guessed[intent] else 1.0
        recall = right[intent] / meant[intent] if meant[intent] else 1.0
        mark = "  <" if min(precision, recall) < LOWEST else ""
        lines.append(f"{intent:<24}{meant[intent]:9}  {precision:9.0%}  {recall:6.0%}{mark}")
    return lines


def _confusions(reads: list[Read]) -> list[str]:
    wrong = [read for read in reads if not read.is_right]
    pairs = Counter((read.meant, read.guess) for read in wrong)
    lines = [f"confusions: {len(wrong)} sentences, {len(pairs)} pairs, the most frequent"]
    for (meant, guess), count in pairs.most_common(PAIRS):
        lines.append(f"{count:3}  {meant} taken for {guess}")
        same = (read for read in wrong if (read.meant, read.guess) == (meant, guess))
        lines += [f"       {read.confidence:4.0%}  {read.text}" for read in same]
    return lines


if __name__ == "__main__":
    main()
