"""What is remembered of Rasa's own work must not change what it says."""

import json
import subprocess

from bot.settings import ROOT, settings


def test_rasa_says_the_same_of_events_and_of_what_actions_answer() -> None:
    command = [str(settings().brain_python), "-W", "ignore", "-m", "tests.brain.events"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    said = json.loads(ran.stdout)
    taken, events, copies = said["before"]
    assert taken == [True, True, False, False, False, False]
    assert len(events) > 20
    assert [copy["kind"] for copy in copies[2::3]] == ["TextSlot", "BooleanSlot", "AnySlot"]
    assert said["after"] == said["before"] == said["again"]
