"""The parts of the career screen, each drawn for the width it has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.reactive import reactive

from pmquest.report.chart import course
from pmquest.scoring.ladder import MET_MEANS
from pmquest.scoring.words import level_shares
from pmquest.tui.drawn import (
    BOLD,
    MUTED,
    Drawn,
    bar,
    cell,
    lean_rail,
    level_glyph,
    level_name,
    level_split,
    line,
    row,
    styled,
    two_by_two,
    wrapped,
)
from pmquest.tui.profile import requirement_lines, suggestion_lines
from pmquest.tui.prose import contents

if TYPE_CHECKING:
    from pmquest.game.suggestion import Suggestion
    from pmquest.scoring.career import Career, CareerAspect, ResponsibilityStanding

_LABELS: Final = 22
"""The column of names."""
_COUNTS: Final = 14
"""The column of what a figure rests on: `12 decisions`."""
_STRIP: Final = 48
"""A course over time is at most this wide."""
_ENDS: Final = 12
"""What stands before and after a course: its level at either height, and where it stands."""
_BAR: Final = 30
"""A bar of judgment is at most this wide."""
_LEAST_BAR: Final = 8
"""A bar that would be shorter is left out."""
_NAMES: Final = 26
_IN_WORDS: Final = 34
"""The column of the responsibilities, and that of their figures in words."""
_ASKED: Final = 44
"""What a title asks is told in so many cells."""
_LIST: Final = 78
"""Lists are at most this wide."""


class CareerPart(Drawn):
    """One part; takes no room while there is nothing to show."""

    career: reactive[Career | None] = reactive(None, layout=True)

    def lines(self, width: int) -> Sequence[Content]:
        """The heading, if any, and what the part draws."""
        if self.career is None:
            return []
        drawn = self.draw if self.career.decisions else self.nothing
        return drawn(self.career, width)

    def watch_career(self, career: Career | None) -> None:
        """Stand on the page only with something to show."""
        self.display = career is not None and bool(self.lines(_LIST))

    def nothing(self, _career: Career, _width: int) -> Sequence[Content]:
        """What to show while nothing was decided."""
        return []

    def draw(self, career: Career, width: int) -> Sequence[Content]:
        """The lines of the part."""
        raise NotImplementedError

    def heading(self, title: str) -> list[Content]:
        """The heading of the part, with a blank line under it when there is room."""
        return [styled(title, BOLD), *([Content("")] if self.tall else [])]


class CareerHead(CareerPart):
    """The title, the lean over all, the judgment over all."""

    def nothing(self, career: Career, width: int) -> Sequence[Content]:
        """How to begin."""
        return [
            styled(career.title.label, BOLD),
            *wrapped(styled(career.title.meaning, MUTED), width),
            Content(""),
            *wrapped("Nothing decided yet.", width),
            *wrapped(
                styled(
                    "Play a scenario; your lean, your judgment and the way to the next title "
                    "will stand here.",
                    MUTED,
                ),
                width,
            ),
        ]

    def draw(self, career: Career, width: int) -> Sequence[Content]:
        """Three lines with air between them."""
        return [
            row(styled(career.title.label, BOLD), styled(career.played_in_words, MUTED), width),
            *wrapped(styled(career.title.meaning, MUTED), width),
            Content(""),
            *([] if career.lean is None else level_split(career.lean, width)),
            Content(""),
            line(("Judgment ", BOLD), (career.judgment_in_words, MUTED)),
        ]


class LeanNow(CareerPart):
    """The five aspects as rails."""

    def draw(self, career: Career, width: int) -> Sequence[Content]:
        """A rail for each aspect, with the decisions it rests on."""
        rail = max(9, width - _LABELS - _COUNTS - 2)
        rail -= 1 - rail % 2
        heads = row(level_name("manager"), line(("leader ", MUTED), level_glyph("leader")), rail)
        return [
            *self.heading("Where you lean"),
            line(" " * _LABELS, heads),
            *(
                line(
                    cell(styled(aspect.label), _LABELS),
                    lean_rail(aspect.lean, rail),
                    "  ",
                    (aspect.decisions_in_words if aspect.decisions else "", MUTED),
                )
                for aspect in career.aspects
            ),
        ]


class WhatWasCalledFor(CareerPart):
    """The two-by-two over all."""

    def draw(self, career: Career, _width: int) -> Sequence[Content]:
        """The heading and the picture."""
        heading = self.heading("What the moments called for")
        return [*heading, *two_by_two(career.called, tall=self.tall)]


class LeanOverTime(CareerPart):
    """How the lean went, one strip for each aspect."""

    def draw(self, career: Career, width: int) -> Sequence[Content]:
        """Each aspect that was seen, from its first decision to its latest."""
        strip = min(_STRIP, width - _LABELS - _ENDS)
        lines = self.heading("Your lean over time")
        for aspect in career.aspects:
            if len(aspect.history) > 1:
                lines += self._strip(aspect, strip)
        return lines if len(lines) > len(self.heading("")) else []

    def _strip(self, aspect: CareerAspect, strip: int) -> list[Content]:
        values = [point.lean for point in aspect.history]
        ends = _lean_now(aspect)
        label = cell(styled(aspect.label), _LABELS)
        upper, lower = contents(course(values, strip, 2, -1, 1))
        return [
            line(" " * _LABELS, level_glyph("leader"), " ", cell(upper, strip)),
            line(label, level_glyph("manager"), " ", cell(lower, strip), "  ", ends),
            *([Content("")] if self.tall else []),
        ]


class Ladder(CareerPart):
    """The five titles, and what the next one asks."""

    def nothing(self, career: Career, width: int) -> Sequence[Content]:
        """The same: it shows where the road leads."""
        return self.draw(career, width)

    def draw(self, career: Career, width: int) -> Sequence[Content]:
        """Each title; under the next its columns."""
        width = min(_LIST, width)
        lines = self.heading("The ladder")
        for rung in career.ladder:
            name = rung.title.label
            if rung.current:
                lines.append(line("✓ ", (name, BOLD), ("   you are here", MUTED)))
            else:
                lines.append(styled(f"{'✓' if rung.reached else '·'} {name}", MUTED))
            if rung.title == career.next_title:
                asked = requirement_lines(career.requirements, min(_ASKED, width - 4))
                lines += [line("    ", part) for part in asked]
                lines += wrapped(styled(MET_MEANS, MUTED), width, first="    ")
        return lines


class PlayNext(Drawn):
    """What to play next; takes no room while nothing is suggested."""

    suggestion: reactive[Suggestion | None] = reactive(None, layout=True)

    def lines(self, width: int) -> Sequence[Content]:
        """The scenario, and why."""
        return suggestion_lines(self.suggestion, min(_LIST, width))

    def watch_suggestion(self, suggestion: Suggestion | None) -> None:
        """Stand on the page only with something to show."""
        self.display = suggestion is not None


class Responsibilities(CareerPart):
    """The ten responsibilities, the strongest and the weakest told."""

    def draw(self, career: Career, width: int) -> Sequence[Content]:
        """A bar for each that was seen."""
        lines = self.heading("The ten responsibilities")
        lines += [self._row(standing, career, width) for standing in career.responsibilities]
        return lines

    def _row(self, standing: ResponsibilityStanding, career: Career, width: int) -> Content:
        room = min(_BAR, width - _NAMES - _IN_WORDS)
        label = cell(line(level_glyph(standing.info.level), f" {standing.info.label}"), _NAMES)
        drawn = Content("")
        if room >= _LEAST_BAR:
            drawn = line(bar(standing.judgment or 0, room), "  ")
        if standing.judgment is None:
            return line(label, drawn, (standing.in_words, MUTED))
        place = ""
        if standing == career.strongest:
            place = "  strongest"
        elif standing == career.weakest:
            place = "  weakest"
        return line(label, drawn, (standing.in_words, MUTED), (place, BOLD))


def _lean_now(aspect: CareerAspect) -> Content:
    """Where the lean of an aspect stands: the greater share, with its level."""
    if aspect.lean is None:
        return Content("")
    manager, leader = level_shares(aspect.lean)
    if manager == leader:
        return styled("even", MUTED)
    return line(
        level_glyph("manager" if manager > leader else "leader"),
        (f" {max(manager, leader)} %", BOLD),
    )
