"""The figures of one play, from its decisions alone (scoring.md, "The figures").

All sums are whole numbers or fractions and each figure is divided once, at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from msgspec import Struct

from pmquest.engine.play import Decision
from pmquest.framework import ASPECTS, LEVELS, SLIPS, Aspect, CalledLevel, Level, Slip
from pmquest.scenario.model import Scenario
from pmquest.scoring.moments import Keys, Moment, moments


class Cell(Struct, frozen=True):
    """One cell of the two-by-two, in decisions."""

    well: int = 0
    """Answers that were strong or sound."""
    missed: int = 0
    """Answers that were weak or poor."""

    @property
    def total(self) -> int:
        """All answers in the cell."""
        return self.well + self.missed

    @property
    def in_words(self) -> str:
        """The cell in words: "2 done well, 1 not", "1 not done well", "none"."""
        if self.well and self.missed:
            return f"{self.well} done well, {self.missed} not"
        if self.missed:
            return f"{self.missed} not done well"
        return f"{self.well} done well" if self.well else "none"

    def __add__(self, other: Cell) -> Cell:
        return Cell(self.well + other.well, self.missed + other.missed)


TwoByTwo = dict[Level, dict[Level, Cell]]
"""Called for, then answered: the decisions at moments that called for one level."""


class AspectScore(Struct, frozen=True):
    """What one aspect shows; lean and judgment are None where it was not seen."""

    decisions: int
    lean: float | None
    judgment: float | None


class Score(Struct, frozen=True):
    """The figures of a list of decisions. None means that nothing is under a figure."""

    decisions: int
    """How many decisions were scored; narrative picks are left out."""
    lean: float | None
    """-1 (all manager-level) to +1 (all leader-level)."""
    called_lean: float | None
    """The same over what the moments called for, `either` left out."""
    fit: float | None
    """By weight, the part of the answers at the level that was called for, 0 to 1."""
    judgment: float | None
    """Points over the best that was selectable, 0 to 1."""
    blind: float | None
    """What picking blindly on the same road would give, 0 to 1."""
    aspects: dict[Aspect, AspectScore]
    """All five, in the order of the teaching model."""
    called: TwoByTwo
    slips: dict[Slip, int]
    """How the weak and poor answers missed, only those met, in the order of the framework."""
    missed: int
    """How many scored answers were weak or poor."""


def score(scenario: Scenario, decisions: Iterable[Decision]) -> Score:
    """Score decisions made in this scenario; raises KeyError where they are not of it."""
    return score_moments(moments(scenario, decisions))


def score_moments(played: Iterable[Moment]) -> Score:
    """Score moments that have been looked at already."""
    scored = [(moment, moment.keys) for moment in played if moment.keys is not None]
    called = [(moment, keys) for moment, keys in scored if keys.calls_for != "either"]
    return Score(
        decisions=len(scored),
        lean=_lean(scored),
        called_lean=ratio(
            sum(moment.weight * sign(keys.calls_for) for moment, keys in called),
            sum(moment.weight for moment, _ in called),
        ),
        fit=ratio(
            sum(moment.weight for moment, _ in called if moment.at_called_level),
            sum(moment.weight for moment, _ in called),
        ),
        judgment=_judgment(scored),
        blind=ratio(
            sum((moment.weight * moment.mean_points for moment, _ in scored), Fraction(0)),
            sum(moment.weight * moment.attainable for moment, _ in scored),
        ),
        aspects={
            aspect: _aspect([pair for pair in scored if pair[1].aspect == aspect])
            for aspect in ASPECTS
        },
        called=two_by_two(
            (keys.calls_for, keys.level, moment.done_well) for moment, keys in called
        ),
        slips=_slips(moment for moment, _ in scored),
        missed=sum(not moment.done_well for moment, _ in scored),
    )


def two_by_two(answers: Iterable[tuple[CalledLevel, Level, bool]]) -> TwoByTwo:
    """Count answers, given as (called for, answered, done well); `either` is left out."""
    counts: TwoByTwo = {called: {level: Cell() for level in LEVELS} for called in LEVELS}
    for calls_for, level, well in answers:
        if calls_for != "either":
            counts[calls_for][level] += Cell(well=int(well), missed=int(not well))
    return counts


def sign(level: CalledLevel) -> int:
    """Give +1 for leader-level and -1 for manager-level; `either` leans neither way."""
    return {"leader": 1, "manager": -1, "either": 0}[level]


def ratio(part: Fraction | int, whole: Fraction | int) -> float | None:
    """Divide once; None where there is nothing to divide by."""
    return float(Fraction(part) / whole) if whole else None


def _aspect(scored: Sequence[tuple[Moment, Keys]]) -> AspectScore:
    return AspectScore(len(scored), _lean(scored), _judgment(scored))


def _lean(scored: Sequence[tuple[Moment, Keys]]) -> float | None:
    return ratio(
        sum(moment.weight * sign(keys.level) for moment, keys in scored),
        sum(moment.weight for moment, _ in scored),
    )


def _judgment(scored: Sequence[tuple[Moment, Keys]]) -> float | None:
    return ratio(
        sum(moment.weight * moment.points for moment, _ in scored),
        sum(moment.weight * moment.attainable for moment, _ in scored),
    )


def _slips(scored: Iterable[Moment]) -> dict[Slip, int]:
    met = [moment.choice.slip for moment in scored if not moment.done_well]
    return {slip: met.count(slip) for slip in SLIPS if slip in met}
