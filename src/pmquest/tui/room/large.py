"""Large letters and the QR code, drawn from half blocks: what must be read from the back.

A half block is about as high as it is wide, so one dot of a picture is half a cell, or two cells
side by side where there is room for a picture twice as large.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from textual.content import Content

from pmquest.tui.drawn import FAINT, line, styled

LETTER_COLUMNS: Final = 5
"""How many dots wide a letter is; one more stands between two."""
LOW_ROWS: Final = 4
"""How many rows a line of letters takes where a dot is half a cell; twice as large, 7."""
_BETWEEN_WORDS: Final = 3

_LETTERS: Final[dict[str, str]] = {
    "0": " ### |#   #|#  ##|# # #|##  #|#   #| ### ",
    "1": "  #  | ##  |# #  |  #  |  #  |  #  |#####",
    "2": " ### |#   #|    #|  ## | #   |#    |#####",
    "3": "#### |    #|    #| ### |    #|    #|#### ",
    "4": "#   #|#   #|#   #|#####|    #|    #|    #",
    "5": "#####|#    |#### |    #|    #|#   #| ### ",
    "6": " ### |#    |#    |#### |#   #|#   #| ### ",
    "7": "#####|    #|   # |  #  |  #  |  #  |  #  ",
    "8": " ### |#   #|#   #| ### |#   #|#   #| ### ",
    "9": " ### |#   #|#   #| ####|    #|    #| ### ",
    "A": " ### |#   #|#   #|#####|#   #|#   #|#   #",
    "B": "#### |#   #|#   #|#### |#   #|#   #|#### ",
    "C": " ####|#    |#    |#    |#    |#    | ####",
    "D": "#### |#   #|#   #|#   #|#   #|#   #|#### ",
    "E": "#####|#    |#    |#### |#    |#    |#####",
    "F": "#####|#    |#    |#### |#    |#    |#    ",
    "G": " ####|#    |#    |#  ##|#   #|#   #| ####",
    "H": "#   #|#   #|#   #|#####|#   #|#   #|#   #",
    "I": "#####|  #  |  #  |  #  |  #  |  #  |#####",
    "J": "#####|   # |   # |   # |   # |#  # | ##  ",
    "K": "#   #|#  # |# #  |##   |# #  |#  # |#   #",
    "L": "#    |#    |#    |#    |#    |#    |#####",
    "M": "#   #|## ##|# # #|# # #|#   #|#   #|#   #",
    "N": "#   #|##  #|# # #|# # #|#  ##|#   #|#   #",
    "O": " ### |#   #|#   #|#   #|#   #|#   #| ### ",
    "P": "#### |#   #|#   #|#### |#    |#    |#    ",
    "Q": " ### |#   #|#   #|#   #|# # #|#  # | ## #",
    "R": "#### |#   #|#   #|#### |# #  |#  # |#   #",
    "S": " ####|#    |#    | ### |    #|    #|#### ",
    "T": "#####|  #  |  #  |  #  |  #  |  #  |  #  ",
    "U": "#   #|#   #|#   #|#   #|#   #|#   #| ### ",
    "V": "#   #|#   #|#   #|#   #| # # | # # |  #  ",
    "W": "#   #|#   #|#   #|# # #|# # #|## ##|#   #",
    "X": "#   #|#   #| # # |  #  | # # |#   #|#   #",
    "Y": "#   #|#   #| # # |  #  |  #  |  #  |  #  ",
    "Z": "#####|    #|   # |  #  | #   |#    |#####",
    ":": " | |#| | |#| ",
    "/": "    #|    #|   # |  #  | #   |#    |#    ",
    "−": "     |     |     |#####|     |     |     ",
}
"""Letters, digits and signs, seven rows of dots each."""

Dots = Sequence[Sequence[bool]]
"""A picture: rows of dots, each dark or not."""


def large(text: str, style: str = "", *, twice: bool = False) -> list[Content]:
    """A short text in large letters; a blank parts words, what has no large letter is left out."""
    rows: list[str] = [""] * 7
    for character in text.upper():
        if character == " ":
            rows = [row + " " * (_BETWEEN_WORDS - 1) for row in rows]
        elif character in _LETTERS:
            dots = _LETTERS[character].split("|")
            rows = [row + " " * bool(row) + dot for row, dot in zip(rows, dots, strict=True)]
    picture = [[dot == "#" for dot in row] for row in rows]
    return [styled(row, style) for row in drawn(picture, twice=twice)]


def large_width(text: str, *, twice: bool = False) -> int:
    """How many cells a text takes in large letters."""
    return max((row.cell_length for row in large(text, twice=twice)), default=0)


def large_bar(share: float, width: int, style: str) -> Content:
    """A bar that is seen from the back; `share` is from 0 to 1."""
    full = round(min(1.0, max(0.0, share)) * width)
    return line(("▆" * full, style), ("▁" * (width - full), FAINT))


def drawn(picture: Dots, *, twice: bool = False) -> Iterator[str]:
    """A picture as rows of block characters; `twice` as large where a dot is to be two cells."""
    if twice:
        yield from ("".join("██" if dot else "  " for dot in row) for row in picture)
        return
    for upper, lower in zip_longest(picture[::2], picture[1::2], fillvalue=()):
        pairs = zip_longest(upper, lower, fillvalue=False)
        yield "".join(_HALVES[above, below] for above, below in pairs)


_HALVES: Final = {
    (False, False): " ",
    (True, False): "▀",
    (False, True): "▄",
    (True, True): "█",
}
