"""Asks with which answer to go on: to break a tie, or against the vote."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from textual import on
from textual.app import ComposeResult
from textual.content import Content

from pmquest.report.prose import inline
from pmquest.scoring.words import counted
from pmquest.tui.dialogs import Answers, Said
from pmquest.tui.drawn import BOLD, MUTED, cell, line, styled, wrapped
from pmquest.tui.prose import content
from pmquest.tui.room.result_page import NUMBERS
from pmquest.tui.screen import GameDialog
from pmquest.workshop.decisions import Answer
from pmquest.workshop.views import Facilitator

_TIE = "Several answers have most votes. You decide, or the room votes again."
_NONE = "Nobody voted. You decide, or the room votes again."
_AGAINST = "The room's debrief says that you picked."


class PickDialog(GameDialog[str]):
    """Lists the answers that are open; gives the one to go on with, or None."""

    def __init__(self, now: Facilitator) -> None:
        """Ask about the round that is shown."""
        super().__init__()
        self._now = now

    def compose_card(self) -> ComposeResult:
        """What it is about, and the answers."""
        if self._now.tied and self._now.next_choice is None:
            yield Said("A tie", _TIE)
        elif not any(bar.votes for bar in self._now.bars):
            yield Said("No vote", _NONE)
        else:
            yield Said("Go on with which answer?", _AGAINST)
        yield Answers()

    def on_mount(self) -> None:
        """List the answers, those with most votes first."""
        bars = sorted(self._now.bars, key=lambda bar: -bar.votes)
        rows = self.query_one(Answers)
        rows.show_rows((bar.id, partial(_row, bar)) for bar in bars)
        rows.focus()

    @on(Answers.OptionSelected)
    def _picked(self, event: Answers.OptionSelected) -> None:
        self.dismiss(event.option.id)


def _row(bar: Answer, width: int) -> Sequence[Content]:
    """The answer with its number, and how many took it."""
    text = wrapped(content(inline(bar.text)), width - NUMBERS)
    indent = " " * NUMBERS
    lead = cell(styled(str(bar.number), BOLD), NUMBERS)
    return [
        *(line(indent if place else lead, each) for place, each in enumerate(text)),
        line(indent, (counted(bar.votes, "vote"), MUTED)),
    ]
