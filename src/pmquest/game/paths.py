"""Where things stand on the disk. Functions only: nothing is looked at or made at import."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "PMQUEST_HOME"
SCENARIOS_VARIABLE = "PMQUEST_SCENARIOS"


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder in which scenarios are looked for."""

    path: Path
    builtin: bool = False
    """Whether its scenarios ship with the game."""
    named: bool = False
    """Whether the player named it, and so wants to hear that it is not there."""


def default_home() -> Path:
    """Give the folder for the player's data: PMQUEST_HOME, else the system's usual place."""
    given = os.environ.get(HOME_VARIABLE)
    if given:
        return _expanded(given)
    from platformdirs import user_data_path

    return user_data_path("pmquest", appauthor=False)


def journal_file(home: Path) -> Path:
    """Give the file that holds every play and the settings."""
    return home / "plays.sqlite3"


def headers_file(home: Path) -> Path:
    """Give the cache of what the library lists."""
    return home / "cache" / "headers.json"


def profile_file(home: Path) -> Path:
    """Give the cache of what was folded from the plays."""
    return home / "cache" / "profile.json"


def own_scenarios(home: Path) -> Path:
    """Give the folder in which the player may put scenarios."""
    return home / "scenarios"


def builtin_scenarios() -> Path:
    """Give the folder of the scenarios that ship with the game.

    In an installed package they stand inside it; in a checkout, and in an editable install of
    one, beside the sources.
    """
    package = Path(__file__).resolve().parent.parent
    installed = package / "_scenarios"
    return installed if installed.is_dir() else package.parent.parent / "scenarios"


def scenario_folders(given: Iterable[Path], home: Path | None) -> tuple[Folder, ...]:
    """Give every folder with scenarios, each once; where an id stands twice the first counts.

    First those `given`, then those of PMQUEST_SCENARIOS, the player's own, the built-in ones.
    """
    variable = os.environ.get(SCENARIOS_VARIABLE, "")
    named = [*given, *(_expanded(each) for each in variable.split(os.pathsep) if each)]
    folders = [Folder(path.absolute(), named=True) for path in named]
    if home is not None:
        folders.append(Folder(own_scenarios(home).absolute()))
    folders.append(Folder(builtin_scenarios(), builtin=True))
    once: dict[Path, Folder] = {}
    for folder in folders:
        once.setdefault(folder.path, folder)
    return tuple(once.values())


def is_file(path: Path) -> bool:
    """Tell whether a regular file stands there; what cannot be looked at is none."""
    try:
        return path.is_file()
    except OSError:
        return False


def _expanded(text: str) -> Path:
    """Give the path with `~` resolved where there is a home to resolve it to."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)
