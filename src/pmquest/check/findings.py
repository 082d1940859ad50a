"""All findings of files and folders together, with the lines of source that they point to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from pmquest.scenario.diagnostics import Diagnostic, Severity
from pmquest.scenario.files import may_be_scenario
from pmquest.scenario.reader import read_file
from pmquest.scenario.source import FILE_LIMIT, source_lines


class FileFindings(Struct, frozen=True):
    """The findings of one file, and the source lines that they name (line number to text)."""

    file: str
    findings: tuple[Diagnostic, ...]
    lines: dict[int, str]


class Findings(Struct, frozen=True):
    """The findings of everything that was checked, file by file in the order of their names."""

    files: tuple[FileFindings, ...]

    @property
    def all(self) -> tuple[Diagnostic, ...]:
        """Every finding, in order."""
        return tuple(finding for file in self.files for finding in file.findings)

    def count(self, severity: Severity) -> int:
        """How many findings have a severity."""
        return sum(finding.severity == severity for finding in self.all)

    def fails(self, *, strict: bool) -> bool:
        """Whether something is wrong: an error, or with `strict` a warning; advice never is."""
        return self.count("error") > 0 or (strict and self.count("warning") > 0)


def check_paths(paths: Iterable[Path]) -> Findings:
    """Check files and, in folders, every scenario at any depth; each file once."""
    return Findings(tuple(check_file(path) for path in scenario_files(paths)))


def check_file(path: Path) -> FileFindings:
    """Check one file; what cannot be read is a finding."""
    findings = read_file(path).findings
    wanted = {finding.line for finding in findings}
    return FileFindings(str(path), findings, _source_lines(path, wanted) if wanted else {})


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
