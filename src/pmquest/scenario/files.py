"""Which files may be scenarios, told by their names alone."""

from __future__ import annotations

from typing import Final

_SUFFIXES: Final = (".yaml", ".yml")
_PACK_FILE: Final = "pack.yaml"
"""Describes a folder of scenarios and is none itself."""


def may_be_scenario(name: str) -> bool:
    """Whether a file of this name may be a scenario: YAML, not hidden, not a pack's own file."""
    return name.endswith(_SUFFIXES) and name != _PACK_FILE and not name.startswith(".")
