"""The scenarios that can be played: found, listed, read."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

from forked import NOBODY, in_child, needs_fork, needs_root
from pmquest.game import library as library_module
from pmquest.game.errors import UnknownScenario
from pmquest.game.game import Game
from pmquest.game.headers import Header
from pmquest.game.library import Library
from pmquest.game.paths import Folder
from pmquest.scoring.coverage import Coverage
from stories import STORY, begin, made, write

BROKEN = STORY.replace("to: tuesday}", "to: tusday}", 1)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "headers.json"


def a_library(*folders: Path, cache: Path | None = None, builtin: Path | None = None) -> Library:
    named = [Folder(folder, named=True) for folder in folders]
    return Library([*named, *([Folder(builtin, builtin=True)] if builtin else [])], cache)


def titles(headers: tuple[Header, ...]) -> list[str]:
    return [header.title for header in headers]


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """No file may be read in this test while this stands."""

    def refuse(path: Path) -> None:
        raise AssertionError(f"{path} was read")

    monkeypatch.setattr(library_module, "_read", refuse)
    return monkeypatch


def test_a_scenario_is_listed_with_what_its_card_shows(tmp_path: Path) -> None:
    path = write(tmp_path / "a")
    (header,) = a_library(tmp_path / "a").refresh()
    assert header == Header(
        "story",
        str(path),
        "A small story",
        role="Product manager at Example",
        role_level="manager",
        minutes=5,
        summary="Three days and a few answers.",
        coverage=Coverage(
            scenes=2,
            responsibilities={"customers": 1, "vision": 1},
            aspects={"scope": 1, "horizon": 1},
            called={"manager": 1, "leader": 1},
        ),
    )
    assert header.path == path


def test_what_was_read_once_is_listed_without_reading(
    tmp_path: Path, cache: Path, request: pytest.FixtureRequest
) -> None:
    write(tmp_path / "a")
    write(tmp_path / "a", BROKEN, "broken.yaml")
    assert a_library(tmp_path / "a", cache=cache).headers() == ()
    headers = a_library(tmp_path / "a", cache=cache).refresh()
    request.getfixturevalue("unread")
    assert a_library(tmp_path / "a", cache=cache).headers() == headers
    assert a_library(tmp_path / "a", cache=cache).refresh() == headers


def test_a_changed_file_is_read_again_and_no_other(tmp_path: Path, cache: Path) -> None:
    path = write(tmp_path / "a")
    write(tmp_path / "a", name="other.yaml")
    library = a_library(tmp_path / "a", cache=cache)
    library.refresh()
    path.write_text(STORY.replace("A small story", "A changed story"), encoding="utf-8")
    assert titles(library.headers()) == ["A small story"]  # the other one
    assert titles(library.refresh()) == ["A changed story", "A small story"]
    os.utime(path, ns=(1, 1))
    assert titles(library.headers()) == ["A small story"]
    path.unlink()
    assert titles(library.refresh()) == ["A small story"]
    assert "story.yaml" not in cache.read_text().replace("other.yaml", "")


def test_reading_ends_where_nobody_waits_for_it_and_what_was_read_is_kept(
    tmp_path: Path, cache: Path
) -> None:
    for name in "abcd":
        write(tmp_path / "many", name=f"{name}.yaml")
    left = iter([True, True])
    listed = a_library(tmp_path / "many", cache=cache).refresh(lambda: next(left, False))
    assert [header.id for header in listed] == ["a", "b"]
    again = a_library(tmp_path / "many", cache=cache)
    assert again.headers() == listed
    assert len(again.refresh()) == 4


@pytest.mark.parametrize("content", [b"", b"[]", b'{"version": "0"}', b"\x00\xff", b"[" * 100_000])
def test_a_cache_that_cannot_be_read_counts_as_none(
    tmp_path: Path, cache: Path, content: bytes
) -> None:
    write(tmp_path / "a")
    cache.parent.mkdir()
    cache.write_bytes(content)
    library = a_library(tmp_path / "a", cache=cache)
    assert library.headers() == ()
    assert titles(library.refresh()) == ["A small story"]


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    write(tmp_path / "a")
    (tmp_path / "file").write_text("in the way")
    library = a_library(tmp_path / "a", cache=tmp_path / "file" / "headers.json")
    assert titles(library.refresh()) == titles(library.headers()) == ["A small story"]


def test_a_broken_file_is_listed_last_with_what_is_wrong_with_it(tmp_path: Path) -> None:
    write(tmp_path / "a", BROKEN, "a-broken.yaml")
    write(tmp_path / "a")
    library = a_library(tmp_path / "a")
    good, broken = library.refresh()
    assert (good.problem, broken.id, broken.title) == (None, "a-broken", "a-broken.yaml")
    assert broken.problem is not None
    assert broken.problem.startswith("line 21 · ")
    assert "tusday" in broken.problem
    assert "did you mean 'tuesday'" in broken.problem
    assert library.read(broken).scenario is None


def test_what_is_no_scenario_is_not_listed(tmp_path: Path) -> None:
    folder = write(tmp_path / "a").parent
    write(folder, "pmquest_pack: 1\norder: [story]\n", "pack.yaml")
    write(folder, "services: {web: {image: nginx}}\n", "compose.yml")
    write(folder, STORY, ".hidden.yaml")
    write(folder, STORY, "story.txt")
    (folder / "folder.yaml").mkdir()
    assert [header.id for header in a_library(folder).refresh()] == ["story"]


def test_a_file_that_only_tries_to_be_a_scenario_is_listed(tmp_path: Path) -> None:
    folder = write(tmp_path / "a", "scenes: {}\n", "empty.yaml").parent
    write(folder, 'pmquest: 1\ntitle: "never closed\n', "open.yml")
    write(folder, "\ttitle: indented\nscenes:\n", "tab.yml")
    (folder / "gone.yaml").symlink_to(folder / "nowhere")
    headers = a_library(folder).refresh()
    assert sorted(header.id for header in headers) == ["empty", "gone", "open", "tab"]
    assert all(header.problem for header in headers)


def test_names_of_files_reach_no_terminal_as_they_are(tmp_path: Path) -> None:
    path = write(tmp_path / "a", STORY, "evil\x1b[2J\u202e.yaml")
    library = a_library(path.parent)
    (header,) = library.refresh()
    assert "\x1b" not in header.title + str(header.problem)
    with pytest.raises(UnknownScenario) as told:
        library.find("evil\x1b[31m")
    assert "\x1b" not in str(told.value)


def test_names_that_are_no_text_harm_nobody(tmp_path: Path, cache: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/odd\xff"))
    write(odd, name="story.yaml")
    write(odd, name=os.fsdecode(b"s\xfft.yaml"))
    write(tmp_path / "a")
    library = a_library(odd, tmp_path / "a", cache=cache)
    assert [header.problem is None for header in library.refresh()] == [True, False, True]
    assert titles(a_library(odd, tmp_path / "a", cache=cache).headers()) == ["A small story"]
    for notice in (*library.notices, *titles(library.headers())):
        notice.encode()
    with Game.in_memory([odd]) as game:
        assert made(begin(game, "story", "ring")) == ["ring"]


def test_what_can_be_played_is_ordered_for_those_who_begin(tmp_path: Path) -> None:
    builtin = tmp_path / "builtin"
    leader = STORY.replace("role_level: manager", "role_level: leader")
    write(builtin, leader.replace("A small story", "Leader"), "a.yaml")
    write(builtin, STORY.replace("minutes: 5", "minutes: 50").replace("A small", "Long"), "b.yaml")
    write(builtin, STORY.replace("A small", "Short"), "c.yaml")
    write(tmp_path / "own", STORY, "d.yaml")
    headers = a_library(tmp_path / "own", builtin=builtin).refresh()
    assert titles(headers) == ["Short story", "Long story", "Leader", "A small story"]
    assert [header.builtin for header in headers] == [True, True, True, False]


def test_a_scenario_is_found_by_its_id_and_by_its_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a")
    library = a_library(path.parent)
    elsewhere = write(tmp_path / "b", name="other.yaml")
    monkeypatch.chdir(tmp_path)
    assert library.find("story").path == path
    assert library.find(str(path)).path == path
    assert library.find("a/story.yaml").path == path
    assert library.find("b/other.yaml").path == elsewhere
    monkeypatch.setenv("HOME", str(tmp_path))
    assert library.find("~/b/other.yaml").path == elsewhere


def test_a_name_that_is_not_there_gets_what_was_perhaps_meant(tmp_path: Path) -> None:
    library = a_library(write(tmp_path / "a", name="live-tracking.yaml").parent)
    with pytest.raises(UnknownScenario, match=r"Did you mean “live-tracking”\?") as told:
        library.find("life-traking")
    assert (told.value.name, told.value.suggestions) == ("life-traking", ("live-tracking",))
    with pytest.raises(UnknownScenario, match="There are: live-tracking"):
        library.find("zzz")


@pytest.mark.parametrize("name", ["", ".", "..", "/", "a\0b", "~nobody-of-that-name/x", "x" * 5000])
def test_a_name_that_can_be_no_scenario_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownScenario, match="There is no scenario"):
        a_library(tmp_path).find(name)


@pytest.mark.parametrize("name", ["nowhere/x.yaml", "a\0b/x.yaml", "~nobody-of-that-name/x.yml"])
def test_a_file_that_is_not_there_is_told_as_a_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(UnknownScenario, match="There is no file"):
        a_library(tmp_path).find(name)


def test_a_file_name_one_letter_off_is_guessed_from_its_folder(tmp_path: Path) -> None:
    written = write(tmp_path / "a")
    with pytest.raises(UnknownScenario, match=f"Did you mean “{written.name}”"):
        a_library(tmp_path).find(str(written.with_name(written.stem[:-1] + ".yaml")))


def test_a_broken_file_and_a_file_of_another_kind_can_be_named(tmp_path: Path) -> None:
    library = a_library(tmp_path)
    assert library.find(str(write(tmp_path / "a", BROKEN))).problem
    assert library.find(str(write(tmp_path / "a", "a: b\n", "compose.yaml"))).problem


def test_what_is_no_regular_file_is_not_waited_for(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    os.mkfifo(folder / "pipe.yaml")
    (header,) = a_library(folder).refresh()
    assert "not a regular file" in str(header.problem)


def test_of_two_with_one_id_the_first_folder_s_is_found_and_the_other_by_its_path(
    tmp_path: Path,
) -> None:
    first = write(tmp_path / "a")
    second = write(tmp_path / "b", STORY.replace("A small", "Another"))
    library = a_library(first.parent, second.parent)
    assert len(library.refresh()) == 2
    assert library.find("story").path == first
    assert library.find(str(second)).title == "Another story"
    (notice,) = library.notices
    assert f"By that name you play {first}" in notice


def test_a_folder_that_was_named_and_is_not_there_is_told(tmp_path: Path) -> None:
    library = a_library(tmp_path / "nowhere", write(tmp_path / "a").parent)
    assert titles(library.refresh()) == ["A small story"]
    assert library.notices == (
        f"No scenarios were found in {tmp_path / 'nowhere'}: no such file or directory.",
    )


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    library = a_library(write(tmp_path / "a"))
    assert library.refresh() == ()
    assert "not a directory" in library.notices[0]


def test_the_player_s_own_folder_need_not_be_there(tmp_path: Path) -> None:
    library = Library([Folder(tmp_path / "own")], None)
    assert (library.refresh(), library.notices) == ((), ())


@needs_fork
@needs_root
@pytest.mark.parametrize("mode", [0o000, 0o444])
def test_a_folder_that_may_not_be_read_is_told(mode: int) -> None:
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        path = write(Path(place) / "a")
        path.parent.chmod(mode)

        def work() -> list[object]:
            library = a_library(path.parent)
            headers = library.refresh()
            assert library.now(str(path), "story") is None
            with pytest.raises(UnknownScenario):
                library.find("story")
            return [len(headers), library.notices]

        count, notices = in_child(work, NOBODY)
    assert count == 0
    assert "permission denied" in notices[0]
