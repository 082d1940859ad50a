"""A room that is served: people join, vote and see what they may see."""

from __future__ import annotations

import asyncio
import errno
from pathlib import Path
from typing import Any

import pytest
from served import new_room, rooms_at, served

from pmquest.workshop import service
from pmquest.workshop.store import Description


async def test_phones_join_and_vote_and_the_facilitator_sees_it(home: Path) -> None:
    async with served(home) as room:
        host = await room.host()
        anna, ben = await room.phone("Anna"), await room.phone("Ben")
        async with host.listening("/host/events") as screen, anna.listening("/api/events") as phone:
            assert (await screen.frame("room"))["present"] == 2
            assert (await phone.frame("shared"))["phase"] == "lobby"
            assert (await host.do("start")).status == 200
            shown = await phone.frame("shared", lambda shared: shared["phase"] == "voting")
            assert {choice["id"] for choice in shown["choices"]} == {"ring", "wait", "hide"}
            assert (await anna.vote("ring")).json["vote"] == "ring"
            assert (await ben.vote("wait")).status == 200
            assert (await ben.vote("ring")).status == 200
            await screen.frame("room", lambda shown: shown["answered"] == 2)
            await host.do("reveal")
            revealed = await phone.frame("shared", lambda shared: shared["phase"] == "revealed")
            assert {bar["id"]: bar["votes"] for bar in revealed["bars"]}["ring"] == 2


async def test_the_facilitator_sees_who_is_connected(home: Path) -> None:
    async with served(home) as room:
        host = await room.host()
        anna, ben, _ = [await room.phone(name) for name in ("Anna", "Ben", "Cleo")]
        async with host.listening("/host/events") as screen:
            async with anna.listening("/api/events"):
                await ben.ask("/api/state")  # a phone without a stream asks now and then
                both = await screen.frame("room", lambda room: connected(room) == ["Anna", "Ben"])
                assert both["present"] == 3
                await anna.ask("/api/state")
            await screen.frame("room", lambda room: connected(room) == ["Ben"])


def connected(room: dict[str, Any]) -> list[str]:
    return [person["name"] for person in room["people"] if person["connected"]]


async def test_the_lobby_learns_that_another_device_reaches_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with served(home) as room:
        host = await room.host()
        await room.phone("Anna")
        assert (await host.ask("/host/state")).json["reachable"] is None
        monkeypatch.setattr(service, "is_loopback", lambda host: False)
        await host.do("choose_address", address="workshop.local")
        await room.phone("Ben")
        assert (await host.ask("/host/state")).json["reachable"] is True


@pytest.mark.parametrize(
    ("before", "address", "shown"),
    [
        (Description("KHM4RT", "", lan=True), None, "10.0.0.7"),
        (Description("KHM4RT", "", lan=True), "room.local", "room.local"),
        (Description("KHM4RT", "", lan=True, address="room.local"), None, "room.local"),
        (Description("KHM4RT", "", lan=True, address="127.0.0.1"), None, "10.0.0.7"),
        (
            Description("KHM4RT", "", lan=True, address="10.0.0.9", addresses=("10.0.0.9",)),
            None,
            "10.0.0.7",
        ),
        (
            Description("KHM4RT", "", lan=True, address="10.0.0.8", addresses=("10.0.0.8",)),
            None,
            "10.0.0.8",
        ),
        (Description("KHM4RT", "", address="10.0.0.7"), None, "10.0.0.7"),
        (Description("KHM4RT", ""), None, "127.0.0.1"),
    ],
)
def test_phones_are_shown_an_address_that_the_machine_still_has(
    monkeypatch: pytest.MonkeyPatch, before: Description, address: str | None, shown: str
) -> None:
    monkeypatch.setattr(service, "machine_addresses", lambda: ("10.0.0.7", "10.0.0.8"))
    assert service.described(before, None, address).address == shown


async def test_a_network_that_changes_is_noticed(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_HOUSEKEEPING", 0.01)
    rooms = rooms_at(home)
    async with service.serving(rooms, new_room(rooms), lan=True, port=0) as served_room:
        monkeypatch.setattr(service, "machine_addresses", lambda: ("10.9.9.9", "10.9.9.8"))
        async with asyncio.timeout(10):
            while served_room.description.address != "10.9.9.9":
                await asyncio.sleep(0.005)
        assert rooms.described(served_room.code).addresses == ("10.9.9.9", "10.9.9.8")


async def test_a_room_that_could_not_be_served_is_let_go_of(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = rooms_at(home)
    code = new_room(rooms)

    def full(description: Description) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(rooms, "describe", full)
        with pytest.raises(OSError, match="No space"):
            async with service.serving(rooms, code, port=0):
                pass
    assert not rooms.is_running(code)
    async with service.serving(rooms, code, port=0) as served_again:
        assert served_again.room.phase == "lobby"


async def test_nothing_is_written_of_a_room_that_may_be_deleted_already(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = rooms_at(home)
    code, held = new_room(rooms), []
    describe = rooms.describe

    def described(description: Description) -> None:
        held.append(rooms.is_running(code))
        describe(description)

    monkeypatch.setattr(rooms, "describe", described)
    async with service.serving(rooms, code, port=0):
        pass
    assert held == [True, True]
    assert not rooms.is_running(code)
    rooms.delete(code)
    assert not [*(rooms.home / "rooms").iterdir()]
