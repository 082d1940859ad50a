"""The parts of the debrief screen that are only read, each drawn for a width.

They say what the debrief's value says and stand in its order (scoring.md, "The debrief").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace
from textual.content import Content

from pmquest.framework import CalledLevel, Level
from pmquest.report.lines import Line, Run, padded, wrapped
from pmquest.report.prose import inline, prose_lines
from pmquest.scoring.account import DebriefDecision, Road, change_in_words
from pmquest.scoring.clean import clean_line
from pmquest.scoring.debrief import Debrief
from pmquest.tui import pages
from pmquest.tui.drawn import (
    BOLD,
    MUTED,
    bar,
    cell,
    judgment_dots,
    level_glyph,
    level_name,
    level_split,
    line,
    moment_rail,
    row,
    styled,
    two_by_two,
)
from pmquest.tui.drawn import wrapped as broken
from pmquest.tui.meter_strips import meter_strips
from pmquest.tui.prose import content, contents

if TYPE_CHECKING:
    from pmquest.workshop.profile import RoomProfile

NUMBERS: Final = 4
"""The column of a decision's number."""
_LABELS: Final = 22
"""The column of an aspect's name."""
_COUNTS: Final = 11
"""The column of what an aspect rests on: `2 moments`."""
_WIDEST_RAIL: Final = 37
_WHO: Final = 9
"""The column that says whose answer it is."""
_WHEN: Final = 20
"""The column of when a decision was made."""
_SIDE_BY_SIDE: Final = 100
"""From this width on there is room for two columns."""
_GUTTER: Final = 4
_PAIR: Final = 50
"""The two-by-two and the air beside it, where it stands beside the figures."""
_BLANK: Final = Content("")


@dataclass(frozen=True, slots=True)
class Room:
    """How much room there is for a part."""

    width: int
    """Cells across."""
    tall: bool
    """Whether there is room for air."""

    @property
    def text(self) -> int:
        """Cells across for running text."""
        return min(pages.MOST_TEXT, self.width)

    def heading(self, title: str) -> list[Content]:
        """A heading with the air that belongs to it."""
        air = [_BLANK] if self.tall else []
        return [_BLANK, *air, styled(title, BOLD), *air]


Part = Callable[[Debrief, Room], list[Content]]
"""Draws one part of a debrief for the room there is."""


def costliest(debrief: Debrief, room: Room) -> list[Content]:
    """The moments that cost most: the signal, the answer and the better road with their why."""
    lines = [styled(debrief.costliest_in_words, BOLD)]
    for decision in debrief.costliest:
        head = line(
            cell(styled(str(decision.moment.number), BOLD), NUMBERS),
            styled(decision.scene_title, BOLD),
        )
        lines += [_BLANK, row(head, styled(decision.lost_in_words, MUTED), room.width)]
        told = _costly(decision, room.width - NUMBERS)
        lines += contents((Run(" " * NUMBERS), *each) for each in told)
    return lines


def _costly(decision: DebriefDecision, size: int) -> list[Line]:
    """The signal; what was answered and what would have been better, side by side if wide."""
    keys, better = decision.moment.keys, decision.better
    if keys is None:
        return []
    signal = wrapped([Run(clean_line(decision.signal), "muted")], size)
    sides = size >= _SIDE_BY_SIDE
    half = (size - _GUTTER) // 2 if sides else min(pages.MOST_TEXT, size)
    judged = decision.moment.judgment_in_words
    picked = _answer("you", decision.answer, keys.level, judged, half)
    picked += _told(decision.why, half)
    best = _better(better, half) if better else []
    answers = _columns(picked, best, half + _GUTTER) if sides else [*picked, *best]
    return [*([*signal, ()] if decision.signal else []), *answers]


def _columns(left: Sequence[Line], right: Sequence[Line], lead: int) -> list[Line]:
    """Two columns of lines, the right one after `lead` cells."""
    return [
        (*padded(first, lead), *second) for first, second in zip_longest(left, right, fillvalue=())
    ]


def _answer(who: str, text: str, level: Level, judgment: str, size: int) -> list[Line]:
    """An answer with its level and judgment over it, its text hanging beside whose it is."""
    head: Line = (
        Run(who.ljust(_WHO), "muted"),
        *pages.level_runs(level, "muted"),
        Run(f"   {judgment}", "muted"),
    )
    text_lines = wrapped(inline(text), size - _WHO)
    return [head, *((Run(" " * _WHO), *each) for each in text_lines)]


def _told(why: str, size: int) -> list[Line]:
    if not why:
        return []
    return [
        (Run(" " * _WHO), *(replace(run, tone="muted") for run in each))
        for each in prose_lines(why, size - _WHO)
    ]


def _better(better: Road, size: int) -> list[Line]:
    """The better road of a decision with its why."""
    found = _answer("better", better.text, better.level, better.judgment_in_words, size)
    return [*found, *_told(better.why, size)]


def ending(debrief: Debrief, room: Room) -> list[Content]:
    """The ending, its grade, and what was read there; or how the play stands without one."""
    if debrief.ending is None:
        return [*room.heading("No ending"), *broken(debrief.ending_in_words, room.text)]
    reached = debrief.ending
    return [
        *room.heading("How it ended"),
        row(
            styled(reached.title, BOLD),
            styled(debrief.ending_in_words, MUTED),
            room.text,
        ),
        *contents(prose_lines(reached.text, room.text)),
    ]


def figures(debrief: Debrief, room: Room) -> list[Content]:
    """The two-by-two; judgment, lean and the aspects beside it where there is room, else under."""
    left = [
        *room.heading("What the moments called for"),
        *two_by_two(debrief.called, tall=room.tall),
        *([_BLANK] if room.tall else []),
    ]
    if room.width < _SIDE_BY_SIDE:
        left += broken(styled(debrief.fit_in_words, MUTED), room.text)
        return [*left, *judgment(debrief, room), *lean(debrief, room), *_aspects(debrief, room)]
    left += broken(styled(debrief.fit_in_words, MUTED), _PAIR - 4)
    beside = Room(room.width - _PAIR, room.tall)
    right = [
        *judgment(debrief, beside),
        *lean(debrief, beside),
        *_aspects(debrief, beside),
    ]
    height = max(len(left), len(right))
    left += [_BLANK] * (height - len(left))
    right += [_BLANK] * (height - len(right))
    return [line(cell(first, _PAIR), second) for first, second in zip(left, right, strict=True)]


def judgment(debrief: Debrief | RoomProfile, room: Room) -> list[Content]:
    """Judgment as a bar with a mark at what picking blindly would give."""
    judged, blind = debrief.score.judgment, debrief.score.blind
    figure, _, picking = debrief.judgment_in_words.partition("; ")
    width = room.text
    lines = room.heading("Judgment")
    lines.append(row(styled(figure, BOLD), styled(debrief.basis_in_words, MUTED), width))
    if judged is not None and blind is not None:
        lines += [bar(judged, width), *_mark(blind, picking, width)]
    return lines


def lean(debrief: Debrief | RoomProfile, room: Room, heading: str = "Your lean") -> list[Content]:
    """How the answers were shared between the levels, with a mark at what was called for."""
    leaning, called = debrief.score.lean, debrief.score.called_lean
    lines = room.heading(heading)
    if leaning is None:
        return [*lines, styled(debrief.lean_in_words, MUTED)]
    lines += level_split(leaning, room.text)
    if called is not None:
        words = f"called for: {debrief.called_lean_in_words}"
        lines += _mark((1 - called) / 2, words, room.text)
    return lines


def _mark(share: float, words: str, width: int) -> list[Content]:
    """A mark under a bar at a share of its width, its words beside it or, in need, under it."""
    at, size = min(width - 1, round(share * width)), len(words)
    told, mark = styled(words, MUTED), "╵"
    if size + 1 <= at:
        return [line(" " * (at - size - 1), told, f" {mark}")]
    if at + 2 + size <= width:
        return [line(" " * at, f"{mark} ", told)]
    under = max(0, min(at - size // 2, width - size))
    return [line(" " * at, mark), line(" " * under, told).truncate(width, ellipsis=True)]


def _aspects(debrief: Debrief, room: Room) -> list[Content]:
    """The moments of each aspect as ▪ and ▲ on a rail."""
    rail = min(_WIDEST_RAIL, room.text - _LABELS - _COUNTS - 2)
    rail -= 1 - rail % 2
    heads = row(level_name("manager"), line(("leader ", MUTED), level_glyph("leader")), rail)
    lines = [*room.heading("Where you leaned, moment by moment"), line(" " * _LABELS, heads)]
    for aspect in debrief.aspects:
        answered = [each.moment.keys.level for each in aspect.decisions if each.moment.keys]
        lines.append(
            line(
                cell(styled(aspect.label), _LABELS),
                moment_rail(answered, rail),
                "  ",
                (aspect.in_words if answered else "", MUTED),
            )
        )
    return lines


def slips(debrief: Debrief, room: Room) -> list[Content]:
    """How the weak and poor answers missed."""
    lines = room.heading("How you missed")
    if not debrief.slips:
        return [*lines, *broken(styled(debrief.slips_in_words, MUTED), room.text)]
    for slip in debrief.slips:
        lines += broken(line(slip.in_words, (f" {slip.meaning}", MUTED)), room.text)
    return lines


def meters(debrief: Debrief, room: Room) -> list[Content]:
    """A strip for each meter, first and last values at its ends, the decisions marked below."""
    keys = (decision.moment.keys for decision in debrief.decisions)
    answered: list[CalledLevel] = ["either" if each is None else each.level for each in keys]
    strips = meter_strips(debrief.meters, answered, room.width, tall=room.tall)
    return [*room.heading("The meters, decision by decision"), *strips] if strips else []


def row_heads(width: int) -> Content:
    """What stands in the line of a decision, in that order."""
    wide = width >= _SIDE_BY_SIDE
    said = ["called for → answered", "judgment", *["when"] * wide, "what you did"]
    left = line(" " * NUMBERS, ("   ".join(said), MUTED))
    return row(left, styled("what moved" if wide else "", MUTED), width)


def row_head(decision: DebriefDecision, width: int) -> Content:
    """A decision in one line: number, called → answered, judgment, when, what, what moved."""
    keys = decision.moment.keys
    number = cell(styled(str(decision.moment.number), MUTED), NUMBERS)
    levels, dots = Content(""), Content("")
    if keys is not None:
        levels = line(level_glyph(keys.calls_for), (" → ", MUTED), level_glyph(keys.level))
        dots = judgment_dots(keys.judgment)
    wide = width >= _SIDE_BY_SIDE
    when = cell(styled(decision.scene_title, MUTED), _WHEN if wide else 0)
    left = line(
        number, cell(levels, 7), cell(dots, 5), when, "  " * wide, content(inline(decision.answer))
    )
    moved = _moved(decision, width // 4) if wide else ""
    right = "   ".join(filter(None, (moved, "note" if decision.note else "")))
    return row(left, styled(right, MUTED), width)


def _moved(decision: DebriefDecision, size: int) -> str:
    """What moved, as much of it as fits whole."""
    words = ""
    for change in decision.changes:
        longer = f"{words} · {change_in_words(change)}".removeprefix(" · ")
        if len(longer) > size:
            return f"{words} …".strip()
        words = longer
    return words


def row_body(decision: DebriefDecision, size: int) -> list[Line]:
    """A decision that is open: where, the signal, picked, why, the better road, what moved."""
    keys = decision.moment.keys
    parts: list[list[Line]] = [pages.title_lines(decision.scene_title, size)]
    if keys is None:
        parts.append(wrapped(inline(decision.answer), size))
        parts.append(prose_lines(decision.why, size) if decision.why else [])
    else:
        called = pages.called_lines(decision.moment, keys, size)
        judged = decision.moment.judgment_in_words
        picked = _answer("you", decision.answer, keys.level, judged, size)
        parts += [called, [*picked, *_told(decision.why, size)]]
        if decision.better is not None:
            parts.append(_better(decision.better, size))
    if decision.changes:
        parts.append(pages.moved_lines(decision.changes, size))
    if decision.arrivals:
        parts.append(wrapped([Run(decision.arrivals_in_words, "muted")], size))
    if decision.note:
        parts.append(wrapped([Run("Your note  ", "muted"), Run(decision.note)], size))
    if decision.keyed:
        parts.append(wrapped([Run(decision.keyed, "muted")], size))
    return pages.parted(parts)


def takeaways(debrief: Debrief, room: Room) -> list[Content]:
    """What can be used on Monday."""
    told = map(inline, debrief.takeaways)
    return [*room.heading("To take with you"), *_points(told, room)]


def questions(debrief: Debrief, room: Room) -> list[Content]:
    """What the player is asked about the work at home, and the plan that is suggested."""
    asked = [(Run(clean_line(each.question)),) for each in debrief.reflections]
    head = room.heading("Questions about your own work") if asked else []
    plan = contents(wrapped([Run(clean_line(debrief.plan.text))], room.text))
    return [*head, *_points(asked, room), *room.heading(debrief.plan.heading), *plan]


def _points(texts: Iterable[Line], room: Room) -> list[Content]:
    return contents(
        (Run("  " if place else "· ", "muted"), *each)
        for text in texts
        for place, each in enumerate(wrapped(text, room.text - 2))
    )


def colophon(debrief: Debrief, room: Room) -> list[Content]:
    """Who judged the answers, and what a debrief is not."""
    return [
        _BLANK,
        *broken(styled(f"{debrief.formative} {debrief.keyed_in_words}", MUTED), room.text),
    ]
