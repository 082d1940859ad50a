"""The app of the author's desk: one file, full screen."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from textual.screen import Screen

from pmquest.game.game import Game
from pmquest.tui.app import PmquestApp
from pmquest.tui.desk.screen import DeskScreen


class DeskApp(PmquestApp):
    """The desk on the whole terminal, in the theme that the player has set."""

    CSS_PATH = ["../app.tcss", "../play.tcss", "desk.tcss"]  # noqa: RUF012 - as Textual declares it
    """The default screen's own styles are not looked for by Textual; they stand here."""

    def __init__(self, game: Game, path: Path) -> None:
        """Show this file; of the game only its settings are read, and nothing is kept in it."""
        super().__init__(game)
        self._path = path

    def get_default_screen(self) -> Screen[object]:
        """The desk."""
        return cast("Screen[object]", DeskScreen(self._path))
