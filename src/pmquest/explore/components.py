"""The circles of a graph: its strongly connected components, in an order in which to visit them."""

from __future__ import annotations

from collections.abc import Sequence


def components(
    successors: Sequence[Sequence[int]], start: int | None = None
) -> tuple[tuple[int, ...], ...]:
    """Give the strongly connected components of a graph, each before those that it leads to.

    `successors` lists by node where its edges lead. With a `start`, only what can be reached
    from it. Tarjan's algorithm (SIAM Journal on Computing 1, 1972), without recursion.
    """
    found: list[tuple[int, ...]] = []
    index = [0] * len(successors)  # 0: not met yet
    lowest = [0] * len(successors)
    position = [0] * len(successors)  # the next edge to follow
    done = bytearray(len(successors))
    open_nodes: list[int] = []
    met = 0
    for root in range(len(successors)) if start is None else (start,):
        if index[root]:
            continue
        path = [root]
        while path:
            node = path[-1]
            if not index[node]:
                met += 1
                index[node] = lowest[node] = met
                open_nodes.append(node)
            following = successors[node]
            if position[node] < len(following):
                target = following[position[node]]
                position[node] += 1
                if not index[target]:
                    path.append(target)
                elif not done[target]:
                    lowest[node] = min(lowest[node], index[target])
                continue
            path.pop()
            if path:
                lowest[path[-1]] = min(lowest[path[-1]], lowest[node])
            if lowest[node] == index[node]:
                members = _popped(open_nodes, node)
                for member in members:
                    done[member] = 1
                found.append(members)
    return tuple(reversed(found))


def _popped(open_nodes: list[int], root: int) -> tuple[int, ...]:
    """Take the nodes off the stack down to the root, and give them as they were met."""
    members: list[int] = []
    while True:
        member = open_nodes.pop()
        members.append(member)
        if member == root:
            return tuple(reversed(members))
