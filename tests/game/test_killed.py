"""A process that is killed in the middle of a play loses no pick that it had acknowledged."""

from __future__ import annotations

import os
import random
import signal
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

import pytest

from forked import forked, needs_fork
from pmquest.game.game import Game
from stories import begin, go, made, pass_on, write

ROUND = ("ring", "again", "wait", "again")
MOST_PICKS = 40


def play_until_killed(folder: Path) -> Callable[[Callable[[str], None]], None]:
    """Play on without end; each pick is said once it is acknowledged."""

    def work(say: Callable[[str], None]) -> None:
        game = Game.open(scenario_folders=[folder])
        kept = begin(game)
        for pick in cycle(ROUND):
            pass_on(kept)
            kept.pick(pick)
            say(pick)

    return work


def kill_in_mid_play(folder: Path, chance: random.Random) -> int:
    """Begin a play, kill its process at a random moment; gives how many picks it had said."""
    number, said = forked(play_until_killed(folder))
    wanted = chance.randint(1, MOST_PICKS)
    with said:
        heard = [said.readline() for _ in range(wanted)]
        for _ in range(chance.randint(0, 20_000)):  # somewhere on the way to the next pick
            pass
        os.kill(number, signal.SIGKILL)
        os.waitpid(number, 0)
        return len(heard) + len(said.read().splitlines())


@needs_fork
@pytest.mark.parametrize("times", [20, pytest.param(200, marks=pytest.mark.long)])
def test_every_acknowledged_pick_is_there_after_kill_9(times: int, tmp_path: Path) -> None:
    folder = write(tmp_path / "stories").parent
    chance = random.Random(9)
    for number in range(1, times + 1):
        acknowledged = kill_in_mid_play(folder, chance)
        with Game.open(scenario_folders=[folder]) as game:
            assert game.notices == ()
            kept = game.kept_play(str(number))
            found = made(kept)
            assert found == list(islice(cycle(ROUND), len(found)))
            assert len(found) >= acknowledged > 0
            go(kept, next(islice(cycle(ROUND), len(found), None)))
            assert len(game.glance().unfinished) == number
