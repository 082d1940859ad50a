"""The career: the title and what the next one asks, the lean, the two-by-two, over all plays."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.getters import query_one

from pmquest.game.suggestion import suggestion
from pmquest.tui.career_parts import (
    CareerHead,
    CareerPart,
    Ladder,
    LeanNow,
    LeanOverTime,
    PlayNext,
    Responsibilities,
    WhatWasCalledFor,
)
from pmquest.tui.reading import ReadingPage
from pmquest.tui.screen import LEAVE_BINDING, GameScreen

if TYPE_CHECKING:
    from pmquest.game.game import Game
    from pmquest.game.suggestion import Suggestion
    from pmquest.scoring.career import Career


class CareerScreen(GameScreen[None]):
    """One page over all plays."""

    CSS_PATH = "career.tcss"
    AUTO_FOCUS = "#reading"
    HELP = (
        "What all your plays together show. Only the first answer you gave at each moment "
        "counts; playing again is practice."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "g",
            "open_guide",
            "guide",
            id="career.guide",
            tooltip="The field guide: titles, responsibilities, how scoring works.",
        ),
        LEAVE_BINDING,
    ]

    page = query_one(ReadingPage)

    def __init__(self, game: Game) -> None:
        """Show the career of this game's player."""
        super().__init__()
        self.game = game

    def compose_body(self) -> ComposeResult:
        """The parts, one under the other; two of them side by side where there is room."""
        with ReadingPage(id="reading"), Vertical(classes="page"):
            yield CareerHead()
            with Container(id="pair"):
                yield LeanNow()
                yield WhatWasCalledFor()
            yield LeanOverTime()
            yield Ladder()
            yield PlayNext()
            yield Responsibilities()

    def on_mount(self) -> None:
        """Show what is known; the rest follows."""
        glance = self.game.glance()
        self._show(glance.career, suggestion(self.game.library.headers(), glance))
        self.run_worker(self._fold())

    async def _fold(self) -> None:
        def read() -> tuple[Career, Suggestion | None]:
            return self.game.career(), self.game.suggestion()

        found = await asyncio.to_thread(read)
        if self.still_open:
            self._show(*found)

    def _show(self, career: Career, found: Suggestion | None) -> None:
        self.query_one(PlayNext).suggestion = found
        parts: Sequence[CareerPart] = list(self.query(CareerPart))
        for part in parts:
            part.career = career

    def action_open_guide(self) -> None:
        """Open the field guide where the player's title is explained."""
        from pmquest.tui.guide import FieldGuideScreen

        career = self.game.glance().career
        self.app.push_screen(FieldGuideScreen(career.title.id if career else None))
