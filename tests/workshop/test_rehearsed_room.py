"""Simulated phones: what they send to a room that is told here what to say."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import msgspec
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from pmquest.workshop.rehearsal import Phones, Rehearsed
from pmquest.workshop.views import PhoneChoice, Shared

LOBBY = Shared(
    sequence=1,
    code="KHM4RT",
    title="A week",
    language="en",
    phase="lobby",
    paused=False,
    hands=False,
    joined=0,
)
CHOICES = (
    PhoneChoice("ring", "Ring."),
    PhoneChoice("wait", "Wait."),
    PhoneChoice("bribe", "Pay.", selectable=False, locked="No money."),
)
VOTING = msgspec.structs.replace(LOBBY, sequence=2, phase="voting", round=1, choices=CHOICES)
DEBRIEF = msgspec.structs.replace(LOBBY, sequence=9, phase="debrief", reflect=("When?", "Who?"))


class Room:
    """A room that says what it is told to and writes down what it hears."""

    def __init__(self) -> None:
        self.joined: set[str] = set()
        self.votes: list[dict[str, object]] = []
        self.reflected: list[dict[str, object]] = []
        self.heard = asyncio.Event()
        self.full_disk = 0
        """How many votes cannot be kept."""
        self._saying: list[asyncio.Queue[Shared]] = []
        self._last = LOBBY

    def say(self, shared: Shared) -> None:
        self._last = shared
        for each in self._saying:
            each.put_nowait(shared)

    async def until(self, done: object) -> None:
        while not done():  # type: ignore[operator]
            self.heard.clear()
            await asyncio.wait_for(self.heard.wait(), 10)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[str]:
        app = web.Application()
        app.add_routes(
            [
                web.post("/api/join", self._join),
                web.get("/api/events", self._events),
                web.post("/api/vote", self._vote),
                web.post("/api/reflect", self._reflect),
            ]
        )
        async with TestServer(app) as server:
            yield str(server.make_url("")).rstrip("/")

    async def _join(self, request: web.Request) -> web.Response:
        if (await request.json())["code"] != LOBBY.code:
            return web.Response(status=404)
        answer = web.Response()
        if "key" not in request.cookies:
            key = str(len(self.joined))
            self.joined.add(key)
            answer.set_cookie("key", key, httponly=True, samesite="Strict")
        self.heard.set()
        return answer

    async def _events(self, request: web.Request) -> web.StreamResponse:
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await stream.prepare(request)
        said: asyncio.Queue[Shared] = asyncio.Queue()
        said.put_nowait(self._last)
        self._saying.append(said)
        await stream.write(b": here\n\n")
        while True:
            shared = await said.get()
            if shared.sequence < 0:
                return stream
            await stream.write(b"event: shared\ndata: " + msgspec.json.encode(shared) + b"\n\n")

    async def _vote(self, request: web.Request) -> web.Response:
        self.heard.set()
        if self.full_disk:
            self.full_disk -= 1
            return web.Response(status=503)
        self.votes.append({"key": request.cookies["key"], **json.loads(await request.read())})
        return web.Response()

    async def _reflect(self, request: web.Request) -> web.Response:
        self.reflected.append(await request.json())
        self.heard.set()
        return web.Response()


@asynccontextmanager
async def phones(room: Room, number: int, code: str = LOBBY.code) -> AsyncIterator[Phones]:
    async with room.open() as address:
        made = Phones(address, code, number, thinking=0)
        taking_part = asyncio.create_task(made.take_part())
        yield made
        taking_part.cancel()
        with pytest.raises(asyncio.CancelledError):
            await taking_part


async def test_each_phone_joins_once_and_most_vote_for_what_is_open() -> None:
    room = Room()
    async with phones(room, 40) as made:
        await room.until(lambda: len(room.joined) == 40)
        assert room.votes == []
        room.say(VOTING)
        await room.until(lambda: len({vote["key"] for vote in room.votes}) > 30)
        assert {vote["choice"] for vote in room.votes} == {"ring", "wait"}
        assert {vote["round"] for vote in room.votes} == {1}
        assert made.met.joined == 40


async def test_nobody_votes_where_hands_are_counted_and_all_are_in_the_next_round() -> None:
    room = Room()
    async with phones(room, 8):
        await room.until(lambda: len(room.joined) == 8)
        room.say(msgspec.structs.replace(VOTING, hands=True))
        room.say(msgspec.structs.replace(VOTING, paused=True))
        room.say(msgspec.structs.replace(VOTING, sequence=4, round=2))
        await room.until(lambda: len(room.votes) >= 5)
        assert {vote["round"] for vote in room.votes} == {2}


async def test_a_vote_that_could_not_be_kept_is_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pmquest.workshop.rehearsal._AGAIN", (0, 0))
    room = Room()
    room.full_disk = 5
    async with phones(room, 6) as made:
        await room.until(lambda: len(room.joined) == 6)
        room.say(VOTING)
        await room.until(lambda: len(room.votes) >= 5)
        assert made.met.refused == 0


async def test_a_phone_that_lost_the_room_comes_back_as_the_same_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pmquest.workshop.rehearsal._AGAIN", (0, 0))
    room = Room()
    async with phones(room, 3) as made:
        await room.until(lambda: len(room.joined) == 3)
        room.say(msgspec.structs.replace(LOBBY, sequence=-1))
        await room.until(lambda: made.met.lost >= 3)
        room.say(VOTING)
        await room.until(lambda: room.votes)
        assert len(room.joined) == 3


async def test_some_answer_the_questions_of_the_debrief() -> None:
    room = Room()
    async with phones(room, 12):
        room.say(DEBRIEF)
        await room.until(lambda: {answer["question"] for answer in room.reflected} == {0, 1})
        assert all(answer["text"] for answer in room.reflected)


async def test_phones_of_a_room_that_is_not_there_leave() -> None:
    room = Room()
    async with room.open() as address:
        made = Phones(address, "NOROOM", 2, thinking=0)
        await asyncio.wait_for(made.take_part(), 10)
        assert made.met == Rehearsed()


def test_what_they_met_is_said_in_sentences() -> None:
    met = Rehearsed(joined=2, votes=3, slowest=0.0126) + Rehearsed(refused=1, lost=2, slowest=0.001)
    assert met.in_words == (
        "2 simulated phones joined. 3 votes arrived, the slowest after 13 ms. "
        "1 vote was not taken. The room was lost 2 times and looked for again."
    )
    assert Rehearsed(joined=1).in_words == "1 simulated phone joined."
