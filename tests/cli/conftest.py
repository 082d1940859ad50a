"""The command line is tested with two of the scenarios that ship: reading twelve takes long."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmquest.game import paths


@pytest.fixture(autouse=True)
def built_in(short_shelf: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What stands in the place of the scenarios that ship."""
    monkeypatch.setattr(paths, "builtin_scenarios", lambda: short_shelf)
    return short_shelf
