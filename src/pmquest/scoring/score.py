"""The figures of one play, from its decisions alone (scoring.md, "The figures").

All sums are whole numbers or fractions and each figure is divided once, at the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from msgspec import Struct

from pmquest.engine.play import Decision
from pmquest.framework import ASPECTS, LEVELS, SLIPS, Aspect, CalledLevel, Level, Slip
from pmquest.scenario.model import Scenario
from pmquest.scoring.moments import Keys, Moment, moments
from pmquest.scoring.words import NOT_SEEN, counted, lean_in_words, percent


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

    @property
    def judgment_in_words(self) -> str:
        """Judgment beside blind: "61 %; picking blindly: 49 %", or "not seen"."""
        if self.judgment is None:
            return NOT_SEEN
        return f"{percent(self.judgment)}; picking blindly: {percent(self.blind)}"

    @property
    def lean_in_words(self) -> str:
        """The lean: "38 % manager · 62 % leader", or "not seen"."""
        return lean_in_words(self.lean)

    @property
    def called_lean_in_words(self) -> str:
        """What the moments called for, said as the lean is."""
        return lean_in_words(self.called_lean)

    def fit_in_words(self, unit: str, did: str) -> str:
        """The two-by-two in a sentence: "5 of 7 votes went to the level called for, 4 of them
        well.", where a `unit` is a "vote" and each `did` "went to"; "" where it is empty."""
        every = sum(cell.total for row in self.called.values() for cell in row.values())
        matched = [self.called[level][level] for level in LEVELS]
        at_level = sum(cell.total for cell in matched)
        if not every:
            return ""
        if not at_level:
            return f"None of {counted(every, unit)} {did} the level called for."
        well = sum(cell.well for cell in matched)
        return (
            f"{at_level} of {counted(every, unit)} {did} the level called for, {well} of them well."
        )


def score(scenario: Scenario, decisions: Iterable[Decision]) -> Score:
    """Score decisions made in this scenario; raises KeyError where they are not of it."""
    return score_moments(moments(scenario, decisions))


def score_moments(played: Iterable[Moment]) -> Score:
    """Score moments that have been looked at already."""
    return score_counted((moment, 1) for moment in played)


def score_counted(played: Iterable[tuple[Moment, int]]) -> Score:
    """Score moments that were met several times, each given with how often: the votes of a room.

    The figures are those of `score_moments` for each of them so many times.
    """
    scored = [
        _Scored(moment, moment.keys, times) for moment, times in played if moment.keys is not None
    ]
    called = [each for each in scored if each.keys.calls_for != "either"]
    return Score(
        decisions=_times(scored),
        lean=_lean(scored),
        called_lean=ratio(
            sum(each.weight * sign(each.keys.calls_for) for each in called), _weight(called)
        ),
        fit=ratio(
            sum(each.weight for each in called if each.moment.at_called_level), _weight(called)
        ),
        judgment=_judgment(scored),
        blind=ratio(
            sum((each.weight * each.moment.mean_points for each in scored), Fraction(0)),
            sum(each.weight * each.moment.attainable for each in scored),
        ),
        aspects={
            aspect: _aspect([each for each in scored if each.keys.aspect == aspect])
            for aspect in ASPECTS
        },
        called=two_by_two(
            (each.keys.calls_for, each.keys.level, each.moment.done_well, each.times)
            for each in called
        ),
        slips=_slips(scored),
        missed=_times(each for each in scored if not each.moment.done_well),
    )


def two_by_two(answers: Iterable[tuple[CalledLevel, Level, bool, int]]) -> TwoByTwo:
    """Count answers, given as (called for, answered, done well, how often); `either` is left
    out."""
    counts: TwoByTwo = {called: {level: Cell() for level in LEVELS} for called in LEVELS}
    for calls_for, level, well, times in answers:
        if calls_for != "either":
            counts[calls_for][level] += Cell(well=times) if well else Cell(missed=times)
    return counts


def sign(level: CalledLevel) -> int:
    """Give +1 for leader-level and -1 for manager-level; `either` leans neither way."""
    return {"leader": 1, "manager": -1, "either": 0}[level]


def ratio(part: Fraction | int, whole: Fraction | int) -> float | None:
    """Divide once; None where there is nothing to divide by."""
    return float(Fraction(part) / whole) if whole else None


class _Scored(NamedTuple):
    """A moment that counts, and how often."""

    moment: Moment
    keys: Keys
    times: int

    @property
    def weight(self) -> int:
        """How much it matters, every time together."""
        return self.times * self.moment.weight


def _aspect(scored: Sequence[_Scored]) -> AspectScore:
    return AspectScore(_times(scored), _lean(scored), _judgment(scored))


def _lean(scored: Sequence[_Scored]) -> float | None:
    return ratio(sum(each.weight * sign(each.keys.level) for each in scored), _weight(scored))


def _judgment(scored: Sequence[_Scored]) -> float | None:
    return ratio(
        sum(each.weight * each.moment.points for each in scored),
        sum(each.weight * each.moment.attainable for each in scored),
    )


def _slips(scored: Sequence[_Scored]) -> dict[Slip, int]:
    met: Counter[Slip] = Counter()
    for each in scored:
        if each.moment.choice.slip and not each.moment.done_well:
            met[each.moment.choice.slip] += each.times
    return {slip: met[slip] for slip in SLIPS if met[slip]}


def _times(scored: Iterable[_Scored]) -> int:
    return sum(each.times for each in scored)


def _weight(scored: Iterable[_Scored]) -> int:
    return sum(each.weight for each in scored)
