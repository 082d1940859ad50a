"""The scenarios that can be played: found in folders, listed from a cache, read when needed.

Listing what is cached loads neither YAML nor the reader.
"""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple, NoReturn

from msgspec.structs import replace

from pmquest.framework import LEVELS
from pmquest.game import cache
from pmquest.game.errors import UnknownScenario
from pmquest.game.groups import File, Found, Group, look
from pmquest.game.headers import Card, Entry, Header, HeaderCache, card_of, header_of
from pmquest.game.paths import Folder, is_file
from pmquest.scenario.files import may_be_scenario
from pmquest.scoring.clean import clean, clean_line
from pmquest.scoring.words import counted

if TYPE_CHECKING:
    from pmquest.scenario.reader import Reading

MOST_SUGGESTIONS: Final = 3
MOST_LISTED: Final = 10


class _Shelf(NamedTuple):
    """A group with what it holds."""

    group: Group
    card: Card | None
    """What its pack is called and orders; None where it is no pack, or not yet known."""
    headers: tuple[Header, ...]

    @property
    def title(self) -> str:
        """What stands over it."""
        return (self.card.title if self.card else "") or self.group.name

    @property
    def stages(self) -> dict[str, str]:
        """What its pack orders: the ids on the way, each with its stage."""
        return self.card.stages if self.card else {}


def _order(header: Header) -> tuple[bool, float, int, int, str]:
    """Where a scenario stands in its group: those that can be played first, as the pack has them.

    What the pack does not order comes then: manager-level first, then the short ones.
    """
    place = inf if header.place is None else header.place
    level = LEVELS.index(header.role_level)
    return header.problem is not None, place, level, header.minutes, header.title


class Library:
    """The scenarios of several folders; of two with one id the first folder's is found by id.

    Safe to use from several threads: what they share is only added to.
    """

    def __init__(self, folders: Sequence[Folder], cache_file: Path | None) -> None:
        self._folders = folders
        self._cache_file = cache_file
        self._texts: dict[str, bytes] = {}
        self._paths: dict[str, Path] = {}
        self.notices: tuple[str, ...] = ()
        """Sentences about folders that cannot be read, packs with mistakes and ids that stand
        twice, as the last listing found them."""

    def headers(self) -> tuple[Header, ...]:
        """List what is known without reading a file: fast, for the first paint.

        Group by group in the order to show; files that are new or changed are left out.
        `refresh` lists them too.
        """
        return self._listed(self._cache.get, self._cache.get_card)

    def refresh(self, wanted: Callable[[], bool] = lambda: True) -> tuple[Header, ...]:
        """List everything, reading what is new or changed: slower, for a worker.

        Once it is not `wanted` any more no further scenario is read, and those are left out that
        are not known by then.
        """

        def entry(file: File) -> Entry | None:
            return self._entry(file) if wanted() else self._cache.get(file)

        headers = self._listed(entry, self._card)
        self._cache.save()
        return headers

    def find(self, id_or_path: str) -> Header:
        """Find a scenario by id or path; raises `UnknownScenario` with what was perhaps meant."""
        found = look(self._folders)
        by_id = self._by_id(id_or_path, found)
        if by_id is not None:
            return by_id
        path = _path_of(id_or_path)
        if path is None:
            _unknown(id_or_path, found)
        listed = next((file for file in found.files if _same(file.path, path)), None)
        header = _header_at(listed.path if listed else path)
        first = self._by_id(header.id, found)
        return replace(
            header,
            builtin=listed is not None and listed.builtin,
            second=first is not None and first.path != header.path,
        )

    def read(self, header: Header) -> Reading:
        """Read a scenario whole; its text is remembered for the play that may begin."""
        return self._remembered(header.path)

    def now(self, path: str, id: str) -> Reading | None:
        """Read a scenario that was played before, as it is now: from `path`, else by its id.

        None where it is not there any more.
        """
        before = [Path(path)] if Path(path).stem == id else []
        named = [file.path for file in look(self._folders).files if file.path.stem == id]
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

    def forget(self) -> None:
        """Remove the cache of what is listed."""
        cache.forget(self._cache_file)

    def _remembered(self, path: Path) -> Reading:
        reading, data = _read(path)
        if reading.scenario is not None:
            self._texts[reading.scenario.hash] = data
            self._paths[reading.scenario.hash] = path
        return reading

    def _listed(
        self, entry: Callable[[File], Entry | None], card: Callable[[Group], Card | None]
    ) -> tuple[Header, ...]:
        found = look(self._folders)
        shelves = []
        for group in found.groups:
            entries = (entry(file) for file in group.files)
            headers = tuple(each.header for each in entries if each and each.header)
            shelves.append(_Shelf(group, card(group) if group.pack else None, headers))
        shelves = _placed(shelves)
        self.notices = (*found.troubles, *_mistakes(shelves), *_doubles(shelves))
        return tuple(header for shelf in sorted(shelves, key=_rank) for header in shelf.headers)

    @cached_property
    def _cache(self) -> HeaderCache:
        return HeaderCache(self._cache_file)

    def _entry(self, file: File) -> Entry:
        """Give what the cache holds of a file, or read it."""
        return self._cache.get(file) or self._cache.put(
            file, header_of(file.path, *_read(file.path))
        )

    def _card(self, group: Group) -> Card:
        """Give what the cache holds of a pack, or read it."""
        return self._cache.get_card(group) or self._cache.put_card(group, _read_card(group))

    def _by_id(self, id: str, found: Found) -> Header | None:
        """Give the first scenario of this id."""
        for file in found.files:
            header = self._entry(file).header if file.path.stem == id else None
            if header is not None:
                return replace(header, builtin=file.builtin)
        return None


def _placed(shelves: Sequence[_Shelf]) -> list[_Shelf]:
    """Put the scenarios of each group in its order, and say of each where it stands."""
    several = sum(bool(shelf.headers) for shelf in shelves) > 1
    ids: set[str] = set()
    placed = []
    for shelf in shelves:
        group, title, stages = shelf.group, shelf.title, shelf.stages
        places = {id: place for place, id in enumerate(stages, 1)}
        headers = []
        for header in shelf.headers:
            headers.append(
                replace(
                    header,
                    builtin=group.folder.builtin,
                    group=title if several or group.pack else "",
                    pack=title if group.pack else None,
                    stage=clean_line(stages.get(header.id, "")),
                    place=places.get(header.id),
                    second=header.id in ids,
                )
            )
            ids.add(header.id)
        placed.append(shelf._replace(headers=tuple(sorted(headers, key=_order))))
    return placed


def _rank(shelf: _Shelf) -> int:
    """Where a group is shown: built-in ones, the player's own, those that were named."""
    folder = shelf.group.folder
    return 0 if folder.builtin else 2 if folder.named else 1


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


def _read_card(group: Group) -> Card:
    from pmquest.scenario.pack_reader import read_pack_file

    return card_of(read_pack_file(group.pack_file))


def _path_of(text: str) -> Path | None:
    """Give the path that a text means; None where no regular file stands there.

    Where one is not let look, it may stand there; reading it says why it cannot be played.
    """
    try:
        path = Path(text).expanduser().absolute()
        return path if path.is_file() else None
    except PermissionError:
        return path
    except (OSError, RuntimeError):  # the last for "~somebody" who is not there
        return None


def _same(path: Path, other: Path) -> bool:
    """Tell whether two paths lead to one file."""
    try:
        return path.name == other.name and path.samefile(other)
    except OSError:
        return False


def _header_at(path: Path) -> Header:
    """Give the header of a file that was named, also where it is of another kind."""
    reading, data = _read(path)
    return header_of(path, reading, data) or Header(
        clean_line(path.stem),
        str(path),
        title=clean_line(path.name),
        problem=clean_line(reading.findings[0].message),
    )


def _unknown(name: str, found: Found) -> NoReturn:
    from difflib import get_close_matches

    if may_be_scenario(Path(name).name):
        what, ids = "file", []
        known = _names_beside(Path(name))
    else:
        what = "scenario"
        known = ids = sorted({clean_line(file.path.stem) for file in found.files})
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


def _mistakes(shelves: Iterable[_Shelf]) -> Iterator[str]:
    for group, card, _ in shelves:
        if card is not None and card.problem is not None:
            end = "" if card.problem.endswith("?") else "."
            yield f"A mistake in {clean_line(str(group.pack_file))}: {card.problem}{end}"


def _doubles(shelves: Iterable[_Shelf]) -> Iterator[str]:
    """Say which scenario an id means where two have it; where many have, say it once for all."""
    headers = [header for shelf in shelves for header in shelf.headers]
    seconds = [header for header in headers if header.second]
    if len(seconds) > 1:
        yield (
            f"{counted(len(seconds), 'scenario')} here have ids that others have, too. They are "
            "listed with their paths, and played by them."
        )
    elif seconds:
        second = seconds[0]
        first = next(each for each in headers if each.id == second.id)
        yield (
            f"Two scenarios are called “{clean_line(second.id)}”. By that name you play "
            f"{clean_line(first.file)}; the other is listed with its path, and played by it."
        )
