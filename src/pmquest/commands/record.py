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
    from pmquest.game.kept_play import KeptPlay
    from pmquest.game.records import PlayRecord
    from pmquest.scoring.debrief import Debrief

_FORMATS = ("md", "html", "json", "csv")


@click.command()
@takes_format("text", "json")
@takes_places
def career(form: str) -> None:
    """Show your title, what the next one asks, and your profile."""
    from pmquest.plain.lists import career_lines
    from pmquest.plain.terminal import say, width
    from pmquest.report.data import career_json

    with open_game() as game:
        folded = game.career()
    if form == "json":
        print_json(career_json(folded))
    else:
        say("\n".join(career_lines(folded, width())))


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
    type=Known(_FORMATS),
    help="What to write (default: as the file is called, else md).",
)
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Where to.")
@takes_places
def report(play: str | None, form: str | None, output: Path | None) -> None:
    """Write the debrief of a PLAY as a file.

    A PLAY is known by its number, which `pmquest history` lists; without one it is the latest
    that came to an end.
    """
    from pmquest.plain.terminal import hand_over

    with open_game() as game:
        records = game.history()
        kept = game.kept_play(play or _latest_ended(records))
        debrief = kept.debrief()
    started = next((each.started for each in records if each.id == kept.id), None)
    text = _written(kept, debrief, started, form or _format_of(output))
    if output is None:
        hand_over(text)
    else:
        write_file(output, text.encode())


def _latest_ended(records: Sequence[PlayRecord]) -> str:
    for record in records:
        if record.status in ("ended", "stuck"):
            return record.id
    raise Refusal("No play has come to an end yet. pmquest history lists those that wait.")


def _format_of(output: Path | None) -> str:
    ending = output.suffix.lower().removeprefix(".") if output else ""
    return ending if ending in _FORMATS else _FORMATS[0]


def _written(kept: KeptPlay, debrief: Debrief, started: datetime | None, form: str) -> str:
    from pmquest.report.data import json_text, score_json
    from pmquest.report.document import debrief_html, debrief_markdown
    from pmquest.report.spreadsheet import debrief_csv

    played = f"Played on {started.day} {started:%B %Y}, {kept.mode}" if started else ""
    match form:
        case "json":
            return json_text(score_json(kept.play, debrief))
        case "csv":
            return debrief_csv(debrief)
        case "html":
            return debrief_html(debrief, played)
        case _:
            return debrief_markdown(debrief, played)
