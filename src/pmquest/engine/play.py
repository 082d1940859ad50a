"""A play: a scenario, a seed and the picks made so far, and everything that follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, NamedTuple, TypeAlias

from msgspec import Struct

from pmquest.engine.machine import Machine
from pmquest.engine.state import State
from pmquest.engine.views import Outcome, SceneView
from pmquest.scenario.model import Scenario, Scene

Status: TypeAlias = Literal["choosing", "passing", "ended", "stuck"]


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


class PickRefused(ValueError):
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


class Moment(NamedTuple):
    """One state of a play, and the choice that led to it; None at the start and on "continue"."""

    state: State
    choice: int | None


@dataclass(frozen=True)
class Play:
    """A play as it stands; every method gives a new one."""

    machine: Machine
    seed: int
    moments: tuple[Moment, ...]

    @classmethod
    def begin(cls, machine: Machine, seed: int) -> Play:
        """A new play, at the first scene."""
        raise NotImplementedError

    @classmethod
    def replay(cls, machine: Machine, seed: int, picks: Iterable[Pick]) -> Play:
        """The play that these picks give, as it stands right after the last of them.

        Raises PickRefused at the first pick that cannot be made.
        """
        raise NotImplementedError

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
        raise NotImplementedError

    @property
    def stuck_reason(self) -> str | None:
        """Why the play is over without an ending, as a plain sentence."""
        raise NotImplementedError

    def pick(self, choice_id: str) -> Play:
        """Make a choice. Raises PickRefused where it cannot be made."""
        raise NotImplementedError

    def go_on(self) -> Play:
        """Pass a scene without choices ("continue"). Raises NotSelectable where status differs."""
        raise NotImplementedError

    def settle(self) -> Play:
        """Go on until there is a choice, an ending or a dead end."""
        raise NotImplementedError

    def take_back(self) -> Play:
        """The play as it stood when the last pick was made; its beginning, where none was."""
        raise NotImplementedError

    @cached_property
    def picks(self) -> tuple[Pick, ...]:
        """The picks so far."""
        raise NotImplementedError

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """The picks so far, each with what was selectable."""
        raise NotImplementedError

    @cached_property
    def view(self) -> SceneView:
        """The scene as the player sees it now."""
        raise NotImplementedError

    @cached_property
    def outcome(self) -> Outcome | None:
        """What the last pick did; None before the first."""
        raise NotImplementedError

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every scene entered so far, for reading again."""
        raise NotImplementedError

    @cached_property
    def meter_history(self) -> dict[str, tuple[int, ...]]:
        """Each meter at the first choice and after each pick, arrivals on the way included."""
        raise NotImplementedError

    @cached_property
    def changes(self) -> dict[str, int]:
        """What each meter moved by since the last pick was made, arrivals included."""
        raise NotImplementedError
