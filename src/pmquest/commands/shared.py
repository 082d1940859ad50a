"""What several commands take and do alike: where the game is kept, scenarios, formats, seeds.

Everything heavier than click is imported when it is used, so that `--help` stays quick.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from pmquest.game.game import Game
    from pmquest.game.headers import Header
    from pmquest.game.library import Library
    from pmquest.scenario.model import Scenario
    from pmquest.workshop.store import Rooms

Command = TypeVar("Command", bound=Callable[..., Any])

SEED: Final = click.IntRange(0, 2**64 - 1)
"""What a seed can be (format.md, "Chance")."""


_MOST_NAMED: Final = 5


class Refusal(click.ClickException):
    """The input has errors; the message says which and what to do. Exit status 1."""

    exit_code = 1


@dataclass
class Places:
    """Where plays are kept and where scenarios are looked for, as far as the user said."""

    home: Path | None = None
    scenarios: tuple[Path, ...] = ()


class Known(click.Choice[str]):
    """One of a few words; for any other, the one that was perhaps meant is named."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """Say which words there are."""
        from pmquest.scenario.suggest import did_you_mean

        message = super().get_invalid_choice_message(value, ctx)
        hint = did_you_mean(str(value), self.choices)
        return f"{message} {hint.capitalize()}" if hint else message


def _keep_home(ctx: click.Context, _: click.Parameter, value: Path | None) -> None:
    if value is not None:
        ctx.ensure_object(Places).home = value


def _keep_scenarios(ctx: click.Context, _: click.Parameter, value: tuple[Path, ...]) -> None:
    ctx.ensure_object(Places).scenarios += value


def takes_places(command: Command) -> Command:
    """Let a command take `--home` and `--scenarios`, before its name or after it."""
    home = click.option(
        "--home",
        metavar="DIR",
        type=click.Path(file_okay=False, path_type=Path),
        expose_value=False,
        callback=_keep_home,
        help="Where plays are kept (default: PMQUEST_HOME, else your data folder).",
    )
    scenarios = click.option(
        "--scenarios",
        metavar="DIR",
        multiple=True,
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        expose_value=False,
        callback=_keep_scenarios,
        help="A folder with more scenarios; may be given several times.",
    )
    return home(scenarios(command))


def takes_format(*formats: str) -> Callable[[Command], Command]:
    """Let a command take `--format`; the first format is the default."""
    return click.option(
        "--format",
        "form",
        type=Known(formats),
        default=formats[0],
        show_default=True,
        help="What to print.",
    )


def open_game() -> Game:
    """Open the game where the command line says; its notices go to standard error."""
    from pmquest.plain.terminal import warn

    game = _game_at(click.get_current_context())
    for notice in game.notices:
        warn(notice)
    return game


def open_library() -> Library:
    """Open the scenarios alone, without what was played."""
    return _library_at(click.get_current_context())


def home_folder() -> Path:
    """Give the folder in which things are kept, as the command line or the system says."""
    from pmquest.game import paths

    return click.get_current_context().ensure_object(Places).home or paths.default_home()


def open_rooms() -> Rooms:
    """Give the workshops that were held here."""
    from pmquest.game.game import local_now
    from pmquest.workshop.store import Rooms

    return Rooms(home_folder(), local_now)


def room_code(text: str) -> str:
    """Read a room's code as it was typed, in any case, with blanks."""
    from pmquest.scoring.clean import clean_line
    from pmquest.workshop.tokens import typed_code

    code = typed_code(text)
    if code is None:
        raise click.UsageError(
            f"“{clean_line(text)}” is not the code of a room. pmquest rooms lists them."
        )
    return code


@contextmanager
def room_refused() -> Iterator[None]:
    """Refuse in words what cannot be done with a room, or with where rooms are kept."""
    from pmquest.journal.errors import JournalError
    from pmquest.workshop.refusals import RoomRefused

    try:
        yield
    except RoomRefused as refused:
        raise Refusal(str(refused)) from refused
    except JournalError as error:
        raise Refusal(f"The room cannot be used: {error}.") from error


def _library_at(ctx: click.Context) -> Library:
    from pmquest.game import paths
    from pmquest.game.library import Library

    places = ctx.ensure_object(Places)
    home = places.home or paths.default_home()
    return Library(paths.scenario_folders(places.scenarios, home), paths.headers_file(home))


def found_in(library: Library, name: str) -> Header:
    """Find a scenario by its id or path.

    A folder, or the file that describes a pack, is refused with what to name instead.
    """
    from pmquest.game.errors import UnknownScenario
    from pmquest.scenario.files import PACK_FILE

    try:
        header = library.find(name)
    except UnknownScenario:
        folder = Path(name)
        if not _is_folder(folder):
            raise
        raise UnknownScenario(name, no_scenario(name, "is a folder", folder)) from None
    if header.path.name == PACK_FILE:
        told = no_scenario(name, "describes a pack and is no scenario", header.path.parent)
        raise UnknownScenario(name, told)
    return header


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # what is no name of a file
        return False


def no_scenario(name: str, what: str, folder: Path) -> str:
    """Say what something is that is no scenario, and which scenarios it holds."""
    from pmquest.scenario.files import files_in
    from pmquest.scoring.clean import clean_line

    try:
        files = [clean_line(str(folder / each)) for each in files_in(folder)]
    except OSError:
        files = []
    told = f"{clean_line(name)} {what}"
    if not files:
        return f"{told}, and no scenario stands in it."
    more = f" and {len(files) - _MOST_NAMED} more" if len(files) > _MOST_NAMED else ""
    return f"{told}. Name one of its scenarios: {', '.join(files[:_MOST_NAMED])}{more}."


def scenario_of(library: Library, header: Header) -> Scenario:
    """Read a scenario whole; where it has errors, refuse it with all of them."""
    from pmquest.plain.findings import place_and_message

    reading = library.read(header)
    if reading.scenario is None:
        errors = [finding for finding in reading.findings if finding.severity == "error"]
        raise Refusal(
            "\n".join(
                [
                    *map(place_and_message, errors),
                    f"This scenario cannot be played; pmquest check {header.file} shows where.",
                ]
            )
        )
    return reading.scenario


def print_json(data: Mapping[str, Any]) -> None:
    """Write data to standard output, alone."""
    from pmquest.plain.terminal import hand_over
    from pmquest.report.data import json_text

    hand_over(json_text(data))


def write_file(path: Path, data: bytes) -> None:
    """Write a file that the user named; refuses in words where that cannot be done.

    Where it fails, what stood there before is still whole.
    """
    from pmquest.game.files import not_written, write_whole

    try:
        write_whole(path, data)
    except OSError as failed:
        raise Refusal(not_written(path, failed)) from failed


def complete_scenario(
    ctx: click.Context, _: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Complete the id of a scenario; where none fits, a path."""
    headers = _library_at(ctx).refresh()
    fitting = [each for each in headers if each.name.startswith(incomplete) and not each.problem]
    if not fitting:
        return [CompletionItem(incomplete, type="file")]
    return [CompletionItem(header.name, help=header.title) for header in fitting]


def complete_play(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the number of a play."""
    with _game_at(ctx) as game:
        records = game.glance().history
    fitting = [each for each in records if each.id.startswith(incomplete)]
    return [CompletionItem(record.id, help=record.title) for record in fitting]


def _game_at(ctx: click.Context) -> Game:
    from pmquest.game.game import Game

    places = ctx.ensure_object(Places)
    return Game.open(places.home, places.scenarios)
