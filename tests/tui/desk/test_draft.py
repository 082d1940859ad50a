"""The file as it was read: what is found in it, which scene stands where, what exploring adds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from a_desk import BROKEN, STORY

from explorations import exploration, shown
from pmquest.engine.machine import Machine
from pmquest.explore.exploration import Exploration
from pmquest.tui.desk import draft as module
from pmquest.tui.desk.draft import Draft, explored, read_draft, survey
from pmquest.tui.desk.findings_list import found_in_words, listed_findings


def written(folder: Path, text: str) -> Path:
    path = folder / "orders.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def draft(folder: Path, text: str = STORY) -> Draft:
    return read_draft(written(folder, text))


def line_of(words: str, text: str = STORY) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if words in line)


def test_a_whole_file_gives_a_machine_and_a_map(tmp_path: Path) -> None:
    found = draft(tmp_path)
    assert found.machine is not None
    assert found.map is not None
    assert found.saved is not None
    assert found.errors == 0


def test_a_broken_file_gives_its_errors_with_their_lines_of_source(tmp_path: Path) -> None:
    found = draft(tmp_path, BROKEN)
    assert found.machine is None
    assert found.errors == 1
    assert found.source(found.findings[0]) == "        to: cals"


@pytest.mark.parametrize("text", [STORY, BROKEN])
def test_the_scene_at_a_line_is_known_of_a_broken_file_too(tmp_path: Path, text: str) -> None:
    found = draft(tmp_path, text)
    for words, scene in (
        ("  monday:", "monday"),
        ("        to: cal", "monday"),
        ("They shout first.", "calls"),
        ("Two teams want", "friday"),
        ("Dust.", "attic"),
        ("minutes: 6", None),
        ("budget <= 0", None),
    ):
        assert found.scene_at(line_of(words, text)) == scene


def test_no_scene_stands_in_a_file_that_is_none(tmp_path: Path) -> None:
    assert draft(tmp_path, "[").scene_at(1) is None
    assert read_draft(tmp_path / "nowhere.yaml").scene_at(1) is None


@pytest.mark.parametrize("what", ["nowhere", "a folder", "unreadable time"])
def test_whatever_cannot_be_read_is_a_finding(tmp_path: Path, what: str) -> None:
    path = tmp_path / "orders.yaml"
    if what == "a folder":
        path.mkdir()
    elif what == "unreadable time":
        path.write_text("x", encoding="utf-8")
        os.utime(path, ns=(0, 2**62))
    found = read_draft(path)
    assert found.machine is None
    assert found.errors == 1
    assert (found.saved is None) == (what == "nowhere")


def test_the_same_bytes_are_not_read_twice(tmp_path: Path) -> None:
    first = draft(tmp_path)
    again = read_draft(written(tmp_path, STORY), first)
    assert again.machine is first.machine
    assert read_draft(written(tmp_path, BROKEN), first).machine is None


def test_a_file_that_changes_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, read = written(tmp_path, STORY[:200]), module.file_bytes

    def reading(file: Path, found: object) -> bytes | None:
        data = read(file, found)  # type: ignore[arg-type]
        if path.stat().st_size < len(STORY.encode()):
            path.write_text(STORY, encoding="utf-8")
        return data

    monkeypatch.setattr(module, "file_bytes", reading)
    assert read_draft(path).errors == 0


def test_what_exploring_finds_stands_beside_what_reading_found(tmp_path: Path) -> None:
    found = draft(tmp_path)

    def explore(machine: Machine, _: object) -> Exploration:
        stuck = (shown("friday", ("monday", "ring"), seed=3),)
        return exploration(machine.scenario, stuck=stuck)

    surveyed = survey(found, "orders.yaml", explore, lambda: False)
    assert surveyed is not None
    listed = listed_findings(found, surveyed)
    assert set(found.findings) < {each.finding for each in listed}
    assert listed[0].finding.severity == "error"
    assert listed[0].finding.picks == (("monday", "ring"),)
    assert not listed[0].stale
    assert "1 error, " in found_in_words(listed)

    later = draft(tmp_path, STORY.replace("Dust.", "More dust."))
    assert listed_findings(later, surveyed)[0].stale


def test_exploring_follows_every_road_until_it_is_cancelled(tmp_path: Path) -> None:
    found = draft(tmp_path)
    assert found.machine is not None
    whole = explored(found.machine, lambda: False)
    assert whole is not None
    assert whole.unreachable == ("broke", "attic")
    assert explored(found.machine, lambda: True) is None
    assert survey(found, "orders.yaml", explored, lambda: True) is None
