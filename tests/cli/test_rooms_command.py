"""Past and open workshops: `pmquest rooms`."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from a_week import A_WEEK
from pmquest.scenario.reader import read_bytes
from pmquest.workshop import deeds
from pmquest.workshop.store import Rooms
from running import run

NINE = datetime(2026, 3, 2, 9, 5, tzinfo=UTC)


@pytest.fixture
def rooms(home: Path) -> Rooms:
    return Rooms(home, lambda: NINE)


def new_room(rooms: Rooms) -> str:
    text = A_WEEK.encode()
    scenario = read_bytes(text, file="week.yaml", scenario_id="week").scenario
    assert scenario is not None
    return rooms.create(scenario, text, seed=1)


def joined(rooms: Rooms, code: str, *names: str, over: bool = False) -> None:
    """Have people come in, and perhaps the story end."""
    kept = rooms.open(code)
    come = [deeds.Joined(f"p{n}", f"key {n}", name) for n, name in enumerate(names, 1)]
    kept.append([*come, *[deeds.Started()], *([deeds.Ended()] if over else [])], 1)
    kept.close()


def test_nothing_was_held_yet(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(monkeypatch, "rooms").out == "There are no rooms here.\n"
    nothing = {"rooms": [], "unreadable": []}
    assert json.loads(run(monkeypatch, "rooms", "--format", "json").out) == nothing
    assert run(monkeypatch, "rooms", "--delete-all", "--yes").err == "There are no rooms here.\n"
    assert not rooms.home.exists()


def test_rooms_are_listed_with_how_they_stand(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    over, waiting, still_open = (new_room(rooms) for _ in range(3))
    joined(rooms, over, "Ada", "Bo", over=True)
    joined(rooms, waiting, "Ada")
    serving = rooms.open(still_open)
    shown = run(monkeypatch, "rooms").out
    data = json.loads(run(monkeypatch, "rooms", "--format", "json").out)["rooms"]
    serving.close()
    lines = {line[:7].replace(" ", ""): line for line in shown.splitlines()}
    day = NINE.astimezone().strftime("%Y-%m-%d %H:%M")
    assert lines[over].endswith(f"{day} · A week · 2 people · ended")
    assert lines[waiting].endswith("1 person · unfinished")
    assert lines[still_open].endswith("0 people · open now")
    assert {each["code"]: (each["ended"], each["running"]) for each in data} == {
        over: (True, False),
        waiting: (False, False),
        still_open: (False, True),
    }
    assert data[0]["opened"] == "2026-03-02T09:05:00+00:00"
    assert data[0]["scenario"] == "week"
    assert "Ada" not in shown


@pytest.mark.parametrize(
    ("ending", "begins"), [("html", "<!DOCTYPE html>"), ("csv", '"scenario"'), ("json", "{")]
)
def test_what_came_of_a_room_is_written_as_the_ending_says(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ending: str, begins: str
) -> None:
    code = new_room(rooms)
    joined(rooms, code, "Ada Lovelace", over=True)
    file = tmp_path / f"workshop.{ending}"
    ran = run(monkeypatch, "rooms", "--export", code, "-o", str(file))
    assert ran.err == f"{file} is written: what came of the room, without names.\n"
    assert file.read_text().startswith(begins)
    assert "Lovelace" not in file.read_text()
    printed = run(monkeypatch, "rooms", "--export", code.lower(), "--format", ending)
    assert printed.out == file.read_text()


def test_the_page_says_when_it_was(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Held on 2 March 2026" in run(monkeypatch, "rooms", "--export", new_room(rooms)).out


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        ("--export ACDEFG", 1, "There is no room ACD EFG here."),
        ("--delete ACDEFG --yes", 1, "There is no room ACD EFG here."),
        ("--close ACDEFG", 1, "There is no room ACD EFG here."),
        ("--export nothing", 2, "“nothing” is not the code of a room"),
        ("--export ACDEFG --delete-all", 2, "One thing at a time"),
        ("--export ACDEFG -o it.docx", 2, "“docx” is no form of what came of a room"),
        ("--export ACDEFG --format text", 2, "“text” is no form of what came of a room"),
        ("--format csv", 2, "name a room with --export"),
        ("-o it.csv", 2, "-o is about --export"),
    ],
)
def test_what_cannot_be_done_is_refused(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch, arguments: str, status: int, told: str
) -> None:
    ran = run(monkeypatch, "rooms", *arguments.split())
    assert ran.status == status
    assert told in ran.err
    assert run(monkeypatch, "rooms", "--delete-all", "--yes").err == "There are no rooms here.\n"
    assert not rooms.home.exists()


def test_a_room_is_deleted_after_a_question(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    code, other = new_room(rooms), new_room(rooms)
    shown = f"{code[:3]} {code[3:]}"
    kept = run(monkeypatch, "rooms", "--delete", code, typed="no\n", terminal=True)
    assert "with everybody's names, votes and answers for good? Type yes:" in kept.out
    assert kept.err == "Nothing was deleted.\n"
    assert code in rooms.codes()
    gone = run(monkeypatch, "rooms", "--delete", code, typed="yes\n", terminal=True)
    assert gone.err == f"Deleted: the room {shown}.\n"
    assert rooms.codes() == (other,)
    assert [path for path in (rooms.home / "rooms").iterdir() if code in path.name] == []


def test_nothing_is_deleted_where_nobody_can_be_asked(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = new_room(rooms)
    assert "--yes" in run(monkeypatch, "rooms", "--delete-all").err
    assert rooms.codes() == (code,)


def test_a_record_that_cannot_be_read_is_listed_until_it_is_deleted(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged = new_room(rooms)
    (rooms.home / "rooms" / f"{damaged}.sqlite3").write_bytes(b"no database at all")
    for _ in range(2):
        told = run(monkeypatch, "rooms").out
        assert f"cannot be read; pmquest rooms --delete {damaged}" in " ".join(told.split())
        data = json.loads(run(monkeypatch, "rooms", "--format", "json").out)
        assert data == {"rooms": [], "unreadable": [damaged]}
    run(monkeypatch, "rooms", "--delete", damaged, "--yes")
    assert run(monkeypatch, "rooms").out == "There are no rooms here.\n"


def test_all_rooms_are_deleted_with_what_is_damaged(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_room(rooms)
    damaged = new_room(rooms)
    (rooms.home / "rooms" / f"{damaged}.sqlite3").write_bytes(b"no database at all")
    run(monkeypatch, "rooms")  # which sets the damaged record aside
    asked = run(monkeypatch, "rooms", "--delete-all", typed="yes\n", terminal=True)
    assert asked.out.startswith("Delete 2 rooms with everybody's names")
    assert asked.err == "Deleted: 2 rooms.\n"
    assert list((rooms.home / "rooms").iterdir()) == []


def test_a_room_that_is_open_is_said_to_be(rooms: Rooms, monkeypatch: pytest.MonkeyPatch) -> None:
    code = new_room(rooms)
    serving = rooms.open(code)
    one = run(monkeypatch, "rooms", "--delete", code, typed="no\n", terminal=True)
    all_ = run(monkeypatch, "rooms", "--delete-all", typed="no\n", terminal=True)
    serving.close()
    assert ", which is open now, with everybody's names" in one.out
    assert "1 room, 1 of which is open now, with everybody's names" in all_.out
