"""Following every road through a scenario: the entry to exploring.

States are built once, then swept for each figure; where there are too many of them, plays are
sampled instead and the figures say so.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from pmquest.engine.machine import Machine
from pmquest.explore import players
from pmquest.explore.circles import unrolled
from pmquest.explore.expected import ends_surely, gathered, visits
from pmquest.explore.exploration import (
    BUDGET,
    Counts,
    EndingFigures,
    Exploration,
    Flow,
    PlayerName,
    Range,
    Road,
    Shown,
)
from pmquest.explore.graph import Cancelled, Cancelling, OverBudget, build
from pmquest.explore.least import least_sum, ratio_range
from pmquest.explore.paths import count_paths
from pmquest.explore.players import PLAYERS, Scored
from pmquest.explore.roads import Mask, Roads
from pmquest.explore.rules import CONTINUE
from pmquest.explore.sample import sample
from pmquest.explore.seeds import Seeds
from pmquest.explore.shortest import Shortest
from pmquest.framework import ASPECTS, Aspect

__all__ = ["Cancelled", "explore"]


def explore(
    machine: Machine, *, budget: int = BUDGET, cancelled: Cancelling | None = None
) -> Exploration:
    """Follow every road of a machine.

    With more than `budget` states a sample of plays is told instead. Raises Cancelled soon after
    `cancelled` says so; it is asked often, and may be asked from a thread that is not the main.
    """
    cancelled = cancelled or _never
    try:
        graph = build(machine, budget, cancelled)
    except OverBudget:
        return sample(machine, cancelled)
    states = graph.nodes
    roads = Roads(unrolled(graph))
    del graph  # as large as the roads, which take its place
    return _Explored(machine, roads, cancelled).exploration(states)


def _never() -> bool:
    return False


class _Explored:
    """All figures of one graph."""

    def __init__(self, machine: Machine, roads: Roads, cancelled: Cancelling) -> None:
        self._machine = machine
        self._scenario = machine.scenario
        self._ids = tuple(machine.scenario.scenes)
        self._roads = roads
        self._cancelled = cancelled
        self._scored = Scored(machine.scenario, roads)
        self._choice_names = tuple(
            (scene.id, choice) for scene in machine.scenes for choice in scene.choices
        )
        self._seeds = self._seeds_along(None, None)
        self._random = self._scored.probability("random")
        self._met = visits(roads, self._random)

    def exploration(self, states: int) -> Exploration:
        """Put every figure together."""
        roads = self._roads
        reached = {self._ids[number] for number in np.unique(roads.scene).tolist()}
        endings = self._endings()
        return Exploration(
            scenario=self._scenario.id,
            states=states,
            paths=count_paths(roads),
            visits=self._visits(),
            unreachable=tuple(each for each in self._ids if each not in reached),
            never_available=self._never_available(),
            stuck=self._shown(roads.stuck),
            endless=self._shown(~roads.can_end),
            endings=endings,
            judgment=_widest(figures.judgment for figures in endings.values()),
            decisions=self._decisions(),
            players={name: self._player(name) for name in PLAYERS},
            no_strong=self._shown(self._scored.offering(players.lacks_strong)),
            no_strong_as_called=self._shown(self._scored.offering(players.lacks_strong_as_called)),
            unmet=self._unmet(),
            strong_ends=self._strong_ends(),
            flows=self._flows(),
        )

    def _go_on(self) -> None:
        if self._cancelled():
            raise Cancelled

    def _visits(self) -> dict[str, float | None]:
        roads = self._roads
        met = np.bincount(
            roads.scene[roads.met], self._met[roads.met], minlength=len(self._ids)
        ).tolist()
        return {scene: _finite(number) for scene, number in zip(self._ids, met, strict=True)}

    def _never_available(self) -> tuple[tuple[str, str], ...]:
        open_somewhere = np.zeros(len(self._ids), np.int16)
        np.bitwise_or.at(open_somewhere, self._roads.scene, self._roads.open)
        return tuple(
            (scene.id, choice)
            for scene, found in zip(self._machine.scenes, open_somewhere.tolist(), strict=True)
            for number, choice in enumerate(scene.choices)
            if not found >> number & 1
        )

    def _shown(self, goals: Mask) -> tuple[Shown, ...]:
        """By scene in which some node is meant: the shortest road to one."""
        roads = self._roads
        shown = []
        for scene in np.unique(roads.scene[goals]).tolist():
            self._go_on()
            road = self._seeds.road(goals & (roads.scene == scene))
            assert road is not None, "every node of the graph can be reached"
            shown.append(Shown(self._ids[scene], road))
        return tuple(shown)

    def _endings(self) -> dict[str, EndingFigures]:
        roads, scored = self._roads, self._scored
        earned = gathered(roads, self._random, self._met, scored.points.astype(np.float64))
        attainable = gathered(roads, self._random, self._met, scored.attainable.astype(np.float64))
        figures = {}
        for number, scene in enumerate(self._machine.scenes):
            if scene.ending is None:
                continue
            self._go_on()
            goals = roads.ending & (roads.scene == number)
            most = float(attainable[goals].sum())
            figures[scene.id] = EndingFigures(
                grade=scene.ending,
                probability=float(self._met[goals].sum()),
                judgment=Range(
                    *(ratio_range(roads, goals, scored.points, scored.attainable) or ())
                ),
                mean=float(earned[goals].sum()) / most if most > 0 else None,
                shortest=self._seeds.road(goals),
            )
        return figures

    def _decisions(self) -> Counts:
        scored = self._scored.decision.astype(np.int64)
        most = least_sum(self._roads, self._roads.ending, -scored)
        return Counts(
            least_sum(self._roads, self._roads.ending, scored), None if most is None else -most
        )

    def _player(self, name: PlayerName) -> float | None:
        self._go_on()
        probability = self._random if name == "random" else self._scored.probability(name)
        if not ends_surely(self._roads, probability):
            return None
        met = self._met if name == "random" else visits(self._roads, probability)
        return self._scored.ratio(name, met)

    def _unmet(self) -> dict[Aspect, Road]:
        roads = self._roads
        of_edge = roads.scene[roads.source]
        found: dict[Aspect, Road] = {}
        for aspect in ASPECTS:
            self._go_on()
            asked = [scene.scored and scene.aspect == aspect for scene in self._machine.scenes]
            if not any(asked):
                continue
            without = ~(np.array(asked)[of_edge] & (roads.choice != CONTINUE))
            road = self._seeds_along(without, roads.ending).road(roads.ending)
            if road is not None:
                found[aspect] = road
        return found

    def _strong_ends(self) -> dict[str, Road]:
        roads = self._roads
        good = np.array([scene.ending == "good" for scene in self._machine.scenes])
        elsewhere = roads.over & ~(roads.ending & good[roads.scene])
        if not elsewhere.any():
            return {}
        strong = self._seeds_along(self._scored.probability("strong") > 0, None)
        ends = {}
        for scene in np.unique(roads.scene[elsewhere]).tolist():
            road = strong.road(elsewhere & (roads.scene == scene))
            if road is not None:
                ends[self._ids[scene]] = road
        return ends

    def _seeds_along(self, allowed: Mask | None, until: Mask | None) -> Seeds:
        """The shortest lists of picks along the ways that are allowed."""
        shortest = Shortest(self._roads, len(self._choice_names) or 1, allowed, until)
        return Seeds(self._machine, self._roads, shortest)

    def _flows(self) -> tuple[Flow, ...]:
        roads = self._roads
        onwards = roads.met[roads.target]
        width = len(self._ids)
        scenes = self._machine.scenes
        names: list[tuple[str, str | None]] = [
            (scene.id, each) for scene in scenes for each in (None, *scene.choices)
        ]
        first = np.cumsum([0, *(1 + len(scene.choices) for scene in scenes)], dtype=np.int32)
        source = roads.scene[roads.source]
        place = np.where(roads.choice == CONTINUE, first[source], roads.choice + source + 1)
        key = (place * np.int32(width) + roads.scene[roads.target])[onwards]
        keys, number = np.unique(key, return_inverse=True)
        taken = (self._met[roads.source] * self._random)[onwards]
        expected = np.bincount(number.reshape(-1), taken, minlength=len(keys))
        flows = []
        for each, often in zip(keys.tolist(), expected.tolist(), strict=True):
            (scene, choice), target = names[each // width], self._ids[each % width]
            flows.append(Flow(scene, choice, target, _finite(often)))
        return tuple(flows)


def _widest(ranges: Iterable[Range]) -> Range:
    """The least of the least and the greatest of the greatest."""
    found = [each for each in ranges if each.min is not None]
    return Range(
        min((each.min for each in found if each.min is not None), default=None),
        max((each.max for each in found if each.max is not None), default=None),
    )


def _finite(number: float) -> float | None:
    return number if np.isfinite(number) else None
