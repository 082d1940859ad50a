"""What the library shows of scenarios and packs without reading them, and the cache of it.

An entry of the cache counts while the file's path, size and time of change, and the version of
pmquest, are those it was made with; one of a pack, while the scenarios beside it are the same,
too. What does not count is read again.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from msgspec import Struct

from pmquest import __version__
from pmquest.framework import Level
from pmquest.game import cache
from pmquest.game.groups import File, Group, Stamp
from pmquest.game.paths import is_file
from pmquest.scoring.clean import clean, clean_line
from pmquest.scoring.coverage import Coverage, coverage

if TYPE_CHECKING:
    from pmquest.scenario.diagnostics import Diagnostic
    from pmquest.scenario.pack_reader import PackReading
    from pmquest.scenario.reader import Reading

Kept = TypeVar("Kept")


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
    group: str = ""
    """What it stands under: the title of its pack, or what its folder is called; "" where all
    stand in one folder that is no pack, and there is nothing to tell them from."""
    pack: str | None = None
    """The title of the pack that it belongs to; None where it belongs to none."""
    stage: str = ""
    """What its stage on the way of its pack is called; "" where it stands in none."""
    place: int | None = None
    """Which one it is on the way of its pack, from 1; None where the pack does not order it."""
    coverage: Coverage = Coverage()
    """What it trains; of a broken one nothing is known."""
    second: bool = False
    """Whether another scenario is found by its id, so that this one is known by its path."""

    @property
    def name(self) -> str:
        """What it is played by: its id, or its path where another is found by that."""
        return self.file if self.second else self.id

    @property
    def path(self) -> Path:
        """Where the file stands."""
        return Path(self.file)


class Entry(Struct, frozen=True):
    """One file that was read."""

    stamp: Stamp
    header: Header | None
    """None where the file is no scenario."""


class Card(Struct, frozen=True):
    """What the library shows of a pack."""

    title: str
    """The pack's title; of a broken one whose title cannot be read, ""."""
    stages: dict[str, str] = {}
    """Ids of its scenarios in the order in which to play them, each with the stage that it stands
    in; "" where it stands in none."""
    problem: str | None = None
    """The place and sentence of its first mistake; None where there is none."""


class PackEntry(Struct, frozen=True):
    """One `pack.yaml` that was read."""

    stamp: Stamp
    ids: tuple[str, ...]
    """The ids of the scenarios that stood beside it."""
    card: Card


class _Content(Struct, frozen=True):
    version: str
    entries: dict[str, Entry]
    packs: dict[str, PackEntry] = {}


class HeaderCache:
    """What the files read so far gave, kept in a file where there is a place for it."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        content = cache.load(file, _Content)
        self._saved = content if content and content.version == __version__ else _NOTHING
        self._entries = dict(self._saved.entries)
        self._packs = dict(self._saved.packs)

    def get(self, file: File) -> Entry | None:
        """Give what was read of a file, unless it has changed since."""
        entry = self._entries.get(str(file.path))
        return entry if entry and entry.stamp == file.stamp else None

    def put(self, file: File, header: Header | None) -> Entry:
        """Take in what was read of a file: its header, or that it is no scenario."""
        entry = self._entries[str(file.path)] = Entry(file.stamp, header)
        return entry

    def get_card(self, group: Group) -> Card | None:
        """Give what was read of the pack that a group is, unless it has changed since."""
        entry = self._packs.get(str(group.pack_file))
        unchanged = entry and (entry.stamp, entry.ids) == (group.pack, group.ids)
        return entry.card if entry and unchanged else None

    def put_card(self, group: Group, card: Card) -> Card:
        """Take in what was read of the pack that a group is."""
        if group.pack is not None:
            self._packs[str(group.pack_file)] = PackEntry(group.pack, group.ids, card)
        return card

    def save(self) -> None:
        """Write the cache to its file, without what is not there any more or no text at all."""
        lasting = _Content(__version__, _lasting(self._entries), _lasting(self._packs))
        if lasting != self._saved:
            self._saved = lasting
            cache.store(self._file, lasting)


_NOTHING: Final = _Content("", {})


def _lasting(entries: Mapping[str, Kept]) -> dict[str, Kept]:
    return {
        file: entry
        for file, entry in entries.items()
        if is_file(Path(file)) and clean(file) == file
    }


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
            coverage=coverage(scenario),
        )
    first = next(each for each in reading.findings if each.severity == "error")
    return Header(
        clean_line(path.stem),
        str(path),
        title=clean_line(path.name),
        problem=_told(first),
    )


def card_of(reading: PackReading) -> Card:
    """Give what the library shows of a pack that was read."""
    mistake = next((each for each in reading.findings if each.severity == "error"), None)
    problem = None if mistake is None else _told(mistake)
    pack = reading.pack
    return Card(pack.title, pack.stages, problem) if pack else Card("", {}, problem)


def _told(finding: Diagnostic) -> str:
    hint = f"; {finding.hint}" if finding.hint else ""
    return clean_line(f"line {finding.line} · {finding.message}{hint}")
