"""Rows down a page that the cursor steps through: some open in place, some lead elsewhere.

The page scrolls while it has the focus; as soon as a row is in sight the arrows step into the
rows, and above the first one back to the page. A row that is taller than the window scrolls
through it before the next one is reached.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive

from pmquest.tui.drawn import Drawn
from pmquest.tui.reading import READ_ON_QUIETLY, ReadingPage

_STEP = 3
"""How many lines a row that is taller than the window scrolls at a time."""


class Row(Drawn, can_focus=True):
    """One row; what `enter` and a click do is said by `activate`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "down",
            "step(1)",
            "go",
            key_display="↑↓",
            id="row.down",
            tooltip="Go to the next row; one that is taller than the window scrolls first.",
        ),
        Binding("up", "step(-1)", "row before", show=False),
    ]
    DEFAULT_CSS = """
    Row { padding: 0 1; border-left: blank; }
    Row:hover { background: $surface; }
    Row:focus { background: $panel; border-left: outer $foreground; }
    """

    def activate(self) -> None:
        """Do what the row is for."""
        raise NotImplementedError

    def action_activate(self) -> None:
        """Do what the row is for."""
        self.activate()

    def on_click(self, event: events.Click) -> None:
        """Do what the row is for."""
        event.stop()
        self.focus()
        self.activate()

    def action_step(self, by: int) -> None:
        """Go to the next row or the one before; scroll first where this one is not all seen.

        Where the page was scrolled past this row, the cursor follows to what is in sight.
        """
        page = self.query_ancestor(RowPage)
        if not page.region.overlaps(self.region):
            page.step(by)
            return
        hidden_below = self.region.bottom > page.region.bottom
        hidden_above = self.region.y < page.region.y
        if hidden_below if by > 0 else hidden_above:
            page.scroll_relative(y=by * _STEP, animate=False, immediate=True)
            return
        rows = list(page.query(Row))
        place = rows.index(self) + by
        if 0 <= place < len(rows):
            rows[place].focus()
        else:
            page.focus()
            page.scroll_relative(y=by * _STEP, animate=False, immediate=True)


class Fold(Row):
    """A row that opens in place."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "activate", "open", id="fold.open", tooltip="Open or close the row."),
    ]
    DEFAULT_CSS = """
    Fold.-open { background: $surface; }
    """

    opened: reactive[bool] = reactive(False, layout=True)

    def watch_opened(self, opened: bool) -> None:
        """Mark the row; once it has its height, show as much of it as fits."""
        self.set_class(opened, "-open")
        if opened:
            self.call_after_refresh(self._show_whole)

    def _show_whole(self) -> None:
        page = self.query_ancestor(RowPage)
        self.scroll_visible(animate=False, top=self.outer_size.height > page.size.height)

    def activate(self) -> None:
        """Open the row or close it."""
        self.opened = not self.opened

    def lines(self, width: int) -> Sequence[Content]:
        """The head, and under it the rest where the row is open."""
        head = self.head(width)
        return [*head, Content(""), *self.body(width), Content("")] if self.opened else head

    def head(self, width: int) -> Sequence[Content]:
        """What is always seen."""
        raise NotImplementedError

    def body(self, width: int) -> Sequence[Content]:
        """What is seen of an open row."""
        raise NotImplementedError


class RowPage(ReadingPage):
    """A page that scrolls, with rows somewhere on it."""

    BINDINGS: ClassVar[list[BindingType]] = [READ_ON_QUIETLY]

    def action_scroll_down(self) -> None:
        """Scroll, or step into the first row that is in sight."""
        self.step(1)

    def action_scroll_up(self) -> None:
        """Scroll; only the arrow down steps into rows, or the page above them stayed unread."""
        self.step(-1)

    def step(self, by: int) -> None:
        """Do what an arrow does while no row in sight has the focus; `by` 1 down, −1 up."""
        seen = [row for row in self.query(Row) if self.region.contains_region(row.region)]
        if by > 0 and seen:
            seen[0].focus()
        else:
            self.scroll_relative(y=by * _STEP, animate=False, immediate=True)
