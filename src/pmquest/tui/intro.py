"""The page before a play: who the player will be, what it is about, and the plan of last time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.getters import query_one

from pmquest.report.prose import inline, prose_lines
from pmquest.scoring.words import percent
from pmquest.tui import opening
from pmquest.tui.drawn import BOLD, MUTED, Drawn, level_name, line, row, styled, wrapped
from pmquest.tui.glossary import WORDS
from pmquest.tui.prose import content, contents
from pmquest.tui.rows import RowList
from pmquest.tui.screen import LEAVE_BINDING, GameScreen

if TYPE_CHECKING:
    from pmquest.game.game import Game
    from pmquest.game.headers import Header
    from pmquest.game.profile import PlanToShow
    from pmquest.game.records import PlayRecord
    from pmquest.game.settings import Mode
    from pmquest.scenario.model import Scenario

_READING: Final = 72
_MODE_MEANS: Final = {word.id: word.meaning for word in WORDS}
"""What the two modes mean, in the words of the glossary."""


class About(Drawn):
    """What there is to read before a play."""

    def __init__(self, scenario: Scenario, plan: PlanToShow | None) -> None:
        """Tell about this scenario, and remind of the plan if there is one."""
        super().__init__()
        self._scenario = scenario
        self._plan = plan

    def lines(self, width: int) -> Sequence[Content]:
        """Who, what, what for, and the plan."""
        scenario, blank = self._scenario, Content("")
        room = min(_READING, width)
        return [
            row(
                styled(scenario.title, BOLD),
                styled(f"{scenario.minutes} min", MUTED),
                room,
            ),
            *wrapped(line(level_name(scenario.role_level), "   ", (scenario.role, MUTED)), room),
            blank,
            *contents(prose_lines(scenario.summary, room)),
            blank,
            styled("What you practise", MUTED),
            *(part for text in scenario.objectives for part in self._objective(text, room)),
            *self._reminder(room),
        ]

    def on_resize(self) -> None:
        """Let what follows stand right under the text where all of it fits."""
        if isinstance(self.parent, VerticalScroll):
            self.parent.styles.max_height = self.outer_size.height

    def _objective(self, text: str, width: int) -> list[Content]:
        return wrapped(content(inline(text)), width, first="· ")

    def _reminder(self, width: int) -> list[Content]:
        if self._plan is None:
            return []
        plan = self._plan
        return [
            Content(""),
            *wrapped(styled(f"Your plan after “{plan.title}”, {plan.when}", MUTED), width),
            *(line(("▌", "$faint"), "  ", part) for part in wrapped(styled(plan.text), width - 3)),
        ]


class Ways(RowList):
    """The ways on from here."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "select",
            "choose",
            id="intro.choose",
            tooltip="Begin, go on, or read the debrief, as the cursor stands.",
        ),
    ]


class IntroScreen(GameScreen[None]):
    """The page before a play; the first row goes on with one that waits, or begins a new one."""

    CSS_PATH = "intro.tcss"
    AUTO_FOCUS = "Ways"
    HELP = "What you are about to play. Nothing is counted before your first answer."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "m",
            "change_mode",
            "mode",
            id="intro.mode",
            tooltip="Change between coached and assessed, for this play.",
        ),
        Binding(
            "pagedown,space",
            "read_on",
            "read on",
            key_display="space",
            priority=True,
            id="intro.read",
            tooltip="Show more of the text; at its end, its beginning.",
        ),
        LEAVE_BINDING,
    ]

    ways = query_one(Ways)
    reading = query_one("#reading", VerticalScroll)

    def __init__(
        self,
        game: Game,
        header: Header,
        scenario: Scenario,
        mode: Mode | None = None,
        seed: int | None = None,
        *,
        anew: bool = False,
    ) -> None:
        """Offer what was read from the file of `header`.

        Without a mode the settings' counts, without a seed one is drawn.

        The cursor stands on going on with a play that waits, unless one `anew` was asked for.
        """
        super().__init__()
        self.game = game
        self._scenario = scenario
        self._mode: Mode = mode or game.settings.mode
        self._seed = seed
        self._anew = anew
        mine = game.glance().plays_of(header)
        self._waiting = next((play for play in mine if play.status == "unfinished"), None)
        self._last = next((play for play in mine if play.ended is not None), None)

    def compose_body(self) -> ComposeResult:
        """What to read, and under it the ways on."""
        with Vertical(classes="page"):
            with VerticalScroll(id="reading", can_focus=False):
                yield About(self._scenario, self.game.plan_to_show())
            yield Ways()

    def on_mount(self) -> None:
        """Offer the ways on."""
        self._offer()
        if self._anew:
            self.ways.highlighted = self.ways.get_option_index("begin")

    def on_resize(self) -> None:
        """Reading on is offered only where the text does not fit."""
        super().on_resize()
        self.call_after_refresh(self.refresh_bindings)

    def _offer(self) -> None:
        ways = [("begin", self._begin_row)]
        if self._waiting is not None:
            ways.insert(0, ("continue", self._continue_row))
        if self._last is not None:
            ways.append(("debrief", self._debrief_row))
        self.ways.show_rows(ways)

    def _begin_row(self, width: int) -> list[Content]:
        again = "Play again" if self._last is not None else "Begin"
        return [
            row(styled(again, BOLD), styled(self._mode, BOLD), width),
            *wrapped(styled(_MODE_MEANS[self._mode], MUTED), width),
        ]

    def _continue_row(self, width: int) -> list[Content]:
        return _play_row("Continue", _where(self._waiting), width)

    def _debrief_row(self, width: int) -> list[Content]:
        return _play_row("See the last debrief", _result(self._last), width)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer reading on only where there is more than fits."""
        if action == "read_on":
            return self.is_mounted and self.reading.max_scroll_y > 0
        return super().check_action(action, parameters)

    def action_read_on(self) -> None:
        """Show the next page of the text, or the first after the last."""
        if self.reading.scroll_y >= self.reading.max_scroll_y:
            self.reading.scroll_home(animate=False)
        else:
            self.reading.scroll_page_down(animate=False)

    def action_change_mode(self) -> None:
        """Change the mode of the play that is about to begin."""
        self._mode = "assessed" if self._mode == "coached" else "coached"
        self._offer()

    @on(Ways.OptionSelected)
    def _chosen(self, event: Ways.OptionSelected) -> None:
        if event.option.id == "begin":
            opening.play(
                self,
                self.game,
                lambda: self.game.begin(self._scenario, self._mode, self._seed),
                instead=True,
            )
        elif event.option.id == "continue" and self._waiting is not None:
            opening.go_on_with(self, self.game, self._waiting.id, instead=True)
        elif self._last is not None:
            opening.show_debrief(self, self.game, self._last.id)


def _play_row(label: str, says: str, width: int) -> list[Content]:
    return [row(styled(label, BOLD), styled(says, MUTED), width)]


def _where(record: PlayRecord | None) -> str:
    return f"decision {record.decision}, {record.left}" if record is not None else ""


def _result(record: PlayRecord | None) -> str:
    return percent(record.judgment) if record is not None else ""
