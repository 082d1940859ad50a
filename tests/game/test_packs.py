"""Packs in the library: where they are looked for, in which order, and two with one id."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from pmquest.game import library as library_module
from pmquest.game.game import Game
from pmquest.game.groups import Group, stamp_of
from pmquest.game.headers import Header
from pmquest.game.library import Library
from pmquest.game.paths import Folder
from pmquest.game.resume import EditedScenario
from stories import STORY, Clock, begin, made, write

PACK = "pmquest_pack: 1\ntitle: Two calls\norder: [second, first]\n"


def titled(title: str, minutes: int = 5) -> str:
    return STORY.replace("A small story", title).replace("minutes: 5", f"minutes: {minutes}")


def a_pack(folder: Path, text: str = PACK) -> Path:
    """A folder with a pack of two."""
    write(folder, titled("First call", 3), "first.yaml")
    write(folder, titled("Second call", 9), "second.yaml")
    write(folder, text, "pack.yaml")
    return folder


def a_library(*folders: Path, cache: Path | None = None) -> Library:
    return Library([Folder(folder, named=True) for folder in folders], cache)


def shown(headers: tuple[Header, ...]) -> list[tuple[str, str]]:
    return [(header.group, header.title) for header in headers]


def test_a_pack_is_shown_in_its_order_under_its_title(tmp_path: Path) -> None:
    headers = a_library(a_pack(tmp_path / "calls")).refresh()
    assert shown(headers) == [("Two calls", "Second call"), ("Two calls", "First call")]
    assert {header.pack for header in headers} == {"Two calls"}


def test_what_the_order_leaves_out_comes_after_what_it_names(tmp_path: Path) -> None:
    folder = a_pack(tmp_path / "calls", PACK.replace("[second, first]", "[second]"))
    write(folder, titled("Another", 1), "another.yaml")
    assert [header.id for header in a_library(folder).refresh()] == ["second", "another", "first"]


def test_a_single_folder_that_is_no_pack_has_no_heading(tmp_path: Path) -> None:
    (header,) = a_library(write(tmp_path / "a").parent).refresh()
    assert (header.group, header.pack) == ("", None)


def test_packs_are_looked_for_right_inside_a_folder_and_no_deeper(tmp_path: Path) -> None:
    write(tmp_path, titled("On its own"))
    a_pack(tmp_path / "calls")
    a_pack(tmp_path / "calls" / "deeper")
    a_pack(tmp_path / ".hidden")
    write(tmp_path / "drafts", titled("In no pack"), "draft.yaml")
    assert shown(a_library(tmp_path).refresh()) == [
        (str(tmp_path), "On its own"),
        ("Two calls", "Second call"),
        ("Two calls", "First call"),
    ]


def test_built_in_ones_come_first_then_the_player_s_own_then_the_named(tmp_path: Path) -> None:
    named, own, builtin = (tmp_path / name for name in ("named", "own", "builtin"))
    write(named, titled("Named"), "a.yaml")
    write(own, titled("Mine"), "b.yaml")
    a_pack(own / "calls")
    write(builtin, titled("Shipped"), "c.yaml")
    library = Library([Folder(named, named=True), Folder(own), Folder(builtin, builtin=True)], None)
    assert shown(library.refresh()) == [
        ("Built in", "Shipped"),
        ("Your own scenarios", "Mine"),
        ("Two calls", "Second call"),
        ("Two calls", "First call"),
        (str(named), "Named"),
    ]


def test_a_folder_that_is_met_twice_is_listed_once(tmp_path: Path) -> None:
    pack = a_pack(tmp_path / "calls")
    library = a_library(tmp_path, pack)
    assert [header.second for header in library.refresh()] == [False, False]
    assert library.notices == ()


@pytest.mark.parametrize(
    ("text", "title", "said"),
    [
        (PACK.replace("second,", "secnd,"), "Two calls", "did you mean 'second'?"),
        (PACK.replace("title: Two calls\n", ""), "calls", "the pack has no “title”; add"),
        ("order: [\n", "calls", "line 2"),
        ("- first\n", "calls", "line 1 · this is not a pack"),
        ('pmquest_pack: 1\ntitle: "\\e[2J"\n', "calls", "must not stand in"),
    ],
)
def test_a_broken_pack_hides_nothing_and_is_told(
    tmp_path: Path, text: str, title: str, said: str
) -> None:
    a_pack(tmp_path / "calls", text)
    library = a_library(tmp_path)
    assert {header.title for header in library.refresh()} == {"First call", "Second call"}
    assert {header.group for header in library.headers()} == {title}
    (notice,) = library.notices
    assert notice.startswith(f"A mistake in {tmp_path / 'calls' / 'pack.yaml'}: line ")
    assert said in notice
    assert notice.isprintable()


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (os.mkfifo, "it is not a regular file"),
        (os.mkdir, "Is a directory"),
        (lambda path: path.symlink_to("nowhere"), "No such file or directory"),
        (lambda path: path.symlink_to(path), "Too many levels of symbolic links"),
    ],
)
def test_a_pack_file_that_cannot_be_read_hides_nothing_and_is_told(
    tmp_path: Path, make: Callable[[Path], None], said: str
) -> None:
    write(tmp_path / "calls", titled("First call"), "first.yaml")
    make(tmp_path / "calls" / "pack.yaml")
    library = a_library(tmp_path)
    assert shown(library.refresh()) == [("calls", "First call")]
    (notice,) = library.notices
    assert notice.endswith(f"pack.yaml: line 1 · the file cannot be read: {said}.")


def test_a_file_that_may_be_read_again_is_read_again(tmp_path: Path) -> None:
    path = write(tmp_path)
    before = stamp_of(path)
    while stamp_of(path) == before:  # until the clock of the file system has gone on
        path.chmod(path.stat().st_mode ^ stat.S_IROTH)
    assert stamp_of(path).size == before.size


def test_a_pack_is_read_once_and_again_when_it_or_its_folder_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, cache = a_pack(tmp_path / "calls"), tmp_path / "cache" / "headers.json"
    listed = a_library(folder, cache=cache).refresh()
    read: list[Path] = []
    really = library_module._read_card

    def counting(group: Group) -> object:
        read.append(group.path)
        return really(group)

    monkeypatch.setattr(library_module, "_read_card", counting)
    assert a_library(folder, cache=cache).headers() == listed
    assert a_library(folder, cache=cache).refresh() == listed
    assert read == []
    (folder / "second.yaml").unlink()
    library = a_library(folder, cache=cache)
    library.refresh()
    assert "there is no scenario “second”" in library.notices[0]
    write(folder, PACK.replace("Two calls", "One call").replace("second, ", ""), "pack.yaml")
    assert shown(a_library(folder, cache=cache).refresh()) == [("One call", "First call")]
    assert len(read) == 2


# Two scenarios with one id


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Two files with one id: the first is found by it."""
    first = write(tmp_path / "a", titled("The first"))
    return first, write(tmp_path / "b", titled("The second"))


@pytest.fixture
def game(home: Path, two: tuple[Path, Path]) -> Game:
    first, second = two
    return Game.open(home, [first.parent, second.parent], clock=Clock(), entropy=bytes)


def test_the_second_is_known_by_its_path(two: tuple[Path, Path], game: Game) -> None:
    first, second = (
        next(header for header in game.library.refresh() if header.path == path) for path in two
    )
    assert (first.name, second.name) == ("story", str(two[1]))
    assert game.library.find(first.name).title == "The first"
    assert game.library.find(second.name).title == "The second"
    assert game.library.find(str(two[0])).second is False
    assert game.library.find(str(two[1])).second is True


def test_another_way_to_write_a_path_leads_to_the_listed_file(
    two: tuple[Path, Path], game: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(two[0].parent)
    assert game.library.find("../b/story.yaml").path == two[1]
    assert game.library.find("../a/story.yaml").second is False


def test_plays_best_results_and_career_belong_to_the_file_that_was_played(
    two: tuple[Path, Path], game: Game
) -> None:
    begin(game, "story", "ring", "years")
    begin(game, str(two[1]), "wait", "weeks")
    waiting = begin(game, str(two[1]), "ring")
    assert waiting.play.scenario.title == "The second"
    first, second = game.library.find("story"), game.library.find(str(two[1]))
    glance = game.refresh()
    assert [record.id for record in glance.plays_of(first)] == ["1"]
    assert [record.id for record in glance.plays_of(second)] == ["3", "2"]
    assert glance.standings["story"].best == 1.0
    assert (glance.standings[second.name].best or 0) < 1.0
    assert (glance.career.scenarios, glance.career.finished, glance.career.decisions) == (2, 2, 4)


def test_a_play_of_the_second_goes_on_and_begins_anew_in_the_second(
    two: tuple[Path, Path], game: Game
) -> None:
    play_id = begin(game, str(two[1]), "ring").id
    two[1].write_text(titled("The second, edited"), encoding="utf-8")
    resumed = game.resume(play_id)
    assert not isinstance(resumed, EditedScenario)
    assert (resumed.play.scenario.title, made(resumed)) == ("The second, edited", ["ring"])
    assert game.start_over(play_id).play.scenario.title == "The second, edited"
    assert game.replay_from(play_id, 0).play.scenario.title == "The second, edited"


def test_what_was_played_from_a_file_that_moved_belongs_to_its_id(
    two: tuple[Path, Path], game: Game, tmp_path: Path
) -> None:
    begin(game, "story", "ring", "years")
    (tmp_path / "elsewhere").mkdir()
    moved = two[0].rename(tmp_path / "elsewhere" / "story.yaml")
    two[1].unlink()
    with Game.open(game._home, [moved.parent], clock=Clock(), entropy=bytes) as later:
        header = later.library.find("story")
        assert [record.id for record in later.refresh().plays_of(header)] == ["1"]


def test_a_file_outside_the_library_has_the_plays_made_from_it(
    two: tuple[Path, Path], game: Game, tmp_path: Path
) -> None:
    outside = write(tmp_path / "outside", titled("Outside"))
    begin(game, "story", "ring")
    begin(game, str(outside), "wait")
    header = game.library.find(str(outside))
    assert (header.title, header.name) == ("Outside", str(outside))
    assert [record.id for record in game.glance().plays_of(header)] == ["2"]


def test_many_that_stand_twice_are_told_in_one_sentence(tmp_path: Path) -> None:
    library = a_library(a_pack(tmp_path / "a"), a_pack(tmp_path / "b"))
    library.refresh()
    assert library.notices == (
        "2 scenarios here have ids that others have, too. They are listed with their paths, "
        "and played by them.",
    )


def test_two_endings_of_yaml_give_one_id_too(tmp_path: Path) -> None:
    write(tmp_path, titled("Short"), "story.yaml")
    write(tmp_path, titled("Long", 50), "story.yml")
    headers = a_library(tmp_path).refresh()
    assert [(header.title, header.second) for header in headers] == [
        ("Short", False),
        ("Long", True),
    ]
