"""Pages that are read: by which keys they scroll, and what is shown while a file is read."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from a_game import all_in, lines, opened, play, press, settled, shown

from pmquest.check.findings import FileFindings
from pmquest.check.findings import check_file as really_check
from pmquest.game.game import Game
from pmquest.tui import findings
from pmquest.tui.reading import ReadingPage

PAGES = {
    "help": ["question_mark"],
    "guide": ["g"],
    "career": ["c"],
    "findings": ["end", "enter"],
    "debrief": ["h", "enter"],
    "map": ["h", "enter", "m", "enter", "up", "enter", "up", "enter"],
}


@pytest.mark.parametrize("keys", PAGES.values(), ids=PAGES.keys())
@pytest.mark.parametrize("back", ["b", "shift+space"])
async def test_a_page_scrolls_on_by_space_and_back_by_b(
    game: Game, shelf: Path, keys: list[str], back: str
) -> None:
    (shelf / "night-shift.yaml").write_text("pmquest: 1\nx: y\n" + "z: z\n" * 30 + "scenes: {}\n")
    play(game, "orders", "ring", "together")
    async with opened(game, (60, 20)) as pilot:
        await press(pilot, *keys)
        page = pilot.app.screen.query_one(ReadingPage)
        begin = page.scroll_y
        await press(pilot, "space" if begin < page.max_scroll_y else back)
        moved = page.scroll_y
        assert moved != begin
        await press(pilot, back if moved > begin else "space")
        assert page.scroll_y == begin


async def test_the_key_is_named_only_while_there_is_more_than_fits(game: Game) -> None:
    async with opened(game, (80, 24)) as pilot:
        await press(pilot, "question_mark")
        assert "space read on" in lines(pilot.app)[-1]
        await pilot.resize_terminal(200, 120)
        await settled(pilot)
        assert "read on" not in lines(pilot.app)[-1]


async def test_the_help_of_a_debrief_tells_of_both_keys(game: Game) -> None:
    play(game, "orders", "ring", "together")
    async with opened(game, (80, 60)) as pilot:
        await pilot.resize_terminal(80, 24)
        await settled(pilot)
        await press(pilot, "h", "enter")
        assert "read on" not in lines(pilot.app)[-1]
        await press(pilot, "question_mark")
        await pilot.resize_terminal(80, 100)
        await settled(pilot)
        assert all_in(pilot.app, ["space Scroll by a page", "b Scroll back by a page."])


async def test_while_a_file_is_read_the_screen_says_so_and_can_be_left(
    game: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def slowly(path: Path, *, explored: bool) -> FileFindings:
        go_on.wait()
        return really_check(path, explored=explored)

    monkeypatch.setattr(findings, "check_file", slowly)
    async with opened(game) as pilot:
        await pilot.press("end", "enter")
        await pilot.pause()
        await pilot.pause()
        assert all_in(pilot.app, ["night-shift.yaml", "Reading the file …"])
        go_on.set()
        await settled(pilot)
        assert "2 findings" in shown(pilot.app)
        go_on.clear()
        await pilot.press("r")
        await pilot.pause()
        assert "Reading the file …" in shown(pilot.app)
        await pilot.press("q")
        go_on.set()
        await settled(pilot)
        assert "3 scenarios" in shown(pilot.app)
