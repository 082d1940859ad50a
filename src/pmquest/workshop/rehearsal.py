"""A rehearsal: phones that nobody holds join a room and vote, through real HTTP.

They do what a room does, so that the evening before shows what the day will bring: they join a
little apart, think, now and then vote again or not at all, and answer the questions at the end.
They are told what a phone is told and no more. `Rehearsal` runs them in a process of its own, so
that the projector stays as quick as on the day; `python -m pmquest.workshop.rehearsal` is that
process, and it ends when its standard input does.
"""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
from asyncio import Task, TaskGroup
from collections.abc import AsyncIterator
from contextlib import suppress
from types import TracebackType
from typing import Final

import msgspec
from aiohttp import (
    BaseConnector,
    ClientError,
    ClientSession,
    ClientTimeout,
    CookieJar,
    TCPConnector,
)
from msgspec import Struct

from pmquest.scoring.words import counted, sentence
from pmquest.workshop.views import Shared

THINKING: Final = 6.0
"""Seconds that a phone takes on average until it votes."""

_ARRIVING: Final = 3.0
"""Seconds within which all phones join."""

_ABSENT, _SECOND_THOUGHTS, _REFLECTS = 0.05, 0.15, 0.4
"""How often a phone does not vote, votes again, and answers a question in the debrief."""

_TASTES: Final = (5, 3, 2, 1)
"""How strongly the room is drawn to its answers, from the one that it likes best."""

_ANSWERS: Final = (
    "Last week, and nobody asked.",
    "When two of us thought that the other one had it.",
    "I would ask first, next time.",
    "We had the numbers and did not look at them.",
)

_ENOUGH: Final = 0.8
"""The part of the time for a decision in which every phone has made up its mind."""

_LOOKS: Final = 30
"""How often in a row a phone looks for a room that does not answer."""

_AGAIN: Final = (0.2, 1.8)
"""After how many seconds, at random, a phone that lost the room looks for it again."""

_PATIENCE: Final = ClientTimeout(total=10)
_LISTENING: Final = ClientTimeout(total=None, sock_connect=10, sock_read=45)
"""A room that says nothing for three of its heartbeats is lost."""

_LONGEST_LINE: Final = 1024 * 1024
"""Bytes of the longest line that a room sends: a scene with its charts."""

_GONE: Final = (404, 410)
_NOT_SAVED: Final = 503
_UNTIL_ENDED: Final = 10.0


class Rehearsed(Struct, frozen=True):
    """What the phones of a rehearsal met."""

    joined: int = 0
    votes: int = 0
    """How many votes the room acknowledged."""
    refused: int = 0
    """How many votes it did not take."""
    lost: int = 0
    """How often a phone lost the room and looked for it again."""
    slowest: float = 0.0
    """Seconds until the slowest acknowledgement."""

    def __add__(self, other: Rehearsed) -> Rehearsed:
        return Rehearsed(
            self.joined + other.joined,
            self.votes + other.votes,
            self.refused + other.refused,
            self.lost + other.lost,
            max(self.slowest, other.slowest),
        )

    @property
    def in_words(self) -> str:
        """What the phones met: "20 simulated phones joined. 143 votes arrived, …"."""
        told = [f"{counted(self.joined, 'simulated phone')} joined"]
        if self.votes:
            slowest = max(1, round(self.slowest * 1000))
            told.append(f"{counted(self.votes, 'vote')} arrived, the slowest after {slowest} ms")
        if self.refused:
            told.append(f"{counted(self.refused, 'vote was', 'votes were')} not taken")
        if self.lost:
            told.append(f"the room was lost {counted(self.lost, 'time')} and looked for again")
        return " ".join(map(sentence, told))


class Phones:
    """Simulated phones of one room.

    `address` is where phones go: "http://192.168.1.20:8080". What they vote follows from the
    `seed`, when they vote from `thinking`, in seconds on average.
    """

    def __init__(
        self, address: str, code: str, number: int, *, seed: int = 1, thinking: float = THINKING
    ) -> None:
        self._phones = [_Phone(address, code, place, seed, thinking) for place in range(number)]

    @property
    def met(self) -> Rehearsed:
        """What all of them have met so far."""
        return sum((phone.met for phone in self._phones), Rehearsed())

    async def take_part(self) -> None:
        """Take part until the room is gone for good, or until cancelled."""
        async with TCPConnector(limit=0) as connector, TaskGroup() as group:
            for phone in self._phones:
                group.create_task(phone.take_part(connector))


class _Phone:
    """One simulated phone."""

    def __init__(self, address: str, code: str, place: int, seed: int, thinking: float) -> None:
        self._address = address
        self._code = code
        self._seed = seed
        self._thinking = thinking
        self._chance = random.Random(f"{seed}/{place}")  # noqa: S311 - a rehearsal
        self._round: int | None = None
        self._voting: Task[None] | None = None
        self._reflected = False
        self.met = Rehearsed()

    async def take_part(self, connector: BaseConnector) -> None:
        """Join, listen and vote until the room is gone."""
        await asyncio.sleep(self._chance.random() * min(_ARRIVING, self._thinking))
        session = ClientSession(
            self._address,
            connector=connector,
            connector_owner=False,
            cookie_jar=CookieJar(unsafe=True),  # the room's address has no name
            headers={"Origin": self._address},
            timeout=_PATIENCE,
        )
        async with session, TaskGroup() as group:
            looked = 0
            while looked < _LOOKS:
                with suppress(ClientError, TimeoutError):
                    if await self._join(session) in _GONE:
                        break
                    async for shared in self._told(session):
                        looked = 0
                        self._react(session, group, shared)
                looked += 1
                self.met += Rehearsed(lost=1)
                await asyncio.sleep(self._chance.uniform(*_AGAIN))
            self._think_no_more()

    async def _join(self, session: ClientSession) -> int:
        """Come in, or in again as the same person; gives the status."""
        asked = {"code": self._code, "name": ""}
        async with session.post("/api/join", json=asked) as answer:
            answered = answer.status
        if answered < 300 and not self.met.joined:
            self.met += Rehearsed(joined=1)
        return answered

    async def _told(self, session: ClientSession) -> AsyncIterator[Shared]:
        """What the room tells every phone, as it comes."""
        asked = session.get("/api/events", timeout=_LISTENING, read_bufsize=_LONGEST_LINE)
        async with asked as stream:
            stream.raise_for_status()
            event = ""
            async for line in stream.content:
                field, _, value = line.decode().rstrip("\r\n").partition(": ")
                if field == "event":
                    event = value
                elif field == "data" and event == "shared":
                    yield msgspec.json.decode(value, type=Shared)

    def _react(self, session: ClientSession, group: TaskGroup, shared: Shared) -> None:
        """Begin to think where a vote was opened; answer the questions of the debrief."""
        voting = shared.phase == "voting" and not shared.paused and not shared.hands
        if not voting:
            self._think_no_more()
        elif shared.round != self._round:
            self._think_no_more()
            self._round = shared.round
            self._voting = group.create_task(self._vote(session, shared))
        if shared.phase == "debrief" and not self._reflected:
            self._reflected = True
            group.create_task(self._reflect(session, len(shared.reflect)))

    def _think_no_more(self) -> None:
        self._round = None
        if self._voting is not None:
            self._voting.cancel()
            self._voting = None

    async def _vote(self, session: ClientSession, shared: Shared) -> None:
        """Make up one's mind, perhaps twice, and vote."""
        if self._chance.random() < _ABSENT:
            return
        times = 2 if self._chance.random() < _SECOND_THOUGHTS else 1
        most = self._thinking * 2
        if shared.seconds is not None:
            most = min(most, shared.seconds * _ENOUGH)
        for _ in range(times):
            await asyncio.sleep(self._chance.random() * most / times)
            await self._send(session, shared)

    async def _send(self, session: ClientSession, shared: Shared) -> None:
        """Vote, and send it again as long as the room cannot keep it."""
        vote = {"round": shared.round, "choice": self._taken(shared)}
        for _ in range(_LOOKS):
            sent = asyncio.get_running_loop().time()
            with suppress(ClientError, TimeoutError):
                async with session.post("/api/vote", json=vote) as answer:
                    answered = answer.status
                took = asyncio.get_running_loop().time() - sent
                if answered < 300:
                    self.met += Rehearsed(votes=1, slowest=took)
                    return
                if answered != _NOT_SAVED:
                    break
            await asyncio.sleep(self._chance.uniform(*_AGAIN))
        self.met += Rehearsed(refused=1)

    def _taken(self, shared: Shared) -> str:
        """The answer of this phone: some answers draw the whole room more than others."""
        taste = random.Random(f"{self._seed}/{shared.scene_title}")  # noqa: S311 - a rehearsal
        drawn = sorted(choice.id for choice in shared.choices if choice.selectable)
        taste.shuffle(drawn)
        weights = (*_TASTES, *[1] * len(drawn))[: len(drawn)]
        return self._chance.choices(drawn, weights)[0]

    async def _reflect(self, session: ClientSession, questions: int) -> None:
        for question in range(questions):
            if self._chance.random() < _REFLECTS:
                await asyncio.sleep(self._chance.random() * self._thinking)
                answer = {"question": question, "text": self._chance.choice(_ANSWERS)}
                with suppress(ClientError, TimeoutError):
                    await session.post("/api/reflect", json=answer)


class Rehearsal:
    """Simulated phones in a process of their own, for as long as the `with` lasts."""

    def __init__(self, address: str, code: str, number: int, *, seed: int = 1) -> None:
        self._asked = (address, code, str(number), str(seed))
        self._process: subprocess.Popen[bytes] | None = None
        self.met = Rehearsed()
        """What they met, once they have left."""

    def __enter__(self) -> Rehearsal:
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", __name__, *self._asked],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # the projector draws there
            start_new_session=True,  # an interrupt typed at the projector is not for them
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process is not None
        try:
            told, _ = self._process.communicate(timeout=_UNTIL_ENDED)
        except subprocess.TimeoutExpired:
            self._process.kill()
            told, _ = self._process.communicate()
        with suppress(msgspec.DecodeError):
            self.met = msgspec.json.decode(told, type=Rehearsed)


async def _until_left(phones: Phones) -> None:
    """Let phones take part until nobody holds the other end of the standard input."""
    taking_part = asyncio.create_task(phones.take_part())
    await asyncio.to_thread(sys.stdin.buffer.read)
    taking_part.cancel()
    with suppress(asyncio.CancelledError):
        await taking_part


def main(address: str, code: str, number: str, seed: str) -> None:
    """Run the phones; what they met goes to standard output as JSON when they leave."""
    phones = Phones(address, code, int(number), seed=int(seed))
    asyncio.run(_until_left(phones))
    sys.stdout.buffer.write(msgspec.json.encode(phones.met))


if __name__ == "__main__":
    main(*sys.argv[1:])
