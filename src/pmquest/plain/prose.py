"""The Markdown of a scenario as plain lines and words."""

from __future__ import annotations

from collections.abc import Sequence

from pmquest.report.lines import plain
from pmquest.report.prose import QUOTE_BAR, Block, inline, laid_out, prose
from pmquest.scoring.clean import clean_line


def text_lines(markdown: str, width: int) -> list[str]:
    """Lay out a scenario's text."""
    return block_lines(prose(markdown), width)


def block_lines(blocks: Sequence[Block], width: int) -> list[str]:
    """Lay out blocks of prose; what somebody said or wrote begins with `>`."""
    return [plain(line).replace(QUOTE_BAR, ">") for line in laid_out(blocks, width)]


def on_one_line(markdown: str) -> str:
    """Give an answer, which is one line of Markdown, as plain words."""
    return clean_line(plain(inline(markdown)))
