"""The page of a debrief: what is read of it, and rows that open in place.

The debrief of a kept play adds what the player writes; the author's desk shows the page alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.reactive import reactive

from pmquest.engine.play import Play
from pmquest.report.lines import Run
from pmquest.scoring.account import DebriefDecision
from pmquest.scoring.coaching import CoachingEntry
from pmquest.scoring.debrief import Debrief
from pmquest.tui import debrief_parts as parts
from pmquest.tui.debrief_parts import Part, Room
from pmquest.tui.drawn import BOLD, MUTED, Drawn, row, styled, wrapped
from pmquest.tui.folds import Fold, Row, RowPage
from pmquest.tui.notices import Notices
from pmquest.tui.pages import MOST_TEXT
from pmquest.tui.prose import contents
from pmquest.tui.screen import LEAVE_BINDING, GameScreen
from pmquest.tui.story import Remark, title_row


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


GUIDE_BINDING: Final = Binding(
    "g",
    "guide",
    "guide",
    id="debrief.guide",
    tooltip="The field guide: everything the game teaches.",
)


class DebriefPage(GameScreen[None]):
    """The debrief of one play, to be read."""

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
        LEAVE_BINDING,
    ]
    ROW: ClassVar[type[DecisionRow]] = DecisionRow
    """What a decision is shown as."""

    page = query_one("#debrief", RowPage)
    remark = query_one(Remark)

    def __init__(self, debrief: Debrief, play: Play, how: str) -> None:
        """Show the debrief of a play; `how` it was played stands beside its title."""
        super().__init__()
        self.debrief = debrief
        self._play = play
        self._how = how

    def compose_body(self) -> ComposeResult:
        """The parts in the order of scoring.md."""
        debrief = self.debrief
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
                    yield self.ROW()
                yield Heading("What to work on")
                for entry in debrief.coaching:
                    yield CoachingRow(entry)
                yield Parts(debrief, parts.takeaways)
                yield from self.compose_questions()
                yield Parts(debrief, parts.colophon)
            yield Remark()

    def _title(self, debrief: Debrief, room: Room) -> list[Content]:
        told = title_row(debrief.title, debrief.role, styled(self._how, MUTED), room.width)
        return [told, Content("")]

    def compose_questions(self) -> ComposeResult:
        """What the player is asked at the end."""
        yield Parts(self.debrief, parts.questions)

    def on_mount(self) -> None:
        """Fill in what can change."""
        self.fill()

    def fill(self) -> None:
        """Show the debrief as it stands now."""
        for shown, decision in zip(self.query(DecisionRow), self.debrief.decisions, strict=True):
            shown.decision = decision

    def action_decisions(self) -> None:
        """Go to the first decision."""
        for shown in self.query(DecisionRow):
            shown.focus(scroll_visible=False)
            self.query_one(RowHeads).scroll_visible(top=True, animate=False)
            return

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the way to the decisions only where there are any."""
        if action == "decisions":
            return bool(self.debrief.decisions)
        return super().check_action(action, parameters)

    def action_road(self) -> None:
        """Open the map of the road of this play."""
        from pmquest.tui.road import RoadScreen

        self.app.push_screen(RoadScreen(self._play, self._play.passages, judged=True))

    def action_guide(self) -> None:
        """Open the field guide."""
        from pmquest.tui.guide import FieldGuideScreen

        self.app.push_screen(FieldGuideScreen())
