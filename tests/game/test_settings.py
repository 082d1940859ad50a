"""What the player has set is remembered."""

from __future__ import annotations

import pytest

from pmquest.game.errors import WrongSetting
from pmquest.game.game import Game
from pmquest.game.settings import Settings


def test_what_was_never_set_is_as_it_comes() -> None:
    with Game.open() as game:
        assert game.settings == Settings("coached", confirm=False, time_limits=True, theme="")


def test_what_was_set_is_there_the_next_time() -> None:
    with Game.open() as game:
        assert game.change_settings(mode="assessed", theme="paper").theme == "paper"
        game.change_settings(theme="ink", confirm=True)
    with Game.open() as game:
        assert game.settings == Settings("assessed", confirm=True, time_limits=True, theme="ink")


@pytest.mark.parametrize("wrong", [{"mode": "easy"}, {"confirm": 3}, {"volume": 11}])
def test_what_cannot_be_set_is_told_and_changes_nothing(wrong: dict[str, object]) -> None:
    with Game.open() as game:
        with pytest.raises(WrongSetting, match="cannot be set"):
            game.change_settings(theme="ink", **wrong)
        assert game.settings == Settings()


def test_settings_of_a_later_version_are_passed_over() -> None:
    with Game.open() as game:
        keeper = game._keeper
        later = {"volume": 11, "mode": "dreamt", "confirm": True}
        keeper.append(keeper.take_up("settings"), [("changed", later)])
        assert game.settings == Settings(confirm=True)


def test_a_new_play_begins_in_the_mode_that_was_set() -> None:
    with Game.open() as game:
        game.change_settings(mode="assessed")
        scenario = game.library.read(game.library.find("live-tracking")).scenario
        assert scenario is not None
        assert game.begin(scenario).mode == "assessed"
        assert game.begin(scenario, mode="coached").mode == "coached"


def test_a_seed_is_drawn_for_every_play_unless_one_is_given() -> None:
    drawn = iter([b"\1\2\3\4", b"a" * 16, b"\4\3\2\1", b"b" * 16, b"\0" * 4, b"c" * 16])
    with Game.open(entropy=lambda _: next(drawn)) as game:
        scenario = game.library.read(game.library.find("live-tracking")).scenario
        assert scenario is not None
        seeds = [game.begin(scenario, seed=seed).play.seed for seed in (None, None, 2**64 - 1)]
        assert seeds == [0x01020304, 0x04030201, 2**64 - 1]
        assert [game.kept_play(str(n)).play.seed for n in (1, 2, 3)] == seeds
