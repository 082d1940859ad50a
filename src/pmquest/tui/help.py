"""Help for any screen: what it is for, what its keys do, and what the game's words mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from pmquest.framework import LEVEL_INFO
from pmquest.tui.drawn import BOLD, MUTED, Drawn, cell, level_glyph, line, styled, wrapped
from pmquest.tui.glossary import WORDS
from pmquest.tui.keys import actions, key_name
from pmquest.tui.reading import ReadingPage
from pmquest.tui.screen import LEAVE_BINDING, GameScreen

_READING: Final = 76
_NAMES: Final = 10
"""The column of the keys."""


class HelpText(Drawn):
    """The whole text."""

    def __init__(self, about: str, keys: Sequence[ActiveBinding]) -> None:
        """Explain a screen that says this about itself and has these keys."""
        super().__init__()
        self._about = about
        self._keys = keys

    def lines(self, width: int) -> Sequence[Content]:
        """What the screen is for, its keys, the words."""
        width = min(_READING, width)
        blank = Content("")
        about = [*wrapped(self._about, width), blank, blank] if self._about else []
        return [
            *about,
            styled("Keys here", BOLD),
            blank,
            *(part for active in self._keys for part in self._key(active, width)),
            blank,
            *wrapped(styled("Everything can be clicked as well.", MUTED), width),
            blank,
            blank,
            styled("Words", BOLD),
            blank,
            *self._words(width),
        ]

    def _key(self, active: ActiveBinding, width: int) -> list[Content]:
        told = wrapped(active.tooltip, width - _NAMES)
        name = cell(styled(key_name(active), BOLD), _NAMES)
        return [line(name if index == 0 else " " * _NAMES, part) for index, part in enumerate(told)]

    def _words(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for info in LEVEL_INFO.values():
            lines += [line(level_glyph(info.id), (f" {info.label}", BOLD))]
            lines += [*wrapped(info.meaning, width), Content("")]
        for word in WORDS:
            lines += [styled(word.label, BOLD), *wrapped(word.meaning, width), Content("")]
        return lines[:-1]


class HelpScreen(GameScreen[None]):
    """Help for the screen from which it was opened."""

    AUTO_FOCUS = "#reading"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "g",
            "open_guide",
            "field guide",
            id="help.guide",
            tooltip="Everything the game teaches.",
        ),
        Binding(
            "question_mark",
            "leave",
            "back",
            show=False,
            id="help.leave",
            tooltip="Back to where you came from.",
        ),
        LEAVE_BINDING,
    ]

    def __init__(self, screen: GameScreen[Any]) -> None:
        """Explain this screen."""
        super().__init__()
        self._about = screen.HELP
        self._keys = actions(screen)

    def compose_body(self) -> ComposeResult:
        """One page."""
        with ReadingPage(id="reading"), Vertical(classes="page"):
            yield HelpText(self._about, self._keys)

    def action_open_guide(self) -> None:
        """Open the field guide."""
        from pmquest.tui.guide import FieldGuideScreen

        self.app.push_screen(FieldGuideScreen())
