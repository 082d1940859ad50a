"""Lines of styled runs as the screen's `Content`: tones become the theme's variables.

A link carries its address as data of its own; no action is ever written into text. A widget
that shows such text opens the address that was clicked with `clicked_address`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from textual import events
from textual.content import Content
from textual.style import Style

from pmquest.report.lines import Line, Run, Tone
from pmquest.tui.drawn import line

_INKS: Final[dict[Tone, str]] = {
    "ink": "",
    "muted": "$muted",
    "faint": "$faint",
    "manager": "$manager",
    "leader": "$leader",
    "series-2": "$series-2",
    "series-3": "$series-3",
    "error": "$error",
}
_ADDRESS: Final = "address"


def content(runs: Line) -> Content:
    """One line of runs as the screen shows it."""
    return line(*map(_piece, runs))


def contents(lines: Iterable[Line]) -> list[Content]:
    """Lines of runs as the screen shows them."""
    return [content(runs) for runs in lines]


def clicked_address(event: events.Click) -> str | None:
    """The http or https address under a click; None where there is none."""
    address = event.style.meta.get(_ADDRESS)
    return address if isinstance(address, str) else None


def _piece(run: Run) -> Content:
    words = [word for word, said in (("bold", run.bold), ("italic", run.italic)) if said]
    paper = "on $surface" if run.code else ""
    style = " ".join(filter(None, (*words, _INKS[run.tone], paper)))
    piece = line((run.text, style))
    return piece.stylize(Style.from_meta({_ADDRESS: run.link})) if run.link else piece
