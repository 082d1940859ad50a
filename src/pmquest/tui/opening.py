"""From a row of a list to the screen it opens: a scenario, a play, a debrief.

Whatever stands in the way (an edited scenario, a broken file, a play that is gone) is said in
its own words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from pmquest.game.errors import GameError
from pmquest.game.resume import EditedScenario, Offer

if TYPE_CHECKING:
    from pmquest.game.game import Game
    from pmquest.game.headers import Header
    from pmquest.game.kept_play import KeptPlay
    from pmquest.game.settings import Mode


def tell(screen: Screen[Any], error: GameError) -> None:
    """Say what went otherwise than asked."""
    screen.notify(str(error), title="", severity="warning", markup=False)


def look_at(
    screen: Screen[Any],
    game: Game,
    header: Header,
    mode: Mode | None = None,
    seed: int | None = None,
    *,
    anew: bool = False,
) -> None:
    """Open a scenario: the page before a play, or its findings where it does not load.

    `anew` where the player asked for a new play although one waits.
    """
    scenario = None if header.problem else game.library.read(header).scenario
    if scenario is None:
        from pmquest.tui.findings import FindingsScreen

        screen.app.push_screen(FindingsScreen(header))
    else:
        from pmquest.tui.intro import IntroScreen

        screen.app.push_screen(IntroScreen(game, header, scenario, mode, seed, anew=anew))


def go_on_with(screen: Screen[Any], game: Game, play_id: str, *, instead: bool = False) -> None:
    """Take up a play where it stands; an edited scenario asks how first."""
    try:
        found = game.resume(play_id)
    except GameError as error:
        tell(screen, error)
        return
    if not isinstance(found, EditedScenario):
        play(screen, game, lambda: found, instead=instead)
        return
    from pmquest.tui.dialogs import EditedDialog

    def taken(offer: Offer | None) -> None:
        if offer is not None:
            play(screen, game, offer.take, instead=instead)

    screen.app.push_screen(EditedDialog(found), taken)


def play(
    screen: Screen[Any], game: Game, begin: Callable[[], KeptPlay], *, instead: bool = False
) -> None:
    """Open the play that `begin` gives, over this screen or `instead` of it."""
    from pmquest.tui.play import PlayScreen

    try:
        opened = PlayScreen(game, begin())
    except GameError as error:
        tell(screen, error)
        return
    if instead:
        screen.app.switch_screen(opened)
    else:
        screen.app.push_screen(opened)


def show_debrief(screen: Screen[Any], game: Game, play_id: str) -> None:
    """Open the debrief of a play."""
    from pmquest.tui.debrief import DebriefScreen

    try:
        opened = DebriefScreen(game, game.kept_play(play_id))
    except GameError as error:
        tell(screen, error)
        return
    screen.app.push_screen(opened)
