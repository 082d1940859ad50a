"""The room's debrief on the wall, one thing at a time, in the order of the debrief's value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

from textual.content import Content

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
from pmquest.tui.prose import content, contents
from pmquest.tui.room.result_page import NUMBERS, answer_lines, called_for, most_votes, split_lines
from pmquest.workshop.debrief import ReflectionAnswers, RoomDebrief
from pmquest.workshop.decisions import RoomDecision

_WIDEST: Final = 100
_LABELS: Final = 22
"""The column of an aspect's name."""
_BLANK: Final = Content("")

Draw = Callable[[Room, bool], list[Content]]
"""Draws a slide for the room there is, and with the reasons or without."""


@dataclass(frozen=True, slots=True)
class Slide:
    """One thing that the debrief says."""

    heading: str
    draw: Draw
    decision: int | None = None
    """Which decision of the road it is about, from 1, where it is about one."""

    def lines(self, width: int, *, tall: bool, why: bool) -> list[Content]:
        """The heading and what it is about; `why` shows the reasons of the answers too."""
        room = Room(min(width, _WIDEST), tall)
        return [*wrapped(styled(self.heading, BOLD), room.width), _BLANK, *self.draw(room, why)]


def slides(debrief: RoomDebrief) -> tuple[Slide, ...]:
    """What there is to show of a room, in order; the single decisions last, to look up."""
    made = [Slide("The decision to talk about", partial(_most_divided, debrief))]
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
        made.append(Slide(heading, partial(_decision, decision), decision.number))
    return tuple(made)


def _most_divided(debrief: RoomDebrief, room: Room, why: bool) -> list[Content]:
    """The decision that divided the room most, with all its answers."""
    told = wrapped(styled(debrief.most_divided_in_words, MUTED), room.text)
    if debrief.most_divided is None:
        return told
    return [*told, _BLANK, *_answers(debrief.most_divided, room, why)]


def _road(debrief: RoomDebrief, room: Room, _: bool) -> list[Content]:
    """What was decided, how, and how far the room agreed; then how it ended."""
    lines: list[Content] = []
    for decision in debrief.decisions:
        lines += [*_step(decision, room.width), *([_BLANK] if room.tall else [])]
    if debrief.ending is not None:
        end = line((clean_line(debrief.ending.title), BOLD), f"   {debrief.ending_in_words}")
    else:
        end = Content(debrief.ending_in_words)
    people = styled(debrief.people_in_words, MUTED)
    return [*lines, *([] if room.tall or not lines else [_BLANK]), row(end, people, room.width)]


def _step(decision: RoomDecision, width: int) -> list[Content]:
    taken = decision.taken
    agreed = decision.agreement_in_words
    number = cell(styled(str(decision.number), BOLD), NUMBERS)
    answer = content(inline(taken.text)) if taken is not None else Content("no answer was taken")
    told = f"{decision.decided_in_words} · {decision.votes_in_words}"
    return [
        row(line(number, answer), styled(agreed, MUTED), width),
        row(
            line(" " * NUMBERS, bar(decision.agreement or 0.0, width // 3)),
            styled(told, MUTED),
            width,
        ),
    ]


def _decision(decision: RoomDecision, room: Room, why: bool) -> list[Content]:
    agreed, decided = decision.agreement_in_words, decision.decided_in_words
    told = f"{decision.votes_in_words} · {agreed} · {decided}"
    return [*wrapped(styled(told, MUTED), room.width), _BLANK, *_answers(decision, room, why)]


def _answers(decision: RoomDecision, room: Room, why: bool) -> list[Content]:
    """What the moment called for, and every answer with its votes and how it serves."""
    lines = split_lines(decision.answers, room.width)
    lines += called_for(decision.calls_for, decision.signal, room.text)
    votes = most_votes(decision.answers)
    for number, answer in enumerate(decision.answers, 1):
        if lines and (room.tall or why or number == 1):
            lines.append(_BLANK)
        lines += answer_lines(str(number), answer, room.width, votes, why=why)
    return lines


def _called(debrief: RoomDebrief, room: Room, _: bool) -> list[Content]:
    """The two-by-two in votes, and the same in a sentence."""
    profile = debrief.profile
    return [
        *two_by_two(profile.called, tall=room.tall, who="the votes went to"),
        _BLANK,
        *wrapped(styled(profile.fit_in_words, MUTED), room.text),
    ]


def _judged(debrief: RoomDebrief, room: Room, _: bool) -> list[Content]:
    """Judgment beside what picking blindly would give, and how the votes were split."""
    profile = debrief.profile
    return [
        *parts.judgment(profile, room),
        *parts.lean(profile, room, "Between the two levels"),
    ][1:]


def _aspects(debrief: RoomDebrief, room: Room, _: bool) -> list[Content]:
    """The lean of each aspect on a rail, and what it rests on."""
    profile = debrief.profile
    told = max(len(aspect.in_words) for aspect in profile.aspects) + 2
    rail = min(41, room.width - _LABELS - told)
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
        if room.tall:
            lines.append(_BLANK)
    return lines


def _slips(debrief: RoomDebrief, room: Room, _: bool) -> list[Content]:
    profile = debrief.profile
    if not profile.slips:
        return wrapped(profile.slips_in_words, room.text)
    lines: list[Content] = []
    for slip in profile.slips:
        lines += wrapped(line((slip.in_words, BOLD), (f" {slip.meaning}", MUTED)), room.text)
        lines.append(_BLANK)
    return lines


def _meters(debrief: RoomDebrief, room: Room, _: bool) -> list[Content]:
    levels = [each.taken.level if each.taken else None for each in debrief.decisions]
    strips = parts.meter_strips(debrief.meters, [each or "either" for each in levels], room)
    return strips[len(room.heading("")) :]


def _takeaways(debrief: RoomDebrief, room: Room, _: bool) -> list[Content]:
    lines: list[Content] = []
    for takeaway in debrief.takeaways:
        lines += [*wrapped(content(inline(takeaway)), room.text, first="· "), _BLANK]
    told = f"{debrief.formative} {debrief.keyed_in_words}"
    return [*lines, *wrapped(styled(told, MUTED), room.text)]


def _reflection(asked: ReflectionAnswers, room: Room, _: bool) -> list[Content]:
    """What people answered, without who did."""
    if not asked.answers:
        return [styled("Answers from the phones come here, without names.", MUTED)]
    lines = [styled(counted(len(asked.answers), "answer"), MUTED), _BLANK]
    for answer in asked.answers:
        lines += [*contents(pages.barred(_typed(answer, room.text - 3), "faint")), _BLANK]
    return lines


def _typed(text: str, size: int) -> list[Line]:
    """What somebody typed, line by line; no mark in it means anything."""
    return [each for part in clean(text).split("\n") for each in broken([Run(part)], size)]
