"""A stage for the full screen: a story with everything a play can meet, and eyes to see it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

from textual.pilot import Pilot
from textual.screen import Screen

import pmquest.tui
from build import (
    Exhibit,
    choice,
    compare,
    interrupt,
    meter,
    scenario,
    scene,
    scored,
)
from pmquest.game.game import Game
from pmquest.game.kept_play import KeptPlay
from pmquest.scenario.model import Scenario
from pmquest.tui.app import PmquestApp
from pmquest.tui.drawn import Drawn
from pmquest.tui.play import PlayScreen

WIDE, MEDIUM, NARROW = (120, 40), (80, 24), (60, 20)


class Hands:
    """A clock that moves only when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def story(more: str = "") -> Scenario:
    """Six scenes: a scored one, a "continue", a timed one, an interrupt, an ending, a dead end.

    `more` is added to the text of the first.
    """
    return scenario(
        scene(
            "monday",
            title="Monday, 09:05",
            text="Four hundred tickets, and **nobody** has asked why." + more,
            exhibits=(
                Exhibit(
                    title="Tickets a week",
                    kind="line",
                    labels=("w1", "w2", "w3"),
                    series={"late": (120, 260, 412), "other": (90, 95, 88)},
                ),
            ),
            calls_for="manager",
            aspect="responsibilities",
            signal="One product, this week, and nobody knows what they mean.",
            shuffle=False,
            choices=[
                scored(
                    "ring",
                    "manager",
                    "strong",
                    "calls",
                    text="Ring ten of the customers who complained.",
                    effects={"trust": 4, "budget": -2},
                    result="Seven of ten say the same thing.",
                    why="A day on the telephone is the cheapest way to learn what is wrong.",
                ),
                scored(
                    "goal",
                    "leader",
                    "poor",
                    "calls",
                    text="Agree a goal with the board.",
                    slip="wrong-level",
                    effects={"budget": -60},
                    why="A goal for the company mends nothing this week.",
                ),
                scored(
                    "bribe",
                    "manager",
                    "weak",
                    "calls",
                    text="Send everyone a voucher.",
                    slip="too-early",
                    condition=compare("budget", ">=", 90),
                    locked="There is no money for that.",
                ),
            ],
        ),
        scene("calls", title="Ten calls", text="They shout first.", to="friday"),
        scene(
            "friday",
            title="Friday, 14:20",
            text="The line is red.",
            calls_for="leader",
            aspect="team",
            signal="Two people who do not talk to each other.",
            seconds=60,
            timeout="wait",
            shuffle=False,
            choices=[
                scored(
                    "talk",
                    "leader",
                    "sound",
                    "loved",
                    text="Bring the two of them together.",
                    result="They talk.",
                    why="It was theirs to settle.",
                ),
                scored(
                    "wait",
                    "manager",
                    "weak",
                    "attic",
                    text="See whether it calms down by itself.",
                    slip="too-late",
                    why="It did not.",
                ),
            ],
        ),
        scene("broke", title="The money is gone", text="Finance rings.", to="resume"),
        scene("loved", title="Loved", text="People wave at the couriers.", ending="good"),
        scene(
            "attic",
            title="The attic",
            text="Dust.",
            choices=[
                choice(
                    "leave",
                    "loved",
                    condition=compare("trust", ">", 99),
                    text="Leave.",
                    locked="The door is stuck.",
                )
            ],
        ),
        meters=[meter("trust", 45, label="Customer trust"), meter("budget", 60, unit="k€")],
        interrupts=[interrupt(compare("budget", "<=", 0), "broke")],
        title="Where is my order?",
        role="Product manager at Tiffin",
        takeaways=("Ring before you build.",),
        reflect=("Whom did you last ring?",),
    )


def played(game: Game, *picks: str, mode: str = "coached") -> KeptPlay:
    """A play of the story in which these choices were made."""
    kept = game.begin(story(), mode, seed=1)  # type: ignore[arg-type]
    for pick in picks:
        while kept.play.status == "passing":
            kept.go_on()
        kept.pick(pick)
    while kept.play.status == "passing":
        kept.go_on()
    return kept


def quiet_game() -> Game:
    """A game that keeps nothing, with entropy that is none."""
    numbers = count(1)
    return Game.in_memory(entropy=lambda size: next(numbers).to_bytes(size, "big"))


class Stage(PmquestApp):
    """The game with nothing but the screen that is tried."""

    CSS_PATH = Path(pmquest.tui.__path__[0]) / "app.tcss"

    def __init__(self, game: Game, tried: Screen[None]) -> None:
        super().__init__(game)
        self._tried = tried

    def get_default_screen(self) -> Screen[object]:
        return Screen()

    async def on_mount(self) -> None:
        await self.push_screen(self._tried)


@asynccontextmanager
async def showing(
    game: Game, screen: Screen[None], size: tuple[int, int] = WIDE
) -> AsyncIterator[Pilot[None]]:
    """The game on a terminal of this size, showing this screen."""
    async with Stage(game, screen).run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot


@asynccontextmanager
async def playing(
    size: tuple[int, int] = WIDE,
    *,
    mode: str = "coached",
    clock: Hands | None = None,
    told: Scenario | None = None,
    game: Game | None = None,
) -> AsyncIterator[Pilot[None]]:
    """A new play of a story on a terminal of this size."""
    game = game or quiet_game()
    kept = game.begin(told or story(), mode, seed=1)  # type: ignore[arg-type]
    async with showing(game, PlayScreen(game, kept, clock or Hands()), size) as pilot:
        yield pilot


def seen(pilot: Pilot[None]) -> str:
    """Everything that stands on the terminal now."""
    return "\n".join(rows(pilot))


def rows(pilot: Pilot[None]) -> list[str]:
    """The rows of the terminal, as they stand now."""
    compositor = pilot.app.screen._compositor
    return [strip.text.rstrip() for strip in compositor.render_strips()]


def place_of(pilot: Pilot[None], text: str) -> tuple[int, int]:
    """Where a text stands on the terminal: column and row."""
    for y, line in enumerate(rows(pilot)):
        if text in line:
            return line.index(text), y
    raise AssertionError(f"{text!r} is not on the screen:\n{seen(pilot)}")


async def click(pilot: Pilot[None], text: str) -> None:
    """Click on a text that stands on the terminal."""
    await pilot.click(offset=place_of(pilot, text))
    await pilot.pause()


def kept_play(pilot: Pilot[None]) -> KeptPlay:
    """The play that is on the screen."""
    kept = getattr(pilot.app.screen, "kept", None)
    assert isinstance(kept, KeptPlay)
    return kept


def whole(pilot: Pilot[None]) -> bool:
    """Whether nothing that is drawn is wider than the room it has."""
    return all(
        line.cell_length <= drawn.content_size.width
        for drawn in pilot.app.screen.query(Drawn)
        if drawn.display and drawn.content_size.width
        for line in drawn.lines(drawn.content_size.width)
    )


__all__ = [
    "MEDIUM",
    "NARROW",
    "WIDE",
    "Hands",
    "click",
    "kept_play",
    "place_of",
    "played",
    "playing",
    "quiet_game",
    "rows",
    "seen",
    "showing",
    "story",
    "whole",
]
