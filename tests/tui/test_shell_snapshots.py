"""Pictures of four screens, as they were last looked at and found good.

After a change that is meant: `pytest tests/tui/test_shell_snapshots.py --snapshot-update`, and
look at them.
"""

from collections.abc import Callable

import pytest
from a_game import Clock, play, press, settled
from textual.app import App
from textual.pilot import Pilot

from pmquest.game.game import Game
from pmquest.tui.app import PmquestApp

Compare = Callable[..., bool]


@pytest.fixture
def played(game: Game, clock: Clock) -> Game:
    """A game with a finished play, one that waits, and a plan."""
    finished = play(game, "orders", "ring", "grab")
    game.kept_play(finished).plan("If two teams want one person, then I ask both leads.")
    clock.pass_by(hours=2)
    game.kept_play(play(game, "harbour")).note("Who waits for whom?")
    clock.pass_by(days=1)
    game.refresh()
    game.library.refresh()
    return game


def pressing(*keys: str) -> Callable[[Pilot[None]], object]:
    """Press these keys, each when the last has done its work."""

    async def run(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await press(pilot, *keys)

    return run


def worn(game: Game, theme: str) -> App[None]:
    """The app in a theme."""
    game.change_settings(theme=theme)
    return PmquestApp(game)


def test_library_wide_and_dark(played: Game, snap_compare: Compare) -> None:
    app = worn(played, "pmquest-dark")
    assert snap_compare(app, terminal_size=(120, 40), run_before=pressing())


def test_library_narrow_and_light(played: Game, snap_compare: Compare) -> None:
    app = worn(played, "pmquest-light")
    assert snap_compare(app, terminal_size=(60, 20), run_before=pressing("down"))


def test_career_at_80_by_24(played: Game, snap_compare: Compare) -> None:
    app = worn(played, "pmquest-light")
    assert snap_compare(app, terminal_size=(80, 24), run_before=pressing("c"))


def test_the_page_before_a_play_at_80_by_24(played: Game, snap_compare: Compare) -> None:
    app = worn(played, "pmquest-dark")
    assert snap_compare(app, terminal_size=(80, 24), run_before=pressing("down", "enter"))
