"""Who is in the room; somebody can be sent out, and let in again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar, Protocol

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive

from pmquest.scoring.clean import clean_line
from pmquest.scoring.words import counted
from pmquest.tui.drawn import BOLD, MUTED, Drawn, line, row, styled, wrapped
from pmquest.tui.rows import RowList
from pmquest.tui.screen import GameDialog
from pmquest.workshop.views import Facilitator, Somebody


class Ask(Protocol):
    """Asks the room to do something."""

    def __call__(self, action: str, **details: object) -> None:
        """Ask for this action."""


class People(RowList):
    """The people, the latest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "select",
            "send out or let in",
            id="people.change",
            tooltip="Send the person under the cursor out, or let them in again.",
        ),
    ]


class Here(Drawn):
    """How many there are, and how many of them have answered."""

    now: reactive[Facilitator | None] = reactive(None, layout=True)

    def lines(self, width: int) -> Sequence[Content]:
        """A heading and a line on what sending out means."""
        now = self.now
        if now is None:
            return []
        here = counted(now.present, "person", "people")
        about = "Who is sent out votes no more, and their votes do not count; they can come back."
        told = wrapped(styled(about, MUTED), width)
        return [styled(f"{here} in the room", BOLD), *told, Content("")]


class PeopleDialog(GameDialog[None]):
    """The people of a room, as it goes on."""

    AUTO_FOCUS = "People"

    def __init__(self, now: Facilitator, ask: Ask, *, private: bool) -> None:
        """Show these people; `ask` has the room do something about one of them.

        Who has answered yet is told where it is `private`, not on the wall.
        """
        super().__init__()
        self._now = now
        self._private = private
        self._ask = ask

    def compose_card(self) -> ComposeResult:
        """The heading and the people."""
        yield Here()
        yield People()

    def on_mount(self) -> None:
        """List them."""
        self._show(self._now)

    def follow(self, now: Facilitator) -> None:
        """Show who is there now."""
        if self.is_mounted and now.people != self._now.people:
            self._show(now)

    def _show(self, now: Facilitator) -> None:
        self._now = now
        self.query_one(Here).now = now
        asked = self._private and now.phase == "voting" and not now.hands
        self.query_one(People).show_rows(
            (each.id, partial(_row, each, asked)) for each in reversed(now.people)
        )

    @on(People.OptionSelected)
    def _change(self, event: People.OptionSelected) -> None:
        kicked = {each.id: each.kicked for each in self._now.people}
        if event.option.id in kicked:
            action = "readmit" if kicked[event.option.id] else "kick"
            self._ask(action, person=event.option.id)


def _row(person: Somebody, asked: bool, width: int) -> Sequence[Content]:
    """A name, and how it stands with them; `asked` where it is told who has answered."""
    name = clean_line(person.name)
    if person.kicked:
        return [row(styled(name, MUTED), styled("sent out", BOLD), width)]
    told = ["answered" if person.answered else "not yet"] if asked else []
    told += [] if person.connected else ["phone away"]
    return [row(line(name), styled(" · ".join(told), MUTED), width)]
