"""How many different plays there are."""

from __future__ import annotations

import numpy as np

from pmquest.explore.roads import Roads


def count_paths(roads: Roads) -> int | None:
    """Count the sequences of picks and drawn routes from the start to an ending or a dead end.

    None where a circle makes them endless. They are far more than a machine word holds.
    """
    ahead = roads.over.astype(np.int64).astype(object)
    for block in reversed(roads.blocks):
        if block.circle:
            if roads.can_end[block.nodes].any():
                return None
            continue
        if block.edges.start == block.edges.stop:
            continue
        heads = roads.heads[block.heads]
        starts = roads.first_edge[heads] - block.edges.start
        ahead[heads] = np.add.reduceat(ahead[roads.target[block.edges]], starts)
    return int(ahead[roads.start])
