"""Rooms as processes: started, reached, killed in mid-vote and brought back, ended."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from types import SimpleNamespace
from typing import Any

import pytest
from aiohttp import ClientError
from msgspec.structs import replace
from served import Phone, new_room, rooms_at

from pmquest.workshop import process
from pmquest.workshop.client import NotDone, RoomClient
from pmquest.workshop.store import Rooms
from pmquest.workshop.tokens import key_of


@pytest.fixture
def rooms(home: Path) -> Iterator[Rooms]:
    rooms = rooms_at(home)
    yield rooms
    for each in process.running(rooms):
        process.end(rooms, each.code)


def phone_of(rooms: Rooms, code: str) -> Phone:
    service: Any = SimpleNamespace(code=code, description=rooms.described(code))
    return Phone(service)


def token_of(phone: Phone) -> str:
    return next(iter(phone.session.cookie_jar)).value


async def vote_until_it_is_gone(phone: Phone) -> str:
    """Change one's mind as often as the room takes it; gives the last vote that it took."""
    taken = ""
    with suppress(ClientError):
        while True:
            for choice in ("ring", "wait", "hide"):
                while (await phone.vote(choice)).status != 200:
                    pass
                taken = choice
    return taken


async def test_a_room_that_is_killed_in_mid_vote_comes_back_with_every_vote(rooms: Rooms) -> None:
    code = new_room(rooms, seconds=600)
    process.start(rooms, code)
    before = rooms.described(code)
    if os.name == "posix":
        assert os.getsid(before.pid) != os.getsid(0), "it outlives the terminal"
    phones = [phone_of(rooms, code) for _ in range(8)]
    for phone in phones:
        assert (await phone.join()).status == 200
    async with RoomClient(rooms, code) as projector:
        await projector.do("start")
        updates = projector.updates()
        assert (await anext(updates)).phase == "voting"
        voting = [asyncio.create_task(vote_until_it_is_gone(phone)) for phone in phones]
        while (await anext(updates)).answered < len(phones):
            pass
        for told in (Path(f"/proc/{before.pid}/cmdline"), rooms.log_file(code)):
            assert not told.exists() or before.token.encode() not in told.read_bytes()
        os.kill(before.pid, signal.SIGKILL)
        taken = await asyncio.gather(*voting)
        with pytest.raises(NotDone, match="does not answer"):
            await projector.do("close")
        while not (lost := await anext(updates)).warning:
            pass
        assert code in lost.warning
        process.start(rooms, code)
        while (back := await anext(updates)).warning:
            pass
        after = rooms.described(code)
        assert (after.port, after.token, after.pid == before.pid) == (
            before.port,
            before.token,
            False,
        )
        assert back.phase == "voting"
        assert 590 < (back.seconds or 0) <= 600
        room = rooms.load(code).room
        for phone, choice in zip(phones, taken, strict=True):
            person = room.keys[key_of(token_of(phone))]
            kept = room.rounds[0].votes[person]
            order = ("ring", "wait", "hide")
            # one that was on its way may be on disk too; none that was taken is lost
            assert kept in (choice, order[(order.index(choice) + 1) % 3])
            assert (await phone.vote("ring")).status == 200
            await phone.session.close()
        with pytest.raises(NotDone, match="reveal"):
            await projector.do("next_step")
        assert b"a-small-story" in await projector.export("json")
        process.end(rooms, code)
        while (last := await anext(updates, None)) is not None:
            assert last.warning or last.answered == len(phones)
    assert not rooms.is_running(code)
    assert rooms.described(code).pid == 0


async def test_whatever_listens_where_a_room_did_is_not_shown_its_token(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pmquest.workshop.client._AGAIN", (0.0, 0.0))
    code, heard = new_room(rooms), []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readline())
        writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\ndata: {}\n\n")
        writer.close()

    async with await asyncio.start_server(listen, "127.0.0.1", 0) as other:
        port = other.sockets[0].getsockname()[1]
        rooms.describe(replace(rooms.described(code), port=port, pid=os.getpid()))
        async with RoomClient(rooms, code) as projector:
            with pytest.raises(NotDone, match="does not answer"):
                await projector.do("start")
            with pytest.raises(NotDone, match="does not answer"):
                await projector.export("json")
            assert heard == []
            with rooms._held(code):  # as if a room of another pmquest answered
                looking = asyncio.create_task(anext(projector.updates()))
                async with asyncio.timeout(10):
                    while len(heard) < 2:
                        await asyncio.sleep(0.005)
                looking.cancel()


_HOLDS_A_REHEARSAL = """
import sys
from pathlib import Path
from pmquest.game.game import local_now
from pmquest.workshop import process
from pmquest.workshop.store import Rooms

with process.rehearsing(Rooms(Path(sys.argv[1]), local_now), sys.argv[2]):
    print("there", flush=True)
    sys.stdin.read()
"""


def test_a_rehearsal_is_over_and_deleted_however_the_process_that_holds_it_ends(
    rooms: Rooms,
) -> None:
    code = new_room(rooms)
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDS_A_REHEARSAL, str(rooms.home), code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"there\n"
        assert rooms.described(code).rehearsal
        assert rooms.is_running(code)
        holder.kill()
    give_up = monotonic() + 20
    while rooms.codes():
        assert monotonic() < give_up
        sleep(0.02)


def test_a_room_that_cannot_be_served_says_why(rooms: Rooms) -> None:
    code = new_room(rooms)
    kept = rooms.open(code)
    with pytest.raises(process.NotStarted, match="served already"):
        process.start(rooms, code)
    with pytest.raises(process.NotStarted), process.rehearsing(rooms, code):
        pass
    kept.close()
