"""What happens in a play, as the journal keeps it: the kinds of events and their data.

A play's stream begins with `Started`; every other deed follows from what the player does.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any, Final, TypeAlias

import msgspec
from msgspec import Meta, Struct

from pmquest.engine.play import Pick
from pmquest.game.settings import Mode
from pmquest.journal.event import Event

Index = Annotated[int, Meta(ge=0, le=1_000_000)]
LARGEST_SEED: Final = 2**64 - 1


class Started(Struct, frozen=True):
    """The play began."""

    uid: str
    """Tells this play from every other, on whatever machine it was begun."""
    scenario: str
    hash: str
    path: str
    """Where the scenario's file stood; "" where it was in none."""
    title: str
    seed: int
    mode: Mode
    replay_of: str | None = None
    """The `uid` of the play whose beginning it shares, where it is a replay from a decision."""
    picks: tuple[Pick, ...] = ()
    """That beginning."""

    def __post_init__(self) -> None:
        if not 0 <= self.seed <= LARGEST_SEED:
            raise ValueError(f"a seed lies between 0 and {LARGEST_SEED}")


class Picked(Struct, frozen=True):
    """A choice was made, or the time ran out."""

    scene: str
    choice: str
    timed_out: bool = False


class TakenBack(Struct, frozen=True):
    """The last pick was taken back."""


class Noted(Struct, frozen=True):
    """A note was written on a decision; "" removes it."""

    decision: Index
    """The place of the decision among all picks, from 0."""
    scene: str
    """Where that decision stood; "" where no scene with choices had been met yet."""
    text: str


class Reflected(Struct, frozen=True):
    """A reflection question was answered; "" removes the answer."""

    question: Index
    text: str


class Planned(Struct, frozen=True):
    """The if-then plan was written; "" goes back to the debrief's own."""

    text: str


class Rebased(Struct, frozen=True):
    """The play goes on under another version of its scenario, with these picks."""

    hash: str
    picks: tuple[Pick, ...]


class Held(Struct, frozen=True):
    """The player finishes the saved version, although there is an edited one with this hash."""

    against: str


class Finished(Struct, frozen=True):
    """An ending was reached, or a dead end, which has none."""

    ending: str | None = None


class SetAside(Struct, frozen=True):
    """The player started over instead of going on."""


Deed: TypeAlias = (
    Started
    | Picked
    | TakenBack
    | Noted
    | Reflected
    | Planned
    | Rebased
    | Held
    | Finished
    | SetAside
)

KINDS: Final[dict[str, type[Deed]]] = {
    "started": Started,
    "picked": Picked,
    "taken_back": TakenBack,
    "noted": Noted,
    "reflected": Reflected,
    "planned": Planned,
    "rebased": Rebased,
    "held": Held,
    "finished": Finished,
    "set_aside": SetAside,
}
_KIND_OF: Final = {deed: kind for kind, deed in KINDS.items()}


def entry(deed: Deed) -> tuple[str, dict[str, Any]]:
    """Give the kind and the data under which a deed is kept.

    Raises ValueError where it could not be read again.
    """
    data = msgspec.json.decode(msgspec.json.encode(deed), type=dict[str, Any])
    msgspec.convert(data, type(deed))
    return _KIND_OF[type(deed)], data


def deeds(events: Iterable[Event]) -> tuple[tuple[datetime, Deed], ...]:
    """Read a play's events as deeds, each with its time; kinds of a later version are left out.

    Raises ValueError where an event makes no sense or the play does not begin with its start.
    """
    found = tuple(
        (event.time, msgspec.convert(event.data, KINDS[event.kind]))
        for event in events
        if event.kind in KINDS
    )
    starts = [isinstance(deed, Started) for _, deed in found]
    if not starts or not starts[0] or any(starts[1:]):
        raise ValueError("a play begins once")
    return found
