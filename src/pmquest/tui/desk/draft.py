"""The file that an author is writing, as values: a version that was read, and what exploring gave.

Both are made in workers, since a file of four megabytes takes seconds; the desk renders them.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from pmquest.check.findings import findings_of
from pmquest.engine.machine import Machine
from pmquest.explore.exploration import Exploration
from pmquest.report.scene_map import SceneMap, scene_map
from pmquest.scenario.diagnostics import Collector, Diagnostic
from pmquest.scenario.places import Places
from pmquest.scenario.reader import Reading, content_hash, file_bytes, read_bytes
from pmquest.scenario.source import source_lines

_MOST_LOOKS: Final = 5
"""How often a file is read again because it changed while it was read."""

Explore = Callable[[Machine, Callable[[], bool]], Exploration | None]
"""Follows every road of a machine; gives None as soon as the function it is given says to stop."""


class Stamp(NamedTuple):
    """What tells whether a file is another one than before."""

    changed: int
    """Nanoseconds since 1970."""
    size: int
    inode: int


class Draft(Struct, frozen=True):
    """One version of the file."""

    hash: str
    """Of its bytes; "" where nothing could be read."""
    saved: datetime | None
    """When it was saved, in local time; None where there is no file."""
    machine: Machine | None
    """None where an error keeps it from being played."""
    findings: tuple[Diagnostic, ...]
    """All that is found without exploring."""
    reading: Reading
    lines: tuple[str, ...]
    """Its lines of source."""
    map: SceneMap | None
    """Without figures; None where there is no machine."""

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(finding.severity == "error" for finding in self.findings)

    def source(self, finding: Diagnostic) -> str | None:
        """The line of source to which a finding points; None where it is not there."""
        return self.lines[finding.line - 1] if finding.line <= len(self.lines) else None

    def scene_at(self, line: int) -> str | None:
        """The scene that stands at a line of the file; None where none does."""
        places = self.reading.places
        if _last(places, line) != "scenes":
            return None
        return _last(places, line, "scenes")


class Survey(Struct, frozen=True):
    """What following every road of one version gave."""

    hash: str
    """The version."""
    exploration: Exploration
    found: tuple[Diagnostic, ...]
    """What is found only by exploring."""
    map: SceneMap
    """With its figures."""


def stamp(path: Path) -> Stamp | None:
    """Tell how a file stands; None where there is none or it cannot be reached."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return Stamp(found.st_mtime_ns, found.st_size, found.st_ino)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the cyclic collector from what is made here, now and later.

    A long story is a hundred thousand values that stay; each look through them all would hold up
    a key by a tenth of a second and more. They go when the next version takes their place.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()


@_uncollected()
def read_draft(path: Path, before: Draft | None = None) -> Draft:
    """Read a file and find all that can be found without exploring; slow, for a worker.

    Where the bytes are those of `before`, only the time is new. Never raises: what cannot be
    read is a finding.
    """
    found = Collector(str(path))
    for _ in range(_MOST_LOOKS):
        found, now = Collector(str(path)), stamp(path)
        data = file_bytes(path, found)
        if stamp(path) == now:
            break
    saved = None if now is None else _time(now)
    if data is None:
        reading = Reading(None, found.findings)
        return Draft("", saved, None, reading.findings, reading, (), None)
    hash = content_hash(data)
    if before is not None and before.hash == hash:
        return replace(before, saved=saved)
    reading = read_bytes(data, file=str(path), scenario_id=path.stem)
    scenario = reading.scenario
    return Draft(
        hash=hash,
        saved=saved,
        machine=None if scenario is None else Machine(scenario),
        findings=findings_of(reading, None, str(path)).findings,
        reading=reading,
        lines=tuple(source_lines(data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace"))),
        map=None if scenario is None else scene_map(scenario),
    )


def explored(machine: Machine, cancelled: Callable[[], bool]) -> Exploration | None:
    """Follow every road of a machine; what that needs is imported when it is asked for."""
    from pmquest.explore.explore import Cancelled, explore

    try:
        return explore(machine, cancelled=cancelled)
    except Cancelled:
        return None


@_uncollected()
def survey(
    draft: Draft, file: str, explore: Explore, cancelled: Callable[[], bool]
) -> Survey | None:
    """Follow every road of a version that can be played; slow, for a worker.

    None where it was cancelled.
    """
    assert draft.machine is not None
    exploration = explore(draft.machine, cancelled)
    if exploration is None:
        return None
    known = set(draft.findings)
    judged = findings_of(draft.reading, exploration, file).findings
    return Survey(
        hash=draft.hash,
        exploration=exploration,
        found=tuple(finding for finding in judged if finding not in known),
        map=scene_map(draft.machine.scenario, exploration),
    )


def _time(stamp: Stamp) -> datetime:
    """Give the local time of a stamp; some file systems tell times that no calendar has."""
    try:
        return datetime.fromtimestamp(stamp.changed / 1e9).astimezone()
    except (OverflowError, ValueError, OSError):
        return datetime.fromtimestamp(0).astimezone()


def _last(places: Places, line: int, *path: str) -> str | None:
    """The last key under a path that stands at a line or above it."""
    above = [key for key in places.keys(*path) if places.key(*path, key).line <= line]
    return max(above, key=lambda key: places.key(*path, key).line, default=None)
