"""The map of my road: the scenes of this play in order, each to be read again.

Nothing is taken back by reading. While an assessed play is under way its answers are shown
without a verdict, as they were when they were given.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content

from pmquest.engine.play import Passage, Play
from pmquest.report.lines import Run
from pmquest.report.prose import inline
from pmquest.scoring.moments import Moment, moments
from pmquest.tui import pages
from pmquest.tui.drawn import BOLD, MUTED, Drawn, cell, line, styled, wrapped
from pmquest.tui.folds import Fold, RowPage
from pmquest.tui.prose import content, contents
from pmquest.tui.screen import LEAVE_BINDING, GameScreen

_NUMBERS = 5


class RoadHead(Drawn):
    """What the page is."""

    def lines(self, width: int) -> Sequence[Content]:
        """The name of the page and what it is for."""
        about = "Every scene so far. Open one to read it again; nothing is taken back."
        return [styled("Map of my road", BOLD), *wrapped(styled(about, MUTED), width), Content("")]


class PassageRow(Fold):
    """One scene: its title and what was picked; open, all of it."""

    def __init__(self, number: int, passage: Passage, moment: Moment | None) -> None:
        """Show this scene; `moment` is how its answer served, where that may be told."""
        super().__init__()
        self._number, self._passage, self._moment = number, passage, moment

    def head(self, width: int) -> Sequence[Content]:
        """The title, and what was picked."""
        outcome = self._passage.outcome
        lead = cell(styled(str(self._number), MUTED), _NUMBERS)
        title = styled(self._passage.view.title, BOLD).truncate(width - _NUMBERS, ellipsis=True)
        lines = [line(lead, title)]
        if outcome is not None:
            picked = content(inline(outcome.text)).stylize_before(MUTED)
            lines += wrapped(picked, width, first=" " * _NUMBERS)
        return lines

    def body(self, width: int) -> Sequence[Content]:
        """The text, the pictures and what came of the answer."""
        size = min(pages.MOST_TEXT, width - _NUMBERS)
        parts = [pages.scene_text(self._passage.view, size, tall=self.tall)]
        outcome = self._passage.outcome
        if outcome is not None:
            parts += pages.outcome_parts(outcome, size, coached=self._moment)
        indent = Run(" " * _NUMBERS)
        return contents((indent, *runs) for runs in pages.parted(parts))


class RoadScreen(GameScreen[None]):
    """All scenes that the player has been shown."""

    CSS_PATH = "road.tcss"
    AUTO_FOCUS = ""
    HELP = (
        "The scenes of this play in order, with what you picked. Open one to read its text and "
        "its pictures again; nothing is taken back by reading."
    )
    BINDINGS: ClassVar[list[BindingType]] = [LEAVE_BINDING]

    def __init__(self, play: Play, road: Sequence[Passage], *, judged: bool) -> None:
        """Show the road of a play as far as the player has been shown it.

        `judged` where each answer may be shown with how it served.
        """
        super().__init__()
        self._road = road
        self._moments = moments(play.scenario, play.decisions) if judged else ()

    def compose_body(self) -> ComposeResult:
        """The head and the rows."""
        with RowPage(), Vertical(classes="page"):
            yield RoadHead()
            judged = iter(self._moments)
            for number, passage in enumerate(self._road, 1):
                told = next(judged, None) if passage.outcome else None
                yield PassageRow(number, passage, told)

    def on_mount(self) -> None:
        """Begin at the scene where the player is."""
        self.query(PassageRow).last().focus()
