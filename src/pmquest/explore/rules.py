"""The rules of play for many states at once: what `Machine` does to one, done to a matrix.

The rules are those of format.md, "What happens, in order"; the tests hold that they are those
of `Machine` too. Nothing is drawn: a draw goes every way at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from pmquest.engine.machine import Machine
from pmquest.engine.state import NOTHING
from pmquest.engine.tables import WAITING, Change, ChoiceTable
from pmquest.explore.columns import Bit, Columns, Matrix, Numbers, Truths
from pmquest.explore.conditions import Conditions, Test
from pmquest.scenario.model import Choice, Route

CONTINUE: Final = -1
"""Stands for the choice where a scene is passed by a continue."""
DEAD_END: Final = -2
"""Stands for the target where there is no way on."""

Grid: TypeAlias = NDArray[np.bool_]
"""Shape (choices, states)."""


class Departure(NamedTuple):
    """States that go the same way, after the choice and not yet arrived."""

    target: int
    """A scene, or `DEAD_END`."""
    matrix: Matrix
    sources: Numbers
    """By state: the column of the batch that it comes from."""
    choice: int
    """The number of the choice among all of them, or `CONTINUE`."""
    odds: int
    """The weight of this way in its draw."""


class _Way(NamedTuple):
    when: Test | None
    target: int
    odds: int


class _Routes(NamedTuple):
    ways: tuple[_Way, ...]
    chance: bool


class _Answer(NamedTuple):
    number: int
    when: Test | None
    taken: Bit | None
    """Where it is kept that it was taken, if anything looks at that."""
    once: bool
    change: Change | None
    routes: _Routes


class _Interrupt(NamedTuple):
    when: Test
    fired: Bit
    target: int


class SceneRules(NamedTuple):
    """What can happen in one scene."""

    visited: Bit | None
    arrivals: tuple[tuple[Test | None, Change], ...]
    answers: tuple[_Answer, ...]
    routes: _Routes


class Rules:
    """The rules of one machine."""

    def __init__(self, machine: Machine, columns: Columns) -> None:
        self._machine = machine
        self._columns = columns
        self._conditions = Conditions(machine, columns)
        self._scenes: dict[int, SceneRules] = {}
        self._interrupts = tuple(map(self._interrupt, range(len(machine.scenario.interrupts))))

    def arrive(self, scene: int, matrix: Matrix) -> None:
        """Enter a scene in every state, in place."""
        rules = self._scene(scene)
        if rules.visited is not None:
            rules.visited.set_in(matrix)
        for when, change in rules.arrivals:
            _make(change, matrix, None if when is None else when(matrix))

    def selectable(self, scene: int, matrix: Matrix) -> Grid:
        """Which choices of the scene can be taken in which state."""
        answers = self._scene(scene).answers
        grid = np.ones((len(answers), matrix.shape[1]), np.bool_)
        for row, answer in zip(grid, answers, strict=True):
            if answer.when is not None:
                row &= answer.when(matrix)
            if answer.once and answer.taken is not None:
                row &= ~answer.taken.of(matrix)
        return grid

    def picked(self, scene: int, matrix: Matrix, grid: Grid) -> Iterator[Departure]:
        """Take every choice in every state in which it can be taken."""
        for answer, taken in zip(self._scene(scene).answers, grid, strict=True):
            sources = np.flatnonzero(taken)
            if not len(sources):
                continue
            after = matrix[:, sources]
            _make(answer.change, after)
            if answer.taken is not None:
                answer.taken.set_in(after)
            after[self._columns.turn] += 1
            yield from self._left(answer.routes, after, sources, answer.number)

    def passed(self, scene: int, matrix: Matrix) -> Iterator[Departure]:
        """Go on by "continue" in every state."""
        sources = np.arange(matrix.shape[1])
        yield from self._left(self._scene(scene).routes, matrix, sources, CONTINUE)

    def _left(
        self, routes: _Routes, after: Matrix, sources: Numbers, choice: int
    ) -> Iterator[Departure]:
        """Follow the routes; then resuming and interrupts say where that really leads."""
        for way, taken in _open_ways(routes, after):
            some = np.flatnonzero(taken)
            if not len(some):
                continue
            target, odds = (DEAD_END, 1) if way is None else (way.target, way.odds)
            leaving = Departure(target, after[:, some], sources[some], choice, odds)
            for going in self._resumed(leaving) if target == WAITING else (leaving,):
                if going.target == DEAD_END or choice == CONTINUE or not self._interrupts:
                    yield going
                else:
                    yield from self._interrupted(going)

    def _resumed(self, leaving: Departure) -> Iterator[Departure]:
        """Send each state to the scene that waits in it, which then waits no longer."""
        waiting = leaving.matrix[self._columns.waiting]
        for target in np.unique(waiting).tolist():
            some = _where(leaving, waiting == target)
            some.matrix[self._columns.waiting] = NOTHING
            yield some._replace(target=DEAD_END if target == NOTHING else target)

    def _interrupted(self, leaving: Departure) -> Iterator[Departure]:
        """Divert the states in which an interrupt fires; the first that can does."""
        idle = leaving.matrix[self._columns.waiting] == NOTHING
        for interrupt in self._interrupts:
            fires = idle & ~interrupt.fired.of(leaving.matrix)
            if fires.any():
                fires &= interrupt.when(leaving.matrix)
            if not fires.any():
                continue
            diverted = _where(leaving, fires)
            interrupt.fired.set_in(diverted.matrix)
            diverted.matrix[self._columns.waiting] = leaving.target
            yield diverted._replace(target=interrupt.target)
            leaving, idle = _where(leaving, ~fires), idle[~fires]
        if len(leaving.sources):
            yield leaving

    def _scene(self, number: int) -> SceneRules:
        known = self._scenes.get(number)
        if known is None:
            scene, table = self._machine.scenes[number], self._machine.tables.scenes[number]
            test = self._conditions.test
            known = self._scenes[number] = SceneRules(
                self._columns.bit("visited", number),
                tuple(
                    (test(entry.when), change)
                    for entry, (_, change) in zip(scene.enter, table.arrivals, strict=True)
                ),
                tuple(
                    self._answer(choice, entry, scene.to)
                    for choice, entry in zip(scene.choices.values(), table.choices, strict=True)
                ),
                self._routes(scene.to),
            )
        return known

    def _answer(self, choice: Choice, table: ChoiceTable, otherwise: Sequence[Route]) -> _Answer:
        return _Answer(
            table.number,
            self._conditions.test(choice.when),
            self._columns.bit("chosen", table.number),
            choice.once,
            table.change,
            self._routes(choice.to or otherwise),
        )

    def _routes(self, routes: Sequence[Route]) -> _Routes:
        ways = (
            _Way(
                self._conditions.test(route.when),
                self._machine.tables.targets[route.scene],
                route.odds or 1,
            )
            for route in routes
        )
        return _Routes(tuple(ways), any(route.odds is not None for route in routes))

    def _interrupt(self, number: int) -> _Interrupt:
        entry = self._machine.scenario.interrupts[number]
        when, fired = self._conditions.test(entry.when), self._columns.bit("fired", number)
        assert when is not None, "an interrupt has a condition"
        assert fired is not None, "every interrupt has a bit"
        return _Interrupt(when, fired, self._machine.tables.targets[entry.to])


def _open_ways(routes: _Routes, after: Matrix) -> Iterator[tuple[_Way | None, Truths]]:
    """Give each way with the states in which it is open; last, those in which none is."""
    left = np.ones(after.shape[1], np.bool_)
    for way in routes.ways:
        if routes.chance:
            taken = np.ones_like(left) if way.when is None else way.when(after)
            left = left & ~taken
        else:
            taken = left if way.when is None else left & way.when(after)
            left = left & ~taken
        yield way, taken
    yield None, left


def _make(change: Change | None, matrix: Matrix, where: Truths | None = None) -> None:
    """Make a change in every state, or in those `where` it is to happen, in place."""
    if change is None:
        return
    for value, amount, least, greatest in change.effects:
        changed = np.clip(matrix[value] + amount, least, greatest)
        matrix[value] = changed if where is None else np.where(where, changed, matrix[value])
    for value, assigned in change.assigned:
        matrix[value] = assigned if where is None else np.where(where, assigned, matrix[value])


def _where(leaving: Departure, some: Truths) -> Departure:
    """The part of the states that is meant, copied."""
    return leaving._replace(matrix=leaving.matrix[:, some], sources=leaving.sources[some])
