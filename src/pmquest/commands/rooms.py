"""Past and open workshops: list them, write what came of one as a file, delete them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from click.shell_completion import CompletionItem

from pmquest.commands.shared import (
    Known,
    open_rooms,
    print_json,
    room_code,
    room_refused,
    takes_places,
    write_file,
)

if TYPE_CHECKING:
    from pmquest.workshop.documents import Form
    from pmquest.workshop.store import Listed, Rooms

_LISTS: Final = ("text", "json")


def complete_room(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the code of a room."""
    with ctx:
        found = open_rooms().list()
    begun = incomplete.replace(" ", "").upper()
    fitting = [each for each in found if each.code.startswith(begun)]
    return [CompletionItem(each.code, help=each.title) for each in fitting]


@click.command()
@click.option(
    "--format",
    "form",
    type=Known(("text", "html", "csv", "json")),
    help="The list as text or json; a file of one room as html, csv or json.",
)
@click.option(
    "--export", metavar="CODE", shell_complete=complete_room, help="Write what came of one room."
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Where to.")
@click.option(
    "--close", metavar="CODE", shell_complete=complete_room, help="Close an open room; keep it."
)
@click.option(
    "--delete", metavar="CODE", shell_complete=complete_room, help="Delete all of one room."
)
@click.option("--delete-all", is_flag=True, help="Delete all rooms.")
@click.option("--yes", is_flag=True, help="Do not ask before deleting.")
@takes_places
def rooms(
    form: str | None,
    export: str | None,
    output: Path | None,
    close: str | None,
    delete: str | None,
    delete_all: bool,
    yes: bool,
) -> None:
    """List the workshops that were held here, and those that are open.

    A room's names, votes and answers are kept on this machine until you delete them.
    """
    asked = [each for each in (export, close, delete, delete_all or None) if each is not None]
    if len(asked) > 1:
        raise click.UsageError("One thing at a time: --export, --close, --delete or --delete-all.")
    if output and export is None:
        raise click.UsageError("-o is about --export.")
    if form and form not in _LISTS and export is None:
        raise click.UsageError(f"The list is not printed as {form}: name a room with --export.")
    with room_refused():
        open_rooms().clear_rehearsals()
        if export is not None:
            _export(room_code(export), form, output)
        elif close is not None:
            _close(room_code(close))
        elif delete is not None:
            _delete_one(room_code(delete), yes)
        elif delete_all:
            _delete_all(yes)
        else:
            _list(form or "text")


def _list(form: str) -> None:
    from pmquest.plain.rooms import rooms_lines
    from pmquest.plain.terminal import say, width

    kept = open_rooms()
    found = kept.list()
    unreadable = sorted({*kept.codes()} - {each.code for each in found})
    if form == "json":
        print_json({"rooms": [_listed(each) for each in found], "unreadable": unreadable})
    else:
        say("\n".join(rooms_lines(found, width(), unreadable=unreadable)))


def _listed(room: Listed) -> dict[str, Any]:
    return {
        "code": room.code,
        "scenario": room.scenario,
        "title": room.title,
        "opened": room.opened.astimezone(UTC).isoformat(timespec="seconds"),
        "last": room.last.astimezone(UTC).isoformat(timespec="seconds"),
        "people": room.people,
        "ended": room.ended,
        "running": room.running,
        "rehearsal": room.rehearsal,
    }


def _export(code: str, form: str | None, output: Path | None) -> None:
    from pmquest.plain.terminal import hand_over, warn
    from pmquest.workshop.documents import written

    chosen = _form_of(form, output)
    record = open_rooms().load(code)
    opened, _ = record.history[0]
    text = written(chosen, record.room, opened)
    if output is None:
        hand_over(text)
    else:
        write_file(output, text.encode())
        warn(f"{output} is written: what came of the room, without names.")


def _form_of(form: str | None, output: Path | None) -> Form:
    """Choose the form: the one that was asked for, else that of the file's ending."""
    from pmquest.workshop.documents import FORMS

    ending = output.suffix.lower().removeprefix(".") if output else ""
    for each in FORMS:
        if each == (form or ending or "html"):
            return each
    raise click.BadParameter(
        f"“{form or ending}” is no form of what came of a room: html, csv or json.",
        param_hint="'--format'" if form else "'-o'",
    )


def _close(code: str) -> None:
    from pmquest.plain.terminal import warn
    from pmquest.workshop import process
    from pmquest.workshop.refusals import no_room
    from pmquest.workshop.tokens import shown_code

    kept = open_rooms()
    if code not in kept.codes():
        raise no_room(code)
    process.end(kept, code)
    warn(f"The room {shown_code(code)} is closed. It is kept until you delete it.")


def _delete_one(code: str, yes: bool) -> None:
    from pmquest.workshop.refusals import no_room
    from pmquest.workshop.tokens import shown_code

    kept = open_rooms()
    if code not in kept.codes():
        raise no_room(code)
    is_open = ", which is open now," if kept.is_running(code) else ""
    _delete(kept, (code,), f"the room {shown_code(code)}", is_open, yes)


def _delete_all(yes: bool) -> None:
    from pmquest.plain.terminal import warn
    from pmquest.scoring.words import counted

    kept = open_rooms()
    codes = kept.codes()
    if not codes:
        warn("There are no rooms here.")
        return
    running = sum(map(kept.is_running, codes))
    are_open = f", {counted(running, 'of which is', 'of which are')} open now," if running else ""
    _delete(kept, codes, counted(len(codes), "room"), are_open, yes)


def _delete(kept: Rooms, codes: Sequence[str], what: str, are_open: str, yes: bool) -> None:
    """Delete rooms for good where that is meant; those that are open are closed first."""
    from pmquest.plain.terminal import ask, at_terminal, warn
    from pmquest.workshop import process

    if not yes and not at_terminal():
        raise click.UsageError("There is nobody to ask; --yes deletes without asking.")
    about = f"{what}{are_open} with everybody's names, votes and answers"
    if not yes and ask(f"Delete {about} for good? Type yes: ") != "yes":
        warn("Nothing was deleted.")
        return
    for code in codes:
        process.end(kept, code)
        kept.delete(code)
    warn(f"Deleted: {what}.")
