"""Watches the time of the open round: writes down how much is left, and closes it at the end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from pmquest.workshop import moves
from pmquest.workshop.clock import Countdown, Monotonic
from pmquest.workshop.deeds import (
    Advanced,
    Deed,
    Ended,
    Paused,
    Resumed,
    RoundClosed,
    RoundOpened,
    TakenBack,
    TimeGiven,
)
from pmquest.workshop.room import Room
from pmquest.workshop.writer import Move, NotSaved

NOTED: Final = 5.0
"""Seconds between two notes of the time that is left: a restart gives back no more than that."""
_NEXT_TO_NOTHING: Final = 0.01
_AGAIN: Final = 1.0
"""Seconds after which it is tried again to close a round, where the disk took nothing."""


class Timekeeper:
    """Keeps the time of a room. After a restart it goes on from what was written down."""

    def __init__(self, room: Room, ask: Callable[[Move], Awaitable[Room]], now: Monotonic) -> None:
        self._ask = ask
        self._countdown = Countdown(now)
        self._round = 0
        self._changed = asyncio.Event()
        self._take_up(room)

    @property
    def left(self) -> float | None:
        """The seconds left in the open round; None without a limit, and where none is open."""
        return self._countdown.left

    def note(self, room: Room) -> tuple[Deed, ...]:
        """Write down how much time is left now, together with a move that depends on it."""
        left = self._countdown.left
        return () if left is None else moves.note_time(room, self._round, left)

    def hear(self, room: Room, deeds: Sequence[Deed]) -> None:
        """Follow what was done in the room."""
        for deed in deeds:
            match deed:
                case RoundOpened(round, _, _, seconds):
                    self._round = round
                    self._countdown.set(seconds, held=room.paused)
                case TimeGiven(_, seconds):
                    self._countdown.set((self.left or 0.0) + seconds, held=room.paused)
                case Paused():
                    self._countdown.hold()
                case Resumed():
                    self._countdown.go_on()
                case RoundClosed() | Ended():
                    self._countdown.set(None)
                case TakenBack() | Advanced():
                    self._take_up(room)
                case _:
                    continue
            self._changed.set()

    async def run(self) -> None:
        """Keep the time, for ever; to be run once, as a task."""
        while True:
            left = self.left if self._countdown.runs else None
            try:
                async with asyncio.timeout(None if left is None else min(left, NOTED)):
                    await self._changed.wait()
                    self._changed.clear()
            except TimeoutError:
                await self._look()

    async def _look(self) -> None:
        """Write down how much time is left, or close the round where none is."""
        left, round = self.left, self._round
        if left is None or not self._countdown.runs:
            return
        try:
            if left > _NEXT_TO_NOTHING:
                await self._ask(lambda room: moves.note_time(room, round, left))
            else:
                await self._ask(lambda room: moves.run_out(room, round))
                if self._round == round and self.left == 0:
                    self._countdown.set(None)
        except NotSaved:
            await asyncio.sleep(_AGAIN)

    def _take_up(self, room: Room) -> None:
        """Begin with what was last written down about the open round."""
        round = room.round
        if round is None or room.phase != "voting":
            self._countdown.set(None)
            return
        self._round = round.number
        self._countdown.set(round.seconds, held=room.paused)
