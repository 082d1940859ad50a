"""Packs on the command line: listed under their titles, in their order, two with one id."""

import json
from pathlib import Path

import pytest

from a_week import A_WEEK
from running import run


def put(path: Path, title: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(A_WEEK.replace("title: A week", f"title: {title}"), encoding="utf-8")
    return path


@pytest.fixture
def weeks(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pack of two weeks in a folder that is searched, and a scenario that is in none."""
    folder = tmp_path / "weeks"
    put(folder / "first.yaml", "The first week")
    put(folder / "second.yaml", "The second week")
    (folder / "pack.yaml").write_text("pmquest_pack: 1\ntitle: Two weeks\norder: [second, first]\n")
    put(tmp_path / "alone.yaml", "A week alone")
    monkeypatch.setenv("PMQUEST_SCENARIOS", str(tmp_path))
    return folder


def test_the_list_has_a_heading_for_each_group(
    monkeypatch: pytest.MonkeyPatch, weeks: Path
) -> None:
    listed = run(monkeypatch, "list").out
    words = [
        f"== {weeks.parent} ==",
        "alone\n    A week alone",
        "== Two weeks ==",
        "second\n    The second week",
        "first\n    The first week",
    ]
    assert sorted(words, key=listed.index) == words
    assert listed.index("live-tracking\n") < listed.index(words[0])


def test_the_numbers_go_on_from_group_to_group(
    monkeypatch: pytest.MonkeyPatch, weeks: Path
) -> None:
    ids = [each["id"] for each in json.loads(run(monkeypatch, "list", "--format", "json").out)[
        "scenarios"]]  # fmt: skip
    number = ids.index("second") + 1
    played = run(monkeypatch, "play", typed=f"{number}\nq\n").out
    assert f"\n{number:>2}  second\n" in played
    assert "== The second week ==" in played


def test_the_data_names_the_pack_of_each(monkeypatch: pytest.MonkeyPatch, weeks: Path) -> None:
    listed = json.loads(run(monkeypatch, "list", "--format", "json").out)["scenarios"]
    packs = {each["id"]: each["pack"] for each in listed}
    assert (packs["alone"], packs["first"], packs["second"]) == (None, "Two weeks", "Two weeks")


def test_of_two_with_one_id_the_second_is_listed_and_played_by_its_path(
    monkeypatch: pytest.MonkeyPatch, weeks: Path
) -> None:
    second = put(weeks / "alone.yml", "Another week alone")
    listed = run(monkeypatch, "list")
    assert f"\n{second}\n    Another week alone" in listed.out
    assert "Two scenarios are called “alone”" in listed.err
    assert "== A week alone ==" in run(monkeypatch, "play", "alone", typed="q\n").out
    run(monkeypatch, "play", str(second), typed="vision\nhome\n")
    best = {
        each["title"]: each["played"]
        for each in json.loads(run(monkeypatch, "list", "--format", "json").out)["scenarios"]
    }
    assert (best["A week alone"], best["Another week alone"]) == (0, 1)


def test_a_broken_pack_is_told_beside_its_scenarios(
    monkeypatch: pytest.MonkeyPatch, weeks: Path
) -> None:
    (weeks / "pack.yaml").write_text("pmquest_pack: 1\ntitle: Two weeks\norder: [zweite]\n")
    listed = run(monkeypatch, "list")
    assert "line 3 · there is no scenario “zweite” beside this pack.yaml" in " ".join(
        listed.err.split()
    )
    assert "The first week" in listed.out
