"""Asks how many hands went up for each answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input

from pmquest.report.prose import inline
from pmquest.tui.dialogs import Said
from pmquest.tui.drawn import BOLD, Drawn, cell, line, styled, wrapped
from pmquest.tui.prose import content
from pmquest.tui.room.result_page import NUMBERS, numbers
from pmquest.tui.screen import GameDialog
from pmquest.tui.story import Refusal
from pmquest.workshop.views import Facilitator

_MOST: Final = 999
_INSTEAD: Final = "They count in place of what the phones voted."
_BACK: Final = "With all fields empty, the phones count again."
_REFUSED: Final = f"Each count is a whole number from 0 to {_MOST}; an empty field is 0."


class HandsInput(Input):
    """How many hands went up for one answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "submit",
            "next",
            id="hands.next",
            tooltip="To the next answer; after the last one, keep the counts.",
        ),
        Binding("down", "screen.focus_next", "next answer", show=False),
        Binding("up", "screen.focus_previous", "answer before", show=False),
    ]

    def __init__(self, choice: str, count: int | None) -> None:
        """Ask about this answer; `count` is what was typed before."""
        super().__init__("" if count is None else str(count), compact=True, max_length=3)
        self.choice = choice


class _Asked(Drawn):
    """One answer with its number."""

    def __init__(self, number: str, text: str) -> None:
        super().__init__()
        self._number, self._text = number, text

    def lines(self, width: int) -> Sequence[Content]:
        """Its text, hanging beside the number."""
        told = wrapped(content(inline(self._text)), width - NUMBERS)
        lead = cell(styled(self._number, BOLD), NUMBERS)
        return [line(" " * NUMBERS if place else lead, each) for place, each in enumerate(told)]


class HandsDialog(GameDialog[dict[str, int]]):
    """Gives the counts by answer, none where none was typed; None where all stays as it is."""

    AUTO_FOCUS = "HandsInput"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "back", id="dialog.leave", tooltip="Close this, count nothing."),
    ]

    def __init__(self, now: Facilitator) -> None:
        """Ask about the vote at which the room stands."""
        super().__init__()
        self._now = now

    def compose_card(self) -> ComposeResult:
        """A field for each answer that is open."""
        called = numbers(self._now)
        now, scene = self._now, self._now.scene
        known = now.hands_counted or {bar.id: bar.votes for bar in now.bars if now.hands}
        about = [] if now.hands else [f"{_INSTEAD} {_BACK}" if now.hands_counted else _INSTEAD]
        yield Said("How many hands went up?", *about)
        with VerticalScroll(id="hands", can_focus=False):
            for choice in scene.choices if scene is not None else ():
                if choice.selectable:
                    with Horizontal():
                        yield _Asked(called[choice.id], choice.text)
                        yield HandsInput(choice.id, known.get(choice.id))
        yield Refusal()

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        """Go on to the next field; after the last one, give the counts."""
        fields = list(self.query(HandsInput))
        if event.input is not fields[-1]:
            self.focus_next(HandsInput)
            return
        if not any(field.value.strip() for field in fields):
            self.dismiss({})
            return
        typed = {field.choice: field.value.strip() or "0" for field in fields}
        wrong = [field for field in fields if not typed[field.choice].isdecimal()]
        if wrong:
            self.query_one(Refusal).text = _REFUSED
            wrong[0].focus()
        else:
            self.dismiss({choice: int(text) for choice, text in typed.items()})
