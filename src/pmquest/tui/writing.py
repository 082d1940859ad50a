"""Writing a few words: a note, an answer to a question, a plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import TextArea

from pmquest.scoring.clean import clean
from pmquest.tui.drawn import BOLD, MUTED, Drawn, styled, wrapped
from pmquest.tui.screen import GameDialog
from pmquest.tui.story import Remark

_ASK_AGAIN: Final = "Escape again to leave it unsaved; enter keeps it."


class About(Drawn):
    """What is to be written, and what it is for."""

    def __init__(self, title: str, hint: str) -> None:
        """Say this."""
        super().__init__()
        self._title, self._hint = title, hint

    def lines(self, width: int) -> Sequence[Content]:
        """Both, broken to the width."""
        return [
            *wrapped(styled(self._title, BOLD), width),
            *(wrapped(styled(self._hint, MUTED), width) if self._hint else ()),
            Content(""),
        ]


class Paper(TextArea):
    """Where it is written; long lines wrap."""

    DEFAULT_CSS = """
    Paper, Paper:focus {
        height: auto;
        min-height: 4;
        max-height: 12;
        border: none;
        padding: 0 1;
        background: $background;
        color: $foreground;
    }
    WritingDialog Remark { display: none; margin-top: 1; }
    Paper .text-area--cursor-line { background: $background; }
    Paper .text-area--cursor { color: $background; background: $foreground; }
    Paper .text-area--selection { background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "screen.keep",
            "keep",
            priority=True,
            id="writing.keep",
            tooltip="Keep what is written and go back; an empty text keeps nothing.",
        ),
    ]


class WritingDialog(GameDialog[str]):
    """A card to write on; gives what is written, or None where it is to stay as it was.

    What was typed is not lost by one key: over a changed text, escape asks to be pressed again.
    """

    AUTO_FOCUS = "Paper"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape",
            "leave",
            "leave it as it was",
            id="writing.leave",
            tooltip="Go back and leave the text as it was; what is new is not kept.",
        ),
    ]

    paper = query_one(Paper)
    remark = query_one(Remark)

    def __init__(self, title: str, hint: str, text: str, *, suggested: bool = False) -> None:
        """Ask for what `title` says; `text` is what stands there so far.

        A text that is only `suggested` is replaced by the first letter that is typed.
        """
        super().__init__()
        self._about = About(title, hint)
        self._text = clean(text)
        self._suggested = suggested

    def compose_card(self) -> ComposeResult:
        """What it is about, and the paper."""
        yield self._about
        yield Paper(self._text, soft_wrap=True, show_line_numbers=False)
        yield Remark()

    def on_mount(self) -> None:
        """Write on where the text ends."""
        if self._suggested:
            self.paper.select_all()
        else:
            self.paper.move_cursor(self.paper.document.end)

    @on(Paper.Changed)
    def _written_on(self) -> None:
        """Who writes on does not mean to leave."""
        self.remark.text = ""

    @property
    def _written(self) -> str:
        return clean(self.paper.text).strip()

    def action_keep(self) -> None:
        """Keep what is written."""
        self.dismiss(self._written)

    def keep_writing(self) -> bool:
        """Keep what is written: leaving the game loses nothing."""
        self.action_keep()
        return True

    def action_leave(self) -> None:
        """Leave the text as it was; ask once more where something new would be lost."""
        if self._written == self._text.strip() or self.remark.text:
            self.dismiss(None)
        else:
            self.remark.text = _ASK_AGAIN
