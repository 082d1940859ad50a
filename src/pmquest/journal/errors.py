# ruff: noqa: N818 - the names say what happened
"""What can go wrong with the journal.

The text of each is a clause that completes a sentence such as "Not saved: ..."::

    JournalError
    ├── StreamConflict       somebody else wrote to the stream, or deleted it
    ├── DamagedJournal       the file is not a journal, or not a whole one any more
    │   └── JournalGone      the file was moved or deleted while it was in use
    └── JournalUnavailable   nothing can be done about it here and now
        ├── NotWritable      read-only, no rights, no such place
        ├── NewerJournal     made by a newer pmquest: can be read, not written
        ├── DiskFull         no room, or the disk reports an error
        └── HeldElsewhere    another program is holding the file
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final


class JournalError(Exception):
    """Something is wrong with the journal; `str` of it is a clause for the player."""


class StreamConflict(JournalError):
    """The event does not continue its stream: somebody else wrote to it, or deleted it."""

    def __init__(self, stream: str) -> None:
        super().__init__("it was carried on or deleted somewhere else")
        self.stream = stream


class DamagedJournal(JournalError):
    """The file is not a journal, or not a whole one any more."""


class JournalGone(DamagedJournal):
    """The file was moved or deleted while it was in use; what was in it may stand elsewhere."""


class JournalUnavailable(JournalError):
    """Nothing can be done about it here and now; later it may work."""


class NotWritable(JournalUnavailable):
    """The place is read-only, out of reach, or the rights are missing."""


class NewerJournal(JournalUnavailable):
    """The file was made by a newer pmquest: it can be read, not written."""


class DiskFull(JournalUnavailable):
    """The disk is full or reports an error."""


class HeldElsewhere(JournalUnavailable):
    """Another program is holding the file."""


_PRIMARY_CODE: Final = 0xFF
"""SQLite's extended result codes carry the primary one in their lowest byte."""

_NOT_WRITABLE: Final = {
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
}
_DAMAGED: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_HELD: Final = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite or the system raise inside into a `JournalError` about `path`."""
    try:
        yield
    except sqlite3.Error as error:
        raise _translate(error, path) from error
    except UnicodeDecodeError as error:  # from a damaged file even SQLite's message is none
        raise DamagedJournal(f"{path} is damaged") from error
    except OSError as error:
        raise NotWritable(f"{path.parent} cannot be written to") from error


def _translate(error: sqlite3.Error, path: Path) -> JournalError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY_CODE
    if code in _NOT_WRITABLE:
        return NotWritable(f"{path.parent} cannot be written to")
    if code in _DAMAGED:
        return DamagedJournal(f"{path} is damaged")
    if code in _HELD:
        return HeldElsewhere(f"another program is holding {path}")
    if code == sqlite3.SQLITE_FULL:
        return DiskFull("the disk is full")
    if code == sqlite3.SQLITE_IOERR:
        return DiskFull(f"the disk reports an error at {path}")
    return JournalUnavailable(f"{path} cannot be used ({error})")
