"""The journal of one room: read as a record of all that happened, and carried on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final, TypeAlias, get_args

import msgspec
from filelock import FileLock
from msgspec import Struct

from pmquest.engine.machine import Machine
from pmquest.journal.event import Event
from pmquest.journal.sqlite import SqliteJournal
from pmquest.scenario.model import Scenario
from pmquest.workshop.deeds import STREAM, Deed, Opened
from pmquest.workshop.refusals import RoomUnreadable
from pmquest.workshop.room import Room, fold
from pmquest.workshop.tokens import shown_code

Clock = Callable[[], datetime]
"""Gives the time now, with a time zone."""

History: TypeAlias = tuple[tuple[datetime, Deed], ...]
"""Everything that happened in a room, in order, each with its time."""

_KINDS: Final[dict[str, type[Deed]]] = {
    str(kind.__struct_config__.tag): kind for kind in get_args(Deed)
}
"""The deeds by the kinds of their events."""


class Record(Struct, frozen=True):
    """A room as its journal leaves it."""

    room: Room
    history: History


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
        self._journal.append([event_of(deed, after + n, now) for n, deed in enumerate(deeds, 1)])

    def written_after(self, sequence: int) -> tuple[Deed, ...]:
        """Give what the journal holds above a sequence number; raises `JournalError`."""
        return tuple(_deed(event) for event in self._journal.read(STREAM, sequence))

    def close(self) -> None:
        """Let go of the room."""
        self._journal.close()
        self._lock.release()


def event_of(deed: Deed, sequence: int, time: datetime) -> Event:
    """Give what was done as the journal keeps it."""
    data: dict[str, Any] = msgspec.to_builtins(deed)
    kind = data.pop("kind")
    return Event(STREAM, sequence, time, kind, data)


def _deed(event: Event) -> Deed:
    """Read a deed as `event_of` wrote it; raises ValidationError where it is none."""
    kind = _KINDS.get(event.kind)
    if kind is None:
        raise msgspec.ValidationError(f"no deed is called {event.kind!r}")
    return msgspec.convert(event.data, kind)


def history_of(journal: SqliteJournal, code: str) -> History:
    """Read everything that happened in a room; raises `RoomUnreadable`."""
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


def record_of(journal: SqliteJournal, code: str) -> Record:
    """Read a room and bring it to where it stands; raises `RoomUnreadable`."""
    history = history_of(journal, code)
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
