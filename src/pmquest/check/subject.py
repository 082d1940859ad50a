"""What a check of a whole scenario looks at, and where it puts what it finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final

from pmquest.engine.machine import Machine
from pmquest.engine.passing import Passing
from pmquest.engine.state import State
from pmquest.explore.exploration import Exploration, Road
from pmquest.scenario.diagnostics import Collector, Place, Rule
from pmquest.scenario.expression import Chose, Condition, walk
from pmquest.scenario.model import Arrival, Block, Choice, Exhibit, Route, Scenario, Scene
from pmquest.scenario.places import Places

_MOST_NAMED: Final = 6


class Subject:
    """One scenario with its places, what exploring gave, and its findings so far."""

    def __init__(
        self, scenario: Scenario, places: Places, exploration: Exploration | None, file: str
    ) -> None:
        self.scenario = scenario
        self.places = places
        self.exploration = exploration
        self.found = Collector(file, limit=None)
        self._raised: set[str] = set()

    @cached_property
    def machine(self) -> Machine:
        """The scenario ready to be played, for what a road has to be played again."""
        return Machine(self.scenario)

    @cached_property
    def scored(self) -> tuple[Scene, ...]:
        """The scenes that count in the score, in the order of the file."""
        return tuple(scene for scene in self.scenario.scenes.values() if scene.scored)

    @cached_property
    def language(self) -> str:
        """The language of the texts, without its region: "en"."""
        return self.scenario.language.partition("-")[0].lower()

    @cached_property
    def in_english(self) -> bool:
        """Whether rules about English words mean anything here."""
        return self.language == "en"

    @cached_property
    def remembered(self) -> frozenset[tuple[str, str]]:
        """The choices, as (scene, choice), that some condition looks back at."""
        return frozenset(
            (part.scene, part.choice)
            for condition in conditions(self.scenario)
            for part in walk(condition.expression)
            if isinstance(part, Chose)
        )

    def end_of(self, road: Road) -> State | None:
        """Give the state to which a road leads; None where no seed is known that shows it."""
        if road.seed is None:
            return None
        machine = self.machine
        state = _settled(machine, machine.start(), road.seed)
        for _, choice in road.picks:  # a long road keeps none of the states on the way
            number = machine.number(state, choice)
            assert number is not None, "a road holds choices of the scenes that it passes"
            state = _settled(machine, machine.step(state, number, road.seed), road.seed)
        return state

    def add(
        self,
        broken: Rule,
        at: Place,
        *,
        hint: str | None = None,
        road: Road | None = None,
        **values: object,
    ) -> None:
        """Add a finding; `road` shows it, `values` complete its sentence."""
        self._raised.add(broken.code)
        picks, seed = (road.picks, road.seed) if road else (None, None)
        self.found.add(broken, at, hint=hint, picks=picks, seed=seed, **values)

    def has(self, broken: Rule) -> bool:
        """Whether something was found against a rule already."""
        return broken.code in self._raised


def _settled(machine: Machine, state: State, seed: int) -> State:
    """Go on until there is a choice, an ending or a dead end."""
    passing = Passing(machine, seed)
    while machine.passes(state):
        state = passing.passed(state)
    return state


def conditions(scenario: Scenario) -> Iterator[Condition]:
    """Give every condition of a scenario."""
    for interrupt in scenario.interrupts:
        yield interrupt.when
    for scene in scenario.scenes.values():
        parts: list[Block | Exhibit | Arrival | Choice | Route]
        parts = [*scene.text, *scene.exhibits, *scene.enter, *scene.choices.values(), *scene.to]
        for choice in scene.choices.values():
            parts += [*choice.result, *choice.to]
        for part in parts:
            if part.when is not None:
                yield part.when


def ways_out(scene: Scene) -> Iterator[tuple[str | None, Route]]:
    """Give every route out of a scene, with the choice that takes it; None on a continue."""
    if not scene.choices:
        for route in scene.to:
            yield None, route
    for choice in scene.choices.values():
        for route in choice.to or scene.to:
            yield choice.id, route


def quoted(*names: str) -> str:
    """Name some ids in a sentence: “a”, “b” and “c”."""
    marked = [f"“{name}”" for name in names]
    return " and ".join(filter(None, (", ".join(marked[:-1]), marked[-1])))


def listed(names: Sequence[str]) -> str:
    """Name some ids in a sentence; of many, how many more there are."""
    if len(names) <= _MOST_NAMED:
        return quoted(*names)
    shown = ", ".join(f"“{name}”" for name in names[:_MOST_NAMED])
    return f"{shown} and {len(names) - _MOST_NAMED} more"
