"""The core stands alone: the engine and the scoring load no YAML, database, screen or clock."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

CODE = """
import importlib, json, pkgutil, sys
for package in sys.argv[1:]:
    found = importlib.import_module(package)
    for module in pkgutil.iter_modules(found.__path__, package + "."):
        importlib.import_module(module.name)
print(json.dumps(sorted(sys.modules)))
"""
FOREIGN = {"yaml", "sqlite3", "textual", "rich", "click", "jinja2", "markdown_it", "platformdirs"}
OTHER_LAYERS = {"check", "journal", "game", "report", "plain", "tui", "cli"}


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    command = [sys.executable, "-I", "-c", CODE, "pmquest.engine", "pmquest.scoring"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    return set(json.loads(done.stdout))


def test_playing_and_scoring_load_nothing_of_the_world_outside(loaded: set[str]) -> None:
    assert "pmquest.engine.play" in loaded
    assert "pmquest.scoring.debrief" in loaded
    assert not loaded & FOREIGN


def test_playing_and_scoring_load_no_layer_above_them(loaded: set[str]) -> None:
    layers = {name.split(".")[1] for name in loaded if name.startswith("pmquest.")}
    assert not layers & OTHER_LAYERS
