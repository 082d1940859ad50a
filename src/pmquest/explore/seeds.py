"""Under which seeds a list of picks leads to a state: many are played at once, on the graph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pmquest.engine import draws
from pmquest.engine.machine import Machine
from pmquest.explore.exploration import Road
from pmquest.explore.roads import Mask, Roads
from pmquest.explore.rules import CONTINUE
from pmquest.explore.shortest import Shortest

_TRIED: Final = (range(50), range(50, 1_000), range(1_000, 10_000))
"""Seeds, up to those of cli.md; the later ones only where the earlier do not show it."""
_MOST_DRAWS: Final = 100
_MOST_DRAWS_ASTRAY: Final = 10
"""How much is drawn in one run of continues; less where no end lies ahead any more."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Seeds under which a play has gone the same way so far."""

    node: int
    seeds: tuple[int, ...]
    before: _Group | None
    """Where the play was before."""
    draws: int = 0
    """How many draws were made since the last pick."""


class Seeds:
    """Plays the shortest lists of picks; lists that begin alike share what they begin with."""

    def __init__(self, machine: Machine, roads: Roads, shortest: Shortest) -> None:
        self._scenes = machine.scenes
        self._roads = roads
        self._shortest = shortest
        self._choices = tuple(
            (scene.id, choice) for scene in machine.scenes for choice in scene.choices
        )
        starts = (_Group(roads.start, tuple(seeds), None) for seeds in _TRIED)
        self._played = [{0: tuple(self._passing(start))} for start in starts]

    def road(self, goals: Mask) -> Road | None:
        """The shortest picks to a goal, and the first seed under which they lead to one."""
        number = self._shortest.to(goals)
        if number is None:
            return None
        seed = self._seed(number, goals)
        picks: list[tuple[str, str]] = []
        while number:
            number, choice = self._shortest.last(number)
            picks.append(self._choices[choice])
        return Road(tuple(reversed(picks)), seed)

    def _seed(self, number: int, goals: Mask) -> int | None:
        for played in self._played:
            shown = [group.seeds[0] for group in self._groups(played, number) if goals[group.node]]
            if shown:
                return min(shown)
        return None

    def _groups(self, played: dict[int, tuple[_Group, ...]], number: int) -> tuple[_Group, ...]:
        """Every state that a play of this list meets after its last pick."""
        longer: list[int] = []
        while number not in played:
            longer.append(number)
            number, _ = self._shortest.last(number)
        for each in reversed(longer):
            before, choice = self._shortest.last(each)
            played[each] = tuple(
                passing
                for group in played[before]
                for picked in self._parted(group, self._ways(group.node, choice))
                for passing in self._passing(picked)
            )
            number = each
        return played[number]

    def _passing(self, group: _Group) -> Iterator[_Group]:
        """Give the group and all that follow from it by continues."""
        open_groups = [group]
        while open_groups:
            group = open_groups.pop()
            yield group
            astray = not self._roads.can_end[group.node]
            if group.draws < (_MOST_DRAWS_ASTRAY if astray else _MOST_DRAWS):
                open_groups += self._parted(group, self._ways(group.node, CONTINUE))

    def _ways(self, node: int, choice: int) -> NDArray[np.int64]:
        """The ways from a node with this choice."""
        first, last = self._roads.first_edge[node], self._roads.first_edge[node + 1]
        ways: NDArray[np.int64] = np.flatnonzero(self._roads.choice[first:last] == choice) + first
        return ways

    def _parted(self, group: _Group, ways: NDArray[np.int64]) -> list[_Group]:
        """Follow each way with the seeds that go it."""
        targets = self._roads.target[ways].tolist()
        if len(targets) == 1:
            passed = int(self._roads.choice[ways[0]]) == CONTINUE
            return [_Group(targets[0], group.seeds, group, group.draws if passed else 0)]
        if not targets:
            return []
        scene = self._scenes[int(self._roads.scene[group.node])].id
        entries = self._entries(group)
        choice = int(self._roads.choice[ways[0]])
        passed = choice == CONTINUE
        choice_id = "" if passed else self._choices[choice][1]
        limits = np.cumsum(self._roads.odds[ways])
        total = int(limits[-1])
        numbers = [draws.route(seed, scene, entries, choice_id, total) for seed in group.seeds]
        drawn = np.searchsorted(limits, numbers, side="right")
        seeds = np.array(group.seeds)
        parts = [tuple(seeds[drawn == place].tolist()) for place in range(len(targets))]
        made = group.draws + 1 if passed else 0
        return [
            _Group(target, part, group, made)
            for target, part in zip(targets, parts, strict=True)
            if part
        ]

    def _entries(self, group: _Group) -> int:
        """How many times the scene of the group was entered."""
        scene = self._roads.scene[group.node]
        entries = 0
        at: _Group | None = group
        while at is not None:
            entries += bool(self._roads.met[at.node] and self._roads.scene[at.node] == scene)
            at = at.before
        return entries
