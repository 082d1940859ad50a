"""Where scenarios stand: folders, and the packs inside them. Reads no file, only folders.

A folder in which scenarios are looked for is looked into itself, whether it is a pack or not,
and so is every folder right inside it that is one; nothing deeper, and nothing hidden.
"""

from __future__ import annotations

from collections.abc import Iterable
from os.path import lexists
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from pmquest.game.paths import Folder
from pmquest.scenario.files import PACK_FILE, may_be_scenario
from pmquest.scoring.clean import clean_line


class Stamp(Struct, frozen=True):
    """What tells whether a file has changed."""

    size: int
    """Bytes."""
    changed: int
    """Time of the last change, in nanoseconds; of who may read it, too."""


class File(NamedTuple):
    """A file that may be a scenario."""

    path: Path
    stamp: Stamp
    builtin: bool
    """Whether it ships with the game."""


class Group(NamedTuple):
    """One folder and the files in it that may be scenarios, by name."""

    path: Path
    folder: Folder
    """The folder in which it was found; for most groups that is the group's own."""
    files: tuple[File, ...]
    pack: Stamp | None
    """What tells whether its `pack.yaml` has changed; None where it is no pack."""

    @property
    def pack_file(self) -> Path:
        """Where its `pack.yaml` stands, if it is a pack."""
        return self.path / PACK_FILE

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its scenarios."""
        return tuple(file.path.stem for file in self.files)

    @property
    def name(self) -> str:
        """What it is called where it has no title."""
        if self.path != self.folder.path:
            return clean_line(self.path.name)
        if self.folder.builtin:
            return "Built in"
        return clean_line(str(self.path)) if self.folder.named else "Your own scenarios"


class Found(NamedTuple):
    """What there is in several folders."""

    groups: tuple[Group, ...]
    """In the order of the folders, the packs of each behind it; every file once."""
    troubles: tuple[str, ...]
    """Sentences about folders that cannot be read."""

    @property
    def files(self) -> tuple[File, ...]:
        """The files of all groups; of two with one id, the first is found by it."""
        return tuple(file for group in self.groups for file in group.files)


def look(folders: Iterable[Folder]) -> Found:
    """Look into folders for what may be scenarios."""
    groups: dict[Path, Group] = {}
    troubles: list[str] = []
    for folder in folders:
        try:
            group, packs = _group(folder, folder.path), _packs(folder.path)
        except OSError as error:
            if folder.named or isinstance(error, PermissionError):
                troubles.append(_trouble(folder.path, error))
            continue
        groups.setdefault(folder.path, group)
        for path in packs:
            try:
                groups.setdefault(path, _group(folder, path))
            except OSError as error:
                troubles.append(_trouble(path, error))
    return Found(tuple(groups.values()), tuple(troubles))


def _packs(folder: Path) -> list[Path]:
    """Give the folders right inside a folder that are packs."""
    inside = sorted(folder.iterdir())
    return [path for path in inside if path.name[0] != "." and lexists(path / PACK_FILE)]


def _group(folder: Folder, path: Path) -> Group:
    """Look into one folder; raises OSError where that cannot be done."""
    files = [
        File(each, stamp_of(each), folder.builtin)
        for each in sorted(path.iterdir())
        if may_be_scenario(each.name) and not each.is_dir()
    ]
    pack = path / PACK_FILE
    return Group(path, folder, tuple(files), stamp_of(pack) if lexists(pack) else None)


def _trouble(folder: Path, error: OSError) -> str:
    why = (error.strerror or "it cannot be read").lower()
    return f"No scenarios were found in {clean_line(str(folder))}: {why}."


def stamp_of(path: Path) -> Stamp:
    """Give what tells whether a file has changed; of one that cannot be reached, nothing."""
    try:
        found = path.stat()
    except OSError:
        return Stamp(-1, -1)
    return Stamp(found.st_size, max(found.st_mtime_ns, found.st_ctime_ns))
