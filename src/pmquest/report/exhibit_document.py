"""Exhibits in documents: a chart over its own figures, so that nothing has to be read off.

A line chart stands on a table with a column for each label, every point above its column; bars
stand in the rows of a table. So words of any length wrap as words do, and each figure is there.
Colours are classes that the style sheet knows; the lines differ in their strokes as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from markupsafe import Markup

from pmquest.engine.views import ExhibitView
from pmquest.report.html_text import html_runs
from pmquest.report.lines import Line, Run, number
from pmquest.report.markdown_text import markdown_blocks
from pmquest.report.prose import Grid
from pmquest.report.table import is_figures
from pmquest.scoring.clean import clean_line

_MOST_LINES: Final = 4
"""More lines than there are strokes to tell them apart are left to the table."""
_MOST_COLUMNS: Final = 8
"""With more labels than these, each has a row of the table instead of a column."""
_COLUMN: Final = 100
_HEIGHT: Final = 150
_EDGE: Final = 6
_BAR: Final = 1000

Series = Mapping[str, Sequence[float]]


def exhibit_html(exhibit: ExhibitView) -> Markup:
    """Give the picture of an exhibit, without its title, as HTML in which nothing acts."""
    if exhibit.kind == "table":
        return _table(_heads(exhibit), _rows(exhibit))
    series = {name: values for name, values in exhibit.series.items() if values}
    if exhibit.kind == "bar":
        return _bars(exhibit.labels, series)
    return _line_chart(exhibit.labels, series)


def exhibit_markdown(exhibit: ExhibitView) -> str:
    """Give the figures of an exhibit, without its title, as a Markdown table that is inert."""
    heads, rows = _heads(exhibit), _rows(exhibit)
    return markdown_blocks([Grid(heads, rows, ())])


def _heads(exhibit: ExhibitView) -> tuple[Line, ...]:
    if exhibit.kind == "table":
        return tuple(map(_cell, exhibit.columns))
    return (_cell(""), *map(_cell, exhibit.series))


def _rows(exhibit: ExhibitView) -> tuple[tuple[Line, ...], ...]:
    """The rows of a table as written; of a chart one for each label."""
    if exhibit.kind == "table":
        return tuple(tuple(map(_cell, row)) for row in exhibit.rows)
    return tuple(
        (_cell(label), *(_cell(number(values[index])) for values in exhibit.series.values()))
        for index, label in enumerate(exhibit.labels)
    )


def _cell(text: str) -> Line:
    return (Run(clean_line(text)),)


def _table(heads: Sequence[Line], rows: Sequence[Sequence[Line]]) -> Markup:
    """A table whose columns of figures stand to the right."""
    right = [is_figures([row[column] for row in rows]) for column in range(len(heads))]
    return Markup('<table class="data"><thead>{}</thead><tbody>{}</tbody></table>').format(
        _row(Markup('<th scope="col"{}>{}</th>'), heads, right),
        Markup("").join(_row(Markup("<td{}>{}</td>"), row, right) for row in rows),
    )


def _row(cell: Markup, texts: Iterable[Line], right: Sequence[bool]) -> Markup:
    marks = (Markup(' class="number"') if to_right else "" for to_right in right)
    cells = (cell.format(mark, html_runs(text)) for mark, text in zip(marks, texts, strict=True))
    return Markup("<tr>{}</tr>").format(Markup("").join(cells))


def _line_chart(labels: Sequence[str], series: Series) -> Markup:
    """The lines above a table that has a column for each label, or a row where they are many."""
    picture = _lines(len(labels), series) if len(series) <= _MOST_LINES else Markup("")
    if len(labels) > _MOST_COLUMNS:
        heads = Markup("").join(map(_series_head, series, range(len(series))))
        rows = Markup("").join(
            Markup('<tr><th scope="row">{}</th>{}</tr>').format(
                clean_line(label), _values(values[index] for values in series.values())
            )
            for index, label in enumerate(labels)
        )
        return Markup(
            '<div class="plot">{}</div><table class="data"><thead><tr><td></td>{}</tr></thead>'
            "<tbody>{}</tbody></table>"
        ).format(picture, heads, rows)
    heads = Markup("").join(
        Markup('<th scope="col" class="number">{}</th>').format(clean_line(label))
        for label in labels
    )
    rows = Markup("").join(
        Markup("<tr>{}{}</tr>").format(_series_head(name, place, scope="row"), _values(values))
        for place, (name, values) in enumerate(series.items())
    )
    return Markup(
        '<table class="chart"><thead><tr><td></td><td colspan="{}" class="plot">{}</td></tr>'
        "<tr><td></td>{}</tr></thead><tbody>{}</tbody></table>"
    ).format(len(labels), picture, heads, rows)


def _series_head(name: str, place: int, scope: str = "col") -> Markup:
    """The name of a series with a piece of its line."""
    swatch = Markup("")
    if place < _MOST_LINES:
        swatch = Markup(
            '<svg class="swatch" viewBox="0 0 28 8" aria-hidden="true">'
            '<path class="line line-{}" d="M0 4h28"/></svg>'
        ).format(place + 1)
    return Markup('<th scope="{}">{}{}</th>').format(scope, swatch, clean_line(name))


def _values(values: Iterable[float]) -> Markup:
    return Markup("").join(
        Markup('<td class="number">{}</td>').format(number(value)) for value in values
    )


def _lines(count: int, series: Series) -> Markup:
    """Draw the lines; point n stands in the middle of column n of `count`."""
    low, high = _bounds(series)
    rail = Markup('<path class="rail" d="M0 {}H{}"/>').format(
        _short(_height(0, low, high)), count * _COLUMN
    )
    lines = []
    for place, values in enumerate(series.values()):
        points = [
            f"{index * _COLUMN + _COLUMN // 2},{_short(_height(value, low, high))}"
            for index, value in enumerate(values)
        ]
        if len(points) == 1:
            points = [f"{edge},{points[0].partition(',')[2]}" for edge in (10, _COLUMN - 10)]
        lines.append(
            Markup('<polyline class="line line-{}" points="{}"/>').format(
                place + 1, " ".join(points)
            )
        )
    return Markup(
        '<svg viewBox="0 0 {} {}" preserveAspectRatio="none" aria-hidden="true">{}{}</svg>'
    ).format(count * _COLUMN, _HEIGHT, rail, Markup("").join(reversed(lines)))


def _height(value: float, low: float, high: float) -> float:
    """Where a value stands, from the top."""
    return _HEIGHT - _EDGE - (value - low) / (high - low) * (_HEIGHT - 2 * _EDGE)


def _bars(labels: Sequence[str], series: Series) -> Markup:
    """A row with a bar and its figure for each value, the rows of one label together."""
    low, high = _bounds(series)
    named = len(series) > 1
    groups = []
    for index, label in enumerate(labels):
        rows = []
        for place, (name, values) in enumerate(series.items()):
            head = Markup('<th scope="rowgroup" rowspan="{}">{}</th>').format(
                len(series), clean_line(label)
            )
            of = Markup('<th scope="row" class="muted">{}</th>').format(clean_line(name))
            rows.append(
                Markup('<tr>{}{}<td class="bar">{}</td><td class="number">{}</td></tr>').format(
                    Markup("") if place else head,
                    of if named else Markup(""),
                    _bar(values[index], place, low, high),
                    number(values[index]),
                )
            )
        groups.append(Markup("<tbody>{}</tbody>").format(Markup("").join(rows)))
    (only, *_), caption = [*series, ""], Markup("")
    if only and not named:
        caption = Markup('<thead><tr><td></td><th scope="col" colspan="2">{}</th></tr></thead>')
        caption = caption.format(clean_line(only))
    return Markup('<table class="bars">{}{}</table>').format(caption, Markup("").join(groups))


def _bar(value: float, place: int, low: float, high: float) -> Markup:
    zero = -low / (high - low) * _BAR
    length = abs(value) / (high - low) * _BAR
    start = zero - length if value < 0 else zero
    return Markup(
        '<svg viewBox="0 0 {} 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="bar-{}" x="{}" y="0" width="{}" height="10"/></svg>'
    ).format(_BAR, place % _MOST_LINES + 1, _short(start), _short(length))


def _bounds(series: Series) -> tuple[float, float]:
    """The least and the greatest value, zero included; never the same."""
    everything = [0.0, *(value for values in series.values() for value in values)]
    low, high = min(everything), max(everything)
    return low, high if high > low else low + 1


def _short(value: float) -> str:
    """Write a coordinate with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")
