"""Plays are kept whatever happens to the disk; where they are not, the player is told."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import pmquest.scenario.reader  # noqa: F401 - loaded before a test becomes another user
from forked import NOBODY, in_child, needs_fork, needs_root
from pmquest.game.game import Game
from pmquest.game.paths import journal_file
from pmquest.journal import opening
from pmquest.journal.schema import MIGRATIONS
from pmquest.journal.sqlite import SqliteJournal
from stories import Clock, begin, go, made, write

NOT_SAVED = "Nothing can be saved now: "


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "stories").parent


@pytest.fixture
def game(folder: Path) -> Iterator[Game]:
    with Game.open(scenario_folders=[folder]) as game:
        yield game


def tomorrow(play_id: str = "1") -> list[str]:
    """What a game that is opened afterwards finds of a play."""
    with Game.open() as game:
        return made(game.kept_play(play_id))


def fill_the_disk(game: Game) -> None:
    execute(game, "PRAGMA max_page_count = 1")  # SQLite takes the pages there are already


def make_room(game: Game) -> None:
    execute(game, "PRAGMA max_page_count = 1000000")


def execute(game: Game, statement: str) -> None:
    journal = game._keeper._open()
    assert isinstance(journal, SqliteJournal)
    journal._connection.execute(statement)


def test_where_the_home_cannot_be_written_the_game_goes_on_in_memory(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    with Game.open(tmp_path / "file" / "home", [folder]) as game:
        assert [notice.startswith(NOT_SAVED) for notice in game.notices] == [True]
        assert "goes on in memory" in game.notices[0]
        go(begin(game, "story", "ring"), "years")
        assert game.change_settings(confirm=True) == game.settings
        assert [(record.id, record.ending) for record in game.history()] == [("1", "Loved")]
        assert game.debrief("1").ending is not None
        assert made(game.replay_from("1", 1)) == ["ring"]
        assert len(game.library.refresh()) > 0
    assert (tmp_path / "file").read_text() == "in the way"


def test_what_could_not_be_saved_is_saved_as_soon_as_that_is_possible(
    folder: Path, tmp_path: Path
) -> None:
    obstacle = tmp_path / "home"
    obstacle.write_text("in the way")
    with Game.open(obstacle, [folder]) as game:
        kept = begin(game, "story", "ring")
        obstacle.unlink()
        assert game.notices
        kept.note("A thought.")
        assert game.notices == ()
    with Game.open(obstacle) as later:
        again = later.kept_play("1")
        assert made(again) == ["ring"]
        assert again.play.scenario.title == "A small story"


def test_a_full_disk_is_told_and_the_play_goes_on(game: Game) -> None:
    kept = begin(game, "story", "ring")
    fill_the_disk(game)
    kept.note("x" * 10_000)
    assert game.notices == (
        NOT_SAVED + "the disk is full. The game goes on in memory and tries again with every step.",
    )
    go(kept, "again", "wait")
    assert made(kept) == ["ring", "again", "wait"]
    assert made(game.kept_play("1")) == ["ring", "again", "wait"]
    assert tomorrow() == ["ring"]
    make_room(game)
    go(kept, "again")
    assert not game.notices
    assert tomorrow() == ["ring", "again", "wait", "again"]
    with Game.open() as other:
        assert [e.sequence for e in other._keeper.read("play/1")] == [1, 2, 3, 4, 5, 6]


def test_what_waits_is_tried_once_more_when_the_game_is_closed(game: Game) -> None:
    kept = begin(game)
    fill_the_disk(game)
    kept.note("x" * 10_000)
    kept.pick("ring")
    assert tomorrow() == []
    make_room(game)
    game.close()
    assert tomorrow() == ["ring"]


def test_several_plays_can_wait_for_room(game: Game) -> None:
    first = begin(game)
    fill_the_disk(game)
    first.note("x" * 10_000)
    second = begin(game, "story", "wait")
    first.pick("ring")
    assert {record.id: record.decisions for record in game.history()} == {"1": 1, "2": 1}
    make_room(game)
    second.note("A thought.")
    assert (tomorrow("1"), tomorrow("2")) == (["ring"], ["wait"])


def test_a_file_that_is_held_by_another_program_is_waited_for(
    game: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = begin(game)
    execute(game, "PRAGMA busy_timeout = 0")
    with closing(
        sqlite3.connect(journal_file(Path(str(game._home))), isolation_level=None)
    ) as other:
        other.execute("BEGIN IMMEDIATE")
        kept.pick("ring")
        assert "another program is holding" in game.notices[0]
        other.execute("ROLLBACK")
    kept.note("A thought.")
    assert game.notices == ()
    assert tomorrow() == ["ring"]


def test_a_file_that_is_held_from_the_start_is_written_when_it_is_let_go(
    home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0)
    with Game.open(scenario_folders=[folder]) as game:
        begin(game, "story", "ring")
    with closing(sqlite3.connect(journal_file(home), isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with Game.open(scenario_folders=[folder]) as game:
            assert "another program is holding" in game.notices[0]
            kept = begin(game, "story", "wait", "again")
            assert game.history()
            other.close()
            go(kept, "ring")
            assert not game.notices
            assert (kept.id, made(kept)) == ("2", ["wait", "again", "ring"])
    assert (tomorrow("1"), tomorrow("2")) == (["ring"], ["wait", "again", "ring"])


def test_a_damaged_file_is_set_aside_and_told_when_the_game_is_opened(home: Path) -> None:
    home.mkdir()
    journal_file(home).write_bytes(b"damaged" * 1000)
    with Game.open() as game:
        (notice,) = game.notices
        assert "set aside and not deleted" in notice
        aside = home / "plays.damaged-1.sqlite3"
        assert str(aside) in notice
        assert aside.read_bytes() == b"damaged" * 1000
        assert game.history() == ()
    with Game.open() as game:
        assert game.notices == ()


def test_damage_that_shows_while_playing_loses_nothing_of_this_play(
    home: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Game.open(scenario_folders=[folder]) as game:
        begin(game, "story", *["ring", "again"] * 20)
    monkeypatch.setattr(opening, "CHECKED_BYTES", 0)
    with Game.open(scenario_folders=[folder]) as game:
        kept = begin(game, "story", "ring")
        execute(game, "PRAGMA wal_checkpoint(TRUNCATE)")
        execute(game, "PRAGMA cache_size = 0")
        file = journal_file(home)
        content = file.read_bytes()
        file.write_bytes(content[:4096] + b"\xa5" * (len(content) - 4096))
        go(kept, "again")
        assert ["set aside" in notice for notice in game.notices] == [True]
        assert made(kept) == ["ring", "again"]
        assert [record.decisions for record in game.history()] == [2]
        assert tomorrow(kept.id) == ["ring", "again"]
        with Game.open() as other:
            assert other.kept_play(kept.id).play.scenario.title == "A small story"


def test_an_older_copy_that_is_put_in_the_place_of_the_file_is_gone_on_with(
    game: Game, home: Path
) -> None:
    kept = begin(game, "story", "ring")
    execute(game, "PRAGMA wal_checkpoint(TRUNCATE)")
    older = journal_file(home).read_bytes()
    go(kept, "again")
    for each in home.glob("plays.sqlite3*"):
        each.unlink()
    journal_file(home).write_bytes(older)
    go(kept, "wait")
    assert kept.id == "1"
    assert tomorrow() == ["ring", "again", "wait"]


@pytest.mark.parametrize("what", ["file", "home"])
def test_a_file_that_is_deleted_while_playing_is_written_anew(
    game: Game, home: Path, what: str
) -> None:
    kept = begin(game, "story", "ring")
    if what == "home":
        shutil.rmtree(home)
    else:
        for each in home.glob("plays.sqlite3*"):
            each.unlink()
    go(kept, "again")
    assert game.notices == ()
    assert tomorrow() == ["ring", "again"]


def test_a_play_that_two_windows_carried_on_while_one_could_not_save_is_kept_twice(
    game: Game,
) -> None:
    mine = begin(game)
    fill_the_disk(game)
    mine.note("x" * 10_000)
    mine.pick("ring")
    with Game.open() as other:
        other.kept_play("1").pick("wait")
    make_room(game)
    mine.note("A thought.")
    assert mine.id == "2"
    assert (tomorrow("1"), tomorrow("2")) == (["wait"], ["ring"])


def test_a_pick_that_was_interrupted_on_its_way_back_is_not_kept_twice(
    game: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = begin(game)
    append = SqliteJournal.append

    def interrupted(journal: SqliteJournal, *arguments: Any) -> None:
        append(journal, *arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(SqliteJournal, "append", interrupted)
        with pytest.raises(KeyboardInterrupt):
            kept.pick("ring")
    game.close()
    with Game.open() as later:
        assert [record.id for record in later.history()] == ["1"]
        assert made(later.kept_play("1")) == ["ring"]


def test_a_newer_file_is_shown_and_not_written(home: Path, folder: Path) -> None:
    with Game.open(scenario_folders=[folder]) as game:
        begin(game, "story", "ring")
    later = (*MIGRATIONS, ("ALTER TABLE events ADD COLUMN place TEXT",))
    opening.open_journal(journal_file(home), later).journal.close()
    before = journal_file(home).read_bytes()
    with Game.open(scenario_folders=[folder]) as game:
        assert "was made by a newer pmquest" in game.notices[0]
        kept = game.kept_play("1")
        go(kept, "years")
        assert game.history()[0].ending == "Loved"
        assert game.notices
    assert journal_file(home).read_bytes() == before


@needs_fork
@needs_root
def test_a_read_only_home_shows_what_is_there_and_plays_on_in_memory() -> None:
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        home = Path(place) / "home"
        write(home / "scenarios")
        with Game.open(home) as game:
            begin(game, "story", "ring")
        for each in (home, *home.rglob("*")):
            each.chmod(0o555 if each.is_dir() else 0o444)

        def work() -> list[object]:
            with Game.open(home) as game:
                go(game.kept_play("1"), "years")
                game.library.refresh()
                return [game.notices, game.history()[0].ending]

        notices, ending = in_child(work, NOBODY)
    assert [notice.startswith(NOT_SAVED) for notice in notices] == [True]
    assert ending == "Loved"


def test_nothing_is_made_on_disk_for_a_game_in_memory(home: Path, folder: Path) -> None:
    with Game.in_memory([folder]) as game:
        begin(game, "story", "ring", "years")
        game.library.refresh()
        assert game.notices == ()
        assert [record.ending for record in game.history()] == ["Loved"]
    assert not home.exists()


def test_settings_of_two_windows_do_not_undo_each_other(game: Game) -> None:
    game.change_settings(theme="dark")
    with Game.open(clock=Clock()) as other:
        other.change_settings(confirm=True)
        game.change_settings(mode="assessed")
        assert (other.settings.theme, other.settings.mode) == ("dark", "assessed")
    assert game.settings.confirm
