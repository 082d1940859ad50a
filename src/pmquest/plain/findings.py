"""Findings as people and machines read them: as text with the source line and a caret, as
workflow commands of a code host, and as the data of cli.md.

`pmquest check` prints them; the full screen may take `pointed_at` for its own drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from msgspec import Struct, to_builtins

from pmquest.check.findings import Findings
from pmquest.plain.words import hanging
from pmquest.report.lines import ELLIPSIS, cells
from pmquest.scenario.diagnostics import Diagnostic, Severity
from pmquest.scoring.clean import clean, clean_line
from pmquest.scoring.words import counted

_NEAR: Final = 4
"""How many characters a cell may take (marks take none) before a place is out of sight."""
_LEAST_SOURCE: Final = 20
_COMMANDS: Final[dict[Severity, str]] = {
    "error": "error",
    "warning": "warning",
    "advice": "notice",
}


class Pointer(Struct, frozen=True):
    """A line of source, cut to the room there is, and the caret that belongs under it."""

    source: str
    caret: str


def pointed_at(line: str, column: int, length: int, width: int) -> Pointer:
    """Cut a line of source to `width` cells around a place and draw the caret under it.

    `column` (from 1) and `length` count characters of the line; wide characters are allowed
    for. What is cut away is marked with an ellipsis.
    """
    start = min(column - 1, len(line))
    near = max(0, start - _NEAR * width)  # a file may be one line of megabytes
    shown = clean(line[near : start + _NEAR * width].replace("\t", " "))
    start, cut_after = start - near, near + len(shown) < len(line)
    end = max(start + 1, min(start + length, len(shown)))
    first, last = _window(shown, start, end, width)
    before = ELLIPSIS if near + first > 0 else ""
    after = ELLIPSIS if cut_after or last < len(shown) else ""
    lead = cells(before + shown[first:start])
    marked = max(1, min(cells(shown[start:end]), cells(shown[start:last])))
    return Pointer(before + shown[first:last] + after, " " * lead + "^" * marked)


def _window(line: str, start: int, end: int, width: int) -> tuple[int, int]:
    """Which characters of a line to show so that `start` is seen and as much else as fits."""
    if cells(line) <= width:
        return 0, len(line)
    room = width - 2  # for an ellipsis at either end
    first = last = start
    while last < end and cells(line[first : last + 1]) <= room:
        last += 1
    while True:
        grown = first, last
        if last < len(line) and cells(line[first : last + 1]) <= room:
            last += 1
        if first > 0 and cells(line[first - 1 : last]) <= room:
            first -= 1
        if (first, last) == grown:
            return first, last


def findings_lines(findings: Findings, width: int) -> Iterator[str]:
    """Tell people what was found, the summary last."""
    for file in findings.files:
        for finding in file.findings:
            yield from finding_lines(finding, file.lines, width)
            yield ""
    yield summary(findings)


def finding_lines(finding: Diagnostic, source: Mapping[int, str], width: int) -> Iterator[str]:
    """Tell one finding: where and what, its line of source with a caret, how to mend it."""
    yield place_and_message(finding)
    line = source.get(finding.line)
    if line is not None:
        number = f"  {finding.line} | "
        room = max(_LEAST_SOURCE, width - len(number))
        pointer = pointed_at(line, finding.column, finding.length, room)
        yield number + pointer.source
        yield " " * (len(number) - 2) + "| " + pointer.caret
    if finding.hint:
        yield from hanging("  hint: ", clean_line(finding.hint), width)


def place_and_message(finding: Diagnostic) -> str:
    """Give a finding on one line: where, its code, how grave, what."""
    place = f"{clean_line(finding.file)}:{finding.line}:{finding.column}"
    return f"{place}: {finding.code} {finding.severity}: {clean_line(finding.message)}"


def summary(findings: Findings) -> str:
    """Say how much was found in how many files."""
    counts = (
        (findings.count("error"), "error", "errors"),
        (findings.count("warning"), "warning", "warnings"),
        (findings.count("advice"), "piece of advice", "pieces of advice"),
    )
    found = [counted(count, one, many) for count, one, many in counts if count]
    return f"{', '.join(found) or '0 findings'} in {counted(len(findings.files), 'file')}"


def workflow_commands(findings: Iterable[Diagnostic]) -> Iterator[str]:
    """Give the findings as workflow commands, which a code host shows beside the lines."""
    for finding in findings:
        properties = {
            "file": finding.file,
            "line": finding.line,
            "col": finding.column,
            "endColumn": finding.column + finding.length,
            "title": finding.code,
        }
        listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
        message = finding.message + (f"\n{finding.hint}" if finding.hint else "")
        yield f"::{_COMMANDS[finding.severity]} {listed}::{_data(message)}"


def _data(value: str) -> str:
    return clean(value).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def findings_json(findings: Findings) -> dict[str, Any]:
    """Give the findings as the JSON of cli.md."""
    return {
        "findings": [to_builtins(finding) for finding in findings.all],
        "errors": findings.count("error"),
        "warnings": findings.count("warning"),
        "advice": findings.count("advice"),
    }
