"""Runs of "continue" that come back to where they were: each is a dead end (format.md, 10).

Such a run stops in the scene before the one with which it began to repeat, so where it stops
depends on where it was entered: each entry gets nodes of its own, the last of which is stuck.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pmquest.explore.graph import GOES_ON, STUCK, Graph, Ids
from pmquest.explore.rules import CONTINUE


def unrolled(graph: Graph) -> Graph:
    """Give the graph with every circle of single ways replaced by runs that end."""
    following = _single_ways(graph)
    circling = _in_circles(following)
    if not circling.any():
        return graph
    enters = circling[graph.target] & ~circling[graph.source]
    entries = np.unique(graph.target[enters]).tolist()
    if circling[graph.start]:
        entries = sorted({*entries, graph.start})
    runs: list[int] = []
    first: dict[int, int] = {}
    ends: list[int] = []
    for entry in entries:
        first[entry] = graph.nodes + len(runs)
        node = entry
        while True:
            runs.append(node)
            node = int(following[node])
            if node == entry:
                break
        ends.append(graph.nodes + len(runs) - 1)
    return _without(_extended(graph, circling, enters, runs, first, ends), circling)


def _single_ways(graph: Graph) -> Ids:
    """By node: where its one continue leads; -1 where it has choices, draws or ends."""
    ways = np.bincount(graph.source, minlength=graph.nodes)
    single = (graph.choice == CONTINUE) & (ways[graph.source] == 1)
    following = np.full(graph.nodes, -1, np.int32)
    following[graph.source[single]] = graph.target[single]
    return following


def _in_circles(following: Ids) -> NDArray[np.bool_]:
    """Which nodes stand in a circle: following the ways for long enough never leaves it."""
    circling = np.zeros(len(following), np.bool_)
    reached = following
    steps = 1
    while steps <= len(following):
        if not (reached >= 0).any():
            return circling
        reached = np.where(reached >= 0, reached[reached], -1)
        steps *= 2
    circling[reached[reached >= 0]] = True
    return circling


def _extended(
    graph: Graph,
    circling: NDArray[np.bool_],
    enters: NDArray[np.bool_],
    runs: list[int],
    first: dict[int, int],
    ends: list[int],
) -> Graph:
    """Add the nodes of the runs, and lead there what led into the circles."""
    kind = np.full(len(runs), GOES_ON, np.int8)
    kind[np.array(ends) - graph.nodes] = STUCK
    target = graph.target.copy()
    target[enters] = [first[node] for node in graph.target[enters].tolist()]
    stays = ~circling[graph.source]
    last = set(ends)
    added = np.array(
        [node for node in range(graph.nodes, graph.nodes + len(runs)) if node not in last],
        np.int32,
    )
    count = len(added)
    return replace(
        graph,
        start=first.get(graph.start, graph.start),
        scene=np.concatenate([graph.scene, graph.scene[runs]]),
        kind=np.concatenate([graph.kind, kind]),
        met=np.concatenate([graph.met, np.ones(len(runs), np.bool_)]),
        open=np.concatenate([graph.open, np.zeros(len(runs), np.int16)]),
        source=np.concatenate([graph.source[stays], added]),
        target=np.concatenate([target[stays], added + 1]),
        choice=np.concatenate([graph.choice[stays], np.full(count, CONTINUE, np.int32)]),
        odds=np.concatenate([graph.odds[stays], np.ones(count, np.int32)]),
    )


def _without(graph: Graph, circling: NDArray[np.bool_]) -> Graph:
    """Take the nodes of the circles themselves out."""
    kept = np.ones(graph.nodes, np.bool_)
    kept[: len(circling)] = ~circling
    number = (np.cumsum(kept) - 1).astype(np.int32)
    return replace(
        graph,
        start=int(number[graph.start]),
        scene=graph.scene[kept],
        kind=graph.kind[kept],
        met=graph.met[kept],
        open=graph.open[kept],
        source=number[graph.source],
        target=number[graph.target],
    )
