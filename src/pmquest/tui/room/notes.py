"""The private view: what only the facilitator sees, on a screen of their own.

It shows the votes as they come in, how each answer serves, the notes on the scene, and who is
there. It leads the room by the same keys as the projector.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.reactive import reactive

from pmquest.report.prose import prose_lines
from pmquest.scoring.clean import clean_line
from pmquest.scoring.words import counted
from pmquest.tui import pages
from pmquest.tui.countdown import Countdown
from pmquest.tui.drawn import BOLD, MUTED, Drawn, cell, line, row, styled, wrapped
from pmquest.tui.notices import Notices
from pmquest.tui.prose import contents
from pmquest.tui.room.parts import Tally, WallText
from pmquest.tui.room.result_page import NUMBERS, answer_lines, called_for, most_votes
from pmquest.tui.room.screen import RoomScreen
from pmquest.tui.room.wall import Wall
from pmquest.tui.story import Remark, TitleLine
from pmquest.workshop.decisions import Answer
from pmquest.workshop.views import Facilitator, Somebody

_BLANK: Final = Content("")
_NO_NOTES: Final = "The author left no notes on this scene."
_AHEAD: Final = "The wall shows what came of the last answer. Next comes:"
_BEFORE: Final = (
    "Your notes on each scene stand here, with the votes as they come in. Keep this view to "
    "yourself; the wall shows neither."
)


class Here(Drawn):
    """Who is in the room, those first for whom it waits."""

    DEFAULT_CSS = "Here { height: 1fr; }"

    now: reactive[Facilitator | None] = reactive(None)

    def lines(self, width: int) -> Sequence[Content]:
        """How many have answered, and as many names as there is room for."""
        now = self.now
        if now is None:
            return []
        told = [styled(f"{counted(now.present, 'person', 'people')} here", BOLD)]
        room = max(0, self.app.size.height - len(told) - 6)
        rows = [self._row(each.name, each.answered, each.connected, width) for each in _order(now)]
        more = [styled(f"and {len(rows) - room + 1} more", MUTED)] if len(rows) > room else []
        return [*told, _BLANK, *rows[: room - len(more)], *more]

    def _row(self, name: str, answered: bool, connected: bool, width: int) -> Content:
        voting = self.now is not None and self.now.phase == "voting" and not self.now.hands
        told = "✓" if answered and voting else "" if connected else "phone away"
        return row(styled(clean_line(name)), styled(told, MUTED), width)


def _order(now: Facilitator) -> list[Somebody]:
    present = [each for each in now.people if not each.kicked]
    return sorted(present, key=lambda each: (each.answered, each.name.casefold()))


class Awaited(Drawn):
    """Whom the vote waits for, in a line, where there is no room for everybody beside the notes."""

    now: reactive[Facilitator | None] = reactive(None, layout=True)

    def lines(self, width: int) -> Sequence[Content]:
        """The names of those who have not answered; nothing where no vote is open."""
        now = self.now
        if now is None or now.phase != "voting" or now.hands or now.hands_counted:
            return []
        names = [clean_line(each.name) for each in _order(now) if not each.answered]
        if not names:
            return []
        return [styled(f"Not yet: {', '.join(names)}", MUTED).truncate(width, ellipsis=True)]


class NotesScreen(RoomScreen):
    """What only the facilitator sees."""

    PRIVATE = True
    HELP = (
        "Your private view of the room: your notes on the scene, the votes as they come in, and "
        "who is here. Everything that leads the room can be done here as on the projector. "
        "Never show it on the wall."
    )

    text = query_one(WallText)

    def compose_body(self) -> ComposeResult:
        """The notes and the votes; the people on the sheet beside them."""
        with Vertical(classes="page"):
            yield TitleLine()
            yield Notices()
            with VerticalScroll(id="reading", can_focus=False):
                yield WallText()
            yield Awaited()
            yield Tally(large=False)
            yield Remark()
        with Vertical(classes="sheet"):
            yield Here()

    _read: object = None
    """What is read now; something else begins at its top."""

    def show(self, wall: Wall) -> None:
        """Show the room as it stands now."""
        now, title = wall.now, self.title_line
        title.title, title.role, title.right = now.title, "", wall.place
        self.text.page = lambda width, height: notes_page(wall, width, height)
        if self._read != (read := (now.phase == "debrief", now.steps, wall.slide)):
            self._read = read
            self.reading.scroll_home(animate=False)
        self.query_one(Here).now = self.query_one(Awaited).now = now
        self.query_one(Tally).wall = wall

    def show_time(self, left: Countdown | None) -> None:
        """Show the time by the count."""
        self.query_one(Tally).countdown = left


def notes_page(wall: Wall, width: int, height: int) -> list[Content]:
    """The scene's notes, what the moment calls for, and its answers with their votes."""
    now = wall.now
    if now.phase == "debrief":
        return wall.page(width, height)
    size = min(width, pages.MOST_TEXT)
    if now.scene is None:
        return [*wrapped(styled(_BEFORE, MUTED), size)]
    parts = [
        wrapped(styled(_AHEAD, MUTED), size) if wall.showing == "outcome" else [],
        [styled(clean_line(now.scene.title), BOLD)],
        called_for(now.calls_for, now.signal, size),
        contents(prose_lines(now.notes, size)) if now.notes else [styled(_NO_NOTES, MUTED)],
    ]
    votes = most_votes(now.bars)
    parts += [answer_lines(each, width, votes, why=False) for each in now.bars]
    reasons = [_why(each, size) for each in now.bars if each.why]
    parts += [[styled("Why", MUTED)], *reasons] if reasons else []
    lines: list[Content] = []
    for part in filter(None, parts):
        lines += [*([_BLANK] if lines else []), *part]
    return lines


def _why(answer: Answer, size: int) -> list[Content]:
    """Why an answer serves as it does, beside its number."""
    told = contents(prose_lines(answer.why, size - NUMBERS))
    lead = cell(styled(str(answer.number), BOLD), NUMBERS)
    return [line(" " * NUMBERS if place else lead, each) for place, each in enumerate(told)]
