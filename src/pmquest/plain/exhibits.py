"""Pictures of data as readable text: tables in columns, charts as their values.

A chart is told value by value, the figure before its bar, so that a screen reader says what a
sighted player sees; the bar is a picture of the same figure for those who look.
"""

from __future__ import annotations

from typing import Final

from pmquest.engine.views import ExhibitView
from pmquest.plain.prose import on_one_line
from pmquest.plain.words import paragraph, parted, table_lines
from pmquest.report.lines import number
from pmquest.scenario.model import ExhibitKind

_KINDS: Final[dict[ExhibitKind, str]] = {
    "line": "line chart",
    "bar": "bar chart",
    "table": "table",
}
_LONGEST_BAR: Final = 24


def exhibit_lines(exhibit: ExhibitView, width: int) -> list[str]:
    """Tell an exhibit in lines of at most `width` cells, its title and kind first."""
    title = paragraph(f"{on_one_line(exhibit.title)} ({_KINDS[exhibit.kind]})", width)
    if exhibit.kind == "table":
        return parted([title, table_lines(exhibit.columns, exhibit.rows, width)])
    largest = max((abs(value) for values in exhibit.series.values() for value in values), default=0)
    longest = min(_LONGEST_BAR, width // 3)
    tables = [
        table_lines(
            ("", name, ""),
            [
                (label, number(value), _bar(value, largest, longest))
                for label, value in zip(exhibit.labels, values, strict=True)
            ],
            width,
        )
        for name, values in exhibit.series.items()
    ]
    return parted([title, *tables])


def _bar(value: float, largest: float, longest: int) -> str:
    sign = "-" if value < 0 else "="
    return sign * round(longest * abs(value) / largest) if largest else ""
