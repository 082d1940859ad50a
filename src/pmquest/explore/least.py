"""The least of a sum, and of a ratio of sums, over all plays that end in given nodes.

Sums are whole numbers, so nothing is lost to rounding. A ratio is not additive along a road;
Dinkelbach's method makes it so (Management Science 13, 1967): the least of N/D is the λ at which
the least of N − λD is 0. Where a circle makes a sum ever smaller, the sum has no least, and the
ratio can come as near to the circle's own as anybody likes.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pmquest.explore.roads import Block, Mask, Roads

Weights = NDArray[np.int64]
"""By edge."""
Amounts = NDArray[np.int16]
"""By edge, 0 or more."""

_FAR: Final = 2**61
"""Stands for the distance of a goal that cannot be reached."""


class Way(NamedTuple):
    """The edges of a road of least weight to a goal, or of a circle that makes it ever less."""

    edges: NDArray[np.int64]
    circle: bool


def ratio_range(
    roads: Roads, goals: Mask, numerator: Amounts, denominator: Amounts
) -> tuple[float, float] | None:
    """The infimum and the supremum of the ratio over all roads to the goals.

    No numerator exceeds its denominator. None where no road to the goals has a
    denominator.
    """
    most = least_way(roads, goals, -denominator.astype(np.int64))
    if most is None or not denominator[most.edges].any():
        return None
    least = _extreme(roads, goals, numerator, denominator, Fraction(1), 1)
    return least, _extreme(roads, goals, numerator, denominator, Fraction(0), -1)


def _extreme(
    roads: Roads, goals: Mask, numerator: Amounts, denominator: Amounts, ratio: Fraction, sign: int
) -> float:
    """The least ratio, or with the sign -1 the greatest; `ratio` is where to begin, beyond it."""
    while True:
        weights = numerator.astype(np.int64) * (sign * ratio.denominator)
        weights -= denominator.astype(np.int64) * (sign * ratio.numerator)
        way = least_way(roads, goals, weights)
        if way is None or int(weights[way.edges].sum()) >= 0:
            return float(ratio)
        ratio = Fraction(int(numerator[way.edges].sum()), int(denominator[way.edges].sum()))


def least_sum(roads: Roads, goals: Mask, weights: Weights) -> int | None:
    """The least sum over all roads to the goals; None where there is no least or no road."""
    way = least_way(roads, goals, weights)
    return None if way is None or way.circle else int(weights[way.edges].sum())


def least_way(roads: Roads, goals: Mask, weights: Weights) -> Way | None:
    """Find a road of least weight from the start to a goal; None where no road leads to one."""
    return _Sweep(roads, goals, weights).way()


class _Sweep:
    """Least distances to the goals, from the last block to the first."""

    def __init__(self, roads: Roads, goals: Mask, weights: Weights) -> None:
        self._roads = roads
        self._weights = weights
        self._distance = np.where(goals, 0, _FAR)
        self._taken = np.full(roads.nodes if roads.circles else 0, -1, np.int64)
        """In circles, by node: the edge that is taken."""

    def way(self) -> Way | None:
        for block in reversed(self._roads.blocks):
            if block.edges.start == block.edges.stop:
                continue
            heads = self._roads.heads[block.heads]
            if block.circle:
                gaining = self._circled(block)
                if gaining is not None:
                    return Way(gaining, circle=True)
            else:
                self._distance[heads] = self._best(block, self._lengths(block))
        if self._distance[self._roads.start] >= _FAR // 2:
            return None
        return Way(self._followed(), circle=False)

    def _lengths(self, block: Block) -> Weights:
        """By edge of the block: the distance of a goal by way of it."""
        beyond = self._distance[self._roads.target[block.edges]]
        if not block.circle:  # sums from far away stay far away, unless they go round
            beyond += self._weights[block.edges]
            return beyond
        return np.where(beyond >= _FAR // 2, _FAR, beyond + self._weights[block.edges])

    def _best(self, block: Block, lengths: Weights) -> Weights:
        """By head of the block: the least length of its edges."""
        starts = self._roads.head_edges[block.heads] - block.edges.start
        return np.minimum.reduceat(lengths, starts)

    def _circled(self, block: Block) -> NDArray[np.int64] | None:
        """Find the distances in a circle (Bellman and Ford); or the circle that never gains less.

        The edges taken form a circle only where its weight is below 0.
        """
        heads = self._roads.heads[block.heads]
        sizes = np.diff(np.append(self._roads.first_edge[heads], block.edges.stop))
        rounds = 0
        while True:
            lengths = self._lengths(block)
            best = self._best(block, lengths)
            nearer = best < self._distance[heads]
            if not nearer.any():
                return None
            at_best = np.flatnonzero(lengths == np.repeat(best, sizes))
            owner = np.repeat(np.arange(len(heads)), sizes)[at_best]
            first = np.unique(owner, return_index=True)[1]
            edges = at_best[first] + block.edges.start
            self._taken[heads[nearer]] = edges[nearer]
            self._distance[heads[nearer]] = best[nearer]
            rounds += 1
            if rounds & (rounds - 1) == 0:
                gaining = self._taken_circle(block)
                if gaining is not None:
                    return gaining

    def _taken_circle(self, block: Block) -> NDArray[np.int64] | None:
        """Give the edges of a circle among those that are taken, if there is one."""
        first, last = block.nodes.start, block.nodes.stop
        taken = self._taken[block.nodes]
        beyond = np.where(taken >= 0, self._roads.target[taken], -1)
        following = np.where((beyond >= first) & (beyond < last), beyond - first, -1)
        reached, steps = following, 1
        while steps <= len(following):
            reached = np.where(reached >= 0, reached[reached], -1)
            steps *= 2
        circling = reached[reached >= 0]
        if not len(circling):
            return None
        node = start = int(circling[0])
        edges = []
        while True:
            edges.append(int(taken[node]))
            node = int(following[node])
            if node == start:
                return np.array(edges)

    def _followed(self) -> NDArray[np.int64]:
        """Give the edges of a road from the start that has the least weight."""
        edges: list[int] = []
        node = self._roads.start
        while not self._roads.over[node]:
            edge = int(self._taken[node]) if self._roads.circles else -1
            if edge < 0:
                ways = np.arange(self._roads.first_edge[node], self._roads.first_edge[node + 1])
                beyond = self._distance[self._roads.target[ways]]
                edge = int(ways[np.argmin(beyond + self._weights[ways])])
            edges.append(edge)
            node = int(self._roads.target[edge])
        return np.array(edges, np.int64)
