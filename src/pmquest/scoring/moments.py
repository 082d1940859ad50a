"""One decision looked at closely: what was picked, the best road that was open, what it lost.

Score, coaching and debrief all read their decisions through this module, so that "best road"
and "points lost" mean one thing everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from msgspec import Struct

from pmquest.engine.play import Decision
from pmquest.framework import DONE_WELL, POINTS, Aspect, CalledLevel, Judgment, Level
from pmquest.scenario.model import Choice, Scenario, Scene
from pmquest.scoring.words import (
    JUDGMENT_DOTS,
    judgment_in_words,
    level_glyph,
    level_in_words,
)


class Keys(Struct, frozen=True):
    """What the author keyed on one answer and its scene; a scored moment has all of it."""

    level: Level
    judgment: Judgment
    calls_for: CalledLevel
    aspect: Aspect


class Moment(Struct, frozen=True):
    """One pick of a play. `keys` is None where the pick is narrative and never counts."""

    index: int
    """Its place among all picks, from 0."""
    scene: Scene
    choice: Choice
    best: Choice
    """The best-judged choice that was selectable, preferring the level that the moment calls
    for, then the order of the file. The picked choice itself where the pick is narrative."""
    keys: Keys | None
    mean_points: Fraction
    """What a blind pick among the selectable gives on average, 0 to 3."""

    @property
    def number(self) -> int:
        """Its place among all picks as people count, from 1."""
        return self.index + 1

    @property
    def weight(self) -> int:
        """How much the moment matters, 1 to 3."""
        return self.scene.weight

    @property
    def points(self) -> int:
        """Judgment points of the pick, 0 to 3; 0 where it is narrative."""
        return POINTS[self.keys.judgment] if self.keys else 0

    @property
    def attainable(self) -> int:
        """Judgment points of the best road, 0 to 3; 0 where the pick is narrative."""
        return POINTS[self.best.judgment] if self.best.judgment else 0

    @property
    def done_well(self) -> bool:
        """Whether a scored pick was strong or sound."""
        return self.keys is not None and self.keys.judgment in DONE_WELL

    @property
    def at_called_level(self) -> bool:
        """Whether a scored pick was at the level called for; `either` is met by both."""
        return self.keys is not None and self.keys.calls_for in ("either", self.keys.level)

    @property
    def lost(self) -> int:
        """Points lost against the best road, times the weight.

        A sound answer at another level than the moment called for loses at least 1 point.
        """
        if self.keys is None:
            return 0
        points = self.attainable - self.points
        if self.keys.judgment == "sound" and not self.at_called_level:
            points = max(points, 1)
        return points * self.weight

    @property
    def better(self) -> Choice | None:
        """The best road where it beats the pick by judgment or by level, else None."""
        if self.keys is None:
            return None
        picked, best = (_worth(choice, self.keys.calls_for) for choice in (self.choice, self.best))
        return self.best if best > picked else None

    @property
    def glyph(self) -> str:
        """The glyph of the answer's level: "▪" or "▲"; "" where narrative."""
        return level_glyph(self.keys.level) if self.keys else ""

    @property
    def dots(self) -> str:
        """The judgment as three dots: "•··"; "" where narrative."""
        return JUDGMENT_DOTS[self.keys.judgment] if self.keys else ""

    @property
    def level_in_words(self) -> str:
        """The level of the answer with its glyph: "▲ leader-level"; "" where narrative."""
        return level_in_words(self.keys.level) if self.keys else ""

    @property
    def called_in_words(self) -> str:
        """The level the moment called for, with its glyph where it has one; "" where narrative."""
        return level_in_words(self.keys.calls_for) if self.keys else ""

    @property
    def judgment_in_words(self) -> str:
        """The judgment with its dots: "•·· weak"; "" where narrative."""
        return judgment_in_words(self.keys.judgment) if self.keys else ""


def moment(scenario: Scenario, decision: Decision, index: int = 0) -> Moment:
    """Look at one decision of a play of this scenario.

    `index` is its place among the picks, from 0. Raises KeyError where the decision names a
    scene or choice that the scenario does not have.
    """
    scene = scenario.scenes[decision.scene]
    choice = scene.choices[decision.choice]
    open_choices = [
        scene.choices[id] for id in scene.choices if id in decision.selectable or id == choice.id
    ]
    keys = _keys(scene, choice)
    if keys is None:
        return Moment(index, scene, choice, choice, None, Fraction(0))
    points = [POINTS[option.judgment] for option in open_choices if option.judgment]
    best = max(open_choices, key=lambda option: _worth(option, keys.calls_for))
    return Moment(index, scene, choice, best, keys, Fraction(sum(points), len(points)))


def moments(scenario: Scenario, decisions: Iterable[Decision]) -> tuple[Moment, ...]:
    """Look at every decision of a play, narrative ones included, in the order given."""
    return tuple(moment(scenario, decision, index) for index, decision in enumerate(decisions))


def costliest(played: Iterable[Moment], most: int = 3) -> tuple[Moment, ...]:
    """Give the moments that lost most, those that lost nothing left out, ties in play order."""
    losing = [each for each in played if each.lost > 0]
    return tuple(sorted(losing, key=lambda each: (-each.lost, each.index))[:most])


def _keys(scene: Scene, choice: Choice) -> Keys | None:
    if not (choice.level and choice.judgment and scene.calls_for and scene.aspect):
        return None
    return Keys(choice.level, choice.judgment, scene.calls_for, scene.aspect)


def _worth(choice: Choice, calls_for: CalledLevel) -> tuple[int, bool]:
    points = POINTS[choice.judgment] if choice.judgment else -1
    return points, calls_for in ("either", choice.level)
