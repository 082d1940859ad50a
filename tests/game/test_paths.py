"""Where things stand on the disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pmquest.game import paths
from pmquest.game.game import Game


@pytest.fixture(autouse=True)
def built_in() -> None:
    """The real ones: where they stand is what is tested here."""


def test_the_home_is_the_variable_s_or_else_the_system_s(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert paths.default_home() == home
    monkeypatch.setenv("PMQUEST_HOME", "~/plays")
    monkeypatch.setenv("HOME", "/somewhere")
    assert paths.default_home() == Path("/somewhere/plays")
    monkeypatch.setenv("PMQUEST_HOME", "")
    assert paths.default_home().name == "pmquest"


def test_scenarios_come_from_what_was_given_the_variable_the_own_and_the_built_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMQUEST_SCENARIOS", os.pathsep.join(["/b", "", "/c", "/a"]))
    folders = paths.scenario_folders([Path("/a")], tmp_path)
    assert [folder.path for folder in folders] == [
        Path("/a"),
        Path("/b"),
        Path("/c"),
        tmp_path / "scenarios",
        paths.builtin_scenarios(),
    ]
    assert [folder.named for folder in folders] == [True, True, True, False, False]
    assert [folder.builtin for folder in folders] == [False] * 4 + [True]


def test_the_built_in_scenarios_are_found_from_a_checkout() -> None:
    with Game.in_memory() as game:
        headers = game.library.refresh()
        assert {"live-tracking", "portfolio-cut"} <= {header.id for header in headers}
        assert all(header.builtin and header.problem is None for header in headers)
        for header in headers:
            assert game.library.find(header.id).builtin
            assert game.library.find(header.file).builtin
        assert game.library.notices == ()


def test_the_built_in_scenarios_of_an_installed_package_stand_inside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "pmquest"
    (package / "_scenarios").mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(package / "game" / "paths.py"))
    assert paths.builtin_scenarios() == package / "_scenarios"


def test_nothing_is_made_before_it_is_needed(home: Path) -> None:
    paths.default_home()
    paths.scenario_folders([], home)
    assert not home.exists()
