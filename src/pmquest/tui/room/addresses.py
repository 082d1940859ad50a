"""The addresses under which phones reach the room, and what to try where they do not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final
from urllib.parse import urlsplit

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from pmquest.tui.dialogs import Answers, Said
from pmquest.tui.drawn import BOLD, MUTED, line
from pmquest.tui.screen import GameDialog
from pmquest.workshop.addresses import is_loopback
from pmquest.workshop.views import Facilitator

_REACHED: Final = "Another device has come through: the address works."
_NOT_YET: Final = "No other device has come through yet."
_TO_TRY: Final = (
    "Phones and this machine must be in the same network: not one of them in a guest network, "
    "in a VPN or on mobile data. A firewall here must let port {port} through. Where the "
    "network keeps its devices apart, as in many hotels, a phone's own hotspot for all helps. "
    "Without any network, a show of hands does."
)
_ALONE: Final = (
    "Only this machine can open this address. Start the room with --lan, and phones in the same "
    "network can come in."
)


class AddressesDialog(GameDialog[str]):
    """Lists the addresses; gives the one to be shown to phones, or None."""

    def __init__(self, now: Facilitator) -> None:
        """Offer the addresses of this room."""
        super().__init__()
        self._now = now

    def compose_card(self) -> ComposeResult:
        """How it stands, what to try, and the addresses."""
        parts = urlsplit(self._now.address)
        if is_loopback(parts.hostname or ""):
            yield Said("How phones come in", _ALONE)
        else:
            reached = _REACHED if self._now.reachable else _NOT_YET
            yield Said("How phones come in", reached, _TO_TRY.format(port=parts.port))
        yield Answers()

    def on_mount(self) -> None:
        """List the addresses, the room's own first."""
        addresses = dict.fromkeys((self._now.address, *self._now.addresses))
        rows = self.query_one(Answers)
        rows.show_rows((each, partial(_row, each, each == self._now.address)) for each in addresses)
        rows.focus()

    @on(Answers.OptionSelected)
    def _chosen(self, event: Answers.OptionSelected) -> None:
        self.dismiss(event.option.id)


def _row(address: str, shown: bool, width: int) -> Sequence[Content]:
    told = line((address, BOLD if shown else ""), ("   shown now" if shown else "", MUTED))
    return [told.truncate(width, ellipsis=True)]
