"""A play: a scenario, a seed and the picks made so far, and everything that follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Final, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from pmquest.engine.machine import Machine, StepRefused
from pmquest.engine.passing import Passing
from pmquest.engine.standing import Standing, state_of
from pmquest.engine.state import State, Stop
from pmquest.engine.views import Outcome, SceneView, meter_views, outcome, scene_view
from pmquest.scenario.model import Scenario, Scene

Status: TypeAlias = Literal["choosing", "passing", "ended", "stuck"]

STOP_REASONS: Final[dict[Stop, str]] = {
    "no-choice": "Every choice here is closed, so the story cannot go on.",
    "no-route": "Every way on from here is closed, so the story cannot go on.",
    "nothing-waiting": "The story should return from here to where it was interrupted, "
    "but nothing was interrupted.",
    "circle": "From here the story goes round in a circle, with nothing left to choose.",
    "too-long": "The story has gone on and on without a choice, so it stops here.",
}
"""How a player is told that the play is over without an ending."""


class Pick(Struct, frozen=True):
    """One choice that was made."""

    scene: str
    choice: str


class Decision(Struct, frozen=True):
    """A pick, and what could have been picked instead."""

    scene: str
    choice: str
    selectable: tuple[str, ...]
    """The choices that were open, in the order of the file; the one that was made included."""


class Passage(Struct, frozen=True):
    """A scene as it was met, and what the pick did where one was made."""

    view: SceneView
    outcome: Outcome | None


class PickRefused(ValueError):  # noqa: N818 - the name says what happened
    """A pick that cannot be made where the play stands."""

    def __init__(self, index: int, pick: Pick, reason: str, selectable: tuple[str, ...]) -> None:
        super().__init__(reason)
        self.index = index
        """Which pick of the play, from 0."""
        self.pick = pick
        self.reason = reason
        """A plain sentence."""
        self.selectable = selectable
        """The choices that are open there, in the order of the file."""


class Moment(Struct, frozen=True):
    """One state of a play, and the choice that led to it: None at the start and on "continue"."""

    state: State
    choice: int | None


class Play(Struct, frozen=True, dict=True):
    """A play as it stands. It never changes: what is done to it gives another play."""

    machine: Machine
    seed: int
    moments: tuple[Moment, ...]
    """Every state so far, the start first; where the play stopped, that state comes last."""

    @classmethod
    def begin(cls, machine: Machine, seed: int) -> Play:
        """A new play, at the first scene."""
        return cls(machine, seed, (Moment(machine.start(), None),))

    @classmethod
    def replay(cls, machine: Machine, seed: int, picks: Iterable[Pick]) -> Play:
        """The play that these picks give, as it stands right after the last of them.

        Scenes without choices are passed on the way. A scene or choice is known by the ids that
        it had before (`was`) too. Raises PickRefused at the first pick that cannot be made.
        """
        return cls.begin(machine, seed).follow(picks)

    @classmethod
    def jump(cls, machine: Machine, seed: int, standing: Standing) -> Play:
        """A play that begins as it is told to stand, anywhere and with any values.

        For authors who look at a scene without playing up to it; such a play is never recorded.
        Nothing happens on arrival: the values are those that were given. Raises JumpRefused
        where no play of the scenario can stand so.
        """
        return cls(machine, seed, (Moment(state_of(machine, standing), None),))

    @property
    def scenario(self) -> Scenario:
        """What is played."""
        return self.machine.scenario

    @property
    def state(self) -> State:
        """Where the play stands."""
        return self.moments[-1].state

    @property
    def scene(self) -> Scene:
        """The scene in which the play stands."""
        return self.machine.scenes[self.state.scene]

    @property
    def status(self) -> Status:
        """What can be done: pick, go on, or nothing (ended, or stuck without an ending)."""
        if self.machine.dead_end(self.state) is not None:
            return "stuck"
        if self.scene.ending is not None:
            return "ended"
        return "choosing" if self.scene.choices else "passing"

    @property
    def stuck_reason(self) -> str | None:
        """Why the play is over without an ending, as a plain sentence; None where it is not."""
        stop = self.machine.dead_end(self.state)
        return None if stop is None else STOP_REASONS[stop]

    def pick(self, choice_id: str) -> Play:
        """Make a choice. Raises PickRefused where it cannot be made."""
        return self._picked(Pick(self.scene.id, choice_id))

    def go_on(self) -> Play:
        """Pass a scene without choices ("continue"). Raises StepRefused where there is none."""
        return self._moved(self._passing().passed(self.state), None)

    def settle(self) -> Play:
        """Go on until there is a choice, an ending or a dead end."""
        if self.status != "passing":
            return self
        passing = self._passing()
        moments = list(self.moments)
        while self.machine.passes(moments[-1].state):
            moments.append(Moment(passing.passed(moments[-1].state), None))
        return Play(self.machine, self.seed, tuple(moments))

    def follow(self, picks: Iterable[Pick]) -> Play:
        """The play after these picks too, as it stands right after the last of them.

        Scenes without choices are passed on the way. Raises PickRefused as `replay` does.
        """
        play = self
        for pick in picks:
            play = play.settle()._picked(pick)
        return play

    def take_back(self) -> Play:
        """The play as it stood when the last pick was made; its beginning, where none was."""
        made, _ = self._made[-1] if self._made else (0, None)
        return Play(self.machine, self.seed, self.moments[: made + 1])

    @cached_property
    def picks(self) -> tuple[Pick, ...]:
        """The picks so far."""
        return tuple(Pick(decision.scene, decision.choice) for decision in self.decisions)

    @property
    def next_decision(self) -> int:
        """The number of the decision that comes next, from 1: that which is open, if one is."""
        return len(self.picks) + 1

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """The picks so far, each with what was selectable."""
        return tuple(
            self._decision(self.moments[made].state, choice) for made, choice in self._made
        )

    @cached_property
    def view(self) -> SceneView:
        """The scene as the player sees it now; where the play stopped, without choices."""
        if self.state.stopped is None:
            return scene_view(self.machine, self.state, self.seed)
        met = scene_view(self.machine, self.moments[-2].state, self.seed)
        return replace(met, choices=(), meters=meter_views(self.machine, self.state))

    @cached_property
    def outcome(self) -> Outcome | None:
        """What the last pick did; None before the first."""
        if not self._made:
            return None
        made, choice = self._made[-1]
        return outcome(self.machine, self.moments[made].state, choice)

    def outcome_at(self, index: int, choice_id: str) -> Outcome:
        """What a choice would have done at a decision (from 0), whether it was made or not.

        Raises KeyError where the scene of that decision has no such choice.
        """
        made, _ = self._made[index]
        state = self.moments[made].state
        number = self.machine.number(state, choice_id)
        if number is None:
            raise KeyError(choice_id)
        return outcome(self.machine, state, number)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every scene entered so far, in order, for reading again."""
        choices = dict(self._made)
        return tuple(
            Passage(
                scene_view(self.machine, moment.state, self.seed),
                outcome(self.machine, moment.state, choices[at]) if at in choices else None,
            )
            for at, moment in enumerate(self.moments)
            if moment.state.stopped is None
        )

    @cached_property
    def meter_history(self) -> dict[str, tuple[int, ...]]:
        """Each meter by id: at the first choice, then after each pick, in the order of the file.

        Each figure stands as the next choice, the end or a dead end finds it, arrivals on the way
        included; the last as it stands now.
        """
        met = (*(self.moments[made].state for made, _ in self._made), self.state)
        return {
            meter: tuple(state.values[place] for state in met)
            for place, meter in enumerate(self.scenario.meters)
        }

    @cached_property
    def changes(self) -> dict[str, int]:
        """What each meter moved by since the last pick was made, arrivals included."""
        return {
            meter: figures[-1] - figures[-2] if len(figures) > 1 else 0
            for meter, figures in self.meter_history.items()
        }

    @cached_property
    def _made(self) -> tuple[tuple[int, int], ...]:
        """Each pick: the place in `moments` where it was made, and the number of the choice."""
        return tuple(
            (at - 1, moment.choice)
            for at, moment in enumerate(self.moments)
            if moment.choice is not None
        )

    def _decision(self, state: State, choice: int) -> Decision:
        scene = self.machine.scenes[state.scene]
        ids = tuple(scene.choices)
        selectable = tuple(ids[number] for number in self.machine.selectable(state))
        return Decision(scene.id, ids[choice], selectable)

    def _moved(self, state: State, choice: int | None) -> Play:
        return Play(self.machine, self.seed, (*self.moments, Moment(state, choice)))

    def _picked(self, pick: Pick) -> Play:
        number = self.machine.number(self.state, pick.choice)
        if number is None or not self._stands_at(pick.scene):
            raise self._refusal(pick)
        try:
            return self._moved(self.machine.step(self.state, number, self.seed), number)
        except StepRefused:
            raise self._refusal(pick) from None

    def _stands_at(self, scene_id: str) -> bool:
        scene = self.scene
        if scene_id == scene.id:
            return True
        return scene_id in scene.was and scene_id not in self.scenario.scenes

    def _refusal(self, pick: Pick) -> PickRefused:
        ids = tuple(self.scene.choices)
        selectable = tuple(ids[number] for number in self.machine.selectable(self.state))
        if self.status in ("ended", "stuck"):
            reason = "The play is over."
        elif not self._stands_at(pick.scene):
            reason = f"The play stands at {self.scene.id!r}, not at {pick.scene!r}."
        elif self.status == "passing":
            reason = f"The scene {self.scene.id!r} goes on by itself."
        elif self.machine.number(self.state, pick.choice) is None:
            reason = f"The scene {self.scene.id!r} has no choice {pick.choice!r}."
        else:
            reason = f"The choice {pick.choice!r} is not open in the scene {self.scene.id!r} now."
        return PickRefused(len(self.picks), pick, reason, selectable)

    def _passing(self) -> Passing:
        """What watches over "continue", knowing those since the last pick."""
        made, _ = self._made[-1] if self._made else (-1, None)
        run = self.moments[made + 1 : -1]
        return Passing(self.machine, self.seed, (moment.state for moment in run))
