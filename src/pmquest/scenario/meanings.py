"""What each of the words means that a key may take, for those who write scenarios.

The JSON Schema shows them in an editor's completion, the format reference as tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pmquest.framework import (
    ASPECTS,
    LEVEL_INFO,
    RESPONSIBILITIES,
    SLIPS,
    AspectInfo,
    ResponsibilityInfo,
)


def meanings_of(words: Iterable[str]) -> dict[str, str]:
    """Give the words of one key in the order in which they are told, each with its meaning."""
    return _MEANINGS[frozenset(words)]


def _aspect(info: AspectInfo) -> str:
    return (
        f"{info.label}. Manager-level: {_inside(info.manager)} Leader-level: {_inside(info.leader)}"
    )


def _responsibility(info: ResponsibilityInfo) -> str:
    return f"{LEVEL_INFO[info.level].label.capitalize()}. {info.label}. {info.meaning}"


def _inside(sentence: str) -> str:
    """Give a sentence as it stands after a colon."""
    return sentence[0].lower() + sentence[1:]


_LEVELS: Final[dict[str, str]] = {info.id: info.meaning for info in LEVEL_INFO.values()}

_TABLES: Final[tuple[dict[str, str], ...]] = (
    _LEVELS,
    {**_LEVELS, "either": "The moment can be met well at both levels."},
    {info.id: _aspect(info) for info in ASPECTS.values()},
    {info.id: _responsibility(info) for info in RESPONSIBILITIES.values()},
    {info.id: info.meaning for info in SLIPS.values()},
    {
        "strong": "Serves what the moment needs, and pays its price. 3 points.",
        "sound": "Serves it, at a cost that could be avoided. 2 points.",
        "weak": "Misses it, but can be mended. 1 point.",
        "poor": "Makes it worse, or closes a door. No points.",
    },
    {
        "good": "What was hoped for, at a price that could be paid.",
        "mixed": "Something was reached, and something that mattered was lost.",
        "bad": "What was to be reached is out of reach.",
    },
    {
        "line": "Values over time, joined by a line.",
        "bar": "Values side by side.",
        "table": "Rows and columns, cells as written.",
    },
    {
        "higher": "The more the better, as with trust.",
        "lower": "The less the better, as with complaints.",
    },
)
_MEANINGS: Final = {frozenset(table): table for table in _TABLES}
