"""The tables of the journal's file, and how an older file is brought up to date.

`PRAGMA user_version` counts the migrations that a file has been through. They run in one
transaction, after a copy of the file was made beside it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Final, TypeAlias

from pmquest.journal.errors import DamagedJournal

Migration: TypeAlias = tuple[str, ...]
"""The SQL statements that lead from one version to the next."""

MIGRATIONS: Final[tuple[Migration, ...]] = (
    (
        """
        CREATE TABLE events (
            stream TEXT NOT NULL,
            sequence INTEGER NOT NULL CHECK (sequence >= 1),
            time TEXT NOT NULL,
            kind TEXT NOT NULL,
            data TEXT NOT NULL CHECK (json_valid(data)),
            PRIMARY KEY (stream, sequence)
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE TABLE texts (hash TEXT NOT NULL PRIMARY KEY, text BLOB NOT NULL) STRICT",
    ),
)
"""Append only: a migration that has been released is never changed."""

TABLES: Final = frozenset({"events", "texts"})


def version(connection: sqlite3.Connection) -> int:
    """Give how many migrations the file has been through."""
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found


def bring_up_to_date(
    connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration]
) -> None:
    """Run the migrations that the file has not been through, all or none.

    Before an existing file is changed a copy is made beside it, which is left there. Raises
    `DamagedJournal` where the tables are not those of a journal, and SQLite's errors.
    """
    if version(connection) == len(migrations):
        return
    with transaction(connection):
        found = version(connection)  # another process may have been faster
        if found:
            copy_beside(path, path.with_name(f"{path.stem}.version-{found}{path.suffix}"))
        elif tables(connection):
            raise DamagedJournal(f"{path} is not a journal of pmquest")
        for migration in migrations[found:]:
            for statement in migration:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Begin at once as a writer; commit at the end, or roll back where something failed."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            with suppress(sqlite3.Error):  # what went wrong first is what is told
                connection.execute("ROLLBACK")


def copy_beside(path: Path, target: Path) -> None:
    """Copy the whole database into a file of its own, in place of one that stands there.

    Reads through a connection of its own: SQLite copies nothing out of one that is writing.
    """
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as whole, closing(sqlite3.connect(target)) as copy:
        whole.backup(copy)


def tables(connection: sqlite3.Connection) -> frozenset[str]:
    """Give the names of the tables that are there."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return frozenset(name for (name,) in rows)
