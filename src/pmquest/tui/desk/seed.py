"""Asks for the seed of a new beginning."""

from __future__ import annotations

import re
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from pmquest.tui.dialogs import Said
from pmquest.tui.screen import GameDialog
from pmquest.tui.story import Refusal

_LARGEST: Final = 2**64 - 1
_DIGITS: Final = re.compile(r"[0-9]{1,20}")
_WHAT_IT_DOES: Final = (
    "The seed decides what chance draws and in which order answers stand. The same picks under "
    "the same seed give the same play."
)
_REFUSED: Final = "A seed is a whole number of up to 19 digits."


class SeedInput(Input):
    """Where the seed is typed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "begin", id="seed.begin", tooltip="Begin the story anew."),
    ]


class SeedDialog(GameDialog[int]):
    """Gives the seed to begin with, or None where everything stays as it is."""

    AUTO_FOCUS = "SeedInput"

    def __init__(self, seed: int) -> None:
        """Suggest the seed after this one."""
        super().__init__()
        self._suggested = str(seed + 1 if seed < _LARGEST else 0)

    def compose_card(self) -> ComposeResult:
        """What it does, and the field."""
        yield Said("Begin again with another seed", _WHAT_IT_DOES)
        yield SeedInput(self._suggested, compact=True)
        yield Refusal()

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        text = event.value.strip()
        if _DIGITS.fullmatch(text) and int(text) <= _LARGEST:
            self.dismiss(int(text))
        else:
            self.query_one(Refusal).text = _REFUSED
