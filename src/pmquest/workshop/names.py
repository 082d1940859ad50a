"""What people in a room are called: what they typed, made harmless, or a name invented for them.

Names are shown to everybody, on a wall. So no character of one may act on a terminal or turn a
line round, none is endless, empty to the eye or stacked high, and no two people have the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Set
from itertools import count, groupby
from typing import Final

import regex

from pmquest.scoring.clean import PLACEHOLDER, clean_line

LONGEST_NAME: Final = 24
"""In graphemes: what people see as one character."""

_TALLEST: Final = 3
"""How many marks may stand on one letter; no writing needs more once they are composed."""

_LONGEST_GRAPHEME: Final = 12
"""In code points: more than any emoji has, and less than would be a nuisance."""

_JOINERS: Final = "\u200c\u200d"
"""Invisible characters that writing and emoji need inside."""
_BLANK: Final = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and symbols that nobody can see."""
_UNWANTED: Final = frozenset(("Cc", "Cf", "Co", "Cs", "Zl", "Zp"))
_MARKS: Final = frozenset(("Mn", "Me"))

_ANIMALS: Final = (
    "Otter Heron Badger Wren Hare Lynx Finch Beaver Stork Marten Robin Seal Swift".split()  # noqa: SIM905
)


def clean_name(typed: str) -> str:
    """Give a name as it may be shown, at most `LONGEST_NAME` graphemes; "" where none is left."""
    line = clean_line(unicodedata.normalize("NFKC", typed)).replace(PLACEHOLDER, "")
    shown = "".join(character for character in line if not _unwanted(character))
    name = _shortened(_flattened(shown), LONGEST_NAME)
    return name if any(not _invisible(character) for character in name) else ""


def invented_name(number: int) -> str:
    """Give a calm name for the person of this number, from 1: "Otter 1"."""
    return f"{_ANIMALS[(number - 1) % len(_ANIMALS)]} {number}"


def unique_name(name: str, taken: Set[str]) -> str:
    """Give the name, with a number where it is among those taken (which are casefolded)."""
    if name.casefold() not in taken:
        return name
    for number in count(2):
        ending = f" {number}"
        numbered = _shortened(name, LONGEST_NAME - len(ending)) + ending
        if numbered.casefold() not in taken:
            break
    return numbered


def graphemes(text: str) -> list[str]:
    """Split a text into what people see as one character each."""
    return regex.findall(r"\X", text)


def _shortened(name: str, most: int) -> str:
    kept = (grapheme[:_LONGEST_GRAPHEME] for grapheme in graphemes(name)[:most])
    return "".join(kept).strip()


def _flattened(text: str) -> str:
    """The text with at most `_TALLEST` marks on one letter."""
    flat = []
    for marks, run in groupby(
        text, key=lambda character: unicodedata.category(character) in _MARKS
    ):
        together = "".join(run)
        flat.append(together[:_TALLEST] if marks else together)
    return "".join(flat)


def _unwanted(character: str) -> bool:
    if character in _JOINERS:
        return False
    return character in _BLANK or unicodedata.category(character) in _UNWANTED


def _invisible(character: str) -> bool:
    return character in _JOINERS or character == " " or unicodedata.category(character) in _MARKS
