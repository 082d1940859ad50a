"""The settings: how to play and how it looks. Every change counts and is remembered at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from pmquest.tui.drawn import BOLD, MUTED, line, row, styled, wrapped
from pmquest.tui.notices import Notices
from pmquest.tui.rows import Draw, RowList
from pmquest.tui.screen import LEAVE_BINDING, GameScreen

if TYPE_CHECKING:
    from pmquest.game.game import Game
    from pmquest.game.settings import Settings
    from pmquest.tui.app import PmquestApp

_ON_OFF = {True: "on", False: "off"}


class SettingsList(RowList):
    """One row for each setting, then one for each theme."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,space",
            "select",
            "change",
            id="settings.change",
            tooltip="Change the setting under the cursor, or use the theme.",
        ),
    ]


class SettingsScreen(GameScreen[None]):
    """The settings."""

    CSS_PATH = "settings.tcss"
    AUTO_FOCUS = "SettingsList"
    HELP = "How to play and how it looks. Every change counts at once and is remembered."
    BINDINGS: ClassVar[list[BindingType]] = [LEAVE_BINDING]

    def __init__(self, game: Game) -> None:
        """Change the settings of this game."""
        super().__init__()
        self.game = game

    def compose_body(self) -> ComposeResult:
        """The title, what the game has to say, the list."""
        with Vertical(classes="page"):
            yield Static(Content("Settings").stylize(BOLD), classes="title")
            yield Notices()
            yield SettingsList()

    def on_mount(self) -> None:
        """Show how things stand."""
        self._show()

    def _show(self) -> None:
        settings = self.game.settings
        themes = sorted(self.app.available_themes, key=lambda name: not name.startswith("pmquest"))
        self.query_one(SettingsList).show_rows(
            [
                *_play_rows(settings),
                *((f"theme:{name}", _theme_row(name, name == self.app.theme)) for name in themes),
            ]
        )
        self.query_one(Notices).sentences = self.game.notices

    @on(SettingsList.OptionSelected)
    def _chosen(self, event: SettingsList.OptionSelected) -> None:
        name, _, theme = (event.option.id or "").partition(":")
        settings = self.game.settings
        changed: dict[str, str | bool] = {
            "mode": "assessed" if settings.mode == "coached" else "coached",
            "confirm": not settings.confirm,
            "time_limits": not settings.time_limits,
            "theme": theme,
        }
        self.game.change_settings(**{name: changed[name]})
        if theme:
            cast("PmquestApp", self.app).wear(theme)
        self._show()


def _play_rows(settings: Settings) -> list[tuple[str, Draw]]:
    """The rows about playing."""
    return [
        (
            "mode",
            _setting_row(
                "Mode",
                settings.mode,
                "Coached tells after each answer what it did and why, and lets you take it back. "
                "Assessed keeps all that for the debrief.",
            ),
        ),
        (
            "confirm",
            _setting_row(
                "Confirm a choice",
                _ON_OFF[settings.confirm],
                "On, a number key asks once more before it chooses.",
            ),
        ),
        (
            "time_limits",
            _setting_row(
                "Time limits",
                _ON_OFF[settings.time_limits],
                "Off, no scene runs out of time.",
            ),
        ),
    ]


def _setting_row(label: str, value: str, meaning: str) -> Draw:
    def draw(width: int) -> list[Content]:
        return [
            row(styled(label, BOLD), styled(value, BOLD), width),
            *wrapped(styled(meaning, MUTED), width),
        ]

    return draw


def _theme_row(name: str, in_use: bool) -> Draw:
    def draw(width: int) -> list[Content]:
        used = styled("✓ in use", BOLD) if in_use else Content("")
        label = line(("Theme  ", MUTED), (name, BOLD if in_use else ""))
        return [row(label, used, width)]

    return draw
