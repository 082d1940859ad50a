"""Text that people typed or shared, made harmless for every face.

Names, notes, reflections and plans are typed by players; scenario text is written by anybody.
The scenario reader refuses what is dangerous, the rest passes through here: no control or
escape character reaches a terminal, no bidirectional override turns a line round. What is
taken out stays visible as "�", so that nothing vanishes in silence.
"""

from __future__ import annotations

import re
from typing import Final

PLACEHOLDER: Final = "\ufffd"
"""Stands where a harmful character stood."""

_HARMFUL: Final = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, newline and tab apart
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional marks and overrides
    "\u2028\u2029"  # line and paragraph separators, which some programs take for newlines
    "\ufeff\ufff9-\ufffb\ufffe\uffff"  # byte-order mark, annotations, noncharacters
    "\ud800-\udfff"  # lone surrogates, which no file can hold
    "\U000e0000-\U000e007f"  # tag characters, which hide text inside text
    "]"
)
_LINE_ENDS: Final = re.compile("\r\n?")
_SPACES: Final = re.compile(r"[ \t\n]+")


def clean(text: str) -> str:
    """Give the text with every harmful character replaced; lines stay lines."""
    return _HARMFUL.sub(PLACEHOLDER, _LINE_ENDS.sub("\n", text))


def clean_line(text: str) -> str:
    """Give the text clean and on one line, with single spaces, for titles, names and cells."""
    return _SPACES.sub(" ", clean(text)).strip()
