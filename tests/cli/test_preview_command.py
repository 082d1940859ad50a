"""`pmquest preview`: what it refuses, and the real desk in a real (pseudo-)terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from pseudo_terminal import at_terminal
from running import run
from stories import STORY


def test_without_a_terminal_it_says_what_to_use_instead(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran = run(monkeypatch, "preview", str(tmp_path / "story.yaml"))
    assert ran.status == 2
    assert "needs a terminal" in ran.err
    assert "pmquest check" in ran.err
    assert ran.out == ""


def test_a_folder_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ran = run(monkeypatch, "preview", str(tmp_path))
    assert ran.status == 2
    assert "is a folder. The desk shows one scenario file" in ran.err


def test_a_file_in_a_folder_that_is_not_there_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran = run(monkeypatch, "preview", str(tmp_path / "nowhere" / "story.yaml"))
    assert ran.status == 2
    assert "There is no folder" in ran.err


@pytest.mark.parametrize("name", ["x" * 5000])
def test_what_is_no_name_of_a_file_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    ran = run(monkeypatch, "preview", name)
    assert ran.status in (1, 2)
    assert "Traceback" not in ran.err
    assert ran.err


def test_a_misspelt_name_is_refused_with_what_was_perhaps_meant(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "museum.yaml").write_text(STORY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    ran = run(monkeypatch, "preview", "musem")
    assert (ran.status, "did you mean 'museum'?" in ran.err) == (2, True)
    ran = run(monkeypatch, "preview", "live-trackin")
    assert (ran.status, "Did you mean “live-tracking”?" in ran.err) == (2, True)


def test_a_name_without_its_ending_is_the_file_beside_or_that_of_the_library(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "museum.yaml"
    file.write_text(STORY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for name, known in (("museum", "museum.yaml"), ("live-tracking", "live-tracking.yaml")):
        with at_terminal("preview", name, home=tmp_path / "home") as terminal:
            terminal.wait_for(known)
            terminal.type("q")
            assert terminal.leave() == 0


def test_a_save_is_seen_and_nothing_is_kept(tmp_path: Path) -> None:
    file, home = tmp_path / "story.yaml", tmp_path / "home"
    with at_terminal("preview", str(file), home=home) as terminal:
        terminal.wait_for("There is no file of this name yet.")
        file.write_text(STORY, encoding="utf-8")
        terminal.wait_for("It begins, with trust at 50.")
        terminal.type("1")
        file.write_text(STORY.replace("Nothing is heard", "Not a word"), encoding="utf-8")
        terminal.type("q")
        assert terminal.leave() == 0
        assert terminal.modes == terminal.before
    assert not home.exists()
