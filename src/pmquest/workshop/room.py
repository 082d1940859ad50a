"""A room as it stands: a pure fold over what happened in it (workshop.md, "Shape").

Whatever is not next, such as a vote for a round that is closed or a deed that is doubled, leaves
the room as it was: a fold over any events, in any order, with any doubled, never fails. What may
be done is decided by `moves` before anything is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from pmquest.engine.machine import Machine
from pmquest.engine.play import Decision, Play
from pmquest.workshop.deeds import DecidedBy, Deed, Opened, TieRule

Phase = Literal["lobby", "story", "voting", "closed", "revealed", "debrief"]
"""What the room is doing: people come in; a scene without answers, an ending or a dead end is
read; a round is open; it is closed and not shown yet; its result is shown; it is over."""


class Person(Struct, frozen=True):
    """Somebody in the room."""

    id: str
    name: str
    key: str
    """The SHA-256 of their token, as hexadecimal digits."""
    kicked: bool = False


class Round(Struct, frozen=True):
    """One vote on one decision."""

    number: int
    scene: str
    step: int
    """How many steps the story had made when it was opened: rounds with equal `step` and `scene`
    are votes on the same decision, of which the last that was closed counts."""
    choices: tuple[str, ...]
    """The answers that were open, in the order in which they were shown."""
    votes: Mapping[str, str] = {}
    """By person, the answer they voted for last."""
    hands: Mapping[str, int] | None = None
    """By answer, how many hands went up; None where nobody typed that."""
    closed: bool = False
    revealed: bool = False
    coaching: bool = False
    """Whether what each answer buys and costs is shown."""
    seconds: float | None = None
    """How much time it had left when that was last written down; None without a limit."""


class Step(Struct, frozen=True):
    """One step of the story: an answer that the room went on with, or a scene that was read."""

    choice: str | None
    """None where a scene without answers was read."""
    round: int | None = None
    """The number of the round that decided; None where a scene was read."""
    by: DecidedBy | None = None


class Room(Struct, frozen=True, dict=True):
    """A room as it stands."""

    machine: Machine
    opened: Opened
    sequence: int = 1
    """The sequence number of the last event that was folded."""
    started: bool = False
    people: Mapping[str, Person] = {}
    """By id, in the order in which they came."""
    rounds: tuple[Round, ...] = ()
    """Every round, those on roads that were taken back included."""
    steps: tuple[Step, ...] = ()
    """The road so far."""
    paused: bool = False
    ended: bool = False
    early: bool = False
    """Whether the facilitator ended it before the story did."""
    reflections: Mapping[tuple[str, int], str] = {}
    """By person and place of the question, what they answered."""

    @property
    def play(self) -> Play:
        """The story as far as the road goes, cached."""
        raise NotImplementedError

    @property
    def phase(self) -> Phase:
        """What the room is doing."""
        raise NotImplementedError

    @property
    def round(self) -> Round | None:
        """The latest round on the decision at which the story stands; None where it stands at
        none."""
        raise NotImplementedError

    @property
    def present(self) -> tuple[Person, ...]:
        """Everybody who joined and was not sent out."""
        raise NotImplementedError

    def after(self, deed: Deed) -> Room:
        """The room after one more event; `sequence` goes up by one whatever it was."""
        raise NotImplementedError


def begin(machine: Machine, opened: Opened) -> Room:
    """The room right after its first event."""
    return Room(machine, opened)


def fold(machine: Machine, deeds: Iterable[Deed]) -> Room:
    """The room after all its events, of which the first is `Opened`."""
    raise NotImplementedError


def voted(room: Room, person: str) -> tuple[Decision, ...]:
    """The decisions of the road in which somebody voted, each with their own answer."""
    raise NotImplementedError


__all__ = ["DecidedBy", "Person", "Phase", "Room", "Round", "Step", "TieRule", "begin", "fold"]
