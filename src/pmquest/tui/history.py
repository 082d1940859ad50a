"""Every play so far: go on with it, read its debrief, delete it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one

from pmquest.game.errors import GameError
from pmquest.scoring.words import counted, percent
from pmquest.tui import opening
from pmquest.tui.dialogs import ConfirmDialog
from pmquest.tui.drawn import BOLD, MUTED, Drawn, row, styled, wrapped
from pmquest.tui.rows import RowList
from pmquest.tui.screen import LEAVE_BINDING, GameScreen

if TYPE_CHECKING:
    from pmquest.game.game import Game
    from pmquest.game.records import PlayRecord


class HistoryHead(Drawn):
    """The title, and what to say where there is no play yet."""

    def __init__(self) -> None:
        """Start without plays."""
        super().__init__()
        self._plays = 0

    def tell(self, plays: int) -> None:
        """Say how many plays there are."""
        self._plays = plays
        self.refresh(layout=True)

    def lines(self, width: int) -> Sequence[Content]:
        """One line, and two more while nothing was played."""
        if self._plays:
            count = styled(counted(self._plays, "play"), MUTED)
            return [row(styled("History", BOLD), count, width)]
        return [
            styled("History", BOLD),
            Content(""),
            *wrapped("Nothing played yet.", width),
            *wrapped(
                styled("Every play will stand here with its debrief, the latest first.", MUTED),
                width,
            ),
        ]


class PlayList(RowList):
    """The plays, the latest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "select",
            "open",
            id="history.open",
            tooltip="Go on with the play under the cursor, or read its debrief.",
        ),
    ]


class HistoryScreen(GameScreen[None]):
    """All plays; enter goes on with one that waits and opens the debrief of one that ended."""

    CSS_PATH = "history.tcss"
    AUTO_FOCUS = "PlayList"
    HELP = (
        "Every play so far, the latest first. One that waits goes on where you stopped; one "
        "that ended shows its debrief."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "d",
            "open_debrief",
            "debrief so far",
            id="history.debrief",
            tooltip="Read what the play shows so far, without going on with it.",
        ),
        Binding("x", "delete", "delete", id="history.delete", tooltip="Delete this play for good."),
        LEAVE_BINDING,
    ]

    plays = query_one(PlayList)

    def __init__(self, game: Game) -> None:
        """List the plays of this game."""
        super().__init__()
        self.game = game
        self._records = {record.id: record for record in game.glance().history}

    def compose_body(self) -> ComposeResult:
        """The head and the list."""
        with Vertical(classes="page"):
            yield HistoryHead()
            yield PlayList()

    def on_mount(self) -> None:
        """Show what is known."""
        self._show()

    def on_screen_resume(self) -> None:
        """Fold the plays again, without holding up the screen."""
        self.run_worker(self._look_again(), exclusive=True)

    async def _look_again(self) -> None:
        history = await asyncio.to_thread(self.game.history)
        self._records = {record.id: record for record in history}
        if self.still_open:
            self._show()

    def _show(self) -> None:
        self.query_one(HistoryHead).tell(len(self._records))
        self.plays.show_rows(
            (record.id, partial(draw_play, record)) for record in self._records.values()
        )
        self.plays.display = bool(self._records)
        self.refresh_bindings()

    def _under_cursor(self) -> PlayRecord | None:
        option = self.plays.highlighted_option if self.is_mounted else None
        return None if option is None else self._records.get(option.id or "")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what can be done with the play under the cursor."""
        if action == "delete":
            return self._under_cursor() is not None
        if action == "open_debrief":
            record = self._under_cursor()
            return record is not None and record.status == "unfinished" and record.decisions > 0
        return super().check_action(action, parameters)

    @on(PlayList.OptionHighlighted)
    def _moved(self) -> None:
        self.refresh_bindings()

    @on(PlayList.OptionSelected)
    def _chosen(self, event: PlayList.OptionSelected) -> None:
        record = self._records[event.option.id or ""]
        if record.status == "unfinished":
            opening.go_on_with(self, self.game, record.id)
        else:
            opening.show_debrief(self, self.game, record.id)

    def action_open_debrief(self) -> None:
        """Open the debrief of the play under the cursor, as far as it goes."""
        record = self._under_cursor()
        if record is not None:
            opening.show_debrief(self, self.game, record.id)

    def action_delete(self) -> None:
        """Ask, then delete the play under the cursor."""
        record = self._under_cursor()
        if record is None:
            return

        def answered(agreed: bool | None) -> None:
            if agreed:
                self._delete(record)

        self.app.push_screen(
            ConfirmDialog(
                f"Delete this play of “{record.title}”?",
                "Its answers, notes and debrief are gone for good, and it counts for your "
                "career no longer.",
                "Delete it",
            ),
            answered,
        )

    def _delete(self, record: PlayRecord) -> None:
        try:
            self.game.delete_play(record.id)
        except GameError as error:
            opening.tell(self, error)
        self._records.pop(record.id, None)
        self._show()


def draw_play(record: PlayRecord, width: int) -> list[Content]:
    """The two lines of a play."""
    how = [record.mode, "replayed" if record.replay else "", record.ending or record.stopped_at]
    return [
        row(styled(record.title, BOLD), styled(_state(record), BOLD), width),
        row(styled(" · ".join(filter(None, how)), MUTED), styled(record.left, MUTED), width),
    ]


def _state(record: PlayRecord) -> str:
    if record.status == "unfinished":
        return f"Continue, decision {record.decision}"
    if record.status == "set aside":
        return "set aside"
    return percent(record.judgment)
