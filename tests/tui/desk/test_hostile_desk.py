"""A hostile scenario at the desk: nothing crashes, nothing acts, text stays text."""

from __future__ import annotations

from pathlib import Path

import pytest
from a_desk import Author, at_the_desk, saved
from test_hostile import EVIL, LONG, SHOWN, STORY, WIDE_TEXT, look
from textual.pilot import Pilot

from pmquest.tui.app import PmquestApp

NAMELESS = STORY.replace("shuffle: false", "notes: '" + EVIL + "'\n    shuffle: false", 1)
BROKEN = STORY.replace("aspect: scope", f"'{SHOWN}': '{LONG}'\n    aspct: '{WIDE_TEXT}'")


@pytest.fixture
def acted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a hostile text got done."""
    done: list[str] = []
    monkeypatch.setattr(PmquestApp, "action_evil", lambda _: done.append("evil"), raising=False)
    monkeypatch.setattr(PmquestApp, "open_url", lambda _, url, **__: done.append(url))
    return done


async def walk(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and look at what each of them shows."""
    for key in keys:
        await pilot.press(key)
        await look(pilot)


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_every_pane_and_every_dialog(
    tmp_path: Path, acted: list[str], size: tuple[int, int]
) -> None:
    author = Author(tmp_path, NAMELESS)
    async with at_the_desk(author, size) as pilot:
        await look(pilot)
        await walk(pilot, "space", "space", "a", "a", "f", "down", "end", "enter")
        await walk(pilot, "m", "down", "m", "down", "space", "escape", "escape")
        await walk(pilot, "s", "pagedown", "escape", "j", "tab", "x", "enter", "escape")
        await walk(pilot, "n", "[", "enter", "escape", "question_mark", "pagedown", "q")
        await walk(pilot, "1", "enter", "1", "enter", "d", "enter", "q")
        await saved(pilot, author, BROKEN)
        await look(pilot, there="✗ shown: version of")
        await walk(pilot, "f", "down", "enter")
    assert acted == []


async def test_a_file_with_a_hostile_name(tmp_path: Path, acted: list[str]) -> None:
    folder = tmp_path / "[@click=app.evil]x"
    folder.mkdir()
    author = Author(folder, NAMELESS, "[@click=app.evil]x[b] \x1b[31m.yaml")
    async with at_the_desk(author) as pilot:
        await look(pilot, there="[@click=app.evil]x[b]")
        await walk(pilot, "f", "enter", "m", "s")
    assert acted == []


async def test_a_file_of_errors_alone_shows_the_gravest(tmp_path: Path, acted: list[str]) -> None:
    many = "".join(f"  '{EVIL} {number}': 1\n" for number in range(1200))
    author = Author(tmp_path, f"pmquest: 1\nscenes:\n{many}")
    async with at_the_desk(author) as pilot:
        await look(pilot, there="here are the")
        await walk(pilot, "f", "end", "enter")
    assert acted == []
