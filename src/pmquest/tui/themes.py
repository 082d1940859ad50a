"""The game's two themes, and what it asks of every other theme (look.md, "Colour").

Everything is one ink at three strengths on three papers; the only two hues mean the two
levels. Styles name `$foreground $muted $faint` on `$background $surface $panel`, and
`$manager` and `$leader` for the levels alone.
"""

from __future__ import annotations

from typing import Final

from textual.color import Color
from textual.theme import Theme

DARK: Final = "pmquest-dark"
LIGHT: Final = "pmquest-light"

_DARK_HUES: Final = {
    "manager": "#6fb4f5",
    "leader": "#f0b04a",
    "series-2": "#7cc7a0",
    "series-3": "#d9a3c7",
}
_LIGHT_HUES: Final = {
    "manager": "#0f62b4",
    "leader": "#8a5300",
    "series-2": "#1f6b4a",
    "series-3": "#8e3f73",
}
_ANSI_INKS: Final = {
    "manager": "ansi_blue",
    "leader": "ansi_yellow",
    "series-2": "ansi_green",
    "series-3": "ansi_magenta",
    "muted": "ansi_default",
    "faint": "ansi_bright_black",
}

_MUTED_SHARE: Final = 0.68
_FAINT_SHARE: Final = 0.28
"""How much ink on paper makes the two weaker inks of a theme that is not ours."""


def _theme(name: str, *, dark: bool, papers: tuple[str, str, str], inks: tuple[str, ...]) -> Theme:
    """One of our themes: papers are page, sheet and focus; inks text, muted, faint and strong."""
    background, surface, panel = papers
    foreground, muted, faint, accent, error, scrollbar = inks
    return Theme(
        name=name,
        dark=dark,
        primary=accent,
        secondary=accent,
        accent=accent,
        warning=accent,
        success=accent,
        error=error,
        foreground=foreground,
        background=background,
        surface=surface,
        panel=panel,
        variables={
            **(_DARK_HUES if dark else _LIGHT_HUES),
            "muted": muted,
            "faint": faint,
            "error": error,  # to the digit; the colour system rounds it
            "scrollbar": scrollbar,
            "scrollbar-hover": faint,
            "scrollbar-active": muted,
            "scrollbar-background": background,
            "scrollbar-background-hover": background,
            "scrollbar-background-active": background,
            "scrollbar-corner-color": background,
            "block-cursor-foreground": foreground,
            "block-cursor-background": panel,
            "block-cursor-blurred-foreground": foreground,
            "block-cursor-blurred-background": surface,
            "block-hover-background": surface,
            "border": foreground,
            "border-blurred": surface,
            "input-selection-background": panel,
            "input-cursor-background": foreground,
            "input-cursor-foreground": background,
        },
    )


THEMES: Final[tuple[Theme, Theme]] = (
    _theme(
        DARK,
        dark=True,
        papers=("#15171b", "#1c1f24", "#2a2e35"),
        inks=("#e7e5df", "#a2a8b3", "#4b5360", "#c9cdd4", "#ee8f80", "#373c45"),
    ),
    _theme(
        LIGHT,
        dark=False,
        papers=("#fbfaf6", "#f2f1ee", "#e4e2dd"),
        inks=("#22262c", "#585e67", "#bfbbb0", "#3c424b", "#a8321f", "#d3d0c8"),
    ),
)
"""Ours, the one for a dark room first."""


def variable_defaults(theme: Theme) -> dict[str, str]:
    """The variables of ours that our styles name, for a theme that does not know them.

    The hues follow whether the theme is dark; the two weaker inks are mixed from its own ink
    and paper. A theme of the terminal's own sixteen colours gets names from those.
    """
    if theme.name in (DARK, LIGHT):
        return {}
    if theme.ansi:
        return dict(_ANSI_INKS)
    colors = theme.to_color_system().generate()
    paper, ink = Color.parse(colors["background"]), Color.parse(colors["foreground"])
    return {
        **(_DARK_HUES if theme.dark else _LIGHT_HUES),
        "muted": paper.blend(ink, _MUTED_SHARE).hex,
        "faint": paper.blend(ink, _FAINT_SHARE).hex,
    }
