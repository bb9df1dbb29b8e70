"""What a training has encoded, and where it may not be kept."""

import os
import subprocess
from pathlib import Path

import pytest

from bot.settings import ROOT, settings

_PROGRAM = """
import numpy as np
from bot.brain import encoder

texts = ["我要退款", "where is my parcel", "我要退款"]
first, again = encoder.encode_kept(texts), encoder.encode_kept(texts)
assert np.array_equal(first, again)
assert np.allclose(first, encoder.encode(texts), atol=1e-5)
print(len(encoder._load()))
"""


def _encoded_twice(**environment: str) -> int:
    """How many texts are kept after two trainings of three sentences, two of them different."""
    done = subprocess.run(
        [str(settings().brain_python), "-c", _PROGRAM],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def test_what_was_encoded_is_kept(tmp_path: Path) -> None:
    assert _encoded_twice(XDG_CACHE_HOME=str(tmp_path)) == 2
    assert [path.suffix for path in (tmp_path / "tuanbao").iterdir()] == [".npz"]


@pytest.mark.parametrize("home", ["/proc/nowhere", "/dev/null"])
def test_without_a_home_that_can_be_written_training_goes_on(home: str) -> None:
    assert _encoded_twice(HOME=home) == 0


def test_what_was_half_written_is_encoded_anew(tmp_path: Path) -> None:
    assert _encoded_twice(XDG_CACHE_HOME=str(tmp_path)) == 2
    (kept,) = (tmp_path / "tuanbao").iterdir()
    kept.write_bytes(kept.read_bytes()[:100])
    assert _encoded_twice(XDG_CACHE_HOME=str(tmp_path)) == 2
