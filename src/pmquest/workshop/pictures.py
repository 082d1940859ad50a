"""The pictures of a room's documents: how its votes fell, and how they leant on each aspect."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from pmquest.framework import DONE_WELL, LEVELS, Level
from pmquest.report.pictures import EDGE, WIDTH, Mark, glyph, marks_picture, picture, short
from pmquest.scoring.words import whole_percent
from pmquest.workshop.decisions import Answer, RoomDecision
from pmquest.workshop.profile import RoomAspect

LEGEND: Final = (
    "A bar goes from the middle to the left where the votes were more ▪ manager-level, to the "
    "right where they were more ▲ leader-level."
)
"""Explains `aspect_bar`."""

_BAR: Final = 10


def answer_bar(answer: Answer) -> Markup:
    """Draw the share of an answer as a bar, in the colour of its level where it has one."""
    parts = [Markup('<rect class="track" width="{}" height="{}" rx="2"/>').format(WIDTH, _BAR)]
    if answer.votes:
        parts.append(
            Markup('<rect class="{}" width="{}" height="{}" rx="2"/>').format(
                answer.level or "narrative", short(WIDTH * answer.share), _BAR
            )
        )
    return picture(answer.votes_in_words, _BAR, parts)


def aspect_bar(aspect: RoomAspect) -> Markup:
    """Draw the lean on an aspect as a bar from the middle of a rail, with the glyph at its head.

    Empty where no lean was seen; no bar where the votes were even.
    """
    lean = aspect.score.lean
    if lean is None:
        return Markup("")
    middle = WIDTH / 2
    parts = [
        Markup('<path class="rail" d="M{} 12H{}M{} 5v14"/>').format(EDGE, WIDTH - EDGE, middle)
    ]
    head = middle + lean * (middle - EDGE)
    if whole_percent(abs(lean)):
        level: Level = LEVELS[lean > 0]
        left, right = sorted((middle, head))
        parts.append(
            Markup('<rect class="{}" x="{}" y="10" width="{}" height="4"/>').format(
                level, short(left), short(right - left)
            )
        )
        parts.append(glyph(level, head, 12, done_well=True))
    return picture(f"{aspect.label}: {aspect.lean_in_words}", 24, parts)


def road_picture(decisions: tuple[RoomDecision, ...], every: int) -> Markup:
    """Mark the answers that the room went on with under the meters, which tell `every` decision."""
    return marks_picture(
        [
            Mark(decision.number, decision.taken.level, decision.taken.judgment in DONE_WELL)
            for decision in decisions
            if decision.taken
        ],
        every,
    )
