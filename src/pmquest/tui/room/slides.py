"""The room's debrief on the wall, one thing at a time, in the order of the debrief's value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from textual.content import Content

from pmquest.framework import CalledLevel
from pmquest.report.lines import Line, Run
from pmquest.report.lines import wrapped as broken
from pmquest.report.prose import inline
from pmquest.scoring.clean import clean, clean_line
from pmquest.scoring.words import counted
from pmquest.tui import debrief_parts as parts
from pmquest.tui import pages
from pmquest.tui.debrief_parts import Room
from pmquest.tui.drawn import (
    BOLD,
    MUTED,
    bar,
    cell,
    lean_rail,
    line,
    rail_heads,
    row,
    styled,
    two_by_two,
    wrapped,
)
from pmquest.tui.meter_strips import meter_strips
from pmquest.tui.prose import content, contents
from pmquest.tui.room.result_page import (
    NUMBERS,
    answer_lines,
    apart,
    called_for,
    most_votes,
    split_lines,
)
from pmquest.workshop.debrief import ReflectionAnswers, RoomDebrief
from pmquest.workshop.decisions import RoomDecision

_WIDEST: Final = 100
_TALL: Final = 26
"""From so many rows on a slide has room for air."""
_LABELS: Final = 22
"""The column of an aspect's name."""
_AGREED: Final = 15
"""The column of how far the room agreed, with what parts it from the answer."""
_BLANK: Final = Content("")


@dataclass(frozen=True, slots=True)
class Page:
    """What a slide is drawn on."""

    width: int
    height: int
    why: bool
    """Whether the reasons of answers are shown."""

    @property
    def tall(self) -> bool:
        """Whether there is room for air."""
        return self.height >= _TALL

    @property
    def text(self) -> int:
        """Cells across for running text."""
        return min(pages.MOST_TEXT, self.width)

    @property
    def room(self) -> Room:
        """The same for the parts of a player's own debrief."""
        return Room(self.width, self.tall)


Draw = Callable[[Page], list[Content]]


@dataclass(frozen=True, slots=True)
class Slide:
    """One thing that the debrief says."""

    heading: str
    draw: Draw
    reasons: bool = False
    """Whether it has answers, whose reasons can be shown."""
    decision: int | None = None
    """Which decision of the road it is about, from 1, where it is about no other thing."""

    def lines(self, width: int, height: int, *, why: bool) -> list[Content]:
        """The heading and what it is about; `why` shows the reasons of the answers too."""
        wide = min(width, _WIDEST)
        head = [*wrapped(styled(self.heading, BOLD), wide), _BLANK]
        return [*head, *self.draw(Page(wide, height - len(head), why))]


def slides(debrief: RoomDebrief) -> tuple[Slide, ...]:
    """What there is to show of a room, in order; the single decisions last, to look up."""
    divided = debrief.most_divided is not None
    made = [Slide("The decision to talk about", partial(_most_divided, debrief), reasons=divided)]
    made.append(Slide("The road", partial(_road, debrief)))
    if debrief.profile.score.decisions:
        made.append(Slide("What the moments called for", partial(_called, debrief)))
        made.append(Slide("How well the room judged", partial(_judged, debrief)))
        made.append(Slide("Where the room leaned", partial(_aspects, debrief)))
        made.append(Slide("How votes missed", partial(_slips, debrief)))
    if debrief.meters and debrief.decisions:
        made.append(Slide("The meters, decision by decision", partial(_meters, debrief)))
    made.append(Slide("To take with you", partial(_takeaways, debrief)))
    for asked in debrief.reflections:
        made.append(Slide(clean_line(asked.question), partial(_reflection, asked)))
    for decision in debrief.decisions:
        heading = f"Decision {decision.number}   {clean_line(decision.scene_title)}"
        made.append(Slide(heading, partial(_decision, decision), True, decision.number))
    return tuple(made)


def _most_divided(debrief: RoomDebrief, page: Page) -> list[Content]:
    """The decision that divided the room most, with all its answers."""
    told = wrapped(styled(debrief.most_divided_in_words, MUTED), page.text)
    if debrief.most_divided is None:
        return told
    return [*told, _BLANK, *_answers(debrief.most_divided, page, len(told) + 1)]


def _road(debrief: RoomDebrief, page: Page) -> list[Content]:
    """What was decided, how, and how far the room agreed; then how it ended."""
    roomy = 3 * len(debrief.decisions) + 1 <= page.height
    lines: list[Content] = []
    for decision in debrief.decisions:
        lines += _step(decision, page.width, roomy=roomy)
    if debrief.ending is not None:
        end = line((clean_line(debrief.ending.title), BOLD), f"   {debrief.ending_in_words}")
    else:
        end = Content(debrief.ending_in_words)
    people = styled(debrief.people_in_words, MUTED)
    return [*lines, *([] if roomy else [_BLANK]), row(end, people, page.width)]


def _step(decision: RoomDecision, width: int, *, roomy: bool) -> list[Content]:
    """What was taken and how far the room agreed; where there is room, also how it was found."""
    taken, indent = decision.taken, " " * NUMBERS
    number = cell(styled(str(decision.number), BOLD), NUMBERS)
    answer = content(inline(taken.text)) if taken is not None else Content("no answer was taken")
    text = wrapped(answer, width - NUMBERS - _AGREED)
    agreed = styled(decision.agreement_in_words, MUTED)
    lines = [row(line(number, text[0]), agreed, width), *(line(indent, each) for each in text[1:])]
    if not roomy:
        return lines
    told = styled(f"{decision.decided_in_words} · {decision.votes_in_words}", MUTED)
    share = line(indent, bar(decision.agreement or 0.0, width // 3))
    return [*lines, row(share, told, width), _BLANK]


def _decision(decision: RoomDecision, page: Page) -> list[Content]:
    agreed, decided = decision.agreement_in_words, decision.decided_in_words
    told = f"{decision.votes_in_words} · {agreed} · {decided}"
    return [*wrapped(styled(told, MUTED), page.width), _BLANK, *_answers(decision, page, 2)]


def _answers(decision: RoomDecision, page: Page, taken: int) -> list[Content]:
    """What the moment called for, and every answer with its votes and how it serves.

    `taken` is how many rows of the page are used above them.
    """
    width = page.width
    lines = split_lines(decision.answers, width)
    lines += called_for(decision.calls_for, decision.signal, page.text)
    lines += [_BLANK] if lines else []
    votes = most_votes(decision.answers)
    shown = [answer_lines(answer, width, votes, why=page.why) for answer in decision.answers]
    return [*lines, *apart(shown, page.height - taken - len(lines), always=page.why)]


def _called(debrief: RoomDebrief, page: Page) -> list[Content]:
    """The two-by-two in votes, and the same in a sentence."""
    profile = debrief.profile
    return [
        *two_by_two(profile.called, tall=True, who="the votes went to"),
        _BLANK,
        *wrapped(styled(profile.fit_in_words, MUTED), page.text),
    ]


def _judged(debrief: RoomDebrief, page: Page) -> list[Content]:
    """Judgment beside what picking blindly would give, and how the votes were split."""
    profile = debrief.profile
    return [
        *parts.judgment(profile, page.room),
        *parts.lean(profile, page.room, "Between the two levels"),
    ][1:]


def _aspects(debrief: RoomDebrief, page: Page) -> list[Content]:
    """The lean of each aspect on a rail, and what it rests on."""
    profile = debrief.profile
    told = max(len(aspect.in_words) for aspect in profile.aspects) + 2
    rail = min(41, page.width - _LABELS - told)
    rail -= 1 - rail % 2
    lines = [line(" " * _LABELS, rail_heads(rail))]
    for aspect in profile.aspects:
        basis = aspect.in_words if aspect.moments else ""
        lines.append(
            line(
                cell(Content(aspect.label), _LABELS),
                lean_rail(aspect.score.lean, rail),
                (f"  {basis}", MUTED),
            )
        )
        lines.append(_BLANK)
    return lines


def _slips(debrief: RoomDebrief, page: Page) -> list[Content]:
    profile = debrief.profile
    if not profile.slips:
        return wrapped(profile.slips_in_words, page.text)
    lines: list[Content] = []
    for slip in profile.slips:
        lines += wrapped(line((slip.in_words, BOLD), (f" {slip.meaning}", MUTED)), page.text)
        lines.append(_BLANK)
    return lines


def _meters(debrief: RoomDebrief, page: Page) -> list[Content]:
    levels = [each.taken.level if each.taken else None for each in debrief.decisions]
    answered: list[CalledLevel] = [level or "either" for level in levels]
    return meter_strips(debrief.meters, answered, page.width, tall=page.tall)


def _takeaways(debrief: RoomDebrief, page: Page) -> list[Content]:
    lines: list[Content] = []
    for takeaway in debrief.takeaways:
        lines += [*wrapped(content(inline(takeaway)), page.text, first="· "), _BLANK]
    told = f"{debrief.formative} {debrief.keyed_in_words}"
    return [*lines, *wrapped(styled(told, MUTED), page.text)]


def _reflection(asked: ReflectionAnswers, page: Page) -> list[Content]:
    """What people answered, without who did."""
    if not asked.answers:
        return [styled("Answers from the phones come here, without names.", MUTED)]
    lines = [styled(counted(len(asked.answers), "answer"), MUTED), _BLANK]
    for answer in asked.answers:
        lines += [*contents(pages.barred(_typed(answer, page.text - 3), "faint")), _BLANK]
    return lines


def _typed(text: str, size: int) -> list[Line]:
    """What somebody typed, line by line; no mark in it means anything."""
    return [each for part in clean(text).split("\n") for each in broken([Run(part)], size)]
