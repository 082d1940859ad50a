"""The player's data: out as one file, in again without duplicates, gone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmquest.game import paths
from pmquest.game.data import Imported
from pmquest.game.errors import NotDeleted, NotOurData, UnknownPlay
from pmquest.game.game import Game
from pmquest.game.kept_play import KeptPlay
from pmquest.game.settings import Settings
from stories import Clock, begin, go, made, write


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "stories").parent


@pytest.fixture
def game(folder: Path, clock: Clock) -> Iterator[Game]:
    with Game.open(scenario_folders=[folder], clock=clock) as game:
        yield game


@pytest.fixture
def elsewhere(tmp_path: Path, clock: Clock) -> Iterator[Game]:
    """The game of the same player on another machine, which has not the scenario."""
    with Game.open(tmp_path / "elsewhere", clock=clock) as game:
        yield game


def played(game: Game) -> Game:
    kept = begin(game, "story", "ring", "years")
    kept.note("Ü and \x1b and 漢", decision=0)
    kept.plan("If it is Monday, then I ring somebody.")
    begin(game, "story", "wait", mode="assessed")
    game.change_settings(theme="ink")
    return game


def test_what_was_exported_is_there_after_the_import(game: Game, elsewhere: Game) -> None:
    exported = played(game).export_data()
    assert elsewhere.import_data(exported) == Imported(2, 0, 0, 0)
    assert elsewhere.history() == game.history()
    assert elsewhere.career() == game.career()
    assert elsewhere.debrief("1") == game.debrief("1")
    assert elsewhere.settings == Settings(theme="ink")
    assert elsewhere.export_data() == exported
    found = elsewhere.resume("2")
    assert isinstance(found, KeptPlay)
    assert made(go(found, "years")) == ["wait", "years"]


def test_the_export_is_a_file_that_people_can_read(game: Game) -> None:
    exported = json.loads(played(game).export_data())
    assert exported["pmquest_data"] == 1
    assert {event["stream"] for event in exported["events"]} == {"settings", "play/1", "play/2"}
    (text,) = exported["texts"].values()
    assert text.startswith("pmquest: 1\ntitle: A small story")


def test_importing_twice_adds_nothing(game: Game) -> None:
    exported = played(game).export_data()
    before = game.history()
    assert game.import_data(exported) == Imported(0, 0, 2, 0)
    assert game.history() == before


def test_a_play_that_went_on_elsewhere_is_brought_further_and_keeps_its_number(
    game: Game, elsewhere: Game
) -> None:
    begin(elsewhere, "live-tracking")
    begin(game)
    begin(game, "story", "ring")
    assert elsewhere.import_data(game.export_data()).added == 2
    kept = elsewhere.kept_play("3")
    go(kept, "again")
    assert game.import_data(elsewhere.export_data()) == Imported(1, 1, 1, 0)
    assert made(game.kept_play("2")) == ["ring", "again"]
    assert game.import_data(elsewhere.export_data()) == Imported(0, 0, 3, 0)


def test_a_play_that_went_on_in_both_places_is_kept_both_ways(game: Game, elsewhere: Game) -> None:
    kept = begin(game, "story", "ring")
    elsewhere.import_data(game.export_data())
    go(kept, "years")
    go(elsewhere.kept_play("1"), "weeks")
    exported = elsewhere.export_data()
    assert game.import_data(exported) == Imported(1, 0, 0, 0)
    assert made(game.kept_play("1")) == ["ring", "years"]
    assert made(game.kept_play("2")) == ["ring", "weeks"]
    assert game.import_data(exported) == Imported(0, 0, 1, 0)


def test_settings_that_are_here_are_not_overwritten(game: Game, elsewhere: Game) -> None:
    exported = played(game).export_data()
    elsewhere.change_settings(theme="paper")
    elsewhere.import_data(exported)
    assert elsewhere.settings.theme == "paper"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not json",
        b"[]",
        b"{}",
        b'{"pmquest_data": 2, "events": [], "texts": {}}',
        b'{"pmquest_data": 1, "events": [{"stream": 1}], "texts": {}}',
        b'{"pmquest_data": 1, "events": [{"stream": "play/1", "sequence": 1, "kind": "started", '
        b'"time": "2026-03-04T12:00:00", "data": {}}], "texts": {}}',
        b'{"pmquest_data": 1, "events": [{"stream": "play/1", "sequence": 1, "kind": "started", '
        b'"time": "0001-01-01T00:00:00+14:00", "data": {}}], "texts": {}}',
        b"[" * 200_000,
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_export_is_told(game: Game, data: bytes) -> None:
    with pytest.raises(NotOurData, match="not a file that pmquest has exported"):
        game.import_data(data)


def test_plays_that_make_no_sense_are_left_out_and_counted(game: Game, elsewhere: Game) -> None:
    exported = json.loads(played(game).export_data())
    exported["events"] = [event for event in exported["events"] if event["stream"] != "play/2"] + [
        {
            "stream": "play/2",
            "sequence": 1,
            "time": "2026-03-04T12:00:00Z",
            "kind": "started",
            "data": {"uid": "x", "seed": -1},
        },
        {
            "stream": "play/3",
            "sequence": 1,
            "time": "2026-03-04T12:00:00Z",
            "kind": "picked",
            "data": {"scene": "monday", "choice": "ring"},
        },
        {
            "stream": "rooms/1",
            "sequence": 1,
            "time": "2026-03-04T12:00:00Z",
            "kind": "opened",
            "data": {},
        },
    ]
    assert elsewhere.import_data(json.dumps(exported).encode()) == Imported(1, 0, 0, 2)
    assert [record.id for record in elsewhere.history()] == ["1"]


def test_a_text_that_is_not_what_its_hash_says_is_not_taken(game: Game, elsewhere: Game) -> None:
    exported = json.loads(played(game).export_data())
    exported["texts"] = dict.fromkeys(exported["texts"], "another text")
    elsewhere.import_data(json.dumps(exported).encode())
    assert {record.judgment for record in elsewhere.history()} == {None}


def test_what_others_wrote_into_an_export_reaches_no_terminal_as_it_is(
    game: Game, elsewhere: Game
) -> None:
    exported = played(game).export_data().replace(b"A small story", b"\\u001b[2J\\u202estory")
    exported = exported.replace(b"If it is Monday", b"\\u001b]0;evil\\u0007")
    elsewhere.import_data(exported)
    shown = repr([elsewhere.history(), elsewhere.plan_to_show()])
    assert "�[2J�story" in shown
    assert "�]0;evil�" in shown
    assert not re.search(r"\\x|\\u", shown)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["uid", "scene", "picks", "text", "hash", "seed", "decision"]), inner
        )
    ),
    max_leaves=6,
)
EVENT = st.fixed_dictionaries(
    {
        "stream": st.sampled_from(["play/1", "play/2", "settings", "play/x", "other"]),
        "sequence": st.integers(-1, 5),
        "time": st.sampled_from(["2026-03-04T12:00:00Z", "2026-03-04T12:00:00", "nonsense"]),
        "kind": st.sampled_from(["started", "picked", "taken_back", "noted", "rebased", "unknown"]),
        "data": JSON,
    }
)


@given(events=st.lists(EVENT, max_size=6))
def test_any_file_is_taken_in_or_told(events: list[object]) -> None:
    data = json.dumps({"pmquest_data": 1, "events": events, "texts": {}})
    with pytest.MonkeyPatch.context() as patched:
        # an empty shelf: each of these games would read every scenario that ships
        patched.setattr(paths, "builtin_scenarios", lambda: Path("nowhere"))
        with Game.in_memory() as game:
            try:
                game.import_data(data.encode())
            except NotOurData:
                assert game.history() == ()
            game.history()
            game.export_data()


def test_deleting_a_play_leaves_nothing_of_it(game: Game, home: Path, clock: Clock) -> None:
    played(game)
    game.history()
    game.delete_play("1")
    assert [record.id for record in game.history()] == ["2"]
    assert made(game.kept_play("2")) == ["wait"]
    assert b"ring somebody" not in everything(home)
    with pytest.raises(UnknownPlay):
        game.debrief("1")
    with pytest.raises(UnknownPlay):
        game.delete_play("1")
    game.delete_play("2")
    assert b"title: A small story" not in everything(home)  # the text of the scenario went, too


def everything(home: Path) -> bytes:
    """All bytes of all files that are kept."""
    return b"".join(file.read_bytes() for file in home.rglob("*") if file.is_file())


def test_deleting_everything_leaves_nothing(game: Game, home: Path) -> None:
    played(game).history()
    (home / "plays.damaged-1.sqlite3").write_bytes(b"damaged")
    (home / "plays.damaged-1.sqlite3-wal").write_bytes(b"damaged")
    (home / "plays.version-1.sqlite3").write_bytes(b"older")
    own = write(home / "scenarios", name="mine.yaml")
    game.delete_everything()
    kept = everything(home).replace(own.read_bytes(), b"")
    assert b"A small story" not in kept
    assert b'"choice":"ring"' not in kept
    left = sorted(file.name for file in home.rglob("*") if file.is_file())
    assert (game.history(), game.settings, game.career().decisions) == ((), Settings(), 0)
    assert own.exists()
    assert [name for name in left if not name.startswith("plays.sqlite3")] == ["mine.yaml"]
    assert begin(game).id == "1"


def test_where_nothing_can_be_deleted_that_is_told(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with Game.open(tmp_path / "file" / "home", [folder]) as game:
        begin(game, "story", "ring")
        with pytest.raises(NotDeleted, match="Nothing could be deleted"):
            game.delete_play("1")
