"""What a player can expect: how often each state is met, by the odds of picks and draws.

A play is a Markov chain over the states, so the expected visits y solve y = start + Pᵀy. They
are swept level by level; where states can be come back to, the block of the circle is solved.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pmquest.explore.circle_visits import solved
from pmquest.explore.roads import Block, Figures, Roads


def ends_surely(roads: Roads, probability: Figures) -> bool:
    """Whether a player with these odds comes to an end with probability 1."""
    if not roads.circles:
        return True
    possible = probability > 0
    return not (roads.reached(possible) & ~roads.leading_to(roads.over, possible)).any()


def flow(roads: Roads, probability: Figures, inflow: Figures) -> Figures:
    """Solve y = inflow + Pᵀy, by node; infinite in a circle that nothing leads out of.

    `probability` is by edge, and 0 where the player never goes.
    """
    met = inflow.copy()
    for block in roads.blocks:
        edges = _through_circle(roads, probability, block, met) if block.circle else block.edges
        sources, targets = roads.source[edges], roads.target[edges]
        np.add.at(met, targets, met[sources] * probability[edges])
    return met


def visits(roads: Roads, probability: Figures) -> Figures:
    """How often each node is expected to be met in a play."""
    inflow = np.zeros(roads.nodes)
    inflow[roads.start] = 1.0
    if roads.circles:
        reached = roads.reached(probability > 0)
        probability = np.where(reached[roads.source], probability, 0.0)
    return flow(roads, probability, inflow)


def gathered(roads: Roads, probability: Figures, met: Figures, gain: Figures) -> Figures:
    """What was gained on the way to each node, times the chance of being there.

    `gain` is by edge; at a node where a play ends, this over the visits is the mean gain of the
    plays that end there. What goes round for ever comes nowhere, and is left out.
    """
    met = np.where(np.isfinite(met), met, 0.0)
    gains = met[roads.source] * probability * gain
    inflow = np.bincount(roads.target, gains, roads.nodes).astype(np.float64)
    return flow(roads, probability, inflow)


def _through_circle(
    roads: Roads, probability: Figures, block: Block, met: Figures
) -> NDArray[np.int64]:
    """Solve the block of a circle in place; give the edges that lead out of it."""
    first, last = block.nodes.start, block.nodes.stop
    edges: NDArray[np.int64] = np.arange(block.edges.start, block.edges.stop)
    within = (roads.target[edges] >= first) & (roads.target[edges] < last)
    inner: NDArray[np.int64] = edges[within]
    outer: NDArray[np.int64] = edges[~within]
    inflow = met[first:last]
    if not inflow.any():
        return outer
    if not probability[outer].any():
        met[first:last] = np.inf
        return outer
    source, target = roads.source[inner] - first, roads.target[inner] - first
    chance = probability[inner]
    met[first:last] = solved(source, target, chance, inflow)
    return outer
