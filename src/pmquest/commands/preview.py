"""The author's desk: a scenario live, while its file is written."""

from __future__ import annotations

import os
from pathlib import Path

import click

from pmquest.commands.shared import open_game, takes_places


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@takes_places
def preview(file: Path) -> int | None:
    """Show a scenario FILE as a player sees it, read again at every save.

    Beside it: what check finds, the map with its odds, and meters, facts and turn. Go to any
    scene with any figures and play on from there. Nothing of it is recorded.
    """
    from pmquest.plain.terminal import can_draw

    _refuse_what_is_no_file(file)
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


def _refuse_what_is_no_file(file: Path) -> None:
    """Refuse a folder, and a file in a folder that is not there; a file may be yet to be saved."""
    try:
        folder, there = file.is_dir(), file.absolute().parent.is_dir()
    except (OSError, ValueError) as failed:
        reason = getattr(failed, "strerror", None) or "that is not the name of a file"
        raise click.UsageError(f"The file cannot be looked at: {reason.lower()}.") from failed
    if folder:
        raise click.UsageError(
            f"{file} is a folder. The desk shows one scenario file; `pmquest check {file}` checks "
            "them all."
        )
    if not there:
        raise click.UsageError(f"There is no folder {file.absolute().parent}.")
