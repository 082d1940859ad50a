"""The shortest lists of picks: to every state at once, and the seeds under which they lead there.

Of lists of equal length the one counts that comes first in the order of the file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pmquest.engine import draws
from pmquest.engine.machine import Machine
from pmquest.explore.exploration import Picks, Road
from pmquest.explore.roads import Mask, Roads
from pmquest.explore.rules import CONTINUE

SEEDS: Final = 10_000
"""Seeds from 0 to below this are tried (cli.md)."""
_FAR: Final = np.iinfo(np.int64).max


class Shortest:
    """The shortest picks to every node that can be reached by some edges.

    Lists of picks are numbered in the order of their length, then of the file; each is another
    one and a pick more.
    """

    def __init__(
        self, roads: Roads, choices: int, allowed: Mask | None = None, until: Mask | None = None
    ) -> None:
        """`choices` is how many the machine has; stop as soon as a node of `until` is found."""
        self._roads = roads
        self._choices = choices
        self._allowed = allowed
        self.list_of = np.full(roads.nodes, -1, np.int32)
        """By node: the number of its list of picks; -1 where it cannot be reached."""
        self._before: list[NDArray[np.int64]] = [np.array([-1])]
        self._pick: list[NDArray[np.int64]] = [np.array([CONTINUE])]
        self._key = np.full(roads.nodes, _FAR)
        self._follow(until)
        self._befores, self._picks = np.concatenate(self._before), np.concatenate(self._pick)
        del self._key

    def to(self, goals: Mask) -> tuple[int, ...] | None:
        """The choices of the shortest list that leads to some goal, by number; None: none does."""
        found = self.list_of[goals]
        found = found[found >= 0]
        if not len(found):
            return None
        picks: list[int] = []
        number = int(found.min())
        while number:
            picks.append(int(self._picks[number]))
            number = int(self._befores[number])
        return tuple(reversed(picks))

    def _follow(self, until: Mask | None) -> None:
        front = np.array([self._roads.start])
        self._key[front] = 0
        lists = 0
        while len(front):
            front = self._passed_on(front)
            keys, place = np.unique(self._key[front], return_inverse=True)
            self.list_of[front] = lists + place.reshape(-1)
            if lists:
                self._before.append(keys // self._choices)
                self._pick.append(keys % self._choices)
            lists += len(keys)
            if until is not None and until[front].any():
                return
            front = self._picked(front)

    def _passed_on(self, front: NDArray[np.int64]) -> NDArray[np.int64]:
        """Add what is reached by continues; of several lists the first in the file's order."""
        found = front
        while len(front):
            front = self._along(self._edges(front, picks=False), None)
            found = np.union1d(found, front)
        return found

    def _picked(self, front: NDArray[np.int64]) -> NDArray[np.int64]:
        """Give what is newly reached by one more pick."""
        edges = self._edges(front, picks=True)
        lists = self.list_of[self._roads.source[edges]].astype(np.int64)
        return self._along(edges, lists * self._choices + self._roads.choice[edges])

    def _along(self, edges: NDArray[np.int64], keys: NDArray[np.int64] | None) -> NDArray[np.int64]:
        """Follow edges to nodes without a list; give those that got a better key."""
        targets = self._roads.target[edges]
        if keys is None:
            keys = self._key[self._roads.source[edges]]
        better = (self.list_of[targets] < 0) & (keys < self._key[targets])
        np.minimum.at(self._key, targets[better], keys[better])
        return np.unique(targets[better]).astype(np.int64)

    def _edges(self, nodes: NDArray[np.int64], *, picks: bool) -> NDArray[np.int64]:
        edges = self._roads.leaving(nodes)
        if self._allowed is not None:
            edges = edges[self._allowed[edges]]
        wanted: NDArray[np.int64] = edges[(self._roads.choice[edges] != CONTINUE) == picks]
        return wanted


@dataclass
class _Group:
    """Seeds under which a play has gone the same way so far."""

    node: int
    made: int
    """How many of the picks were made."""
    entries: Counter[int]
    """How many times each scene was entered."""
    seeds: tuple[int, ...]


class Seeds:
    """Plays lists of picks under many seeds at once, on the graph."""

    def __init__(self, machine: Machine, roads: Roads) -> None:
        self._scenes = machine.scenes
        self._roads = roads
        scenes = (
            (number, choice)
            for number, scene in enumerate(machine.scenes)
            for choice in scene.choices
        )
        self._choices = tuple(scenes)

    def road(self, picks: Iterable[int], goals: Mask) -> Road:
        """Name the picks, and find the first seed under which they lead to a goal."""
        picks = tuple(picks)
        named: Picks = tuple(
            (self._scenes[self._choices[pick][0]].id, self._choices[pick][1]) for pick in picks
        )
        return Road(named, self._first(picks, goals))

    def _first(self, picks: tuple[int, ...], goals: Mask) -> int | None:
        """The first seed; seeds go together until a draw parts them."""
        roads = self._roads
        best: int | None = None
        groups = [_Group(roads.start, 0, Counter(), tuple(range(SEEDS)))]
        while groups:
            group = groups.pop()
            node = group.node
            if best is not None:
                group.seeds = tuple(seed for seed in group.seeds if seed < best)
            if roads.met[node]:
                group.entries[int(roads.scene[node])] += 1
            if group.made == len(picks) and goals[node]:
                best = min(group.seeds, default=best)
                continue
            ways = self._taken(node, picks[group.made] if group.made < len(picks) else None)
            if group.seeds and len(ways):
                groups += self._parted(group, ways)
        return best

    def _taken(self, node: int, pick: int | None) -> NDArray[np.int64]:
        """The ways from a node: by continue, or after the pick that is next."""
        ways = np.arange(self._roads.first_edge[node], self._roads.first_edge[node + 1])
        choices = self._roads.choice[ways]
        taken = CONTINUE if pick is None else pick
        open_ways: NDArray[np.int64] = ways[(choices == CONTINUE) | (choices == taken)]
        return open_ways

    def _parted(self, group: _Group, ways: NDArray[np.int64]) -> list[_Group]:
        """Follow each way with the seeds that go it."""
        choice = int(self._roads.choice[ways[0]])
        group.made += int(choice != CONTINUE)
        if len(ways) == 1:
            group.node = int(self._roads.target[ways[0]])
            return [group]
        scene = int(self._roads.scene[group.node])
        choice_id = "" if choice == CONTINUE else self._choices[choice][1]
        limits = np.cumsum(self._roads.odds[ways])
        total = int(limits[-1])
        numbers = [
            draws.route(seed, self._scenes[scene].id, group.entries[scene], choice_id, total)
            for seed in group.seeds
        ]
        drawn = np.searchsorted(limits, numbers, side="right")
        seeds = np.array(group.seeds)
        return [
            _Group(
                int(self._roads.target[way]),
                group.made,
                group.entries.copy(),
                tuple(seeds[drawn == place].tolist()),
            )
            for place, way in enumerate(ways)
        ]
