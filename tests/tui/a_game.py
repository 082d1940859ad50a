"""What the tests of the full-screen face play with: scenarios, a clock, and eyes and hands.

`shown` is what a player sees as plain text; `click_on` clicks where some words stand.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from textual.app import App
from textual.pilot import Pilot

from pmquest.game.game import Game
from pmquest.tui.app import PmquestApp

ORDERS = """\
pmquest: 1
title: Where is my order?
summary: Tickets about late orders have **doubled** in a month.
role: Product manager at Tiffin, a food-delivery app
role_level: manager
minutes: 6
objectives: [Tell a symptom from a need.]
takeaways: [Ask before you build.]
reflect: [Whom did you last ring?]
meters:
  trust: {label: Customer trust, start: 45}
scenes:
  monday:
    title: Monday, 09:05
    text: Support wrote **412** tickets last week.
    calls_for: manager
    signal: Nobody knows yet what the customers mean.
    aspect: responsibilities
    shuffle: false
    to: friday
    choices:
      ring:
        text: Ring ten of the customers.
        level: manager
        judgment: strong
        responsibility: customers
        effects: {trust: 4}
        result: Seven of ten say the same thing.
        why: Ten calls cost an afternoon and save a sprint.
      reorganise:
        text: Ask the board for a new support organisation.
        level: leader
        judgment: poor
        slip: too-early
        why: It changes everybody's work before anybody knows why.
  friday:
    title: Friday, 16:00
    text: Two teams want the same engineer.
    calls_for: leader
    signal: Two products, one person.
    aspect: team
    shuffle: false
    choices:
      together:
        text: Let the two leads settle it, and be there while they do.
        level: leader
        judgment: strong
        responsibility: mentoring
        why: They will have to settle the next one too.
        to: loved
      grab:
        text: Take the engineer for your own release.
        level: manager
        judgment: weak
        slip: habit
        why: Your release gains a week and the other team loses a month.
        to: worn
  loved:
    title: The map everyone can see
    text: Customers follow their couriers.
    ending: good
  worn:
    title: A quiet month
    text: Nobody follows anything.
    ending: mixed
"""

HARBOUR = """\
pmquest: 1
title: Three products, one budget
summary: Money for two of three.
role: Director of product at Halden, tools for builders
role_level: leader
minutes: 16
objectives: [Choose what goes on.]
takeaways: [Say what stops.]
scenes:
  start:
    title: The quay
    text: The boats are in.
    to: end
  end:
    title: Evening
    text: They leave again.
    ending: good
"""

BROKEN = """\
pmquest: 1
title: Night shift
summary: Nobody is here.
role: Product manager
role_level: manger
minutes: 6
objectives: [a]
takeaways: [b]
scenes:
  start:
    title: Late
    text: Dark.
    to: fridya
  friday:
    title: Later
    text: Light.
    ending: good
"""


class Clock:
    """The time, which passes only when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2025, 3, 5, 14, 20, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


def play(game: Game, scenario_id: str, *picks: str) -> str:
    """Play a scenario with these picks, going on where there are no choices; gives its number."""
    reading = game.library.read(game.library.find(scenario_id))
    assert reading.scenario is not None
    kept = game.begin(reading.scenario)
    for pick in picks:
        kept.pick(pick)
        while kept.play.status == "passing":
            kept.go_on()
    return kept.id


@asynccontextmanager
async def opened(game: Game, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Pilot[None]]:
    """The game on a screen of this many columns and rows, settled."""
    app = PmquestApp(game)
    async with app.run_test(size=size, notifications=True) as pilot:
        await settled(pilot)
        yield pilot


async def settled(pilot: Pilot[None]) -> None:
    """Wait until nothing is under way any more."""
    await pilot.pause()
    while any(not worker.is_finished for worker in pilot.app.workers):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys, one after the other, each when the last has done its work."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def find(pilot: Pilot[None], words: str) -> None:
    """Type words into the library's filter."""
    await pilot.press("slash", *words)
    await settled(pilot)


def lines(app: App[None]) -> list[str]:
    """The rows of the screen as plain text."""
    strips = app.screen._compositor.render_strips(app.size)
    return [strip.text for strip in strips]


def shown(app: App[None]) -> str:
    """Everything on the screen as plain text."""
    return "\n".join(lines(app))


def place_of(app: App[None], words: str) -> tuple[int, int]:
    """The column and row at which these words stand."""
    for row, text in enumerate(lines(app)):
        if words in text:
            return text.index(words), row
    raise AssertionError(f"{words!r} is not on the screen:\n{shown(app)}")


async def click_on(pilot: Pilot[None], *words: str) -> None:
    """Click on each of these words in turn, each when the last click has done its work."""
    for each in words:
        await pilot.click(offset=place_of(pilot.app, each))
        await settled(pilot)


def all_in(app: App[None], words: Iterable[str]) -> bool:
    """Whether all of these words are on the screen, however much blank is between them."""
    text = " ".join(shown(app).split())
    return all(word in text for word in words)
