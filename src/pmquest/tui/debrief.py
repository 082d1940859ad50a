"""The debrief: what a play showed, and what to do about it.

The costliest moments stand first. Decisions open in place; each piece of coaching leads into
the field guide; reflections, notes and the plan are written here and kept at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.reactive import reactive

from pmquest.game.errors import GameError
from pmquest.report.lines import Run
from pmquest.scoring.account import DebriefDecision
from pmquest.scoring.clean import clean_line
from pmquest.scoring.coaching import CoachingEntry
from pmquest.scoring.debrief import Debrief
from pmquest.tui import debrief_parts as parts
from pmquest.tui import opening
from pmquest.tui.debrief_parts import Part, Room
from pmquest.tui.drawn import BOLD, MUTED, Drawn, row, styled, wrapped
from pmquest.tui.folds import Fold, Row, RowPage
from pmquest.tui.notices import Notices
from pmquest.tui.pages import MOST_TEXT
from pmquest.tui.prose import contents
from pmquest.tui.screen import LEAVE_BINDING, GameScreen
from pmquest.tui.story import Remark, title_row

if TYPE_CHECKING:
    from pmquest.game.game import Game
    from pmquest.game.kept_play import KeptPlay


class Parts(Drawn):
    """Parts of the debrief that are only read, one under the other."""

    def __init__(self, debrief: Debrief, *parts: Part) -> None:
        """Draw these parts."""
        super().__init__()
        self._debrief, self._parts = debrief, parts

    def lines(self, width: int) -> Sequence[Content]:
        """All lines of all parts."""
        room = Room(width, self.tall)
        return [each for part in self._parts for each in part(self._debrief, room)]


class Heading(Drawn):
    """A heading over rows."""

    title: reactive[str] = reactive("")

    def __init__(self, title: str) -> None:
        """Head what follows."""
        super().__init__()
        self.title = title

    def lines(self, width: int) -> Sequence[Content]:
        """The title with its air."""
        return Room(width, self.tall).heading(self.title)


class RowHeads(Drawn):
    """What stands in the rows of the decisions."""

    def lines(self, width: int) -> Sequence[Content]:
        """One line over the first row."""
        return [parts.row_heads(width)]


class DecisionRow(Fold):
    """One decision: in a line, or opened to the road not taken."""

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

    decision: reactive[DebriefDecision | None] = reactive(None, layout=True)

    def head(self, width: int) -> Sequence[Content]:
        """Number, called for and answered, judgment, the answer, what moved."""
        return [parts.row_head(self.decision, width)] if self.decision else []

    def body(self, width: int) -> Sequence[Content]:
        """All there is to say about it."""
        if self.decision is None:
            return []
        size = min(MOST_TEXT, width - parts.NUMBERS)
        indent = Run(" " * parts.NUMBERS)
        return contents((indent, *runs) for runs in parts.row_body(self.decision, size))


class CoachingRow(Row):
    """One piece of coaching; enter opens the field guide at it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "activate",
            "open the guide",
            id="coaching.open",
            tooltip="Read in the field guide what this is about.",
        ),
    ]

    def __init__(self, entry: CoachingEntry) -> None:
        """Coach this."""
        super().__init__()
        self._entry = entry

    def lines(self, width: int) -> Sequence[Content]:
        """What it is, what to do this week, what it rests on."""
        entry, size = self._entry, min(MOST_TEXT, width)
        return [
            row(styled(entry.label, BOLD), styled(entry.because_in_words, MUTED), size),
            *wrapped(styled(entry.meaning, MUTED), size),
            *wrapped(entry.advice, size),
        ]

    def activate(self) -> None:
        """Open the field guide at the entry."""
        from pmquest.tui.guide import FieldGuideScreen

        self.app.push_screen(FieldGuideScreen(self._entry.id))


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


class DebriefScreen(GameScreen[None]):
    """The debrief of one play."""

    CSS_PATH = "debrief.tcss"
    AUTO_FOCUS = "#debrief"
    HELP = (
        "What this play showed. It begins with the moments that cost you most; each decision "
        "opens to the road you did not take."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "d",
            "decisions",
            "decisions",
            id="debrief.decisions",
            tooltip="Go to the decisions; the arrows step through them, enter opens one.",
        ),
        Binding(
            "m",
            "road",
            "map",
            id="debrief.map",
            tooltip="The road of this play: read its scenes and their pictures again.",
        ),
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
        Binding(
            "g",
            "guide",
            "guide",
            id="debrief.guide",
            tooltip="The field guide: everything the game teaches.",
        ),
        LEAVE_BINDING,
    ]

    page = query_one("#debrief", RowPage)
    remark = query_one(Remark)

    def __init__(self, game: Game, kept: KeptPlay) -> None:
        """Debrief this play."""
        super().__init__()
        self.game = game
        self.kept = kept
        self._debrief = kept.debrief()

    def compose_body(self) -> ComposeResult:
        """The parts in the order of scoring.md."""
        debrief = self._debrief
        with Vertical():
            with RowPage(id="debrief"), Vertical(classes="page"):
                yield Notices()
                yield Parts(
                    debrief,
                    self._title,
                    parts.costliest,
                    parts.ending,
                    parts.figures,
                    parts.slips,
                    parts.meters,
                )
                yield Heading("Your decisions")
                if debrief.decisions:
                    yield RowHeads()
                for _ in debrief.decisions:
                    yield DecisionRow()
                yield Heading("What to work on")
                for entry in debrief.coaching:
                    yield CoachingRow(entry)
                yield Parts(debrief, parts.takeaways)
                yield from self._to_write()
                yield Parts(debrief, parts.colophon)
            yield Remark()

    def _title(self, debrief: Debrief, room: Room) -> list[Content]:
        how = f"{self.kept.mode}, replayed" if self.kept.replay else self.kept.mode
        told = title_row(debrief.title, debrief.role, styled(how, MUTED), room.width)
        return [told, Content("")]

    def _to_write(self) -> ComposeResult:
        if self._debrief.reflections:
            yield Heading("Questions about your own work")
        for place, reflection in enumerate(self._debrief.reflections):
            yield WritingRow(
                reflection.question,
                "Write an answer",
                partial(self._reflect, place),
            )
        yield Heading(self._debrief.plan.heading)
        yield WritingRow("If … then …", "", self._plan)

    def on_mount(self) -> None:
        """Fill in what can change."""
        self._fill()

    def _fill(self) -> None:
        for shown, decision in zip(self.query(DecisionRow), self._debrief.decisions, strict=True):
            shown.decision = decision
        *answers, plan = self.query(WritingRow)
        for answer, reflection in zip(answers, self._debrief.reflections, strict=True):
            answer.text = reflection.answer
        plan.text, plan.suggested = self._debrief.plan.text, not self._debrief.plan.own
        self.query(Heading).last().title = self._debrief.plan.heading
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
            self._debrief = self.kept.debrief()
            self._fill()

    def action_decisions(self) -> None:
        """Go to the first decision."""
        for shown in self.query(DecisionRow):
            shown.focus(scroll_visible=False)
            self.query_one(RowHeads).scroll_visible(top=True, animate=False)
            return

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
        """Offer the way to the questions and the decisions only where there are any."""
        if action == "answers":
            return bool(self._debrief.reflections)
        if action == "decisions":
            return bool(self._debrief.decisions)
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

        note = self._debrief.decisions[place].note
        self.app.push_screen(
            WritingDialog(f"A note on decision {place + 1}", "For yourself.", note), written
        )

    def action_road(self) -> None:
        """Open the map of the road of this play."""
        from pmquest.tui.road import RoadScreen

        self.app.push_screen(RoadScreen(self.kept.play, self.kept.play.passages, judged=True))

    def action_guide(self) -> None:
        """Open the field guide."""
        from pmquest.tui.guide import FieldGuideScreen

        self.app.push_screen(FieldGuideScreen())

    def action_export(self) -> None:
        """Ask in which form and where, and write it."""
        from pmquest.tui.export import ExportDialog

        def written(path: str | None) -> None:
            if path:
                self.remark.text = f"Written to {path}"

        self.app.push_screen(ExportDialog(self.kept, self._debrief), written)
