"""The meters along a road: where each went, and under them the decisions that moved them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from pmquest.framework import CalledLevel
from pmquest.report.chart import course, place_of
from pmquest.scoring.clean import clean_line
from pmquest.scoring.debrief import MeterLine
from pmquest.tui.drawn import BOLD, MUTED, cell, level_glyph, line, styled
from pmquest.tui.prose import contents

_WIDEST: Final = 56
"""Cells across of a strip."""
_BLANK: Final = Content("")


def meter_strips(
    meters: Sequence[MeterLine], answered: Sequence[CalledLevel], width: int, *, tall: bool
) -> list[Content]:
    """A strip for each meter, first and last values at its ends, the decisions marked below.

    `answered` has the level of each decision, in order; where there is none, or no meter, there
    is nothing to show. `width` is in cells; `tall` says whether there is room for air.
    """
    if not meters or not answered:
        return []
    labels = [styled(clean_line(meter.label)) for meter in meters]
    starts = [styled(meter.start_in_words, MUTED) for meter in meters]
    ends = [styled(meter.end_in_words, BOLD) for meter in meters]
    label, start, end = (
        min(max(part.cell_length for part in column), width // share)
        for column, share in ((labels, 4), (starts, 6), (ends, 6))
    )
    strip = min(_WIDEST, width - label - start - end - 6)
    lead = label + start + 4
    lines: list[Content] = []
    for index, meter in enumerate(meters):
        rows = 2 if tall else 1
        *above, last = contents(course(meter.values, strip, rows, *_bounds(meter)))
        lines += [line(" " * lead, each) for each in above]
        before = line(cell(labels[index], label), "  ", cell(starts[index], start, "right"), "  ")
        lines.append(line(before, cell(last, strip), "  ", cell(ends[index], end)))
        lines += [_BLANK] if tall else []
    return [*lines, *_marks(answered, lead, strip)]


def _bounds(meter: MeterLine) -> tuple[float, float]:
    """Between which values a strip is drawn: where the meter went, but a third of it at least."""
    low, high = min(meter.values), max(meter.values)
    air = max(0.0, ((meter.max - meter.min) / 3 - (high - low)) / 2)
    return low - air, high + air


def _marks(answered: Sequence[CalledLevel], lead: int, strip: int) -> list[Content]:
    """Each decision's ▪ or ▲ and its number where it stands; numbers that would touch give way."""
    marks, numbers = [Content(" ")] * strip, [" "] * strip
    free = 0
    for place, level in enumerate(answered, 1):
        at = place_of(place, len(answered) + 1, strip)
        marks[at] = level_glyph(level)
        number = str(place)
        start = min(at, strip - len(number))
        if start >= free:
            numbers[start : start + len(number)] = number
            free = start + len(number) + 1
    return [line(" " * lead, *marks), line(" " * lead, ("".join(numbers), MUTED))]
