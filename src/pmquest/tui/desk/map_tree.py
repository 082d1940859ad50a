"""The tree of scenes that is walked: ↑↓ go along it, enter goes to the scene under the cursor.

It draws only the rows that are seen, so that a story of 5,000 scenes is as quick as one of ten.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from pmquest.report.scene_map import MapRow
from pmquest.tui.desk.map_rows import Charted, Entry, draw_entry, entries
from pmquest.tui.drawn import cell, line

_LEAD = 2
"""The cells of the bar that marks the cursor, and as many at the right end."""


class MapTree(ScrollView, can_focus=True):
    """All scenes, one line each."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    MapTree { overflow-x: hidden; scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "down",
            "walk(1)",
            "walk",
            key_display="↑↓",
            id="map.down",
            tooltip="Walk along the scenes.",
        ),
        Binding("up", "walk(-1)", "scene before", show=False),
        Binding("pagedown", "walk(12)", "further down", show=False),
        Binding("pageup", "walk(-12)", "further up", show=False),
        Binding("home", "walk(-99999)", "first scene", show=False),
        Binding("end", "walk(99999)", "last scene", show=False),
        Binding(
            "enter",
            "choose",
            "go there",
            id="map.go",
            tooltip="Go to the scene under the cursor, with the figures as they stand.",
        ),
    ]

    cursor: reactive[int] = reactive(0)
    """Which line is under the cursor; never a heading."""

    class Moved(Message):
        """Another scene is under the cursor, or more is known of it."""

    @dataclass
    class Chosen(Message):
        """The author wants to go to a scene."""

        scene: str

    def __init__(self, *, goes_on_click: bool = True) -> None:
        """Begin with an empty map.

        A click goes to a scene; where it does not, it moves the cursor, and a second one goes.
        """
        super().__init__()
        self._goes_on_click = goes_on_click
        self._charted: Charted | None = None
        self._entries: list[Entry] = []

    @property
    def under_cursor(self) -> MapRow | None:
        """The scene under the cursor; None on an empty map."""
        return self._entries[self.cursor].row if self._entries else None

    def show(self, charted: Charted | None) -> None:
        """Show a map. The cursor stays on its scene; where the author stands elsewhere now, it
        follows."""
        before, kept = self._charted, self.under_cursor
        self._charted = charted
        if charted is None or before is None or before.map is not charted.map:
            self._entries = [] if charted is None else entries(charted.map)
        if charted is not None:
            moved = before is None or before.here != charted.here
            self._put(charted.here if moved or kept is None else kept.scene)
        self._fit()
        self.refresh()
        self.post_message(self.Moved())

    def _put(self, scene: str) -> None:
        places = (
            place
            for place, entry in enumerate(self._entries)
            if entry.row and entry.row.scene == scene
        )
        self.cursor = next(places, 0)

    def _fit(self) -> None:
        self.virtual_size = Size(self.size.width, len(self._entries))
        self._show_cursor()

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._fit()

    def on_focus(self) -> None:
        """Mark the row under the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Mark the row under the cursor no more."""
        self.refresh()

    def watch_cursor(self) -> None:
        """Bring the cursor into sight and say that it moved."""
        self._show_cursor()
        self.refresh()
        self.post_message(self.Moved())

    def _show_cursor(self) -> None:
        if self.size.height:
            self.scroll_to_region(
                Region(0, self.cursor, self.size.width, 1), animate=False, force=True
            )

    def render_line(self, y: int) -> Strip:
        """Draw the line that is seen in row `y`."""
        place = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        content = Content("")
        if self._charted is not None and place < len(self._entries):
            content = self._line(place, width, self._charted)
        return Visual.to_strips(self, cell(content, width), width, 1, self.visual_style)[0]

    def _line(self, place: int, width: int, charted: Charted) -> Content:
        drawn = draw_entry(self._entries[place], width - 2 * _LEAD, charted)
        if place != self.cursor:
            return line(" " * _LEAD, drawn)
        if not self.has_focus:
            return line(" " * _LEAD, drawn)
        tint = "reverse" if self.app.native_ansi_color else "on $panel"
        return cell(line("▌ ", drawn), width).stylize_before(tint)

    def action_walk(self, by: int) -> None:
        """Go so many scenes down (or up, where negative)."""
        scenes = [place for place, entry in enumerate(self._entries) if entry.row is not None]
        if scenes:
            step = scenes.index(self.cursor) + by
            self.cursor = scenes[min(len(scenes) - 1, max(0, step))]

    def action_choose(self) -> None:
        """Go to the scene under the cursor."""
        found = self.under_cursor
        if found is not None:
            self.post_message(self.Chosen(found.scene))

    def on_click(self, event: events.Click) -> None:
        """Go to the scene that is clicked, or move the cursor there first."""
        event.stop()
        self.focus()
        place = event.y + self.scroll_offset.y
        if place < len(self._entries) and self._entries[place].row is not None:
            goes = self._goes_on_click or place == self.cursor
            self.cursor = place
            if goes:
                self.action_choose()
