"""What all tests share; it stands here so that they can import the helpers beside it, too.

Tests that run for minutes are marked `long` and switched on with `--long`.
"""

from __future__ import annotations

import gc
import os
from itertools import count
from pathlib import Path

import pytest

_homes = count(1)

SCENARIOS = Path(__file__).parents[1] / "scenarios"
"""Where the scenarios that ship stand."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run the tests that take minutes")


def pytest_xdist_auto_num_workers() -> int:
    """Give how many run side by side: more than there are cores, as tests of a face often wait."""
    return (os.cpu_count() or 1) * 3 // 2


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    skip = pytest.mark.skip(reason="takes minutes; switched on with --long")
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(skip)


def pytest_collection_finish() -> None:
    """Look for garbage less often, and not among what stays until the end: modules and tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)


def pytest_sessionfinish() -> None:
    """Look for garbage once; pytest looks five times more before it ends."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def short_shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two of the scenarios that ship: what is tested with them needs no twelve."""
    shelf = tmp_path_factory.mktemp("shelf")
    for name in ("live-tracking.yaml", "portfolio-cut.yaml"):
        (shelf / name).symlink_to(SCENARIOS / name)
    order = "order: [live-tracking, portfolio-cut]"
    (shelf / "pack.yaml").write_text(f"pmquest_pack: 1\ntitle: Two that ship\n{order}\n")
    return shelf


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for every test, so that none touches the real one; made when used."""
    home = tmp_path_factory.getbasetemp() / f"home-{next(_homes)}"
    monkeypatch.setenv("PMQUEST_HOME", str(home))
    monkeypatch.delenv("PMQUEST_SCENARIOS", raising=False)
    return home
