"""Where rooms are kept: for each a journal, what its process says of itself, and a lock.

`<home>/rooms/KHM4RT.sqlite3` is the room: its events and the scenario's text as it was when the
room was opened. `KHM4RT.json` tells how to reach its process and holds the facilitator's token,
readable by its user alone. `KHM4RT.lock` is held while a process serves the room; the system lets
go of it however the process ends.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final, get_args

import msgspec
from filelock import FileLock, Timeout
from msgspec import Struct

from pmquest.engine.machine import Machine
from pmquest.journal.errors import JournalError
from pmquest.journal.event import Event
from pmquest.journal.opening import copies, open_journal
from pmquest.journal.sqlite import SqliteJournal
from pmquest.scenario.model import Scenario
from pmquest.workshop.deeds import STREAM, Deed, Ended, Joined, Opened, TakenBack, TieRule
from pmquest.workshop.room import Room, fold
from pmquest.workshop.tokens import new_code, new_token, shown_code, typed_code

Clock = Callable[[], datetime]
"""Gives the time now, with a time zone."""

_KINDS: Final[dict[str, type[Deed]]] = {
    str(kind.__struct_config__.tag): kind for kind in get_args(Deed)
}
"""The deeds by the kinds of their events."""

_HELD_SECONDS: Final = 1.0
"""How long to wait for a lock that somebody may only be looking at."""

_OURS_ALONE: Final = 0o600
"""Who may read and write a file of a room, whatever is usual for this user."""

_KEPT: Final = re.compile(
    r"\w{6}\.(?:(?:(?:damaged|version)-\d+\.)?sqlite3(?:-wal|-shm|-journal)?|json(?:\.part)?|log)"
)
"""Names of what is kept of a room besides its lock; others' files stay as they are."""


class RoomRefused(Exception):  # noqa: N818 - the name says what happened
    """A room cannot be had; `str` of it is a sentence for the facilitator.

    ::

        RoomRefused
        ├── NoRoom           there is none of this code
        ├── RoomHeld         another process serves it
        └── RoomUnreadable   its record is damaged, or was made by a newer pmquest
    """


class NoRoom(RoomRefused):
    """There is no room of this code."""


class RoomHeld(RoomRefused):
    """Another process serves the room."""


class RoomUnreadable(RoomRefused):
    """The record of the room cannot be read or carried on."""


class Description(Struct, frozen=True):
    """What the process of a room says of itself; it stands beside the journal."""

    code: str
    token: str
    """The facilitator's; in no other file, and on no screen."""
    title: str = ""
    """Of the scenario."""
    lan: bool = False
    """Whether the network may reach it, not this machine alone."""
    address: str = ""
    """The host that phones are shown; "" until one was chosen."""
    port: int = 0
    """Where it listens, or listened last: who comes back looks there."""
    pid: int = 0
    """Of the process; 0 where none serves it."""
    addresses: tuple[str, ...] = ()
    """Other addresses at which phones may reach it."""
    rehearsal: bool = False
    """Whether it is tried out with simulated phones, so that nothing of it is kept."""


class Listed(Struct, frozen=True):
    """A room as it is listed."""

    code: str
    scenario: str
    title: str
    opened: datetime
    last: datetime
    """When anything last happened in it."""
    people: int
    ended: bool
    running: bool
    """Whether a process serves it now."""
    rehearsal: bool = False
    """Whether simulated phones try it out."""


class Record(Struct, frozen=True):
    """A room as its journal leaves it."""

    room: Room
    history: tuple[tuple[datetime, Deed], ...]
    """Everything that happened, in order, each with its time."""


class Rooms:
    """The rooms of one home."""

    def __init__(self, home: Path, clock: Clock) -> None:
        self.home = home
        self._folder = home / "rooms"
        self._clock = clock

    def create(
        self,
        scenario: Scenario,
        text: bytes,
        *,
        seed: int,
        tie: TieRule = "facilitator",
        hands: bool = False,
        seconds: int | None = None,
    ) -> str:
        """Make a room, which keeps the scenario as it is in `text`; gives its code.

        Raises `JournalUnavailable` and OSError where nothing can be written; nothing is left then.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        code = new_code()
        while self._journal_file(code).exists():
            code = new_code()
        opened = Opened(code, scenario.id, scenario.hash, seed, tie, hands, seconds)
        try:
            self._begin(opened, text)
            self.describe(Description(code, new_token(), title=scenario.title))
        except BaseException:
            self._discard(code)
            raise
        return code

    def open(self, code: str) -> KeptRoom:
        """Take a room up, to carry it on; no other process can until it is closed.

        Raises `RoomRefused`, and `JournalUnavailable` where its file cannot be used now.
        """
        self._check_there(code)
        lock = self._lock(code)
        try:
            lock.acquire(timeout=_HELD_SECONDS)
        except Timeout:
            raise RoomHeld(f"The room {shown_code(code)} is being served already.") from None
        try:
            journal = self._open_journal(code)
            if journal.refusal is not None:
                journal.close()
                raise RoomUnreadable(f"The room cannot be carried on: {journal.refusal}.")
            record = _record(journal, code)
        except BaseException:
            lock.release()
            raise
        return KeptRoom(journal, lock, record, self._clock)

    def load(self, code: str) -> Record:
        """Read a room, whether a process serves it or not; raises as `open` does."""
        self._check_there(code)
        journal = self._open_journal(code)
        try:
            return _record(journal, code)
        finally:
            journal.close()

    def list(self) -> tuple[Listed, ...]:
        """List every room that can be read, the latest first."""
        found = []
        for code in self.codes():
            with suppress(RoomRefused, JournalError, OSError):
                self._check_there(code)
                found.append(self._listed(code))
        return tuple(sorted(found, key=lambda each: each.last, reverse=True))

    def codes(self) -> tuple[str, ...]:
        """Give the codes of all rooms of which anything is kept, be it a damaged record."""
        begun = {path.name.partition(".")[0] for path in self._kept("*")}
        return tuple(sorted(code for code in begun if typed_code(code) == code))

    def delete(self, code: str) -> None:
        """Delete all that is kept of a room, readable or not; raises `NoRoom` and `RoomHeld`."""
        if code not in self.codes():
            raise no_room(code)
        with self._held(code) as free:
            if not free:
                raise RoomHeld(f"The room {shown_code(code)} is open; end it first.")
            self._discard(code)
        self._path(code, ".lock").unlink(missing_ok=True)

    def clear_rehearsals(self) -> None:
        """Delete the rehearsals that are left over, as where the machine lost its power."""
        for code in self.codes():
            description = self.description(code)
            if description is not None and description.rehearsal:
                with suppress(RoomRefused):
                    self.delete(code)

    def is_running(self, code: str) -> bool:
        """Whether a process serves the room now."""
        if not self._path(code, ".lock").exists():
            return False
        with self._held(code) as free:
            return not free

    def description(self, code: str) -> Description | None:
        """Give what the process of a room last said of itself; None where that is lost.

        What is said of another room, as in a copy under this room's name, does not count.
        """
        try:
            data = self._path(code, ".json").read_bytes()
            found = msgspec.json.decode(data, type=Description)
        except (OSError, msgspec.DecodeError):
            return None
        return found if found.code == code else None

    def described(self, code: str) -> Description:
        """Give the same, made anew with a fresh token where it was lost."""
        return self.description(code) or Description(code, new_token())

    def describe(self, description: Description) -> None:
        """Write it down for this user alone; raises OSError."""
        path = self._path(description.code, ".json")
        part = path.with_suffix(".json.part")
        part.unlink(missing_ok=True)
        part.touch(_OURS_ALONE, exist_ok=False)
        with part.open("wb") as file:
            file.write(msgspec.json.format(msgspec.json.encode(description)))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)

    def log_file(self, code: str) -> Path:
        """Give where the process of a room writes what went wrong in it; raises OSError."""
        path = self._path(code, ".log")
        path.touch(_OURS_ALONE)
        return path

    def _begin(self, opened: Opened, text: bytes) -> None:
        """Write the first event of a room into a fresh journal; SQLite keeps the file's rights."""
        path = self._journal_file(opened.code)
        path.touch(_OURS_ALONE, exist_ok=False)
        journal = open_journal(path).journal
        try:
            if journal.refusal is not None:
                raise journal.refusal
            journal.append([_event(opened, 1, self._clock())], {opened.hash: text})
        finally:
            journal.close()

    def _discard(self, code: str) -> None:
        """Delete all that is kept of a room."""
        for path in tuple(self._kept(code)):
            path.unlink(missing_ok=True)

    def _kept(self, code: str) -> Iterator[Path]:
        """Give every file of a room, or of all by "*", but the locks."""
        for path in self._folder.glob(f"{code}.*"):
            if _KEPT.fullmatch(path.name) and path.is_file():
                yield path

    def _listed(self, code: str) -> Listed:
        journal = self._open_journal(code)
        try:
            history = _history(journal, code)
        finally:
            journal.close()
        description = self.description(code)
        opened = history[0][1]
        assert isinstance(opened, Opened)
        steps = [deed for _, deed in history if isinstance(deed, Ended | TakenBack)]
        return Listed(
            code=code,
            scenario=opened.scenario,
            title=description.title if description else "",
            opened=history[0][0],
            last=history[-1][0],
            people=sum(isinstance(deed, Joined) for _, deed in history),
            ended=bool(steps) and isinstance(steps[-1], Ended),
            running=self.is_running(code),
            rehearsal=description is not None and description.rehearsal,
        )

    def _open_journal(self, code: str) -> SqliteJournal:
        opened = open_journal(self._journal_file(code))
        if opened.set_aside is not None:
            opened.journal.close()
            self._journal_file(code).unlink(missing_ok=True)
            raise _damaged(code, opened.set_aside)
        return opened.journal

    def _check_there(self, code: str) -> None:
        if typed_code(code) != code:
            raise no_room(code)
        journal = self._journal_file(code)
        if journal.is_file():
            return
        for copy in copies(journal):
            if copy.suffix == journal.suffix:
                raise _damaged(code, copy)
        raise no_room(code)

    @contextmanager
    def _held(self, code: str) -> Iterator[bool]:
        """Hold the lock of a room for a moment; gives False where a process has it."""
        lock = self._lock(code)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            yield False
            return
        try:
            yield True
        finally:
            lock.release()

    def _lock(self, code: str) -> FileLock:
        return FileLock(self._path(code, ".lock"), mode=_OURS_ALONE, thread_local=False)

    def _journal_file(self, code: str) -> Path:
        return self._path(code, ".sqlite3")

    def _path(self, code: str, suffix: str) -> Path:
        return self._folder / f"{code}{suffix}"


class KeptRoom:
    """A room that this process carries on; made by `Rooms.open`."""

    def __init__(
        self, journal: SqliteJournal, lock: FileLock, record: Record, clock: Clock
    ) -> None:
        self.room = record.room
        """As it stood when it was taken up."""
        self.opened = record.history[0][0]
        """When it was opened."""
        self._journal = journal
        self._lock = lock
        self._clock = clock

    def append(self, deeds: Sequence[Deed], after: int) -> None:
        """Write what follows the event of sequence number `after`; on disk when this returns.

        Raises `JournalError` where nothing was written.
        """
        now = self._clock()
        self._journal.append([_event(deed, after + n, now) for n, deed in enumerate(deeds, 1)])

    def written_after(self, sequence: int) -> tuple[Deed, ...]:
        """Give what the journal holds above a sequence number; raises `JournalError`."""
        return tuple(_deed(event) for event in self._journal.read(STREAM, sequence))

    def close(self) -> None:
        """Let go of the room."""
        self._journal.close()
        self._lock.release()


def no_room(code: str) -> NoRoom:
    """Say that there is no room of this code."""
    return NoRoom(f"There is no room {shown_code(code)} here.")


def _damaged(code: str, aside: Path) -> RoomUnreadable:
    return RoomUnreadable(
        f"The record of the room {shown_code(code)} is damaged; it was set aside as {aside}."
    )


def _event(deed: Deed, sequence: int, time: datetime) -> Event:
    data: dict[str, Any] = msgspec.to_builtins(deed)
    kind = data.pop("kind")
    return Event(STREAM, sequence, time, kind, data)


def _deed(event: Event) -> Deed:
    """Read a deed as `_event` wrote it; raises ValidationError where it is none."""
    kind = _KINDS.get(event.kind)
    if kind is None:
        raise msgspec.ValidationError(f"no deed is called {event.kind!r}")
    return msgspec.convert(event.data, kind)


def _history(journal: SqliteJournal, code: str) -> tuple[tuple[datetime, Deed], ...]:
    events = journal.read(STREAM)
    try:
        history = tuple((event.time, _deed(event)) for event in events)
    except msgspec.ValidationError as error:
        raise RoomUnreadable(
            f"The room {shown_code(code)} was made by another pmquest and cannot be read."
        ) from error
    if not history or not isinstance(history[0][1], Opened):
        raise RoomUnreadable(f"The room {shown_code(code)} was never opened.")
    if history[0][1].code != code:
        raise RoomUnreadable(f"The record of the room {shown_code(code)} is that of another room.")
    return history


def _record(journal: SqliteJournal, code: str) -> Record:
    history = _history(journal, code)
    opened = history[0][1]
    assert isinstance(opened, Opened)
    machine = Machine(_scenario(journal, opened))
    return Record(fold(machine, (deed for _, deed in history)), history)


def _scenario(journal: SqliteJournal, opened: Opened) -> Scenario:
    """Read the scenario as it was when the room was opened."""
    from pmquest.scenario.reader import content_hash, read_bytes

    text = journal.text(opened.hash)
    if text is None or content_hash(text) != opened.hash:
        raise RoomUnreadable(f"The text of “{opened.scenario}” was not kept with the room.")
    scenario = read_bytes(text, file=f"{opened.scenario}.yaml", scenario_id=opened.scenario)
    if scenario.scenario is None:
        raise RoomUnreadable(f"“{opened.scenario}” cannot be read by this pmquest.")
    return scenario.scenario
