"""Guessing which name was meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

_LONGEST: Final = 80
"""Longer names are prose; comparing them would take long and help nobody."""


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """Give `did you mean 'x'?` for the closest known name, or None where none is close."""
    if len(name) > _LONGEST:
        return None
    close = get_close_matches(name, [each for each in known if len(each) <= _LONGEST], n=1)
    return f"did you mean '{close[0]}'?" if close else None
