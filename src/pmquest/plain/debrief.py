"""The debrief as text: the document that `pmquest report` writes, laid out in lines.

So its order and its words stand in one place, whichever way a player reads it without a screen.
"""

from __future__ import annotations

from pmquest.plain.prose import block_lines
from pmquest.plain.words import hanging, parted
from pmquest.report.document import debrief_markdown
from pmquest.report.lines import plain
from pmquest.report.prose import Block, Heading, prose
from pmquest.scoring.debrief import Debrief


def debrief_lines(debrief: Debrief, width: int) -> list[str]:
    """Lay a debrief out in lines of at most `width` cells."""
    return parted([_block(block, width) for block in prose(debrief_markdown(debrief))])


def _block(block: Block, width: int) -> list[str]:
    if not isinstance(block, Heading):
        return block_lines([block], width)
    mark = "==" if block.level < 3 else "--"
    return hanging(f"{mark} ", f"{plain(block.runs)} {mark}", width)
