"""An exhibit as lines: its title and the picture of its data."""

from __future__ import annotations

from msgspec.structs import replace

from pmquest.engine.views import ExhibitView
from pmquest.report.chart import bar_chart, line_chart
from pmquest.report.lines import Line, Run, wrapped
from pmquest.report.prose import inline
from pmquest.report.table import table
from pmquest.scoring.clean import clean_line

_NO_ROWS_TO_SPARE = 3


def exhibit_lines(exhibit: ExhibitView, size: int, rows: int) -> list[Line]:
    """Draw an exhibit in at most `size` cells; a line chart's plot is `rows` cells high.

    Where there are rows to spare, air stands between the title and the picture.
    """
    title = [replace(run, tone="muted") for run in inline(exhibit.title)]
    air: list[Line] = [()] if rows > _NO_ROWS_TO_SPARE else []
    return [*wrapped(title, size), *air, *_picture(exhibit, size, rows)]


def _picture(exhibit: ExhibitView, size: int, rows: int) -> list[Line]:
    if exhibit.kind == "table":
        heads = [_cell(column) for column in exhibit.columns]
        return table(heads, [[_cell(cell) for cell in row] for row in exhibit.rows], size)
    labels = [clean_line(label) for label in exhibit.labels]
    series = {clean_line(name): values for name, values in exhibit.series.items()}
    if exhibit.kind == "bar":
        return bar_chart(labels, series, size)
    return line_chart(labels, series, size, rows)


def _cell(text: str) -> Line:
    return (Run(clean_line(text)),)
