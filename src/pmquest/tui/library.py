"""The library: the first screen, with everything that can be played and the player beside it.

It paints from what is cached; a worker then looks at the files and folds what was played.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.reactive import reactive
from textual.widgets import Input

from pmquest.game.suggestion import suggestion
from pmquest.scoring.words import counted
from pmquest.tui.drawn import BOLD, MUTED, Drawn, row, styled, wrapped
from pmquest.tui.library_rows import Entry, headed, shelf
from pmquest.tui.notices import Notices
from pmquest.tui.profile import Profile, ProfileLine
from pmquest.tui.rows import RowList
from pmquest.tui.screen import GameScreen

if TYPE_CHECKING:
    from pmquest.game.game import Game
    from pmquest.game.headers import Header
    from pmquest.game.records import Glance


class Filter(Input):
    """Where the player types what to look for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "submit",
            "play",
            id="filter.play",
            tooltip="Play the scenario under the cursor.",
        ),
        Binding(
            "down",
            "screen.leave_filter(False)",
            "to the list",
            key_display="↓",
            id="filter.list",
            tooltip="Back to the list, keeping the filter.",
        ),
        Binding(
            "escape",
            "screen.leave_filter(True)",
            "clear",
            id="filter.clear",
            tooltip="Clear the filter and go back to the list.",
        ),
    ]


class Shelf(RowList):
    """The list of everything that can be played."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "select",
            "play",
            id="library.play",
            tooltip="Play what is under the cursor, or go on with it.",
        ),
    ]


class Heading(Drawn):
    """The name of the game, and how many scenarios are shown."""

    counts: reactive[tuple[int, int]] = reactive((0, 0))
    """How many are shown, of how many there are."""

    def lines(self, width: int) -> Sequence[Content]:
        """One line."""
        shown, there = self.counts
        count = counted(there, "scenario")
        if shown != there:
            count = f"{shown} of {count}"
        return [row(styled("pmquest", BOLD), styled(count if there else "", MUTED), width)]


class Nothing(Drawn):
    """What stands in the place of an empty list."""

    says: reactive[tuple[str, str]] = reactive(("", ""), layout=True)
    """A line, and what to do about it."""

    def lines(self, width: int) -> Sequence[Content]:
        """Both, broken to the width."""
        first, then = self.says
        return [*wrapped(first, width), *wrapped(styled(then, MUTED), width)]


class LibraryScreen(GameScreen[None]):
    """What can be played; what waits to be gone on with stands first."""

    AUTO_FOCUS = "Shelf"
    HELP = (
        "Everything that can be played. A play you have left stands first and goes on where "
        "you stopped; nothing is ever lost by leaving."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash",
            "filter",
            "filter",
            key_display="/",
            id="library.filter",
            tooltip="Look for a scenario by name.",
        ),
        Binding(
            "c",
            "open_career",
            "career",
            id="library.career",
            tooltip="Your title, your lean over time, and what the next title asks.",
        ),
        Binding(
            "g",
            "open_guide",
            "guide",
            id="library.guide",
            tooltip="The field guide: the two levels and everything the game teaches.",
        ),
        Binding(
            "n",
            "begin_anew",
            "new play",
            id="library.new",
            tooltip="Begin this scenario anew; the play that waits stays in the history.",
        ),
        Binding(
            "h",
            "open_history",
            "history",
            id="library.history",
            tooltip="Every play so far, with its debrief.",
        ),
        Binding(
            "s",
            "open_settings",
            "settings",
            id="library.settings",
            tooltip="Mode, time limits and colours.",
        ),
        Binding(
            "escape",
            "leave_filter(True)",
            "show all",
            id="library.all",
            tooltip="Clear the filter.",
        ),
        Binding("q", "app.quit", "quit", id="library.quit", tooltip="Leave the game."),
    ]

    rows = query_one(Shelf)
    filter = query_one(Filter)

    def __init__(self, game: Game) -> None:
        """Start from what is cached."""
        super().__init__()
        self.game = game
        self._headers: Sequence[Header] = game.library.headers()
        self._glance: Glance = game.glance()
        self._entries: dict[str, Entry] = {}
        self._looking = True
        self._led = False

    def compose_body(self) -> ComposeResult:
        """The list, and the player beside it where there is room."""
        with Vertical(classes="page"):
            yield Heading()
            yield ProfileLine()
            yield Notices()
            yield Filter(placeholder="/ filter by title, role or company", compact=True)
            yield Shelf()
            yield Nothing()
        yield Profile(classes="sheet")

    def on_mount(self) -> None:
        """Show what is cached."""
        self._show()

    def on_screen_resume(self) -> None:
        """Look at files and plays again, once what is known has been painted."""
        self.call_after_refresh(self._look)

    def _look(self) -> None:
        self.run_worker(self._look_again(), exclusive=True, group="look")

    async def _look_again(self) -> None:
        wanted = Event()
        wanted.set()

        def read() -> tuple[Sequence[Header], Glance]:
            return self.game.library.refresh(wanted.is_set), self.game.refresh(wanted.is_set)

        try:
            self._headers, self._glance = await asyncio.to_thread(read)
        finally:
            wanted.clear()  # where this was cancelled: the thread goes on, and leaving would wait
        self._looking = False
        if self.still_open:
            self._show()

    def _show(self) -> None:
        """Paint what is known, as the filter has it."""
        found = suggestion(self._headers, self._glance)
        entries = shelf(self._headers, self._glance, found.header if found else None)
        words = self.filter.value.casefold().split()
        shown = [entry for entry in entries if entry.holds(words)]
        self._entries = {entry.id: entry for entry in shown}
        self.rows.show_rows(headed(shown))
        self._lead(shown)
        self.rows.display = bool(shown)
        self.query_one(Heading).counts = (len(shown), len(entries))
        nothing = self.query_one(Nothing)
        nothing.display = not shown
        nothing.says = self._why_empty()
        self.query_one(Notices).sentences = (*self.game.notices, *self.game.library.notices)
        profile = self.query_one(Profile)
        profile.career, profile.suggestion = self._glance.career, found
        self.query_one(ProfileLine).career = self._glance.career
        self.refresh_bindings()

    def _lead(self, shown: Sequence[Entry]) -> None:
        """Put the cursor on what to play next, once; not where the player has moved it before,
        and not away from a play that waits.
        """
        if self._looking or self._led or not shown:
            return
        self._led = True
        now = self.rows.highlighted_option
        still = now is None or now.id == shown[0].id
        suggested = [entry.id for entry in shown if entry.suggested]
        if suggested and still and shown[0].unfinished is None:
            self.rows.highlighted = self.rows.get_option_index(suggested[0])

    def _why_empty(self) -> tuple[str, str]:
        if self.filter.value.strip():
            return f"Nothing here matches “{self.filter.value.strip()}”.", "Escape shows all again."
        if self._looking:
            return "Looking for scenarios …", ""
        return (
            "There is no scenario here.",
            "Start the game with --scenarios and a folder that holds some.",
        )

    @on(Input.Changed)
    def _filtered(self) -> None:
        self._show()

    @on(Input.Submitted)
    def _chosen_by_filter(self) -> None:
        self.rows.focus()
        self.rows.action_select()

    def action_filter(self) -> None:
        """Let the player type what to look for."""
        self.filter.focus()

    def action_leave_filter(self, clear: bool) -> None:
        """Go back to the list, with everything on it if `clear`."""
        if clear:
            self.filter.value = ""
        self.rows.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what makes sense now: no filter in the filter, a new play beside one that waits."""
        if action == "filter":
            return not (self.is_mounted and self.filter.has_focus)
        if action == "leave_filter":
            return self.is_mounted and (self.filter.has_focus or bool(self.filter.value))
        if action == "begin_anew":
            entry = self._under_cursor()
            return entry is not None and entry.unfinished is not None and entry.header is not None
        return super().check_action(action, parameters)

    def _under_cursor(self) -> Entry | None:
        option = self.rows.highlighted_option if self.is_mounted else None
        return None if option is None else self._entries.get(option.id or "")

    @on(Shelf.OptionHighlighted)
    def _moved(self) -> None:
        self.refresh_bindings()

    @on(Shelf.OptionSelected)
    def _chosen(self, event: Shelf.OptionSelected) -> None:
        from pmquest.tui import opening

        entry = self._entries[event.option.id or ""]
        if entry.unfinished is not None:
            opening.go_on_with(self, self.game, entry.unfinished.id)
        elif entry.header is not None:
            opening.look_at(self, self.game, entry.header)

    def action_begin_anew(self) -> None:
        """Begin the scenario under the cursor anew."""
        from pmquest.tui import opening

        entry = self._under_cursor()
        if entry is not None and entry.header is not None:
            opening.look_at(self, self.game, entry.header, anew=True)

    def action_open_career(self) -> None:
        """Open the career."""
        from pmquest.tui.career import CareerScreen

        self.app.push_screen(CareerScreen(self.game))

    def action_open_guide(self) -> None:
        """Open the field guide."""
        from pmquest.tui.guide import FieldGuideScreen

        self.app.push_screen(FieldGuideScreen())

    def action_open_history(self) -> None:
        """Open the list of all plays."""
        from pmquest.tui.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self.game))

    def action_open_settings(self) -> None:
        """Open the settings."""
        from pmquest.tui.settings import SettingsScreen

        self.app.push_screen(SettingsScreen(self.game))
