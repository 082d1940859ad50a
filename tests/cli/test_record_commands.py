"""What was played, as lists, files and data: list, history, career, report, data."""

import csv
import errno
import json
import os
from pathlib import Path

import pytest

from a_week import a_week
from running import Ran, run


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh data folder, the week in its scenarios."""
    folder = tmp_path / "home"
    (folder / "scenarios").mkdir(parents=True)
    a_week(folder / "scenarios")
    monkeypatch.setenv("PMQUEST_HOME", str(folder))
    return folder


@pytest.fixture
def played(home: Path, monkeypatch: pytest.MonkeyPatch) -> Ran:
    """The week, played to its end with one miss."""
    return run(monkeypatch, "play", "week", "--plain", typed="vision\nhome\n")


def test_the_list_shows_what_can_be_played_and_the_best_so_far(
    monkeypatch: pytest.MonkeyPatch, played: Ran
) -> None:
    shown = run(monkeypatch, "list").out
    assert (
        "week\n    A week\n    Product manager at Tandem\n"
        "    ▪ manager-level · 5 min · best 0 % · played 1 time\n" in shown
    )
    assert "live-tracking\n" in shown
    assert "not played to an end yet" in shown


def test_a_broken_file_is_listed_with_what_is_wrong_and_cannot_steer_the_terminal(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    (home / "scenarios" / "od\x1b[2Jd.yaml").write_text("pmquest: 2\n")
    shown = run(monkeypatch, "list").out
    assert "does not load: " in shown
    assert "\x1b" not in shown
    listed = json.loads(run(monkeypatch, "list", "--format", "json").out)["scenarios"]
    problems = [each["problem"] for each in listed]
    assert len([problem for problem in problems if problem]) == 1


def test_the_list_as_data(monkeypatch: pytest.MonkeyPatch, played: Ran) -> None:
    once, again = (run(monkeypatch, "list", "--format", "json") for _ in range(2))
    assert once == again
    listed = {each["id"]: each for each in json.loads(once.out)["scenarios"]}
    assert {"week", "live-tracking", "portfolio-cut"} <= set(listed)
    assert listed["week"] == {
        "id": "week",
        "file": listed["week"]["file"],
        "title": "A week",
        "role": "Product manager at Tandem",
        "role_level": "manager",
        "minutes": 5,
        "summary": "A week at work.",
        "builtin": False,
        "pack": None,
        "stage": "",
        "problem": None,
        "best": 0,
        "played": 1,
    }


def test_scenarios_of_more_folders_are_listed_wherever_the_option_stands(
    monkeypatch: pytest.MonkeyPatch, home: Path, tmp_path: Path
) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        Path(a_week(tmp_path / name)).rename(tmp_path / name / f"{name}.yaml")
    folders = [f"--scenarios={tmp_path / name}" for name in ("one", "two")]
    before = run(monkeypatch, *folders, "list").out
    after = run(monkeypatch, "list", *folders).out
    parted = run(monkeypatch, folders[0], "list", folders[1]).out
    assert before == after == parted
    assert {"one", "two", "week"} <= set(before.splitlines())


def test_a_folder_that_is_not_there_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ran = run(monkeypatch, "list", "--scenarios", str(tmp_path / "none"))
    assert ran.status == 2
    assert "does not exist" in ran.err


def test_a_folder_of_the_environment_that_is_not_there_is_told_beside_the_list(
    monkeypatch: pytest.MonkeyPatch, home: Path, tmp_path: Path
) -> None:
    monkeypatch.setenv("PMQUEST_SCENARIOS", str(tmp_path / "none"))
    ran = run(monkeypatch, "list")
    assert ran.status == 0
    assert "No scenarios were found in " in ran.err
    assert "week\n" in ran.out


@pytest.mark.parametrize(
    "command",
    ["list", "career", "history", "report 1", "explain", "check scenarios", "score live-tracking"],
)
def test_what_only_reads_makes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str
) -> None:
    monkeypatch.setenv("PMQUEST_HOME", str(tmp_path / "none" / "home"))
    ran = run(monkeypatch, *command.split())
    assert ran.out or ran.err == "There is no play 1.\n"
    assert not (tmp_path / "none").exists()


def test_plays_are_kept_where_home_says(
    monkeypatch: pytest.MonkeyPatch, home: Path, tmp_path: Path
) -> None:
    other = str(tmp_path / "other")
    run(monkeypatch, "--home", other, "play", a_week(tmp_path), typed="ring\n")
    assert run(monkeypatch, "history").out == "Nothing has been played yet.\n"
    assert (
        "A week · coached · waits at decision 2" in run(monkeypatch, "history", "--home", other).out
    )


def test_the_history_names_each_play_and_how_it_stands(
    monkeypatch: pytest.MonkeyPatch, played: Ran
) -> None:
    run(monkeypatch, "play", "week", "--mode", "assessed", typed="ring\n")
    latest, first = run(monkeypatch, "history").out.replace("\n   ", "").splitlines()
    assert latest.startswith("2  ")
    assert latest.endswith("A week · assessed · waits at decision 2")
    assert "A week · coached · Home, a good ending · judgment 0 %" in first


def test_the_history_as_data(monkeypatch: pytest.MonkeyPatch, played: Ran) -> None:
    once, again = (run(monkeypatch, "history", "--format", "json") for _ in range(2))
    assert once == again
    (kept,) = json.loads(once.out)["plays"]
    assert list(kept) == [
        "id", "scenario", "hash", "title", "mode", "seed", "started", "last", "ended", "status",
        "replay", "decisions", "stopped_at", "judgment", "ending",
    ]  # fmt: skip
    assert kept["ending"] == {"title": "Home", "grade": "good"}
    assert kept["seed"] == 1
    assert kept["started"].endswith("+00:00")


def test_the_career_as_text_and_as_data(monkeypatch: pytest.MonkeyPatch, played: Ran) -> None:
    shown = run(monkeypatch, "career").out
    assert shown.startswith("You are: Product Manager. ")
    assert "Manager moments met   0 of 1   5 of 8" in shown
    assert max(map(len, shown.splitlines())) <= 80
    data = json.loads(run(monkeypatch, "career", "--format", "json").out)
    assert (data["title"], data["decisions"], data["finished"]) == ("product-manager", 1, 1)


def test_a_report_is_of_the_latest_play_that_ended_unless_one_is_named(
    monkeypatch: pytest.MonkeyPatch, played: Ran
) -> None:
    run(monkeypatch, "play", "week", typed="ring\n")
    latest = run(monkeypatch, "report")
    assert latest.out.startswith("# A week\n")
    assert "A good ending." in latest.out
    assert "Not played to an ending" in run(monkeypatch, "report", "2").out
    assert run(monkeypatch, "report", "1") == latest


@pytest.mark.parametrize(
    ("name", "begins"),
    [("a.md", "# A week"), ("a.HTML", "<!DOCTYPE html>"), ("a.json", "{"), ("a.csv", '"scenario"')],
)
def test_the_ending_of_the_file_says_what_is_written(
    monkeypatch: pytest.MonkeyPatch, played: Ran, tmp_path: Path, name: str, begins: str
) -> None:
    ran = run(monkeypatch, "report", "-o", str(tmp_path / name))
    assert (ran.status, ran.out) == (0, "")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


def test_an_ending_that_is_no_form_is_refused_before_anything_is_written(
    monkeypatch: pytest.MonkeyPatch, played: Ran, tmp_path: Path
) -> None:
    file = tmp_path / "mine.xyz"
    ran = run(monkeypatch, "report", "1", "-o", str(file))
    assert (ran.status, file.exists()) == (2, False)
    assert "“.xyz” is no form of a report" in ran.err
    assert all(told in ran.err for told in (".md, .html, .json, .csv", "--format"))
    assert run(monkeypatch, "report", "1", "-o", str(file), "--format", "csv").status == 0
    assert file.exists()


def test_of_an_assessed_play_nothing_is_reported_before_its_ending(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    run(monkeypatch, "play", "week", "--mode", "assessed", typed="ring\n")
    ran = run(monkeypatch, "report", "1")
    assert (ran.status, ran.out) == (1, "")
    assert "This play is assessed: its debrief comes with the ending." in ran.err


def test_a_report_as_data_is_what_score_gives(monkeypatch: pytest.MonkeyPatch, played: Ran) -> None:
    scored = run(monkeypatch, "score", "week", "vision", "home", "--format", "json").out
    assert run(monkeypatch, "report", "--format", "json").out == scored


def test_a_report_as_rows_has_one_for_each_decision(
    monkeypatch: pytest.MonkeyPatch, played: Ran
) -> None:
    rows = list(csv.DictReader(run(monkeypatch, "report", "--format", "csv").out.splitlines()))
    assert [row["choice"] for row in rows] == ["vision", "home"]


def test_without_a_play_that_ended_there_is_nothing_to_report(
    monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    ran = run(monkeypatch, "report")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("No play has come to an end yet.")


def test_a_play_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    ran = run(monkeypatch, "report", "7\x1b[2J")
    assert (ran.status, ran.out) == (1, "")
    assert ran.err == "There is no play 7�[2J.\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [("none/a.md", "/none; make it first."), (".", " is a folder; add a name to it.")],
)
def test_a_file_that_cannot_be_written_is_told(
    monkeypatch: pytest.MonkeyPatch, played: Ran, tmp_path: Path, name: str, said: str
) -> None:
    ran = run(monkeypatch, "report", "-o", str(tmp_path / name))
    assert ran.status == 1
    assert ran.err.endswith(f"{said}\n")


@pytest.mark.parametrize("command", [("report", "-o"), ("data", "export")])
def test_where_writing_fails_the_file_that_was_there_is_whole(
    monkeypatch: pytest.MonkeyPatch, played: Ran, tmp_path: Path, command: tuple[str, ...]
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    file = tmp_path / "mine.json"
    file.write_text("old")
    monkeypatch.setattr(os, "fsync", full)
    ran = run(monkeypatch, *command, str(file))
    assert ran.status == 1
    assert "cannot be written: No space left on device." in ran.err
    assert file.read_text() == "old"


def test_data_goes_out_and_comes_in_elsewhere(
    monkeypatch: pytest.MonkeyPatch, played: Ran, tmp_path: Path
) -> None:
    file, other = str(tmp_path / "mine.json"), str(tmp_path / "other")
    assert run(monkeypatch, "data", "export", file).err == f"1 play written to {file}\n"
    assert run(monkeypatch, "data", "import", file, "--home", other).err == "1 play added\n"
    again = run(monkeypatch, "data", "import", file, "--home", other)
    assert again.err == "0 plays added, 1 here already\n"
    ours, theirs = (run(monkeypatch, "history", "--home", each).out for each in
                    (str(tmp_path / "home"), other))  # fmt: skip
    assert ours == theirs


@pytest.mark.parametrize("data", [b"", b"{}", b"\xff", b"[" * 100_000])
def test_a_file_that_is_no_export_is_refused(
    monkeypatch: pytest.MonkeyPatch, home: Path, tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "other.json").write_bytes(data)
    ran = run(monkeypatch, "data", "import", str(tmp_path / "other.json"))
    assert ran.status == 1
    assert ran.err.count("\n") == 1


def test_an_export_that_is_not_there_is_told(
    monkeypatch: pytest.MonkeyPatch, home: Path, tmp_path: Path
) -> None:
    ran = run(monkeypatch, "data", "import", str(tmp_path / "none.json"))
    assert ran.status == 1
    assert "cannot be read: No such file or directory." in ran.err


def test_deleting_asks_first(monkeypatch: pytest.MonkeyPatch, played: Ran) -> None:
    ran = run(monkeypatch, "data", "delete", typed="no\n", terminal=True)
    assert ran.out.startswith("Delete 1 play, notes and settings for good? Type yes: ")
    assert ran.err == "Nothing was deleted.\n"
    assert "Home, a good ending" in run(monkeypatch, "history").out
    run(monkeypatch, "data", "delete", typed="yes\n", terminal=True)
    assert run(monkeypatch, "history").out == "Nothing has been played yet.\n"


def test_where_nobody_can_be_asked_deleting_takes_a_yes(
    monkeypatch: pytest.MonkeyPatch, played: Ran
) -> None:
    assert run(monkeypatch, "data", "delete", typed="yes\n").status == 2
    assert "Home, a good ending" in run(monkeypatch, "history").out
    assert run(monkeypatch, "data", "delete", "--yes").status == 0
    assert run(monkeypatch, "history").out == "Nothing has been played yet.\n"


def test_one_play_is_deleted_alone(monkeypatch: pytest.MonkeyPatch, played: Ran) -> None:
    run(monkeypatch, "play", "week", typed="ring\n")
    assert run(monkeypatch, "data", "delete", "1", "--yes").err == "Deleted: play 1.\n"
    assert run(monkeypatch, "data", "delete", "1", "--yes").status == 1
    (kept,) = json.loads(run(monkeypatch, "history", "--format", "json").out)["plays"]
    assert kept["id"] == "2"
