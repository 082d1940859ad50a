"""`pmquest explore` and `pmquest map`: every road through a scenario, and its scenes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import pytest

import pmquest.explore.explore
from pmquest.cli import main
from pmquest.commands import roads
from pmquest.engine.machine import Machine
from pmquest.explore.exploration import BUDGET, Exploration
from pmquest.report.lines import cells
from pseudo_terminal import at_terminal
from running import run
from stories import STORY, write


def no_number(name: str) -> NoReturn:
    raise AssertionError(f"{name} is no JSON")


def data_of(text: str) -> Any:
    return json.loads(text, parse_constant=no_number)


@pytest.fixture
def story(tmp_path: Path) -> str:
    return str(write(tmp_path, STORY))


def test_explore_tells_what_is_wrong_with_the_command_that_shows_it(
    monkeypatch: pytest.MonkeyPatch, story: str
) -> None:
    ran = run(monkeypatch, "explore", story)
    assert (ran.status, ran.err) == (0, "")
    said = ran.out.splitlines()
    at = said.index("✗ A play can stop in cellar without an ending: a dead end.")
    command = said[at + 1].removeprefix("  shown by: pmquest ")
    shown = run(monkeypatch, *command.split())
    assert shown.status == 0
    assert "dead end" in shown.out
    assert "\x1b" not in ran.out
    assert max(cells(line) for line in said if "pmquest score" not in line) <= 80


def test_the_json_of_explore_has_the_promised_keys(
    monkeypatch: pytest.MonkeyPatch, story: str
) -> None:
    found = data_of(run(monkeypatch, "explore", story, "--format", "json").out)
    assert list(found) == [
        "exact", "states", "paths", "scenes", "unreachable", "never_available", "stuck",
        "endless", "endings", "judgment", "decisions", "players", "no_strong",
    ]  # fmt: skip
    assert found["exact"] is True
    assert found["paths"] is None
    assert found["stuck"] == [{"scene": "cellar", "picks": [["monday", "hide"]], "seed": 0}]
    assert found["endings"]["loved"]["shortest"] == [["monday", "ring"], ["wednesday", "years"]]


def test_what_ships_is_explored_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    found = data_of(run(monkeypatch, "explore", "live-tracking", "--format", "json").out)
    assert found["exact"] is True
    assert sum(each["probability"] for each in found["endings"].values()) == pytest.approx(1)


def test_past_its_budget_explore_says_that_it_is_a_sample(
    monkeypatch: pytest.MonkeyPatch, story: str
) -> None:
    ran = run(monkeypatch, "explore", story, "--budget", "5")
    assert ran.status == 0
    assert "This is a sample, not every road" in ran.out
    found = data_of(run(monkeypatch, "explore", story, "--budget", "5", "--format", "json").out)
    assert found["exact"] is False
    assert list(found)[-1] == "sampled"


@pytest.mark.parametrize("command", ["explore", "map"])
def test_a_budget_is_at_least_one_state(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    for budget in ("0", "-1", "many"):
        ran = run(monkeypatch, command, "live-tracking", "--budget", budget)
        assert ran.status == 2
        assert "'--budget'" in ran.err


@pytest.mark.parametrize("command", ["explore", "map"])
def test_a_scenario_with_errors_is_refused_with_all_of_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str
) -> None:
    path = write(tmp_path, "pmquest: 2\nminuts: 3\n", "broken.yaml")
    ran = run(monkeypatch, command, str(path))
    assert (ran.status, ran.out) == (1, "")
    assert f"{path}:1:" in ran.err
    assert f"pmquest check {path} shows where." in ran.err


@pytest.mark.parametrize("command", ["explore", "map"])
def test_an_unknown_scenario_is_guessed(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    ran = run(monkeypatch, command, "live-trackin")
    assert (ran.status, ran.out) == (2, "")
    assert "Did you mean “live-tracking”?" in ran.err


def test_what_is_pasted_names_the_file_where_the_id_would_not_be_found(
    monkeypatch: pytest.MonkeyPatch, story: str
) -> None:
    folder = str(Path(story).parent)
    ran = run(monkeypatch, "explore", "story", "--scenarios", folder)
    assert f"pmquest score {story} hide --seed 0" in ran.out
    monkeypatch.setenv("PMQUEST_SCENARIOS", folder)
    assert "pmquest score story hide --seed 0" in run(monkeypatch, "explore", "story").out


def test_map_draws_a_tree_with_every_scene(monkeypatch: pytest.MonkeyPatch, story: str) -> None:
    ran = run(monkeypatch, "map", story)
    assert (ran.status, ran.err) == (0, "")
    for scene in ("monday", "tuesday", "wednesday", "cellar", "loved", "left_alone"):
        assert f" {scene} · " in ran.out
    assert "✗ dead end" in ran.out
    assert "\x1b" not in ran.out
    assert max(map(cells, ran.out.splitlines())) <= 80


def test_a_map_without_exploring_says_so(monkeypatch: pytest.MonkeyPatch, story: str) -> None:
    def never(*_: object, **__: object) -> Exploration:
        raise AssertionError("it was explored")

    monkeypatch.setattr(pmquest.explore.explore, "explore", never)
    ran = run(monkeypatch, "map", story, "--no-explore")
    assert ran.status == 0
    assert "Not explored" in ran.out
    assert "%" not in ran.out


@pytest.mark.parametrize(
    ("form", "head"), [("mermaid", "flowchart TD\n"), ("dot", "digraph map {\n")]
)
def test_map_writes_diagrams(
    monkeypatch: pytest.MonkeyPatch, story: str, form: str, head: str
) -> None:
    ran = run(monkeypatch, "map", story, "--format", form)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith(head)
    assert ran.out.endswith("\n")


def test_the_json_of_map_has_every_scene_and_way(
    monkeypatch: pytest.MonkeyPatch, story: str
) -> None:
    found = data_of(run(monkeypatch, "map", story, "--format", "json").out)
    assert list(found) == ["scenario", "title", "explored", "exact", "scenes", "interrupts"]
    assert (found["scenario"], found["explored"], found["exact"]) == ("story", True, True)
    monday = found["scenes"][0]
    assert list(monday) == [
        "scene", "title", "depth", "part", "calls_for", "ending", "met", "visits", "dead_end",
        "endless", "via", "answers",
    ]  # fmt: skip
    assert monday["via"] == ["wednesday"]
    ring = monday["answers"][0]
    assert ring == {
        "choice": "ring", "text": "Ring ten customers.", "level": "manager",
        "judgment": "strong", "when": None, "once": False, "met": "yes",
        "share": pytest.approx(1 / 3),
        "ways": [
            {"kind": "scene", "scene": "tuesday", "when": None, "odds": None,
             "share": pytest.approx(1 / 3)},
        ],
    }  # fmt: skip
    quick = data_of(run(monkeypatch, "map", story, "--no-explore", "--format", "json").out)
    assert (quick["explored"], quick["exact"]) == (False, False)
    assert quick["scenes"][0]["visits"] is None


class Patient:
    """Stands in for exploring: it asks now and then, as exploring does, and takes its time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.explore = pmquest.explore.explore.explore
        self.passed = 0.0
        monkeypatch.setattr(pmquest.explore.explore, "explore", self)
        monkeypatch.setattr(roads.time, "monotonic", lambda: self.passed)

    def __call__(self, machine: Machine, *, budget: int = BUDGET, cancelled: Any) -> Exploration:
        for _ in range(5):
            self.passed += 0.4
            assert not cancelled()
        return self.explore(machine, budget=budget)


def test_nobody_at_a_terminal_is_told_nothing(monkeypatch: pytest.MonkeyPatch, story: str) -> None:
    Patient(monkeypatch)
    assert run(monkeypatch, "explore", story).err == ""


def test_somebody_at_a_terminal_is_told_once_that_it_takes_long(
    monkeypatch: pytest.MonkeyPatch, story: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Patient(monkeypatch)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with pytest.raises(SystemExit) as left:
        main(("map", story, "--format", "json"))
    assert left.value.code == 0
    said = capsys.readouterr()
    assert said.err == "Following every road; ctrl+c stops it.\n"
    assert data_of(said.out)["exact"] is True


def test_an_interrupt_stops_it(monkeypatch: pytest.MonkeyPatch, story: str) -> None:
    def interrupted(*_: object, **__: object) -> Exploration:
        raise KeyboardInterrupt

    monkeypatch.setattr(pmquest.explore.explore, "explore", interrupted)
    ran = run(monkeypatch, "explore", story)
    assert (ran.status, ran.out) == (130, "")
    assert "Traceback" not in ran.err


def test_at_a_terminal_there_are_no_escapes_either(home: Path, story: str) -> None:
    with at_terminal("map", story, home=home) as terminal:
        terminal.wait_for("that go this way.")
        assert terminal.leave() == 0
        assert "\x1b" not in terminal.seen


@pytest.mark.parametrize("command", ["explore", "map"])
def test_ids_of_the_library_are_completed(command: str) -> None:
    asked = {
        "_PMQUEST_COMPLETE": "bash_complete",
        "COMP_WORDS": f"pmquest {command} live",
        "COMP_CWORD": "2",
    }
    done = subprocess.run(
        [sys.executable, "-c", "from pmquest.cli import main; main(())"],
        capture_output=True, text=True, check=False, timeout=30, env={**os.environ, **asked},
    )  # fmt: skip
    assert "plain,live-tracking" in done.stdout
