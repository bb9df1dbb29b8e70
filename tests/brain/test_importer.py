"""What is trained on is what Rasa itself would read."""

import subprocess
from pathlib import Path

import pytest

from bot.settings import ROOT, settings
from bot.training import brain_environment

_PROGRAM = """
import sys
from copy import deepcopy
from rasa.shared.importers.rasa import RasaFileImporter
from bot.brain.importer import SentenceImporter

paths = sys.argv[1:]
ours = SentenceImporter(training_data_paths=paths).get_nlu_data()
rasas = RasaFileImporter(training_data_paths=paths).get_nlu_data()
assert [one.data for one in ours.training_examples] == [one.data for one in rasas.training_examples]
first = ours.training_examples[0]
copied = deepcopy(first)
copied.set("seen", True)
assert first.get("seen") is None
assert copied.fingerprint() != first.fingerprint() == deepcopy(first).fingerprint()
assert deepcopy(first) == first and hash(deepcopy(first)) == hash(first)
print(len(ours.training_examples))
"""

_ONE = """
version: "3.1"
nlu:
- intent: greet
  examples: |
    - hello
    - hello
    - 你好
- intent: inform/used_no
  examples: |
    - never opened

    - 从没拆过 - 真的
"""

_OTHER = """
version: "3.1"
nlu:
- intent: greet
  examples: |
    - 你好
    - good day
"""


_NOT_SENTENCES = [
    ("- synonym: opened\n  examples: |\n    - unsealed", "an intent and its examples"),
    ("- greet", "an intent and its examples"),
    ("- intent: greet\n  examples: |\n    hello", "begins with '- '"),
    ("- intent: greet\n  examples: |\n    - hi\n - intent: [", "line 6"),
]


def _run(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(settings().brain_python), "-W", "ignore", "-c", _PROGRAM, str(folder)],
        cwd=ROOT,
        env=brain_environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_example_once_as_rasa_reads_it(tmp_path: Path) -> None:
    (tmp_path / "one.yml").write_text(_ONE, encoding="utf-8")
    (tmp_path / "other.yml").write_text(_OTHER, encoding="utf-8")
    done = _run(tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["5"]


@pytest.mark.parametrize(("block", "complaint"), _NOT_SENTENCES)
def test_what_is_not_a_sentence_is_named_with_its_file(
    tmp_path: Path, block: str, complaint: str
) -> None:
    (tmp_path / "wrong.yml").write_text(f'version: "3.1"\nnlu:\n{block}\n', encoding="utf-8")
    done = _run(tmp_path)
    assert "YamlException" in done.stderr
    assert "wrong.yml" in done.stderr
    assert complaint in done.stderr
