"""Draws the pictures of the docs from the real screens; `make pictures` runs it.

What is played is fixed: a scenario that ships, a seed, answers, a clock that stands still, a file
that was saved at two o'clock.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import tempfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path

from pmquest.engine.machine import Machine
from pmquest.game.game import Game
from pmquest.game.kept_play import KeptPlay
from pmquest.scenario.model import Scenario
from pmquest.tui.app import PmquestApp
from pmquest.tui.debrief import DebriefScreen
from pmquest.tui.desk.app import DeskApp
from pmquest.tui.desk.screen import DeskScreen
from pmquest.tui.play import PlayScreen
from pmquest.tui.room.app import RoomApp
from pmquest.workshop import moves
from pmquest.workshop.deeds import Opened
from pmquest.workshop.hosting import facilitator
from pmquest.workshop.room import Room, begin
from pmquest.workshop.views import Around, Facilitator

IMAGES = Path(__file__).parent / "images"
SCENARIO = IMAGES.parent.parent / "scenarios" / "live-tracking.yaml"
SAVED = datetime(2026, 3, 2, 14, 2, 33)
SIZE = (124, 40)
WALL = (96, 26)
SEED = 1
PLAYED_LIKE = ("strong", "poor", "strong", "sound", "strong", "weak")
"""The judgments of the answers in turn, so that a debrief has something to say."""


async def main() -> None:
    """Draw the library, a scene, a debrief, the author's desk and a room's projector."""
    IMAGES.mkdir(exist_ok=True)
    await draw_game()
    await draw_desk()
    await draw_room()


async def draw_game() -> None:
    """Draw what a player sees."""
    with tempfile.TemporaryDirectory() as home:
        game = Game.open(Path(home), clock=lambda: datetime(2026, 3, 2, 9, 5, tzinfo=UTC))
        scenario = game.library.read(game.library.find("live-tracking")).scenario
        assert scenario is not None
        finished = played(game, scenario, 99)
        waiting = played(game, scenario, 3)
        app = PmquestApp(game)
        async with app.run_test(size=SIZE) as pilot:
            await app.workers.wait_for_complete()
            await pilot.pause()
            keep(app, "library")
            for name, screen in (
                ("play", PlayScreen(game, waiting)),
                ("debrief", DebriefScreen(game, finished)),
            ):
                await app.push_screen(screen)
                await pilot.pause()
                keep(app, name)


async def draw_desk() -> None:
    """Draw the desk, two answers into the story, with the map in front."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / SCENARIO.name
        shutil.copy(SCENARIO, file)
        os.utime(file, (SAVED.timestamp(), SAVED.timestamp()))
        app = DeskApp(Game.in_memory(), file)
        async with app.run_test(size=SIZE) as pilot:
            screen = app.screen
            assert isinstance(screen, DeskScreen)
            while screen.desk.survey is None:
                await pilot.pause(0.05)
            for choice in ("ring", "label"):
                assert screen.desk.play is not None
                offers = [offer.choice for offer in screen.cards.offers]
                await pilot.press(str(offers.index(choice) + 1), "enter")
                while screen.desk.play.status == "passing":
                    await pilot.press("enter")
            await pilot.press("m", "down")
            await pilot.pause()
            keep(app, "desk")


class StillRoom:
    """A room in which nothing happens any more, for its projector."""

    def __init__(self, room: Room) -> None:
        """Show this room."""
        self._room = room

    async def updates(self) -> AsyncIterator[Facilitator]:
        """Give how it stands, once."""
        yield facilitator(self._room, Around("http://192.168.1.20:8080"), notes=False)
        await asyncio.Event().wait()

    async def do(self, action: str, **details: object) -> None:
        """Leave everything as it is."""

    async def export(self, _form: str) -> bytes:
        """Give nothing."""
        return b""


async def draw_room() -> None:
    """Draw the projector when the first vote of twenty-three people was revealed."""
    with tempfile.TemporaryDirectory() as home:
        game = Game.open(Path(home), clock=lambda: datetime(2026, 3, 2, 9, 5, tzinfo=UTC))
        scenario = game.library.read(game.library.find(SCENARIO.stem)).scenario
        assert scenario is not None
        opened = Opened(code="KHM4RT", scenario=scenario.id, hash="", seed=SEED)
        app = RoomApp(game, StillRoom(voted(begin(Machine(scenario), opened))))
        async with app.run_test(size=WALL) as pilot:
            await pilot.pause(0.2)
            keep(app, "room")


def voted(room: Room) -> Room:
    """Have twenty-three people vote on the first decision, and reveal it."""
    for person in range(23):
        for deed in moves.join(room, f"{person:064x}", ""):
            room = room.after(deed)
    for deed in moves.start(room):
        room = room.after(deed)
    while room.phase == "story":
        for deed in moves.next_step(room):
            room = room.after(deed)
    assert room.round is not None
    for place, person in enumerate(room.people):
        choice = room.round.choices[(0, 1, 0, 2, 1, 0)[place % 6] % len(room.round.choices)]
        for deed in moves.vote(room, person, room.round.number, choice):
            room = room.after(deed)
    for deed in moves.reveal(room):
        room = room.after(deed)
    return room


def played(game: Game, scenario: Scenario, most: int) -> KeptPlay:
    """Play on to the end, or until so many answers were given."""
    kept = game.begin(scenario, "coached", SEED)
    wanted = cycle(PLAYED_LIKE)
    while kept.play.status in ("choosing", "passing") and len(kept.play.picks) < most:
        if kept.play.status == "passing":
            kept.go_on()
            continue
        open_here = [choice.id for choice in kept.play.view.choices if choice.selectable]
        judgment = next(wanted)
        fitting = (id for id in open_here if kept.play.scene.choices[id].judgment == judgment)
        kept.pick(next(fitting, open_here[0]))
    while kept.play.status == "passing":
        kept.go_on()
    return kept


def keep(app: PmquestApp, name: str) -> None:
    """Write the screen as a picture that loads nothing, no font either."""
    drawn = re.sub(r"@font-face \{.*?\}", "", app.export_screenshot(), flags=re.DOTALL)
    lines = (line.rstrip() for line in drawn.splitlines())
    (IMAGES / f"{name}.svg").write_text("\n".join(filter(None, lines)) + "\n", encoding="utf-8")


asyncio.run(main())
