"""What is kept about the player: out as a file, in again, gone."""

from __future__ import annotations

from pathlib import Path

import click

from pmquest.commands.shared import (
    Refusal,
    complete_play,
    open_game,
    takes_places,
    write_file,
)

_FILE = click.Path(path_type=Path)


@click.group()
@takes_places
def data() -> None:
    """Export, import or delete what is kept about you."""


@data.command("export")
@click.argument("file", type=_FILE)
@takes_places
def export_data(file: Path) -> None:
    """Write all that is kept about you to one FILE."""
    from pmquest.plain.terminal import warn
    from pmquest.scoring.words import counted

    with open_game() as game:
        exported = game.export_data()
        plays = len(game.glance().history)
    write_file(file, exported)
    warn(f"{counted(plays, 'play')} written to {file}")


@data.command("import")
@click.argument("file", type=_FILE)
@takes_places
def import_data(file: Path) -> None:
    """Take in a FILE that was exported.

    What is here already stays as it is.
    """
    from pmquest.plain.terminal import warn
    from pmquest.scoring.words import counted

    try:
        exported = file.read_bytes()
    except OSError as failed:
        raise Refusal(f"{file} cannot be read: {failed.strerror}.") from failed
    with open_game() as game:
        brought = game.import_data(exported)
    told = [f"{counted(brought.added, 'play')} added"]
    if brought.extended:
        told.append(f"{brought.extended} brought further")
    if brought.present:
        told.append(f"{brought.present} here already")
    if brought.unreadable:
        told.append(f"{brought.unreadable} left out, because they make no sense")
    warn(", ".join(told))


@data.command()
@click.argument("play", required=False, shell_complete=complete_play)
@click.option("--yes", is_flag=True, help="Do not ask.")
@takes_places
def delete(play: str | None, yes: bool) -> None:
    """Delete one PLAY for good; without one, all that is kept."""
    from pmquest.plain.terminal import ask, at_terminal, warn
    from pmquest.scoring.words import counted

    with open_game() as game:
        plays = len(game.glance().history)
        what = f"play {play}" if play else f"{counted(plays, 'play')}, notes and settings"
        if not yes and not at_terminal():
            raise click.UsageError("There is nobody to ask; --yes deletes without asking.")
        if not yes and ask(f"Delete {what} for good? Type yes: ") != "yes":
            warn("Nothing was deleted.")
            return
        if play:
            game.delete_play(play)
        else:
            game.delete_everything()
    warn(f"Deleted: {what}.")
