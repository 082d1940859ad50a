"""All findings of files and folders together, with the lines of source that they point to.

`findings_of` is pure: it judges what was read and what exploring gave. The rest of the module
reads files and explores.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from pmquest.check.flow import check_flow
from pmquest.check.giveaways import check_giveaways
from pmquest.check.scoring import check_scoring
from pmquest.check.subject import Subject
from pmquest.check.waivers import Judged, without_waived
from pmquest.check.writing import check_writing
from pmquest.explore.exploration import Exploration, Picks
from pmquest.scenario.diagnostics import Collector, Diagnostic, Severity, Span
from pmquest.scenario.files import PACK_FILE, may_be_scenario
from pmquest.scenario.model import Scenario
from pmquest.scenario.pack_reader import read_pack_file
from pmquest.scenario.places import Places
from pmquest.scenario.reader import Reading, read_file
from pmquest.scenario.rules_packs import SAME_SCENARIO_ID
from pmquest.scenario.rules_shape import NOT_A_SCENARIO
from pmquest.scenario.source import FILE_LIMIT, source_lines
from pmquest.scoring.clean import clean_line

_LONGEST_PATH: Final = 60
"""Characters of a path inside a sentence; of a longer one the end tells more."""


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
    check_writing(subject)
    check_giveaways(subject)  # before the players who go by what gives the key away
    check_scoring(subject)
    return subject.found.findings


def findings_of(
    reading: Reading,
    exploration: Exploration | None,
    file: str,
    twins: Sequence[str] | None = None,
) -> Judged:
    """Give every finding about what was read: its own, then those of the whole, less the waived.

    `twins` are the other files of the same id; None where it is looked at alone.
    """
    findings, scenario = reading.findings, reading.scenario
    if scenario is not None:
        findings += scenario_findings(scenario, reading.places, exploration, file)
    if twins:
        findings += _same_id(file, twins)
    explored = exploration is not None and exploration.exact
    return without_waived(
        findings,
        reading.places,
        file,
        judged=scenario is not None,
        explored=explored,
        alone=twins is None,
    )


def _same_id(file: str, twins: Sequence[str]) -> tuple[Diagnostic, ...]:
    found = Collector(file)
    other = twins[0] if len(twins[0]) <= _LONGEST_PATH else f"…{twins[0][1 - _LONGEST_PATH :]}"
    if len(twins) > 1:
        other += f" and of {len(twins) - 1} more"
    hint = "rename one; where both are in one library, the second is played by its path"
    found.add(SAME_SCENARIO_ID, Span(1, 1), hint=hint, other=other, id=Path(file).stem)
    return found.findings


def shown_by(finding: Diagnostic) -> str | None:
    """Say what shows a finding; None where no picks do."""
    if finding.picks is None:
        return None
    return to_see(finding.file, finding.picks, finding.seed)


def to_see(scenario: str, picks: Picks, seed: int | None) -> str:
    """Say how to see what a road shows: a command to be pasted, or where no seed does, the picks.

    `scenario` is what the user calls it: a file, or an id of the library.
    """
    choices = [choice for _, choice in picks]
    if seed is None:
        picked = f"the picks {', '.join(choices)}" if choices else "the beginning"
        return f"{picked}, where chance falls so (no seed below 10,000 does)"
    command = ["pmquest", "score", clean_line(scenario), *choices, "--seed", str(seed)]
    return shlex.join(command)


def check_paths(
    paths: Iterable[Path],
    *,
    explored: bool,
    begin: Callable[[int, int, Path], None] | None = None,
) -> Findings:
    """Check files and, in folders, every scenario and pack at any depth; each file once.

    `begin` is told before each file: its number from 1, how many there are, and which it is.
    """
    files = list(files_to_check(paths))
    twins = _twins(files)
    checked = []
    for number, path in enumerate(files, 1):
        if begin is not None:
            begin(number, len(files), path)
        checked.append(check_file(path, explored=explored, twins=twins[path]))
    return Findings(tuple(checked))


def _twins(files: Sequence[Path]) -> dict[Path, list[str] | None]:
    """Give for each of several files the others of the same id; for a single one, nothing."""
    if len(files) == 1:
        return {files[0]: None}
    named: dict[str, list[Path]] = {}
    for path in files:
        named.setdefault(path.stem, []).append(path)
    return {path: [str(each) for each in named[path.stem] if each != path] for path in files}


def check_file(path: Path, *, explored: bool, twins: Sequence[str] | None = None) -> FileFindings:
    """Check one file; what cannot be read is a finding.

    `explored`: follow every road too. `twins`: as for `findings_of`.
    """
    judged = _judged_pack(path) if path.name == PACK_FILE else _judged(path, explored, twins)
    wanted = {finding.line for finding in judged.findings}
    lines = _source_lines(path, wanted) if wanted else {}
    return FileFindings(str(path), judged.findings, lines, judged.waived)


def _judged_pack(path: Path) -> Judged:
    return Judged(read_pack_file(path).findings)


def _judged(path: Path, explored: bool, twins: Sequence[str] | None) -> Judged:
    reading = read_file(path)
    exploration = None
    if explored and reading.scenario is not None:
        exploration = explored_scenario(reading.scenario)
    if any(finding.code == NOT_A_SCENARIO.code for finding in reading.findings):
        twins = None  # it has no id
    return findings_of(reading, exploration, str(path), twins)


def explored_scenario(scenario: Scenario) -> Exploration:
    """Follow every road; what that needs is imported when it is asked for."""
    from pmquest.engine.machine import Machine
    from pmquest.explore.explore import explore

    return explore(Machine(scenario))


def files_to_check(paths: Iterable[Path]) -> Iterator[Path]:
    """Give the named files, and of folders those that may be scenarios or describe a pack."""
    seen: set[str] = set()
    for path in paths:
        found = _inside(path) if _is_folder(path) else [path]
        for each in found:
            whole = os.path.normpath(each.absolute())  # two ways to write a path are one file
            if whole not in seen:
                seen.add(whole)
                yield each


def _is_folder(path: Path) -> bool:
    """Tell whether a folder stands there; what cannot be looked at is none."""
    try:
        return path.is_dir()
    except OSError:
        return False


def _inside(folder: Path) -> list[Path]:
    """Give the YAML files under a folder, without hidden ones and hidden folders.

    What cannot be read is given too, folders included, so that nothing is passed over unsaid.
    """
    found: list[Path] = []

    def closed(error: OSError) -> None:
        found.append(Path(error.filename))

    for place, folders, names in os.walk(folder, onerror=closed):
        found += [Path(place, name) for name in names if may_be_scenario(name) or name == PACK_FILE]
        found += [Path(place, name) for name in folders if name == PACK_FILE]
        folders[:] = [name for name in folders if not name.startswith(".")]
    return sorted(found)


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
