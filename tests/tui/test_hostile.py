"""One hostile scenario on every screen: nothing crashes, nothing acts, text stays text."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from theatre import MEDIUM, NARROW, WIDE, Hands, rows, seen, whole

from pmquest.game.game import Game
from pmquest.game.kept_play import KeptPlay
from pmquest.tui.app import PmquestApp
from pmquest.tui.debrief import DebriefScreen
from pmquest.tui.debrief_page import DecisionRow
from pmquest.tui.folds import RowPage
from pmquest.tui.play import PlayScreen
from pmquest.tui.road import RoadScreen

EVIL = "[@click=app.evil]x[/] [/b] [TODO] [red]r[/red] $secret {{brace}}"
SHOWN = "[@click=app.evil]x[/] [/b] [TODO]"
LONG = "Donaudampfschifffahrtsgesellschaft" * 6
WIDE_TEXT = "漢字と絵文字 👩‍🔧👩‍🔧 ❤️ 🏳️‍🌈 é́́ مرحبا بالعالم שלום"
LINKS = "[a](javascript:alert(1)) [b](app.evil) [c](https://example.org/?q=[x]) <http://e.org>"
ENTITIES = "&#27;[31m &#x202e;turned &#x9b;2J"
HTML = "<script>alert(1)</script> <b>x</b>"

STORY = f"""\
pmquest: 1
title: '{EVIL}'
summary: |
  {EVIL} {LINKS} {WIDE_TEXT} {ENTITIES} {HTML}
role: '{EVIL} {WIDE_TEXT}'
role_level: manager
minutes: 5
objectives: ['{EVIL}', '{LONG}']
takeaways: ['{EVIL}', '{WIDE_TEXT}']
reflect: ['{EVIL} {WIDE_TEXT}']
tags: ['[b]tag']
author: '{EVIL}'
meters:
  trust: {{label: '{SHOWN}', start: 45, unit: '[/]'}}
  other: {{label: '漢字漢字漢字漢字漢字漢字漢字漢字漢字', start: 1}}
scenes:
  one:
    title: '{EVIL}'
    text: |
      {EVIL}

      > {LINKS}

      | [a] | {WIDE_TEXT} |
      |---|---|
      | [/b] | {LONG} |

      {ENTITIES} {HTML} {LONG}
    exhibits:
      - title: '{EVIL}'
        kind: line
        labels: ['[a]', '漢字', '{LONG}']
        series: {{'[/b]': [1, -2, 3], '{LONG}': [3, 2, 1]}}
      - title: '{WIDE_TEXT}'
        kind: bar
        labels: ['[@click=app.evil]x[/]', '{LONG}']
        series: {{'[red]': [1, 2], '漢字': [2, 1]}}
      - title: '{LINKS}'
        kind: table
        columns: ['[a]', '{LONG}']
        rows: [['[/b]', '{WIDE_TEXT}'], ['x', '{EVIL}']]
    calls_for: manager
    signal: '{EVIL}'
    aspect: scope
    shuffle: false
    to: two
    choices:
      a:
        text: '{EVIL}'
        level: leader
        judgment: poor
        slip: habit
        effects: {{trust: 4}}
        result: |
          {EVIL} {LINKS} {ENTITIES} {HTML}
        why: |
          {EVIL} {LINKS} {LONG}
      b:
        text: '{LONG[:90]}'
        level: manager
        judgment: strong
        why: '{EVIL}'
      c:
        text: '{WIDE_TEXT}'
        level: leader
        judgment: weak
        slip: half
        when: trust > 99
        locked: '{EVIL}'
        why: '{EVIL}'
  two:
    title: '{WIDE_TEXT}'
    text: '{EVIL}'
    seconds: 5
    timeout: stay
    shuffle: false
    choices:
      stay: {{text: '{EVIL}', to: end}}
      go: {{text: '{LINKS}', to: end}}
  end:
    title: '{EVIL}'
    text: '{EVIL} {LINKS}'
    ending: mixed
"""


class Watch:
    """What a hostile text got done."""

    def __init__(self) -> None:
        self.evil = 0
        self.opened: list[str] = []


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    watch = Watch()

    def evil(_: PmquestApp) -> None:
        watch.evil += 1

    def open_url(_: PmquestApp, url: str, **__: object) -> None:
        watch.opened.append(url)

    monkeypatch.setattr(PmquestApp, "action_evil", evil, raising=False)
    monkeypatch.setattr(PmquestApp, "open_url", open_url)
    return watch


@pytest.fixture
def game(tmp_path: Path, watch: Watch) -> Game:
    folder = tmp_path / "[red]hostile"
    folder.mkdir()
    (folder / "hostile.yaml").write_text(STORY, encoding="utf-8")
    (folder / "[b]broken.yaml").write_text(f"pmquest: 1\ntitle: '{EVIL}'\nwrong[: 1\n")
    return Game.in_memory([folder])


def begin(game: Game, *picks: str) -> KeptPlay:
    reading = game.library.read(game.library.find("hostile"))
    assert reading.scenario is not None, reading.findings
    kept = game.begin(reading.scenario, "coached", seed=1)
    for pick in picks:
        kept.pick(pick)
    return kept


@asynccontextmanager
async def watched(game: Game, size: tuple[int, int]) -> AsyncIterator[Pilot[None]]:
    app = PmquestApp(game)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


async def look(pilot: Pilot[None], *, there: str = "") -> None:
    """Hold what every screen must keep: nothing to act on, nothing a terminal obeys, all fits."""
    await pilot.pause()
    strips = pilot.app.screen._compositor.render_strips()
    styles = [segment.style for strip in strips for segment in strip if segment.style]
    assert not [style.meta for style in styles if "@click" in style.meta]
    assert not [style.link for style in styles if style.link]
    for row in rows(pilot):
        assert all(sign.isprintable() or sign in "\u200d\u00a0" for sign in row), ascii(row)
    assert whole(pilot)
    assert there in seen(pilot), seen(pilot)


SIZES = pytest.mark.parametrize("size", [WIDE, NARROW])


@SIZES
async def test_a_whole_play(game: Game, watch: Watch, size: tuple[int, int]) -> None:
    kept = begin(game)
    async with watched(game, size) as pilot:
        await pilot.app.push_screen(PlayScreen(game, kept, Hands()))
        await look(pilot, there=SHOWN)
        reading = pilot.app.screen.query_one("#reading")
        while reading.scroll_y < reading.max_scroll_y:
            reading.scroll_page_down(animate=False)
            await look(pilot)
        await pilot.press("down", "n", *"[/b]", "enter")
        await look(pilot)
        await pilot.press("1")
        await look(pilot, there=SHOWN)
        await pilot.press("m")
        assert isinstance(pilot.app.screen, RoadScreen)
        await pilot.press("enter")
        await look(pilot, there=SHOWN)
        await pilot.press("q", "enter")
        await look(pilot, there=SHOWN)
        await pilot.press("2")
        await look(pilot, there="mixed ending")
        await pilot.press("question_mark")
        await look(pilot)
        await pilot.press("q", "enter")
        assert isinstance(pilot.app.screen, DebriefScreen)
        await look(pilot, there=SHOWN)
    assert watch.evil == 0
    assert watch.opened == []


@SIZES
async def test_the_whole_debrief(game: Game, watch: Watch, size: tuple[int, int]) -> None:
    kept = begin(game, "a", "go")
    kept.note(f"{EVIL} {ENTITIES} \x1b[31m \u202e", 0)
    kept.reflect(0, f"{EVIL} \x07")
    kept.plan(EVIL)
    async with watched(game, size) as pilot:
        await pilot.app.push_screen(DebriefScreen(game, kept))
        for row in pilot.app.screen.query(DecisionRow):
            row.opened = True
        page = pilot.app.screen.query_one(RowPage)
        while page.scroll_y < page.max_scroll_y:
            await look(pilot)
            page.scroll_page_down(animate=False)
            await pilot.pause()
        await look(pilot, there=SHOWN)
        await pilot.press("d", "n")
        await look(pilot, there=SHOWN)
        await pilot.press("escape", "e")
        await look(pilot)
    assert watch.evil == 0


async def test_the_screens_around_a_play(game: Game, watch: Watch) -> None:
    begin(game, "a", "go")
    begin(game, "a")
    async with watched(game, MEDIUM) as pilot:
        await look(pilot)
        await pilot.app.workers.wait_for_complete()
        await look(pilot, there="[@click=app.evil]x[/]")
        await pilot.press("n")
        await look(pilot, there="[@click=app.evil]x[/]")
        await pilot.press("q", "h")
        await pilot.app.workers.wait_for_complete()
        await look(pilot, there="[@click=app.evil]x[/]")
        await pilot.press("q", "c")
        await pilot.app.workers.wait_for_complete()
        await look(pilot)
        await pilot.press("q", "colon", *"e")
        await look(pilot)
        await pilot.press("escape", "g")
        await look(pilot)
    assert watch.evil == 0


async def test_only_a_web_address_opens_and_only_when_it_is_clicked(
    game: Game, watch: Watch
) -> None:
    kept = begin(game)
    async with watched(game, WIDE) as pilot:
        await pilot.app.push_screen(PlayScreen(game, kept, Hands()))
        await pilot.pause()
        for text in ("javascript:", "(app.evil)", "http://e.org"):
            y = next(y for y, row in enumerate(rows(pilot)) if text in row)
            await pilot.click(offset=(rows(pilot)[y].index(text), y))
        assert watch.opened == ["http://e.org"]
        await pilot.press("o")
        await look(pilot, there="https://example.org/?q=%5Bx%5D")
        await pilot.press("escape")
        assert watch.opened == ["http://e.org"]
        await pilot.press("o", "enter")
        await pilot.pause()
    assert watch.opened == ["http://e.org", "https://example.org/?q=%5Bx%5D"]
    assert watch.evil == 0
