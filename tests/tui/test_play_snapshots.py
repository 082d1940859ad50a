"""How playing and the debrief look; `--snapshot-update` after a change that was meant."""

from collections.abc import Callable

from theatre import MEDIUM, NARROW, WIDE, Hands, Stage, played, quiet_game, story

from pmquest.tui.debrief import DebriefScreen
from pmquest.tui.play import PlayScreen

Compare = Callable[..., bool]


def new_play(theme: str) -> Stage:
    game = quiet_game()
    game.change_settings(theme=theme)
    return Stage(game, PlayScreen(game, game.begin(story(), "coached", seed=1), Hands()))


def test_a_scene_in_a_medium_window(snap_compare: Compare) -> None:
    assert snap_compare(new_play("pmquest-light"), terminal_size=MEDIUM, press=["down"])


def test_a_scene_in_a_narrow_window(snap_compare: Compare) -> None:
    assert snap_compare(new_play("pmquest-dark"), terminal_size=NARROW)


def test_an_outcome_in_a_wide_window(snap_compare: Compare) -> None:
    assert snap_compare(new_play("pmquest-dark"), terminal_size=WIDE, press=["2"])


def test_a_debrief_in_a_wide_window(snap_compare: Compare) -> None:
    game = quiet_game()
    debrief = DebriefScreen(game, played(game, "goal", "talk"))
    assert snap_compare(Stage(game, debrief), terminal_size=(120, 60))
