"""What a player typed, as the same neutral blocks that prose is read into."""

from __future__ import annotations

import re
from typing import Final

from pmquest.report.lines import Run
from pmquest.report.prose import Paragraph
from pmquest.scoring.clean import clean

_BLANK_LINES: Final = re.compile(r"\n\s*\n")


def typed(text: str) -> tuple[Paragraph, ...]:
    """Give typed text as paragraphs whose lines stay lines; no sign in it is Markdown."""
    paragraphs = _BLANK_LINES.split(clean(text).strip())
    return tuple(Paragraph((Run(paragraph),)) for paragraph in paragraphs if paragraph)
