"""What a check of a whole scenario looks at, and where it puts what it finds."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from pmquest.engine.machine import Machine
from pmquest.explore.exploration import Exploration, Road
from pmquest.scenario.diagnostics import Collector, Place, Rule
from pmquest.scenario.model import Route, Scenario, Scene
from pmquest.scenario.places import Places


class Subject:
    """One scenario with its places, what exploring gave, and its findings so far."""

    def __init__(
        self, scenario: Scenario, places: Places, exploration: Exploration | None, file: str
    ) -> None:
        self.scenario = scenario
        self.places = places
        self.exploration = exploration
        self.found = Collector(file, limit=None)

    @cached_property
    def machine(self) -> Machine:
        """The scenario ready to be played, for what a road has to be played again."""
        return Machine(self.scenario)

    @cached_property
    def scored(self) -> tuple[Scene, ...]:
        """The scenes that count in the score, in the order of the file."""
        return tuple(scene for scene in self.scenario.scenes.values() if scene.scored)

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
        picks, seed = (road.picks, road.seed) if road else (None, None)
        self.found.add(broken, at, hint=hint, picks=picks, seed=seed, **values)


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
