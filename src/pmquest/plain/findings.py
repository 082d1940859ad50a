"""Findings as people and machines read them: as text with the source line and a caret, as
workflow commands of a code host, and as the data of cli.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from msgspec import to_builtins

from pmquest.check.findings import Findings, shown_by
from pmquest.plain.words import hanging
from pmquest.report.pointer import pointed_at
from pmquest.scenario.diagnostics import Diagnostic, Severity
from pmquest.scoring.clean import clean, clean_line
from pmquest.scoring.words import counted

_LEAST_SOURCE: Final = 20
_COMMANDS: Final[dict[Severity, str]] = {
    "error": "error",
    "warning": "warning",
    "advice": "notice",
}


def findings_lines(findings: Findings, width: int) -> Iterator[str]:
    """Tell people what was found, the summary last."""
    for file in findings.files:
        for finding in file.findings:
            yield from finding_lines(finding, file.lines, width)
            yield ""
    yield summary(findings)


def finding_lines(finding: Diagnostic, source: Mapping[int, str], width: int) -> Iterator[str]:
    """Tell one finding: where and what, its line of source with a caret, how to mend it, and
    what shows it.
    """
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
    if shown := shown_by(finding):
        yield f"  shown by: {shown}"  # in one piece, so that it can be pasted


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
    waived = f", {findings.waived} waived" if findings.waived else ""
    return f"{', '.join(found) or '0 findings'} in {counted(len(findings.files), 'file')}{waived}"


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
        shown = shown_by(finding)
        told = [finding.message, finding.hint, f"shown by: {shown}" if shown else None]
        message = "\n".join(filter(None, told))
        yield f"::{_COMMANDS[finding.severity]} {listed}::{_data(message)}"


def _data(value: str) -> str:
    return clean(value).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")


def findings_json(findings: Findings) -> dict[str, Any]:
    """Give the findings as the JSON of cli.md; what was waived is counted where anything was."""
    data = {
        "findings": [_finding_json(finding) for finding in findings.all],
        "errors": findings.count("error"),
        "warnings": findings.count("warning"),
        "advice": findings.count("advice"),
    }
    return data | ({"waived": findings.waived} if findings.waived else {})


def _finding_json(finding: Diagnostic) -> dict[str, Any]:
    """Give one finding; `picks` and `seed` stand in it where picks show it."""
    data: dict[str, Any] = to_builtins(finding)
    if finding.picks is None:
        del data["picks"], data["seed"]
    return data
