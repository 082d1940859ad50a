"""Follows docs/first-scenario.md as its reader would: pieces of YAML put in, commands typed.

What stands behind `yaml` or `console` in the first line of a piece says what the sentence above
it says to a person: `replaces gate`, `to of page`, `mistake to: machines|to: machine`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "first-scenario.md"

_PIECE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_ROW = re.compile(r"^\| `(\w+)` \| (.*) \|$", re.MULTILINE)


@dataclass(frozen=True)
class Piece:
    """One thing that the page has its reader do."""

    kind: str
    """`yaml`, `console`, or `row`: a choice and the lines that it gets."""
    note: str
    text: str


def pieces() -> list[Piece]:
    """Everything that is to be done, in the order of the page."""
    page = PAGE.read_text(encoding="utf-8")
    found = [
        (match.start(), Piece(match[1], match[2].strip(), match[3]))
        for match in _PIECE.finditer(page)
    ]
    for row in _ROW.finditer(page):
        lines = "\n".join(re.findall(r"`([^`]*)`", row[2]))
        found.append((row.start(), Piece("row", row[1], lines)))
    return [piece for _, piece in sorted(found, key=lambda each: each[0])]


def applied(piece: Piece, file: str) -> str:
    """The file with a piece of YAML put where the page says."""
    note = piece.note.split()
    if piece.kind == "row":
        return _with_lines(file, piece.note, piece.text)
    match note:
        case ["replaces", scene]:
            return _replaced(file, scene, 2, piece.text)
        case [key, "of", part]:
            start, end = _block(file, part)
            return file[:start] + _replaced(file[start:end], key, None, piece.text) + file[end:]
    for key, text in _keys(piece.text):
        depth = len(key) - len(key.lstrip())
        file = _replaced(file, key.strip(), depth, text)
    return file


def _keys(text: str) -> Iterator[tuple[str, str]]:
    """Split a piece at the keys of its first line's depth."""
    depth = len(text) - len(text.lstrip(" "))
    starts = [
        match.start() for match in re.finditer(rf"^ {{{depth}}}\w[\w-]*:", text, re.MULTILINE)
    ]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield text[start : text.index(":", start)], text[start:end]


def _replaced(file: str, key: str, depth: int | None, text: str) -> str:
    """The file with the block under a key replaced; where there is none, put in."""
    found = _find(file, key, depth)
    if found is None:
        if depth == 0:
            start = re.search(r"^(#[^\n]*\n)*scenes:", file, re.MULTILINE).start()  # type: ignore
            return f"{file[:start]}{text}\n{file[start:]}"
        return f"{file.rstrip()}\n\n{text}"
    start, end = found
    return file[:start] + text + file[end:]


def _block(file: str, key: str) -> tuple[int, int]:
    found = _find(file, key, None)
    assert found is not None, f"the file has no “{key}”"
    return found


def _find(file: str, key: str, depth: int | None) -> tuple[int, int] | None:
    """Where the block under a key stands: up to the last line that is set in deeper."""
    spaces = " *" if depth is None else f" {{{depth}}}"
    match = re.search(rf"^({spaces}){re.escape(key)}:.*\n", file, re.MULTILINE)
    if match is None:
        return None
    end = last = match.end()
    for line in file[end:].splitlines(keepends=True):
        end += len(line)
        if line.strip() and len(line) - len(line.lstrip(" ")) <= len(match[1]):
            break
        if line.strip():
            last = end
    return match.start(), last


def _with_lines(file: str, choice: str, lines: str) -> str:
    """The file with lines added to a choice, under its text."""
    start, _ = _block(file, choice)
    at = file.index("\n", file.index("text:", start)) + 1
    return file[:at] + "".join(f"        {line}\n" for line in lines.splitlines()) + file[at:]


def shows(expected: str, shown: str) -> bool:
    """Whether a screen is as the page shows it; `...` stands for anything."""
    pattern = re.escape(expected.rstrip()).replace(re.escape("..."), "(?:.|\n)*?")
    return re.fullmatch(pattern, shown.rstrip()) is not None
