"""The app of the facilitator's screens: one room, full screen."""

from __future__ import annotations

from typing import cast

from textual.screen import Screen

from pmquest.game.game import Game
from pmquest.tui.app import PmquestApp
from pmquest.tui.room.host import Host


class RoomApp(PmquestApp):
    """The projector or the notes on the whole terminal, in the theme that the player has set."""

    CSS_PATH = ["../app.tcss", "room.tcss"]  # noqa: RUF012 - as Textual declares it
    """The default screen's own styles are not looked for by Textual; they stand here."""

    def __init__(self, game: Game, host: Host, *, notes: bool = False) -> None:
        """Show this room; of the game only its settings are read.

        The host of the notes is one that is sent what is private.
        """
        super().__init__(game)
        self._host = host
        self._notes = notes

    def get_default_screen(self) -> Screen[object]:
        """The wall, or what only the facilitator sees."""
        if self._notes:
            from pmquest.tui.room.notes import NotesScreen

            return cast("Screen[object]", NotesScreen(self._host))
        from pmquest.tui.room.projector import ProjectorScreen

        return cast("Screen[object]", ProjectorScreen(self._host))
