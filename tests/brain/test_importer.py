"""What is trained on is what Rasa itself would read."""

import subprocess
from pathlib import Path

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
assert ours.fingerprint() == rasas.fingerprint()
assert ours.entity_synonyms == rasas.entity_synonyms
first = ours.training_examples[0]
copied = deepcopy(first)
copied.set("seen", True)
assert first.get("seen") is None
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
    - never [opened](state)
- synonym: opened
  examples: |
    - unsealed
"""

_OTHER = """
version: "3.1"
nlu:
- intent: greet
  examples: |
    - 你好
    - good day
"""


def test_every_example_once_as_rasa_reads_it(tmp_path: Path) -> None:
    (tmp_path / "one.yml").write_text(_ONE, encoding="utf-8")
    (tmp_path / "other.yml").write_text(_OTHER, encoding="utf-8")
    done = subprocess.run(
        [str(settings().brain_python), "-W", "ignore", "-c", _PROGRAM, str(tmp_path)],
        cwd=ROOT,
        env=brain_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["4"]
