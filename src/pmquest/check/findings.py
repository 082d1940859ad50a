"""All findings of files and folders together, with the lines of source that they point to.

`findings_of` is pure: it judges what was read and what exploring gave. The rest of the module
reads files and explores.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from pmquest.check.flow import check_flow
from pmquest.check.giveaways import check_giveaways
from pmquest.check.scoring import check_scoring
from pmquest.check.subject import Subject
from pmquest.check.waivers import Judged, without_waived
from pmquest.check.writing import check_writing
from pmquest.explore.exploration import Exploration
from pmquest.scenario.diagnostics import Diagnostic, Severity
from pmquest.scenario.files import may_be_scenario
from pmquest.scenario.model import Scenario
from pmquest.scenario.places import Places
from pmquest.scenario.reader import Reading, read_file
from pmquest.scenario.source import FILE_LIMIT, source_lines
from pmquest.scoring.clean import clean_line


class FileFindings(Struct, frozen=True):
    """The findings of one file, and the source lines that they name (line number to text)."""

    file: str
    findings: tuple[Diagnostic, ...]
    lines: dict[int, str]
    waived: int = 0
    """How many more there are, which the file waives."""


class Findings(Struct, frozen=True):
    """The findings of everything that was checked, file by file in the order of their names."""

    files: tuple[FileFindings, ...]

    @property
    def all(self) -> tuple[Diagnostic, ...]:
        """Every finding, in order."""
        return tuple(finding for file in self.files for finding in file.findings)

    @property
    def waived(self) -> int:
        """How many findings the files waive."""
        return sum(file.waived for file in self.files)

    def count(self, severity: Severity) -> int:
        """How many findings have a severity."""
        return sum(finding.severity == severity for finding in self.all)

    def fails(self, *, strict: bool) -> bool:
        """Whether something is wrong: an error, or with `strict` a warning; advice never is."""
        return self.count("error") > 0 or (strict and self.count("warning") > 0)


def scenario_findings(
    scenario: Scenario, places: Places, exploration: Exploration | None, file: str
) -> tuple[Diagnostic, ...]:
    """Judge a scenario as a whole (PQ3 to PQ5); `file` is how findings name its file.

    Without an exploration, only what the text itself shows. Nothing is waived here.
    """
    subject = Subject(scenario, places, exploration, file)
    if exploration is not None:
        check_flow(subject, exploration)
    check_scoring(subject)
    check_writing(subject)
    check_giveaways(subject)
    return subject.found.findings


def findings_of(reading: Reading, exploration: Exploration | None, file: str) -> Judged:
    """Give every finding about what was read: its own, then those of the whole, less the waived."""
    findings, scenario = reading.findings, reading.scenario
    if scenario is not None:
        findings += scenario_findings(scenario, reading.places, exploration, file)
    explored = exploration is not None and exploration.exact
    return without_waived(
        findings, reading.places, file, judged=scenario is not None, explored=explored
    )


def shown_by(finding: Diagnostic) -> str | None:
    """Say what shows a finding: a command to be pasted, or where no seed does, the picks."""
    if finding.picks is None:
        return None
    choices = [choice for _, choice in finding.picks]
    if finding.seed is None:
        picked = f"the picks {', '.join(choices)}" if choices else "the beginning"
        return f"{picked}, where chance falls so (no seed below 10,000 does)"
    command = ["pmquest", "score", clean_line(finding.file), *choices, "--seed", str(finding.seed)]
    return shlex.join(command)


def check_paths(
    paths: Iterable[Path],
    *,
    explored: bool,
    begin: Callable[[int, int, Path], None] | None = None,
) -> Findings:
    """Check files and, in folders, every scenario at any depth; each file once.

    `begin` is told before each file: its number from 1, how many there are, and which it is.
    """
    files = list(scenario_files(paths))
    checked = []
    for number, path in enumerate(files, 1):
        if begin is not None:
            begin(number, len(files), path)
        checked.append(check_file(path, explored=explored))
    return Findings(tuple(checked))


def check_file(path: Path, *, explored: bool) -> FileFindings:
    """Check one file; what cannot be read is a finding. `explored`: follow every road too."""
    reading = read_file(path)
    exploration = None
    if explored and reading.scenario is not None:
        exploration = explored_scenario(reading.scenario)
    judged = findings_of(reading, exploration, str(path))
    wanted = {finding.line for finding in judged.findings}
    lines = _source_lines(path, wanted) if wanted else {}
    return FileFindings(str(path), judged.findings, lines, judged.waived)


def explored_scenario(scenario: Scenario) -> Exploration:
    """Follow every road; what that needs is imported when it is asked for."""
    from pmquest.engine.machine import Machine
    from pmquest.explore.explore import explore

    return explore(Machine(scenario))


def scenario_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Give the files to check: the named ones, and in folders those that may be scenarios."""
    seen: set[Path] = set()
    for path in paths:
        found = _inside(path) if path.is_dir() else [path]
        for each in found:
            if each not in seen:
                seen.add(each)
                yield each


def _inside(folder: Path) -> list[Path]:
    """Give the YAML files under a folder, without packs and hidden folders."""
    return sorted(
        path
        for path in folder.rglob("*")
        if may_be_scenario(path.name)
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.is_file()
    )


def _source_lines(path: Path, wanted: set[int]) -> dict[int, str]:
    """Give the text of some lines of a file, counted from 1; none where it cannot be read."""
    try:
        if not path.is_file():  # a pipe would be waited for
            return {}
        with path.open("rb") as file:
            data = file.read(FILE_LIMIT + 1)
    except (OSError, ValueError):
        return {}
    lines = source_lines(data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace"))
    return {number: lines[number - 1] for number in wanted if number <= len(lines)}
