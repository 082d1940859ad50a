"""The result of a vote: how the room was split, what was called for, a bar for each answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from textual.content import Content

from pmquest.framework import CalledLevel
from pmquest.report.lines import Run
from pmquest.report.prose import inline, prose_lines
from pmquest.scoring.clean import clean_line
from pmquest.scoring.words import percent
from pmquest.tui import pages
from pmquest.tui.drawn import (
    BOLD,
    LEVEL_STYLE,
    MUTED,
    cell,
    judgment_dots,
    level_glyph,
    level_split,
    line,
    styled,
    wrapped,
)
from pmquest.tui.prose import content, contents
from pmquest.tui.room.large import large_bar
from pmquest.workshop.decisions import Answer, vote_lean
from pmquest.workshop.views import Facilitator

NUMBERS: Final = 4
"""The column of an answer's number."""
_JUDGMENT: Final = 10
"""The column of how an answer serves: `••• strong`."""
_WIDEST: Final = 100
_BLANK: Final = Content("")


def result_page(now: Facilitator, width: int, height: int) -> list[Content]:
    """A revealed round, for a wall so wide and high; with the reasons where they are shown.

    The title of the scene is left out where all answers are in sight only without it.
    """
    width = min(width, _WIDEST)
    size = min(width, pages.MOST_TEXT)
    title = now.scene.title if now.scene is not None else ""
    head = [*wrapped(styled(clean_line(title), BOLD), size), _BLANK]
    split = [*split_lines(now.bars, width), *called_for(now.calls_for, now.signal, size)]
    split += [_BLANK] if split else []
    votes = most_votes(now.bars)
    shown = [answer_lines(each, width, votes) for each in now.bars]
    answers = apart(shown, height - len(head) - len(split), always=now.coaching)
    spare = height - len(split) - len(answers)
    return [*([] if 0 <= spare < len(head) else head), *split, *answers]


def apart(
    answers: Sequence[Sequence[Content]], height: int, *, always: bool = False
) -> list[Content]:
    """Answers under one another, with a blank line between where they then fit the height."""
    airy = always or sum(len(each) + 1 for each in answers) - 1 <= height
    lines: list[Content] = []
    for each in answers:
        lines += [*([_BLANK] if lines and airy else []), *each]
    return lines


def numbers(now: Facilitator) -> Mapping[str, str]:
    """By which number each answer of the scene is called, on the wall and on the phones."""
    choices = now.scene.choices if now.scene is not None else ()
    return {choice.id: str(number) for number, choice in enumerate(choices, 1)}


def split_lines(bars: Sequence[Answer], width: int) -> list[Content]:
    """How the votes were shared between the levels; nothing where none of them has a level."""
    lean = vote_lean(bars)
    return [] if lean is None else level_split(lean, width)


def called_for(level: CalledLevel | None, signal: str, width: int) -> list[Content]:
    """What the moment called for, and by what that could be told."""
    if level is None:
        return []
    if level == "either":
        return wrapped(styled("The moment could be met at either level.", MUTED), width)
    called = content((Run("The moment called for "), *pages.level_runs(level)))
    told = f": {clean_line(signal)}" if signal else "."
    return wrapped(line(called, (told, MUTED)), width)


def most_votes(bars: Sequence[Answer]) -> int:
    """How many cells the largest number of votes takes, so that bars line up."""
    return max((len(str(each.votes)) for each in bars), default=1)


def answer_lines(answer: Answer, width: int, votes: int, *, why: bool = True) -> list[Content]:
    """An answer, its bar with its votes, and where it is judged how it serves and `why`.

    The number of votes takes `votes` cells.
    """
    room, indent = width - NUMBERS, " " * NUMBERS
    size = min(room, pages.MOST_TEXT)
    text = content(inline(answer.text))
    told = wrapped(text.stylize(BOLD) if answer.leading else text, size)
    told.append(_bar_line(answer, room, votes))
    if why and answer.why:
        told += contents(prose_lines(answer.why, size))
    lead = cell(styled(str(answer.number), BOLD), NUMBERS)
    return [line(indent if place else lead, each) for place, each in enumerate(told)]


def _bar_line(answer: Answer, width: int, votes: int) -> Content:
    """A level's glyph, the bar in its colour, the votes and their share, how it serves."""
    level, judgment = answer.level, answer.judgment
    figures = line((f"  {answer.votes:>{votes}}", BOLD), (f"  {percent(answer.share):>5}", MUTED))
    if judgment is not None:
        served = line(judgment_dots(judgment), f" {judgment}")
        figures = line(figures, "   ", cell(served, _JUDGMENT))
    glyph = line(level_glyph(level), " ") if level is not None else Content("")
    track = width - glyph.cell_length - figures.cell_length
    style = LEVEL_STYLE[level] if level is not None else MUTED
    return line(glyph, large_bar(answer.share, track, style), figures)
