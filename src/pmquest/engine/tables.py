"""A scenario laid out for stepping: names looked up, conditions made into functions.

`Machine` steps by these tables one state at a time, exploring many at once. Scenes, choices and
values are their numbers (`pmquest.engine.state`).
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from pmquest.engine.conditions import Conditions, Test
from pmquest.engine.state import Values
from pmquest.scenario.expression import Condition
from pmquest.scenario.model import FACT_LIMIT, RESUME, Arrival, Choice, Route, Scenario, Scene

WAITING: Final = -1
"""The target of `to: resume`: the scene that waits."""


class Way(Struct, frozen=True):
    """One way on that is open: where it leads and its weight in the draw."""

    target: int
    """A scene, or `WAITING`."""
    odds: int


class Change(Struct, frozen=True):
    """What a pick or an arrival does to the values: effects first, then what is set."""

    effects: tuple[tuple[int, int, int, int], ...]
    """(value, amount to add, least, greatest): the value is held between the last two."""
    assigned: tuple[tuple[int, int], ...]
    """(value, what it becomes)."""

    def made(self, values: Values) -> Values:
        """The values afterwards."""
        changed = list(values)
        for value, amount, least, greatest in self.effects:
            total = changed[value] + amount
            changed[value] = least if total < least else greatest if total > greatest else total
        for value, assigned in self.assigned:
            changed[value] = assigned
        return tuple(changed)


class RouteTable(Struct, frozen=True):
    """Where a choice or a scene leads."""

    ways: tuple[tuple[Test | None, Way], ...]
    chance: bool
    """Whether every open way is in a draw; otherwise the first open one is taken."""
    always: tuple[Way, ...] | None
    """The open ways, where no condition decides about them."""


class ChoiceTable(Struct, frozen=True):
    """One choice."""

    id: str
    number: int
    """Its number among all choices, and so its bit in `State.chosen`. A mask of each would take
    hundreds of megabytes in the largest scenario that the format allows."""
    when: Test | None
    once: bool
    change: Change | None
    to: RouteTable


class SceneTable(Struct, frozen=True):
    """One scene."""

    id: str
    bit: int
    """Its bit in `State.visited`, as a mask."""
    arrivals: tuple[tuple[Test | None, Change], ...]
    choices: tuple[ChoiceTable, ...]
    numbers: dict[str, int]
    """Choice ids to numbers; the ids that a choice had before lead to it too."""
    always: tuple[int, ...] | None
    """The selectable choices, where no condition decides about them."""
    to: RouteTable


class InterruptTable(Struct, frozen=True):
    """One interrupt."""

    number: int
    """Its bit in `State.fired`; no mask, since nothing limits how many interrupts there are."""
    when: Test
    target: int


class Tables:
    """All tables of a scenario, and the numbers of its names.

    Raises KeyError where the scenario names what it does not have; the reader refuses that.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.names: tuple[str, ...] = (*scenario.meters, *scenario.facts)
        """Meters, then facts, in the order of `State.values`."""
        self._values = {name: place for place, name in enumerate(self.names)}
        meters = ((meter.min, meter.max) for meter in scenario.meters.values())
        self._bounds = (*meters, *((-FACT_LIMIT, FACT_LIMIT) for _ in scenario.facts))
        self.scene_numbers = {scene: number for number, scene in enumerate(scenario.scenes)}
        """Scene ids to numbers."""
        self.targets = {**self.scene_numbers, RESUME: WAITING}
        """What a route can name, to what `Way.target` says."""
        choices = [
            (scene.id, choice) for scene in scenario.scenes.values() for choice in scene.choices
        ]
        self.choice_numbers = {choice: number for number, choice in enumerate(choices)}
        """(scene id, choice id) to the number of the choice among all of them."""
        self.conditions = Conditions(self._values, self.scene_numbers, self.choice_numbers)
        self.scenes = tuple(self._scene(scene) for scene in scenario.scenes.values())
        self.interrupts = tuple(
            InterruptTable(number, self.conditions.test(entry.when), self.targets[entry.to])
            for number, entry in enumerate(scenario.interrupts)
        )

    def _scene(self, scene: Scene) -> SceneTable:
        to = self._routes(scene.to)
        choices = tuple(self._choice(scene, choice, to) for choice in scene.choices.values())
        decided = any(choice.when is not None or choice.once for choice in choices)
        return SceneTable(
            id=scene.id,
            bit=1 << self.scene_numbers[scene.id],
            arrivals=tuple((self._test(entry.when), self._change(entry)) for entry in scene.enter),
            choices=choices,
            numbers=_numbers(scene),
            always=None if decided else tuple(range(len(choices))),
            to=to,
        )

    def _choice(self, scene: Scene, choice: Choice, scene_to: RouteTable) -> ChoiceTable:
        return ChoiceTable(
            id=choice.id,
            number=self.choice_numbers[scene.id, choice.id],
            when=self._test(choice.when),
            once=choice.once,
            change=self._change(choice) if choice.effects or choice.set else None,
            to=self._routes(choice.to) if choice.to else scene_to,
        )

    def _routes(self, routes: tuple[Route, ...]) -> RouteTable:
        ways = tuple(
            (self._test(route.when), Way(self.targets[route.scene], route.odds or 1))
            for route in routes
        )
        decided = any(route.when is not None for route in routes)
        chance = any(route.odds is not None for route in routes)
        return RouteTable(ways, chance, None if decided else tuple(way for _, way in ways))

    def _change(self, entry: Choice | Arrival) -> Change:
        effects = (
            (self._values[name], amount, *self._bounds[self._values[name]])
            for name, amount in entry.effects.items()
        )
        assigned = ((self._values[name], value) for name, value in entry.set.items())
        return Change(tuple(effects), tuple(assigned))

    def _test(self, condition: Condition | None) -> Test | None:
        return None if condition is None else self.conditions.test(condition)


def _numbers(scene: Scene) -> dict[str, int]:
    before = {
        was: number for number, choice in enumerate(scene.choices.values()) for was in choice.was
    }
    return before | {choice: number for number, choice in enumerate(scene.choices)}
