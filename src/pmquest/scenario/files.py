"""Which files may be scenarios, and which describes a pack of them, told by their names alone."""

from __future__ import annotations

from pathlib import Path
from typing import Final

_SUFFIXES: Final = (".yaml", ".yml")

PACK_FILE: Final = "pack.yaml"
"""Describes the folder in which it stands, and is no scenario itself."""


def may_be_scenario(name: str) -> bool:
    """Whether a file of this name may be a scenario: YAML, not hidden, not a pack's own file."""
    return name.endswith(_SUFFIXES) and name != PACK_FILE and not name.startswith(".")


def ids_in(folder: Path) -> tuple[str, ...]:
    """Give the ids of the scenarios that a folder itself may hold, sorted.

    Raises OSError where the folder cannot be read.
    """
    return tuple(sorted(Path(name).stem for name in files_in(folder)))


def files_in(folder: Path) -> tuple[str, ...]:
    """Give the names of the files of a folder itself that may be scenarios, sorted.

    Raises OSError where the folder cannot be read.
    """
    return tuple(
        sorted(
            path.name
            for path in folder.iterdir()
            if may_be_scenario(path.name) and not path.is_dir()
        )
    )
