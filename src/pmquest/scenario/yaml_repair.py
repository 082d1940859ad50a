"""What to say about a mistake in the YAML itself, and how to read on after it.

A repair changes as little as possible and keeps every line and, where it can, every column in
place, so that what is found afterwards still points to the right spot of the author's file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

import yaml
from msgspec import Struct

from pmquest.scenario.diagnostics import Span
from pmquest.scenario.indentation import Reads, is_tabbed, moved, shift
from pmquest.scenario.nodes import ScalarNode
from pmquest.scenario.source import source_lines

_QUOTE: Final = "quote it, or write it on the lines under `|`"
_SLANTED: Final = '“ and ” are letters to YAML: put " around all of it, or write it under `|`'
_OTHER_QUOTES: Final = (
    "{quote} ends the text where it comes again: quote it all with {other}, or write it, with "
    "its quotes, on the lines under `|`"
)
_UNCLOSED: Final = "end the text with {quote}; a text of several lines is easier under `|`"
_CLOSE: Final = "close it; or, if it is a sentence, " + _QUOTE
_VALUE: Final = re.compile(r"^(\s*(?:-\s+)*(?:[\w.\-]+\s*:\s+)?)(.*?)\s*$")
_KEY_LINE: Final = re.compile(r"^( *)((?:- +)*[\w.\-]+):(?:\s|$)")
_NO_SPACE: Final = re.compile(r"^(\s*(?:- +)*)([\w.\-]+):([^\s:].*?)\s*$")
_NEXT_PART: Final = re.compile(r"^\s*(?:#|- |[\w.\-]+:(?:\s|$))")
"""What no sentence goes on with: a comment, an item, a key."""
_SLANTED_SIGNS: Final = tuple("“”„‟«»‘’‚")
_LONGEST_EXAMPLE: Final = 20
_TAB: Final = "a tab cannot indent a line"

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
    """False where the mistake only follows from an earlier one, or says the same again."""
    text: str | None
    """The mended text, None where nothing helps."""
    loses_line: bool = False
    """Whether the mended text lacks what the line held."""


class _Told(Struct, frozen=True):
    """What is wrong with a line, and how it reads on."""

    line: int
    """From 0, as is the column."""
    column: int
    problem: str
    hint: str | None
    fixed: str | None
    loses: bool = False
    """Whether what the line held is lost, or may stand in the wrong place."""


def repair(
    text: str,
    error: yaml.MarkedYAMLError,
    mended: Mapping[int, Repair],
    quoted: ScalarNode | None,
    reads: Reads,
) -> Repair:
    """Say what the error is about and mend its line.

    `mended` holds the earlier repairs, `quoted` is the last text in quotes before the error, and
    `reads` says how far a text can be read.
    """
    mark = _blamed_mark(error)
    lines = source_lines(text)
    number = min(mark.line, len(lines) - 1)
    column = min(mark.column, len(lines[number]))
    told = _unclosed(error, lines, quoted)
    if told is None and number + 1 not in mended:
        told = _misplaced(error, lines, number, column, reads)
    if told is None:
        told = _diagnose(error, lines, number, column, number + 1 in mended)
    number = told.line
    again = told.fixed is None or told.fixed == lines[number]
    if told.fixed is not None:
        lines[number] = told.fixed
    earlier = mended.get(number + 1) or mended.get(number)
    follows = earlier is not None and (earlier.loses_line or earlier.line == number + 1)
    follows |= told.problem == _TAB and any(each.problem == _TAB for each in mended.values())
    place = Span(number + 1, told.column + 1)
    mended_text = None if again else "\n".join(lines)
    return Repair(number + 1, place, told.problem, told.hint, not follows, mended_text, told.loses)


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


def _unclosed(
    error: yaml.MarkedYAMLError, lines: list[str], quoted: ScalarNode | None
) -> _Told | None:
    """Tell a quote that took in lines that follow, up to a later quote or to the end."""
    mark = error.problem_mark
    if "unexpected end of stream" in str(error.problem) and error.context_mark is not None:
        start, column = error.context_mark.line, error.context_mark.column
    elif quoted is not None and mark is not None and mark.line == quoted.end_line - 1:
        start, column = quoted.line - 1, quoted.column - 1
        if not any(map(_NEXT_PART.match, lines[start + 1 : quoted.end_line])):
            return None
    else:
        return None
    line = lines[start]
    fixed = line[:column] + re.sub(r"[^\w\s]", "x", line[column:])
    hint = _UNCLOSED.format(quote=line[column : column + 1])
    return _Told(start, column, "a quote was opened here and never closed", hint, fixed)


def _misplaced(
    error: yaml.MarkedYAMLError, lines: list[str], number: int, column: int, reads: Reads
) -> _Told | None:
    """Tell a line that begins in a column where nothing can begin."""
    line = lines[number]
    key = _KEY_LINE.match(line)
    at_key = key is not None and column <= key.end(2)
    if (line[:column].strip(" -\t") and not at_key) or _NO_SPACE.match(line):
        return None
    begun = error.context_mark.line if error.context_mark else None
    found = shift(lines, number, begun, reads)
    if is_tabbed(line):
        column = line.index("\t")
        others = sum(map(is_tabbed, lines)) - 1
        hint = "indent with spaces" + (f", here {found.needs}" if found and found.sure else "")
        if others:
            hint += f"; {others} more {'line begins' if others == 1 else 'lines begin'} with a tab"
        fixed = moved(line, found.needs) if found else line.replace("\t", " ")
        return _Told(number, column, _TAB, hint, fixed, loses=True)
    if found is None:
        return None
    problem = (
        f"this line is indented by {found.had} {'space' if found.had == 1 else 'spaces'}, and "
        f"those that it belongs with by {found.needs}"
    )
    hint = "the keys of a map begin in one column, and so do the items of a list"
    fixed = moved(lines[found.line], found.needs)
    return _Told(found.line, found.had, problem, hint, fixed, loses=not found.sure)


def _diagnose(
    error: yaml.MarkedYAMLError, lines: list[str], number: int, column: int, again: bool
) -> _Told:
    line = lines[number]
    problem = _PROBLEMS.get(str(error.problem), str(error.problem))
    if again:
        return _Told(number, column, problem, None, _as_comment(line), True)
    if joined := _NO_SPACE.match(line):
        told = "a space is missing after this colon"
        hint = f"write `{joined[2]}: {joined[3][:_LONGEST_EXAMPLE]}`"
        fixed = line[: joined.end(2)] + ": " + line[joined.end(2) + 1 :]
        return _Told(number, joined.end(2), told, hint, fixed)
    if "mapping values are not allowed" in str(error.problem):
        hint = _SLANTED if _parted(line)[1][:1] in _SLANTED_SIGNS else _QUOTE
        mended = line[:column] + "x" + line[column + 1 :]
        return _Told(
            number,
            column,
            "a colon and a space inside a sentence make a key of their own",
            hint,
            mended,
        )
    before, value = _parted(line)
    if value[:1] in _STARTS and before:
        neutral = before + re.sub(r"[^\w\s]", "x", value)
        told = _STARTS[value[0]]
        return _Told(number, len(before), told, _hint_at(value[0]), neutral)
    cut = "the line above was cut short by “ #”: " + _QUOTE
    cause = cut if _cut_by_comment(lines, number) else None
    return _Told(number, column, problem, cause, _as_comment(line), True)


def _parted(line: str) -> tuple[str, str]:
    """Part a line into its dashes and key and what stands after them."""
    matched = _VALUE.match(line)
    return (matched[1], matched[2]) if matched else ("", "")


def _hint_at(sign: str) -> str:
    """Say what to do where a text cannot begin with a sign."""
    if sign in "\"'":
        return _OTHER_QUOTES.format(quote=sign, other="'" if sign == '"' else '"')
    return _CLOSE if sign in "{[" else _QUOTE


def _cut_by_comment(lines: list[str], number: int) -> bool:
    return number > 0 and re.search(r"\S #", lines[number - 1]) is not None


def _as_comment(line: str) -> str | None:
    """Give the line as a comment of the same width; None where there is nothing to turn."""
    stripped = line.lstrip()
    if not stripped or stripped.startswith("#"):
        return None
    indent = len(line) - len(stripped)
    return line[:indent] + "#" + stripped[1:]
