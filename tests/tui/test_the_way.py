"""The way through a pack: its stages on the shelf, and what the library says to play next."""

from pathlib import Path

import pytest
from a_game import ORDERS, Clock, all_in, find, opened, play, press, shown

from pmquest.game.game import Game

PACK = """\
pmquest_pack: 1
title: Two weeks
order:
  - stage: First things
    scenarios: [orders]
  - stage: Later things
    scenarios: [harbour]
"""


@pytest.fixture
def way(home: Path, shelf: Path, clock: Clock) -> Game:
    """The shelf as a pack with two stages, and a scenario beside it that the pack leaves out."""
    (shelf / "pack.yaml").write_text(PACK)
    (shelf / "more.yaml").write_text(ORDERS.replace("Where is my order?", "One more order"))
    return Game.open(home, [shelf], clock=clock, entropy=bytes)


async def test_the_stages_stand_over_their_scenarios(way: Game) -> None:
    async with opened(way, (120, 40)) as pilot:
        text = shown(pilot.app)
        words = ["Two weeks", "First things", "Where is my order?", "Later things", "Three prod"]
        assert sorted(words, key=text.index) == words
        await find(pilot, "three")
        assert "First things" not in shown(pilot.app)
        assert all_in(pilot.app, ["Two weeks", "Later things", "Three products"])


async def test_the_first_on_the_way_is_marked_and_told_beside_the_list(way: Game) -> None:
    async with opened(way, (120, 40)) as pilot:
        assert all_in(pilot.app, ["play next", "Play next", "The way begins here."])
        assert shown(pilot.app).count("play next") == 1


async def test_the_cursor_stands_on_what_to_play_next(way: Game) -> None:
    play(way, "orders", "ring", "together")
    async with opened(way, (80, 24)) as pilot:
        assert "▌ Three products" in shown(pilot.app)
        await press(pilot, "enter")
        assert "Money for two of three." in shown(pilot.app)


async def test_a_play_that_waits_comes_before_what_to_play_next(way: Game) -> None:
    play(way, "orders", "ring", "together")
    play(way, "more", "ring")
    async with opened(way, (80, 24)) as pilot:
        assert "▌ One more order" in shown(pilot.app)


async def test_a_cursor_that_was_moved_stays_where_it_is(way: Game) -> None:
    play(way, "orders", "ring", "together")
    async with opened(way, (80, 24)) as pilot:
        await press(pilot, "up")
        assert "▌ Where is my order?" in shown(pilot.app)
        await press(pilot, "c", "q")
        assert "▌ Where is my order?" in shown(pilot.app)


async def test_the_career_says_what_to_play_next_too(way: Game) -> None:
    play(way, "orders", "ring", "together")
    async with opened(way, (120, 40)) as pilot:
        await press(pilot, "c", "end")
        assert all_in(
            pilot.app,
            ["Three products", "It comes next on the way: you have finished 1 of 2."],
        )
