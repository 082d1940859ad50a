"""Whoever names a folder or a pack where a scenario is wanted is told what to name instead."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from running import run
from stories import STORY

COMMANDS = (["play", "--plain"], ["explore"], ["map"], ["script"], ["score"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pack of one scenario, in a folder of its own."""
    monkeypatch.setenv("PMQUEST_HOME", str(tmp_path / "home"))
    pack = tmp_path / "weeks"
    pack.mkdir()
    (pack / "pack.yaml").write_text("pmquest_pack: 1\ntitle: Weeks\n")
    (pack / "museum.yaml").write_text(STORY, encoding="utf-8")
    return pack


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_folder_is_refused_with_the_scenarios_in_it(
    monkeypatch: pytest.MonkeyPatch, folder: Path, command: list[str]
) -> None:
    ran = run(monkeypatch, *command, str(folder))

    assert (ran.status, ran.out) == (2, "")
    named = folder / "museum.yaml"
    assert ran.err == f"{folder} is a folder. Name one of its scenarios: {named}.\n"


@pytest.mark.parametrize("command", [*COMMANDS, ["preview"]], ids=lambda command: command[0])
def test_the_file_of_a_pack_is_refused_with_the_scenarios_beside_it(
    monkeypatch: pytest.MonkeyPatch, folder: Path, command: list[str]
) -> None:
    ran = run(monkeypatch, *command, str(folder / "pack.yaml"))

    assert (ran.status, ran.out) == (2, "")
    assert "pack.yaml describes a pack and is no scenario. Name one of its scenarios:" in ran.err
    assert str(folder / "museum.yaml") in ran.err


def test_a_folder_without_scenarios_is_said_to_be_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert run(monkeypatch, "explore", str(tmp_path)).err == (
        f"{tmp_path} is a folder, and no scenario stands in it.\n"
    )


def test_no_line_of_the_help_is_cut_in_eighty_columns() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "pmquest", "--help"],
        env={**os.environ, "COLUMNS": "80"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout

    assert "preview" in told
    assert not any(line.endswith("...") for line in told.partition("Commands:")[2].splitlines())
