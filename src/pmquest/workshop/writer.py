"""The one writer of a room: decides what was asked in order, and writes before it answers.

Whatever is asked while the disk is busy waits and is then written together (group commit): one
commit serves all votes that arrive in the same few milliseconds.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple, TypeAlias

from pmquest.journal.errors import JournalError, StreamConflict
from pmquest.workshop.deeds import Deed
from pmquest.workshop.moves import Refused
from pmquest.workshop.record import KeptRoom
from pmquest.workshop.room import Room

Move: TypeAlias = Callable[[Room], tuple[Deed, ...]]
"""Decides what follows from what somebody asks; raises `Refused`."""

Publish: TypeAlias = Callable[[Room, Sequence[Deed]], None]
"""Told how the room stands after deeds that are on disk."""

_MOST_TOGETHER: Final = 256
"""Asked things that are written together: the answer to the first does not wait for ever."""


class NotSaved(Exception):  # noqa: N818 - the name says what happened
    """The disk took nothing; what was asked did not happen. `str` of it is a clause."""


class _Asked(NamedTuple):
    move: Move
    answer: asyncio.Future[Room]


class Writer:
    """Carries a room on. Everything but `run` is called in the loop that runs it."""

    def __init__(self, kept: KeptRoom, publish: Publish) -> None:
        self.room = kept.room
        """How the room stands, as far as it is on disk."""
        self.trouble = ""
        """Why the last write failed, as a clause; "" where it did not."""
        self._kept = kept
        self._publish = publish
        self._waiting: deque[_Asked] = deque()
        self._awake = asyncio.Event()
        self._disk = ThreadPoolExecutor(1, "room-disk")

    async def ask(self, move: Move) -> Room:
        """Have a move decided, and written where it changes anything; gives the room then.

        Others who asked in the same moment may have been heard before and after.
        Raises `Refused` where it is not allowed and `NotSaved` where the disk takes nothing. The
        one who asked may give up waiting; what was asked is decided nevertheless.
        """
        asked = _Asked(move, asyncio.get_running_loop().create_future())
        self._waiting.append(asked)
        self._awake.set()
        return await asked.answer

    async def run(self) -> None:
        """Decide and write what is asked, for ever; to be run once, as a task.

        When it is cancelled it first finishes what it is writing.
        """
        while True:
            await self._awake.wait()
            batch = [
                self._waiting.popleft() for _ in range(min(len(self._waiting), _MOST_TOGETHER))
            ]
            if not self._waiting:
                self._awake.clear()
            writing = asyncio.ensure_future(self._carry_out(batch))
            try:
                await asyncio.shield(writing)
            except asyncio.CancelledError:
                await writing
                raise

    def close(self) -> None:
        """Let go of the room; to be called when `run` has ended."""
        for asked in self._waiting:
            _fail(asked.answer, NotSaved("the room is being closed"))
        self._waiting.clear()
        self._disk.shutdown()
        self._kept.close()

    async def _carry_out(self, batch: Sequence[_Asked]) -> None:
        room = self.room
        deeds: list[Deed] = []
        decided: list[asyncio.Future[Room]] = []
        for asked in batch:
            try:
                follows = asked.move(room)
                room = room.after(*follows)
            except Refused as refused:
                _fail(asked.answer, refused.with_traceback(None))  # which would hold all of this
                continue
            except Exception as mistake:  # harms only the one who asked, and is logged there
                _fail(asked.answer, mistake)
                continue
            deeds += follows
            decided.append(asked.answer)
        if deeds:
            try:
                await self._write(deeds)
            except JournalError as error:
                self.trouble = str(error)
                for answer in decided:
                    _fail(answer, NotSaved(str(error)))
                self._publish(self.room, ())
                return
            self.trouble = ""
            self.room = room
            self._publish(room, deeds)
        for answer in decided:
            if not answer.done():
                answer.set_result(room)

    async def _write(self, deeds: Sequence[Deed]) -> None:
        loop = asyncio.get_running_loop()
        sequence = self.room.sequence
        try:
            await loop.run_in_executor(self._disk, self._kept.append, deeds, sequence)
        except StreamConflict:
            # A commit that was reported as failed reached the disk after all: take it in.
            written = await loop.run_in_executor(self._disk, self._kept.written_after, sequence)
            self.room = self.room.after(*written)
            self._publish(self.room, written)
            raise


def _fail(answer: asyncio.Future[Room], failure: Exception) -> None:
    """Tell the one who asked, unless they have gone."""
    if not answer.done():
        answer.set_exception(failure)
