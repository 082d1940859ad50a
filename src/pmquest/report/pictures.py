"""The pictures of a debrief as inline SVG: lean, moments on an aspect, meters over time.

Colours are classes that the style sheet of the document knows, so that a picture follows light,
dark and print. Each picture says in words what it shows; nothing rests on colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

from markupsafe import Markup

from pmquest.framework import Level
from pmquest.scoring.account import DebriefDecision
from pmquest.scoring.clean import clean_line
from pmquest.scoring.debrief import AspectMoments, MeterLine
from pmquest.scoring.score import Score
from pmquest.scoring.words import level_shares

WIDTH: Final = 480
"""How wide every picture is, in units of its own; the page scales it."""

LEGEND: Final = (
    "▪ manager-level answers stand at the left, ▲ leader-level at the right; "
    "filled where done well, hollow where not."
)
"""Explains `aspect_picture`."""

EDGE: Final = 10
"""What is kept free at both sides, where a glyph may stand on the end of a line."""

_STRIP: Final = 48
_GAP: Final = 4
_SPACING: Final = 20
_MOST_LABELS: Final = 24


class Leaning(Protocol):
    """What has a lean, in figures and in words: one play, or the votes of a room."""

    @property
    def score(self) -> Score:
        """The figures."""

    @property
    def lean_in_words(self) -> str:
        """The lean."""

    @property
    def called_lean_in_words(self) -> str:
        """What the moments called for."""


class Mark(NamedTuple):
    """A decision under the meters."""

    number: int
    """Its place among the decisions of the road, from 1."""
    level: Level | None
    """Of what was answered; None where it is narrative."""
    done_well: bool


def lean_picture(leaning: Leaning) -> Markup:
    """Draw the lean as two bars that share the width, a mark at the called lean above them.

    Empty where no lean was seen.
    """
    lean, called = leaning.score.lean, leaning.score.called_lean
    if lean is None:
        return Markup("")
    manager, _ = level_shares(lean)
    cut = WIDTH * manager / 100
    parts = []
    if called is not None:
        x = _within(WIDTH * level_shares(called)[0] / 100)
        parts.append(Markup('<path class="mark" d="M{0} 12l-5-8h10z"/>').format(short(x)))
    for level, start, end in (("manager", 0.0, cut - _GAP / 2), ("leader", cut + _GAP / 2, WIDTH)):
        start, end = max(0.0, start), min(float(WIDTH), end)
        if end > start:
            parts.append(
                Markup('<rect class="{}" x="{}" y="16" width="{}" height="8" rx="2"/>').format(
                    level, short(start), short(end - start)
                )
            )
    words = f"Lean: {leaning.lean_in_words}. Called for: {leaning.called_lean_in_words}."
    return picture(words, 26, parts)


def aspect_picture(aspect: AspectMoments) -> Markup:
    """Draw the moments of an aspect on a rail: ▪ from the left end, ▲ from the right.

    Filled where the answer was done well, hollow where not.
    """
    parts = [
        Markup('<path class="rail" d="M{} 12H{}M{} 5v14"/>').format(EDGE, WIDTH - EDGE, WIDTH // 2)
    ]
    spacing = min(_SPACING, (WIDTH - 2 * EDGE) / max(1, len(aspect.decisions)))
    counts: dict[Level, int] = {"manager": 0, "leader": 0}
    for decision in aspect.decisions:
        if decision.moment.keys:
            level = decision.moment.keys.level
            offset = EDGE + counts[level] * spacing
            counts[level] += 1
            x = offset if level == "manager" else WIDTH - offset
            parts.append(glyph(level, x, 12, done_well=decision.moment.done_well))
    words = f"{aspect.label}: " + ", ".join(
        f"decision {decision.moment.number} {decision.moment.level_in_words}"
        for decision in aspect.decisions
    )
    return picture(words, 24, parts)


def meter_picture(meter: MeterLine) -> Markup:
    """Draw one meter over the play, between the least and greatest it can reach."""
    extent = max(1, meter.max - meter.min)
    values = meter.values if len(meter.values) > 1 else meter.values * 2
    points = " ".join(
        f"{short(_place(index, len(values)))},"
        f"{short(_STRIP - 4 - (value - meter.min) / extent * (_STRIP - 8))}"
        for index, value in enumerate(values)
    )
    parts = [
        Markup('<path class="rail" d="M{} {}H{}"/>').format(EDGE, _STRIP - 1, WIDTH - EDGE),
        Markup('<polyline class="line" points="{}"/>').format(points),
    ]
    words = f"{meter.label}: from {meter.start_in_words} to {meter.end_in_words}."
    return picture(words, _STRIP, parts)


def decisions_picture(decisions: Sequence[DebriefDecision]) -> Markup:
    """Mark each decision under the meters, where they stand after it, by glyph and number.

    There is one decision at least.
    """
    answered = [decision.moment for decision in decisions]
    return marks_picture(
        [
            Mark(each.number, each.keys.level if each.keys else None, each.done_well)
            for each in answered
        ],
        answered[-1].number,
    )


def marks_picture(marks: Sequence[Mark], every: int) -> Markup:
    """Mark decisions under the meters, of which there are so many on the whole road."""
    parts = []
    step = -(-every // _MOST_LABELS)
    for mark in marks:
        x = _place(mark.number, every + 1)
        if mark.level:
            parts.append(glyph(mark.level, x, 8, done_well=mark.done_well))
        if mark.number % step == 0:
            parts.append(
                Markup('<text class="label" x="{}" y="30" text-anchor="middle">{}</text>').format(
                    short(x), mark.number
                )
            )
    return picture("The decisions in order, under the meters.", 34, parts)


def glyph(level: Level, x: float, y: int, *, done_well: bool) -> Markup:
    """Draw the glyph of a level with its centre at a place; hollow where not done well."""
    hollow = "" if done_well else " hollow"
    if level == "manager":
        return Markup('<rect class="glyph {}{}" x="{}" y="{}" width="9" height="9"/>').format(
            level, hollow, short(x - 4.5), short(y - 4.5)
        )
    return Markup('<path class="glyph {}{}" d="M{} {}l6 10h-12z"/>').format(
        level, hollow, short(x), y - 5
    )


def picture(words: str, height: int, parts: Sequence[Markup]) -> Markup:
    """Put parts into a picture of this height that says in words what it shows."""
    return Markup(
        '<svg viewBox="0 0 {0} {1}" role="img" aria-label="{2}"><title>{2}</title>{3}</svg>'
    ).format(WIDTH, height, clean_line(words), Markup("").join(parts))


def _place(index: int, count: int) -> float:
    return EDGE + index * (WIDTH - 2 * EDGE) / max(1, count - 1)


def _within(x: float) -> float:
    return min(max(x, 5.0), WIDTH - 5.0)


def short(value: float) -> str:
    """Write a coordinate with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")
