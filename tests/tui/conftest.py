"""A small game for the full-screen face: its own shelf of scenarios and its own clock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from a_game import BROKEN, HARBOUR, ORDERS, Clock

from pmquest.game import paths
from pmquest.game.game import Game


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still until it is moved."""
    return Clock()


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the scenarios that ship with this game: two that load and one that does not."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    for name, text in (("orders", ORDERS), ("harbour", HARBOUR), ("night-shift", BROKEN)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(paths, "builtin_scenarios", lambda: folder)
    return folder


@pytest.fixture
def game(home: Path, shelf: Path, clock: Clock) -> Iterator[Game]:
    """A game on disk in a home of its own."""
    with Game.open(home, clock=clock, entropy=bytes) as game:
        yield game
