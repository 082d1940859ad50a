"""The player at a glance, beside the library: title, lean, and what the next title asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual.content import Content
from textual.reactive import reactive

from pmquest.tui.drawn import (
    BOLD,
    MUTED,
    Drawn,
    cell,
    lean_rail,
    line,
    rail_heads,
    row,
    styled,
    wrapped,
)

if TYPE_CHECKING:
    from pmquest.game.suggestion import Suggestion
    from pmquest.scoring.career import Career, CareerAspect
    from pmquest.scoring.ladder import Requirement

_LABELS: Final = 21
"""The longest name of an aspect and a blank."""
_ROOM_FOR_AIR: Final = 15
"""Two figures of the ladder, such as `5 of 8`, stand apart while they are narrower than this."""

_GAP: Final = (Content(""), Content(""))

BEGIN: Final = (
    "Everybody starts as a Product Manager. Pick a scenario, press enter, and decide as you "
    "would at work. After the first one your lean and your next title show here."
)


class Profile(Drawn):
    """The side sheet of the library."""

    career: reactive[Career | None] = reactive(None, layout=True)
    suggestion: reactive[Suggestion | None] = reactive(None, layout=True)

    def lines(self, width: int) -> Sequence[Content]:
        """Who the player is, where they lean, what is next, and what to play for it."""
        found = suggestion_lines(self.suggestion, width)
        return [*self._career_lines(width), *(_GAP if found else ()), *found]

    def _career_lines(self, width: int) -> list[Content]:
        career = self.career
        if career is None or not career.decisions:
            return _beginning(career, width)
        blank = Content("")
        return [
            styled("You are", MUTED),
            styled(career.title.label, BOLD),
            blank,
            blank,
            *lean_lines(career.aspects, width),
            blank,
            blank,
            *next_lines(career, width),
        ]


class ProfileLine(Drawn):
    """The same in one line, where there is no room for a sheet."""

    career: reactive[Career | None] = reactive(None, layout=True)

    def lines(self, width: int) -> Sequence[Content]:
        """The title and the next."""
        career = self.career
        if career is None:
            return [Content("")]
        if not career.decisions:
            text = line((career.title.label, BOLD), (". Pick a scenario and press enter.", MUTED))
        elif career.next_title is None:
            text = styled(career.title.label, BOLD)
        else:
            text = line((career.title.label, BOLD), (f", next {career.next_title.label}", MUTED))
        return [text.truncate(width, ellipsis=True)]


def suggestion_lines(suggestion: Suggestion | None, width: int) -> list[Content]:
    """What to play next, and why; nothing where there is none."""
    if suggestion is None:
        return []
    return [
        styled("Play next", MUTED),
        *wrapped(styled(suggestion.header.title, BOLD), width),
        *wrapped(styled(suggestion.reason, MUTED), width),
    ]


def lean_lines(aspects: Sequence[CareerAspect], width: int) -> list[Content]:
    """A rail for each aspect under one pair of heads, names at the left."""
    rail = width - _LABELS
    rail -= 1 - rail % 2
    return [
        line(cell(styled("Your lean", MUTED), _LABELS), rail_heads(rail)),
        *(
            line(cell(styled(aspect.label), _LABELS), lean_rail(aspect.lean, rail))
            for aspect in aspects
        ),
    ]


def next_lines(career: Career, width: int) -> list[Content]:
    """The next title, and each of its columns with what there is and what is asked."""
    if career.next_title is None:
        return wrapped(styled(career.next_in_words, MUTED), width)
    return [
        styled("Next", MUTED),
        styled(career.next_title.label, BOLD),
        Content(""),
        *requirement_lines(career.requirements, width),
    ]


def requirement_lines(requirements: Sequence[Requirement], width: int) -> list[Content]:
    """The columns of the ladder as rows: name, what is there, what is asked."""
    rows = [(Content(""), styled("you", MUTED), styled("asked", MUTED))]
    for asked in requirements:
        ink = MUTED if asked.met else ""
        label = styled(f"{'✓' if asked.met else '·'} {asked.label}", ink)
        rows.append((label, styled(asked.have, ink or BOLD), styled(asked.asked, MUTED)))
    have_width = max(have.cell_length for _, have, _ in rows)
    asked_width = max(asked.cell_length for _, _, asked in rows)
    gap = 2 if have_width + asked_width < _ROOM_FOR_AIR else 1
    return [
        row(
            label,
            line(cell(have, have_width, "right"), " " * gap, cell(asked, asked_width, "right")),
            width,
            gap=1,
        )
        for label, have, asked in rows
    ]


def _beginning(career: Career | None, width: int) -> list[Content]:
    if career is None:
        return []
    return [
        styled("You are", MUTED),
        styled(career.title.label, BOLD),
        Content(""),
        *wrapped(styled(BEGIN, MUTED), width),
    ]
