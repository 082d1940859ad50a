"""Lists of rows that are drawn for the width the list has: the library, the history, settings.

A row is a piece of `Content` for each of its lines. When the window is tall a blank line follows
a row of several lines; the tint of the row under the cursor leaves that line out. A bar at its
left end marks that row also where tints cannot be seen. A heading is a row without an id: the
cursor passes it by, and where no blank line follows a row, one stands before a heading.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.css.styles import RulesMap
from textual.geometry import Region
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
        """The lines in the row's style, and the blank lines in the page's."""
        blank = Strip.blank(width, self._rows.visual_style.rich_style)
        strips = [blank] * self._before
        lines = self._lines(width)
        if style.bold and self._rows.app.native_ansi_color:
            style += Style(reverse=True)
        for content in lines:
            inset = cell(line(self._lead, content), width)
            strips += inset.render_strips(width, 1, style, options)
        return [*strips, *[blank] * self._after(lines)][:height]

    @property
    def _lead(self) -> str:
        """What stands at the left end of each line."""
        return "▌ " if self._rows.under_cursor(self) else " " * _INSET

    @property
    def _before(self) -> int:
        """How many blank lines stand before the row."""
        return 0

    def _after(self, lines: Sequence[Content]) -> int:
        """How many blank lines follow the row."""
        return int(self._rows.parted and len(lines) > 1)

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
        lines = self._lines(width)
        return self._before + len(lines) + self._after(lines)


class _Heading(_Row):
    """What stands over the rows of a group, out to the left of them."""

    def __init__(self, draw: Draw, rows: RowList, *, first: bool) -> None:
        super().__init__(draw, rows)
        self._first = first

    @property
    def _lead(self) -> str:
        return ""

    @property
    def _before(self) -> int:
        return int(not self._first and not self._rows.parted)

    def _after(self, _: Sequence[Content]) -> int:
        return 0


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

    def scroll_to_highlight(self, top: bool = False) -> None:
        """Scroll to the row under the cursor, and to the heading over it first."""
        place = self.highlighted
        if place and self.is_mounted and self.options[place - 1].disabled:
            self._update_lines()
            above = self._index_to_line.get(place - 1, 0)
            height = self._index_to_line.get(place, above + 1) - above
            heading = Region(0, above, self.scrollable_content_region.width, height)
            self.scroll_to_region(heading, force=True, animate=False, immediate=True)
        super().scroll_to_highlight(top)

    def show_rows(self, rows: Iterable[tuple[str | None, Draw]]) -> None:
        """Show these rows, each with its id; the cursor stays on the row it was on."""
        before = self.highlighted_option
        kept_id = before.id if before is not None else None
        options: list[Option] = []
        for row_id, draw in rows:
            if row_id is None:
                options.append(Option(_Heading(draw, self, first=not options), disabled=True))
            else:
                options.append(Option(_Row(draw, self), id=row_id))
        places = {option.id: place for place, option in enumerate(options) if not option.disabled}
        self.clear_options()
        self.add_options(options)
        if places:
            first = next(iter(places.values()))
            self.highlighted = places.get(kept_id, first)
