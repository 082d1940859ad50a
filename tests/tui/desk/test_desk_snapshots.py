"""How the desk looks; `--snapshot-update` after a change that was meant, and look at it."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from a_desk import STORY, Author, settled
from textual.pilot import Pilot
from theatre import Stage, quiet_game

from pmquest.tui.desk.draft import explored
from pmquest.tui.desk.screen import DeskScreen

Compare = Callable[..., bool]

SAVED = datetime(2026, 3, 2, 14, 2, 33)


class Punctual(Author):
    """An author whose every save is at 14:02."""

    def save_at_two(self, text: str) -> None:
        self.path.write_text(text, encoding="utf-8")
        os.utime(self.path, (SAVED.timestamp(), SAVED.timestamp()))


def desk(folder: Path, theme: str) -> tuple[Punctual, Stage]:
    author = Punctual(folder)
    author.save_at_two(STORY)
    game = quiet_game()
    game.change_settings(theme=theme)
    screen = DeskScreen(author.path, saves=author.saves, explore=explored)
    return author, Stage(game, screen)


def pressing(author: Punctual, *keys: str, then: str = "") -> Callable[[Pilot[None]], object]:
    async def run(pilot: Pilot[None]) -> None:
        await author.until_read()
        await settled(pilot)
        await pilot.press(*keys)
        if then:
            author.save_at_two(then)
            await author.save_told()
            await settled(pilot)

    return run


def test_the_desk_with_the_map_in_a_wide_window(snap_compare: Compare, tmp_path: Path) -> None:
    author, stage = desk(tmp_path, "pmquest-dark")
    keys = pressing(author, "1", "enter", "enter", "m", "down")
    assert snap_compare(stage, terminal_size=(120, 40), run_before=keys)


def test_a_broken_file_in_a_medium_window(snap_compare: Compare, tmp_path: Path) -> None:
    author, stage = desk(tmp_path, "pmquest-light")
    broken = STORY.replace("to: calls", "to: cals").replace("aspect: team", "aspct: team")
    keys = pressing(author, then=broken)
    assert snap_compare(stage, terminal_size=(80, 24), run_before=keys)


def test_the_whole_map_in_a_wide_window(snap_compare: Compare, tmp_path: Path) -> None:
    author, stage = desk(tmp_path, "pmquest-light")
    keys = pressing(author, "m", "m", "down", "down")
    assert snap_compare(stage, terminal_size=(120, 40), run_before=keys)


def test_a_jump_in_a_medium_window(snap_compare: Compare, tmp_path: Path) -> None:
    author, stage = desk(tmp_path, "pmquest-dark")
    keys = pressing(author, "j", *"fri", "tab", *"999", "enter")
    assert snap_compare(stage, terminal_size=(80, 24), run_before=keys)
