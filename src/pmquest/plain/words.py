"""Long texts, tables and parts as plain lines of a given width."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pmquest.report.lines import Line, Run, cells, plain, wrapped
from pmquest.report.table import table
from pmquest.scoring.clean import clean_line


def hanging(first: str, text: str, width: int) -> list[str]:
    """Wrap a text behind a first mark, such as a number; further lines stand under the text.

    Behind a mark of more than half the width they stand under the mark.
    """
    indent = cells(first)
    if indent > width // 2:
        return paragraph(first + text, width)
    first_line, *others = paragraph(text, width - indent)
    return [first + first_line, *(" " * indent + line for line in others)]


def paragraph(text: str, width: int) -> list[str]:
    """Wrap a text that is not Markdown."""
    return [plain(line) for line in wrapped([Run(text)], width)]


def meanings(meant: Mapping[str, str], width: int) -> list[str]:
    """Give what can be typed and what it does, the meanings under one another."""
    longest = max(map(cells, meant))
    return [
        line
        for typed, meaning in meant.items()
        for line in hanging(f"  {typed}{' ' * (longest - cells(typed))}  ", meaning, width)
    ]


def table_lines(heads: Iterable[str], rows: Iterable[Iterable[str]], width: int) -> list[str]:
    """Draw a table of plain cells in lines of at most `width` cells."""
    drawn = table(_cells(heads), [_cells(row) for row in rows], width)
    return [plain(line) for line in drawn]


def _cells(texts: Iterable[str]) -> list[Line]:
    return [(Run(clean_line(text)),) for text in texts]


def parted(parts: Iterable[list[str]]) -> list[str]:
    """Put parts under one another with an empty line between, those without lines left out."""
    lines: list[str] = []
    for part in parts:
        if part:
            lines += [*([""] if lines else []), *part]
    return lines
