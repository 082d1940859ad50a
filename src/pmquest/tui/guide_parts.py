"""What stands in the field guide: its parts, their entries, and how an entry is drawn."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from textual.content import Content

from pmquest.framework import (
    ASPECTS,
    LEVEL_INFO,
    LEVELS,
    RESPONSIBILITIES,
    SLIPS,
    STEPS,
    TITLES,
    AspectInfo,
    LevelInfo,
    ResponsibilityInfo,
    SlipInfo,
    StepInfo,
    TitleInfo,
)
from pmquest.scoring.ladder import Standing, requirements
from pmquest.tui.drawn import BOLD, MUTED, cell, level_glyph, line, styled, wrapped
from pmquest.tui.glossary import WORDS, Word

_NAMES: Final = 22
"""The column of names at the left of a row that has columns."""
_COLUMNS_FROM: Final = 68
"""From this width an aspect's two sides stand beside each other."""
_NEW: Final = Standing(dict.fromkeys(LEVELS, ()), 0)
"""Somebody who has played nothing, to read what a title asks."""

PART_TITLES: Final = (
    "Two levels",
    "Five aspects",
    "Ten responsibilities",
    "Five steps",
    "Five titles",
    "How an answer misses",
    "How scoring works",
)

Draw = Callable[[int], Sequence[Content]]


@dataclass(frozen=True, slots=True)
class GuideItem:
    """One entry: what it is found by, and how it is drawn for a width."""

    id: str
    draw: Draw


@dataclass(frozen=True, slots=True)
class GuidePart:
    """One part of the guide."""

    title: str
    about: str
    """A sentence under the title."""
    items: tuple[GuideItem, ...]


def guide_parts() -> tuple[GuidePart, ...]:
    """The whole guide, in the order of reading."""
    return (
        GuidePart(
            PART_TITLES[0],
            "Two kinds of thinking; both are needed and neither is better. The skill is to "
            "notice which one this moment calls for, and to answer at that level, well.",
            tuple(GuideItem(info.id, _level(info)) for info in LEVEL_INFO.values()),
        ),
        GuidePart(
            PART_TITLES[1],
            "Where the two levels differ.",
            tuple(GuideItem(info.id, _aspect(info)) for info in ASPECTS.values()),
        ),
        GuidePart(
            PART_TITLES[2],
            "Five belong to each level. Under each stands something to do about it this week.",
            tuple(GuideItem(info.id, _responsibility(info)) for info in RESPONSIBILITIES.values()),
        ),
        GuidePart(
            PART_TITLES[3],
            "From manager to leader. A debrief offers the one that would have helped most.",
            tuple(GuideItem(info.id, _step(info)) for info in STEPS.values()),
        ),
        GuidePart(
            PART_TITLES[4],
            "The career ladder. In life it takes several years, here many scenarios.",
            tuple(GuideItem(info.id, _title(info)) for info in TITLES),
        ),
        GuidePart(
            PART_TITLES[5],
            "Every weak or poor answer is something a competent person does. It slips in one "
            "of these ways.",
            tuple(GuideItem(info.id, _slip(info)) for info in SLIPS.values()),
        ),
        GuidePart(
            PART_TITLES[6],
            "What the figures of a debrief and of your career say.",
            tuple(GuideItem(word.id, _word(word)) for word in WORDS),
        ),
    )


def _named(name: Content, meaning: str, *more: str) -> Draw:
    """A bold name, what it means, and what else there is to say, muted."""

    def draw(width: int) -> Sequence[Content]:
        return [
            name,
            *wrapped(meaning, width),
            *(part for text in more for part in wrapped(styled(text, MUTED), width)),
        ]

    return draw


def _level(info: LevelInfo) -> Draw:
    name = line(level_glyph(info.id), (f" {info.label}", BOLD))
    return _named(name, info.meaning)


def _aspect(info: AspectInfo) -> Draw:
    sides = {"manager": info.manager, "leader": info.leader}

    def draw(width: int) -> Sequence[Content]:
        if width < _COLUMNS_FROM:
            return [
                styled(info.label, BOLD),
                *(
                    part
                    for level in LEVELS
                    for part in _marked(level_glyph(level), sides[level], width)
                ),
            ]
        room = (width - _NAMES) // 2
        columns = [_marked(level_glyph(level), sides[level], room - 1) for level in LEVELS]
        rows = max(len(column) for column in columns)
        names = [styled(info.label, BOLD)]
        return [
            line(
                *(
                    cell(_at(part, row), size)
                    for part, size in ((names, _NAMES), (columns[0], room), (columns[1], room))
                )
            )
            for row in range(rows)
        ]

    return draw


def _at(lines: Sequence[Content], row: int) -> Content:
    return lines[row] if row < len(lines) else Content("")


def _marked(mark: Content, text: str, width: int) -> list[Content]:
    """Text behind a mark, its later lines under its first."""
    return [
        line(mark if first else " ", " ", part)
        for first, part in zip([True] + [False] * len(text), wrapped(text, width - 2), strict=False)
    ]


def _responsibility(info: ResponsibilityInfo) -> Draw:
    name = line(level_glyph(info.level), (f" {info.label}", BOLD))
    return _named(name, info.meaning, info.advice)


def _step(info: StepInfo) -> Draw:
    return _named(styled(info.label, BOLD), info.meaning, info.advice)


def _title(info: TitleInfo) -> Draw:
    asks = [f"{asked.label.lower()} {asked.asked}" for asked in requirements(info, _NEW)]
    more = [f"Asks {', '.join(asks)}."] if info.finished else []
    return _named(styled(info.label, BOLD), info.meaning, *more)


def _slip(info: SlipInfo) -> Draw:
    return _named(styled(info.label, BOLD), info.meaning)


def _word(word: Word) -> Draw:
    return _named(styled(word.label, BOLD), word.meaning)
