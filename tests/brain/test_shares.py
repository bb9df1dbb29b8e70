"""However many cores there are, the same is learnt."""

import subprocess

from bot.settings import ROOT, settings


def test_the_number_of_cores_changes_next_to_nothing() -> None:
    command = [str(settings().brain_python), "-W", "ignore", "-m", "tests.brain.shares"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert float(ran.stdout) < 0.2
