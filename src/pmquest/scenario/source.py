"""From the bytes of a file to text that is fit to be read: UTF-8, bounded, without controls.

Control characters and bidirectional overrides are refused wherever they stand, because every
text of a scenario may reach a terminal.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from pmquest.scenario.diagnostics import Collector, Span, rule

FILE_LIMIT: Final = 4 * 1024 * 1024
"""Bytes; a scenario of 1,000 scenes has less than half of that."""

_BIDI = "\u202a-\u202e\u2066-\u2069"
_BREAKS = "\u0085\u2028\u2029"
FORBIDDEN: Final = re.compile(
    f"[^\\t\\n\\r\\x20-\\x7e\\x85\\xa0-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]"
    f"|[{_BIDI}{_BREAKS}\ufeff]"
)
"""A character that no text may hold."""

_NAMES: Final = {
    "\x00": "a zero byte",
    "\x1b": "an escape character",
    "\ufeff": "a byte-order mark in mid-text",
}

TOO_LARGE = rule(
    "PQ001",
    "error",
    "the file has more than 4 MiB; a scenario is text that people read",
    meaning="A scenario of 1,000 scenes takes about 2 MB. Something else is in this file, or "
    "it should be several scenarios.",
    raises="# " + "x" * FILE_LIMIT,
    passes="# a comment of reasonable length\n",
)
NOT_UTF8 = rule(
    "PQ002",
    "error",
    "this is not UTF-8 text (byte 0x{byte:02x})",
    meaning="Scenarios are UTF-8, with or without a byte-order mark. In your editor, choose "
    "“save with encoding: UTF-8”.",
    raises=b"author: Andr\xe9\n",
    passes="author: André\n".encode(),
)
CONTROL = rule(
    "PQ003",
    "error",
    "{what} must not stand in a scenario",
    meaning="Control characters and bidirectional overrides would reach the player's terminal, "
    "where they can hide text or change the screen. Only newline and tab are allowed. Such "
    "characters usually come along when text is pasted.",
    raises='author: "Bell \\a rings"\n',
    passes="author: A bell rings\n",
)


def describe(character: str) -> str:
    """Name a forbidden character for a sentence, such as `the character U+202E (...)`."""
    name = _NAMES.get(character)
    if name is None and re.match(f"[{_BIDI}]", character):
        name = "a bidirectional override"
    if name is None and character in _BREAKS:
        name = "a line separator that editors do not count"
    if name is None:
        name = "a control character"
    return f"{name} (U+{ord(character):04X})"


LINE_BREAK: Final = re.compile(r"\r\n|\r|\n")
"""What ends a line, to YAML and to editors alike."""


def source_lines(text: str) -> list[str]:
    """Give the lines of a text, without their ends."""
    return LINE_BREAK.split(text)


class LineIndex:
    """Finds the line and column of a position in a text, and the other way about."""

    def __init__(self, text: str) -> None:
        """Learn where the lines of a text begin."""
        self._starts = [0, *(match.end() for match in LINE_BREAK.finditer(text))]

    def span(self, position: int, length: int = 1) -> Span:
        """Give the place of a position (characters from 0)."""
        line = bisect_right(self._starts, position)
        return Span(line, position - self._starts[line - 1] + 1, length)

    def position(self, line: int, column: int) -> int:
        """Give the position of a place; of one beyond the last line, that of the last line."""
        return self._starts[min(line, len(self._starts)) - 1] + column - 1


def decode(data: bytes, found: Collector) -> str | None:
    """Give the text of a file, each forbidden character replaced by a space and reported.

    None where there is no text to read on: too large, or not UTF-8.
    """
    if len(data) > FILE_LIMIT:
        found.add(TOO_LARGE, Span(1, 1))
        return None
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        place = LineIndex(before).span(len(before))
        found.add(NOT_UTF8, place, byte=data[error.start])
        return None
    if FORBIDDEN.search(text) is None:
        return text
    index = LineIndex(text)
    for match in FORBIDDEN.finditer(text):
        found.add(CONTROL, index.span(match.start()), what=describe(match.group()))
    return FORBIDDEN.sub(" ", text)
