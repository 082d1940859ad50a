"""The library: what stands on it, filtering, broken files, empty states, notices."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from a_game import BROKEN, Clock, all_in, find, lines, opened, play, press, settled, shown

from pmquest.game import library as library_module
from pmquest.game.game import Game
from pmquest.game.headers import Header
from pmquest.game.records import Glance, PlayRecord
from pmquest.tui.app import PmquestApp
from pmquest.tui.library_rows import draw_entry, shelf


def record(number: str, scenario: str, **more: object) -> PlayRecord:
    now = Clock()()
    title, file = scenario.title(), f"/s/{scenario}.yaml"
    told = {"file": file, "hash": "", "title": title, "mode": "coached", "seed": 1, **more}
    return PlayRecord(id=number, scenario=scenario, started=now, last=now, **told)  # type: ignore[arg-type]


def header(scenario: str, **more: object) -> Header:
    return Header(scenario, f"/s/{scenario}.yaml", scenario.title(), **more)  # type: ignore[arg-type]


def test_what_waits_stands_first_and_every_scenario_once() -> None:
    headers = [header("a"), header("b"), header("c")]
    history = (
        record("4", "c", decisions=2),
        record("3", "c", decisions=1),
        record("2", "gone", decisions=5),
        record("1", "a", status="ended", judgment=0.9),
    )
    entries = shelf(headers, Glance(history, None))
    assert [entry.id for entry in entries] == [
        "play:4",
        "play:2",
        "file:/s/a.yaml",
        "file:/s/b.yaml",
    ]
    assert "Continue, decision 3" in draw_entry(entries[0], 60)[0].plain
    assert entries[1].header is None
    assert draw_entry(entries[2], 60)[1].plain.rstrip().endswith("best 90 %       1×")


def test_of_two_files_with_one_id_both_stand_there() -> None:
    first, second = header("a"), Header("a", "/other/a.yaml", "A", second=True)
    entries = shelf([first, second], Glance((record("1", "a"),), None))
    assert [entry.id for entry in entries] == ["play:1", "file:/other/a.yaml"]
    waits = record("2", "a", file="/other/a.yaml", second=True)
    entries = shelf([first, second], Glance((waits,), None))
    assert [entry.id for entry in entries] == ["play:2", "file:/s/a.yaml"]
    assert draw_entry(entries[0], 60)[-1].plain == "/other/a.yaml"


@pytest.mark.parametrize("width", [24, 40, 60, 116])
def test_rows_fit_whatever_they_say(width: int) -> None:
    long = "A title [b]that[/b] goes on and on " * 4
    for entry in shelf(
        [
            Header("x", "/x", long, role=long, minutes=120),
            Header("y", "/y", long, problem=long),
        ],
        Glance((record("1", "z", title=long, stopped_at=long, left="left yesterday"),), None),
    ):
        assert all(part.cell_length <= width for part in draw_entry(entry, width))


async def test_a_first_start_says_how_to_begin(game: Game) -> None:
    async with opened(game, (120, 40)) as pilot:
        assert all_in(
            pilot.app, ["You are", "Product Manager", "Pick a scenario, press", "3 scenarios"]
        )
    async with opened(game, (80, 24)) as pilot:
        assert "Product Manager. Pick a scenario and press enter." in shown(pilot.app)


async def test_a_broken_file_is_shown_and_opens_all_its_findings(game: Game, shelf: Path) -> None:
    async with opened(game) as pilot:
        assert all_in(pilot.app, ["✗ does not load", "line 5 · "])
        await press(pilot, "end", "enter")
        assert all_in(pilot.app, ["2 findings", "PQ104 error", "role_level: manger", "^^^^^^"])
        assert all_in(pilot.app, ["to: fridya", "did you mean"])
        mended = BROKEN.replace("manger", "manager").replace("fridya", "friday")
        (shelf / "night-shift.yaml").write_text(mended)
        await press(pilot, "r")
        assert "Nothing keeps it from being played any more" in shown(pilot.app)
        await press(pilot, "q")
        assert "does not load" not in shown(pilot.app)


async def test_the_filter_finds_by_any_word_and_escape_clears_it(game: Game) -> None:
    async with opened(game) as pilot:
        await find(pilot, "builders three")
        assert all_in(pilot.app, ["Three products", "1 of 3 scenarios"])
        assert "Where is my order?" not in shown(pilot.app)
        await press(pilot, "down", "enter")
        assert "Money for two of three." in shown(pilot.app)
        await press(pilot, "q")
        await find(pilot, "xyz")
        assert "Nothing here matches “xyz”." in shown(pilot.app)
        await press(pilot, "escape")
        assert all_in(pilot.app, ["3 scenarios", "Where is my order?"])


async def test_a_shelf_with_nothing_on_it_says_so(game: Game, shelf: Path) -> None:
    for file in shelf.iterdir():
        file.unlink()
    async with opened(game) as pilot:
        assert "There is no scenario here." in shown(pilot.app)


async def test_who_leaves_does_not_wait_for_what_is_still_to_be_read(
    game: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, ended = threading.Event(), threading.Event(), threading.Event()
    read: list[Path] = []
    really_read, really_refresh = library_module._read, game.refresh

    def slowly(path: Path) -> object:
        read.append(path)
        begun.set()
        go_on.wait()
        return really_read(path)

    def refresh(wanted: Callable[[], bool]) -> object:
        glance = really_refresh(wanted)
        ended.set()
        return glance

    monkeypatch.setattr(library_module, "_read", slowly)
    monkeypatch.setattr(game, "refresh", refresh)
    app = PmquestApp(game)
    async with app.run_test() as pilot:
        await asyncio.to_thread(begun.wait)
        await pilot.press("q")
    go_on.set()
    await asyncio.to_thread(ended.wait)
    assert len(read) == 1


async def test_the_side_sheet_tells_title_lean_and_what_is_asked(game: Game) -> None:
    play(game, "orders", "ring", "together")
    async with opened(game, (120, 40)) as pilot:
        assert all_in(pilot.app, ["Your lean", "Key responsibilities ▪━━━", "Director of Product"])
        assert all_in(pilot.app, ["Leader moments met 1 of 1 5 of 8", "not seen"])


async def test_what_the_game_has_to_say_is_said(home: Path, shelf: Path, clock: Clock) -> None:
    home.mkdir()
    (home / "plays.sqlite3").write_bytes(b"this is no database" * 100)
    with Game.open(home, [shelf / "nowhere"], clock=clock, entropy=bytes) as game:
        async with opened(game, (120, 40)) as pilot:
            assert all_in(pilot.app, ["Note", "set aside", "No scenarios were found in"])


async def test_the_list_fits_again_after_the_window_changed(game: Game) -> None:
    async with opened(game, (120, 40)) as pilot:
        await pilot.resize_terminal(60, 20)
        await settled(pilot)
        assert all(len(text) == 60 for text in lines(pilot.app))
        assert all_in(pilot.app, ["▪ manager 6 min", "q quit"])
        assert "You are" not in shown(pilot.app)
        await pilot.resize_terminal(200, 60)
        await settled(pilot)
        assert all_in(pilot.app, ["You are", "▪ manager 6 min"])
