"""`pmquest check` and `pmquest explain`, as somebody who writes a scenario meets them."""

import json
from pathlib import Path

import pytest

from pmquest.scenario.diagnostics import RULES
from running import run

ENDING = """\
pmquest: 1
title: An example
summary: A week at work.
role: Product manager
role_level: manager
minutes: 10
objectives: [Notice what is asked.]
takeaways: [Ask first.]
scenes:
  monday:
    title: Monday
    text: The week begins.
    to: {to}
  friday:
    title: Friday
    text: The week ends.
    ending: good
"""
WHOLE = ENDING.replace("{to}", "friday")
ONE_LETTER_OFF = ENDING.replace("{to}", "fridya")
WARNED = WHOLE.replace("A week at work.", "We are #1 in town.")


@pytest.fixture
def week(tmp_path: Path) -> Path:
    return tmp_path / "week.yaml"


def test_a_whole_scenario_has_no_findings(monkeypatch: pytest.MonkeyPatch, week: Path) -> None:
    week.write_text(WHOLE)
    ran = run(monkeypatch, "check", str(week))
    assert (ran.status, ran.out, ran.err) == (0, "0 findings in 1 file\n", "")


def test_a_finding_is_shown_with_place_caret_and_hint_and_the_status_is_1(
    monkeypatch: pytest.MonkeyPatch, week: Path
) -> None:
    week.write_text(ONE_LETTER_OFF)
    ran = run(monkeypatch, "check", str(week))
    assert ran.status == 1
    assert ran.out.splitlines() == [
        f"{week}:13:9: PQ204 error: there is no scene “fridya”",
        "  13 |     to: fridya",
        "     |         ^^^^^^",
        "  hint: did you mean 'friday'?",
        "",
        "1 error in 1 file",
    ]


def test_a_warning_fails_only_where_strict_is_said(
    monkeypatch: pytest.MonkeyPatch, week: Path
) -> None:
    week.write_text(WARNED)
    assert run(monkeypatch, "check", str(week)).status == 0
    assert run(monkeypatch, "check", "--strict", str(week)).status == 1


def test_json_stands_alone_on_the_output_and_is_the_same_each_time(
    monkeypatch: pytest.MonkeyPatch, week: Path
) -> None:
    week.write_text(ONE_LETTER_OFF)
    first, second = (
        run(monkeypatch, "check", "--format", "json", "--no-explore", str(week)) for _ in range(2)
    )
    assert first == second
    assert (first.status, first.err) == (1, "")
    data = json.loads(first.out)
    assert list(data) == ["findings", "errors", "warnings", "advice"]
    assert data["findings"][0]["hint"] == "did you mean 'friday'?"


def test_github_gets_workflow_commands(monkeypatch: pytest.MonkeyPatch, week: Path) -> None:
    week.write_text(ONE_LETTER_OFF)
    ran = run(monkeypatch, "check", "--format", "github", str(week))
    assert ran.out.startswith("::error file=")
    assert ",line=13,col=9,endColumn=15,title=PQ204::there is no scene “fridya”%0A" in ran.out


def test_github_gets_nothing_where_nothing_was_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "whole.yaml").write_text(WHOLE)
    assert run(monkeypatch, "check", str(tmp_path), "--format", "github").out == ""


def test_a_folder_is_checked_with_all_scenarios_in_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for suffix in (".yaml", ".yml"):
        (tmp_path / f"whole{suffix}").write_text(WHOLE)
    (tmp_path / "notes.txt").write_text("not a scenario")
    assert run(monkeypatch, "check", str(tmp_path)).out == "0 findings in 2 files\n"


@pytest.mark.parametrize("name", ["missing.yaml", "\x1b[2Jodd.yaml", "a\udcffb.yaml"])
def test_a_file_that_is_not_there_is_a_finding(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    ran = run(monkeypatch, "check", str(tmp_path / name))
    assert ran.status == 1
    assert "PQ004 error: the file cannot be read" in ran.out
    assert "\x1b" not in ran.out


def test_a_folder_without_scenarios_is_not_called_clean(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "nothing").mkdir()
    ran = run(monkeypatch, "check", str(tmp_path / "nothing"))

    assert ran.status == 2
    assert "There is no scenario in" in ran.err


def test_without_a_path_the_usage_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "check")
    assert ran.status == 2
    assert "Missing argument 'PATH...'" in ran.err
    assert ran.out == ""


def test_a_format_one_letter_off_is_guessed(monkeypatch: pytest.MonkeyPatch, week: Path) -> None:
    ran = run(monkeypatch, "check", "--format", "jsn", str(week))
    assert ran.status == 2
    assert "Did you mean 'json'?" in ran.err


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_code_is_explained_in_lines_that_fit(
    monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    ran = run(monkeypatch, "explain", code.lower())
    assert ran.status == 0
    assert ran.out.startswith(f"{code}, {RULES[code].severity}: ")
    assert " ".join(RULES[code].meaning.split()) in " ".join(ran.out.split())
    assert all(line.isprintable() for line in ran.out.splitlines())
    if RULES[code].raises:
        assert "An example that raises it:" in ran.out
        assert f": {code} {RULES[code].severity}: " in ran.out
        assert "Mended:" in ran.out


def test_without_a_code_all_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "explain")
    listed = [line.split()[0] for line in ran.out.splitlines() if line.startswith("PQ")]
    assert listed == sorted(RULES)


def test_a_code_that_does_not_exist_is_guessed(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run(monkeypatch, "explain", "PQ2044")
    assert ran.status == 2
    assert "did you mean 'PQ204'?" in ran.err


def test_a_code_explained_as_data_has_its_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    data = json.loads(run(monkeypatch, "explain", "PQ012", "--format", "json").out)
    assert list(data) == ["code", "severity", "sentence", "meaning", "raises", "passes"]
    assert data["raises"] == "minutes: 10\nminutes: 12"
    every = json.loads(run(monkeypatch, "explain", "--format", "json").out)
    assert [each["code"] for each in every["rules"]] == sorted(RULES)
