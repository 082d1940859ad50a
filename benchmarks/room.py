"""How quickly a room takes votes and shows them, what a person in it costs, and what -9 loses.

    python benchmarks/room.py [--long] [part ...]

A room is served by a process of its own, on loopback; this process is its 500 phones, each with
a connection to ask on and a stream, and its projector. The parts:

votes      500 people vote over one second, and all in one instant, in turn
thousands  5,000 people vote over five seconds
killed     the room is killed (-9) five times in mid-burst and brought back; the phones come back
           by themselves and vote again until they are heard
attacked   500 people vote while 10,000 connections that mean no good are held open by a third
           process: silent ones, slow heads, slow bodies, clients that never read (`--long` only)

An acknowledgement is the time from a phone's vote to the room's answer, which it gives when the
vote is on disk; to the projector is the time from the same moment to the frame that first shows
that this person has answered. After each round it is asserted that what the projector shows, the
people who voted and a replay of the journal agree, and that every acknowledged vote is there.
Other processes and a slow disk delay all of this: printed is how much of the machine others took,
the host of a virtual one included, and how long the same disk takes for 4 KiB with fsync.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median, quantiles

from _phones import Answer, Facilitator, Phone

from pmquest.scenario.reader import read_bytes
from pmquest.workshop import process
from pmquest.workshop.deeds import Voted
from pmquest.workshop.store import Rooms

SCENARIO = Path(__file__).resolve().parents[1] / "scenarios" / "live-tracking.yaml"
PEOPLE, THOUSANDS, JUNK = 500, 5_000, 10_000
ROUNDS, KILLS, FLUSHES = 5, 5, 300
ALL_BACK = 5.0
"""Seconds after which everybody must be back in a room that was brought back."""
UNDISTURBED = 500.0
"""Milliseconds to which no p99 of an acknowledgement may rise, whatever junk comes."""
ON_ITS_WAY = 0.1
"""Seconds in which an answer is here that was sent before the room was killed; less than a phone
waits until it votes again."""
SETTLED = 1.5
"""Seconds after which a room has told everybody what it had to."""

Votes = dict[str, str]
"""By person, the answer they voted for."""


class Room:
    """A room in a process of its own."""

    def __init__(self, home: Path) -> None:
        self._rooms = Rooms(home, lambda: datetime.now(UTC))
        text = SCENARIO.read_bytes()
        scenario = read_bytes(text, file=SCENARIO.name, scenario_id=SCENARIO.stem).scenario
        assert scenario is not None
        self.code = self._rooms.create(scenario, text, seed=1)
        self.start()
        described = self._rooms.described(self.code)
        self.port = described.port
        self.facilitator = Facilitator(described.port, described.token)
        self.round = 0

    def start(self) -> None:
        """Serve it; returns when it can be reached."""
        process.start(self._rooms, self.code)
        self._process = self._rooms.described(self.code).pid

    def kill(self) -> None:
        """Kill its process."""
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)

    def end(self) -> None:
        """End its process in good order."""
        process.end(self._rooms, self.code)

    @property
    def memory(self) -> int:
        """How many KiB its process holds now."""
        status = Path(f"/proc/{self._process}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0])

    @property
    def busy(self) -> float:
        """How many seconds its process has been at work so far."""
        return _ticks(Path(f"/proc/{self._process}/stat").read_text().rpartition(")")[2], 11, 13)

    async def open_round(self) -> tuple[str, ...]:
        """Open the next round on the first decision; gives its answers."""
        await self.facilitator.do("revote" if self.round else "start")
        self.round += 1
        shown = await self.facilitator.state()
        assert (shown["phase"], shown["round"]) == ("voting", self.round)
        return tuple(choice["id"] for choice in shown["scene"]["choices"])

    def recorded(self) -> Votes:
        """Give the votes of the round as a replay of the journal has them."""
        return dict(self._rooms.load(self.code).room.rounds[self.round - 1].votes)

    async def assert_kept(self, acknowledged: Votes) -> None:
        """Assert that screen, journal and replay agree, and know all that was acknowledged."""
        record = self._rooms.load(self.code)
        votes = record.room.rounds[self.round - 1].votes
        cast = [deed for _, deed in record.history if isinstance(deed, Voted)]
        voters = {deed.person for deed in cast if deed.round == self.round}
        shown = await self.facilitator.state()
        assert votes == votes | acknowledged, "an acknowledged vote was lost"
        assert shown["answered"] == len(voters) == len(votes), "a vote was counted twice"
        await self.facilitator.do("reveal")
        tally = {bar["id"]: bar["votes"] for bar in (await self.facilitator.state())["bars"]}
        assert {id: count for id, count in tally.items() if count} == Counter(votes.values())


def _ticks(stat: str, first: int, last: int) -> float:
    return sum(map(int, stat.split()[first:last])) / os.sysconf("SC_CLK_TCK")


@dataclass
class Machine:
    """How much of the machine other processes took since this was made, and how its disk is."""

    room: Room
    home: Path
    begun: tuple[float, float, float] = field(init=False)

    def __post_init__(self) -> None:
        self.begun = self._now()

    def _now(self) -> tuple[float, float, float]:
        machine = Path("/proc/stat").read_text().partition("\n")[0]
        idle = _ticks(machine, 4, 6)
        return (
            time.perf_counter(),
            _ticks(machine, 1, 9) - idle,
            self.room.busy + sum(os.times()[:2]),
        )

    def __str__(self) -> str:
        seconds, everybody, ours = (a - b for a, b in zip(self._now(), self.begun, strict=True))
        taken = max(0.0, (everybody - ours) / seconds)
        p50, p99 = percentiles(list(self._flushes()))
        return (
            f"  others took {taken:.1f} of {os.cpu_count()} cores; "
            f"an fsync p50 {p50:.1f} ms, p99 {p99:.1f} ms"
        )

    def _flushes(self) -> Iterator[float]:
        with (self.home / "flushed").open("ab") as file:
            for _ in range(FLUSHES):
                file.write(bytes(4096))
                begun = time.perf_counter()
                file.flush()
                os.fsync(file.fileno())
                yield time.perf_counter() - begun


@dataclass
class Burst:
    """The votes of one round."""

    seconds: float
    acknowledged: list[float]
    """How long each acknowledgement took, in seconds."""
    shown: list[float]
    """How long it took until the projector showed each."""
    busy: float
    """Seconds of processor time that the room took for all of them."""
    frames: int


async def crowd(room: Room, size: int, draw: Random) -> tuple[list[Phone], float]:
    """Have people come in, all at once; gives their phones, and how many came in a second."""
    phones = [Phone(room.port, draw) for _ in range(size)]
    begun = time.perf_counter()
    await asyncio.gather(*(phone.join(room.code) for phone in phones))
    joins = size / (time.perf_counter() - begun)
    await asyncio.gather(*(phone.listen() for phone in phones))
    return phones, joins


async def burst(room: Room, phones: Sequence[Phone], over: float, draw: Random) -> Burst:
    """Have everybody vote within so many seconds; all of them must be acknowledged."""
    answers = await room.open_round()
    projector = await room.facilitator.projector()
    await asyncio.sleep(SETTLED)
    sent: dict[str, float] = {}
    heard: dict[str, Answer] = {}
    votes = {phone.person: draw.choice(answers) for phone in phones}
    waits = [draw.uniform(0, over) if over else 0.0 for _ in phones]

    async def vote(phone: Phone, wait: float) -> None:
        if wait:
            await asyncio.sleep(wait)
        sent[phone.person] = time.perf_counter()
        heard[phone.person] = await phone.vote(room.round, votes[phone.person])

    busy, begun = room.busy, time.perf_counter()
    await asyncio.gather(*map(vote, phones, waits))
    seconds = time.perf_counter() - begun
    busy = room.busy - busy
    await asyncio.sleep(SETTLED)
    projector.transport.abort()
    assert {answer.status for answer in heard.values()} == {200}
    await room.assert_kept(votes)
    frames = [frame for frame in projector.frames if frame[0] > begun]
    shown = first_shown(frames)
    assert shown.keys() == votes.keys(), "somebody's vote was never shown"
    return Burst(
        seconds,
        [answer.at - sent[person] for person, answer in heard.items()],
        [shown[person] - sent[person] for person in votes],
        busy,
        len(frames),
    )


def first_shown(frames: Iterable[tuple[float, bytes]]) -> dict[str, float]:
    """Give when the projector was first told that somebody has answered, by person."""
    shown: dict[str, float] = {}
    for at, frame in frames:
        for person in json.loads(frame.partition(b"data: ")[2] or b'{"people":[]}')["people"]:
            if person["answered"]:
                shown.setdefault(person["id"], at)
    return shown


def percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    """Give the median and the 99th percentile, in milliseconds."""
    return median(seconds) * 1000, quantiles(seconds, n=100)[98] * 1000


def show(name: str, runs: Sequence[Sequence[float]], reach: str) -> None:
    """Print one line: of each run median and 99th percentile, and of those the median."""
    p50s, p99s = zip(*map(percentiles, runs), strict=True)
    spread = f"({min(p99s):.0f} to {max(p99s):.0f})" if len(runs) > 1 else ""
    p50, p99 = median(p50s), median(p99s)
    print(f"  {name:<30}p50 {p50:6.1f} ms   p99 {p99:6.1f} ms {spread:<14} to reach: {reach}")


def show_bursts(name: str, bursts: Sequence[Burst], acknowledged: str, shown: str) -> None:
    """Print what came of the bursts of one kind."""
    votes = len(bursts[0].acknowledged)
    each = median(burst.busy / votes for burst in bursts) * 1e6
    frames = median(burst.frames for burst in bursts)
    print(f"{name}: {each:.0f} µs of the room's processor time for each vote, {frames:.0f} frames")
    show("acknowledgement", [burst.acknowledged for burst in bursts], acknowledged)
    show("to the projector", [burst.shown for burst in bursts], shown)


@asynccontextmanager
async def held(size: int, draw: Random) -> AsyncIterator[tuple[Room, list[Phone]]]:
    """Hold a room full of people, and print what they cost."""
    with tempfile.TemporaryDirectory() as home:
        room = Room(Path(home))
        try:
            before = room.memory
            phones, joins = await crowd(room, size, draw)
            await asyncio.sleep(SETTLED)
            each = (room.memory - before) / size
            print(f"{size:,} people: {joins:.0f} joins a second, all at once")
            print(f"  memory for each {each:.1f} KiB, to reach: 40 KiB")
            gc.collect()
            gc.freeze()
            machine = Machine(room, Path(home))
            yield room, phones
            print(machine)
            for phone in phones:
                phone.leave()
        finally:
            room.end()


async def votes(draw: Random) -> None:
    """Measure 500 people, over a second and in one instant."""
    async with held(PEOPLE, draw) as (room, phones):
        spread, instant = [], []
        for _ in range(ROUNDS):
            spread.append(await burst(room, phones, 1.0, draw))
            instant.append(await burst(room, phones, 0.0, draw))
        show_bursts("Over one second", spread, "p99 30 ms", "p50 60 ms, p99 150 ms")
        show_bursts("In one instant", instant, "as it comes", "p99 250 ms")


async def thousands(draw: Random) -> None:
    """Measure 5,000 people over five seconds."""
    async with held(THOUSANDS, draw) as (room, phones):
        held_out = [await burst(room, phones, 5.0, draw)]
        show_bursts("Over five seconds", held_out, "they hold", "they hold")


async def killed(draw: Random) -> None:
    """Kill the room in mid-burst, again and again."""
    async with held(PEOPLE, draw) as (room, phones):
        listening = [asyncio.create_task(phone.keep_listening()) for phone in phones]
        for _ in range(KILLS):
            await kill_once(room, phones, draw)
        for each in listening:
            each.cancel()


async def kill_once(room: Room, phones: Sequence[Phone], draw: Random) -> None:
    """Kill the room while people vote, bring it back, and hear everybody out."""
    answers = await room.open_round()
    votes = {phone.person: draw.choice(answers) for phone in phones}
    acknowledged: Votes = {}

    async def vote(phone: Phone, wait: float) -> None:
        await asyncio.sleep(wait)
        answer = await phone.vote_until_taken(room.round, votes[phone.person])
        assert answer.status == 200, answer
        acknowledged[phone.person] = votes[phone.person]

    voting = [asyncio.create_task(vote(phone, draw.random())) for phone in phones]
    await asyncio.sleep(draw.uniform(0.2, 0.8))
    room.kill()
    await asyncio.sleep(ON_ITS_WAY)
    before = dict(acknowledged)
    assert before, "the room took no vote before it was killed"
    kept = room.recorded()
    assert kept == kept | before, "an acknowledged vote was lost"
    begun = time.perf_counter()
    await asyncio.to_thread(room.start)
    there = time.perf_counter()
    people = (await room.facilitator.state())["people"]
    assert {person["id"] for person in people if person["answered"]} >= before.keys()
    await asyncio.gather(*voting)
    await asyncio.sleep(SETTLED)
    while any(phone.listens_since < begun for phone in phones):
        await asyncio.sleep(0.1)
    back = max(phone.listens_since for phone in phones) - there
    assert back < ALL_BACK, f"the last was back after {back:.1f} s"
    await room.assert_kept(votes)
    print(
        f"  killed after {len(before)} acknowledged votes, none lost; there again after "
        f"{there - begun:.1f} s, everybody {back:.1f} s later, to reach: {ALL_BACK:.0f} s"
    )


async def attacked(draw: Random) -> None:
    """Measure 500 people with and without thousands of connections that mean no good."""
    async with held(PEOPLE, draw) as (room, phones):
        listening = [phone.listening for phone in phones]
        calm = [await burst(room, phones, 1.0, draw) for _ in range(ROUNDS)]
        show_bursts("Over one second, without junk", calm, "p99 30 ms", "p50 60 ms, p99 150 ms")
        junk = [sys.executable, str(Path(__file__).with_name("_junk.py"))]
        with subprocess.Popen(
            [*junk, str(room.port), str(JUNK)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as sending:
            assert sending.stdout is not None
            said = await asyncio.to_thread(sending.stdout.readline)
            print(f"{JUNK:,} connections that mean no good; {said.decode().strip()}")
            stormy = [await burst(room, phones, 1.0, draw) for _ in range(ROUNDS)]
            late, joins = await crowd(room, PEOPLE // 10, draw)
            for phone in late:
                phone.leave()
            sent, _ = await asyncio.to_thread(sending.communicate)
        show_bursts("Over one second, with junk", stormy, "as without", "as without")
        print(f"  {joins:.0f} joins a second meanwhile; {sent.decode().strip()}")
        worst = max(percentiles(each.acknowledged)[1] for each in stormy)
        assert worst < UNDISTURBED, "the junk made those wait who have joined"
        assert all(
            phone.listening is before and before is not None and not before.over.is_set()
            for phone, before in zip(phones, listening, strict=True)
        ), "somebody lost their place"


PARTS: dict[str, Callable[[Random], object]] = {
    "votes": votes,
    "thousands": thousands,
    "killed": killed,
    "attacked": attacked,
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--long", action="store_true", help="also what takes minutes")
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join(PARTS))
    given = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    for name in given.parts or [each for each in PARTS if given.long or each != "attacked"]:
        print(f"== {name}; load {os.getloadavg()[0]:.1f}")
        asyncio.run(PARTS[name](Random(1)))


if __name__ == "__main__":
    main()
