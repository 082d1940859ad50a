"""The list of everything that can be done on a screen, found by typing a part of its name."""

from __future__ import annotations

from typing import Final

from textual.command import CommandPalette

_ID: Final = "--command-palette"
"""By which Textual knows that the palette is open."""


class Palette(CommandPalette):
    """Textual's palette on our papers."""

    CSS_PATH = "palette.tcss"

    def __init__(self) -> None:
        """Open it over the screen it is about."""
        super().__init__(placeholder="What would you like to do?", id=_ID)
