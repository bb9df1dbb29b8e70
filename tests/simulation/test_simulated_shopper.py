"""A simulated shopper plays every row of the decision tables, each eight times in other words.

Each play is judged by what the database holds in the end. All of them:

    .venv/bin/pytest tests/simulation

One situation, one play, and other seeds than the usual one:

    .venv/bin/pytest tests/simulation -k "18 and intact and two and 3-"
    TUANBAO_SIMULATION_SEED=7 .venv/bin/pytest tests/simulation

A failing play prints what was said.
"""

import os
from collections.abc import Callable
from random import Random

import pytest

from tests.dialogues.buyer import Buyer
from tests.simulation.shopper import SimulatedShopper
from tests.simulation.situations import Situation, expected, found, read_situations, set_scene

SEED = os.environ.get("TUANBAO_SIMULATION_SEED", "1")
PLAYS = ("zh-1", "zh-2", "zh-3", "zh-4", "zh-5", "en-1", "en-2", "en-3")


@pytest.mark.parametrize("play", PLAYS)
@pytest.mark.parametrize("situation", read_situations(), ids=lambda situation: situation.name)
def test_a_situation_ends_as_the_table_says(
    newcomer: Callable[[], Buyer], situation: Situation, play: str
) -> None:
    seed = f"{SEED}/{situation.name}/{play}"
    buyer, rng = newcomer(), Random(seed)
    scene = set_scene(buyer, newcomer(), situation, rng)
    language, _, _ = play.partition("-")
    try:
        SimulatedShopper(buyer, situation, scene, language, rng).play()
    except AssertionError as error:
        raise AssertionError(f"seed {seed}: {error}\n{buyer!r}") from None
    is_there, must_be = found(buyer), expected(situation, scene)
    for what in must_be:
        assert is_there[what] == must_be[what], f"seed {seed}: {what} {is_there[what]}\n{buyer!r}"
