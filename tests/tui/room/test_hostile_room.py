"""A hostile scenario and hostile names on the wall: nothing crashes, nothing acts."""

from __future__ import annotations

import pytest
from a_room import RoomHost, hosting, press, settled
from test_hostile import EVIL, SHOWN, STORY, WIDE_TEXT, look

from pmquest.scenario.reader import read_bytes
from pmquest.tui.app import PmquestApp
from pmquest.workshop import moves
from pmquest.workshop.deeds import Joined

TURNED = "\x1b]0;x\x07\x1b[31m\u202e" + WIDE_TEXT


@pytest.fixture
def acted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a hostile text got done."""
    done: list[str] = []
    monkeypatch.setattr(PmquestApp, "action_evil", lambda _: done.append("evil"), raising=False)
    monkeypatch.setattr(PmquestApp, "open_url", lambda _, url, **__: done.append(url))
    return done


def hostile_room(*, notes: bool = False) -> RoomHost:
    told = read_bytes(STORY.encode(), file="hostile.yaml", scenario_id="hostile").scenario
    assert told is not None
    host = RoomHost(told, notes=notes, hands=notes)
    host.happen(Joined("p1", "1", EVIL), Joined("p2", "2", TURNED))
    return host


async def test_the_wall(acted: list[str]) -> None:
    host = hostile_room()
    async with hosting(host, (60, 20)) as pilot:
        await look(pilot)
        for key in ("enter", "t", "j", "j", "r", "w", "p"):
            await press(pilot, key)
            await look(pilot)
        await press(pilot, "enter")
        await look(pilot, there=SHOWN)
        await press(pilot, "enter")
        await look(pilot)
        host.happen(*moves.reveal(host.room), *moves.end(host.room))
        host.happen(*moves.reflect(host.room, "p1", 0, f"{EVIL}\n{TURNED}"))
        await settled(pilot)
        await press(pilot, "w")
        for _ in pilot.app.screen.wall.slides:
            await look(pilot)
            await press(pilot, "right")
    assert acted == []


async def test_the_notes_and_the_dialogs(acted: list[str]) -> None:
    host = hostile_room(notes=True)
    async with hosting(host, (120, 40)) as pilot:
        await look(pilot)
        for key in ("i", "escape", "enter", "h", "escape", "r", "p"):
            await press(pilot, key)
            await look(pilot)
    assert acted == []
