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


STUCK = WHOLE.replace(
    "    to: friday\n",
    "    to: friday\n    choices:\n"
    "      ask: {text: Ask., to: cellar}\n      wait: {text: Wait.}\n",
).replace(
    "  friday:\n",
    "  cellar:\n    title: The cellar\n    text: It is dark.\n    to: friday\n    choices:\n"
    '      up: {text: Go up., when: chose("monday.wait")}\n  friday:\n',
)


def test_a_dead_end_is_shown_with_the_picks_that_lead_there(
    monkeypatch: pytest.MonkeyPatch, week: Path
) -> None:
    week.write_text(STUCK)
    ran = run(monkeypatch, "check", str(week))
    assert ran.status == 1
    assert f"{week}:21:5: PQ301 error: the story can get stuck in “cellar”" in ran.out
    command = f"pmquest score {week} ask --seed 0"
    assert f"  shown by: {command}" in ran.out
    scored = run(monkeypatch, *command.split()[1:])
    assert "A dead end, without an ending." in scored.out


def test_without_exploring_only_the_text_is_judged(
    monkeypatch: pytest.MonkeyPatch, week: Path
) -> None:
    week.write_text(STUCK)
    assert run(monkeypatch, "check", "--no-explore", str(week)).status == 0
    data = json.loads(run(monkeypatch, "check", "--format", "json", str(week)).out)
    dead_end = next(each for each in data["findings"] if each["code"] == "PQ301")
    assert list(dead_end)[-2:] == ["picks", "seed"]
    assert (dead_end["picks"], dead_end["seed"]) == ([["monday", "ask"]], 0)


def test_what_a_file_waives_is_counted_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, week: Path
) -> None:
    week.write_text(f"waive: {{PQ128: The number is a comment.}}\n{WARNED}")
    ran = run(monkeypatch, "check", "--strict", str(week))
    assert (ran.status, ran.out) == (0, "0 findings in 1 file, 1 waived\n")


def test_a_check_that_is_interrupted_leaves_with_130(
    monkeypatch: pytest.MonkeyPatch, week: Path
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    week.write_text(WHOLE)
    monkeypatch.setattr("pmquest.check.findings.check_file", interrupted)
    ran = run(monkeypatch, "check", str(week))
    assert (ran.status, ran.out) == (130, "")


def test_somebody_who_waits_at_a_terminal_is_told_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(WHOLE)
    monkeypatch.setattr("pmquest.commands.author._LONG", -1.0)
    assert run(monkeypatch, "check", str(tmp_path)).err == ""
    monkeypatch.setattr("pmquest.plain.terminal.is_watched", lambda: True)
    ran = run(monkeypatch, "check", str(tmp_path))
    assert ran.err.splitlines() == [
        f"checking {number} of 2: {tmp_path / name}.yaml" for number, name in ((1, "a"), (2, "b"))
    ]


def test_the_scenarios_that_ship_are_ready_to_ship(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(__file__).parents[2] / "scenarios"
    ran = run(monkeypatch, "check", "--strict", "--format", "json", str(folder))
    data = json.loads(ran.out)
    assert (ran.status, data["errors"], data["warnings"]) == (0, 0, 0)


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
    for name in ("one.yaml", "other.yml"):
        (tmp_path / name).write_text(WHOLE)
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
