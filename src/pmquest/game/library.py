"""The scenarios that can be played: found in folders, listed from a cache, read when needed.

Listing what is cached loads neither YAML nor the reader.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

from pmquest.framework import LEVELS
from pmquest.game.errors import UnknownScenario
from pmquest.game.headers import Entry, Header, HeaderCache, Stamp, header_of, placed
from pmquest.game.paths import Folder, is_file
from pmquest.scenario.files import may_be_scenario
from pmquest.scoring.clean import clean, clean_line

if TYPE_CHECKING:
    from pmquest.scenario.reader import Reading

MOST_SUGGESTIONS: Final = 3
MOST_LISTED: Final = 10


class _File(NamedTuple):
    path: Path
    stamp: Stamp
    builtin: bool


class Library:
    """The scenarios of several folders; of two with one id the first folder's is found by id.

    Safe to use from several threads: what they share is only added to.
    """

    def __init__(self, folders: Sequence[Folder], cache_file: Path | None) -> None:
        self._folders = folders
        self._cache_file = cache_file
        self._texts: dict[str, bytes] = {}
        self._paths: dict[str, Path] = {}
        self._troubles: tuple[str, ...] = ()
        self._doubles: tuple[str, ...] = ()

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences about folders that cannot be read and ids that stand twice.

        They are those of the last listing.
        """
        return (*self._troubles, *self._doubles)

    def headers(self) -> tuple[Header, ...]:
        """List what is known without reading a scenario: fast, for the first paint.

        Files that are new or changed are left out; `refresh` lists them too.
        """
        return self._listed(self._cached_entry)

    def refresh(self) -> tuple[Header, ...]:
        """List everything, reading what is new or changed: slower, for a worker."""
        headers = self._listed(self._entry)
        self._cache.save()
        return headers

    def find(self, id_or_path: str) -> Header:
        """Find a scenario by id or path; raises `UnknownScenario` with what was perhaps meant."""
        files = self._files()
        for file in files:
            if file.path.stem == id_or_path:
                header = self._entry(file).header
                if header is not None:
                    return placed(header, builtin=file.builtin)
        return _at_path(id_or_path) or _unknown(id_or_path, files)

    def read(self, header: Header) -> Reading:
        """Read a scenario whole; its text is remembered for the play that may begin."""
        return self._remembered(header.path)

    def now(self, path: str, id: str) -> Reading | None:
        """Read a scenario that was played before, as it is now: from `path`, else by its id.

        None where it is not there any more.
        """
        before = [Path(path)] if Path(path).stem == id else []
        named = [file.path for file in self._files() if file.path.stem == id]
        for place in (*before, *named):
            if is_file(place):
                return self._remembered(place)
        return None

    def text(self, hash: str) -> bytes | None:
        """Give the text of a version that was read since the game was opened, or None."""
        return self._texts.get(hash)

    def path(self, hash: str) -> str:
        """Give where a version that was read since the game was opened stands.

        "" where that is not known, or is no text that could be written down.
        """
        path = str(self._paths.get(hash, ""))
        return path if clean(path) == path else ""

    def _remembered(self, path: Path) -> Reading:
        reading, data = _read(path)
        if reading.scenario is not None:
            self._texts[reading.scenario.hash] = data
            self._paths[reading.scenario.hash] = path
        return reading

    def _listed(self, entry: Callable[[_File], Entry | None]) -> tuple[Header, ...]:
        headers = []
        for file in self._files():
            found = entry(file)
            if found is not None and found.header is not None:
                headers.append(placed(found.header, builtin=file.builtin))
        self._doubles = tuple(_doubles(headers))
        return tuple(sorted(headers, key=_order))

    @cached_property
    def _cache(self) -> HeaderCache:
        return HeaderCache(self._cache_file)

    def _cached_entry(self, file: _File) -> Entry | None:
        return self._cache.get(file.path, file.stamp)

    def _entry(self, file: _File) -> Entry:
        cached = self._cached_entry(file)
        if cached is not None:
            return cached
        entry = Entry(file.stamp, header_of(file.path, *_read(file.path)))
        self._cache.put(file.path, entry)
        return entry

    def _files(self) -> list[_File]:
        """Give what may be scenarios, folder by folder; note which folders cannot be read."""
        files: list[_File] = []
        troubles: list[str] = []
        for folder in self._folders:
            try:
                files += _inside(folder)
            except OSError as error:
                if folder.named or isinstance(error, PermissionError):
                    troubles.append(
                        f"No scenarios were found in {clean_line(str(folder.path))}: "
                        f"{(error.strerror or 'it cannot be read').lower()}."
                    )
        self._troubles = tuple(troubles)
        return files


def _inside(folder: Folder) -> list[_File]:
    return [
        _File(path, _stamp(path), folder.builtin)
        for path in sorted(folder.path.iterdir())
        if may_be_scenario(path.name) and not path.is_dir()
    ]


def _read(path: Path) -> tuple[Reading, bytes]:
    """Read a file; gives its bytes too, or none where it cannot be read."""
    from pmquest.scenario.reader import read_bytes, read_file
    from pmquest.scenario.source import FILE_LIMIT

    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return read_file(path), b""
        with path.open("rb") as file:
            data = file.read(FILE_LIMIT + 1)
    except (OSError, ValueError):
        return read_file(path), b""  # says what is wrong with the file
    return read_bytes(data, file=str(path), scenario_id=path.stem), data


def _at_path(text: str) -> Header | None:
    """Find a scenario by its path, in whatever folder it stands."""
    try:
        path = Path(text).expanduser().absolute()
    except RuntimeError:  # "~somebody" who is not there
        return None
    if not is_file(path):
        return None
    reading, data = _read(path)
    return header_of(path, reading, data) or Header(
        clean_line(path.stem),
        str(path),
        title=clean_line(path.name),
        problem=clean_line(reading.findings[0].message),
    )


def _unknown(name: str, files: Sequence[_File]) -> NoReturn:
    from difflib import get_close_matches

    if may_be_scenario(Path(name).name):
        what, ids = "file", []
        known = _names_beside(Path(name))
    else:
        what = "scenario"
        known = ids = sorted({clean_line(file.path.stem) for file in files})
    close = get_close_matches(Path(name).name, known, n=MOST_SUGGESTIONS)
    told = f"There is no {what} “{clean_line(name)}”."
    if close:
        told += f" Did you mean {' or '.join(f'“{each}”' for each in close)}?"
    elif ids:
        more = " and more" if len(ids) > MOST_LISTED else ""
        told += f" There are: {', '.join(ids[:MOST_LISTED])}{more}."
    raise UnknownScenario(name, told, tuple(close))


def _names_beside(path: Path) -> list[str]:
    """Give the names of the scenario files in the folder of a path, as far as it can be read."""
    try:
        return sorted(clean_line(each.name) for each in path.parent.glob("*.y*ml"))
    except (OSError, ValueError):
        return []


def _stamp(path: Path) -> Stamp:
    """Give what tells whether the file has changed; of one that cannot be reached, nothing."""
    try:
        found = path.stat()
    except OSError:
        return Stamp(-1, -1)
    return Stamp(found.st_size, found.st_mtime_ns)


def _order(header: Header) -> tuple[bool, bool, int, int, str]:
    """Put what can be played first, then the built-in ones, manager-level, the short ones."""
    level = LEVELS.index(header.role_level)
    return header.problem is not None, not header.builtin, level, header.minutes, header.title


def _doubles(headers: Sequence[Header]) -> Iterator[str]:
    first: dict[str, Header] = {}
    for header in headers:
        known = first.setdefault(header.id, header)
        if known is not header:
            yield (
                f"Two scenarios are called “{clean_line(header.id)}”. By that name you play "
                f"{clean_line(known.file)}; the other is played by its path, "
                f"{clean_line(header.file)}."
            )
