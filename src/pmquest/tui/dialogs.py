"""Questions on a card: are you sure, and how to go on with a scenario that was edited."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from pmquest.game.resume import EditedScenario, Offer
from pmquest.tui.drawn import BOLD, MUTED, Drawn, styled, wrapped
from pmquest.tui.rows import RowList
from pmquest.tui.screen import GameDialog


class Answers(RowList):
    """The answers to a question."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "select",
            "choose",
            id="dialog.choose",
            tooltip="Choose the answer under the cursor.",
        ),
    ]


class Said(Drawn):
    """A heading and what there is to say under it."""

    def __init__(self, heading: str, *paragraphs: str) -> None:
        """Say this."""
        super().__init__()
        self._heading = heading
        self._paragraphs = paragraphs

    def lines(self, width: int) -> Sequence[Content]:
        """All of it, broken to the width."""
        lines = wrapped(styled(self._heading, BOLD), width)
        for paragraph in self._paragraphs:
            lines += [Content(""), *wrapped(paragraph, width)]
        return [*lines, Content("")]


class ConfirmDialog(GameDialog[bool]):
    """Asks before something that cannot be taken back; gives True for yes and None for no."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "no", show=False, id="confirm.leave", tooltip="Change nothing."),
        Binding("y", "agree", "yes", id="confirm.yes", tooltip="Do it."),
        Binding("n", "refuse", "no", id="confirm.no", tooltip="Leave everything as it is."),
    ]

    def __init__(self, question: str, consequence: str, agree: str) -> None:
        """Ask a question; `consequence` says what follows, `agree` names the deed."""
        super().__init__()
        self._said = Said(question, consequence)
        self._agree = agree

    def compose_card(self) -> ComposeResult:
        """The question and two rows to answer it; the cursor stands on the harmless one."""
        yield self._said
        yield Answers()

    def on_mount(self) -> None:
        """Offer no and yes."""
        rows = self.query_one(Answers)
        rows.show_rows(
            [
                ("no", lambda _: [styled("Leave it as it is")]),
                ("yes", lambda _: [styled(self._agree)]),
            ]
        )
        rows.focus()

    @on(Answers.OptionSelected)
    def _answered(self, event: Answers.OptionSelected) -> None:
        if event.option.id == "yes":
            self.action_agree()
        else:
            self.action_refuse()

    def action_refuse(self) -> None:
        """Answer no."""
        self.dismiss(None)

    def action_agree(self) -> None:
        """Answer yes."""
        self.dismiss(True)


class EditedDialog(GameDialog[Offer]):
    """A play whose scenario was edited: says where and why it stopped, and offers ways on."""

    def __init__(self, edited: EditedScenario) -> None:
        """Ask about this play."""
        super().__init__()
        self._edited = edited

    def compose_card(self) -> ComposeResult:
        """What happened, and the offers."""
        edited = self._edited
        yield Said(
            f"“{edited.title}” was edited since you left it",
            f"Your play holds as far as {edited.where}. {edited.why}",
        )
        yield Answers()

    def on_mount(self) -> None:
        """List the offers."""
        rows = self.query_one(Answers)
        rows.show_rows((offer.id, partial(_draw_offer, offer)) for offer in self._edited.offers)
        rows.focus()

    @on(Answers.OptionSelected)
    def _chosen(self, event: Answers.OptionSelected) -> None:
        self.dismiss(next(offer for offer in self._edited.offers if offer.id == event.option.id))


def _draw_offer(offer: Offer, width: int) -> list[Content]:
    """What it does and what follows from it."""
    return [
        *wrapped(styled(offer.label, BOLD), width),
        *wrapped(styled(offer.meaning, MUTED), width),
    ]
