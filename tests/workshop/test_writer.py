"""The one writer: decides in order, writes together, and answers only for what is on disk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from served import new_room, rooms_at

from pmquest.workshop import moves
from pmquest.workshop.deeds import Deed
from pmquest.workshop.moves import Refused
from pmquest.workshop.room import Room
from pmquest.workshop.writer import Move, NotSaved, Writer


class Watched:
    """A writer, and how often it wrote and published."""

    def __init__(self, home: Path) -> None:
        self.rooms = rooms_at(home)
        self.code = new_room(self.rooms)
        kept = self.rooms.open(self.code)
        self.writes: list[int] = []
        self.published: list[Sequence[Deed]] = []
        append = kept.append

        def counted(deeds: Sequence[Deed], after: int) -> None:
            append(deeds, after)
            self.writes.append(len(deeds))

        kept.append = counted  # type: ignore[method-assign]
        self.writer = Writer(kept, lambda _, deeds: self.published.append(deeds))


@asynccontextmanager
async def writing(home: Path) -> AsyncIterator[Watched]:
    watched = Watched(home)
    running = asyncio.create_task(watched.writer.run())
    try:
        yield watched
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        watched.writer.close()


def joining(number: int) -> Move:
    return lambda room: moves.join(room, f"{number:064}", "")


def voting(person: str, choice: str) -> Move:
    return lambda room: moves.vote(room, person, 1, choice)


async def test_what_is_asked_together_is_written_together(home: Path) -> None:
    async with writing(home) as room:
        joins = [room.writer.ask(joining(number)) for number in range(100)]
        await asyncio.gather(*joins)
        assert sum(room.writes) == 100
        assert len(room.writes) <= 2
        assert room.rooms.load(room.code).room.people == room.writer.room.people
        assert [deed for deeds in room.published for deed in deeds] == [
            deed for _, deed in room.rooms.load(room.code).history[1:]
        ]


async def test_each_is_decided_on_what_was_decided_before_it(home: Path) -> None:
    async with writing(home) as room:
        asked = [joining(1), moves.start, voting("p1", "ring"), moves.close, voting("p1", "wait")]
        answers = await asyncio.gather(*map(room.writer.ask, asked), return_exceptions=True)
        assert [isinstance(answer, Room) for answer in answers] == [True] * 4 + [False]
        assert isinstance(answers[4], Refused)
        assert room.writer.room.rounds[0].votes == {"p1": "ring"}


async def test_what_changes_nothing_is_answered_without_writing(home: Path) -> None:
    async with writing(home) as room:
        await room.writer.ask(joining(1))
        written = len(room.writes)
        assert (await room.writer.ask(joining(1))).sequence == 2
        assert len(room.writes) == written


async def test_a_mistake_in_one_harms_no_other(home: Path) -> None:
    def mistaken(_: Room) -> Any:
        raise ZeroDivisionError

    async with writing(home) as room:
        answers = await asyncio.gather(
            *map(room.writer.ask, (joining(1), mistaken, joining(2))), return_exceptions=True
        )
        assert isinstance(answers[1], ZeroDivisionError)
        assert len(room.writer.room.people) == 2


async def test_who_gives_up_waiting_is_decided_nevertheless(home: Path) -> None:
    async with writing(home) as room:
        impatient = asyncio.create_task(room.writer.ask(joining(1)))
        await asyncio.sleep(0)
        impatient.cancel()
        await room.writer.ask(joining(2))
        assert list(room.rooms.load(room.code).room.people) == ["p1", "p2"]


async def test_who_asks_while_the_room_is_closed_is_told(home: Path) -> None:
    async with writing(home) as room:
        pass
    waiting = [asyncio.create_task(room.writer.ask(joining(number))) for number in range(3)]
    await asyncio.sleep(0)
    room.writer.close()
    for each in waiting:
        with pytest.raises(NotSaved):
            await each
