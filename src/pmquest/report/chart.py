"""Charts as lines: exhibits and courses of meters, in characters that every terminal has.

Lines are drawn in braille dots from zero, two dots wide and four high in a cell; their names
and last values stand at their ends and their first values at their beginnings, so that there
is no frame, no legend and no axis to look up (look.md, "Exhibits"). Where lines would be too
many or too narrow to tell apart, each series gets a row of its own on the common scale.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise, zip_longest

from pmquest.report.lines import Line, Run, Tone, cells, cut, number, padded, wrapped
from pmquest.report.table import table

SERIES_TONES: tuple[Tone, ...] = ("ink", "muted", "series-2", "series-3")
"""The tones of the lines of one chart, first series first."""

_LEAST_PLOT = 16
"""A chart narrower than this says less than its figures do."""
_LEAST_STRIP, _MOST_STRIP = 10, 40
"""How wide the strip of one series among many is."""
_LEAST_BAR = 6
_MOST_BAR_SERIES = 3
_BLANK_BRAILLE = 0x2800
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""The bit of each dot of a braille cell: left and right, top to bottom."""
_COLUMNS = "▁▂▃▄▅▆▇"
_EMPTY = Run(" ")


def line_chart(
    labels: Sequence[str], series: Mapping[str, Sequence[float]], size: int, rows: int
) -> list[Line]:
    """Draw series over common labels in at most `size` cells; the plot is `rows` cells high."""
    series = {name: values for name, values in series.items() if values}
    if not series:
        return []
    if max(map(len, series.values())) == 1:
        return bar_chart(tuple(series), {"": [values[0] for values in series.values()]}, size)
    firsts = [number(values[0]) for values in series.values()]
    ends = [f"{name} {number(values[-1])}".strip() for name, values in series.items()]
    left = max(map(cells, firsts)) + 1
    plot = size - left - 1 - max(map(cells, ends))
    if len(series) > min(len(SERIES_TONES), rows) or plot < _LEAST_PLOT:
        return _strips(labels, series, size)
    return _plotted(labels, series, plot, rows, (left, size - left))


def bar_chart(
    labels: Sequence[str], series: Mapping[str, Sequence[float]], size: int
) -> list[Line]:
    """Draw a bar for each value, a group for each label, in at most `size` cells.

    A single series is named behind its first value. More than three are told apart better in a
    table, which is given instead; so is what leaves no room for bars.
    """
    series = {name: values for name, values in series.items() if values}
    if not series or not labels:
        return []
    grouped = len(series) > 1
    names = max(map(cells, series)) + 2 if any(series) else 0
    lead = min(max(map(cells, labels)), max(8, size // 3)) + 2
    low, high = _bounds(series)
    figures = max(cells(number(value)) for values in series.values() for value in values)
    room = size - lead - names - figures - 1
    if len(series) > _MOST_BAR_SERIES or room < _LEAST_BAR:
        return _figures(labels, series, size)
    lines: list[Line] = []
    for index, label in enumerate(labels):
        group: list[Line] = []
        for (name, values), tone in zip(series.items(), SERIES_TONES, strict=False):
            bar = _bar(values[index], room, low, high, tone)
            value = Run(number(values[index]).rjust(figures + 1), bold=tone == "ink")
            if grouped:
                group.append((*padded((Run(name, "muted"),), names), *bar, value))
            else:
                unit = (Run(f" {name}", "muted"),) if name and not index else ()
                group.append((*bar, value, *unit))
        if lines and grouped:
            lines.append(())
        lines += _beside(wrapped([Run(label)], lead - 2), group, lead)
    return lines


def _beside(left: Sequence[Line], right: Sequence[Line], lead: int) -> list[Line]:
    """Put two groups of lines beside each other, the right one after `lead` cells."""
    return [
        (*padded(head, lead), *rest) if rest else head
        for head, rest in zip_longest(left, right, fillvalue=())
    ]


def course(values: Sequence[float], size: int, rows: int, low: float, high: float) -> list[Line]:
    """Draw how one figure went, in exactly `size` cells and `rows` rows, between two bounds.

    One row is drawn as columns, more rows as a braille line.
    """
    if rows == 1:
        return [(Run(_columns(values, size, low, high), "muted"),)]
    canvas = _Canvas(size, rows, low, high)
    canvas.draw(values, 0, thick=False)
    return [canvas.row(row) for row in range(rows)]


def place_of(index: int, count: int, size: int) -> int:
    """Tell the cell, from 0, in which point `index` of `count` stands in a plot of `size`."""
    return _dot_of(index, count, size) // 2


def _dot_of(index: int, count: int, size: int) -> int:
    return round(index * (size * 2 - 1) / (count - 1)) if count > 1 else 0


class _Canvas:
    """A field of braille dots between two bounds, each cell owned by its first series."""

    def __init__(self, size: int, rows: int, low: float, high: float) -> None:
        self._size, self._rows = size, rows
        self._low, self._high = low, high if high > low else low + 1
        self._bits: dict[tuple[int, int], int] = {}
        self._owners: dict[tuple[int, int], int] = {}

    def level(self, value: float) -> int:
        """Tell the dot, counted from the bottom, at which a value stands."""
        share = (value - self._low) / (self._high - self._low)
        return round(min(1.0, max(0.0, share)) * (self._rows * 4 - 1))

    def row_of(self, value: float) -> int:
        """Tell the row, counted from the top, in which a value stands."""
        return self._rows - 1 - self.level(value) // 4

    def draw(self, values: Sequence[float], owner: int, *, thick: bool) -> None:
        """Join the values by a line; `thick` makes it two dots high."""
        points = [
            (_dot_of(index, len(values), self._size), value) for index, value in enumerate(values)
        ]
        if len(points) == 1:
            points.append((self._size * 2 - 1, points[0][1]))
        for (left, before), (right, after) in pairwise(points):
            last = self.level(before)
            for x in range(left, right + 1):
                share = (x - left) / max(1, right - left)
                y = self.level(before + (after - before) * share)
                for dot in range(min(y, last), max(y, last) + 1):
                    self._set(x, dot, owner)
                    if thick:
                        self._set(x, dot - 1 if dot else 1, owner)
                last = y

    def _set(self, x: int, y: int, owner: int) -> None:
        cell = (self._rows - 1 - y // 4, x // 2)
        self._bits[cell] = self._bits.get(cell, 0) | _DOTS[x % 2][3 - y % 4]
        self._owners[cell] = min(self._owners.get(cell, owner), owner)

    def row(self, row: int, *, empty: Run = _EMPTY) -> Line:
        """Give one row, `empty` in every cell where no line passes."""
        runs: list[Run] = []
        places = ((row, column) for column in range(self._size))
        for owner, group in groupby(places, key=self._owners.get):
            cells_of_one = list(group)
            if owner is None:
                runs.append(Run(empty.text * len(cells_of_one), empty.tone))
            else:
                dots = "".join(chr(_BLANK_BRAILLE + self._bits[cell]) for cell in cells_of_one)
                runs.append(Run(dots, SERIES_TONES[owner]))
        return tuple(runs)


def _plotted(
    labels: Sequence[str],
    series: Mapping[str, Sequence[float]],
    plot: int,
    rows: int,
    sides: tuple[int, int],
) -> list[Line]:
    """Draw the lines with first values to the left and names and last values to the right."""
    left, right = sides
    low, high = _bounds(series)
    canvas = _Canvas(plot, rows, low, high)
    for owner, values in enumerate(series.values()):
        canvas.draw(values, owner, thick=owner == 0 and rows > 3)
    firsts = _first_labels(canvas, series)
    ends = _end_labels(canvas, series, rows)
    zero = canvas.row_of(0) if low < 0 < high else None
    if zero is not None:
        firsts.setdefault(zero, "0")
    lines: list[Line] = []
    for row in range(rows):
        empty = Run("┄", "faint") if row == zero else _EMPTY
        lines.append(
            (
                Run(firsts.get(row, "").rjust(left - 1) + " ", "muted"),
                *canvas.row(row, empty=empty),
                *ends.get(row, ()),
            )
        )
    return [*lines, *_label_line(labels, plot, left, right)]


def _bounds(series: Mapping[str, Sequence[float]]) -> tuple[float, float]:
    everything = [value for values in series.values() for value in values]
    return min(0.0, *everything), max(0.0, *everything)


def _first_labels(canvas: _Canvas, series: Mapping[str, Sequence[float]]) -> dict[int, str]:
    """First values by row; of two that would stand in one row, the later series' shows.

    The first series is the thick one, which a reader finds without its first value.
    """
    return {canvas.row_of(values[0]): number(values[0]) for values in series.values()}


def _end_labels(
    canvas: _Canvas, series: Mapping[str, Sequence[float]], rows: int
) -> dict[int, Line]:
    """Names and last values by row, moved apart where two lines end in one row."""
    wanted = sorted(
        (canvas.row_of(values[-1]), -values[-1], owner)
        for owner, values in enumerate(series.values())
    )
    taken: list[int] = []
    for index, (row, _, _) in enumerate(wanted):
        lowest = rows - (len(wanted) - index)
        taken.append(min(lowest, max(row, taken[-1] + 1 if taken else 0)))
    names = list(series)
    ends: dict[int, Line] = {}
    for row, (_, value, owner) in zip(taken, wanted, strict=True):
        words = f" {names[owner]} {number(-value)}" if names[owner] else f" {number(-value)}"
        tone = SERIES_TONES[owner]
        ends[row] = (Run(words, tone, bold=owner == 0),)
    return ends


def _label_line(labels: Sequence[str], plot: int, left: int, right: int) -> list[Line]:
    """Write the labels under their points, every one, every second, ... as many as fit.

    The first begins at its point, the last ends at its own (or where the page ends), the
    others stand centred.
    """
    if not any(labels):
        return []
    for step in range(1, len(labels) + 1):
        chosen = [*range(0, len(labels) - 1, step), len(labels) - 1]
        placed = _placed(labels, chosen, plot, right)
        if placed is None and len(chosen) > 2:
            placed = _placed(labels, [*chosen[:-2], chosen[-1]], plot, right)
        if placed is not None:
            break
    else:
        first, last = cut(labels[0], right), cut(labels[-1], right)
        below = " " * (left + max(0, min(plot, right) - cells(last))) + last
        return [(Run(" " * left + first, "muted"),), (Run(below, "muted"),)]
    text, used = "", 0
    for start, label in placed:
        text += " " * (start - used) + label
        used = start + cells(label)
    return [(Run(" " * left + text, "muted"),)]


def _placed(
    labels: Sequence[str], chosen: Sequence[int], plot: int, right: int
) -> list[tuple[int, str]] | None:
    """Where each label begins, or None where two would touch or one would leave the page."""
    placed: list[tuple[int, str]] = []
    end = -2
    for index in chosen:
        label = labels[index]
        point, wide = place_of(index, len(labels), plot), cells(label)
        if index == 0:
            start = 0
        elif index == len(labels) - 1:
            start = max(end + 2, plot - wide)
        else:
            start = point - wide // 2
        if start < end + 2 or start + wide > right:
            return None
        placed.append((start, label))
        end = start + wide
    return placed


def _strips(labels: Sequence[str], series: Mapping[str, Sequence[float]], size: int) -> list[Line]:
    """A row for each series: name, first value, columns, last value; long names stand above."""
    low, high = _bounds(series)
    firsts = max(cells(number(values[0])) for values in series.values())
    lasts = max(cells(number(values[-1])) for values in series.values())
    names = max(map(cells, series))
    beside = size - names - 2 - firsts - lasts - 2
    above = names > max(12, size // 3) or beside < _LEAST_STRIP
    lead = (2 if above else names + 2) + firsts + 1
    plot = min(size - lead - 1 - lasts, _MOST_STRIP)
    if plot < 1:
        return _figures(labels, series, size)
    lines: list[Line] = []
    for name, values in series.items():
        if above:
            lines += wrapped([Run(name)], size)
        start = "  " if above else name + " " * (names + 2 - cells(name))
        first, last = number(values[0]), number(values[-1])
        lines.append(
            (
                Run(start),
                Run(first.rjust(firsts) + " ", "muted"),
                Run(_columns(values, plot, low, high), "muted"),
                Run(" " + last.rjust(lasts), bold=True),
            )
        )
    return [*lines, *_label_line(labels, plot, lead, size - lead)]


def _columns(values: Sequence[float], size: int, low: float, high: float) -> str:
    """One row of columns, ▁ for the lower bound to ▇ for the upper."""
    extent = high - low if high > low else 1
    text = ""
    for column in range(size):
        at = column * (len(values) - 1) / max(1, size - 1)
        before, share = int(at), at - int(at)
        after = min(before + 1, len(values) - 1)
        value = values[before] + (values[after] - values[before]) * share
        step = round((min(high, max(low, value)) - low) / extent * (len(_COLUMNS) - 1))
        text += _COLUMNS[step]
    return text


def _bar(value: float, room: int, low: float, high: float, tone: Tone) -> Line:
    """One bar from zero; below zero it grows to the left."""
    extent = high - low or 1
    below = round(-low / extent * room)
    length = max(1, round(abs(value) / extent * room)) if value else 0
    length = min(length, below if value < 0 else room - below)
    start = below - length if value < 0 else below
    return (
        Run("─" * start, "faint"),
        Run("━" * length, tone),
        Run("─" * (room - start - length), "faint"),
    )


def _figures(labels: Sequence[str], series: Mapping[str, Sequence[float]], size: int) -> list[Line]:
    """The values themselves as a table, for what no drawing would make clearer."""
    heads = [(Run(""),), *((Run(name),) for name in series)]
    rows = [
        [(Run(label),), *((Run(number(values[index])),) for values in series.values())]
        for index, label in enumerate(labels)
    ]
    return table(heads, rows, size)
