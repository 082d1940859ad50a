"""Who must go where there are too many connections, and who keeps their place."""

from __future__ import annotations

import asyncio
import os
from typing import Any

import pytest

from pmquest.workshop.doors import MOST_OF_ONE, Door, Doors, most_connections


class Line(asyncio.Transport):
    """The end of a connection from some address."""

    def __init__(self, host: str) -> None:
        super().__init__({"peername": (host, 1)})
        self.cut = False

    def abort(self) -> None:
        self.cut = True


class Inner(asyncio.Protocol):
    def __init__(self) -> None:
        self.heard: list[Any] = []

    def data_received(self, data: bytes) -> None:
        self.heard.append(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self.heard.append("lost")


@pytest.mark.skipif(os.name != "posix", reason="files are counted on POSIX")
@pytest.mark.parametrize(
    ("allowed", "refused", "files"),
    [
        ((256, -1), (65_536, 20_000), 10_240),
        ((256, 4_096), (), 4_096),
        ((1_024, 1_024), (), 1_024),
        ((1_048_576, 1_048_576), (), 65_536),
        ((-1, -1), (), 65_536),
    ],
)
def test_as_many_connections_as_the_system_lets_a_process_have(
    monkeypatch: pytest.MonkeyPatch,
    allowed: tuple[int, int],
    refused: tuple[int, ...],
    files: int,
) -> None:
    import resource

    def set_limit(_: int, limits: tuple[int, int]) -> None:
        if limits[0] in refused:
            raise ValueError("not allowed to raise maximum limit")

    monkeypatch.setattr(resource, "RLIM_INFINITY", -1)
    monkeypatch.setattr(resource, "getrlimit", lambda _: allowed)
    monkeypatch.setattr(resource, "setrlimit", set_limit)
    most = most_connections()
    assert files // 2 <= most < files
    assert most >= files - 1_152


def come(doors: Doors, host: str = "10.0.0.1") -> Line:
    line = Line(host)
    door = doors.guarding(Inner)()
    assert isinstance(door, Door)
    door.connection_made(line)
    return line


def test_the_oldest_that_showed_nothing_makes_room_for_the_newest() -> None:
    doors = Doors(most=100, most_unproven=3)
    lines = [come(doors) for _ in range(5)]
    assert [line.cut for line in lines] == [True, True, False, False, False]
    assert len(doors) == 3


def test_who_has_joined_keeps_their_place_whatever_comes() -> None:
    doors = Doors(most=10, most_unproven=10)
    joined = [come(doors) for _ in range(5)]
    for number, line in enumerate(joined):
        doors.prove(line, f"p{number}")
    junk = [come(doors) for _ in range(1_000)]
    assert not any(line.cut for line in joined)
    assert sum(not line.cut for line in junk) <= 5
    assert len(doors) <= 10


def test_the_address_with_most_junk_pays_for_it() -> None:
    doors = Doors(most=100, most_unproven=4)
    quiet = come(doors, "10.0.0.2")
    junk = [come(doors, "10.0.0.9") for _ in range(50)]
    assert not quiet.cut
    assert sum(not line.cut for line in junk) == 3


def test_one_person_has_so_many_connections_and_no_more() -> None:
    doors = Doors(most=100)
    lines = [come(doors) for _ in range(MOST_OF_ONE + 1)]
    for line in lines:
        doors.prove(line, "p1")
        doors.prove(line, "p1")
    assert [line.cut for line in lines] == [True] + [False] * MOST_OF_ONE


def test_a_door_hands_on_what_comes_and_forgets_who_left() -> None:
    doors = Doors(most=10)
    inner = Inner()
    door = doors.guarding(lambda: inner)()
    line = Line("10.0.0.1")
    door.connection_made(line)
    door.data_received(b"GET")  # type: ignore[attr-defined]
    door.connection_lost(None)
    assert inner.heard == [b"GET", "lost"]
    assert len(doors) == 0
    doors.prove(line, "p1")
    assert len(doors) == 0
