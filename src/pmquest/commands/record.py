"""What was played: the career, the history, a debrief as a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pmquest.commands.shared import (
    Known,
    Refusal,
    complete_play,
    open_game,
    print_json,
    takes_format,
    takes_places,
    write_file,
)

if TYPE_CHECKING:
    from pmquest.game.records import PlayRecord
    from pmquest.report.forms import Form

_FORMS: tuple[Form, ...] = ("md", "html", "json", "csv")


@click.command()
@takes_format("text", "json")
@takes_places
def career(form: str) -> None:
    """Show your title, what the next one asks, and your profile."""
    from pmquest.plain.lists import career_lines
    from pmquest.plain.terminal import say, width
    from pmquest.report.data import career_json

    with open_game() as game:
        folded, found = game.career(), game.suggestion()
    if form == "json":
        print_json(career_json(folded, found))
    else:
        say("\n".join(career_lines(folded, found, width())))


@click.command()
@takes_format("text", "json")
@takes_places
def history(form: str) -> None:
    """List every play, the latest first."""
    from pmquest.plain.lists import history_lines
    from pmquest.plain.terminal import say, width

    with open_game() as game:
        records = game.history()
    if form == "json":
        print_json({"plays": [_record(each) for each in records]})
    else:
        say("\n".join(history_lines(records, width())))


def _record(record: PlayRecord) -> dict[str, Any]:
    ending = {"title": record.ending, "grade": record.grade} if record.ending else None
    return {
        "id": record.id,
        "scenario": record.scenario,
        "hash": record.hash,
        "title": record.title,
        "mode": record.mode,
        "seed": record.seed,
        "started": _moment(record.started),
        "last": _moment(record.last),
        "ended": _moment(record.ended),
        "status": record.status,
        "replay": record.replay,
        "decisions": record.decisions,
        "stopped_at": record.stopped_at,
        "judgment": record.judgment,
        "ending": ending,
    }


def _moment(time: datetime | None) -> str | None:
    """A time as data: in UTC, so that it reads the same wherever it is printed."""
    return time.astimezone(UTC).isoformat(timespec="seconds") if time else None


@click.command()
@click.argument("play", required=False, shell_complete=complete_play)
@click.option(
    "--format",
    "form",
    type=Known(_FORMS),
    help="What to write (default: as the ending of FILE says, without one md).",
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Where to.")
@takes_places
def report(play: str | None, form: Form | None, output: Path | None) -> None:
    """Write the debrief of a PLAY as a file.

    A PLAY is known by its number, which `pmquest history` lists; without one it is the latest
    that came to an end.
    """
    from pmquest.plain.terminal import hand_over
    from pmquest.report.forms import written

    form = form or _form_of(output)
    with open_game() as game:
        kept = game.kept_play(play or _latest_ended(game.history()))
        text = written(form, kept.play, kept.debrief(), kept.played_in_words)
    if output is None:
        hand_over(text)
    else:
        write_file(output, text.encode())


def _latest_ended(records: Sequence[PlayRecord]) -> str:
    for record in records:
        if record.status in ("ended", "stuck"):
            return record.id
    raise Refusal("No play has come to an end yet. pmquest history lists those that wait.")


def _form_of(output: Path | None) -> Form:
    ending = output.suffix.lower().removeprefix(".") if output else ""
    for form in _FORMS:
        if form == ending:
            return form
    if ending:
        raise click.BadParameter(
            f"“.{ending}” is no form of a report: end the name in "
            f"{', '.join(f'.{form}' for form in _FORMS)}, or say which with --format.",
            param_hint="'-o'",
        )
    return _FORMS[0]
