"""The rules of play: a scenario made ready, and the step from one state to the next.

`Machine` is pure. It is made of small methods (`selectable`, `applied`, `ways`, `arrived`), from
which `step` and `go_on` are put together for a player, and with which every road can be followed
without a draw. The rules are those of format.md, "What happens, in order".
"""

from __future__ import annotations

from msgspec.structs import replace

from pmquest.engine import draws
from pmquest.engine.state import NOTHING, State, Stop, entered_again
from pmquest.engine.tables import WAITING, Tables, Way
from pmquest.scenario.expression import Condition
from pmquest.scenario.model import Scenario, Scene


class StepRefused(ValueError):  # noqa: N818 - the name says what happened
    """A step was asked for that the state does not allow."""


class Machine:
    """One scenario, ready to be stepped through.

    Choices are named by their number in the scene, in the order of the file.
    """

    def __init__(self, scenario: Scenario) -> None:
        tables = Tables(scenario)
        self.scenario = scenario
        self.scenes: tuple[Scene, ...] = tuple(scenario.scenes.values())
        """The scenes by number."""
        self.names = tables.names
        """The meters, then the facts, as `State.values` has them."""
        self.tables = tables
        """The numbers of everything, for those who follow many states at once."""
        self._conditions = tables.conditions
        self._tables = tables.scenes
        self._interrupts = tables.interrupts
        self.first = tables.scene_numbers[scenario.start or self.scenes[0].id]
        """The scene in which every play begins."""

    def start(self) -> State:
        """The state in which every play begins: the first scene, entered."""
        meters = (meter.start for meter in self.scenario.meters.values())
        values = (*meters, *self.scenario.facts.values())
        nowhere = State(NOTHING, values, visited=0, chosen=0, turn=0)
        return self.arrived(nowhere, self.first, picked=False)

    def selectable(self, state: State) -> tuple[int, ...]:
        """The choices that can be taken in this state."""
        if state.stopped is not None:
            return ()
        scene = self._tables[state.scene]
        if scene.always is not None:
            return scene.always
        values, visited, chosen, turn = state.values, state.visited, state.chosen, state.turn
        return tuple(
            [
                number
                for number, choice in enumerate(scene.choices)
                if (choice.when is None or choice.when(values, visited, chosen, turn))
                and not (choice.once and chosen >> choice.number & 1)
            ]
        )

    def dead_end(self, state: State) -> Stop | None:
        """Why the play is over here without an ending; None where it is not."""
        if state.stopped is not None:
            return state.stopped
        if self.scenes[state.scene].choices and not self.selectable(state):
            return "no-choice"
        return None

    def passes(self, state: State) -> bool:
        """Whether the scene is passed by "continue"."""
        scene = self.scenes[state.scene]
        return not scene.choices and scene.ending is None and state.stopped is None

    def step(self, state: State, choice: int, seed: int) -> State:
        """Take a choice, and arrive wherever it leads.

        Raises StepRefused where the choice cannot be taken in this state.
        """
        if choice not in self.selectable(state):
            raise StepRefused(f"choice {choice} of scene {state.scene} is not selectable")
        after = self.applied(state, choice)
        ways = self.ways(after, choice)
        if not ways:
            return replace(after, stopped="no-route")
        way = ways[0] if len(ways) == 1 else self.drawn(after, ways, seed, choice)
        return self.arrived(after, way.target, picked=True)

    def go_on(self, state: State, seed: int) -> State:
        """Pass a scene without choices by "continue".

        Raises StepRefused where the scene has choices or ends the story, or the play stopped.
        """
        if not self.passes(state):
            raise StepRefused(f"scene {state.scene} is not passed by a continue")
        ways = self.ways(state)
        if not ways:
            return replace(state, stopped="no-route")
        way = ways[0] if len(ways) == 1 else self.drawn(state, ways, seed)
        return self.arrived(state, way.target, picked=False)

    def applied(self, state: State, choice: int) -> State:
        """The state after a choice's effects, set and turn, still in its scene."""
        taken = self._tables[state.scene].choices[choice]
        values = state.values if taken.change is None else taken.change.made(state.values)
        return State(
            state.scene,
            values,
            state.visited,
            state.chosen | 1 << taken.number,
            state.turn + 1,
            state.repeated,
            state.fired,
            state.waiting,
        )

    def ways(self, after: State, choice: int | None = None) -> tuple[Way, ...]:
        """The ways that are open after a choice was applied, or on "continue" (no choice).

        More than one means a draw; none, a dead end.
        """
        scene = self._tables[after.scene]
        routes = scene.to if choice is None else scene.choices[choice].to
        if routes.always is not None:
            return routes.always
        values, visited, chosen, turn = after.values, after.visited, after.chosen, after.turn
        ways = tuple(
            way for when, way in routes.ways if when is None or when(values, visited, chosen, turn)
        )
        return ways if routes.chance else ways[:1]

    def drawn(
        self, after: State, ways: tuple[Way, ...], seed: int, choice: int | None = None
    ) -> Way:
        """Draw one of the open ways by its odds."""
        scene = self._tables[after.scene]
        number = draws.route(
            seed,
            scene.id,
            after.entries(after.scene),
            "" if choice is None else scene.choices[choice].id,
            sum(way.odds for way in ways),
        )
        for way in ways:
            if number < way.odds:
                break
            number -= way.odds
        return way

    def order(self, state: State, seed: int) -> tuple[int, ...]:
        """All choices of the scene in the order in which this play shows them."""
        scene = self.scenes[state.scene]
        numbers = range(len(scene.choices))
        if not scene.shuffle:
            return tuple(numbers)
        ids = tuple(scene.choices)
        entries = state.entries(state.scene)
        return tuple(
            sorted(numbers, key=lambda number: draws.order(seed, scene.id, entries, ids[number]))
        )

    def arrived(self, after: State, target: int, *, picked: bool) -> State:
        """Go to a target, by way of an interrupt where a pick fires one, and enter the scene.

        Without a waiting scene, the target `WAITING` stops the play where it stands.
        """
        waiting = after.waiting
        if target == WAITING:
            if waiting == NOTHING:
                return replace(after, stopped="nothing-waiting")
            target, waiting = waiting, NOTHING
        fired = after.fired
        if picked and waiting == NOTHING:
            for interrupt in self._interrupts:
                if not fired >> interrupt.number & 1 and interrupt.when(
                    after.values, after.visited, after.chosen, after.turn
                ):
                    fired |= 1 << interrupt.number
                    target, waiting = interrupt.target, target
                    break
        scene = self._tables[target]
        values, visited, repeated = after.values, after.visited, after.repeated
        if visited & scene.bit:
            repeated = entered_again(repeated, target)
        else:
            visited |= scene.bit
        for when, change in scene.arrivals:
            if when is None or when(values, visited, after.chosen, after.turn):
                values = change.made(values)
        return State(target, values, visited, after.chosen, after.turn, repeated, fired, waiting)

    def number(self, state: State, choice_id: str) -> int | None:
        """The number of a choice of the scene, by its id or an id that it had before (`was`)."""
        return self._tables[state.scene].numbers.get(choice_id)

    def chose(self, state: State, choice: int) -> bool:
        """Whether a choice of the scene was taken in this play."""
        return bool(state.chosen >> self._tables[state.scene].choices[choice].number & 1)

    def holds(self, condition: Condition | None, state: State) -> bool:
        """Whether a condition holds in a state; none always does."""
        if condition is None:
            return True
        test = self._conditions.test(condition)
        return test(state.values, state.visited, state.chosen, state.turn)
