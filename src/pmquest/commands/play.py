"""Playing: the library, one scenario, and what there is to play."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING, Any

import click

from pmquest.commands.shared import (
    SEED,
    Known,
    complete_scenario,
    found_in,
    open_game,
    print_json,
    scenario_of,
    takes_format,
    takes_places,
)

if TYPE_CHECKING:
    from pmquest.game.headers import Header
    from pmquest.game.records import Standing
    from pmquest.game.settings import Mode


def show_library() -> int | None:
    """Show the library full screen; without a terminal for it, what can be done."""
    from pmquest.plain.terminal import can_draw

    if can_draw():
        return _play_on_screen(None, None, None)
    from pmquest.plain.start import show_what_can_be_done

    with open_game() as game:
        show_what_can_be_done(game)
    return None


@click.command()
@click.argument("scenario", required=False, shell_complete=complete_scenario)
@click.option(
    "--mode",
    type=Known(("coached", "assessed")),
    help="Feedback at each choice, or in the debrief only (default: as set).",
)
@click.option("--seed", type=SEED, help="What chance is drawn from (default: drawn).")
@click.option("--plain", is_flag=True, help="Lines of text and a prompt instead of a screen.")
@takes_places
def play(scenario: str | None, mode: Mode | None, seed: int | None, plain: bool) -> int | None:
    """Play a SCENARIO: an id of the library, or a file.

    Where there is no terminal, or with --plain, it is played as lines of text: an answer a
    line, by its number or its id.
    """
    from pmquest.plain.terminal import can_draw

    if plain or not can_draw():
        _play_plainly(scenario, mode, seed)
        return None
    return _play_on_screen(scenario, mode, seed)


def _play_plainly(scenario: str | None, mode: Mode | None, seed: int | None) -> None:
    from pmquest.plain.game import PlainGame
    from pmquest.plain.start import PIPED_SEED, asked_scenario, gone_on_with, show_beginning
    from pmquest.plain.terminal import at_terminal

    with open_game() as game:
        told = game.notices
        header = found_in(game.library, scenario) if scenario else asked_scenario(game)
        kept = gone_on_with(game, header) if at_terminal() and seed is None else None
        if kept is None:
            read = scenario_of(game.library, header)
            show_beginning(game, read)
            if seed is None and not at_terminal():
                seed = PIPED_SEED
            kept = game.begin(read, mode, seed)
        PlainGame(game, kept, shlex.quote(scenario or header.name), told).run()


def _play_on_screen(scenario: str | None, mode: Mode | None, seed: int | None) -> int | None:
    """Hand the terminal to the full-screen game until it is left."""
    with open_game() as game:
        header = found_in(game.library, scenario) if scenario else None
        # Textual paints at most so often a second; at its 60, a key waits up to 17 ms for that.
        os.environ.setdefault("TEXTUAL_FPS", "120")
        from pmquest.tui.app import PmquestApp, StartPlay

        app = PmquestApp(game, StartPlay(header, mode, seed) if header else None)
        app.run()
    return app.return_code


@click.command("list")
@takes_format("text", "json")
@takes_places
def list_(form: str) -> None:
    """List what can be played, and the best so far."""
    from pmquest.plain.start import headers, library
    from pmquest.plain.terminal import say

    with open_game() as game:
        if form == "text":
            say("\n".join(library(game, numbered=False)))
            return
        standings = game.refresh().standings
        found = headers(game)
    print_json({"scenarios": [_listed(each, standings.get(each.name)) for each in found]})


def _listed(header: Header, standing: Standing | None) -> dict[str, Any]:
    return {
        "id": header.id,
        "file": header.file,
        "title": header.title,
        "role": header.role,
        "role_level": header.role_level,
        "minutes": header.minutes,
        "summary": header.summary,
        "builtin": header.builtin,
        "pack": header.pack,
        "stage": header.stage,
        "problem": header.problem,
        "best": standing.best if standing else None,
        "played": standing.played if standing else 0,
    }
