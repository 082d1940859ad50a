"""Guessing which name was meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

_LONGEST: Final = 80
"""Longer names are prose; comparing them would take long and help nobody."""
_MOST_KNOWN: Final = 5_000
"""Among more names none is looked for: as many scenes are all that a scenario may have."""


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """Give `did you mean 'x'?` for the closest known name, or None where none is close."""
    close = closest(name, known)
    return f"did you mean '{close}'?" if close else None


def closest(name: str, known: Iterable[str], likeness: float = 0.6) -> str | None:
    """Give the known name that is most like a name, if it is like it enough (0 to 1)."""
    if len(name) > _LONGEST:
        return None
    short = [each for each in known if len(each) <= _LONGEST]
    if len(short) > _MOST_KNOWN:
        return None
    return next(iter(get_close_matches(name, short, n=1, cutoff=likeness)), None)
