"""What only several files together show: a pack with its scenarios, and two of one id."""

import os
from pathlib import Path

import pytest

from pmquest.check.findings import FileFindings, check_file, check_paths, files_to_check
from pmquest.scenario.examples import completed

PACK = "pmquest_pack: 1\ntitle: Two weeks\norder: [first, second]\n"


def put(path: Path, example: str = "minutes: 5\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(completed(example))
    return path


@pytest.fixture
def weeks(tmp_path: Path) -> Path:
    """A pack of two scenarios."""
    put(tmp_path / "weeks" / "first.yaml")
    put(tmp_path / "weeks" / "second.yaml")
    (tmp_path / "weeks" / "pack.yaml").write_text(PACK)
    return tmp_path / "weeks"


def checked(*paths: Path) -> dict[str, FileFindings]:
    return {file.file: file for file in check_paths(paths, explored=False).files}


def told(*paths: Path) -> list[tuple[str, str]]:
    """Which finding was made in which file, by the file's last two names."""
    return [
        ("/".join(Path(finding.file).parts[-2:]), finding.code)
        for finding in check_paths(paths, explored=False).all
    ]


def test_a_folder_is_checked_with_its_pack(weeks: Path):
    assert told(weeks) == []
    assert len(check_paths([weeks], explored=False).files) == 3
    (weeks / "pack.yaml").write_text(PACK.replace("second]", "secnd]"))
    assert told(weeks) == [("weeks/pack.yaml", "PQ212")]
    file = checked(weeks)[str(weeks / "pack.yaml")]
    assert file.findings[0].hint == "did you mean 'second'?"
    assert file.lines == {3: "order: [first, secnd]"}


def test_a_pack_file_that_cannot_be_read_is_told_with_its_folder(weeks: Path):
    pack = weeks / "pack.yaml"
    pack.unlink()
    pack.symlink_to("nowhere")
    assert told(weeks) == [("weeks/pack.yaml", "PQ004")]
    pack.unlink()
    pack.mkdir()
    put(pack / "third.yaml")
    assert told(weeks) == [("weeks/pack.yaml", "PQ004")]
    assert str(pack / "third.yaml") in checked(weeks)


def test_a_scenario_or_a_folder_that_cannot_be_read_is_not_passed_over(
    weeks: Path, monkeypatch: pytest.MonkeyPatch
):
    (weeks / "third.yaml").symlink_to("nowhere")
    assert told(weeks)[-1] == ("weeks/third.yaml", "PQ004")
    (weeks / "third.yaml").unlink()
    closed = weeks / "closed"
    closed.mkdir()
    look_into = os.scandir

    def refusing(path: str) -> object:
        if Path(path) == closed:
            raise PermissionError(13, "Permission denied", path)
        return look_into(path)

    monkeypatch.setattr(os, "scandir", refusing)
    assert told(weeks) == [("weeks/closed", "PQ004")]


def test_a_pack_can_be_checked_alone(weeks: Path):
    (weeks / "pack.yaml").write_text(PACK + "titel: Two\n")
    assert told(weeks / "pack.yaml") == [("weeks/pack.yaml", "PQ102")]


def test_what_an_order_leaves_out_is_advice_and_fails_nobody(weeks: Path):
    put(weeks / "third.yaml")
    findings = check_paths([weeks], explored=False)
    assert [(each.code, each.severity) for each in findings.all] == [("PQ214", "advice")]
    assert not findings.fails(strict=True)


def test_two_of_one_id_are_told_at_both_each_naming_the_other(
    weeks: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(weeks.parent)
    put(Path("other/first.yml"))
    found = checked(Path("weeks"), Path("other"))
    for file, twin in (
        ("weeks/first.yaml", "other/first.yml"),
        ("other/first.yml", "weeks/first.yaml"),
    ):
        (finding,) = found[file].findings
        assert (finding.code, finding.severity, finding.line) == ("PQ215", "warning", 1)
        assert finding.message == f"“first” is the id of {twin} too"
        assert "played by its path" in (finding.hint or "")
    assert check_paths([Path()], explored=False).fails(strict=True)


def test_two_endings_of_yaml_in_one_folder_are_two_of_one_id(weeks: Path):
    put(weeks / "first.yml")
    assert told(weeks) == [("weeks/first.yaml", "PQ215"), ("weeks/first.yml", "PQ215")]


def test_of_many_one_is_named_and_the_rest_counted(weeks: Path):
    for name in ("a" * 60, "b", "c"):
        put(weeks / name / "first.yaml")
    (finding,) = checked(weeks)[str(weeks / "first.yaml")].findings
    cut = f"…{'a' * 48}/first.yaml"
    assert finding.message == f"“first” is the id of {cut} and of 2 more too"


def test_packs_and_what_is_no_scenario_have_no_id(weeks: Path):
    (weeks / "more").mkdir()
    (weeks / "more" / "pack.yaml").write_text(PACK.replace("order: [first, second]\n", ""))
    (weeks / "more" / "first.yaml").write_text("services: {}\n")
    assert ("weeks/pack.yaml", "PQ215") not in told(weeks)
    assert ("more/first.yaml", "PQ100") in told(weeks)
    assert ("more/first.yaml", "PQ215") not in told(weeks)


def test_two_ways_to_write_a_path_are_one_file(weeks: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(weeks)
    same = [weeks / "first.yaml", Path("first.yaml"), Path("../weeks/first.yaml")]
    assert list(files_to_check(same)) == same[:1]


def test_one_id_in_two_folders_can_be_meant_as_where_one_is_a_translation(weeks: Path):
    waiver = "waive: {PQ215: The German one.}\n"
    put(weeks / "first.yaml", waiver)
    german = put(weeks / "de" / "first.yaml", waiver)
    findings = check_paths([weeks], explored=False)
    assert (findings.all, findings.waived) == ((), 2)
    assert check_file(german, explored=False).findings == ()
    assert told(german, weeks / "second.yaml") == [("de/first.yaml", "PQ593")]
