"""A workshop without a network: a real room, led through the moves, and people who vote in it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from hashlib import sha256

from msgspec.structs import replace
from textual.pilot import Pilot
from theatre import Hands, Stage, quiet_game, rows, seen, story

from pmquest.engine.machine import Machine
from pmquest.scenario.model import Scenario
from pmquest.tui.room.notes import NotesScreen
from pmquest.tui.room.projector import ProjectorScreen
from pmquest.tui.room.screen import RoomScreen
from pmquest.workshop import moves
from pmquest.workshop.client import NotDone
from pmquest.workshop.deeds import Deed, Opened, TieRule
from pmquest.workshop.hosting import facilitator
from pmquest.workshop.moves import Refused
from pmquest.workshop.room import Room, begin
from pmquest.workshop.views import Around, Facilitator, OnWall

ADDRESS = "http://192.168.1.20:8080"
NAMES = ("Otter 1", "Heron 2", "Badger 3", "Wren 4", "Hare 5")


class RoomHost:
    """A room in this process; whatever is done to it is told at once."""

    def __init__(
        self,
        told: Scenario | None = None,
        *,
        notes: bool = False,
        tie: TieRule = "facilitator",
        hands: bool = False,
        seconds: int | None = None,
        around: Around | None = None,
    ) -> None:
        opened = Opened(
            code="KHM4RT",
            scenario="orders",
            hash="0" * 64,
            seed=7,
            tie=tie,
            hands=hands,
            seconds=seconds,
        )
        self.room: Room = begin(Machine(told or story()), opened)
        self.around = around or Around(ADDRESS, ("http://10.0.0.7:8080",))
        self.notes = notes
        self.asked: list[str] = []
        """What the facilitator asked for, in order."""
        self._changed = asyncio.Event()
        self._over = False

    @property
    def now(self) -> Facilitator:
        return facilitator(self.room, self.around, notes=self.notes)

    async def updates(self) -> AsyncIterator[Facilitator]:
        while not self._over:
            self._changed.clear()
            yield self.now
            await self._changed.wait()

    async def do(self, action: str, **details: object) -> None:
        self.asked.append(action)
        if action == "show":
            self.surround(replace(self.around, on_wall=OnWall(**details)))
            return
        if action == "choose_address":
            chosen = str(details["address"])
            others = {self.around.address, *self.around.addresses} - {chosen}
            self.surround(replace(self.around, address=chosen, addresses=tuple(sorted(others))))
            return
        move: Callable[..., tuple[Deed, ...]] = getattr(moves, action)
        try:
            self.happen(*move(self.room, **details))
        except Refused as refused:
            raise NotDone(refused.sentence) from refused

    async def export(self, form: str) -> bytes:
        self.asked.append(f"export {form}")
        return form.encode()

    def happen(self, *deeds: Deed) -> None:
        for deed in deeds:
            self.room = self.room.after(deed)
        self._changed.set()

    def surround(self, around: Around) -> None:
        self.around = around
        self._changed.set()

    def close(self) -> None:
        self._over = True
        self._changed.set()

    # People

    def join(self, *names: str) -> None:
        for name in names:
            key = sha256(name.encode()).hexdigest()
            self.happen(*moves.join(self.room, key, name))

    def vote(self, *choices: str) -> None:
        """Let the people vote in the order in which they came, one answer each."""
        assert self.room.round is not None
        for person, choice in zip(self.room.people, choices, strict=False):
            self.happen(*moves.vote(self.room, person, self.room.round.number, choice))


def with_people(host: RoomHost, *names: str) -> RoomHost:
    host.join(*(names or NAMES))
    return host


def surrounded(host: RoomHost, **changes: object) -> Around:
    """What surrounds a room, with some of it changed."""
    return replace(host.around, **changes)


def in_debrief() -> RoomHost:
    """A room that has played its story to the end: three to two, then all of one mind."""
    host = with_people(RoomHost())
    host.happen(*moves.start(host.room))
    votes = [("ring", "ring", "ring", "goal", "goal"), ("talk",) * 5]
    while not host.room.ended:
        if host.room.phase == "voting":
            host.vote(*votes.pop(0))
            host.happen(*moves.reveal(host.room))
        host.happen(*moves.next_step(host.room))
    return host


@asynccontextmanager
async def hosting(
    host: RoomHost, size: tuple[int, int] = (80, 24), clock: Hands | None = None
) -> AsyncIterator[Pilot[None]]:
    """The screen of this room's facilitator on a terminal of this size."""
    kind: type[RoomScreen] = NotesScreen if host.notes else ProjectorScreen
    screen = kind(host, clock or Hands())
    async with Stage(quiet_game(), screen).run_test(size=size) as pilot:
        await settled(pilot)
        yield pilot


async def settled(pilot: Pilot[None]) -> None:
    """Wait until the screen has shown what happened."""
    for _ in range(2):
        await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, each when the last has done its work."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


def words(pilot: Pilot[None]) -> str:
    """Everything on the terminal, on one line with single spaces."""
    return " ".join(seen(pilot).split())


__all__ = [
    "ADDRESS",
    "NAMES",
    "RoomHost",
    "hosting",
    "in_debrief",
    "press",
    "rows",
    "seen",
    "settled",
    "surrounded",
    "with_people",
    "words",
]
