"""What a title asks and what is there of it (scoring.md, "The career")."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil
from typing import Final, Literal

from msgspec import Struct

from pmquest.framework import LEVELS, TITLES, Level, TitleInfo
from pmquest.scoring.words import counted, listed

Column = Literal["manager", "leader", "finished"]

_LABELS: Final[dict[Column, str]] = {
    "leader": "Leader moments met",
    "manager": "Manager moments met",
    "finished": "Scenarios finished",
}

MET_MEANS: Final = "A moment is met by a strong or sound answer at the level it calls for."
"""Explains the first two columns, for faces that have room for a line."""


class Requirement(Struct, frozen=True):
    """One column of the ladder for one title."""

    column: Column
    have: str
    """What is there: "4 of 8", "1"."""
    asked: str
    """What the title asks: "5 of 8", "2"."""
    missing: str
    """How much is missing: "1 more leader moment met"; "" where the column is met."""

    @property
    def label(self) -> str:
        """The name of the column."""
        return _LABELS[self.column]

    @property
    def met(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


class Standing(Struct, frozen=True):
    """What counts for titles: whether each piece of evidence was a hit, earliest first."""

    hits: dict[Level, Sequence[bool]]
    """By the level that the moment called for."""
    finished: int
    """How many different scenarios were played to an ending."""


def requirements(title: TitleInfo, standing: Standing) -> tuple[Requirement, ...]:
    """Hold a standing against every column of a title."""
    asked: dict[Level, tuple[float, int]] = {
        "leader": (title.leader_share, title.leader_latest),
        "manager": (title.manager_share, title.manager_latest),
    }
    columns = [_hits(level, standing.hits[level], *asked[level]) for level in reversed(LEVELS)]
    return (*columns, _finished(standing.finished, title.finished))


def rung_reached(standing: Standing) -> int:
    """Give the place on the ladder of the highest title whose every column is met."""
    return max(
        rung
        for rung, title in enumerate(TITLES)
        if all(requirement.met for requirement in requirements(title, standing))
    )


def missing_in_words(asked: Sequence[Requirement]) -> str:
    """Say all that is missing: "1 more leader moment met and 2 more scenarios"."""
    return listed([requirement.missing for requirement in asked if not requirement.met])


def _hits(level: Level, hits: Sequence[bool], share: float, latest: int) -> Requirement:
    needed = ceil(Fraction(share).limit_denominator(100) * latest)
    window = hits[-latest:] if latest else ()
    more, more_hits = _shortfall(window, needed, latest)
    return Requirement(
        column=level,
        have=f"{sum(window)} of {len(window)}",
        asked=f"{needed} of {latest}",
        missing=_hits_missing(level, more, more_hits),
    )


def _shortfall(window: Sequence[bool], needed: int, latest: int) -> tuple[int, int]:
    """Give how many more moments the column takes at least, and how many must be hits.

    A new moment pushes the oldest out of the latest ones; a hit that is pushed out counts no
    longer.
    """
    more = max(0, latest - len(window))
    while sum(kept := window[len(window) + more - latest :]) + more < needed:
        more += 1
    return more, max(0, needed - sum(kept))


def _hits_missing(level: Level, more: int, hits: int) -> str:
    if not more:
        return ""
    moments = counted(more, f"more {level} moment")
    if not hits:
        return moments
    return f"{moments} met" if hits == more else f"{moments}, {hits} of them met"


def _finished(have: int, asked: int) -> Requirement:
    missing = counted(asked - have, "more scenario") if asked > have else ""
    return Requirement("finished", str(have), str(asked), missing)
