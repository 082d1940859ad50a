"""The web addresses of a page, each to be seen whole before it is opened."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from pmquest.tui.dialogs import Said
from pmquest.tui.drawn import wrapped
from pmquest.tui.rows import RowList
from pmquest.tui.screen import GameDialog


class LinksDialog(GameDialog[str]):
    """Lists addresses; gives the one that is to be opened, or None."""

    AUTO_FOCUS = "RowList"

    def __init__(self, addresses: Sequence[str]) -> None:
        """Offer these addresses."""
        super().__init__()
        self._addresses = addresses

    def compose_card(self) -> ComposeResult:
        """What follows, and the addresses."""
        yield Said("Open in your browser", "The address leaves the game; look at it first.")
        yield RowList()

    def on_mount(self) -> None:
        """List the addresses."""
        self.query_one(RowList).show_rows(
            (str(place), partial(_row, address)) for place, address in enumerate(self._addresses)
        )

    @on(RowList.OptionSelected)
    def _chosen(self, event: RowList.OptionSelected) -> None:
        self.dismiss(self._addresses[int(event.option.id or 0)])


def _row(address: str, width: int) -> list[Content]:
    return wrapped(address, width)
