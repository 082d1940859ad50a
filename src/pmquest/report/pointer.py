"""A line of source with a caret under the place that a finding is about."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from pmquest.report.lines import ELLIPSIS, cells
from pmquest.scoring.clean import clean

_NEAR: Final = 4
"""How many characters a cell may take (marks take none) before a place is out of sight."""


class Pointer(Struct, frozen=True):
    """A line of source, cut to the room there is, and the caret that belongs under it."""

    source: str
    caret: str


def pointed_at(line: str, column: int, length: int, width: int) -> Pointer:
    """Cut a line of source to `width` cells around a place and draw the caret under it.

    `column` (from 1) and `length` count characters of the line; wide characters are allowed
    for. What is cut away is marked with an ellipsis.
    """
    start = min(column - 1, len(line))
    near = max(0, start - _NEAR * width)  # a file may be one line of megabytes
    shown = clean(line[near : start + _NEAR * width].replace("\t", " "))
    start, cut_after = start - near, near + len(shown) < len(line)
    end = max(start + 1, min(start + length, len(shown)))
    first, last = _window(shown, start, end, width)
    before = ELLIPSIS if near + first > 0 else ""
    after = ELLIPSIS if cut_after or last < len(shown) else ""
    lead = cells(before + shown[first:start])
    marked = max(1, min(cells(shown[start:end]), cells(shown[start:last])))
    return Pointer(before + shown[first:last] + after, " " * lead + "^" * marked)


def _window(line: str, start: int, end: int, width: int) -> tuple[int, int]:
    """Which characters of a line to show so that `start` is seen and as much else as fits."""
    if cells(line) <= width:
        return 0, len(line)
    room = width - 2  # for an ellipsis at either end
    first = last = start
    too_long = cells(line[start:end]) > room
    if cells(line[:end]) <= room or (too_long and cells(line[:start]) <= room // 2):
        first = 0  # the key before a text says more than the end of it
    while last < end and cells(line[first : last + 1]) <= room:
        last += 1
    while True:
        grown = first, last
        if last < len(line) and cells(line[first : last + 1]) <= room:
            last += 1
        if first > 0 and cells(line[first - 1 : last]) <= room:
            first -= 1
        if (first, last) == grown:
            return first, last
