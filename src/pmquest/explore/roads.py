"""The graph of states in an order in which sums can be swept along it.

Nodes that lie on no circle stand in levels, each after everything that leads to it; the nodes of
a circle (a strongly connected component) stand together as a block of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from pmquest.explore.components import components
from pmquest.explore.graph import ENDS, GOES_ON, STUCK, Graph, Ids

Figures = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Block:
    """Nodes that are swept together; ranges of nodes, of edges that leave them, of heads."""

    nodes: slice
    edges: slice
    heads: slice
    circle: bool
    """Whether edges lead from the block into the block."""


class Roads:
    """A graph with its nodes in order: edges are sorted by their source, and lead onwards to a
    later block or stay within a circle."""

    def __init__(self, graph: Graph) -> None:
        component, level, circling = _levels(graph)
        order = np.lexsort((component, circling, level))
        number = np.empty(graph.nodes, np.int32)
        number[order] = np.arange(graph.nodes, dtype=np.int32)
        self.start = int(number[graph.start])
        self.scene, self.kind = graph.scene[order], graph.kind[order]
        self.met, self.open = graph.met[order], graph.open[order]
        source = number[graph.source]
        edges = np.argsort(source, kind="stable")
        self.source: Ids = source[edges]
        self.target: Ids = number[graph.target[edges]]
        self.choice: Ids = graph.choice[edges]
        self.odds = graph.odds[edges]
        self.first_edge = np.searchsorted(self.source, np.arange(graph.nodes + 1))
        """By node: where its edges begin; one more at the end."""
        self.heads: Ids = np.flatnonzero(np.diff(self.first_edge)).astype(np.int32)
        """The nodes that have edges."""
        self.head_edges = self.first_edge[self.heads]
        """By head: the first of its edges."""
        self.blocks = self._blocks(level[order], component[order], circling[order])

    @property
    def nodes(self) -> int:
        """How many there are."""
        return len(self.scene)

    @cached_property
    def share(self) -> Figures:
        """By edge: with what probability the draw goes that way, once the choice is made."""
        if not len(self.source):
            return np.empty(0)
        changes = (np.diff(self.source) != 0) | (np.diff(self.choice) != 0)
        starts = np.flatnonzero(np.concatenate([[True], changes]))
        sizes = np.diff(np.append(starts, len(self.source)))
        totals = np.add.reduceat(self.odds.astype(np.float64), starts)
        shares: Figures = self.odds / np.repeat(totals, sizes)
        return shares

    @cached_property
    def circles(self) -> bool:
        """Whether any state can be come back to."""
        return any(block.circle for block in self.blocks)

    @cached_property
    def over(self) -> Mask:
        """By node: whether the play is over there."""
        return np.not_equal(self.kind, GOES_ON)

    @property
    def ending(self) -> Mask:
        """By node: whether it is an ending."""
        return np.equal(self.kind, ENDS)

    @property
    def stuck(self) -> Mask:
        """By node: whether it is a dead end."""
        return np.equal(self.kind, STUCK)

    @cached_property
    def can_end(self) -> Mask:
        """By node: whether an ending or a dead end lies ahead."""
        if not self.circles:
            return np.ones(self.nodes, np.bool_)
        return self.leading_to(self.over)

    def leading_to(self, goals: Mask, edges: Mask | None = None) -> Mask:
        """From which nodes some goal can be reached, by all edges or by some."""
        order, first = self._backwards
        return self._spread(
            goals, self.source[order], first, None if edges is None else edges[order]
        )

    def reached(self, edges: Mask) -> Mask:
        """Which nodes can be reached from the start by some edges."""
        start = np.zeros(self.nodes, np.bool_)
        start[self.start] = True
        return self._spread(start, self.target, self.first_edge, edges)

    def leaving(self, nodes: NDArray[np.integer]) -> NDArray[np.int64]:
        """The numbers of all edges that leave some nodes."""
        return _ranges(self.first_edge, nodes)

    @cached_property
    def _backwards(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The edges sorted by their target, and where those of each target begin."""
        order = np.argsort(self.target, kind="stable")
        return order, np.searchsorted(self.target[order], np.arange(self.nodes + 1))

    def _spread(
        self, seeds: Mask, far_end: Ids, first: NDArray[np.int64], edges: Mask | None
    ) -> Mask:
        found = seeds.copy()
        once = Once(self.nodes)
        front: NDArray[np.int64] = np.flatnonzero(found)
        while len(front):
            ways = _ranges(first, front)
            if edges is not None:
                ways = ways[edges[ways]]
            ends = far_end[ways]
            front = once(ends[~found[ends]])
            found[front] = True
        return found

    def _blocks(self, level: Ids, component: Ids, circling: Mask) -> tuple[Block, ...]:
        group = np.where(circling, component, -1)
        changes = (np.diff(level) != 0) | (np.diff(group) != 0)
        firsts = np.concatenate([[0], np.flatnonzero(changes) + 1, [self.nodes]])
        edges = self.first_edge[firsts].tolist()
        heads = np.searchsorted(self.heads, firsts).tolist()
        nodes = firsts.tolist()
        return tuple(
            Block(
                slice(nodes[each], nodes[each + 1]),
                slice(edges[each], edges[each + 1]),
                slice(heads[each], heads[each + 1]),
                bool(circling[nodes[each]]),
            )
            for each in range(len(nodes) - 1)
        )


class Once:
    """Gives each of some nodes once, in no order; far quicker than sorting them."""

    def __init__(self, nodes: int) -> None:
        self._last = np.empty(nodes, np.int32)

    def __call__(self, nodes: Ids) -> NDArray[np.int64]:
        """Of a node that is there several times, keep the last."""
        places = np.arange(len(nodes), dtype=np.int32)
        self._last[nodes] = places
        once: Ids = nodes[self._last[nodes] == places]
        return once.astype(np.int64)


def _ranges(first: NDArray[np.int64], nodes: NDArray[np.integer]) -> NDArray[np.int64]:
    """Join the ranges from `first[node]` to `first[node + 1]` of some nodes."""
    starts = first[nodes]
    sizes = first[nodes + 1] - starts
    total = int(sizes.sum())
    offsets = np.repeat(starts - np.cumsum(sizes) + sizes, sizes)
    return offsets + np.arange(total)


def _levels(graph: Graph) -> tuple[Ids, Ids, Mask]:
    """By node: its component, the level of that, and whether it lies on a circle."""
    component = np.arange(graph.nodes, dtype=np.int32)
    circling = np.zeros(graph.nodes, np.bool_)
    level = _levelled(graph.nodes, graph.source, graph.target)
    left = np.flatnonzero(level < 0)
    if not len(left):
        return component, level, circling
    place = np.full(graph.nodes, -1, np.int32)
    place[left] = np.arange(len(left))
    inner = (place[graph.source] >= 0) & (place[graph.target] >= 0)
    source, target = place[graph.source[inner]], place[graph.target[inner]]
    order = np.argsort(source, kind="stable")
    firsts = np.searchsorted(source[order], np.arange(1, len(left)))
    successors = [part.tolist() for part in np.split(target[order], firsts)]
    for members in components(successors):
        nodes = left[list(members)]
        component[nodes] = nodes[0]
        circling[nodes] = len(members) > 1 or members[0] in successors[members[0]]
    source, target = component[graph.source], component[graph.target]
    between = source != target
    level = _levelled(graph.nodes, source[between], target[between])
    return component, level[component], circling


def _levelled(nodes: int, source: Ids, target: Ids) -> Ids:
    """By node: the most edges on a way to it; -1 behind and on circles (Kahn's algorithm)."""
    order = np.argsort(source, kind="stable")
    far_end = target[order]
    first = np.searchsorted(source[order], np.arange(nodes + 1))
    missing = np.bincount(target, minlength=nodes)
    level = np.full(nodes, -1, np.int32)
    once = Once(nodes)
    front: NDArray[np.int64] = np.flatnonzero(missing == 0)
    number = 0
    while len(front):
        level[front] = number
        number += 1
        ends = far_end[_ranges(first, front)]
        np.subtract.at(missing, ends, 1)
        front = once(ends[missing[ends] == 0])
    return level
