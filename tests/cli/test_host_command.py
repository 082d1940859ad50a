"""Opening a room, bringing it back, showing it: `pmquest host`."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from a_week import a_week
from pmquest.game.game import local_now
from pmquest.workshop import deeds, process
from pmquest.workshop.client import RoomClient
from pmquest.workshop.record import KeptRoom
from pmquest.workshop.room import Room
from pmquest.workshop.store import Rooms
from running import Ran, run


@pytest.fixture
def rooms(home: Path) -> Iterator[Rooms]:
    """A fresh data folder with the week in its scenarios; no room stays open after the test."""
    (home / "scenarios").mkdir(parents=True)
    a_week(home / "scenarios")
    rooms = Rooms(home, local_now)
    yield rooms
    for each in process.running(rooms):
        process.end(rooms, each.code)


@dataclass
class Stage:
    """A terminal on which nothing is drawn, and rooms that nobody serves."""

    monkeypatch: pytest.MonkeyPatch
    started: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    shown: list[tuple[str, bool]] = field(default_factory=list)

    def host(self, *arguments: str, typed: str = "") -> Ran:
        return run(self.monkeypatch, "host", *arguments, typed=typed, terminal=True)


@pytest.fixture
def stage(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> Stage:
    stage = Stage(monkeypatch)
    monkeypatch.setattr("pmquest.plain.terminal.can_draw", lambda: True)
    monkeypatch.setattr(process, "start", lambda _, code, **way: stage.started.append((code, way)))
    monkeypatch.setattr(
        "pmquest.commands.host._projected",
        lambda _game, _rooms, code, *, notes: stage.shown.append((code, notes)),
    )
    return stage


def as_usual(code: str) -> tuple[str, dict[str, Any]]:
    return code, {"reach": None, "address": None, "port": None}


def room(rooms: Rooms, code: str) -> Room:
    return rooms.load(code).room


def held(rooms: Rooms, code: str) -> KeptRoom:
    """Have somebody serve a room, as far as others can tell."""
    return rooms.open(code)


def test_a_room_is_opened_closed_and_brought_back_without_a_terminal(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = run(monkeypatch, "host", "week")
    (listed,) = rooms.list()
    port = rooms.described(listed.code).port
    shown = f"{listed.code[:3]} {listed.code[3:]}"
    assert opened.status == 0
    assert f"Phones go to http://127.0.0.1:{port} and type {shown}." in opened.out
    assert f"pmquest host --attach {listed.code}" in opened.out
    assert listed.running
    closed = run(monkeypatch, "rooms", "--close", shown.lower())
    assert "is closed" in closed.err
    assert not rooms.is_running(listed.code)
    back = run(monkeypatch, "host", "--resume")
    assert shown in back.out
    assert rooms.is_running(listed.code)


def test_a_rehearsal_has_its_phones_join_and_leaves_nothing(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    def until_joined(_game: object, kept: Rooms, code: str, *, notes: bool) -> int:
        async def follow() -> int:
            async with RoomClient(kept, code, notes=notes) as client:
                async for now in client.updates():
                    if now.present == 2:
                        return 0
            raise AssertionError("the room is gone")

        return asyncio.run(asyncio.wait_for(follow(), 30))

    monkeypatch.setattr("pmquest.plain.terminal.can_draw", lambda: True)
    monkeypatch.setattr("pmquest.commands.host._projected", until_joined)
    ran = run(monkeypatch, "host", "week", "--rehearse", "2", terminal=True)
    assert ran.status == 0
    assert ran.err == (
        "2 simulated phones joined. The rehearsal is over, and nothing of it was kept.\n"
    )
    assert rooms.codes() == ()


def test_a_rehearsal_that_fails_leaves_nothing_either(rooms: Rooms, stage: Stage) -> None:
    def fail(*_: object, **__: object) -> None:
        raise process.NotStarted("Something else listens at port 9; choose another one.")

    stage.monkeypatch.setattr(process, "rehearsing", fail)
    ran = stage.host("week", "--rehearse", "2", "--port", "9")
    assert (ran.status, ran.err) == (1, "Something else listens at port 9; choose another one.\n")
    assert rooms.codes() == ()


def test_a_rehearsal_is_never_offered_and_cleared_away_where_it_was_left_over(
    rooms: Rooms, stage: Stage
) -> None:
    stage.host("week")
    (listed,) = rooms.list()
    rooms.describe(replace(rooms.described(listed.code), rehearsal=True))
    kept = held(rooms, listed.code)
    assert "already" not in stage.host("week").out
    assert len(rooms.codes()) == 2, "one that is open stays"
    kept.close()
    stage.host("--resume")
    assert listed.code not in rooms.codes()


def test_a_new_room_has_the_rules_and_the_way_in_that_were_asked_for(
    rooms: Rooms, stage: Stage
) -> None:
    way_in = "--lan --address 10.0.0.7 --port 9000"
    rules = "--tie drawn --hands --seconds 90 --seed 5"
    ran = stage.host("week", "--notes", *way_in.split(), *rules.split())
    assert ran.status == 0
    ((code, way),) = stage.started
    assert way == {"reach": "lan", "address": "10.0.0.7", "port": 9000}
    opened = room(rooms, code).opened
    assert (opened.scenario, opened.seed, opened.tie) == ("week", 5, "drawn")
    assert (opened.hands, opened.seconds) == (True, 90)
    assert stage.shown == [(code, True)]


def test_an_address_for_phones_opens_the_room_to_them_unless_that_is_refused(
    rooms: Rooms, stage: Stage
) -> None:
    stage.host("week", "--address", "room.example.org")
    stage.host("week", "--address", "room.example.org", "--no-lan", typed="n\n")
    assert [way["reach"] for _, way in stage.started] == ["lan", "loopback"]


def test_a_room_that_is_unfinished_is_offered_first(rooms: Rooms, stage: Stage) -> None:
    stage.host("week")
    (listed,) = rooms.list()
    again = stage.host("week", typed="\n")
    assert "There is a room of this already:" in again.out
    assert f"{listed.code[:3]} {listed.code[3:]}" in again.out
    assert stage.started == [as_usual(listed.code)] * 2
    assert stage.shown == [(listed.code, False)] * 2
    other = stage.host("week", "--hands", typed="n\n")
    assert "It keeps the rules with which it was opened." in other.out
    assert len(rooms.list()) == 2
    assert room(rooms, stage.shown[2][0]).opened.hands


def test_who_leaves_at_the_question_opens_nothing(rooms: Rooms, stage: Stage) -> None:
    stage.host("week")
    assert stage.host("week", typed="").status == 0
    assert len(rooms.list()) == len(stage.shown) == 1


def test_without_a_terminal_another_room_is_opened_and_the_unfinished_one_named(
    rooms: Rooms, stage: Stage
) -> None:
    stage.host("week")
    (listed,) = rooms.list()
    stage.monkeypatch.setattr("pmquest.plain.terminal.can_draw", lambda: False)
    ran = stage.host("week")
    assert ran.err == (
        f"A room of this is unfinished: pmquest host --resume {listed.code} brings it back.\n"
    )
    assert len(rooms.list()) == 2


def test_a_room_that_is_over_is_not_offered_and_comes_back_only_by_its_code(
    rooms: Rooms, stage: Stage
) -> None:
    stage.host("week")
    (listed,) = rooms.list()
    kept = held(rooms, listed.code)
    kept.append([deeds.Ended()], kept.room.sequence)
    kept.close()
    refused = stage.host("--resume")
    assert refused.err.startswith("No room is unfinished here")
    again = stage.host("--resume", listed.code)
    assert again.err.splitlines()[0].endswith(" is closed.")
    assert f"pmquest rooms --export {listed.code} -o workshop.html" in again.err
    assert f"pmquest rooms --delete {listed.code}" in again.err
    assert "already" not in stage.host("week").out


def test_a_room_that_is_open_is_shown_again(rooms: Rooms, stage: Stage) -> None:
    stage.host("week")
    (listed,) = rooms.list()
    kept = held(rooms, listed.code)
    for arguments in (
        ["--attach"],
        ["week", "--attach"],
        ["--attach", listed.code.lower()],
        ["--notes"],
        ["week", "--attach", "--notes"],
        ["--resume", listed.code],
    ):
        ran = stage.host(*arguments)
        assert f"pmquest host --attach {listed.code}  show it again" in ran.err
        assert ran.err.splitlines()[0].endswith(" goes on.")
    kept.close()
    assert len(stage.started) == 1
    assert [notes for _, notes in stage.shown] == [False] * 4 + [True, True, False]


def test_the_same_command_shows_a_room_whose_terminal_was_closed(
    rooms: Rooms, stage: Stage
) -> None:
    command = ["week", "--lan", "--port", "9000"]
    stage.host(*command)
    (listed,) = rooms.list()
    rooms.describe(replace(rooms.described(listed.code), lan=True, port=9000))
    kept = held(rooms, listed.code)
    again = stage.host(*command, typed="\n")
    moved = stage.host("week", "--lan", "--port", "9001", typed="\n")
    alone = stage.host("--resume", "--no-lan")
    kept.close()
    assert again.status == 0
    assert [code for code, _ in stage.shown] == [listed.code] * 2
    for refused in (moved, alone):
        assert refused.status == 1
        assert f"pmquest rooms --close {listed.code}" in refused.err


def test_a_room_that_could_not_be_opened_is_not_offered_afterwards(
    rooms: Rooms, stage: Stage
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise process.NotStarted("Something else listens at port 9; choose another one.")

    stage.monkeypatch.setattr(process, "start", fail)
    assert stage.host("week", "--port", "9").status == 1
    assert rooms.codes() == ()


def test_what_cannot_be_shown_is_told(rooms: Rooms, stage: Stage) -> None:
    assert stage.host("--attach").err.startswith("No room is open here")
    stage.host("week")
    (first,) = rooms.list()
    not_open = stage.host("--attach", first.code).err
    assert f"pmquest host --resume {first.code} brings it back" in not_open
    assert stage.host("--attach", "ACDEFG").err == "There is no room ACD EFG here.\n"
    stage.host("week", typed="n\n")
    both = [held(rooms, each.code) for each in rooms.list()]
    several = stage.host("--attach").err
    for each in both:
        assert each.room.opened.code in several
        each.close()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("", "Name a SCENARIO"),
        ("weak", "week"),
        ("week --attach --resume", "--attach is for a room that is open"),
        ("--attach --port 9000", "leave the rest out"),
        ("week --attach --hands", "leave the rest out"),
        ("--resume --tie drawn", "with the rules that it had"),
        ("week --resume --rehearse 3", "with the rules that it had"),
        ("week --address http://10.0.0.7", "the name or number alone"),
        ("week --address 10.0.0.7:80", "the name or number alone"),
        ("week --port 0", "1<=x<=65535"),
        ("week --seconds 1", "5<=x<=3600"),
        ("week --rehearse 501", "1<=x<=500"),
        ("week --tie drwn", "Did you mean 'drawn'?"),
        ("--attach week", "“week” is not the code of a room"),
    ],
)
def test_what_makes_no_sense_is_refused(
    rooms: Rooms, stage: Stage, arguments: str, told: str
) -> None:
    ran = stage.host(*arguments.split())
    assert ran.status == 2
    assert told in ran.err
    assert rooms.codes() == ()


@pytest.mark.parametrize("arguments", ["--attach", "--notes", "week --rehearse 5"])
def test_a_projector_needs_a_terminal(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch, arguments: str
) -> None:
    ran = run(monkeypatch, "host", *arguments.split())
    assert (ran.status, ran.err.splitlines()[-1]) == (2, "Error: The projector needs a terminal.")


def test_a_home_in_which_nothing_can_be_written_is_told(rooms: Rooms, stage: Stage) -> None:
    (rooms.home / "rooms").write_text("not a folder")
    ran = stage.host("week")
    assert ran.status == 1
    assert ran.err == f"No room can be kept in {rooms.home}: File exists.\n"
