"""What a served room promises where something goes wrong: with the disk, the phones, the clock."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import msgspec
import pytest
from served import Served, new_room, rooms_at, served

from pmquest.workshop import moves, streams, timekeeper
from pmquest.workshop.deeds import Paused, TimeLeft
from pmquest.workshop.service import AFTER_DEBRIEF, ALONE, serving
from pmquest.workshop.store import Rooms
from stories import STORY

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes seconds on the day takes moments here."""
    monkeypatch.setattr(streams, "PATIENCE", 0.1)
    monkeypatch.setattr(timekeeper, "NOTED", 0.01)
    monkeypatch.setattr(timekeeper, "_AGAIN", 0.01)


async def until(done: Callable[[], Any]) -> None:
    async with asyncio.timeout(10):
        while not done():
            await asyncio.sleep(0.005)


def votes(room: Served, round: int = 1) -> dict[str, str]:
    """The votes as they are on disk."""
    return dict(room.rooms.load(room.code).room.rounds[round - 1].votes)


def fill_disk(room: Served) -> Callable[[], None]:
    """Let the file take no page more; gives what makes room again."""
    connection: sqlite3.Connection = room.service.writer._kept._journal._connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (most,) = connection.execute("PRAGMA max_page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")

    def make_room() -> None:
        connection.execute(f"PRAGMA max_page_count = {most}")

    return make_room


async def test_an_acknowledged_vote_is_on_disk(home: Path) -> None:
    async with served(home) as room:
        host = await room.host()
        phones = [await room.phone("") for _ in range(5)]
        await host.do("start")
        answers = await asyncio.gather(*(phone.vote("ring") for phone in phones))
        assert {answer.status for answer in answers} == {200}
        assert votes(room) == {phone.person: "ring" for phone in phones}


async def test_a_room_that_is_served_again_is_as_it_was(home: Path) -> None:
    async with served(home, seconds=600) as room:
        host, anna = await room.host(), await room.phone("Anna")
        await host.do("start")
        await anna.vote("ring")
        before, token, code = anna, room.service.token, room.code
    async with served(home, code=code) as room:
        assert room.service.token == token
        anna = await room.phone()
        anna.take_over(before)
        state = (await anna.ask("/api/state")).json
        assert state["own"]["name"] == "Anna"
        assert state["own"]["vote"] == "ring"
        assert 590 < state["shared"]["seconds"] <= 600


async def test_voting_goes_on_without_a_projector(home: Path) -> None:
    async with served(home) as room:
        host, anna = await room.host(), await room.phone("Anna")
        async with host.listening("/host/events") as screen:
            await screen.frame("room")
            await host.do("start")
        await host.session.close()
        assert (await anna.vote("ring")).status == 200
        again = await room.host()
        async with again.listening("/host/events") as screen:
            shown = await screen.frame("room")
        assert shown["answered"] == 1
        assert shown == (await again.ask("/host/state")).json


async def test_nothing_is_acknowledged_while_the_disk_is_full(home: Path) -> None:
    async with served(home) as room:
        host = await room.host()
        phones = [await room.phone("") for _ in range(4)]
        await host.do("start")
        make_room = fill_disk(room)
        async with host.listening("/host/events") as screen:
            refused = []
            while not refused:  # the last page may take some yet
                answers = [
                    await phone.vote(choice) for choice in ("ring", "wait") for phone in phones
                ]
                refused = [answer for answer in answers if answer.status != 200]
            assert {answer.status for answer in refused} == {503}
            assert refused[0].headers["Retry-After"] == "1"
            assert "try again" in refused[0].json["error"]
            full = await screen.frame("room", lambda shown: shown["warning"])
            assert "the disk is full" in full["warning"]
            before = votes(room)
            assert dict(room.service.room.rounds[0].votes) == before
            make_room()
            for phone in phones:
                assert (await phone.vote("hide")).status == 200
            assert not (await screen.frame("room", lambda shown: not shown["warning"]))["warning"]
        assert set(votes(room).values()) == {"hide"}


async def test_a_commit_that_was_kept_after_all_is_taken_in(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with served(home) as room:
        host, anna = await room.host(), await room.phone("Anna")
        await host.do("start")
        kept = room.service.writer._kept
        append = kept.append

        def told_wrongly(*args: Any) -> None:
            from pmquest.journal.errors import DiskFull

            append(*args)
            monkeypatch.undo()
            raise DiskFull("the disk reports an error")

        monkeypatch.setattr(kept, "append", told_wrongly)
        assert (await anna.vote("ring")).status == 503
        assert (await anna.vote("wait")).status == 503  # now the room learns what is on disk
        assert (await anna.vote("wait")).status == 200
        assert votes(room) == {anna.person: "wait"}
        assert room.rooms.load(room.code).room.sequence == room.service.room.sequence


async def test_a_phone_that_slept_is_the_same_person_and_misses_nothing(home: Path) -> None:
    async with served(home) as room:
        host, anna = await room.host(), await room.phone("Anna")
        await host.do("start")
        async with anna.listening("/api/events") as phone:
            seen = await phone.frame("shared")
            await anna.vote("ring")
        await host.do("reveal")
        woken = (await anna.ask(f"/api/state?after={seen['sequence']}")).json
        assert woken["shared"]["phase"] == "revealed"
        assert woken["own"]["vote"] == "ring"
        known = woken["shared"]["sequence"]
        assert (await anna.ask(f"/api/state?after={known}")).status == 204
        async with anna.listening("/api/events") as phone:
            assert (await phone.frame("shared"))["phase"] == "revealed"


async def test_all_come_back_at_once_each_at_a_time_of_its_own(home: Path) -> None:
    async with served(home) as room:
        anna = await room.phone("Anna")
        waits = set()
        for _ in range(8):
            async with anna.session.get("/api/events") as stream:
                waits.add(int((await stream.content.readline()).removeprefix(b"retry: ")))
        assert len(waits) > 4
        assert all(300 <= wait <= 2_500 for wait in waits)
        phones = [await room.phone("") for _ in range(30)]
        async with asyncio.timeout(5):
            states = await asyncio.gather(*(phone.ask("/api/state") for phone in phones))
        assert {state.status for state in states} == {200}


async def test_a_vote_counts_once_however_often_it_comes(home: Path) -> None:
    async with served(home) as room:
        host, anna = await room.host(), await room.phone("Anna")
        await host.do("start")
        async with anna.listening("/api/events") as one, anna.listening("/api/events") as two:
            await one.frame("own")
            await two.frame("own")
            assert (await anna.vote("ring")).status == 200
            written = room.service.room.sequence
            again = await asyncio.gather(*(anna.vote("ring") for _ in range(10)))
            assert {answer.status for answer in again} == {200}
            assert room.service.room.sequence == written
            assert (await anna.vote("wait")).status == 200
            for tab in (one, two):
                assert await tab.frame("own", lambda own: own["vote"] == "wait")
        await host.do("close")
        assert (await anna.vote("wait")).status == 200, "the answer may have been lost"
        assert votes(room) == {anna.person: "wait"}


async def test_a_vote_that_cannot_be_is_refused_and_leaves_no_trace(home: Path) -> None:
    async with served(home) as room:
        host, anna = await room.host(), await room.phone("Anna")
        assert (await anna.vote("ring")).status == 409
        await host.do("start")
        before = room.service.room
        refused = [
            await anna.vote("bribe"),
            await anna.vote("ring", round=2),
            await anna.vote("ring", round=-1),
            await anna.vote("ring", round=10**30),
            await anna.ask("/api/vote", {"round": "one", "choice": "ring"}),
            await anna.ask("/api/vote", ["ring"]),
            await anna.ask("/api/vote", b"\xff\xfe{"),
        ]
        await host.do("close")
        refused.append(await anna.vote("ring"))
        assert [each.status for each in refused] == [404, 409, 409, 409, 400, 400, 400, 409]
        assert all(each.json["error"].endswith(".") for each in refused)
        await host.do("kick", person=anna.person)
        assert (await anna.vote("ring")).status == 403
        assert votes(room) == {}
        assert room.service.room.rounds[0].votes == before.rounds[0].votes


async def test_a_tie_and_no_votes_and_nobody_left_stop_nothing(home: Path) -> None:
    async with served(home) as room:
        host, anna, ben = await room.host(), await room.phone("Anna"), await room.phone("Ben")
        await host.do("start")
        await anna.vote("ring")
        await ben.vote("wait")
        await host.do("reveal")
        stuck = await host.do("next_step")
        assert (stuck.status, stuck.json["error"][:7]) == (409, "Several")
        assert (await host.do("next_step", choice="wait")).status == 200
        assert (await host.do("next_step")).status == 200, "past the scene without answers"
        for phone in (anna, ben):
            await host.do("kick", person=phone.person)
            await phone.session.close()
        await host.do("reveal")
        assert (await host.do("next_step")).status == 409
        assert (await host.do("next_step", choice="years")).status == 200
        assert (await host.do("next_step")).status == 200
        assert room.service.room.ended


async def test_the_room_keeps_the_scenario_that_it_was_opened_with(home: Path) -> None:
    file = home / "a-small-story.yaml"
    home.mkdir(parents=True)
    file.write_text(STORY)
    rooms = rooms_at(home)
    code = new_room(rooms, file.read_text())
    file.write_text(STORY.replace("A small story", "Another story"))
    async with served(home, code=code) as room:
        anna = await room.phone("Anna")
        assert (await anna.ask("/api/state")).json["shared"]["title"] == "A small story"


async def test_a_jump_of_the_clock_moves_no_deadline(home: Path) -> None:
    new_year = datetime(2026, 1, 1, tzinfo=UTC)
    jumps = (new_year + timedelta(days=7 * (-1) ** n * n) for n in count())
    rooms = Rooms(home, lambda: next(jumps))
    code = new_room(rooms, seconds=600)
    async with serving(rooms, code, port=0) as service:
        await service.writer.ask(moves.start)
        await until(lambda: service.room.rounds[0].seconds < 600)
        assert 595 < (service.timekeeper.left or 0) <= 600


async def test_time_is_written_down_held_given_and_closes_the_round(home: Path) -> None:
    async with served(home, seconds=600) as room:
        host = await room.host()
        await host.do("start")
        await until(lambda: room.service.room.rounds[0].seconds < 600)
        await host.do("pause")
        held = room.service.timekeeper.left
        deeds = [deed for _, deed in room.rooms.load(room.code).history]
        noted = deeds[deeds.index(Paused()) - 1]
        assert isinstance(noted, TimeLeft)
        assert noted.seconds == pytest.approx(held, abs=0.05)
        await host.do("give_time", seconds=30)
        assert room.service.timekeeper.left == pytest.approx(held + 30)
        await host.do("resume")
        room.service.timekeeper._countdown.set(0.02)
        room.service.timekeeper._changed.set()
        await until(lambda: room.service.room.phase == "closed")
        assert room.service.timekeeper.left is None
        await host.do("revote")
        assert 599 < (room.service.timekeeper.left or 0) <= 600


async def test_a_room_that_is_killed_while_it_is_paused_goes_on_from_the_time_it_had(
    home: Path,
) -> None:
    async with served(home, seconds=600) as room:
        host = await room.host()
        await host.do("start")
        await until(lambda: room.service.room.rounds[0].seconds < 600)
        await host.do("pause")
        held = room.service.timekeeper.left
        on_disk = room.rooms.load(room.code).history
    async with served(home, code=room.code) as back:
        assert back.rooms.load(room.code).history == on_disk, "no more than -9 leaves was written"
        assert back.service.room.paused
        left = back.service.timekeeper.left
        assert left == back.service.room.rounds[0].seconds == pytest.approx(held, abs=0.05)
        await asyncio.sleep(0.02)
        assert back.service.timekeeper.left == left, "no time passes in a pause"
        host = await back.host()
        await host.do("resume")
        await until(lambda: back.service.room.rounds[0].seconds < left)
        assert back.service.room.phase == "voting"


async def test_a_round_whose_time_is_up_closes_as_soon_as_the_disk_lets_it(home: Path) -> None:
    async with served(home, seconds=600) as room:
        host = await room.host()
        await host.do("start")
        make_room = fill_disk(room)
        room.service.timekeeper._countdown.set(0.0)
        room.service.timekeeper._changed.set()
        await asyncio.sleep(0.05)
        make_room()
        await until(lambda: room.service.room.phase == "closed")


async def test_a_client_that_never_reads_is_let_go(home: Path) -> None:
    async with served(home) as room:
        anna, board = await room.phone("Anna"), room.service.board
        async with anna.session.get("/api/events") as stream:
            transport = stream.connection.transport
            transport.pause_reading()
            most = 0
            async with asyncio.timeout(10):
                while board.phones.listeners:
                    for each in board.phones.of(anna.person):
                        each.put("shared", b"x" * 60_000)
                    await asyncio.sleep(0.005)
                    doors = list(room.service.doors._doors)
                    most = max([most, *(each.get_write_buffer_size() for each in doors)])
            assert most < 300_000
        async with anna.listening("/api/events") as phone:
            await phone.frame("shared")


async def test_a_room_ends_by_itself_when_nobody_needs_it(home: Path) -> None:
    async with served(home) as room:
        service, host = room.service, await room.host()
        await host.do("start")
        now = asyncio.get_running_loop().time()
        service.check_over(now + AFTER_DEBRIEF + 1)
        assert not service.over.is_set()
        service.check_over(now + ALONE + 1)
        assert service.over.is_set()
        service.over.clear()
        await host.do("end")
        service.check_over(now + AFTER_DEBRIEF - 60)
        assert not service.over.is_set()
        service.check_over(now + AFTER_DEBRIEF + 60)
        assert service.over.is_set()


async def test_nothing_goes_to_phones_before_the_reveal(home: Path) -> None:
    async with served(home) as room:
        host, anna, ben = await room.host(), await room.phone("Anna"), await room.phone("Ben")
        await host.do("start")
        before = (await anna.ask("/api/state")).json["shared"]
        for phone, choice in ((anna, "ring"), (ben, "wait")):
            await phone.vote(choice)
        after = (await anna.ask("/api/state")).json["shared"]
        assert after | {"sequence": 0} == before | {"sequence": 0}
        assert msgspec.json.encode(after).count(b"Ben") == 0
