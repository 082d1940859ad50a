"""The projector: what the whole room sees on the wall.

Nothing on it may tell how a vote stands before it is revealed, nor at which level an answer is.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.getters import query_one

from pmquest.tui.countdown import Countdown
from pmquest.tui.meters import MeterLine
from pmquest.tui.notices import Notices
from pmquest.tui.room.parts import Tally, WallAnswers, WallText, WayIn
from pmquest.tui.room.screen import RoomScreen
from pmquest.tui.room.wall import Wall
from pmquest.tui.story import Remark, TitleLine


class ProjectorScreen(RoomScreen):
    """The wall, from the lobby to the debrief."""

    HELP = (
        "What the whole room sees. Phones come in by the code; when everybody is here, start. "
        "The answers that were given stay hidden until you reveal them. You can leave at any "
        "moment: the room goes on, and can be shown again; only a rehearsal ends with the screen "
        "that opened it. Your notes and the votes as they come in stand on the private view, "
        "which is opened beside this one."
    )
    way_in = query_one(WayIn)
    text = query_one(WallText)
    answers = query_one(WallAnswers)
    tally = query_one(Tally)

    _read: object = None
    """What is read now; something else begins at its top."""

    _told: object = None
    """What the text and the answers were drawn from."""

    def compose_body(self) -> ComposeResult:
        """One page, whose parts take room only while they have something to show."""
        with Vertical(classes="page"):
            yield TitleLine()
            yield MeterLine()
            yield Notices()
            yield WayIn()
            with VerticalScroll(id="reading", can_focus=False):
                yield WallText()
            yield WallAnswers()
            yield Tally()
            yield Remark()

    def show(self, wall: Wall) -> None:
        """Show the room; the text begins at its top where it is another one."""
        now, showing = wall.now, wall.showing
        title = self.title_line
        title.title, title.role = now.title, now.role
        title.right = wall.place
        self.query_one(MeterLine).values = wall.meters
        self.way_in.display = showing == "way in"
        self.way_in.now = now
        self.reading.display = showing != "way in"
        if self._read != (read := (showing, now.round, now.steps, wall.slide)):
            self._read = read
            self.reading.scroll_home(animate=False)
        if self._told != (told := wall.told):
            self._told = told
            self.text.page = wall.page
            self.answers.page = wall.answers
        self.answers.display = showing in ("scene", "answers")
        self.tally.wall = wall

    def show_time(self, left: Countdown | None) -> None:
        """Show the time by the count."""
        self.tally.countdown = left
