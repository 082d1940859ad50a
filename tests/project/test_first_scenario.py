"""Whoever follows "Your first scenario" to the letter sees what it says and ends where it says."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from first_scenario import applied, pieces, shows

from pmquest.engine.machine import Machine
from pmquest.explore.explore import explore
from pmquest.scenario.reader import read_file
from running import Ran, run


def typed(monkeypatch: pytest.MonkeyPatch, command: str) -> Ran:
    """Run a command of the page; the two that take the whole screen leave at once."""
    program, *arguments = shlex.split(command)
    assert program == "pmquest"
    if arguments[0] == "play":
        arguments.append("--plain")
    return run(monkeypatch, *arguments)


def test_following_the_page_gives_a_scenario_that_is_proved(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "first-week.yaml"
    for piece in pieces():
        if piece.kind != "console":
            path.write_text(applied(piece, path.read_text()))
            continue
        command, _, expected = piece.text.partition("\n")
        whole = path.read_text() if path.exists() else ""
        if piece.note.startswith("mistake "):
            right, _, wrong = piece.note.removeprefix("mistake ").partition("|")
            assert whole.count(right) == 1
            path.write_text(whole.replace(right, wrong))
        ran = typed(monkeypatch, command.removeprefix("$ "))
        if expected:
            assert shows(expected, ran.out + ran.err), f"{command}\n{ran.out}{ran.err}"
        if piece.note:
            path.write_text(whole)

    scenario = read_file(path).scenario
    assert scenario is not None
    found = explore(Machine(scenario))
    assert found.exact
    assert not (*found.unreachable, *found.never_available, *found.stuck, *found.endless)
    assert {each.grade for each in found.endings.values()} == {"good", "mixed", "bad"}
    assert len([scene for scene in scenario.scenes.values() if scene.scored]) == 3
    assert (tmp_path / "first-week.html").is_file()
