"""The journal's file in every state that it can be found in."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_journal import event

from forked import NOBODY, in_child, needs_fork, needs_root
from pmquest.journal import opening
from pmquest.journal.errors import (
    DamagedJournal,
    DiskFull,
    HeldElsewhere,
    JournalError,
    JournalGone,
    JournalUnavailable,
    NewerJournal,
    NotWritable,
)
from pmquest.journal.opening import COMPANIONS, copies, open_journal, set_aside
from pmquest.journal.schema import MIGRATIONS, Migration
from pmquest.journal.sqlite import SqliteJournal

LATER: tuple[Migration, ...] = (*MIGRATIONS, ("ALTER TABLE events ADD COLUMN place TEXT",))
"""The migrations of a version to come."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "plays.sqlite3"


def opened(path: Path) -> SqliteJournal:
    return open_journal(path).journal


def kept(path: Path, events: int = 3) -> Path:
    """A file with this many events, closed."""
    journal = opened(path)
    for sequence in range(1, events + 1):
        journal.append([event(sequence)])
    journal.close()
    return path


def left_behind(path: Path, events: int = 3) -> Path:
    """A file as a killed process leaves it: the latest events in the log beside it."""
    journal = opened(path)
    for sequence in range(1, events + 1):
        journal.append([event(sequence)])
    away = path.parent.parent / "away"
    shutil.copytree(path.parent, away)
    journal.close()
    shutil.rmtree(path.parent)
    away.rename(path.parent)
    assert path.with_name(path.name + "-wal").stat().st_size
    return path


def test_what_is_not_there_is_made(path: Path) -> None:
    kept(path)
    journal = opened(path)
    assert len(journal.read("play/1")) == 3
    journal.close()


def test_every_append_is_on_disk_before_it_returns(path: Path) -> None:
    journal = opened(path)
    pragmas = [
        journal._connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous")
    ]
    assert pragmas == ["wal", 2]  # 2 is FULL: the log reaches the disk at every commit
    journal.close()


def test_what_a_killed_process_left_in_the_log_is_there(path: Path) -> None:
    journal = opened(left_behind(path))
    assert len(journal.read("play/1")) == 3
    journal.close()


def test_an_older_file_is_brought_up_to_date_after_a_copy_was_made(path: Path) -> None:
    kept(path)
    journal = open_journal(path, LATER).journal
    journal.append([event(4)])
    assert len(journal.read("play/1")) == 4
    journal.close()
    copy = path.with_name("plays.version-1.sqlite3")
    assert copies(path) == (copy,)
    assert len(opened(copy).read("play/1")) == 3


def test_a_migration_that_fails_leaves_the_file_as_it_was(path: Path) -> None:
    kept(path)
    broken = (*LATER, ("UPDATE nothing SET nowhere = 1",))
    with pytest.raises(JournalUnavailable):
        open_journal(path, broken)
    journal = opened(path)
    assert journal.refusal is None
    assert len(journal.read("play/1")) == 3
    journal.close()


def test_a_new_file_needs_no_copy(path: Path) -> None:
    open_journal(path, LATER).journal.close()
    assert copies(path) == ()


def test_a_newer_file_is_read_and_not_written(path: Path) -> None:
    kept(path)
    open_journal(path, LATER).journal.close()
    before = path.read_bytes()
    journal = opened(path)
    assert len(journal.read("play/1")) == 3
    with pytest.raises(NewerJournal, match="newer pmquest"):
        journal.append([event(4)])
    with pytest.raises(NewerJournal):
        journal.delete(["play/1"], keep=[])
    journal.close()
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content",
    [b"this is no database, but it is long enough to look like one" * 40, b"\0" * 5000],
    ids=["text", "zeros"],
)
def test_what_is_no_journal_is_set_aside_whole(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    found = open_journal(path)
    assert found.set_aside is not None
    assert found.set_aside.read_bytes() == content
    found.journal.append([event(1)])
    assert found.journal.read("play/1") == (event(1),)
    found.journal.close()


def test_another_program_s_database_is_set_aside_whole(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    found = open_journal(path)
    found.journal.close()
    assert found.set_aside is not None
    with closing(sqlite3.connect(found.set_aside)) as other:
        assert other.execute("SELECT count(*) FROM recipes").fetchone() == (0,)


def test_a_journal_without_its_tables_is_set_aside(path: Path) -> None:
    kept(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("DROP TABLE events")
    found = open_journal(path)
    found.journal.close()
    assert found.set_aside is not None


def test_a_damaged_file_takes_its_log_along_and_overwrites_nothing(path: Path) -> None:
    for number in (1, 2):
        left_behind(path)
        aside = set_aside(path)
        assert aside == path.with_name(f"plays.damaged-{number}.sqlite3")
        assert not list(path.parent.glob("plays.sqlite3*"))
        with closing(opened(aside)) as journal:
            assert len(journal.read("play/1")) == 3
    assert set_aside(path) is None  # another process has done it already


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_file_damaged_anywhere_is_read_whole_or_set_aside_or_told(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = kept(tmp_path_factory.mktemp("damaged") / "plays.sqlite3", events=30)
    content = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(content) - 1), "at")
    content[at : at + 64] = data.draw(st.binary(min_size=1, max_size=64), "instead")
    if data.draw(st.booleans(), "cut off"):
        del content[at + 64 :]
    path.write_bytes(content)
    with suppress(JournalError):  # told; whatever else is raised fails the test
        found = open_journal(path)
        if found.set_aside is not None:
            assert found.set_aside.read_bytes() == content
        with closing(found.journal):
            found.journal.read("play/1")
            found.journal.append([event(1, "play/2")])


def test_damage_that_shows_later_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "CHECKED_BYTES", 0)
    kept(path, events=30)
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xa5" * (len(content) - 4096))
    with closing(opened(path)) as journal:
        with pytest.raises(DamagedJournal):
            journal.read("play/1")
        with pytest.raises(DamagedJournal):
            journal.append([event(31)])


def test_a_home_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(NotWritable, match="cannot be written to"):
        open_journal(tmp_path / "file" / "home" / "plays.sqlite3")


def test_a_folder_in_the_place_of_the_file_is_told(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(NotWritable):
        open_journal(path)


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that another user can reach, which the folders of tests are not."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "home" / "plays.sqlite3"


def as_a_stranger(path: Path) -> tuple[int, str]:
    """Read the journal as somebody who may not write there, and try to write all the same."""

    def work() -> tuple[int, str]:
        journal = opened(path)
        try:
            journal.append([event(4)])
        except JournalError as refused:
            return len(journal.read("play/1")), type(refused).__name__
        return -1, ""

    found, refused = in_child(work, NOBODY)
    return found, refused


@needs_fork
@needs_root
@pytest.mark.parametrize("leave", [kept, left_behind], ids=["closed", "killed"])
def test_where_nothing_can_be_written_the_journal_is_read(open_to_all: Path, leave: object) -> None:
    assert callable(leave)
    path = leave(open_to_all)
    for each in (path, *path.parent.iterdir()):
        each.chmod(0o444)
    path.parent.chmod(0o555)
    before = sorted((each.name, each.read_bytes()) for each in path.parent.iterdir())
    assert as_a_stranger(path) == (3, "NotWritable")
    assert sorted((each.name, each.read_bytes()) for each in path.parent.iterdir()) == before


@needs_fork
@needs_root
def test_a_home_that_may_not_even_be_looked_into_is_told(open_to_all: Path) -> None:
    path = kept(open_to_all)
    path.parent.chmod(0o700)

    def work() -> str:
        try:
            open_journal(path)
        except JournalUnavailable as told:
            return str(told)
        return ""

    assert "cannot be written to" in in_child(work, NOBODY)


def test_a_full_disk_is_told_and_nothing_is_lost(path: Path) -> None:
    journal = opened(path)
    journal.append([event(1)])
    pages = journal._connection.execute("PRAGMA page_count").fetchone()[0]
    journal._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull, match="the disk is full"):
        journal.append([event(2, text="x" * 100_000)])
    assert journal.read("play/1") == (event(1),)
    journal._connection.execute("PRAGMA max_page_count = 1000000")
    journal.append([event(2, text="x" * 100_000)])
    assert len(journal.read("play/1")) == 2
    journal.close()


def test_a_file_that_another_program_holds_is_told(path: Path) -> None:
    journal = opened(kept(path))
    journal._connection.execute("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(HeldElsewhere, match="another program"):
            journal.append([event(4)])
        assert len(journal.read("play/1")) == 3
        other.execute("ROLLBACK")
    journal.append([event(4)])
    journal.close()


def test_a_file_that_cannot_even_be_opened_because_another_program_holds_it_is_told(
    path: Path,
) -> None:
    kept(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(HeldElsewhere):
            open_journal(path, patience=0)


@pytest.mark.parametrize("instead", [None, b""])
def test_a_file_that_is_taken_away_is_told_before_anything_is_lost(
    path: Path, instead: bytes | None
) -> None:
    journal = opened(kept(path))
    for name in ("", *COMPANIONS):
        path.with_name(path.name + name).unlink(missing_ok=True)
    if instead is not None:
        path.write_bytes(instead)
    with pytest.raises(JournalGone):
        journal.append([event(4)])
    journal.close()


def test_a_closed_journal_says_so(path: Path) -> None:
    journal = opened(path)
    journal.close()
    with pytest.raises(JournalUnavailable):
        journal.read("play/1")


def test_what_was_deleted_is_not_left_in_the_files(path: Path) -> None:
    journal = opened(path)
    secret = "a note that nobody else should read"
    journal.append([event(1, note=secret * 50)], {"sha256:a": secret.encode() * 500})
    journal.append([event(1, "play/2")])
    journal.delete(["play/1"], keep=[])
    files = b"".join(each.read_bytes() for each in path.parent.iterdir())
    assert secret.encode() not in files
    journal.close()


@needs_fork
def test_many_processes_can_open_a_new_file_at_once(path: Path) -> None:
    def begin(number: int) -> int:
        journal = opened(path)
        journal.append([event(1, f"play/{number}")])
        journal.close()
        return 0

    children = []
    for number in range(6):
        child = os.fork()
        if not child:
            try:
                os._exit(begin(number))
            except BaseException as error:
                print(repr(error), flush=True)
            finally:
                os._exit(1)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * 6
    journal = opened(path)
    assert len(journal.ends("play/")) == 6
    journal.close()
