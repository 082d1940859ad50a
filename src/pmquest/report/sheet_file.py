"""Opens a filled sheet as it comes back from a spreadsheet program, whichever that was.

Programs save CSV with commas, semicolons or tabs, as UTF-8 with or without its mark, UTF-16 or
the old code page of Western Windows, and with line ends of their own.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from pathlib import Path
from typing import Final

from msgspec import Struct

from pmquest.report.key_sheet import CALLS_FOR, FOR, JUDGMENT, LEVEL, MARK, REMARK
from pmquest.scenario.suggest import did_you_mean

_READ: Final = (CALLS_FOR, LEVEL, JUDGMENT, REMARK, MARK)
_LIMIT: Final = 4 * 1024 * 1024
"""Bytes; the sheet of the largest scenario has less."""
_SEPARATORS: Final = ",;\t|"
_FOR: Final = re.compile(rf"{FOR} (\S+)")
_OWN_FORMATS: Final = {
    b"PK\x03\x04": "a spreadsheet program’s own file (such as .xlsx or .ods)",
    b"\xd0\xcf\x11\xe0": "a spreadsheet program’s own file (such as .xls)",
    b"%PDF": "a PDF",
}


class UnreadableSheet(Exception):  # noqa: N818 - it says what the file is
    """A file is no sheet; `str` of it says why, and what to do."""


class SheetRow(Struct, frozen=True):
    """One row under the heads, as it was filled."""

    number: int
    """Which row of the sheet it is, from 1, as a spreadsheet program counts."""
    calls_for: str
    level: str
    judgment: str
    remark: str
    mark: str


class Sheet(Struct, frozen=True):
    """A filled sheet."""

    file: str
    scenario: str
    """The id of the scenario for which it was written; "" where that row is gone."""
    rows: tuple[SheetRow, ...]


def open_sheet(path: Path) -> Sheet:
    """Open a sheet; raises UnreadableSheet where the file is none."""
    cells = _cells(_text(_data(path)))
    heads, columns = _heads(cells)
    named = (_FOR.search(cell) for row in cells for cell in row)
    found = next((each for each in named if each), None)
    rows = tuple(
        SheetRow(number, *(_cell(row, columns[name]) for name in _READ))
        for number, row in enumerate(cells, 1)
        if number > heads
    )
    return Sheet(str(path), found[1] if found else "", rows)


def _data(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise UnreadableSheet("this is a folder; name the sheets in it, such as sheets/*.csv")
        with path.open("rb") as file:
            data = file.read(_LIMIT + 1)
    except FileNotFoundError:
        raise UnreadableSheet(f"there is no such file{_beside(path)}") from None
    except (OSError, ValueError) as error:
        problem = getattr(error, "strerror", None) or "its name is not one a file can have"
        raise UnreadableSheet(f"it cannot be read ({problem})") from None
    for start, kind in _OWN_FORMATS.items():
        if data.startswith(start):
            raise UnreadableSheet(f"this is {kind}; open it and save it as CSV")
    if len(data) > _LIMIT:
        raise UnreadableSheet("it has more than 4 MiB, which no sheet has")
    return data


def _beside(path: Path) -> str:
    try:
        names = [each.name for each in path.parent.iterdir()]
    except OSError:
        return ""
    hint = did_you_mean(path.name, names)
    return f"; {hint}" if hint else ""


def _text(data: bytes) -> str:
    """Decode a file; bytes that mean nothing become replacement characters."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    if data[1:2] == b"\0":
        return data.decode("utf-16-le", "replace")
    if data[:1] == b"\0":
        return data.decode("utf-16-be", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _cells(text: str) -> list[list[str]]:
    """Part a text into rows of cells by the separator under which its heads are found."""
    for separator in _SEPARATORS:
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
        except csv.Error as error:
            raise UnreadableSheet(f"it is no CSV file ({error})") from None
        if any(set(_READ) <= _names(row) for row in rows):
            return rows
    if MARK in text and JUDGMENT in text and any(FOR in line for line in text.splitlines()):
        raise UnreadableSheet(
            "the heads of its columns cannot be found: leave them and the last column as they "
            "are. If everything stands in one column, open the sheet anew by your program’s "
            "import of text, with the comma as separator"
        )
    raise UnreadableSheet("this is no sheet to key in; pmquest script FILE --sheet writes one")


def _heads(cells: list[list[str]]) -> tuple[int, dict[str, int]]:
    """Give the number of the row with the heads, and the place of each column in a row."""
    for number, row in enumerate(cells, 1):
        if set(_READ) <= _names(row):
            heads = [_head(cell) for cell in row]
            return number, {name: heads.index(name) for name in _READ}
    raise AssertionError("the separator was chosen by the heads")


def _names(row: list[str]) -> set[str]:
    return {_head(cell) for cell in row}


def _head(cell: str) -> str:
    return cell.strip().casefold()


def _cell(row: list[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""
