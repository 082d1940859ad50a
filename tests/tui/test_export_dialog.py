"""Writing a debrief to a file from the full screen."""

import errno
import json
import os
from pathlib import Path

import pytest
from theatre import played, quiet_game, seen, showing

from pmquest.tui.debrief import DebriefScreen
from pmquest.tui.export import FORMS, ExportDialog, free_path


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def screen() -> DebriefScreen:
    game = quiet_game()
    return DebriefScreen(game, played(game, "goal", "talk"))


async def test_a_debrief_is_written_where_the_player_says(folder: Path) -> None:
    tried = screen()
    async with showing(tried.game, tried, (200, 60)) as pilot:
        await pilot.press("e", "down", "enter", "enter")
        await pilot.pause()
        path = folder / "pmquest-example.html"
        assert "Where is my order?" in path.read_text(encoding="utf-8")
        assert f"Written to {path}" in seen(pilot)


def test_every_form_can_be_written() -> None:
    kept = played(quiet_game(), "goal", "talk")
    written = {ending: write(kept, kept.debrief()) for ending, (_, _, write) in FORMS.items()}
    assert written["md"].startswith("# ")
    assert written["html"].startswith("<!")
    assert json.loads(written["json"])["scenario"] == "example"
    assert written["csv"].count("\n") == 3


async def test_a_place_that_does_not_do_is_said_and_the_player_stays(folder: Path) -> None:
    tried = screen()
    async with showing(tried.game, tried, (200, 60)) as pilot:
        await pilot.press("e", "enter", "end", "ctrl+u", "enter")
        assert "Please type where to write it." in seen(pilot)
        await pilot.press(*"no/x", "enter")
        assert "there is no folder" in seen(pilot)
        await pilot.press("ctrl+u", *".", "enter")
        assert "is a folder" in seen(pilot)
        assert isinstance(pilot.app.screen, ExportDialog)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, DebriefScreen)


async def test_a_file_that_is_there_is_replaced_only_when_asked_twice(folder: Path) -> None:
    (folder / "x").write_text("mine")
    tried = screen()
    async with showing(tried.game, tried, (200, 60)) as pilot:
        await pilot.press("e", "enter", "end", "ctrl+u", *"x", "enter")
        assert "is there already" in seen(pilot)
        assert (folder / "x").read_text() == "mine"
        await pilot.press("enter")
        await pilot.pause()
        assert (folder / "x").read_text(encoding="utf-8") != "mine"


async def test_where_writing_fails_the_file_that_was_there_is_whole(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    (folder / "x").write_text("mine")
    tried = screen()
    async with showing(tried.game, tried, (200, 60)) as pilot:
        monkeypatch.setattr(os, "fsync", full)
        await pilot.press("e", "enter", "end", "ctrl+u", *"x", "enter", "enter")
        await pilot.pause()
        assert "x cannot be written: No space left" in seen(pilot)
    assert [path.name for path in folder.iterdir()] == ["x"]
    assert (folder / "x").read_text() == "mine"


def test_the_suggested_name_is_one_that_nothing_has(folder: Path) -> None:
    assert free_path(folder, "a", "md") == folder / "pmquest-a.md"
    (folder / "pmquest-a.md").touch()
    assert free_path(folder, "a", "md") == folder / "pmquest-a-2.md"
