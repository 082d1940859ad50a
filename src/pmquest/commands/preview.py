"""The author's desk: a scenario live, while its file is written."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import click

from pmquest.commands.shared import (
    complete_scenario,
    no_scenario,
    open_game,
    open_library,
    takes_places,
)

_ENDINGS: Final = (".yaml", ".yml")


@click.command()
@click.argument("file", type=click.Path(path_type=Path), shell_complete=complete_scenario)
@takes_places
def preview(file: Path) -> int | None:
    """Show a scenario FILE as a player sees it, anew at each save.

    Beside it: what check finds, the map with its odds, and meters, facts and turn. Go to any
    scene with any figures and play on from there. Nothing of it is recorded. FILE may be an id
    of the library, and may be yet to be saved.
    """
    from pmquest.plain.terminal import can_draw

    file = _meant(file)
    if not can_draw():
        raise click.UsageError(
            "The author's desk needs a terminal. Without one, `pmquest check` shows what is wrong "
            "with a file, and `pmquest play --plain` plays it."
        )
    with open_game() as game:
        os.environ.setdefault("TEXTUAL_FPS", "120")  # as for playing
        from pmquest.tui.desk.app import DeskApp

        app = DeskApp(game, file)
        app.run()
    return app.return_code


def _meant(file: Path) -> Path:
    """Give the file that is meant: itself, with its ending, or of the library.

    Refuses a folder, a name that nothing is called, and a file in a folder that is not there; a
    file that ends as scenarios do may be yet to be saved.
    """
    from pmquest.scenario.files import PACK_FILE

    try:
        if file.is_file():
            if file.name == PACK_FILE:
                told = no_scenario(str(file), "describes a pack and is no scenario", file.parent)
                raise click.UsageError(told)
            return file
        beside = [each for ending in _ENDINGS if (each := Path(f"{file}{ending}")).is_file()]
        folder, there = file.is_dir(), file.absolute().parent.is_dir()
    except (OSError, ValueError) as failed:
        reason = getattr(failed, "strerror", None) or "that is not the name of a file"
        raise click.UsageError(f"The file cannot be looked at: {reason.lower()}.") from failed
    if beside:
        return beside[0]
    if folder:
        raise click.UsageError(
            f"{file} is a folder. The desk shows one scenario file; `pmquest check {file}` checks "
            "them all."
        )
    if not there:
        raise click.UsageError(f"There is no folder {file.absolute().parent}.")
    if file.suffix.lower() in _ENDINGS or file.exists():
        return file
    _refuse_what_is_misspelt(file)
    return open_library().find(str(file)).path


def _refuse_what_is_misspelt(file: Path) -> None:
    """Refuse a name that is nearly that of a scenario file beside it."""
    from pmquest.scenario.suggest import did_you_mean
    from pmquest.scoring.clean import clean_line

    stems = {each.stem: each.name for each in file.absolute().parent.glob("*.y*ml")}
    hint = did_you_mean(file.name, stems)
    if hint:
        raise click.UsageError(clean_line(f"There is no scenario “{file}”; {hint}"))
