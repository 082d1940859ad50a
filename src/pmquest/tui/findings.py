"""What keeps a file from being a scenario: every finding with its line of source and a caret."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive

from pmquest.check.findings import FileFindings, check_file
from pmquest.report.pointer import pointed_at
from pmquest.scoring.words import counted
from pmquest.tui.drawn import BOLD, ERROR, MUTED, Drawn, line, row, styled, wrapped
from pmquest.tui.reading import ReadingPage
from pmquest.tui.screen import LEAVE_BINDING, GameScreen

if TYPE_CHECKING:
    from pmquest.game.headers import Header
    from pmquest.scenario.diagnostics import Diagnostic

_READING: Final = 96
_ROOMY: Final = 52
"""From how many cells on the column is told, too."""
_PLAYABLE: Final = "Nothing keeps it from being played any more: go back, and open it."


class FindingsText(Drawn):
    """All findings of one file."""

    checked: reactive[FileFindings | None] = reactive(None, layout=True)
    """What was found; None while the file is read."""

    def __init__(self, header: Header) -> None:
        """Show what is found in the file of this header."""
        super().__init__()
        self._header = header

    def lines(self, width: int) -> Sequence[Content]:
        """The file, how many findings, then each of them."""
        width, checked = min(_READING, width), self.checked
        count = counted(len(checked.findings), "finding") if checked else ""
        lines = [
            row(styled(self._header.title, BOLD), styled(count, MUTED), width),
            *wrapped(styled(self._header.file, MUTED), width),
        ]
        if checked is None:
            return [*lines, Content(""), styled("Reading the file …", MUTED)]
        if all(finding.severity != "error" for finding in checked.findings):
            lines += [Content(""), *wrapped(styled(_PLAYABLE), width)]
        for finding in checked.findings:
            source = checked.lines.get(finding.line)
            lines += [Content(""), *finding_lines(finding, source, width)]
        return lines


def finding_lines(
    finding: Diagnostic, source: str | None, width: int, note: str = ""
) -> list[Content]:
    """Draw a finding: where and what, its line of source with a caret, how to mend it.

    `note` stands beside the place, such as that it is of an older version.
    """
    sign = ("✗ ", ERROR) if finding.severity == "error" else ("· ", MUTED)
    head = row(
        line(sign, (_place(finding, width), BOLD), (f"  {note}" if note else "", MUTED)),
        styled(f"{finding.code} {finding.severity}", MUTED),
        width,
    )
    pointed = [] if source is None else _pointed(source, finding, width - 2)
    hint = styled(finding.hint or "", MUTED)
    return [
        head,
        *wrapped(finding.message, width, first="  "),
        *(line("  ", part) for part in pointed),
        *(wrapped(hint, width, first="  ") if finding.hint else []),
    ]


def _place(finding: Diagnostic, width: int) -> str:
    column = f", column {finding.column}" if width >= _ROOMY else ""
    return f"line {finding.line}{column}"


def _pointed(source: str, finding: Diagnostic, width: int) -> list[Content]:
    """The line of source and a caret under it."""
    pointer = pointed_at(source, finding.column, finding.length, width)
    caret = ERROR if finding.severity == "error" else MUTED
    return [styled(pointer.source, MUTED), styled(pointer.caret, caret)]


class FindingsScreen(GameScreen[None]):
    """Why a file does not load, for the one who can mend it."""

    AUTO_FOCUS = "#reading"
    HELP = (
        "This file is no scenario yet. Each finding names its place; mend them in an editor "
        "and look again."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "r", "look_again", "look again", id="findings.again", tooltip="Read the file again."
        ),
        LEAVE_BINDING,
    ]

    def __init__(self, header: Header) -> None:
        """Show what is wrong with the file of this header."""
        super().__init__()
        self._header = header

    def compose_body(self) -> ComposeResult:
        """One page."""
        with ReadingPage(id="reading"), Vertical(classes="page"):
            yield FindingsText(self._header)

    def on_mount(self) -> None:
        """Read the file."""
        self.action_look_again()

    def action_look_again(self) -> None:
        """Read the file again; the library sees a mended one when the player goes back."""
        self.query_one(FindingsText).checked = None
        self.run_worker(self._read(), exclusive=True)

    async def _read(self) -> None:
        checked = await asyncio.to_thread(check_file, self._header.path, explored=False)
        if self.still_open:
            self.query_one(FindingsText).checked = checked
