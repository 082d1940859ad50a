"""Checking files and folders together: what is looked at, what is counted, what fails."""

import os
from pathlib import Path

import pytest

from pmquest.check.findings import check_file, check_paths, files_to_check
from pmquest.scenario.examples import completed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deeper").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "good.yaml").write_bytes(completed("minutes: 5\n"))
    (tmp_path / "deeper" / "bad.yml").write_bytes(completed("minutes: five\nminuts: 5\n"))
    (tmp_path / "warned.yaml").write_bytes(completed("summary: Ring customer #4 today\n"))
    (tmp_path / "pack.yaml").write_text("pmquest_pack: 1\ntitle: A week\n")
    (tmp_path / ".hidden" / "draft.yaml").write_text("nothing: here\n")
    (tmp_path / "notes.txt").write_text("not a scenario\n")
    return tmp_path


def test_a_folder_gives_its_scenarios_and_packs_at_any_depth_and_nothing_else(folder: Path):
    names = [path.relative_to(folder).as_posix() for path in files_to_check([folder])]

    assert names == ["deeper/bad.yml", "good.yaml", "pack.yaml", "warned.yaml"]


def test_a_file_that_is_named_twice_is_checked_once(folder: Path):
    good = folder / "good.yaml"

    assert [file.file for file in check_paths([good, folder, good], explored=False).files].count(
        str(good)
    ) == 1


def test_a_pipe_is_a_finding_and_is_not_waited_for(tmp_path: Path):
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    writer = os.open(pipe, os.O_RDWR)
    os.write(writer, b"title: from a pipe\n")

    checked = check_file(pipe, explored=False)

    assert [finding.code for finding in checked.findings] == ["PQ004"]
    assert checked.lines == {}
    assert os.read(writer, 100) == b"title: from a pipe\n"
    os.close(writer)


def test_findings_are_counted_by_severity(folder: Path):
    findings = check_paths([folder], explored=False)

    assert (findings.count("error"), findings.count("warning"), findings.count("advice")) == (
        2,
        1,
        0,
    )


def test_errors_always_fail_and_warnings_only_when_strict(folder: Path):
    bad = check_paths([folder / "deeper"], explored=False)
    warned = check_paths([folder / "warned.yaml"], explored=False)
    good = check_paths([folder / "good.yaml"], explored=False)

    assert bad.fails(strict=False)
    assert not warned.fails(strict=False)
    assert warned.fails(strict=True)
    assert not good.fails(strict=True)


def test_the_lines_that_findings_point_to_come_along(folder: Path):
    checked = check_file(folder / "deeper" / "bad.yml", explored=False)

    assert checked.lines == {1: "minutes: five", 2: "minuts: 5"}


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path):
    findings = check_paths([tmp_path / "nowhere.yaml"], explored=False)

    assert [finding.code for finding in findings.all] == ["PQ004"]
