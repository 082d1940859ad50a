"""How far a line should be set in that YAML cannot place.

A line that does not fit is tried in every column in which it could belong; it is taken to belong
where the lines around it can be read furthest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

from msgspec import Struct

_BEFORE: Final = re.compile(r"^[ \t]*")
_DASHES: Final = re.compile(r"^ *(?:- +)+")
_OPENS: Final = re.compile(r"(?::|- *|[|>][+-]?)\s*(?: #.*)?$")
_SCENE_DEPTH: Final = 2
"""A line at most so far in begins a part of a file that can be read by itself."""
_LINES_AFTER: Final = 60
_MOST_LINES_AROUND: Final = 400
"""What is further away tells nothing more about where a line belongs."""

Reads: TypeAlias = Callable[[str], tuple[int, int]]
"""Says of a text at which line (from 0) YAML gives it up, and how much it finds in it."""


class Shift(Struct, frozen=True):
    """A line (from 0) and by how many spaces it is, and should be, set in."""

    line: int
    had: int
    needs: int
    sure: bool
    """Whether it could belong nowhere else."""


def shift(lines: Sequence[str], number: int, begun: int | None, reads: Reads) -> Shift | None:
    """Find the line to be moved where YAML gives up at the beginning of a line (from 0).

    That is the line itself, the one above it, the first one beside it, or the line in which the
    map or list has `begun` that YAML read last; None where moving none of them helps.
    """
    width = _width(lines[number])
    above = next(_content_lines(lines, number), number)
    others = {above, _first_beside(lines, number)}
    if begun is not None and 0 < number - begun < _MOST_LINES_AROUND:
        others.add(begun)
    tabbed = "\t" in _indent(lines[number])
    tries = [(number, column) for column in _columns(lines, number) if column != width or tabbed]
    tries += [(line, width) for line in others if _width(lines[line]) != width]
    around, first = _around(lines, min(others), number)
    judged = []
    for line, column in tries:
        around[line - first] = moved(lines[line], column)
        given_up, found = reads("\n".join(around))
        around[line - first] = _expanded(lines[line])
        distance = 0 if tabbed else abs(column - _width(lines[line]))
        judged.append((-given_up, found, distance, number - line, -column))
    judged.sort()
    if not judged or -judged[0][0] <= number - first:
        return None
    _, _, _, back, column = judged[0]
    sure = len(judged) == 1 or judged[0][:2] != judged[1][:2]
    line = number - back
    return Shift(line, _width(lines[line]), -column, sure)


def moved(line: str, column: int) -> str:
    """Give a line set in by so many spaces."""
    return " " * column + _BEFORE.sub("", line)


def is_tabbed(line: str) -> bool:
    """Whether a line with something in it is set in with a tab."""
    return "\t" in _indent(line) and bool(line.strip())


def _indent(line: str) -> str:
    found = _BEFORE.match(line)
    return found.group() if found else ""


def _expanded(line: str) -> str:
    return moved(line, _width(line))


def _width(line: str) -> int:
    """By how many spaces a line is set in; a tab stands for a level."""
    return len(_indent(line).expandtabs(_SCENE_DEPTH))


def _content_lines(lines: Sequence[str], before: int) -> Iterator[int]:
    """Give the lines above one that hold more than a comment, the nearest first."""
    for number in range(before - 1, -1, -1):
        stripped = lines[number].strip()
        if stripped and not stripped.startswith("#"):
            yield number


def _first_beside(lines: Sequence[str], number: int) -> int:
    """Give the first line of the part in which a line stands: the one under what opens it."""
    first = number
    for above in _content_lines(lines, number):
        if _width(lines[above]) < _width(lines[number]) or number - above > _MOST_LINES_AROUND:
            break
        first = above
    return first


def _columns(lines: Sequence[str], number: int) -> list[int]:
    """Give the columns in which a line could begin: those of what is open there, and the next."""
    columns = set()
    outer = None
    for above in _content_lines(lines, number):
        line, width = lines[above], _width(lines[above])
        if outer is None or width < outer:
            if outer is None and _OPENS.search(line):
                columns.add(width + _SCENE_DEPTH)
            outer = width
            columns.add(width)
            if dashes := _DASHES.match(line):
                columns.add(dashes.end())
        if width == 0:
            break
    if below := next(_lines_after(lines, number), None):
        columns.add(_width(lines[below]))
    return sorted(columns)


def _lines_after(lines: Sequence[str], number: int) -> Iterator[int]:
    """Give the lines with something in them under one, up to where they tell nothing more."""
    for below in range(number + 1, min(len(lines), number + _MOST_LINES_AROUND)):
        if lines[below].strip():
            yield below


def _end(lines: Sequence[str], number: int) -> int:
    """Give where a part ends that shows what goes with a line: after what stands in it."""
    below = list(_lines_after(lines, number))
    inside = _width(lines[below[0]]) if below else 0
    outside = (each for each in below if _width(lines[each]) < inside)
    return max(number + _LINES_AFTER, next(outside, number) + 1)


def _around(lines: Sequence[str], upper: int, number: int) -> tuple[list[str], int]:
    """Give a part of a text that can be read by itself and holds two lines, and where it begins.

    In it no other line is set in with a tab.
    """
    first = 0
    for first in _content_lines(lines, upper):
        if _width(lines[first]) <= _SCENE_DEPTH:
            break
    around = [_expanded(line) for line in lines[first : _end(lines, number)]]
    if around and _width(around[0]):
        outer = next((each for each in _content_lines(lines, first) if not _width(lines[each])), 0)
        return [lines[outer], *around], first - 1
    return around, first
