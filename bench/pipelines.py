"""Six pipelines on the sentences they were not trained on, each trained and run by Rasa alone.

Runs in the brain's Python: `.venv-brain/bin/python -m bench.pipelines`. Progress goes to the error
stream, a table to the output. Times are CPU time on one thread, so that a busy machine tells much
the same as an idle one.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from bot.brain.normalise import normalise

ROOT = Path(__file__).parents[1]
SETS = ("dev_zh", "dev_en", "unseen_zh", "unseen_en")
TIMED = 100  # sentences of each set, one by one
WARMING = 5
ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "OMP_NUM_THREADS": "1",
    "TF_INTRA_OP_PARALLELISM_THREADS": "1",
    "TF_INTER_OP_PARALLELISM_THREADS": "1",
    "PYTHONPATH": str(ROOT),
}

Prepare = Callable[[str], str]


class Pipeline(NamedTuple):
    """`components` as in Rasa's config; `prepare` is what happens to a text before them."""

    components: list[dict[str, Any]]
    prepare: Prepare


def linear(meaning: float, prepare: Prepare) -> Pipeline:
    """Our classifier, weighing the sentence's place in meaning by `meaning`."""
    classifier = "bot.brain.classifier.LinearIntentClassifier"
    return Pipeline(
        [{"name": "bench.as_is.AsIs"}, {"name": classifier, "meaning": meaning}], prepare
    )


def diet(epochs: int, prepare: Prepare) -> Pipeline:
    """Rasa's own, over words and pieces of up to four characters: Chinese has no spaces."""
    pieces = {"analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4}
    return Pipeline(
        [
            {"name": "WhitespaceTokenizer"},
            {"name": "CountVectorsFeaturizer"},
            {"name": "CountVectorsFeaturizer", **pieces},
            {"name": "DIETClassifier", "epochs": epochs, "entity_recognition": False},
        ],
        prepare,
    )


def pipelines(epochs: int) -> dict[str, Pipeline]:
    """By name; "as written" is in lower case only."""
    weight = 0.8
    return {
        "DIET, as written": diet(epochs, str.lower),
        "DIET, normalised": diet(epochs, normalise),
        "words, as written": linear(0, str.lower),
        "words, normalised": linear(0, normalise),
        "words and meaning, as written": linear(weight, str.lower),
        "words and meaning, normalised": linear(weight, normalise),
    }


def main() -> None:
    """Train and measure each in a process of its own, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.pipelines", description=__doc__)
    parser.add_argument("--epochs", type=int, default=20, help="DIET's (default 20)")
    parser.add_argument(
        "--every", type=int, default=1, metavar="N", help="train on every Nth sentence only"
    )
    parser.add_argument("--only", metavar="WORD", help="only those that have it in their name")
    parser.add_argument(
        "--work", nargs=3, metavar=("WHAT", "NAME", "FOLDER"), help=argparse.SUPPRESS
    )
    options = parser.parse_args()
    if options.work:
        what, name, folder = options.work
        work = {"train": _train, "run": _run}[what]
        work(pipelines(options.epochs)[name], Path(folder), options.every)
        return
    names = [name for name in pipelines(options.epochs) if (options.only or "") in name]
    print(_row(["pipeline", *SETS, "ms a sentence", "start", "memory", "model", "training"]))
    print(_row(["---"] * 10), flush=True)
    for name in names:
        print(_row([name, *_measured(name, sys.argv[1:])]), flush=True)


def _measured(name: str, options: list[str]) -> list[str]:
    """Train and run in new processes, so that neither memory nor what is warm is shared."""
    with tempfile.TemporaryDirectory() as folder:
        _progress(f"training: {name}")
        before = _children_cpu()
        _child("train", name, folder, options)
        trained = _children_cpu() - before
        _progress(f"running: {name}")
        seen = json.loads(_child("run", name, folder, options).splitlines()[-1])
        size = sum(file.stat().st_size for file in Path(folder).glob("*.tar.gz"))
    return [
        *(f"{share:.1%}" for share in seen["right"]),
        f"{seen['ms']:.1f}",
        f"{seen['start']:.1f} s",
        f"{seen['memory']:.2f} GB",
        f"{size / 1e6:.1f} MB",
        f"{trained:.0f} s",
    ]


def _children_cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _child(what: str, name: str, folder: str, options: list[str]) -> str:
    command = [sys.executable, "-W", "ignore", "-m", "bench.pipelines", *options]
    done = subprocess.run(
        [*command, "--work", what, name, folder],
        cwd=ROOT,
        env=os.environ | ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def _train(pipeline: Pipeline, folder: Path, every: int) -> None:
    from rasa.model_training import train_nlu

    # "en" because Rasa lets this tokenizer run for no "zh"; nothing else depends on it.
    config = {"recipe": "default.v1", "language": "en", "assistant_id": "bench"}
    config["pipeline"] = pipeline.components  # type: ignore[assignment]
    (folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    _write_examples(pipeline.prepare, folder / "nlu.yml", every)
    train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder))


def _write_examples(prepare: Prepare, file: Path, every: int) -> None:
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "data" / "nlu").glob("*/*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = [line.removeprefix("- ") for line in block["examples"].splitlines()]
            found.setdefault(block["intent"], []).extend(prepare(line) for line in lines[::every])
    blocks = [
        {"intent": intent, "examples": "".join(f"- {text}\n" for text in texts if text)}
        for intent, texts in found.items()
    ]
    data = {"version": "3.1", "nlu": blocks}
    file.write_text(yaml.safe_dump(data, allow_unicode=True, width=10**6), encoding="utf-8")


def _run(pipeline: Pipeline, folder: Path, _every: int) -> None:
    """Print, as JSON, how well and how fast what was trained reads; starting from nothing."""
    from rasa.core.agent import Agent

    (model,) = folder.glob("*.tar.gz")
    agent = Agent.load(str(model))

    async def read(text: str) -> str:
        result = await agent.parse_message(pipeline.prepare(text))
        return str(result["intent"]["name"])

    async def all_sets() -> dict[str, Any]:
        for _ in range(WARMING):
            await read("你好")
        ready = time.process_time()
        right, took = [], []
        for name in SETS:
            path = ROOT / "tests" / "understanding" / f"{name}.yml"
            rows = yaml.safe_load(path.read_text(encoding="utf-8"))
            hits = 0
            for number, row in enumerate(rows):
                before = time.process_time()
                guess = await read(row["text"])
                if number < TIMED:
                    took.append(1000 * (time.process_time() - before))
                hits += guess.partition("/")[0] == row["label"].partition("/")[0]
            right.append(hits / len(rows))
        # Linux counts in kB.
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        return {"right": right, "ms": statistics.median(took), "start": ready, "memory": memory}

    print(json.dumps(asyncio.run(all_sets())))


def _row(values: list[str]) -> str:
    return f"| {' | '.join(values)} |"


def _progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
