"""Tables as lines: columns of cells, figures to the right, nothing cut.

Where a table is wider than the page its words wrap inside their columns; where even that does
not fit, each row becomes a small record of its own, one `head  cell` a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Literal

from msgspec.structs import replace

from pmquest.report.lines import Line, Run, cells, padded, plain, width, wrapped

Alignment = Literal["left", "right", "auto"]
"""How a column stands; `auto` puts a column of figures to the right."""

_GAP = 3
_LEAST_COLUMN = 8
"""A column of words is not made narrower than this; records take over before."""
_FIGURE = re.compile(r"[^\w]{0,3}\d[\d\s.,:/–-]*\s?[^\d\s]{0,4}|[–—-]?|n/a")


def table(
    heads: Sequence[Line],
    rows: Sequence[Sequence[Line]],
    size: int,
    alignments: Sequence[Alignment] = (),
) -> list[Line]:
    """Draw a table in at most `size` cells; every row has as many cells as there are heads."""
    columns = list(zip(heads, *rows, strict=True))
    stands = alignments or ("auto",) * len(columns)
    right = [
        alignment == "right" or (alignment == "auto" and is_figures(column[1:]))
        for column, alignment in zip(columns, stands, strict=True)
    ]
    widths = _widths(columns, size)
    if widths is None:
        return _records(heads, rows, size)
    muted = [tuple(replace(run, tone="muted") for run in head) for head in heads]
    wraps = any(width(cell) > room for row in rows for cell, room in zip(row, widths, strict=True))
    lines = _row(muted, widths, right)
    for index, row in enumerate(rows):
        if wraps and index:
            lines.append(())
        lines += _row(row, widths, right)
    return lines


def is_figures(column: Sequence[Line]) -> bool:
    """Whether every cell of a column is a figure, with its unit or sign, or stands for none."""
    texts = [plain(cell).strip() for cell in column]
    return any(texts) and all(_FIGURE.fullmatch(text) for text in texts)


def _widths(columns: Sequence[Sequence[Line]], size: int) -> list[int] | None:
    """How wide each column is; None where they do not fit beside each other."""
    widths = [max(map(width, column)) for column in columns]
    least = [
        min(wide, max(_LEAST_COLUMN, _longest_word(column)))
        for wide, column in zip(widths, columns, strict=True)
    ]
    room = size - _GAP * (len(columns) - 1)
    if sum(least) > room:
        return None
    while sum(widths) > room:
        slack = [wide - low for wide, low in zip(widths, least, strict=True)]
        over = sum(widths) - room
        widest = max(range(len(widths)), key=lambda index: (slack[index] > 0, widths[index]))
        widths[widest] -= min(slack[widest], max(1, over // len(widths)))
    return widths


def _longest_word(column: Sequence[Line]) -> int:
    return max((cells(word) for cell in column for word in plain(cell).split()), default=0)


def _row(row: Sequence[Line], widths: Sequence[int], right: Sequence[bool]) -> list[Line]:
    parts = [wrapped(cell, room) for cell, room in zip(row, widths, strict=True)]
    lines: list[Line] = []
    for index in range(max(map(len, parts))):
        line: list[Run] = []
        for part, room, to_right in zip(parts, widths, right, strict=True):
            cell = part[index] if index < len(part) else ()
            gap = (Run(" " * (room - width(cell))),)
            line += [
                *([Run(" " * _GAP)] if line else []),
                *(gap + cell if to_right else cell + gap),
            ]
        lines.append(_stripped(line))
    return lines


def _stripped(line: Sequence[Run]) -> Line:
    runs = [run for run in line if run.text]
    while runs and not runs[-1].text.strip():
        runs.pop()
    return tuple(runs)


def _records(heads: Sequence[Line], rows: Sequence[Sequence[Line]], size: int) -> list[Line]:
    """Each row as lines of `head  cell`, the heads in a column where there is room for one."""
    named = min(max(map(width, heads)), max(size // 3, _longest_word(heads)), size - 10)
    lines: list[Line] = []
    for row in rows:
        if lines:
            lines.append(())
        for head, cell in zip(heads, row, strict=True):
            left = wrapped([replace(run, tone="muted") for run in head], named)
            right = wrapped(cell, size - named - 2)
            for name, value in zip_longest(left, right, fillvalue=()):
                lines.append(_stripped((*padded(name, named), Run("  "), *value)))
    return lines
