"""For those who begin to write: a scenario to start from, and what their editor completes from."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from pmquest.commands.shared import Known, open_library, takes_places, write_file

if TYPE_CHECKING:
    from pmquest.game.starting import Starter

_STARTERS: tuple[Starter, ...] = ("minimal", "manager", "leader")
_SCHEMA_FILE: Final = ".pmquest.schema.json"
"""Stands beside new scenarios; their first line names it."""


@click.command()
@click.argument("id")
@click.option(
    "--from",
    "starter",
    type=Known(_STARTERS),
    default=_STARTERS[0],
    show_default=True,
    help="Two decisions and no more than is needed, or a larger one at either level.",
)
@click.option(
    "-o",
    "--into",
    "folder",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder to write it into (default: where you are).",
)
@takes_places
def new(id: str, starter: Starter, folder: Path) -> None:
    """Write a scenario to start from, as ID.yaml.

    It is whole and can be played; its notes explain the format. Nothing that is there is
    overwritten.
    """
    from pmquest.game.starting import start_scenario, why_no_id
    from pmquest.plain.terminal import say, warn, width
    from pmquest.plain.words import meanings, paragraph, parted

    if refused := why_no_id(id):
        raise click.BadParameter(refused, param_hint="ID")
    if not folder.is_dir():
        raise click.BadParameter(
            f"There is no folder {folder}. Make it first (mkdir), or leave this out to write it "
            "where you are.",
            param_hint="--into",
        )
    path = start_scenario(id, starter, folder)
    if known := _of_the_library(id, path):
        warn(f"A scenario of the library has this id, too: {known}.")
    trouble = _refresh_schema(folder / _SCHEMA_FILE)
    if trouble:
        warn(trouble)
    named = shlex.quote(str(path))
    ways = {
        f"pmquest preview {named}": "see it as a player does while you write",
        f"pmquest check {named}": "see what is left to mend",
        f"pmquest play {named}": "play it",
    }
    wrote = f"{path} is written: a whole scenario, to be changed into yours."
    beside = f"Editors with a YAML language server complete its keys from {_SCHEMA_FILE} beside it."
    told = [paragraph(wrote, width()), meanings(ways, width())]
    say("\n".join(parted([*told, *([] if trouble else [paragraph(beside, width())])])))


def _of_the_library(id: str, path: Path) -> str | None:
    """Give the file of another scenario that is found by this id."""
    from pmquest.game.errors import UnknownScenario

    try:
        header = open_library().find(id)
    except UnknownScenario:
        return None
    return header.file if header.id == id and Path(header.file) != path.absolute() else None


def _refresh_schema(path: Path) -> str | None:
    """Write the schema unless it is there as it should be; say what kept it from being written."""
    from pmquest.game.files import write_whole

    try:
        if not path.is_file() or path.read_bytes() != _schema():
            write_whole(path, _schema())
    except OSError as failed:
        return f"{path} cannot be written, so editors will not complete keys: {failed.strerror}."
    return None


def _schema() -> bytes:
    from pmquest.report.data import json_text
    from pmquest.scenario.schema import scenario_schema

    return json_text(scenario_schema()).encode()


@click.command()
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write it to FILE instead of the screen.",
)
def schema(output: Path | None) -> None:
    """Print the JSON Schema that editors complete from.

    With it an editor offers the keys of a scenario, says what they mean and marks mistakes.
    """
    from pmquest.plain.terminal import hand_over, warn

    if output is None:
        hand_over(_schema().decode())
    else:
        write_file(output, _schema())
        warn(f"{output} is written: the schema of scenarios.")
