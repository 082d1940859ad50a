"""An author at the desk: a file, an editor that says when it has saved, eyes and hands.

Saves are told by the test, and what exploring gives is put together by hand, so that nothing
waits for a clock or a file system.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from theatre import Stage, place_of, quiet_game, rows, seen

from explorations import exploration
from pmquest.engine.machine import Machine
from pmquest.explore.exploration import Exploration
from pmquest.tui.desk.desk import Desk
from pmquest.tui.desk.screen import DeskScreen

STORY = """\
pmquest: 1
title: Where is my order?
summary: Tickets about late orders have doubled.
role: Product manager at Tiffin
role_level: manager
minutes: 6
objectives: [Tell a symptom from a need.]
takeaways: [Ask before you build.]
reflect: [Whom did you last ring?]
meters:
  trust: {label: Customer trust, start: 45}
  budget: {label: Budget, start: 60, unit: k€}
facts:
  interviewed: false
  promises: 0
interrupts:
  - {when: budget <= 0, to: broke}
scenes:
  monday:
    title: Monday, 09:05
    text: Support wrote **412** tickets last week.
    calls_for: manager
    signal: Nobody knows yet what the customers mean.
    aspect: responsibilities
    shuffle: false
    notes: Ask who has rung a customer this month.
    choices:
      ring:
        text: Ring ten of the customers.
        level: manager
        judgment: strong
        responsibility: customers
        effects: {trust: 4, budget: -2}
        set: {interviewed: true}
        result: Seven of ten say the same thing.
        why: Ten calls cost an afternoon and save a sprint.
        to: calls
      reorganise:
        text: Ask the board for a new support organisation.
        level: leader
        judgment: poor
        slip: too-early
        why: It changes the work of everybody before anybody knows why.
        to: friday
      bribe:
        text: Send everyone a voucher.
        level: manager
        judgment: weak
        slip: too-early
        when: budget >= 90
        locked: There is no money for that.
        why: It mends nothing.
        to: friday
  calls:
    title: Ten calls
    text: They shout first.
    to: friday
  friday:
    title: Friday, 16:00
    text:
      - Two teams want the same engineer.
      - {when: promises > 0, text: And both were promised one.}
    calls_for: leader
    signal: Two products, one person.
    aspect: team
    shuffle: false
    choices:
      together:
        text: Let the two leads settle it.
        level: leader
        judgment: strong
        why: They will have to settle the next one too.
        to: loved
      grab:
        text: Take the engineer for your own release.
        level: manager
        judgment: weak
        slip: habit
        why: Your release gains a week.
        to:
          - {odds: 3, scene: worn}
          - {odds: 1, scene: loved}
      recall:
        text: Ask what the ten had said.
        level: manager
        judgment: sound
        when: interviewed and trust >= 60
        why: They said it already.
        to: loved
  broke:
    title: The money is gone
    text: Finance rings.
    to: resume
  loved:
    title: The map everyone can see
    text: Customers follow their couriers.
    ending: good
  worn:
    title: A quiet month
    text: Nobody follows anything.
    ending: mixed
  attic:
    title: The attic
    text: Dust.
    to: worn
"""
"""A scored scene, a continue, a draw, an interrupt, two endings, and a scene nobody reaches."""

BROKEN = STORY.replace("to: calls", "to: cals")


class Author:
    """Writes one file and says when it is saved."""

    def __init__(self, folder: Path, text: str | None = STORY, name: str = "orders.yaml") -> None:
        self.path = folder / name
        self._saved: asyncio.Queue[None] = asyncio.Queue()
        self._desk_has_read = asyncio.Event()
        self.found: dict[str, Any] = {}
        """What the next exploration finds besides that all is well."""
        self.explored: list[Machine] = []
        self.gave_up = threading.Event()
        """Set when an exploration was cancelled."""
        self._go_on = threading.Event()
        self._go_on.set()
        if text is not None:
            self.path.write_text(text, encoding="utf-8")

    async def saves(self, path: Path) -> AsyncGenerator[None, None]:
        """What the desk listens to, in the place of the file system."""
        assert path == self.path
        while True:
            yield
            self._desk_has_read.set()
            await self._saved.get()

    def explore(self, machine: Machine, cancelled: Callable[[], bool]) -> Exploration | None:
        """What the desk explores with: it gives what the test has put together."""
        self.explored.append(machine)
        while not self._go_on.wait(0.005):
            if cancelled():
                self.gave_up.set()
                return None
        return exploration(machine.scenario, **self.found)

    def hold(self) -> None:
        """Let every exploration from now on take until it is let go."""
        self._go_on.clear()

    def let_go(self) -> None:
        """Let explorations end."""
        self._go_on.set()

    async def save(self, text: str | None) -> None:
        """Save a text, or delete the file, and wait until the desk has read it."""
        if text is None:
            self.path.unlink()
        else:
            self.path.write_text(text, encoding="utf-8")
        await self.save_told()

    async def save_told(self) -> None:
        """Tell the desk of what was written, and wait until it has read it."""
        self._desk_has_read.clear()
        self._saved.put_nowait(None)
        await self.until_read()

    async def until_read(self) -> None:
        """Wait until the desk has read the file as it stands."""
        await asyncio.wait_for(self._desk_has_read.wait(), 30)


@asynccontextmanager
async def at_the_desk(
    author: Author, size: tuple[int, int] = (120, 40), *, explored: bool = True
) -> AsyncIterator[Pilot[None]]:
    """The desk on a terminal of this size; unless said, every road was followed already."""
    screen = DeskScreen(author.path, saves=author.saves, explore=author.explore)
    stage = Stage(quiet_game(), screen)
    async with stage.run_test(size=size, notifications=True) as pilot:
        try:
            await author.until_read()
            await settled(pilot, explored=explored)
            yield pilot
        finally:
            author.let_go()


async def settled(pilot: Pilot[None], *, explored: bool = True) -> None:
    """Wait until what was read, and what was explored, stands on the screen."""
    while explored and the_screen(pilot).busy:
        await pilot.pause(0.005)
    await pilot.pause()


async def saved(pilot: Pilot[None], author: Author, text: str | None) -> None:
    """Save, and wait until all that follows from it is seen."""
    await author.save(text)
    await settled(pilot)


def the_screen(pilot: Pilot[None]) -> DeskScreen:
    """The desk's own screen, whatever lies over it."""
    return next(each for each in pilot.app.screen_stack if isinstance(each, DeskScreen))


def the_desk(pilot: Pilot[None]) -> Desk:
    """What the desk knows."""
    return the_screen(pilot).desk


def here(pilot: Pilot[None]) -> str:
    """The scene in which the author stands."""
    play = the_desk(pilot).play
    assert play is not None
    return play.scene.id


def words(pilot: Pilot[None]) -> str:
    """Everything that is seen, as running words: the bars of quotations and breaks of lines left
    out. Of two panes beside each other, the lines of both run into one another."""
    return " ".join(seen(pilot).replace("▌", " ").split())


__all__ = [
    "BROKEN",
    "STORY",
    "Author",
    "at_the_desk",
    "here",
    "place_of",
    "rows",
    "saved",
    "seen",
    "settled",
    "the_desk",
    "the_screen",
    "words",
]
