"""How a round came out, and which answer the room goes on with (workshop.md, "Rules")."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import TypeAlias

from msgspec import Struct

from pmquest.workshop.deeds import DecidedBy
from pmquest.workshop.room import Room
from pmquest.workshop.rounds import Round


class Decided(Struct, frozen=True):
    """The round says by itself which answer the room goes on with."""

    choice: str
    by: DecidedBy


class Tie(Struct, frozen=True):
    """Several answers have most votes, and the facilitator decides between them."""

    choices: tuple[str, ...]
    """In the order in which they were shown."""


class Nothing(Struct, frozen=True):
    """Nobody voted, and the scene has no answer for that: the facilitator picks."""


Winner: TypeAlias = Decided | Tie | Nothing


def leaders(round: Round) -> tuple[str, ...]:
    """The answers with most votes, in the order in which they were shown; () without a vote."""
    votes = round.counts
    most = max(votes.values(), default=0)
    return tuple(choice for choice, count in votes.items() if count == most > 0)


def is_majority(share: float) -> bool:
    """Whether this part of all votes is more than half of them; most votes may be fewer."""
    return share > 1 / 2


def winner(room: Room) -> Winner:
    """What the round at which the room stands came out with; `Nothing` where it is at none."""
    round = room.round
    if round is None:
        return Nothing()
    ahead = leaders(round)
    if len(ahead) == 1:
        return Decided(ahead[0], "majority")
    if ahead and room.opened.tie == "drawn":
        return Decided(drawn(room.opened.seed, round.number, ahead), "drawn")
    if ahead:
        return Tie(ahead)
    timeout = room.machine.scenario.scenes[round.scene].timeout
    return Decided(timeout, "timeout") if timeout in round.choices else Nothing()


def drawn(seed: int, round: int, tied: Iterable[str]) -> str:
    """Draw one of the tied answers: the same for the same room, round and answers, whatever their
    order."""
    among = sorted(tied)
    # No id holds a "/" or a ",", so two different draws never hash the same text.
    digest = sha256(f"{seed}/{round}/tie/{','.join(among)}".encode()).digest()
    return among[int.from_bytes(digest, "big") % len(among)]
