"""The debrief of a kept play: what it showed, and what to do about it.

The costliest moments stand first. Decisions open in place; each piece of coaching leads into
the field guide; reflections, notes and the plan are written here and kept at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive

from pmquest.game.errors import GameError
from pmquest.scoring.clean import clean_line
from pmquest.tui import opening
from pmquest.tui.debrief_page import GUIDE_BINDING, DebriefPage, DecisionRow, Heading
from pmquest.tui.drawn import MUTED, styled, wrapped
from pmquest.tui.folds import Row
from pmquest.tui.notices import Notices
from pmquest.tui.pages import MOST_TEXT

if TYPE_CHECKING:
    from pmquest.game.game import Game
    from pmquest.game.kept_play import KeptPlay


class WritingRow(Row):
    """A question and what the player wrote; enter writes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "activate", "write", id="writing.write", tooltip="Write or change the text."
        ),
    ]

    text: reactive[str] = reactive("", layout=True)
    """What the player wrote; empty where there is nothing yet."""
    suggested: reactive[bool] = reactive(False, layout=True)
    """Whether the text is a suggestion that the player has not touched."""

    def __init__(self, question: str, placeholder: str, keep: Callable[[str], None]) -> None:
        """Ask this; `placeholder` stands there while nothing is written."""
        super().__init__()
        self._question, self._placeholder, self._keep = clean_line(question), placeholder, keep

    def lines(self, width: int) -> Sequence[Content]:
        """The question, and under it what was written."""
        size = min(MOST_TEXT, width)
        written = self.text or self._placeholder
        return [
            *wrapped(self._question, size),
            *wrapped(styled(written, "" if self.text else MUTED), size, first="   "),
            *([styled("   suggested; enter makes it yours", MUTED)] if self.suggested else []),
        ]

    def activate(self) -> None:
        """Let the player write."""
        from pmquest.tui.writing import WritingDialog

        def written(text: str | None) -> None:
            if text is not None and (self.suggested or text != self.text):
                self._keep(text)

        dialog = WritingDialog(self._question, "", self.text, suggested=self.suggested)
        self.app.push_screen(dialog, written)


class KeptDecisionRow(DecisionRow):
    """One decision of a kept play: it can be played again from, and noted on."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "r",
            "screen.replay",
            "replay",
            id="debrief.replay",
            tooltip="Play again from this decision; this play stays as it is.",
        ),
        Binding(
            "n", "screen.note", "note", id="debrief.note", tooltip="Write a note on this decision."
        ),
    ]


class DebriefScreen(DebriefPage):
    """The debrief of one play."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "e", "export", "export", id="debrief.export", tooltip="Write this debrief to a file."
        ),
        Binding(
            "w",
            "answers",
            "answers",
            id="debrief.answers",
            tooltip="Go to the next question without an answer; enter writes one.",
        ),
        Binding(
            "p",
            "own_plan",
            "plan",
            id="debrief.plan",
            tooltip="Go to the plan for the coming week; enter writes it or makes it yours.",
        ),
        GUIDE_BINDING,
    ]

    ROW = KeptDecisionRow

    def __init__(self, game: Game, kept: KeptPlay) -> None:
        """Debrief this play."""
        self.game = game
        self.kept = kept
        how = f"{kept.mode}, replayed" if kept.replay else kept.mode
        super().__init__(kept.debrief(), kept.play, how)

    def compose_questions(self) -> ComposeResult:
        """What the player answers and plans, each to be written."""
        if self.debrief.reflections:
            yield Heading("Questions about your own work")
        for place, reflection in enumerate(self.debrief.reflections):
            yield WritingRow(
                reflection.question,
                "Write an answer",
                partial(self._reflect, place),
            )
        yield Heading(self.debrief.plan.heading)
        yield WritingRow("If … then …", "", self._plan)

    def fill(self) -> None:
        """Show the debrief as it stands now, with what the player wrote."""
        super().fill()
        *answers, plan = self.query(WritingRow)
        for answer, reflection in zip(answers, self.debrief.reflections, strict=True):
            answer.text = reflection.answer
        plan.text, plan.suggested = self.debrief.plan.text, not self.debrief.plan.own
        self.query(Heading).last().title = self.debrief.plan.heading
        self.query_one(Notices).sentences = self.game.notices

    def _reflect(self, place: int, text: str) -> None:
        self._write(lambda: self.kept.reflect(place, text))

    def _plan(self, text: str) -> None:
        self._write(lambda: self.kept.plan(text))

    def _write(self, write: Callable[[], None]) -> None:
        """Keep what was written, and show it."""
        try:
            write()
        except GameError as error:
            self.remark.text = str(error)
        else:
            self.debrief = self.kept.debrief()
            self.fill()

    def action_answers(self) -> None:
        """Go to the first question that has no answer yet, or to the first one."""
        *answers, _ = self.query(WritingRow)
        for answer in [*(each for each in answers if not each.text), *answers]:
            answer.focus()
            return

    def action_own_plan(self) -> None:
        """Go to the plan."""
        self.query(WritingRow).last().focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the way to the questions only where there are any."""
        if action == "answers":
            return bool(self.debrief.reflections)
        return super().check_action(action, parameters)

    def _here(self) -> int | None:
        """The place of the decision under the cursor, from 0."""
        for shown in self.query(DecisionRow):
            if shown.has_focus and shown.decision is not None:
                return shown.decision.moment.index
        return None

    def action_replay(self) -> None:
        """Play again from the decision under the cursor."""
        place = self._here()
        if place is not None:
            opening.play(
                self, self.game, lambda: self.game.replay_from(self.kept.id, place), instead=True
            )

    def action_note(self) -> None:
        """Write a note on the decision under the cursor."""
        from pmquest.tui.writing import WritingDialog

        place = self._here()
        if place is None:
            return

        def written(text: str | None) -> None:
            if text is not None:
                self._write(lambda: self.kept.note(text, place))

        note = self.debrief.decisions[place].note
        self.app.push_screen(
            WritingDialog(f"A note on decision {place + 1}", "For yourself.", note), written
        )

    def action_export(self) -> None:
        """Ask in which form and where, and write it."""
        from pmquest.tui.export import ExportDialog

        def written(path: str | None) -> None:
            if path:
                self.remark.text = f"Written to {path}"

        self.app.push_screen(ExportDialog(self.kept, self.debrief), written)
