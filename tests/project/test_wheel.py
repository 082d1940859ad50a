"""What is shipped: a wheel has the whole game in it, and plays where nothing else is."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel holds."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (wheel,) = folder.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def files(folder: Path) -> set[str]:
    """The files of a folder by their paths in it, without what Python leaves behind."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {str(path) for path in paths if "__pycache__" not in path.parts}


def test_every_file_of_the_package_is_in_it_and_nothing_else(installed: Path) -> None:
    shipped = {name for name in files(installed / "pmquest") if not name.startswith("_scenarios/")}
    assert shipped == files(ROOT / "src" / "pmquest")
    assert {path.name.split("-")[0] for path in installed.iterdir()} == {"pmquest"}


def test_the_scenarios_are_in_it_byte_for_byte(installed: Path) -> None:
    ours, theirs = ROOT / "scenarios", installed / "pmquest" / "_scenarios"
    assert files(theirs) == files(ours)
    assert all((theirs / name).read_bytes() == (ours / name).read_bytes() for name in files(ours))


def test_it_finds_its_own_scenarios_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pmquest", "list", "--format", "json"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed), "PMQUEST_HOME": str(tmp_path / "home")},
        capture_output=True,
        check=True,
        timeout=60,
    )
    listed = json.loads(done.stdout)["scenarios"]
    assert {each["id"] for each in listed} >= {"live-tracking", "portfolio-cut"}
    assert all(Path(each["file"]).is_relative_to(installed) for each in listed)
    assert all(each["builtin"] and not each["problem"] for each in listed)


def test_it_starts_scenarios_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "pmquest", "new", "first-week", "--from", "leader"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed), "PMQUEST_HOME": str(tmp_path / "home")},
        capture_output=True,
        check=True,
        timeout=60,
    )
    starter = ROOT / "src" / "pmquest" / "starters" / "leader.yaml"
    assert (tmp_path / "first-week.yaml").read_bytes() == starter.read_bytes()
