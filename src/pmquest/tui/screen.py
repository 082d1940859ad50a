"""What every screen of the game has in common: the page, the key line, help, palette, way out.

A screen yields its parts from `compose_body`; they stand side by side over the key line, on a
page that is centred beyond 122 cells. The class names `-narrow -medium -wide` and `-short
-tall` say how much room there is (look.md, "Sizes").
"""

from __future__ import annotations

from typing import ClassVar, Final, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from pmquest.tui.drawn import MEDIUM_FROM, TALL_FROM, WIDE_FROM
from pmquest.tui.keys import PALETTE, KeyLine

Result = TypeVar("Result")

LEAST_COLUMNS: Final = 60
LEAST_ROWS: Final = 20
"""Under this size a screen gives way to one line that says so."""

HELP_BINDING: Final = Binding(
    "question_mark",
    "show_help",
    "help",
    id="help",
    tooltip="What the keys do here, and what the game's words mean.",
)
LEAVE_BINDING: Final = Binding(
    "q,escape", "leave", "back", id="leave", tooltip="Back to where you came from."
)
PALETTE_BINDING: Final = Binding(
    "colon",
    "app.command_palette",
    "more",
    show=False,
    id=PALETTE,
    tooltip="Find any action of this screen by its name.",
)


COLUMN_CLASSES: Final = [(0, "-narrow"), (MEDIUM_FROM, "-medium"), (WIDE_FROM, "-wide")]
ROW_CLASSES: Final = [(0, "-short"), (TALL_FROM, "-tall")]
"""From how many columns and rows on a screen has which class."""


def room(size: Size) -> tuple[str, str]:
    """The classes of a screen of this size.

    Textual gives them after the first layout pass; a screen that has them from the start is
    laid out once, not twice.
    """
    return (
        [name for least, name in COLUMN_CLASSES if size.width >= least][-1],
        [name for least, name in ROW_CLASSES if size.height >= least][-1],
    )


def too_small(size: Size) -> bool:
    """Whether a terminal of this size is too small for the game."""
    return size.width < LEAST_COLUMNS or size.height < LEAST_ROWS


class TooSmall(Static):
    """Covers a screen while the terminal is too small for it."""

    DEFAULT_CSS = """
    TooSmall {
        layer: guard;
        dock: top;
        width: 100%;
        height: 100%;
        background: $background;
        content-align: center middle;
        text-align: center;
        display: none;
    }
    """

    def on_mount(self) -> None:
        """Fit the guard to the size the screen has now."""
        self.fit()

    def fit(self) -> None:
        """Show or hide the guard."""
        width, height = self.app.size
        self.display = too_small(self.app.size)
        if self.display:
            self.update(
                Content(
                    f"pmquest needs {LEAST_COLUMNS}×{LEAST_ROWS} cells; "
                    f"this window has {width}×{height}."
                )
            )


class GameDialog(ModalScreen[Result]):
    """A question on a card over the screen it is about; `escape` always means no.

    Subclasses yield their parts from `compose_card`.
    """

    DEFAULT_CSS = """
    GameDialog {
        layers: default guard;
        align: center middle;
        background: $background 70%;
        color: $foreground;
    }
    GameDialog #card {
        width: 64;
        max-width: 100%;
        height: auto;
        max-height: 100%;
        padding: 1 3;
        background: $surface;
    }
    GameDialog.-narrow #card { padding: 1 1; }
    GameDialog:ansi #card { border-left: outer $foreground; }
    GameDialog KeyLine { margin: 1 0 0 0; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "back", id="dialog.leave", tooltip="Close this, change nothing.")
    ]

    def compose(self) -> ComposeResult:
        """The card and the guard."""
        self.add_class(*room(self.app.size))
        with Vertical(id="card"):
            yield from self.compose_card()
            yield KeyLine()
        yield TooSmall()

    def compose_card(self) -> ComposeResult:
        """The parts of the card, one under the other."""
        raise NotImplementedError

    def on_resize(self) -> None:
        """Give way while there is too little room."""
        self.query_one(TooSmall).fit()

    def keep_writing(self) -> bool:
        """Close and keep what is being written, if anything is; the game is being left."""
        return False

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class GameScreen(Screen[Result]):
    """A page of the game. Subclasses yield their parts from `compose_body`."""

    DEFAULT_CSS = """
    GameScreen {
        layers: default guard;
        align-horizontal: center;
        background: $background;
        color: $foreground;
    }
    GameScreen #frame { max-width: 122; }
    GameScreen #body { height: 1fr; }
    GameScreen KeyLine { padding: 0 3; }
    GameScreen.-medium KeyLine { padding: 0 2; }
    GameScreen.-narrow KeyLine { padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [HELP_BINDING, PALETTE_BINDING]
    HELP: ClassVar[str] = ""
    """One or two sentences for the help: what this screen is for."""

    def compose(self) -> ComposeResult:
        """The page: the parts, the key line, the guard."""
        self.add_class(*room(self.app.size))
        with Vertical(id="frame"):
            with Horizontal(id="body"):
                yield from self.compose_body()
            yield KeyLine()
        yield TooSmall()

    def compose_body(self) -> ComposeResult:
        """The parts of this screen, side by side."""
        raise NotImplementedError

    def on_resize(self) -> None:
        """Give way while there is too little room."""
        self.query_one(TooSmall).fit()

    @property
    def still_open(self) -> bool:
        """Whether the player is still in the game and has not left this screen.

        A worker asks before it paints: the parts of a screen that is left go one by one.
        """
        return self.app.is_running and self in self.app.screen_stack

    def action_leave(self) -> None:
        """Go back to where the player came from."""
        self.dismiss(None)

    def action_show_help(self) -> None:
        """Open the help for this screen."""
        from pmquest.tui.help import HelpScreen

        self.app.push_screen(HelpScreen(self))
