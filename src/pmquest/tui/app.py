"""The full-screen game: one app over one `Game`, with the library as its first screen.

This module imports only what the first paint needs; every other screen is imported when it is
opened. The command line builds the `Game` and hands it in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final, cast

from textual import events
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from pmquest.game.game import Game
from pmquest.game.headers import Header
from pmquest.game.settings import Mode
from pmquest.tui.keys import PALETTE, actions
from pmquest.tui.library import LibraryScreen
from pmquest.tui.screen import COLUMN_CLASSES, ROW_CLASSES, GameDialog, too_small
from pmquest.tui.themes import DARK, LIGHT, THEMES, variable_defaults

_ALWAYS_HEARD: Final = frozenset({"q", "ctrl+q", "ctrl+c"})
"""The keys that still work in a window too small to see what they do."""


@dataclass(frozen=True, slots=True)
class StartPlay:
    """A scenario to open at once, over the library."""

    header: Header
    mode: Mode | None = None
    """Coached or assessed; None for what the settings say."""
    seed: int | None = None
    """The seed of the play; None to draw one."""


class PmquestApp(App[None]):
    """The game on the whole terminal."""

    TITLE = "pmquest"
    CSS_PATH = ["app.tcss", "library.tcss"]  # noqa: RUF012 - as Textual declares it
    """The default screen's own styles are not looked for by Textual; they stand here."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "quit", "quit", show=False, priority=True),
    ]
    HORIZONTAL_BREAKPOINTS = COLUMN_CLASSES
    VERTICAL_BREAKPOINTS = ROW_CLASSES

    def __init__(self, game: Game, start: StartPlay | None = None) -> None:
        """Take the game to play and, where one was named, the scenario to open first."""
        super().__init__()
        self.game = game
        self._start = start
        for theme in THEMES:
            self.register_theme(theme)
        self.wear(game.settings.theme)

    def wear(self, name: str) -> None:
        """Put on a theme by its name.

        One that is not there gives way to ours, and so does one of the terminal's own sixteen
        colours under NO_COLOR: Textual would make black on black of it.
        """
        theme = self.get_theme(name)
        if theme is None or (theme.ansi and self.no_color):
            name = DARK if theme is None or theme.dark else LIGHT
        self.theme = name

    def get_default_screen(self) -> Screen[object]:
        """The library."""
        return cast("Screen[object]", LibraryScreen(self.game))

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our variables, for themes that do not know them."""
        return variable_defaults(self.current_theme)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Everything that can be done on the screen."""
        for active in actions(screen):
            if active.binding.id != PALETTE:
                yield SystemCommand(
                    active.binding.description.capitalize(),
                    active.binding.tooltip,
                    partial(self.run_action, active.binding.action, active.node),
                )

    async def action_quit(self) -> None:
        """Leave the game; what is being written on a card is kept first."""
        if isinstance(self.screen, GameDialog) and self.screen.keep_writing():
            self.call_after_refresh(self.exit)
        else:
            self.exit()

    def action_command_palette(self) -> None:
        """Open the list of all actions of the screen."""
        from pmquest.tui.palette import Palette

        if not Palette.is_open(cast("App[object]", self)):
            self.push_screen(Palette())

    def on_mount(self) -> None:
        """Open the scenario that was named."""
        if self._start is not None:
            self.call_after_refresh(self._open, self._start)

    def _open(self, start: StartPlay) -> None:
        from pmquest.tui import opening

        opening.look_at(self.screen, self.game, start.header, start.mode, start.seed)

    async def on_event(self, event: events.Event) -> None:
        """Let no key act on a screen that is too small to be seen."""
        heard = not isinstance(event, events.Key) or event.key in _ALWAYS_HEARD
        if heard or not too_small(self.size):
            await super().on_event(event)
