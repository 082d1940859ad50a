"""The library, the history and the career as text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pmquest.framework import LEVELS
from pmquest.game.headers import Header
from pmquest.game.records import Glance, PlayRecord, Standing
from pmquest.game.suggestion import Suggestion, suggestion
from pmquest.plain.scene import heading
from pmquest.plain.words import hanging, paragraph, parted, table_lines
from pmquest.scoring.career import Career
from pmquest.scoring.clean import clean_line
from pmquest.scoring.words import counted, level_in_words, percent

_INDENT: Final = "    "


def library_lines(
    headers: Sequence[Header], glance: Glance, width: int, *, numbered: bool
) -> list[str]:
    """List scenarios, with numbers where one is to be chosen by its number, then what to play
    next.
    """
    standings = glance.standings
    if not headers:
        return ["There are no scenarios here."]
    parts = []
    group = stage = ""
    for number, header in enumerate(headers, 1):
        if header.group != group:
            group, stage = header.group, ""
            parts.append(heading(group, width))
        if header.stage != stage:
            stage = header.stage
            parts.append(paragraph(f"{stage}:", width) if stage else [])
        name = clean_line(header.name)  # perhaps a path to be typed again, so it is not broken
        lines = [f"{number:>2}  {name}" if numbered else name]
        for line in _about(header, standings.get(header.name)):
            lines += hanging(_INDENT, line, width)
        parts.append(lines)
    return parted([*parts, suggestion_lines(suggestion(headers, glance), width)])


def _about(header: Header, standing: Standing | None) -> list[str]:
    title = clean_line(header.title)
    if header.problem is not None:
        return [title, f"does not load: {clean_line(header.problem)}", clean_line(header.file)]
    level = level_in_words(header.role_level)
    return [
        title,
        clean_line(header.role),
        f"{level} · {header.minutes} min · {standing_in_words(standing)}",
    ]


def standing_in_words(standing: Standing | None) -> str:
    """What the player made of a scenario so far."""
    if standing is None:
        return "not played to an end yet"
    return f"best {percent(standing.best)} · played {counted(standing.played, 'time')}"


def history_lines(records: Sequence[PlayRecord], width: int) -> list[str]:
    """List plays, the latest first."""
    if not records:
        return ["Nothing has been played yet."]
    longest = max(len(record.id) for record in records)
    lines = []
    for record in records:
        about = (
            f"{record.last:%Y-%m-%d %H:%M}",
            clean_line(record.title),
            record.mode,
            _status(record),
            f"judgment {percent(record.judgment)}" if record.judgment is not None else "",
        )
        lines += hanging(f"{record.id:>{longest}}  ", " · ".join(filter(None, about)), width)
    return lines


def _status(record: PlayRecord) -> str:
    if record.status == "unfinished":
        return f"waits at decision {record.decision}"
    if record.ending:
        return f"{record.ending}, a {record.grade} ending"
    return "dead end" if record.status == "stuck" else record.status


def suggestion_lines(suggestion: Suggestion | None, width: int) -> list[str]:
    """Tell what to play next; nothing where nothing is suggested."""
    if suggestion is None:
        return []
    header = suggestion.header
    name, title = clean_line(header.name), clean_line(header.title)
    return hanging(f"Play next: {name}. ", f"{title}. {clean_line(suggestion.reason)}", width)


def career_lines(career: Career, suggestion: Suggestion | None, width: int) -> list[str]:
    """Tell a career: the title and what the next one asks, what to play for it, then what all
    plays show.
    """
    asked = [
        (requirement.label, requirement.have, requirement.asked, requirement.missing or "met")
        for requirement in career.requirements
    ]
    leans = [
        ("All", counted(career.decisions, "decision"), career.lean_in_words),
        *((each.label, each.decisions_in_words, each.lean_in_words) for each in career.aspects),
    ]
    called = [
        (level_in_words(level), *(career.called[level][answered].in_words for answered in LEVELS))
        for level in LEVELS
    ]
    levels = [level_in_words(level) for level in LEVELS]
    responsibilities = [
        (level_in_words(each.info.level), each.info.label, each.in_words)
        for each in career.responsibilities
    ]
    return parted(
        [
            paragraph(f"You are: {career.title.label}. {career.title.meaning}", width),
            paragraph(career.next_in_words, width),
            table_lines(("what counts", "you", "asked", "missing"), asked, width) if asked else [],
            suggestion_lines(suggestion, width),
            paragraph(f"{career.played_in_words} · judgment {career.judgment_in_words}", width),
            table_lines(("aspect", "seen in", "lean"), leans, width),
            table_lines(("called for", *(f"answered {level}" for level in levels)), called, width),
            table_lines(("level", "responsibility", "judgment"), responsibilities, width),
        ]
    )
