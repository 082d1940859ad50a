"""The journal as one SQLite file: write-ahead log, every append on disk before it returns."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import msgspec

from pmquest.journal.errors import DamagedJournal, JournalGone, JournalUnavailable, translated
from pmquest.journal.event import Event
from pmquest.journal.journal import Journal, StreamEnd, check_sequence
from pmquest.journal.schema import transaction

_LAST: Final = "SELECT coalesce(max(sequence), 0) FROM events WHERE stream = ?"
_INSERT: Final = "INSERT INTO events (stream, sequence, time, kind, data) VALUES (?, ?, ?, ?, ?)"
_READ: Final = (
    "SELECT stream, sequence, time, kind, data FROM events "
    "WHERE stream = ? AND sequence > ? ORDER BY sequence"
)
_DATA: Final = msgspec.json.Decoder(dict[str, Any])
_ENDS: Final = (
    "SELECT stream, max(sequence), max(time) FROM events "
    "WHERE stream >= ?1 AND stream < ?1 || char(1114111) GROUP BY stream ORDER BY stream"
)


class SqliteJournal(Journal):
    """A journal over an open connection; `opening.open_journal` makes it."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        refusal: JournalUnavailable | None = None,
    ) -> None:
        super().__init__()
        self._connection = connection
        self._path = path
        self.refusal = refusal
        """Raised by whatever would write, where the file can only be read; else None."""
        with translated(path):
            self._identity = _identity(path)

    def append(self, events: Sequence[Event], texts: Mapping[str, bytes] | None = None) -> None:
        """Write the events in one transaction that is on disk when this returns."""
        with self._appended, translated(self._path):
            self._check_writable()
            with transaction(self._connection):
                self._connection.executemany(
                    "INSERT OR IGNORE INTO texts (hash, text) VALUES (?, ?)",
                    list((texts or {}).items()),
                )
                for event in events:
                    (last,) = self._connection.execute(_LAST, (event.stream,)).fetchone()
                    check_sequence(event, last)
                    self._connection.execute(_INSERT, _row(event))
            self._appended.notify_all()

    def read(self, stream: str, after: int = 0) -> tuple[Event, ...]:
        """Give the stream's events above `after`."""
        with self._lock, translated(self._path):
            rows = self._connection.execute(_READ, (stream, after)).fetchall()
        return tuple(self._event(row) for row in rows)

    def ends(self, prefix: str = "") -> tuple[StreamEnd, ...]:
        """Give how far every stream goes, by name."""
        with self._lock, translated(self._path):
            rows = self._connection.execute(_ENDS, (prefix,)).fetchall()
        return tuple(
            StreamEnd(stream, sequence, self._time(time)) for stream, sequence, time in rows
        )

    def text(self, hash: str) -> bytes | None:
        """Give the text of this hash."""
        with self._lock, translated(self._path):
            row = self._connection.execute(
                "SELECT text FROM texts WHERE hash = ?", (hash,)
            ).fetchone()
        return row and bytes(row[0])

    def delete(self, streams: Iterable[str], keep: Iterable[str]) -> None:
        """Delete streams and texts; what they held is overwritten in the file and its log."""
        with self._lock, translated(self._path):
            self._check_writable()
            with transaction(self._connection):
                self._connection.executemany(
                    "DELETE FROM events WHERE stream = ?", [(stream,) for stream in streams]
                )
                self._connection.execute(
                    "DELETE FROM texts WHERE hash NOT IN (SELECT value FROM json_each(?))",
                    (msgspec.json.encode(list(keep)).decode(),),
                )
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def close(self) -> None:
        """Close the file."""
        with self._lock, suppress(sqlite3.Error):
            self._connection.close()

    def _check_writable(self) -> None:
        if self.refusal is not None:
            raise self.refusal
        if _identity(self._path) != self._identity:
            raise JournalGone(f"{self._path} was moved or deleted while it was in use")

    def _event(self, row: tuple[Any, ...]) -> Event:
        stream, sequence, time, kind, data = row
        try:
            decoded = _DATA.decode(data)
        except (msgspec.DecodeError, UnicodeError) as error:
            raise DamagedJournal(f"{self._path} is damaged") from error
        return Event(stream, sequence, self._time(time), kind, decoded)

    def _time(self, text: str) -> datetime:
        try:
            return datetime.fromisoformat(text).astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise DamagedJournal(f"{self._path} is damaged") from error


def _row(event: Event) -> tuple[str, int, str, str, str]:
    time = event.time.astimezone(UTC).isoformat(timespec="microseconds")
    data = msgspec.json.encode(event.data).decode()
    return event.stream, event.sequence, time, event.kind, data


def _identity(path: Path) -> tuple[int, int] | None:
    """Tell one file from another that took its name; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
