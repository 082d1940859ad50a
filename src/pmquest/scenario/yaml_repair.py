"""What to say about a mistake in the YAML itself, and how to read on after it.

A repair changes as little as possible and keeps every line and, where it can, every column in
place, so that what is found afterwards still points to the right spot of the author's file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, TypeAlias

import yaml
from msgspec import Struct

from pmquest.scenario.diagnostics import Span

_QUOTE: Final = "quote it, or write it on the lines under `|`"
_CLOSE: Final = "close it; or, if it is a sentence, " + _QUOTE
_VALUE: Final = re.compile(r"^(\s*(?:-\s+)*(?:[\w.\-]+\s*:\s+)?)(.*?)\s*$")
_KEY_LINE: Final = re.compile(r"^( *)((?:- +)*[\w.\-]+):(?:\s|$)")

_STARTS: Final = {
    "{": "a text that begins with { is taken for a map",
    "[": "a text that begins with [ is taken for a list",
    '"': "a text that begins with a quote ends at the next quote",
    "'": "a text that begins with a quote ends at the next quote",
    "*": "a text that begins with * is taken for an alias",
    "&": "a text that begins with & is taken for an anchor",
    "!": "a text that begins with ! is taken for a tag",
    "%": "a text cannot begin with %",
    "@": "a text cannot begin with @",
    "`": "a text cannot begin with `",
    "|": "nothing may follow | on its line; the text begins on the next",
    ">": "nothing may follow > on its line; the text begins on the next",
}

_PROBLEMS: Final = {
    "mapping values are not allowed in this context": "this colon makes a key of its own",
    "mapping values are not allowed here": "this colon makes a key of its own",
    "did not find expected key": "a key was expected here",
    "did not find expected '-' indicator": "a list item (-) was expected here",
    "could not find expected ':'": "this line has no colon after its key",
    "found character that cannot start any token": "no text can begin with this character",
    "found unexpected end of stream": "a quote was opened here and never closed",
    "did not find expected ',' or ']'": "a list in brackets was not closed, or a comma is missing",
    "did not find expected ',' or '}'": "a map in braces was not closed, or a comma is missing",
    "found unknown escape character": "a backslash in double quotes begins an escape; write \\\\",
    "block sequence entries are not allowed in this context": "no list item (-) can stand here",
    "did not find expected alphabetic or numeric character": "a name was expected here",
    "found unexpected document indicator": "a line of three hyphens or dots cannot stand here",
}


class Repair(Struct, frozen=True):
    """What to report of one mistake and the text to read on with."""

    line: int
    place: Span
    problem: str
    hint: str | None
    report: bool
    """False where the mistake only follows from the one on the line before."""
    text: str | None
    """The mended text, None where nothing helps."""
    loses_line: bool = False
    """Whether the mended text lacks what the line held."""


def repair(text: str, error: yaml.MarkedYAMLError, mended: Mapping[int, Repair]) -> Repair:
    """Say what the error is about and mend its line; `mended` holds the earlier repairs."""
    mark = _blamed_mark(error)
    lines = text.split("\n")
    number = min(mark.line, len(lines) - 1)
    line = lines[number]
    column = min(mark.column, len(line))
    told = _diagnose(error, lines, number, column, number + 1 in mended)
    column, problem, hint, fixed, loses = told
    if fixed is not None:
        lines[number] = fixed
    earlier = mended.get(number + 1) or mended.get(number)
    follows = earlier is not None and (earlier.loses_line or earlier.line == number + 1)
    place = Span(number + 1, column + 1)
    mended_text = None if fixed is None or fixed == line else "\n".join(lines)
    return Repair(number + 1, place, problem, hint, not follows, mended_text, loses)


def _blamed_mark(error: yaml.MarkedYAMLError) -> yaml.Mark:
    """Choose the place to blame: where a quote or key began rather than where YAML gave up."""
    begun = error.context in {
        "while scanning a quoted scalar",
        "while scanning a simple key",
        "while parsing a flow sequence",
        "while parsing a flow mapping",
    }
    mark = error.context_mark if begun and error.context_mark else error.problem_mark
    if mark is None:
        raise error
    return mark


_Told: TypeAlias = tuple[int, str, str | None, str | None, bool]
"""Column from 0, problem, hint, the line to read on with, whether that loses what it held."""


def _diagnose(
    error: yaml.MarkedYAMLError, lines: list[str], number: int, column: int, again: bool
) -> _Told:
    line = lines[number]
    problem = _PROBLEMS.get(str(error.problem), str(error.problem))
    if again:
        return column, problem, None, _as_comment(line), True
    if line[:column].strip() == "" and "\t" in line[: column + 1]:
        spaced = line.replace("\t", " ")
        return column, "a tab cannot indent a line", "indent with spaces", spaced, False
    if "mapping values are not allowed" in str(error.problem):
        return _stray_colon(lines, number, column)
    unclosed = "unexpected end of stream" in str(error.problem)
    matched = _VALUE.match(line)
    before, value = matched.groups() if matched else ("", "")
    if value[:1] in _STARTS and before:
        neutral = before + re.sub(r"[^\w\s]", "x", value)
        hint = _CLOSE if value[0] in "{[" else _QUOTE
        told = problem if unclosed else _STARTS[value[0]]
        return len(before), told, hint, neutral, False
    if _cut_by_comment(lines, number):
        hint = "the line above was cut short by “ #”: " + _QUOTE
        return column, problem, hint, _as_comment(line), True
    return column, problem, None, _as_comment(line), True


def _stray_colon(lines: list[str], number: int, column: int) -> _Told:
    """Tell a colon inside a sentence from a key that is indented too far, and mend either."""
    line = lines[number]
    key = _KEY_LINE.match(line)
    above = next((each for each in reversed(lines[:number]) if each.strip()), "")
    outer = len(above) - len(above.lstrip())
    if key and len(key[1]) > outer and key.end(2) == column and _KEY_LINE.match(above):
        extra = len(key[1]) - outer
        moved = " " * outer + key[2] + ":" + " " * extra + line[column + 1 :]
        return (
            len(key[1]),
            "this key is indented further than the one above it",
            "keys of one map begin in one column",
            moved,
            False,
        )
    mended = line[:column] + "x" + line[column + 1 :]
    problem = "a colon and a space inside a sentence make a key of their own"
    return column, problem, _QUOTE, mended, False


def _cut_by_comment(lines: list[str], number: int) -> bool:
    return number > 0 and re.search(r"\S #", lines[number - 1]) is not None


def _as_comment(line: str) -> str | None:
    """Give the line as a comment of the same width; None where there is nothing to turn."""
    stripped = line.lstrip()
    if not stripped or stripped.startswith("#"):
        return None
    indent = len(line) - len(stripped)
    return line[:indent] + "#" + stripped[1:]
