"""What the library shows of a scenario without reading it, and the cache that keeps it.

An entry of the cache counts while the file's path, size and time of change, and the version of
pmquest, are those it was made with; what does not count is read again.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from pmquest import __version__
from pmquest.framework import Level
from pmquest.game import cache
from pmquest.game.paths import is_file
from pmquest.scoring.clean import clean, clean_line

if TYPE_CHECKING:
    from pmquest.scenario.reader import Reading


class Header(Struct, frozen=True):
    """One scenario on the library's list."""

    id: str
    """The stem of the file."""
    file: str
    """The path of the file, as text."""
    title: str
    """The scenario's title; of a broken one, the name of the file."""
    role: str = ""
    """Who the player is."""
    role_level: Level = "manager"
    minutes: int = 0
    summary: str = ""
    problem: str | None = None
    """Why it cannot be played: the place and sentence of its first finding; None if it can."""
    builtin: bool = False
    """Whether it ships with the game."""

    @property
    def path(self) -> Path:
        """Where the file stands."""
        return Path(self.file)


class Stamp(Struct, frozen=True):
    """What tells whether a file has changed."""

    size: int
    """Bytes."""
    changed: int
    """Time of the last change, in nanoseconds."""


class Entry(Struct, frozen=True):
    """One file that was read."""

    stamp: Stamp
    header: Header | None
    """None where the file is no scenario."""


class _Content(Struct, frozen=True):
    version: str
    entries: dict[str, Entry]


class HeaderCache:
    """The headers of the files read so far, kept in a file where there is a place for it."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        content = cache.load(file, _Content)
        self._saved = content.entries if content and content.version == __version__ else {}
        self._entries = dict(self._saved)

    def get(self, path: Path, stamp: Stamp) -> Entry | None:
        """Give what was read of the file, unless it has changed since."""
        entry = self._entries.get(str(path))
        return entry if entry and entry.stamp == stamp else None

    def put(self, path: Path, entry: Entry) -> None:
        """Take in what was read of a file."""
        self._entries[str(path)] = entry

    def save(self) -> None:
        """Write the cache to its file, without what is not there any more or no text at all."""
        lasting = {
            file: entry
            for file, entry in self._entries.items()
            if is_file(Path(file)) and clean(file) == file
        }
        if lasting != self._saved:
            self._saved = lasting
            cache.store(self._file, _Content(__version__, lasting))


_TRIES_TO_BE_ONE: Final = re.compile(rb"""^["']?(pmquest|scenes)["']?\s*:""", re.MULTILINE)
"""A line that only a scenario has; where YAML cannot be read, the reader may not get to it."""


def header_of(path: Path, reading: Reading, data: bytes) -> Header | None:
    """Give what the library lists of a file that was read; None where it is no scenario.

    `data` are the bytes of the file.
    """
    from pmquest.scenario.rules_shape import NOT_A_SCENARIO

    is_none = any(finding.code == NOT_A_SCENARIO.code for finding in reading.findings)
    if is_none and not _TRIES_TO_BE_ONE.search(data):
        return None
    scenario = reading.scenario
    if scenario is not None:
        return Header(
            scenario.id,
            str(path),
            title=scenario.title,
            role=scenario.role,
            role_level=scenario.role_level,
            minutes=scenario.minutes,
            summary=scenario.summary,
        )
    first = next(each for each in reading.findings if each.severity == "error")
    hint = f"; {first.hint}" if first.hint else ""
    return Header(
        clean_line(path.stem),
        str(path),
        title=clean_line(path.name),
        problem=clean_line(f"line {first.line} · {first.message}{hint}"),
    )


def placed(header: Header, *, builtin: bool) -> Header:
    """Give the header, marked as one that ships with the game or not."""
    return replace(header, builtin=builtin)
