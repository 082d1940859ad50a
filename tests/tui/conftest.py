"""A small game for the full-screen face: its own shelf of scenarios and its own clock.

Each test opens an app of its own. What Textual would do again for every one of them, and what it
keeps of those that are closed, costs more than the tests themselves; both are seen to here. So is
how a test waits after a key: until nothing is left to do, not until the processor seems idle.
"""

from __future__ import annotations

from asyncio import sleep
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
import textual.app
import textual.pilot
from a_game import BROKEN, HARBOUR, ORDERS, Clock
from textual._compositor import Compositor
from textual._context import active_app
from textual._styles_cache import StylesCache
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.strip import Strip

from pmquest.game import paths
from pmquest.game.game import Game


@pytest.fixture(scope="session", autouse=True)
def styles_read_once() -> Iterator[None]:
    """Have one style sheet under one theme read once for all apps; what was read is only read."""
    read: dict[tuple[object, ...], list[RuleSet]] = {}
    parse = Stylesheet._parse_rules

    def once(sheet: Stylesheet, css: str, read_from: tuple[str, str], **how: Any) -> list[RuleSet]:
        key = (css, read_from, *sorted(how.items()), frozenset(sheet._variables.items()))
        if key not in read:
            read[key] = parse(sheet, css, read_from, **how)
        return read[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Stylesheet, "_parse_rules", once)
        yield


@pytest.fixture(scope="session", autouse=True)
def waits_for_what_is_under_way() -> Iterator[None]:
    """Have a pilot wait until no message, callback or paint is left, twice in a row."""

    async def wait(min_sleep: float = 0, max_sleep: float = 1) -> None:
        app, begun, calm = active_app.get(), monotonic(), 0
        while calm < 2 and monotonic() - begun < max_sleep:
            await sleep(0.003)
            calm = 0 if is_under_way(app) else calm + 1

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(textual.app, "wait_for_idle", wait)
        patched.setattr(textual.pilot, "wait_for_idle", wait)
        yield


@pytest.fixture(scope="session", autouse=True)
def nothing_painted_for_nobody() -> Iterator[None]:
    """Have no change painted: without a terminal it goes nowhere, and who looks has all drawn."""
    render = Compositor.render_update

    def unless_whole(compositor: Compositor, full: bool = False, **how: Any) -> object:
        if full:
            return render(compositor, full, **how)
        compositor._dirty_regions.clear()
        return None

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Compositor, "render_update", unless_whole)
        yield


def is_under_way(app: App[Any]) -> bool:
    """Whether there is anything left to do on the screen in front."""
    screen = app.screen_stack[-1]
    to_paint = screen._dirty_widgets or screen._layout_required or screen._repaint_required
    return bool(screen._callbacks or to_paint) or any(
        node._message_queue.qsize() or node._next_callbacks
        for node in (app, *app._registry)
        if node._running
    )


@pytest.fixture(autouse=True)
def nothing_kept_of_the_app() -> Iterator[None]:
    """Let go of the lines that Textual keeps for all apps: every look for garbage walks them."""
    yield
    Strip.blank.cache_clear()
    StylesCache.get_inner_outer.cache_clear()


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
