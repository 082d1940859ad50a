"""Every figure of exploring, found the long way round: for stories small enough for it.

States are whole `State` values stepped by `Machine`; nothing is left out of them but how often a
scene was entered, on which only draws depend, and the turn where no condition names it. A run of
continues carries along what it passed. Sums are solved as one dense system; roads are followed
list by list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, partial

import numpy as np
from msgspec.structs import replace

from pmquest.engine.machine import Machine
from pmquest.engine.state import State
from pmquest.framework import ASPECTS, POINTS
from pmquest.scenario.model import Choice, Scene

Node = tuple[State, frozenset[State]]
Taken = tuple[int, int | None, Fraction, int]
"""Node, choice in its scene, share of the draw, node."""


class TooLarge(Exception):  # noqa: N818
    """The story is not small enough."""


@dataclass
class BruteForce:
    """The figures of one machine; `most` nodes at most."""

    machine: Machine
    most: int = 400

    def __post_init__(self) -> None:
        self.nodes: list[Node] = []
        self.edges: list[list[Taken]] = []
        self._numbers: dict[Node, int] = {}
        self._turns = "Turn(" in repr(self.machine.scenario)
        self._number((self.stripped(self.machine.start()), frozenset()))
        for number, node in enumerate(self.nodes):
            self.edges.append(
                [
                    (number, choice, share, self._number(to))
                    for choice, share, to in self._ways(node)
                ]
            )

    def _number(self, node: Node) -> int:
        if node not in self._numbers:
            if len(self.nodes) >= self.most:
                raise TooLarge
            self._numbers[node] = len(self.nodes)
            self.nodes.append(node)
        return self._numbers[node]

    def _ways(self, node: Node) -> Iterator[tuple[int | None, Fraction, Node]]:
        state, passed = node
        machine = self.machine
        if machine.passes(state):
            passed = passed | {state}
            yield from self._leave(state, None, passed)
        for choice in machine.selectable(state) if state.stopped is None else ():
            yield from self._leave(machine.applied(state, choice), choice, frozenset())

    def stripped(self, state: State) -> State:
        return replace(state, repeated=(), turn=state.turn if self._turns else 0)

    def _leave(
        self, after: State, choice: int | None, passed: frozenset[State]
    ) -> Iterator[tuple[int | None, Fraction, Node]]:
        ways = self.machine.ways(after, choice)
        if not ways:
            yield (
                choice,
                Fraction(1),
                (self.stripped(replace(after, stopped="no-route")), frozenset()),
            )
        if len(ways) > 1:
            passed = frozenset()
        for way in ways:
            arrived = self.stripped(
                self.machine.arrived(after, way.target, picked=choice is not None)
            )
            if arrived in passed:
                arrived, since = replace(after, stopped="circle"), frozenset[State]()
            else:
                since = passed if self.machine.passes(arrived) else frozenset()
            yield choice, Fraction(way.odds, sum(each.odds for each in ways)), (arrived, since)

    # what a node is

    def state(self, node: int) -> State:
        return self.nodes[node][0]

    def scene(self, node: int) -> Scene:
        return self.machine.scenes[self.state(node).scene]

    def selectable(self, node: int) -> list[Choice]:
        choices = list(self.scene(node).choices.values())
        return [choices[each] for each in self.machine.selectable(self.state(node))]

    def stuck(self, node: int) -> bool:
        return self.machine.dead_end(self.state(node)) is not None

    def ending(self, node: int) -> bool:
        return self.scene(node).ending is not None and not self.stuck(node)

    def over(self, node: int) -> bool:
        return self.stuck(node) or self.ending(node)

    @cached_property
    def all_edges(self) -> list[Taken]:
        return [edge for edges in self.edges for edge in edges]

    def leading_to(self, goals: set[int], edges: list[Taken] | None = None) -> set[int]:
        found = set(goals)
        while True:
            more = {a for a, _, _, b in edges or self.all_edges if b in found} - found
            if not more:
                return found
            found |= more

    def reached(self, edges: list[Taken]) -> set[int]:
        found = {0}
        while True:
            more = {b for a, _, _, b in edges if a in found} - found
            if not more:
                return found
            found |= more

    @cached_property
    def can_end(self) -> set[int]:
        return self.leading_to({node for node in range(len(self.nodes)) if self.over(node)})

    # what a player does

    def preferred(self, player: str, node: int) -> list[Choice]:
        scene, choices = self.scene(node), self.selectable(node)
        if not choices:
            return []
        level = {"always_manager": "manager", "always_leader": "leader"}.get(player)
        if player == "as_called":
            level = scene.calls_for
        if level is not None:
            return [each for each in choices if each.level == level] or choices
        if player == "first":
            return choices[:1]
        if player == "strong" and scene.scored:
            best = max(POINTS[each.judgment] for each in choices)
            return [each for each in choices if POINTS[each.judgment] == best]
        if player in ("longest", "shortest"):
            for each in choices:
                others = [Fraction(len(other.text)) for other in choices if other is not each]
                mine = len(each.text)
                if player == "longest" and all(mine >= other * 6 / 5 for other in others):
                    return [each]
                if player == "shortest" and all(mine <= other * 4 / 5 for other in others):
                    return [each]
        return choices

    def odds(self, player: str) -> dict[Taken, Fraction]:
        odds = {}
        for number, edges in enumerate(self.edges):
            preferred = self.preferred(player, number)
            for edge in edges:
                _, choice, share, _ = edge
                if choice is None:
                    odds[edge] = odds.get(edge, Fraction(0)) + share
                    continue
                chosen = list(self.scene(number).choices.values())[choice]
                if chosen in preferred:
                    odds[edge] = odds.get(edge, Fraction(0)) + share / len(preferred)
        return odds

    def visits(self, odds: dict[Taken, Fraction]) -> np.ndarray | None:
        """None where the play may go on for ever."""
        edges = list(odds)
        reached = self.reached(edges)
        ends = self.leading_to({node for node in reached if self.over(node)}, edges or None)
        if not reached <= ends:
            return None
        matrix = np.eye(len(self.nodes))
        for (a, _, _, b), chance in odds.items():
            if a in reached:
                matrix[b, a] -= float(chance)
        start = np.zeros(len(self.nodes))
        start[0] = 1
        return np.linalg.solve(matrix, start)

    def chance_of(self, goals: set[int], odds: dict[Taken, Fraction]) -> np.ndarray:
        """By node: how likely a play comes to a goal from there; it ends surely."""
        matrix = np.eye(len(self.nodes))
        goal = np.zeros(len(self.nodes))
        for (a, _, _, b), share in odds.items():
            matrix[a, b] -= float(share)
        goal[list(goals)] = 1
        return np.linalg.solve(matrix, goal)

    def earned(self, edge: Taken) -> tuple[int, int]:
        """Points and attainable points."""
        number, choice, _, _ = edge
        scene = self.scene(number)
        if choice is None or not scene.scored:
            return 0, 0
        chosen = list(scene.choices.values())[choice]
        best = max(POINTS[each.judgment] for each in self.selectable(number))
        return scene.weight * POINTS[chosen.judgment], scene.weight * best

    def player(self, player: str) -> float | None:
        odds = self.odds(player)
        visits = self.visits(odds)
        if visits is None:
            return None
        points = attainable = 0.0
        for edge, chance in odds.items():
            got, could = self.earned(edge)
            points += visits[edge[0]] * float(chance) * got
            attainable += visits[edge[0]] * float(chance) * could
        return points / attainable if attainable else None

    # plays that end

    @cached_property
    def circular(self) -> bool:
        """Whether some circle lies on the way to an end."""
        return self._has_circle([e for e in self.all_edges if e[3] in self.can_end])

    def _has_circle(self, edges: list[Taken]) -> bool:
        left = {a for a, *_ in edges}
        while True:
            inner = {a for a, _, _, b in edges if a in left and b in left}
            if inner == left:
                return bool(left)
            left = inner

    @cached_property
    def paths(self) -> int | None:
        if self.circular:
            return None
        counts: dict[int, int] = {}

        def count(node: int) -> int:
            if node not in counts:
                ways = (count(b) for _, _, _, b in self.edges[node] if b in self.can_end)
                counts[node] = 1 if self.over(node) else sum(ways)
            return counts[node]

        return count(0) if 0 in self.can_end else 0

    def sums_below(
        self, goals: set[int], weight: Callable[[Taken], Fraction], limit: Fraction
    ) -> bool:
        """Whether some play to a goal has a sum below the limit (a circle may make it so)."""
        towards = self.leading_to(goals)
        edges = [edge for edge in self.all_edges if edge[3] in towards]
        weights = [weight(edge) for edge in edges]
        least = {0: Fraction(0)}
        for _ in range(len(self.nodes) + 1):
            changed = False
            for edge, each in zip(edges, weights, strict=True):
                a, _, _, b = edge
                if a in least and (b not in least or least[a] + each < least[b]):
                    least[b] = least[a] + each
                    changed = True
            if not changed:
                return any(least.get(goal, limit) < limit for goal in goals)
        return True

    def ratio_bounds_hold(
        self, goals: set[int], least: float | None, greatest: float | None
    ) -> None:
        """Assert that the infimum and the supremum of points over attainable points are these."""
        towards = self.leading_to(goals)
        countable = any(self.earned(edge)[1] and edge[3] in towards for edge in self.all_edges)
        if not countable:
            assert (least, greatest) == (None, None)
            return
        assert least is not None
        assert greatest is not None
        step = Fraction(1, 10**7)
        for sign, bound in ((1, Fraction(least)), (-1, Fraction(greatest))):
            inside, outside = bound - sign * step, bound + sign * step

            def weight(edge: Taken, ratio: Fraction, sign: int) -> Fraction:
                points, attainable = self.earned(edge)
                return sign * (points - ratio * attainable)

            assert not self.sums_below(goals, partial(weight, ratio=inside, sign=sign), Fraction(0))
            assert self.sums_below(goals, partial(weight, ratio=outside, sign=sign), Fraction(0))

    def decisions(self) -> tuple[int | None, int | None]:
        goals = {node for node in range(len(self.nodes)) if self.ending(node)}
        towards = self.leading_to(goals)
        if not goals:
            return None, None
        edges = [edge for edge in self.all_edges if edge[3] in towards]

        def scored(edge: Taken) -> int:
            return int(edge[1] is not None and self.scene(edge[0]).scored)

        least = {0: 0}
        most = {0: 0}
        endless = False
        for turn in range(len(self.nodes) + 1):
            changed = False
            for edge in edges:
                a, _, _, b = edge
                if a in least and least[a] + scored(edge) < least.get(b, 10**9):
                    least[b] = least[a] + scored(edge)
                if a in most and most[a] + scored(edge) > most.get(b, -1):
                    most[b] = most[a] + scored(edge)
                    changed = True
            endless = changed and turn == len(self.nodes)
        shortest = min(least[goal] for goal in goals)
        return shortest, None if endless else max(most[goal] for goal in goals)

    # shortest lists of picks

    def shortest(
        self, goals: set[int], allowed: Callable[[Taken], bool] = lambda _: True
    ) -> tuple[tuple[str, str], ...] | None:
        """Follow every list of picks, the shortest and first in the file first."""
        lists: dict[tuple[tuple[int, int], ...], set[int]] = {(): {0}}
        seen: set[frozenset[int]] = set()
        while lists:
            longer: dict[tuple[tuple[int, int], ...], set[int]] = {}
            for picks in sorted(lists):
                nodes = self._after_continues(lists[picks], allowed)
                if nodes & goals:
                    return tuple(self._named(pick) for pick in picks)
                if frozenset(nodes) in seen:
                    continue
                seen.add(frozenset(nodes))
                for node in nodes:
                    for edge in self.edges[node]:
                        if edge[1] is not None and allowed(edge):
                            pick = (self.state(node).scene, edge[1])
                            longer.setdefault((*picks, pick), set()).add(edge[3])
            lists = longer
        return None

    def _after_continues(self, nodes: set[int], allowed: Callable[[Taken], bool]) -> set[int]:
        found = set(nodes)
        while True:
            more = {
                edge[3]
                for node in found
                for edge in self.edges[node]
                if edge[1] is None and allowed(edge)
            } - found
            if not more:
                return found
            found |= more

    def _named(self, pick: tuple[int, int]) -> tuple[str, str]:
        scene = self.machine.scenes[pick[0]]
        return scene.id, list(scene.choices)[pick[1]]

    def without_aspect(self, aspect: str) -> Callable[[Taken], bool]:
        assert aspect in ASPECTS

        def allowed(edge: Taken) -> bool:
            scene = self.scene(edge[0])
            return edge[1] is None or not (scene.scored and scene.aspect == aspect)

        return allowed
