"""What stands on a terminal's screen after all that a program has written to it.

It knows what programs here write: text, the cursor's moves, what clears, and what scrolls.
Colours and modes change nothing that can be read.
"""

from __future__ import annotations

import re

from rich.cells import get_character_cell_size

_PIECES = re.compile(
    r"\x1b\[(?P<numbers>[0-?]*)[ -/]*(?P<does>[@-~])"  # a control sequence
    r"|\x1b[]PX^_].*?(?:\x07|\x1b\\)"  # a string for the terminal itself
    r"|\x1b[ -/]*[^][PX^_ -/\x1b]"  # any other escape
    r"|(?P<text>[^\x00-\x1f\x7f]+)"
    r"|(?P<control>[\x00-\x1a\x1c-\x1f\x7f])",
    re.DOTALL,
)


class Screen:
    """The cells of a screen, and where the cursor stands among them."""

    def __init__(self, columns: int, rows: int) -> None:
        self._columns, self._rows = columns, rows
        self._cells: list[list[str]] = []
        self._row = self._column = 0
        self._rest = ""
        self._clear()

    @property
    def text(self) -> str:
        """All that can be read, with one space wherever there is any."""
        return " ".join(" ".join(map("".join, self._cells)).split())

    @property
    def lines(self) -> list[str]:
        """The same as it stands there."""
        return ["".join(row).rstrip() for row in self._cells]

    def take(self, written: str) -> None:
        """Show what a program has written; a sequence may come in pieces."""
        written, self._rest = self._rest + written, ""
        place = 0
        while place < len(written):
            piece = _PIECES.match(written, place)
            if piece is None:
                self._rest = written[place:]
                return
            place = piece.end()
            if piece["text"]:
                self._write(piece["text"])
            elif piece["control"]:
                self._control(piece["control"])
            elif piece["does"]:
                self._do(piece["does"], piece["numbers"])

    def _write(self, text: str) -> None:
        for character in text:
            size = get_character_cell_size(character)
            if self._column + size > self._columns:
                self._column = 0
                self._next_row()
            if size:
                cells = self._cells[self._row]
                cells[self._column : self._column + size] = [character, *[""] * (size - 1)]
            self._column += size

    def _control(self, character: str) -> None:
        if character == "\r":
            self._column = 0
        elif character == "\n":
            self._next_row()
        elif character == "\b":
            self._column = max(0, self._column - 1)

    def _do(self, what: str, numbers: str) -> None:
        if what in "Hf":
            row, column = ([int(each or 1) for each in numbers.split(";")] + [1, 1])[:2]
            self._row, self._column = row - 1, column - 1
        elif (what, numbers) in (("J", "2"), ("h", "?1049"), ("l", "?1049")):
            self._clear()
        elif what == "K":
            self._cells[self._row][self._column :] = " " * (self._columns - self._column)

    def _next_row(self) -> None:
        if self._row + 1 < self._rows:
            self._row += 1
        else:
            self._cells = [*self._cells[1:], [" "] * self._columns]

    def _clear(self) -> None:
        self._cells = [[" "] * self._columns for _ in range(self._rows)]
        self._row = self._column = 0
