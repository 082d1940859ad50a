"""What a large room costs when it ends and when it is brought back.

    python benchmarks/large_room.py [part ...]

A road through the scenario of `benchmarks/room.py`, with as many decisions as it takes to its end;
in each everybody votes, and two thirds of them vote again. The parts:

debrief    how long the room's debrief takes, and each person's own page beside it
restart    from starting the process of a room that is all in its journal until it answers
asked      500 phones ask for their own debriefs in one instant: how long that takes, and how long
           acknowledgements and the facilitator's requests take meanwhile
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median

from _phones import Phone
from room import PEOPLE, SCENARIO, SETTLED, THOUSANDS, Room, crowd, show

from pmquest.engine.machine import Machine
from pmquest.scenario.model import Scenario
from pmquest.scenario.reader import read_bytes
from pmquest.workshop import moves, process
from pmquest.workshop.debrief import room_debrief
from pmquest.workshop.deeds import Deed, Opened, Voted
from pmquest.workshop.phone_debrief import DebriefPages
from pmquest.workshop.room import begin, fold
from pmquest.workshop.store import Rooms

SECOND_THOUGHTS = 2 / 3
PAGES, RUNS = 200, 3
APART = 0.03
"""Seconds between two of those who ask for something else meanwhile."""


def scenario() -> Scenario:
    """Give what the room plays."""
    read = read_bytes(SCENARIO.read_bytes(), file=SCENARIO.name, scenario_id=SCENARIO.stem)
    assert read.scenario is not None
    return read.scenario


def happened(machine: Machine, people: int, draw: Random) -> Iterator[Deed]:
    """Give what happens in a room from its beginning to its debrief, its opening left out."""
    room = begin(machine, Opened("KHM4RT", SCENARIO.stem, machine.scenario.hash, 1))
    for number in range(people):
        deeds = moves.join(room, f"{number:064x}", "")
        room = room.after(*deeds)
        yield from deeds
    while room.phase != "debrief":
        if room.phase == "voting" and room.round is not None:
            voters = [*room.people, *draw.sample([*room.people], int(people * SECOND_THOUGHTS))]
            draw.shuffle(voters)
            number, choices = room.round.number, room.round.choices
            deeds = tuple(Voted(person, number, draw.choice(choices)) for person in voters)
            room = room.after(*deeds)
            yield from deeds
            deeds = moves.reveal(room)
        elif room.phase == "lobby":
            deeds = moves.start(room)
        else:
            picked = draw.choice(room.round.choices) if room.round else None
            deeds = moves.next_step(room, picked)
        room = room.after(*deeds)
        yield from deeds


def milliseconds(does: Callable[..., object], *given: object) -> float:
    """Give how long something takes with what it is given."""
    begun = time.perf_counter()
    does(*given)
    return (time.perf_counter() - begun) * 1000


def debrief() -> None:
    """Measure the room's debrief and the pages beside it."""
    machine = Machine(scenario())
    opened = Opened("KHM4RT", SCENARIO.stem, machine.scenario.hash, 1)
    for people in (PEOPLE, THOUSANDS):
        events = [opened, *happened(machine, people, Random(1))]
        folds = median(milliseconds(fold, machine, events) for _ in range(RUNS))
        rooms = [fold(machine, events) for _ in range(RUNS)]
        first = median(milliseconds(room_debrief, room) for room in rooms)
        room, pages = rooms[0], DebriefPages()
        pages.piece(room, "p1")
        each = median(
            milliseconds(pages.piece, room, f"p{number}") for number in range(2, 2 + PAGES)
        )
        print(
            f"{people:,} people, {len(room.counted)} decisions, {len(events):,} events: "
            f"folded in {folds:.0f} ms; debrief {first:.1f} ms; each own page {each:.1f} ms"
        )


def restart() -> None:
    """Measure how long it takes until a room is there again."""
    machine = Machine(scenario())
    for people in (PEOPLE, THOUSANDS):
        with tempfile.TemporaryDirectory() as home:
            rooms = Rooms(Path(home), lambda: datetime.now(UTC))
            code = rooms.create(machine.scenario, SCENARIO.read_bytes(), seed=1)
            events = tuple(happened(machine, people, Random(1)))
            kept = rooms.open(code)
            kept.append(events, 1)
            kept.close()
            seconds = []
            for _ in range(RUNS):
                seconds.append(milliseconds(process.start, rooms, code) / 1000)
                process.end(rooms, code)
        print(
            f"{people:,} people, {len(events) + 1:,} events: there again after "
            f"{median(seconds):.2f} s ({min(seconds):.2f} to {max(seconds):.2f}), to reach: 2 s"
        )


async def asked() -> None:
    """Measure 500 phones that ask for their debriefs at once."""
    draw = Random(1)
    with tempfile.TemporaryDirectory() as home:
        room = Room(Path(home))
        try:
            phones, _ = await crowd(room, PEOPLE, draw)
            await play(room, phones, draw)
            await asyncio.sleep(SETTLED)
            over = asyncio.Event()
            acknowledged, shown = (
                asyncio.create_task(meanwhile(over, phones, lambda phone: phone.reflect("So."))),
                asyncio.create_task(meanwhile(over, phones, lambda _: room.facilitator.state())),
            )
            begun, busy = time.perf_counter(), room.busy
            answers = await asyncio.gather(*(phone.debrief() for phone in phones))
            busy = room.busy - busy
            over.set()
            assert {answer.status for answer in answers} == {200}
            took = [answer.at - begun for answer in answers]
            print(f"{PEOPLE} debriefs at once: {busy / PEOPLE * 1e3:.1f} ms of processor for each")
            show("own debrief", [took], "-")
            show("acknowledgement meanwhile", [await acknowledged], "-")
            show("to the facilitator meanwhile", [await shown], "-")
            for phone in phones:
                phone.leave()
        finally:
            room.end()


async def play(room: Room, phones: list[Phone], draw: Random) -> None:
    """Play a room to its debrief."""
    await room.facilitator.do("start")
    while (now := await room.facilitator.state())["phase"] != "debrief":
        if now["phase"] == "voting":
            answers = [each["id"] for each in now["scene"]["choices"] if each["selectable"]]
            votes = (phone.vote(now["round"], draw.choice(answers)) for phone in phones)
            await asyncio.gather(*votes)
            await room.facilitator.do("reveal")
            await room.facilitator.do("next_step", choice=draw.choice(answers))
        else:
            await room.facilitator.do("next_step")


async def meanwhile(
    over: asyncio.Event, phones: list[Phone], ask: Callable[[Phone], Awaitable[object]]
) -> list[float]:
    """Ask for something again and again until it is over; gives how long each answer took."""
    took: list[float] = []
    while not over.is_set() or len(took) < 2:
        begun = time.perf_counter()
        await ask(phones[len(took) % len(phones)])
        took.append(time.perf_counter() - begun)
        await asyncio.sleep(APART)
    return took


PARTS: dict[str, Callable[[], None]] = {
    "debrief": debrief,
    "restart": restart,
    "asked": lambda: asyncio.run(asked()),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join(PARTS))
    for name in parser.parse_args().parts or PARTS:
        print(f"== {name}; load {os.getloadavg()[0]:.1f}")
        PARTS[name]()


if __name__ == "__main__":
    main()
