"""The findings of the file that is being written, errors first; enter shows what one is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.content import Content

from pmquest.scenario.diagnostics import Diagnostic, Severity
from pmquest.scoring.words import counted
from pmquest.tui.desk.draft import Draft, Survey
from pmquest.tui.drawn import MUTED, styled, wrapped
from pmquest.tui.findings import finding_lines
from pmquest.tui.rows import RowList

MOST_LISTED: Final = 100

_GRAVEST_FIRST: Final[dict[Severity, int]] = {"error": 0, "warning": 1, "advice": 2}


@dataclass(frozen=True, slots=True)
class Listed:
    """A finding as the desk lists it."""

    finding: Diagnostic
    source: str | None
    """The line of source that it points to."""
    stale: bool
    """Whether it is of the version that was explored last, and not of this one."""


def listed_findings(draft: Draft, survey: Survey | None) -> tuple[Listed, ...]:
    """Put together what was found by reading and what was found by exploring."""
    found = [Listed(each, draft.source(each), stale=False) for each in draft.findings]
    if survey is not None:
        stale = survey.hash != draft.hash
        found += [
            Listed(each, None if stale else draft.source(each), stale) for each in survey.found
        ]
    return tuple(
        sorted(found, key=lambda each: (_GRAVEST_FIRST[each.finding.severity], each.finding.line))
    )


def found_in_words(listed: Sequence[Listed]) -> str:
    """Say how much was found of what."""
    counts = dict.fromkeys(_GRAVEST_FIRST, 0)
    for each in listed:
        counts[each.finding.severity] += 1
    told = (
        (counts["error"], "error", "errors"),
        (counts["warning"], "warning", "warnings"),
        (counts["advice"], "piece of advice", "pieces of advice"),
    )
    return ", ".join(counted(count, one, many) for count, one, many in told if count)


class FindingsList(RowList):
    """One row for each finding."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter",
            "select",
            "show it",
            id="findings.show",
            tooltip="Go to the scene that the finding is about; where picks show it, play them.",
        ),
    ]

    def __init__(self) -> None:
        """Begin with an empty list."""
        super().__init__()
        self.listed: tuple[Listed, ...] = ()

    def show_findings(self, listed: tuple[Listed, ...]) -> None:
        """Show these findings; the cursor stays on the one it was on.

        Of very many only the gravest stand here: nobody mends more of them between two saves.
        """
        self.listed = listed
        self.show_rows(
            (_row_id(place, each), partial(_draw, each))
            for place, each in enumerate(listed[:MOST_LISTED])
        )

    def chosen(self, option_id: str | None) -> Listed | None:
        """The finding of a row."""
        for place, each in enumerate(self.listed):
            if _row_id(place, each) == option_id:
                return each
        return None


def _row_id(place: int, listed: Listed) -> str:
    """Name a row so that a finding keeps it while it moves down the file."""
    finding = listed.finding
    return f"{finding.code} {finding.message} {place}"


def _draw(listed: Listed, width: int) -> list[Content]:
    finding = listed.finding
    note = "older version" if listed.stale else ""
    lines = finding_lines(finding, listed.source, width, note)
    if finding.picks is not None:
        shows = f"enter plays the {counted(len(finding.picks), 'pick')} that show it"
        if len(finding.picks) < 2:
            shows = "enter plays the pick that shows it" if finding.picks else "seen at the start"
        lines += wrapped(styled(shows, MUTED), width, first="  ")
    return lines
