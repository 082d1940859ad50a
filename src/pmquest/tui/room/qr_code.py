"""The QR code of the room's address: black on white, whatever the theme, or no phone reads it."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import Final
from urllib.parse import urlsplit

import segno
from textual.content import Content

from pmquest.tui.drawn import styled
from pmquest.tui.room.large import Dots, drawn

_INK: Final = "#000000 on #ffffff"
_QUIET, _LEAST_QUIET = 4, 2
"""How many light dots stand round the code: what the standard asks, and what phones need."""


def joining_address(address: str, code: str) -> str:
    """The address that joins the room at once; capitals alone make the code the smallest.

    A scheme and a host read the same in any case, and so does a room's code.
    """
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/{code.replace(' ', '')}".upper()


@lru_cache(maxsize=4)
def _dots(text: str, quiet: int) -> Dots:
    """The code of a text with so many light dots round it."""
    made = segno.make(text, error="m", micro=False)
    return tuple(tuple(bool(dot) for dot in row) for row in made.matrix_iter(border=quiet))


def qr_lines(text: str, width: int, height: int) -> list[Content]:
    """The code of a text as large as the room allows; () where there is too little for it."""
    for twice, quiet in product((True, False), (_QUIET, _LEAST_QUIET)):
        dots = _dots(text, quiet)
        rows = [styled(row, _INK) for row in drawn(dots, twice=twice)]
        if len(rows) <= height and rows[0].cell_length <= width:
            return rows
    return []
