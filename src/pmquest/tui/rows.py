"""Lists of rows that are drawn for the width the list has: the library, the history, settings.

A row is a piece of `Content` for each of its lines. When the window is tall a blank line follows
a row of several lines; the tint of the row under the cursor leaves that line out. A bar at its
left end marks that row also where tints cannot be seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from pmquest.tui.drawn import LEAST_WIDTH, TALL_FROM, cell, line

Draw = Callable[[int], Sequence[Content]]
"""Gives the lines of a row for so many cells."""

_INSET = 2
"""Blank cells at either end of a row, inside its tint."""


class _Row(Visual):
    """What Textual asks a row for."""

    def __init__(self, draw: Draw, rows: RowList) -> None:
        self._draw = draw
        self._rows = rows

    def _lines(self, width: int) -> Sequence[Content]:
        return self._draw(max(LEAST_WIDTH, width - 2 * _INSET))

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        """The lines in the row's style, and the blank line in the page's."""
        strips: list[Strip] = []
        lines = self._lines(width)
        if style.bold and self._rows.app.native_ansi_color:
            style += Style(reverse=True)
        lead = line("▌ ") if self._rows.under_cursor(self) else line(" " * _INSET)
        for content in lines:
            inset = cell(line(lead, content), width)
            strips += inset.render_strips(width, 1, style, options)
        if self._rows.parted and len(lines) > 1:
            strips.append(Strip.blank(width, self._rows.visual_style.rich_style))
        return strips[:height]

    def get_optimal_width(
        self,
        rules: RulesMap,  # noqa: ARG002 - Textual's own signature
        container_width: int,
    ) -> int:
        """All there is."""
        return container_width

    def get_height(
        self,
        rules: RulesMap,  # noqa: ARG002
        width: int,
    ) -> int:
        """The lines and the blank one."""
        lines = len(self._lines(width))
        return lines + (self._rows.parted and lines > 1)


class RowList(OptionList):
    """A list whose rows are drawn for its width; `enter` and a click choose one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "select", "open", id="rows.open", tooltip="Open the row under the cursor."
        ),
    ]

    @property
    def parted(self) -> bool:
        """Whether a blank line follows a row of several lines."""
        return self.app.size.height >= TALL_FROM

    def under_cursor(self, row: Visual) -> bool:
        """Whether a row is the one that `enter` would choose now."""
        option = self.highlighted_option
        return self.has_focus and option is not None and option.prompt is row

    def show_rows(self, rows: Iterable[tuple[str, Draw]]) -> None:
        """Show these rows, each with its id; the cursor stays on the row it was on."""
        before = self.highlighted_option
        kept_id = before.id if before is not None else None
        options = [Option(_Row(draw, self), id=row_id) for row_id, draw in rows]
        ids = [option.id for option in options]
        self.clear_options()
        self.add_options(options)
        if options:
            self.highlighted = ids.index(kept_id) if kept_id in ids else 0
