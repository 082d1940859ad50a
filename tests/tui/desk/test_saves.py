"""Every save is told, however an editor saves: with the real file system and its real watcher."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from pathlib import Path

import pytest

from pmquest.tui.desk import saves as module
from pmquest.tui.desk.saves import saves


def in_place(path: Path) -> None:
    path.write_text("in place", encoding="utf-8")


def by_rename(path: Path) -> None:
    new = path.with_suffix(".new")
    new.write_text("by rename", encoding="utf-8")
    new.replace(path)


def deleted_and_made_anew(path: Path) -> None:
    path.unlink()
    path.write_text("made anew", encoding="utf-8")


def twice_in_a_row(path: Path) -> None:
    path.write_text("once", encoding="utf-8")
    path.write_text("and again", encoding="utf-8")


async def told(following: AsyncGenerator[None, None]) -> None:
    """Wait for the next word; the time is only there so that a failure ends."""
    await asyncio.wait_for(anext(following), 60)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "orders.yaml"
    path.write_text("first", encoding="utf-8")
    return path


async def test_every_way_to_save_is_told(file: Path) -> None:
    ways: list[Callable[[Path], None]] = [
        in_place, by_rename, deleted_and_made_anew, twice_in_a_row, Path.unlink, in_place,
    ]  # fmt: skip
    async with aclosing(saves(file)) as following:
        await told(following)
        for save in ways:
            save(file)
            await told(following)


async def test_a_save_through_a_link_is_told(file: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    link = elsewhere / "link.yaml"
    link.symlink_to(file)
    async with aclosing(saves(link)) as following:
        await told(following)
        by_rename(file)
        await told(following)


async def test_where_the_system_cannot_tell_the_desk_looks_for_itself(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_: Path) -> None:
        raise OSError("OS file watch limit reached")

    monkeypatch.setattr(module, "_changes", refused)
    monkeypatch.setattr(module, "LOOK_MILLISECONDS", 1)
    async with aclosing(saves(file)) as following:
        await told(following)
        in_place(file)
        await told(following)


async def test_what_happens_to_other_files_is_not_told(file: Path) -> None:
    async with aclosing(saves(file)) as following:
        await told(following)
        waiting = asyncio.ensure_future(told(following))
        by_rename(file.with_name("other.yaml"))
        os.utime(file.with_name("other.yaml"))
        await asyncio.wait({waiting}, timeout=0.01)
        assert not waiting.done()
        in_place(file)
        await waiting
