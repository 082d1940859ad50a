"""What is scored, and the players who pick by rule (cli.md, "players").

Which choices can be taken in a scene is a pattern of bits; few patterns stand for many states, so
that what a player does there is worked out once for each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeAlias

import numpy as np

from pmquest.explore.columns import bits
from pmquest.explore.exploration import PlayerName
from pmquest.explore.roads import Figures, Mask, Roads
from pmquest.explore.rules import CONTINUE
from pmquest.framework import POINTS
from pmquest.scenario.model import Choice, Scenario, Scene

Pick: TypeAlias = Callable[[Scene, Sequence[int]], Sequence[int]]
"""Of the choices that can be taken (numbers in the scene), those among which a player throws
dice; for all of them the same sequence is given back, and so where there is no preference."""


def _random(_: Scene, open_choices: Sequence[int]) -> Sequence[int]:
    return open_choices


def _first(_: Scene, open_choices: Sequence[int]) -> Sequence[int]:
    return open_choices[:1]


def _longest(scene: Scene, open_choices: Sequence[int]) -> Sequence[int]:
    """The longest by a fifth or more, where there is one."""
    lengths = _lengths(scene, open_choices)
    longest = max(open_choices, key=lengths.__getitem__)
    others = (lengths[each] for each in open_choices if each != longest)
    return [longest] if all(5 * lengths[longest] >= 6 * other for other in others) else open_choices


def _shortest(scene: Scene, open_choices: Sequence[int]) -> Sequence[int]:
    """The shortest by a fifth or more, where there is one."""
    lengths = _lengths(scene, open_choices)
    shortest = min(open_choices, key=lengths.__getitem__)
    others = (lengths[each] for each in open_choices if each != shortest)
    return (
        [shortest] if all(5 * lengths[shortest] <= 4 * other for other in others) else open_choices
    )


def _always_manager(scene: Scene, open_choices: Sequence[int]) -> Sequence[int]:
    return _at_level(scene, open_choices, "manager")


def _always_leader(scene: Scene, open_choices: Sequence[int]) -> Sequence[int]:
    return _at_level(scene, open_choices, "leader")


def _as_called(scene: Scene, open_choices: Sequence[int]) -> Sequence[int]:
    return _at_level(scene, open_choices, scene.calls_for)


def _strong(scene: Scene, open_choices: Sequence[int]) -> Sequence[int]:
    """The best that can be taken."""
    if not scene.scored:
        return open_choices
    choices = _choices(scene)
    best = max(points(choices[each]) for each in open_choices)
    return [each for each in open_choices if points(choices[each]) == best]


PLAYERS: Final[Mapping[PlayerName, Pick]] = MappingProxyType(
    {
        "random": _random,
        "first": _first,
        "longest": _longest,
        "shortest": _shortest,
        "always_manager": _always_manager,
        "always_leader": _always_leader,
        "as_called": _as_called,
        "strong": _strong,
    }
)
"""Every player, in the order of cli.md."""


_CONTINUE: Final = 9
"""Where a continue stands among the choices of a scene, of which there are 9 at most."""
_SLOTS: Final = _CONTINUE + 1


class Scored:
    """The points of every edge of the roads, and how likely each player takes it."""

    def __init__(self, scenario: Scenario, roads: Roads) -> None:
        self._scenes = tuple(scenario.scenes.values())
        self._roads = roads
        first = np.cumsum([0, *(len(scene.choices) for scene in self._scenes)])
        pattern = roads.scene.astype(np.int64) << 16 | roads.open
        patterns, place = np.unique(pattern, return_inverse=True)
        self._pattern = place.astype(np.int32)
        self._patterns = [(int(each) >> 16, tuple(bits(int(each) & 0xFFFF))) for each in patterns]
        picks = roads.choice != CONTINUE
        place = np.where(picks, roads.choice - first[roads.scene[roads.source]], _CONTINUE)
        self._slot = (self._pattern[roads.source] * _SLOTS + place).astype(np.int32)
        scored = np.array([scene.scored for scene in self._scenes], np.bool_)
        self.decision = picks & scored[roads.scene[roads.source]]
        """By edge: whether it is a scored pick."""
        self._worth = np.zeros((len(self._patterns), _SLOTS), np.int16)
        for row, (scene, _) in zip(self._worth, self._patterns, strict=True):
            every = [
                self._scenes[scene].weight * points(choice)
                for choice in _choices(self._scenes[scene])
            ]
            row[: len(every)] = every
        self.points = self._worth.ravel()[self._slot]
        """By edge: what the pick earns, times the weight of the scene; 0 where it is not scored."""
        self._best = np.array(
            [attainable(self._scenes[scene], those) for scene, those in self._patterns], np.int16
        )
        self.attainable = np.where(picks, self._best[self._pattern[roads.source]], np.int16(0))
        """By edge: what the best choice that could be taken would have earned."""

    def probability(self, player: PlayerName) -> Figures:
        """By edge: how likely the player goes that way from its state."""
        chosen: Figures = self._chances(player).ravel()[self._slot]
        chosen *= self._roads.share
        return chosen

    def ratio(self, player: PlayerName, met: Figures) -> float | None:
        """Expected points over expected attainable points, where nodes are met so often.

        None where there is nothing to attain.
        """
        often = np.bincount(self._pattern, met, len(self._patterns))
        earned = (self._chances(player) * self._worth).sum(axis=1)
        most = float(often @ self._best)
        return float(often @ earned) / most if most > 0 else None

    def _chances(self, player: PlayerName) -> Figures:
        """By pattern and place of the choice: how likely the player takes it."""
        pick = PLAYERS[player]
        chances = np.zeros((len(self._patterns), _SLOTS))
        for row, (scene, open_choices) in zip(chances, self._patterns, strict=True):
            among = pick(self._scenes[scene], open_choices) if open_choices else (_CONTINUE,)
            row[list(among)] = 1 / len(among)
        return chances

    def offering(self, asked: Callable[[Scene, Sequence[int]], bool]) -> Mask:
        """By node: whether it offers choices of which something is true."""
        answers = [
            bool(open_choices) and asked(self._scenes[scene], open_choices)
            for scene, open_choices in self._patterns
        ]
        found: Mask = np.array(answers, np.bool_)[self._pattern]
        return found


def points(choice: Choice) -> int:
    """What a choice earns, without the weight of its scene (scoring.md); 0 if it is not scored."""
    return 0 if choice.judgment is None else POINTS[choice.judgment]


def attainable(scene: Scene, open_choices: Sequence[int]) -> int:
    """What the best of the choices that can be taken earns, times the weight of the scene."""
    choices = _choices(scene)
    return scene.weight * max((points(choices[each]) for each in open_choices), default=0)


def lacks_strong(scene: Scene, open_choices: Sequence[int]) -> bool:
    """Whether a scored scene offers no strong choice."""
    return scene.scored and not _strong_ones(scene, open_choices)


def lacks_strong_as_called(scene: Scene, open_choices: Sequence[int]) -> bool:
    """Whether a scored scene offers strong choices, but none at the level it calls for."""
    strong = _strong_ones(scene, open_choices)
    return bool(strong) and scene.calls_for not in ("either", *(each.level for each in strong))


def _strong_ones(scene: Scene, open_choices: Sequence[int]) -> list[Choice]:
    choices = _choices(scene)
    return [choices[each] for each in open_choices if choices[each].judgment == "strong"]


def _at_level(scene: Scene, open_choices: Sequence[int], level: str | None) -> Sequence[int]:
    choices = _choices(scene)
    return [each for each in open_choices if choices[each].level == level] or open_choices


def _lengths(scene: Scene, open_choices: Sequence[int]) -> dict[int, int]:
    """The lengths of the answers as written, in code points."""
    choices = _choices(scene)
    return {each: len(choices[each].text) for each in open_choices}


def _choices(scene: Scene) -> tuple[Choice, ...]:
    return tuple(scene.choices.values())
