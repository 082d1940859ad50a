"""What is kept of a room, and how it is found again."""

from __future__ import annotations

import os
import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from served import new_room

from pmquest.journal.errors import DiskFull, StreamConflict
from pmquest.journal.sqlite import SqliteJournal
from pmquest.workshop import moves
from pmquest.workshop.deeds import Opened
from pmquest.workshop.refusals import NoRoom, RoomHeld, RoomUnreadable
from pmquest.workshop.store import Rooms
from stories import NOON, STORY, Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def rooms(home: Path, clock: Clock) -> Rooms:
    return Rooms(home, clock)


def carry_on(rooms: Rooms, code: str, *asked: object) -> None:
    kept = rooms.open(code)
    room = kept.room
    for move in asked:
        deeds = move(room)  # type: ignore[operator]
        kept.append(deeds, room.sequence)
        for deed in deeds:
            room = room.after(deed)
    kept.close()


def test_a_room_is_what_happened_in_it(rooms: Rooms) -> None:
    code = new_room(rooms, seconds=60, tie="drawn")
    carry_on(
        rooms,
        code,
        lambda room: moves.join(room, "a" * 64, "Anna"),
        moves.start,
        lambda room: moves.vote(room, "p1", 1, "ring"),
        moves.reveal,
        moves.next_step,
    )
    record = rooms.load(code)
    assert record.room.opened == Opened(
        code, "a-small-story", record.room.opened.hash, 1, "drawn", False, 60
    )
    assert [type(deed).__name__ for _, deed in record.history] == [
        *("Opened", "Joined", "Started", "RoundOpened", "Voted", "RoundClosed", "Revealed"),
        "Advanced",
    ]
    assert record.room.steps[0].choice == "ring"
    assert record.room.sequence == len(record.history)


def test_rooms_are_listed_the_latest_first(rooms: Rooms, clock: Clock) -> None:
    assert rooms.list() == ()
    first, second = new_room(rooms), new_room(rooms)
    clock.now += timedelta(hours=1)
    carry_on(rooms, first, lambda room: moves.join(room, "a" * 64, ""), moves.end)
    listed = rooms.list()
    assert [each.code for each in listed] == [first, second]
    assert listed[0].ended
    assert listed[0].people == 1
    assert listed[0].last - listed[0].opened >= timedelta(hours=1)
    assert (listed[1].ended, listed[1].people, listed[1].running) == (False, 0, False)
    assert listed[1].title == "A small story"
    carry_on(rooms, first, moves.take_back)
    assert not rooms.list()[0].ended


def test_one_process_alone_carries_a_room_on(
    rooms: Rooms, home: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pmquest.workshop.store._HELD_SECONDS", 0.0)
    code = new_room(rooms)
    kept = rooms.open(code)
    elsewhere = Rooms(home, clock)
    with pytest.raises(RoomHeld, match=f"{code[:3]} {code[3:]}"):
        elsewhere.open(code)
    with pytest.raises(RoomHeld):
        elsewhere.delete(code)
    assert elsewhere.is_running(code)
    assert elsewhere.load(code).room.phase == "lobby"
    kept.close()
    assert not elsewhere.is_running(code)
    elsewhere.open(code).close()


def test_what_was_written_meanwhile_is_never_written_over(rooms: Rooms) -> None:
    code = new_room(rooms)
    kept = rooms.open(code)
    kept.append(moves.start(kept.room), 1)
    with pytest.raises(StreamConflict):
        kept.append(moves.start(kept.room), 1)
    assert len(kept.written_after(1)) == 2
    kept.close()


def test_all_of_a_room_is_deleted(rooms: Rooms, home: Path) -> None:
    code, other = new_room(rooms), new_room(rooms)
    carry_on(rooms, code, moves.start)
    rooms.log_file(code).write_text("something went wrong")
    rooms.delete(code)
    assert [path.name for path in home.rglob("*") if code in path.name] == []
    assert [each.code for each in rooms.list()] == [other]
    for gone in (code, "AAAAAA", "../../x", ""):
        with pytest.raises(NoRoom):
            rooms.load(gone)
        with pytest.raises(NoRoom):
            rooms.delete(gone)


def test_a_damaged_record_is_set_aside_and_told(rooms: Rooms, home: Path) -> None:
    code, other = new_room(rooms), new_room(rooms)
    (home / "rooms" / f"{code}.sqlite3").write_bytes(b"no journal at all" * 100)
    with pytest.raises(RoomUnreadable, match="damaged") as told:
        rooms.open(code)
    assert "damaged-1" in str(told.value)
    assert list((home / "rooms").glob(f"{code}.damaged-1*"))
    assert [each.code for each in rooms.list()] == [other]
    with pytest.raises(RoomUnreadable, match="damaged-1"):
        rooms.open(code)
    rooms.delete(code)
    with pytest.raises(NoRoom):
        rooms.open(code)


def test_a_copy_under_another_name_is_no_room_of_its_own(rooms: Rooms, home: Path) -> None:
    code, copy = new_room(rooms), "AAAAAA"
    for path in tuple((home / "rooms").glob(f"{code}.*")):
        path.with_name(path.name.replace(code, copy)).write_bytes(path.read_bytes())
    assert rooms.description(copy) is None
    with pytest.raises(RoomUnreadable, match="another room"):
        rooms.open(copy)
    assert [each.code for each in rooms.list()] == [code]


def test_what_others_put_beside_the_rooms_is_left_alone(rooms: Rooms, home: Path) -> None:
    code, folder = new_room(rooms), home / "rooms"
    (folder / "MARKET.txt").write_text("my own notes")
    (folder / f"{code}.html").write_text("what came of it, written here")
    (folder / "AAAAAA.sqlite3").mkdir()
    (folder / "CCCCCC.json").write_text("{")
    assert rooms.codes() == tuple(sorted((code, "CCCCCC")))
    for each in rooms.codes():
        rooms.delete(each)
    assert {path.name for path in folder.iterdir()} == {
        *("MARKET.txt", f"{code}.html", "AAAAAA.sqlite3")
    }


def test_of_a_room_that_cannot_be_written_nothing_is_left(
    rooms: Rooms, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFull("the disk is full")

    for where in (SqliteJournal, "append"), (Rooms, "describe"):
        with monkeypatch.context() as disk:
            disk.setattr(*where, full)
            with pytest.raises(DiskFull):
                new_room(rooms)
        assert list((home / "rooms").iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="rights are told otherwise there")
def test_every_file_of_a_room_is_for_its_user_alone(rooms: Rooms, home: Path) -> None:
    usual = os.umask(0)
    try:
        (home / "rooms").mkdir(parents=True)
        code = new_room(rooms)
        kept = rooms.open(code)
        kept.append(moves.start(kept.room), 1)
        rooms.log_file(code)
        found = {path.suffix: path for path in (home / "rooms").iterdir()}
        assert {".sqlite3", ".sqlite3-wal", ".json", ".lock", ".log"} <= found.keys()
        assert {stat.S_IMODE(path.stat().st_mode) for path in found.values()} == {0o600}
        assert stat.S_IMODE((home / "rooms").stat().st_mode) == 0o700
        kept.close()
    finally:
        os.umask(usual)


def test_only_its_user_reads_what_tells_how_to_lead_a_room(rooms: Rooms, home: Path) -> None:
    code = new_room(rooms)
    described = rooms.described(code)
    file = home / "rooms" / f"{code}.json"
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    file.write_bytes(b"{")
    assert rooms.description(code) is None
    assert rooms.described(code).token not in ("", described.token)


def test_times_are_those_of_the_clock(rooms: Rooms) -> None:
    code = new_room(rooms)
    time, _ = rooms.load(code).history[0]
    assert isinstance(time, datetime)
    assert timedelta() <= time - NOON < timedelta(minutes=1)


def test_a_scenario_that_was_not_kept_whole_is_told(rooms: Rooms, home: Path) -> None:
    import sqlite3

    code = new_room(rooms, STORY)
    with sqlite3.connect(home / "rooms" / f"{code}.sqlite3") as connection:
        connection.execute("UPDATE texts SET text = x'00'")
    connection.close()
    with pytest.raises(RoomUnreadable, match="was not kept"):
        rooms.load(code)
