"""Where rooms are kept: for each a journal, what its process says of itself, and a lock.

`<home>/rooms/KHM4RT.sqlite3` is the room: its events and the scenario's text as it was when the
room was opened. `KHM4RT.json` tells how to reach its process and holds the facilitator's token,
readable by its user alone. `KHM4RT.lock` is held while a process serves the room; the system lets
go of it however the process ends.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec
from filelock import FileLock, Timeout
from msgspec import Struct

from pmquest.journal.errors import JournalError
from pmquest.journal.opening import copies, open_journal
from pmquest.journal.sqlite import SqliteJournal
from pmquest.scenario.model import Scenario
from pmquest.workshop.deeds import Ended, Joined, Opened, TakenBack, TieRule
from pmquest.workshop.record import Clock, KeptRoom, Record, event_of, history_of, record_of
from pmquest.workshop.refusals import (
    RoomHeld,
    RoomRefused,
    RoomUnreadable,
    damaged,
    no_room,
)
from pmquest.workshop.tokens import new_code, new_token, shown_code, typed_code

_HELD_SECONDS: Final = 1.0
"""How long to wait for a lock that somebody may only be looking at."""

_OURS_ALONE: Final = 0o600
"""Who may read and write a file of a room, whatever is usual for this user."""

_KEPT: Final = re.compile(
    r"\w{6}\.(?:(?:(?:damaged|version)-\d+\.)?sqlite3(?:-wal|-shm|-journal)?|json(?:\.part)?|log)"
)
"""Names of what is kept of a room besides its lock; others' files stay as they are."""


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
        with ExitStack() as where_this_fails:
            where_this_fails.callback(lock.release)
            journal = self._open_journal(code)
            where_this_fails.callback(journal.close)
            if journal.refusal is not None:
                raise RoomUnreadable(f"The room cannot be carried on: {journal.refusal}.")
            record = record_of(journal, code)
            where_this_fails.pop_all()
        return KeptRoom(journal, lock, record, self._clock)

    def load(self, code: str) -> Record:
        """Read a room, whether a process serves it or not.

        Raises `NoRoom`, `RoomUnreadable`, and `JournalError` where its file cannot be used now.
        """
        self._check_there(code)
        with closing(self._open_journal(code)) as journal:
            return record_of(journal, code)

    def list(self) -> tuple[Listed, ...]:
        """List every room that can be read, the latest first."""
        found = []
        for code in self.codes():
            with suppress(RoomRefused, JournalError, OSError):
                found.append(self.listed(code))
        return tuple(sorted(found, key=lambda each: each.last, reverse=True))

    def listed(self, code: str) -> Listed:
        """Give a room as it is listed; raises as `load` does."""
        self._check_there(code)
        with closing(self._open_journal(code)) as journal:
            history = history_of(journal, code)
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
        with closing(open_journal(path).journal) as journal:
            if journal.refusal is not None:
                raise journal.refusal
            journal.append([event_of(opened, 1, self._clock())], {opened.hash: text})

    def _discard(self, code: str) -> None:
        """Delete all that is kept of a room."""
        for path in tuple(self._kept(code)):
            path.unlink(missing_ok=True)

    def _kept(self, code: str) -> Iterator[Path]:
        """Give every file of a room, or of all by "*", but the locks."""
        for path in self._folder.glob(f"{code}.*"):
            if _KEPT.fullmatch(path.name) and path.is_file():
                yield path

    def _open_journal(self, code: str) -> SqliteJournal:
        opened = open_journal(self._journal_file(code))
        if opened.set_aside is not None:
            opened.journal.close()
            self._journal_file(code).unlink(missing_ok=True)
            raise damaged(code, opened.set_aside)
        return opened.journal

    def _check_there(self, code: str) -> None:
        if typed_code(code) != code:
            raise no_room(code)
        journal = self._journal_file(code)
        if journal.is_file():
            return
        for copy in copies(journal):
            if copy.suffix == journal.suffix:
                raise damaged(code, copy)
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
