"""The parts of the play screen that are read: its title line, its text, what it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from pmquest.report.lines import Line
from pmquest.scoring.clean import clean_line
from pmquest.tui.countdown import Countdown
from pmquest.tui.drawn import BOLD, ERROR, MUTED, Drawn, line, row, styled, wrapped
from pmquest.tui.prose import clicked_address, contents

Page = Callable[[int, bool], Sequence[Line]]
"""Gives what is read for a width in cells and whether the window is tall."""


class TitleLine(Drawn):
    """What is played, as whom, and how far it has come."""

    title: reactive[str] = reactive("")
    role: reactive[str] = reactive("")
    right: reactive[str] = reactive("")
    countdown: reactive[Countdown | None] = reactive(None)

    def lines(self, width: int) -> Sequence[Content]:
        """One line; the time that is left stands quietly before the place."""
        right = styled(self.right, MUTED)
        if self.countdown is not None:
            ink = BOLD if self.countdown.hurried else MUTED
            right = line((self.countdown.in_words, ink), "   ", right)
        return [title_row(self.title, self.role, right, width)]


def title_row(title: str, role: str, right: Content, width: int) -> Content:
    """A title, the role beside it and something at the right edge.

    A role that does not fit is told without what follows its first comma, and left out where it
    would still be cut off.
    """
    shown = styled(clean_line(title), BOLD)
    heads = [
        *(
            line(shown, (f"   {clean_line(told)}", MUTED))
            for told in (role, role.partition(",")[0])
        ),
        shown,
    ]
    room = width - right.cell_length - 2
    fits = next((head for head in heads if head.cell_length <= room), heads[-1])
    return row(fits, right, width)


class Story(Drawn):
    """A page of text and pictures; an http or https address in it opens when it is clicked."""

    page: reactive[Page | None] = reactive(None, layout=True)

    def __init__(self) -> None:
        """Begin with nothing drawn."""
        super().__init__()
        self._drawn: tuple[object, list[Content]] = (None, [])
        self.addresses: tuple[str, ...] = ()
        """The http and https addresses of the page, in order, each once."""

    def lines(self, width: int) -> Sequence[Content]:
        """The page, drawn once for each width and height class."""
        wanted = (self.page, width, self.tall)
        if self._drawn[0] != wanted:
            lines = self.page(width, self.tall) if self.page is not None else []
            self._drawn = (wanted, contents(lines))
            self.addresses = tuple(
                dict.fromkeys(run.link for line in lines for run in line if run.link)
            )
        return self._drawn[1]

    def watch_page(self) -> None:
        """Give the reading area its new height at once, so that one layout does for all."""
        if self.content_size.width:
            self._fit(len(self.lines(self.content_size.width)))

    def on_resize(self) -> None:
        """Give the reading area the height that the text has at the new width."""
        self._fit(self.outer_size.height)
        self.screen.refresh_bindings()

    def _fit(self, height: int) -> None:
        """Let what follows stand right under the text while there is room for both."""
        if isinstance(self.parent, Widget):
            self.parent.styles.max_height = height

    def on_click(self, event: events.Click) -> None:
        """Open the address that was clicked."""
        address = clicked_address(event)
        if address is not None:
            event.stop()
            self.app.open_url(address)


class Remark(Drawn):
    """One quiet sentence about what just happened; takes no room while there is none."""

    text: reactive[str] = reactive("", layout=True)

    def watch_text(self, text: str) -> None:
        """Take room only for something to say."""
        self.display = bool(text)

    def lines(self, width: int) -> Sequence[Content]:
        """The sentence, broken to the width."""
        return wrapped(styled(self.text, MUTED), width)


class Refusal(Remark):
    """Why what was typed cannot be taken."""

    def lines(self, width: int) -> Sequence[Content]:
        """The sentence behind a cross."""
        return wrapped(styled(self.text, ERROR), width, first="✗ ")
