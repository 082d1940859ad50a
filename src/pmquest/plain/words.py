"""Markdown and long lines as plain lines of a given width."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pmquest.report.lines import Line, Run, plain, wrapped
from pmquest.report.prose import QUOTE_BAR, Block, inline, laid_out, prose
from pmquest.report.table import table
from pmquest.scoring.clean import clean_line


def text_lines(markdown: str, width: int) -> list[str]:
    """Lay out a scenario's text."""
    return block_lines(prose(markdown), width)


def block_lines(blocks: Sequence[Block], width: int) -> list[str]:
    """Lay out blocks of prose; what somebody said or wrote begins with `>`."""
    return [plain(line).replace(QUOTE_BAR, ">") for line in laid_out(blocks, width)]


def on_one_line(markdown: str) -> str:
    """Give a title or an answer, which is one line of Markdown, as plain words."""
    return clean_line(plain(inline(markdown)))


def hanging(first: str, text: str, width: int) -> list[str]:
    """Wrap a text behind a first mark, such as a number; further lines stand under the text."""
    lines = [plain(line) for line in wrapped([Run(text)], max(1, width - len(first)))]
    return [(" " * len(first) if index else first) + line for index, line in enumerate(lines)]


def paragraph(text: str, width: int) -> list[str]:
    """Wrap a text that is not Markdown."""
    return hanging("", text, width)


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
