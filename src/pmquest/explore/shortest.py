"""The shortest lists of picks, to every state at once.

Of lists of equal length the one counts that comes first in the order of the file.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from pmquest.explore.roads import Mask, Once, Roads
from pmquest.explore.rules import CONTINUE

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
        self._once = Once(roads.nodes)
        self._follow(until)
        self._befores, self._picks = np.concatenate(self._before), np.concatenate(self._pick)
        del self._key, self._once

    def to(self, goals: Mask) -> int | None:
        """The number of the shortest list that leads to some goal; None: none does."""
        found = self.list_of[goals]
        found = found[found >= 0]
        return int(found.min()) if len(found) else None

    def last(self, number: int) -> tuple[int, int]:
        """Take the last pick off a list: the number of the list before it, and the choice.

        The list without picks is number 0.
        """
        return int(self._befores[number]), int(self._picks[number])

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
            if len(front):
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
        return self._once(targets[better])

    def _edges(self, nodes: NDArray[np.int64], *, picks: bool) -> NDArray[np.int64]:
        edges = self._roads.leaving(nodes)
        if self._allowed is not None:
            edges = edges[self._allowed[edges]]
        wanted: NDArray[np.int64] = edges[(self._roads.choice[edges] != CONTINUE) == picks]
        return wanted
