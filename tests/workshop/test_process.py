"""Rooms as processes: started, reached, killed and brought back, ended."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from served import new_room, rooms_at

from pmquest.workshop import process
from pmquest.workshop.client import NotDone, RoomClient
from pmquest.workshop.store import Rooms
from pmquest.workshop.views import Facilitator


@pytest.fixture
def rooms(home: Path):  # type: ignore[no-untyped-def]
    rooms = rooms_at(home)
    yield rooms
    for each in process.running(rooms):
        process.end(rooms, each.code)


async def shown(client: RoomClient) -> Facilitator:
    async for each in client.updates():
        if not each.warning:
            return each
    raise AssertionError("the room is gone")


async def test_a_room_that_was_killed_is_brought_back_as_it_was(rooms: Rooms) -> None:
    code = new_room(rooms)
    process.start(rooms, code)
    before = rooms.described(code)
    async with RoomClient(rooms, code) as client:
        await client.do("start")
        with pytest.raises(NotDone, match="not shown yet|close and reveal"):
            await client.do("next_step")
        updates = client.updates()
        assert (await anext(updates)).phase == "voting"
        os.kill(before.pid, signal.SIGKILL)
        assert "does not answer" in (await anext(updates)).warning
        process.start(rooms, code)
        again = await anext(updates)
        while again.warning:
            again = await anext(updates)
        assert again.phase == "voting"
        after = rooms.described(code)
        assert (after.port, after.token) == (before.port, before.token)
        process.end(rooms, code)
        assert [each async for each in updates] == []
    assert not rooms.is_running(code)
