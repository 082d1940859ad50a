"""Writing a few words: a note, an answer to a question, a plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.widgets import TextArea

from pmquest.scoring.clean import clean
from pmquest.tui.drawn import BOLD, MUTED, Drawn, styled, wrapped
from pmquest.tui.screen import GameDialog


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
    Paper .text-area--cursor-line { background: $background; }
    Paper .text-area--cursor { color: $background; background: $foreground; }
    Paper .text-area--selection { background: $panel; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "screen.leave",
            "keep",
            priority=True,
            id="writing.keep",
            tooltip="Keep what is written and go back; an empty text keeps nothing.",
        ),
    ]


class WritingDialog(GameDialog[str]):
    """A card to write on; whichever way it is left, what is written is kept."""

    AUTO_FOCUS = "Paper"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "escape",
            "leave",
            "keep",
            show=False,
            id="writing.leave",
            tooltip="Keep it; go back.",
        ),
    ]

    paper = query_one(Paper)

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

    def on_mount(self) -> None:
        """Write on where the text ends."""
        if self._suggested:
            self.paper.select_all()
        else:
            self.paper.move_cursor(self.paper.document.end)

    def action_leave(self) -> None:
        """Keep what is written."""
        self.dismiss(clean(self.paper.text).strip())
