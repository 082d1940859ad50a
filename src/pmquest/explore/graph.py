"""The graph of reachable states: every state that is different to what can still happen, once.

Scenes are followed in an order in which, as far as the story goes forward, all states of a scene
are known before the first of them is followed; so each scene is stepped through in one batch.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from pmquest.engine.machine import Machine
from pmquest.engine.state import NOTHING
from pmquest.explore.columns import Columns, Forgetting, Matrix, codes
from pmquest.explore.exploration import BUDGET
from pmquest.explore.observed import Observation
from pmquest.explore.rules import DEAD_END, Departure, Grid, Rules

Ids: TypeAlias = NDArray[np.int32]
"""Numbers of nodes, scenes or choices."""

GOES_ON: Final = 0
ENDS: Final = 1
STUCK: Final = 2
"""What a node is: on the way, an ending, a dead end."""


_BATCH: Final = 15
"""What following a scene once costs, in states: many batches of few states take as long as many
states, and a fact that grows for ever makes nothing but such batches."""


class OverBudget(Exception):  # noqa: N818 - it is not an error
    """There are more states than may be followed."""


class Cancelled(Exception):  # noqa: N818 - it is not an error
    """Exploring was told to stop."""


Cancelling: TypeAlias = Callable[[], bool]
"""Tells whether to stop."""


@dataclass(frozen=True, slots=True)
class Graph:
    """States and ways on, as arrays: of nodes, and of edges."""

    start: int
    """The node in which a play begins."""
    scene: Ids
    kind: NDArray[np.int8]
    """`GOES_ON`, `ENDS` or `STUCK`."""
    met: NDArray[np.bool_]
    """Whether being in the node is a visit of its scene: not where a pick got stuck in it."""
    open: NDArray[np.int16]
    """The choices that can be taken, as bits."""
    source: Ids
    target: Ids
    choice: Ids
    """The number of the choice among all of them; -1 for a continue."""
    odds: NDArray[np.int32]

    @property
    def nodes(self) -> int:
        """How many there are."""
        return len(self.scene)


class _Arrivals(NamedTuple):
    """States on their way into a scene; `nodes` is filled in when they get their numbers."""

    matrix: Matrix
    nodes: Ids


class _Nodes(NamedTuple):
    scene: Ids
    kind: NDArray[np.int8]
    met: NDArray[np.bool_]
    open: NDArray[np.int16]


class _Edges(NamedTuple):
    source: Ids
    target: Ids
    choice: Ids
    odds: NDArray[np.int32]


def build(machine: Machine, budget: int, cancelled: Cancelling) -> Graph:
    """Follow every road; raises OverBudget or Cancelled."""
    return _Builder(machine, budget, cancelled).graph()


class _Builder:
    def __init__(self, machine: Machine, budget: int, cancelled: Cancelling) -> None:
        self._machine = machine
        self._budget = budget
        self._cancelled = cancelled
        self._observation = Observation(machine)
        self._columns = Columns(machine, self._observation.everything())
        self._rules = Rules(machine, self._columns)
        self._forgetting: dict[tuple[int, int | None], Forgetting] = {}
        self._agenda = _Agenda(self._observation)
        self._arriving: dict[int, list[_Arrivals]] = defaultdict(list)
        self._known: dict[int, dict[bytes, int]] = defaultdict(dict)
        self._stuck: dict[int, int] = {}
        self._count = 0
        self._nodes: list[_Nodes] = []
        self._edges: list[_Edges] = []

    def graph(self) -> Graph:
        """Follow until nothing new is met."""
        self._send(self._machine.first, self._columns.nowhere())
        for batch in count():
            scene = self._agenda.next()
            if scene is None:
                break
            if self._cancelled():
                raise Cancelled
            if batch * _BATCH > max(self._budget, BUDGET):
                raise OverBudget
            self._follow(scene)
        nodes = [np.concatenate(parts) for parts in zip(*self._nodes, strict=True)]
        if self._edges:
            edges = [np.concatenate(parts) for parts in zip(*self._edges, strict=True)]
        else:
            edges = [np.empty(0, np.int32)] * 4
        self._edges.clear()
        # by node and choice; within a draw the ways stay in the order of the file
        order = np.lexsort((edges[2], edges[0]))
        return Graph(0, *nodes, *(part[order] for part in edges))

    def _send(self, scene: int, matrix: Matrix) -> Ids:
        """Let states arrive in a scene; their nodes are known once the scene is followed."""
        nodes = np.empty(matrix.shape[1], np.int32)
        self._arriving[scene].append(_Arrivals(matrix, nodes))
        self._agenda.add(scene)
        return nodes

    def _follow(self, scene: int) -> None:
        """Enter a scene in all states that arrived, and go every way from those that are new."""
        arrivals = self._arriving.pop(scene)
        matrix = np.concatenate([each.matrix for each in arrivals], axis=1)
        self._rules.arrive(scene, matrix)
        self._forget(scene, matrix)
        _, first, number = np.unique(codes(matrix), return_index=True, return_inverse=True)
        matrix = matrix[:, first]
        nodes, new = self._numbered(scene, matrix)
        arrived_at = nodes[number.reshape(-1)]
        place = 0
        for each in arrivals:
            each.nodes[:] = arrived_at[place : place + len(each.nodes)]
            place += len(each.nodes)
        del arrivals, arrived_at
        self._expand(scene, matrix[:, new], nodes[new])

    def _forget(self, scene: int, matrix: Matrix) -> None:
        """Set to one value what nothing observes from here on; it depends on what waits."""
        waiting = matrix[self._columns.waiting]
        targets = np.unique(waiting).tolist()
        for target in targets:
            forgetting = self._forgetting_of(scene, None if target == NOTHING else target)
            if len(targets) == 1:
                forgetting.apply(matrix)
            else:
                these = waiting == target
                some = matrix[:, these]
                forgetting.apply(some)
                matrix[:, these] = some

    def _forgetting_of(self, scene: int, waiting: int | None) -> Forgetting:
        known = self._forgetting.get((scene, waiting))
        if known is None:
            ahead = self._observation.ahead(scene, waiting)
            known = self._forgetting[scene, waiting] = Forgetting(self._columns, ahead)
        return known

    def _numbered(self, scene: int, matrix: Matrix) -> tuple[Ids, NDArray[np.bool_]]:
        """Give different states their node numbers, and tell which of them are new."""
        if not self._agenda.comes_again(scene):
            nodes = np.arange(self._count, self._count + matrix.shape[1], dtype=np.int32)
            new = np.ones(len(nodes), np.bool_)
        else:
            known = self._known[scene]
            before, taken = self._count, len(known)
            rows = np.ascontiguousarray(matrix.T)
            found = (known.setdefault(row.tobytes(), before + len(known) - taken) for row in rows)
            nodes = np.fromiter(found, np.int32, matrix.shape[1])
            new = nodes >= before
        self._count += int(new.sum())
        if self._count - len(self._stuck) > self._budget:
            raise OverBudget
        return nodes, new

    def _expand(self, scene: int, matrix: Matrix, nodes: Ids) -> None:
        """Enter new states into the graph, with every way on from them."""
        if not len(nodes):
            return
        part = self._machine.scenes[scene]
        open_choices = np.zeros(len(nodes), np.int16)
        kind = np.full(len(nodes), ENDS if part.ending else GOES_ON, np.int8)
        if part.choices:
            grid = self._rules.selectable(scene, matrix)
            open_choices = _as_bits(grid)
            kind[open_choices == 0] = STUCK
            departures = self._rules.picked(scene, matrix, grid)
        elif part.ending is None:
            departures = self._rules.passed(scene, matrix)
        else:
            departures = iter(())
        self._enter(scene, kind, open_choices, met=True)
        for departure in departures:
            self._depart(scene, departure, nodes)

    def _enter(
        self, scene: int, kind: NDArray[np.int8], open_choices: NDArray[np.int16], *, met: bool
    ) -> None:
        count = len(kind)
        where = np.full(count, scene, np.int32)
        self._nodes.append(_Nodes(where, kind, np.full(count, met), open_choices))

    def _depart(self, scene: int, departure: Departure, nodes: Ids) -> None:
        """Enter the edges of states that go the same way."""
        count = len(departure.sources)
        if departure.target == DEAD_END:
            targets = np.full(count, self._stuck_in(scene), np.int32)
        else:
            targets = self._send(departure.target, departure.matrix)
        self._edges.append(
            _Edges(
                nodes[departure.sources],
                targets,
                np.full(count, departure.choice, np.int32),
                np.full(count, departure.odds, np.int32),
            )
        )

    def _stuck_in(self, scene: int) -> int:
        """The node of a play that is over because no way leads on from a scene."""
        node = self._stuck.get(scene)
        if node is None:
            node = self._stuck[scene] = self._count
            self._count += 1
            self._enter(scene, np.array([STUCK], np.int8), np.zeros(1, np.int16), met=False)
        return node


class _Agenda:
    """Which scene to follow next: what leads to others first, circle by circle."""

    def __init__(self, observation: Observation) -> None:
        successors = observation.successors
        self._component: dict[int, int] = {}
        self._circling: set[int] = set()
        self._rank: dict[int, int] = {}
        for number, members in enumerate(observation.components):
            for rank, scene in enumerate(members):
                self._component[scene] = number
                self._rank[scene] = rank
            if len(members) > 1 or members[0] in successors[members[0]]:
                self._circling.update(members)
        first = observation.components[0][0]
        self._resuming = observation.ahead(first, None).resumes
        self._waiting: dict[int, list[int]] = {}
        self._components: list[int] = []
        self._listed: set[int] = set()
        self._last = (-1, -1)

    def comes_again(self, scene: int) -> bool:
        """Whether more states can arrive in a scene after it was followed."""
        return self._resuming or scene in self._circling

    def add(self, scene: int) -> None:
        """Note that states arrived in a scene."""
        if scene in self._listed:
            return
        self._listed.add(scene)
        component = self._component[scene]
        if component not in self._waiting:
            self._waiting[component] = []
            heappush(self._components, component)
        self._waiting[component].append(scene)

    def next(self) -> int | None:
        """Take the next scene; None when there is none left.

        Within a circle the scenes take turns, so that few states do not go round alone.
        """
        if not self._components:
            return None
        component = self._components[0]
        waiting = self._waiting[component]
        last = self._last[1] if self._last[0] == component else -1
        scene = min(waiting, key=lambda each: (self._rank[each] <= last, self._rank[each]))
        waiting.remove(scene)
        self._listed.remove(scene)
        if not waiting:
            heappop(self._components)
            del self._waiting[component]
        self._last = (component, self._rank[scene])
        return scene


def _as_bits(grid: Grid) -> NDArray[np.int16]:
    """Give by state the choices that can be taken, as bits."""
    weights = (1 << np.arange(len(grid))).astype(np.int16)
    found: NDArray[np.int16] = (weights[:, None] * grid).sum(axis=0).astype(np.int16)
    return found
