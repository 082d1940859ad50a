"""What the rest of a play can still observe, scene by scene.

Two states that differ only in what no condition ahead looks at have the same future, and so
count as one. For each scene this gives what can be looked at from there on: by the conditions of
choices, routes, arrivals and interrupts (texts and exhibits decide nothing), and how a value is
looked at. A value that is only compared with constants and can only rise matters no more once it
is beyond the largest of them; likewise one that can only fall.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import pairwise

from pmquest.engine.machine import Machine
from pmquest.engine.tables import WAITING, Change
from pmquest.explore.components import components
from pmquest.scenario.expression import (
    Any,
    Arithmetic,
    Both,
    Chose,
    Compare,
    Condition,
    Expression,
    Name,
    Negative,
    Not,
    Number,
    Truth,
    Turn,
    Visited,
)
from pmquest.scenario.model import Route, Scene


@dataclass(frozen=True, slots=True)
class Observed:
    """What is looked at, and what moves; sets of numbers are the bits of an int."""

    values: int = 0
    """The meters and facts that are looked at; `turn` counts as the value after the last."""
    exactly: int = 0
    """Those of them that are not only compared with constants."""
    constants: dict[int, tuple[int, int]] = field(default_factory=dict)
    """The least and greatest constant with which a value is compared."""
    rising: int = 0
    """The values that something can raise."""
    falling: int = 0
    """The values that something can lower."""
    visited: int = 0
    chosen: int = 0
    picks: bool = False
    """Whether a pick can still be made, and so an interrupt fire."""
    resumes: bool = False
    """Whether the waiting scene can still be gone to."""

    def __or__(self, other: Observed) -> Observed:
        constants = dict(self.constants)
        for value, (least, greatest) in other.constants.items():
            known = constants.get(value, (least, greatest))
            constants[value] = (min(known[0], least), max(known[1], greatest))
        return Observed(
            self.values | other.values,
            self.exactly | other.exactly,
            constants,
            self.rising | other.rising,
            self.falling | other.falling,
            self.visited | other.visited,
            self.chosen | other.chosen,
            self.picks or other.picks,
            self.resumes or other.resumes,
        )


NOTHING_OBSERVED = Observed()


class Observation:
    """What can be observed from each scene of a machine on."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._places = {name: place for place, name in enumerate(machine.names)}
        self._turn = len(machine.names)
        self._interrupts = tuple(
            machine.tables.scene_numbers[entry.to] for entry in machine.scenario.interrupts
        )
        self.successors = tuple(map(self._ways_on, range(len(machine.scenes))))
        """By scene: the scenes that can come next, interrupts included, resuming left out."""
        self.components = components(self.successors, machine.first)
        """Circles of scenes and single scenes that can be come to, what comes first first."""
        self._on_arrival = tuple(map(self._arriving, range(len(machine.scenes))))
        self._from: dict[int, Observed] = {}
        circling = self._passing_circles()
        for members in reversed(self.components):
            self._add(members, circling)

    def ahead(self, scene: int, waiting: int | None) -> Observed:
        """What can be observed in a scene and after it, while a scene waits or none does."""
        observed = self._from[scene]
        if waiting is None or not observed.resumes:
            return observed
        return observed | self._on_arrival[waiting] | self._from[waiting]

    def everything(self) -> Observed:
        """What anything observes at all."""
        return _joined([*self._from.values(), *(self._on_arrival[scene] for scene in self._from)])

    def _add(self, members: Sequence[int], circling: dict[int, Observed]) -> None:
        """Take in one circle of scenes, of which everything that comes after is known."""
        parts = [self._scene(scene) for scene in members]
        parts += [circling[scene] for scene in members if scene in circling]
        for scene in members:
            for following in self.successors[scene]:
                parts.append(self._on_arrival[following])
                if following in self._from:
                    parts.append(self._from[following])
        together = _joined(parts)
        self._from.update(dict.fromkeys(members, together))

    def _ways_on(self, number: int) -> tuple[int, ...]:
        scene = self._machine.scenes[number]
        targets = (self._machine.tables.targets[route.scene] for route in _routes(scene))
        interrupts = self._interrupts if scene.choices else ()
        return tuple(sorted({target for target in (*targets, *interrupts) if target != WAITING}))

    def _scene(self, number: int) -> Observed:
        """What the scene itself looks at and moves, until it is left."""
        scene = self._machine.scenes[number]
        table = self._machine.tables.scenes[number]
        parts = [self._moved(choice.change) for choice in table.choices]
        parts += map(self._condition, _conditions(scene))
        once = sum(1 << choice.number for choice in table.choices if choice.once)
        resumes = any(
            self._machine.tables.targets[route.scene] == WAITING for route in _routes(scene)
        )
        parts.append(Observed(chosen=once, resumes=resumes))
        if scene.choices:
            parts += [self._condition(entry.when) for entry in self._machine.scenario.interrupts]
            parts.append(Observed(rising=1 << self._turn, picks=True))
        return _joined(parts)

    def _arriving(self, number: int) -> Observed:
        """What is looked at and moved on entering a scene."""
        arrivals = self._machine.tables.scenes[number].arrivals
        entries = self._machine.scenes[number].enter
        return _joined(
            [
                *(self._condition(entry.when) for entry in entries),
                *(self._moved(change) for _, change in arrivals),
            ]
        )

    def _passing_circles(self) -> dict[int, Observed]:
        """What tells whether a run of "continue" came back to the same state (format.md, 10).

        Along a circle of scenes without choices, that is whether they were visited, and the
        values that arriving in them moves.
        """
        scenes = self._machine.scenes
        passing = [
            () if scene.choices else tuple(each for each in ways if not scenes[each].choices)
            for scene, ways in zip(scenes, self.successors, strict=True)
        ]
        circles: dict[int, Observed] = {}
        for members in components(passing):
            if len(members) == 1 and members[0] not in passing[members[0]]:
                continue
            moved = 0
            for scene in members:
                for _, change in self._machine.tables.scenes[scene].arrivals:
                    for value in _touched(change):
                        moved |= 1 << value
            told = Observed(moved, moved, visited=sum(1 << scene for scene in members))
            circles.update(dict.fromkeys(members, told))
        return circles

    def _moved(self, change: Change | None) -> Observed:
        rising = falling = 0
        for value, amount, _, _ in change.effects if change else ():
            if amount > 0:
                rising |= 1 << value
            elif amount < 0:
                falling |= 1 << value
        return Observed(rising=rising, falling=falling)

    def _condition(self, condition: Condition | None) -> Observed:
        return NOTHING_OBSERVED if condition is None else self._expression(condition.expression)

    def _expression(self, expression: Expression) -> Observed:
        match expression:
            case Number() | Truth():
                return NOTHING_OBSERVED
            case Name() | Turn():
                value = 1 << self._value(expression)
                return Observed(value, value)
            case Visited(scene):
                return Observed(visited=1 << self._machine.tables.scene_numbers[scene])
            case Chose(scene, choice):
                return Observed(chosen=1 << self._machine.tables.choice_numbers[scene, choice])
            case Not(part) | Negative(part):
                return self._expression(part)
            case Both(parts) | Any(parts):
                return _joined(map(self._expression, parts))
            case Arithmetic(_, left, right):
                return self._expression(left) | self._expression(right)
            case Compare(parts):
                return _joined(self._pair(left, right) for left, right in pairwise(parts))
        raise TypeError(f"not a part of the condition language: {expression!r}")

    def _pair(self, left: Expression, right: Expression) -> Observed:
        """Two neighbours in a comparison; a value beside a constant is looked at loosely."""
        for one, other in ((left, right), (right, left)):
            constant = _constant(other)
            if isinstance(one, Name | Turn) and constant is not None:
                value = self._value(one)
                return Observed(1 << value, constants={value: (constant, constant)})
        return self._expression(left) | self._expression(right)

    def _value(self, expression: Name | Turn) -> int:
        return self._turn if isinstance(expression, Turn) else self._places[expression.id]


def _joined(parts: Iterable[Observed]) -> Observed:
    return reduce(Observed.__or__, parts, NOTHING_OBSERVED)


def _touched(change: Change) -> Iterator[int]:
    yield from (value for value, *_ in change.effects)
    yield from (value for value, _ in change.assigned)


def _routes(scene: Scene) -> Iterator[Route]:
    """Give every route that can be taken from a scene."""
    for choice in scene.choices.values():
        yield from choice.to or scene.to
    if not scene.choices:
        yield from scene.to


def _conditions(scene: Scene) -> Iterator[Condition]:
    """Give the conditions that decide what can be taken in a scene and where it leads."""
    for choice in scene.choices.values():
        if choice.when is not None:
            yield choice.when
    for route in _routes(scene):
        if route.when is not None:
            yield route.when


def _constant(expression: Expression) -> int | None:
    """The value of a constant, as written; None of anything else."""
    match expression:
        case Number(value) | Truth(value):
            return int(value)
        case Negative(Number(value)):
            return -value
    return None
