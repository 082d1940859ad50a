"""Opening the journal's file, whatever state it is in.

A file that is not there is made. An older one is brought up to date. A damaged one is set aside
under another name, never deleted, and a fresh one begun. One from a newer pmquest, or in a place
that cannot be written, is opened to be read. Everything else is a `JournalUnavailable`.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Final
from urllib.parse import quote

from pmquest.journal.errors import (
    DamagedJournal,
    HeldElsewhere,
    NewerJournal,
    NotWritable,
    translated,
)
from pmquest.journal.journal import LOOK_AGAIN
from pmquest.journal.schema import (
    MIGRATIONS,
    TABLES,
    Migration,
    bring_up_to_date,
    tables,
    version,
)
from pmquest.journal.sqlite import SqliteJournal

CHECKED_BYTES: Final = 16 * 1024 * 1024
"""A file up to this size is checked page by page when it is opened."""

BUSY_SECONDS: Final = 1.0
"""How long to wait for another process that is writing."""

COMPANIONS: Final = ("-wal", "-shm")
"""What SQLite keeps beside the file; it belongs to it when the file is moved."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A journal that was opened, and where a damaged one was put, if there was one."""

    journal: SqliteJournal
    set_aside: Path | None = None


def open_journal(
    path: Path,
    migrations: Sequence[Migration] = MIGRATIONS,
    patience: float = BUSY_SECONDS,
) -> Opened:
    """Open the journal at `path`, making it and its folder where they are not there.

    `patience` is how many seconds to wait for another program that holds the file. Raises
    `JournalUnavailable` where it can be neither written nor read.
    """
    try:
        return Opened(_open(path, migrations, patience))
    except DamagedJournal:
        aside = set_aside(path)
    return Opened(_open(path, migrations, patience), aside)


def set_aside(path: Path) -> Path | None:
    """Give a damaged journal another name, its companions with it; says which.

    None where another process has already done so. Raises `NotWritable`.
    """
    with translated(path):
        number = 1
        while (aside := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists():
            number += 1
        for companion in COMPANIONS:
            with suppress(FileNotFoundError):
                _beside(path, companion).rename(_beside(aside, companion))
        try:
            return path.rename(aside)
        except FileNotFoundError:
            return None


def copies(path: Path) -> tuple[Path, ...]:
    """Give the files beside a journal that hold earlier states of it, damaged or older ones."""
    with translated(path):
        return tuple(
            found
            for pattern in ("damaged-*", "version-*")
            for found in path.parent.glob(f"{path.stem}.{pattern}{path.suffix}*")
        )


def _open(path: Path, migrations: Sequence[Migration], patience: float) -> SqliteJournal:
    give_up = monotonic() + patience
    while True:
        try:
            with translated(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                return _open_to_write(path, migrations, patience)
        except NotWritable as refusal:
            with translated(path):
                there = path.is_file()
            if not there:
                raise
            return _open_to_read(path, migrations, refusal)
        except HeldElsewhere:  # not every wait is SQLite's: changing to WAL gives up at once
            if monotonic() > give_up:
                raise
            sleep(LOOK_AGAIN)


def _open_to_write(path: Path, migrations: Sequence[Migration], patience: float) -> SqliteJournal:
    connection = _connect(path, "mode=rwc", patience)
    try:
        if not os.access(path, os.W_OK):
            raise NotWritable(f"{path} cannot be written to")
        newer = _newer(connection, path, migrations)
        if newer is not None:
            connection.execute("PRAGMA query_only = ON")
            return SqliteJournal(connection, path, newer)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        bring_up_to_date(connection, path, migrations)
        _check(connection, path)
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000:.0f}")
        return SqliteJournal(connection, path)
    except BaseException:
        connection.close()
        raise


def _open_to_read(
    path: Path, migrations: Sequence[Migration], refusal: NotWritable
) -> SqliteJournal:
    """Open a file where nothing can be written, not even SQLite's own companions.

    A log that stands beside the file holds the latest events; SQLite works them in on a copy.
    """
    with translated(path):
        log = _beside(path, "-wal")
        if log.is_file() and log.stat().st_size:
            connection = _copy_in_memory(path, log)
        else:
            connection = _connect(path, "immutable=1")
        try:
            _check(connection, path)
            return SqliteJournal(connection, path, _newer(connection, path, migrations) or refusal)
        except BaseException:
            connection.close()
            raise


def _copy_in_memory(path: Path, log: Path) -> sqlite3.Connection:
    with TemporaryDirectory(prefix="pmquest-") as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        shutil.copyfile(log, _beside(copy, "-wal"))
        with closing(_connect(copy, "mode=rw")) as whole:
            connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
            whole.backup(connection)
    return connection


def _connect(path: Path, parameters: str, patience: float = 0) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"file:{quote(os.fsencode(path.absolute()))}?{parameters}",
        uri=True,
        timeout=patience,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.text_factory = _lenient_text
    return connection


def _lenient_text(data: bytes) -> str:
    """Decode what should be UTF-8; in a damaged file it need not be."""
    return data.decode("utf-8", "replace")


def _newer(
    connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration]
) -> NewerJournal | None:
    if version(connection) <= len(migrations):
        return None
    return NewerJournal(f"{path} was made by a newer pmquest and is only read here")


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Raise `DamagedJournal` where the tables are not there or a page is not whole."""
    whole = tables(connection) >= TABLES
    if whole and path.stat().st_size <= CHECKED_BYTES:
        whole = connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    if not whole:
        raise DamagedJournal(f"{path} is damaged")


def _beside(path: Path, companion: str) -> Path:
    return path.with_name(path.name + companion)
