"""The lines over the desk: which version of which file is shown, and which pane of the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final, Literal

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style

from pmquest.scoring.words import counted
from pmquest.tui.desk.draft import Draft
from pmquest.tui.drawn import BOLD, ERROR, MUTED, Drawn, line, row, styled, wrapped
from pmquest.tui.prose import contents
from pmquest.tui.story import Page

Pane = Literal["scene", "findings", "map", "state"]
PANES: Final[tuple[Pane, ...]] = ("scene", "findings", "map", "state")
_PANE_META: Final = "pane"
_GAP: Final = 2


@dataclass(frozen=True, slots=True)
class FileStatus:
    """How the file stands, and what of it is shown."""

    name: str = ""
    says: str = ""
    wrong: bool = False
    """Whether what is shown is not what is in the file."""
    right: str = ""
    """What is known of the roads."""


def told_of(name: str, draft: Draft | None, shown: Draft | None, roads: str) -> FileStatus:
    """Say how the file stands; `shown` is the version on the screen, None where there is none."""
    if draft is None:
        return FileStatus(name, "reading …")
    if draft.machine is not None:
        return FileStatus(
            name, f"saved {draft.saved:%H:%M:%S}" if draft.saved else "", False, roads
        )
    version = (
        "" if shown is None or shown.saved is None else f"shown: version of {shown.saved:%H:%M}; "
    )
    trouble = "the file is not there" if draft.saved is None else _errors(draft)
    return FileStatus(name, f"{version}{trouble}", True)


def _errors(draft: Draft) -> str:
    return f"the file has {counted(draft.errors, 'error')}"


class DeskLine(Drawn):
    """The file's name, how it stands, and how much is known of its roads."""

    status: reactive[FileStatus] = reactive(FileStatus)

    def lines(self, width: int) -> Sequence[Content]:
        """One line."""
        status = self.status
        says = styled(f"✗ {status.says}", ERROR) if status.wrong else styled(status.says, MUTED)
        left, right = line((status.name, BOLD), "   ", says), styled(status.right, MUTED)
        if left.cell_length + right.cell_length + _GAP > width:
            right = Content("")
        return [row(left, right, width, gap=min(_GAP, right.cell_length))]


class SceneHead(Drawn):
    """What stands over a scene's text and stays there while the text scrolls."""

    page: reactive[Page | None] = reactive(None, layout=True)

    def lines(self, width: int) -> Sequence[Content]:
        """The lines, for the width and the height of the window."""
        return [] if self.page is None else contents(self.page(width, self.tall))


class Tabs(Drawn):
    """The panes that can be gone to; a click goes there."""

    ALLOW_SELECT: ClassVar[bool] = False
    at: reactive[Pane] = reactive[Pane]("findings")
    """The pane that is seen."""
    beside: reactive[bool] = reactive(True)
    """Whether the scene is seen too and needs no entry of its own."""
    findings: reactive[tuple[int, int]] = reactive((0, 0))
    """How many findings there are, and how many of them are errors."""

    @dataclass
    class Wanted(Message):
        """A pane was clicked."""

        pane: Pane

    def lines(self, width: int) -> Sequence[Content]:
        """One line; the pane that is seen is bold."""
        panes = [self._entry(pane) for pane in PANES if pane != "scene" or not self.beside]
        return [Content("   ").join(panes).truncate(width, ellipsis=True)]

    def _entry(self, pane: Pane) -> Content:
        name = styled(pane.capitalize(), BOLD if pane == self.at else MUTED)
        count, errors = self.findings
        if pane == "findings" and errors:
            name = line(name, (f" ✗ {errors}", ERROR))
        elif pane == "findings" and count:
            name = line(name, (f" {count}", MUTED))
        return name.stylize(Style.from_meta({_PANE_META: pane}))

    def on_click(self, event: events.Click) -> None:
        """Go to the pane that is clicked."""
        pane = event.style.meta.get(_PANE_META)
        if pane in PANES:
            event.stop()
            self.post_message(self.Wanted(pane))


class PaneHead(Drawn):
    """What is to be said about what stands in a pane."""

    says: reactive[str] = reactive("", layout=True)

    def watch_says(self, says: str) -> None:
        """Take room only for something to say."""
        self.display = bool(says)

    def lines(self, width: int) -> Sequence[Content]:
        """The sentence, and air under it."""
        return [*wrapped(styled(self.says, MUTED), width), Content("")]
