"""The list of everything that can be done on a screen, found by typing a part of its name."""

from __future__ import annotations

from typing import Final

from textual.command import CommandList, CommandPalette
from textual.content import Content
from textual.widgets.option_list import Option

_ID: Final = "--command-palette"
"""By which Textual knows that the palette is open."""
_NOTHING: Final = "Nothing here is called that."


class Palette(CommandPalette):
    """Textual's palette on our papers."""

    CSS_PATH = "palette.tcss"

    def __init__(self) -> None:
        """Open it over the screen it is about."""
        super().__init__(placeholder="What would you like to do?", id=_ID)

    def _start_no_matches_countdown(self, search_value: str) -> None:
        """Say at once, in our words, that nothing is called what was typed; Textual waits."""
        if search_value:
            nothing = Option(Content(_NOTHING), disabled=True, id=self._NO_MATCHES)
            self.query_one(CommandList).add_option(nothing)
            self._list_visible = True
