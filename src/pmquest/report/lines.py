"""Lines of styled runs: what prose and charts are made of before a face shows them.

A run names its style by what it means (muted, leader, bold); which colour that is belongs to a
face and its theme. Widths are counted in terminal cells, since a Chinese character takes two
and an accent none. Nothing here knows a terminal library, so that plain text, the full screen
and the tests read the same drawing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

Tone = Literal["ink", "muted", "faint", "manager", "leader", "series-2", "series-3", "error"]
"""What a run's colour means; `faint` is for tracks and rails, never for text."""


class Run(Struct, frozen=True):
    """A piece of one line in one style."""

    text: str
    tone: Tone = "ink"
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""
    """The http or https address that these words may open; empty where there is none."""


Line: TypeAlias = tuple[Run, ...]

ELLIPSIS = "…"
_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"
_TOKENS = re.compile(r"\n|[^\S\n\u00a0\u202f]+|(?:[^\s]|[\u00a0\u202f])+")

_VISIBLE_FORMAT = re.compile(
    "[\u00ad\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]"
)
"""Format characters that are seen, such as the soft hyphen."""
_WIDE_BLOCKS = re.compile("[\u2e80-\ua4cf\uf900-\ufaff\U00016fe0-\U0003fffd]")
_WIDENED = re.compile("[\u2630-\u2637\u268a-\u268f\u4dc0-\u4dff\U0001d300-\U0001d376]")
"""Signs that Unicode 16 made two cells wide, whatever this Python's tables say."""


@lru_cache(maxsize=4096)
def _character_cells(character: str) -> int:
    category = unicodedata.category(character)
    if _VISIBLE_FORMAT.match(character):
        return 1
    if category in {"Mn", "Me", "Mc", "Cf", "Cc"}:
        return 0
    if "\u1160" <= character <= "\u11ff":  # the inner and final parts of a Korean syllable
        return 0
    if category == "Cn":  # not known to this Python: its neighbours tell how wide it is
        return 2 if _WIDE_BLOCKS.match(character) else 1
    if _WIDENED.match(character):
        return 2
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def cells(text: str) -> int:
    """Count the terminal cells that a text takes; a joined emoji counts as its first part."""
    if text.isascii():
        return len(text)
    return sum(size for _, size in _clusters(text))


def _clusters(text: str) -> Iterator[tuple[str, int]]:
    """Split a text where a line may be broken at all: marks stay with what they mark."""
    cluster, size, joined = "", 0, False
    for character in text:
        own = _character_cells(character)
        if character == _EMOJI_STYLE and size == 1:
            cluster, size = cluster + character, 2
        elif own == 0 or joined:
            cluster += character
        else:
            if cluster:
                yield cluster, size
            cluster, size = character, own
        joined = character == _JOINER
    if cluster:
        yield cluster, size


def width(line: Iterable[Run]) -> int:
    """Count the cells that a line takes."""
    return sum(cells(run.text) for run in line)


def plain(line: Iterable[Run]) -> str:
    """Give the words of a line without their styles."""
    return "".join(run.text for run in line)


def head(text: str, size: int) -> str:
    """Give as much of the beginning of a text as fits `size` cells."""
    if cells(text) <= size:
        return text
    kept, used = [], 0
    for cluster, own in _clusters(text):
        if used + own > size:
            break
        kept.append(cluster)
        used += own
    return "".join(kept)


def cut(text: str, size: int) -> str:
    """Shorten a text to `size` cells, with an ellipsis where something is missing."""
    if cells(text) <= size:
        return text
    return head(text, size - 1).rstrip() + ELLIPSIS if size > 0 else ""


def padded(line: Iterable[Run], size: int) -> Line:
    """Fill a line with spaces up to `size` cells; a longer one stays as it is."""
    runs = tuple(line)
    missing = size - width(runs)
    return (*runs, Run(" " * missing)) if missing > 0 else runs


def wrapped(runs: Iterable[Run], size: int) -> list[Line]:
    """Break runs into lines of at most `size` cells.

    Lines break at spaces and between wide characters; a newline in a run always breaks; a word
    longer than a line is broken where the line ends. Spaces at a break are dropped, those at
    the beginning of the text are kept. Always gives one line or more.
    """
    size = max(1, size)
    lines: list[list[Run]] = [[]]
    used = 0
    pending: list[Run] = []
    for word in _words(runs):
        text = word[0].text
        if text == "\n":
            lines.append([])
            used, pending = 0, []
        elif text.isspace():
            pending = word if used or lines == [[]] else []
        else:
            wanted = width(word)
            if used + width(pending) + wanted <= size:
                lines[-1] += pending + word
                used += width(pending) + wanted
            else:
                if used:
                    lines.append([])
                pieces = list(_chopped(word, size))
                lines[-1] += pieces[0]
                lines += pieces[1:]
                used = width(lines[-1])
            pending = []
    return [_joined(line) for line in lines]


def _words(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Give newlines, spaces and words; a word may hold several runs without a space between."""
    word: list[Run] = []
    for run in runs:
        for token in _TOKENS.findall(run.text):
            if token.isspace() and "\u00a0" not in token and "\u202f" not in token:
                if word:
                    yield word
                    word = []
                yield [replace(run, text=token)]
            elif token.isascii():
                word.append(replace(run, text=token))
            else:
                for piece in _split_at_wide(token):
                    if word and (_is_wide(piece) or _is_wide(word[-1].text)):
                        yield word
                        word = []
                    word.append(replace(run, text=piece))
    if word:
        yield word


def _is_wide(text: str) -> bool:
    """Whether a line may break before and after this piece: one wide character."""
    return len(text) < 12 and cells(text) == 2 and _character_cells(text[0]) == 2


def _split_at_wide(token: str) -> Iterator[str]:
    narrow = ""
    for cluster, size in _clusters(token):
        if size == 2:
            if narrow:
                yield narrow
                narrow = ""
            yield cluster
        else:
            narrow += cluster
    if narrow:
        yield narrow


def _chopped(word: list[Run], size: int) -> Iterator[list[Run]]:
    line: list[Run] = []
    used = 0
    for run in word:
        rest = run.text
        while rest:
            fitting = head(rest, size - used)
            if not fitting and not line:  # a wide character in a line of one cell
                fitting = next(_clusters(rest))[0]
            if fitting:
                line.append(replace(run, text=fitting))
                used += cells(fitting)
                rest = rest[len(fitting) :]
            if rest:
                yield line
                line, used = [], 0
    yield line


def _joined(line: list[Run]) -> Line:
    """Join neighbours of one style, so that a line has no more runs than styles."""
    joined: list[Run] = []
    for run in line:
        if joined and replace(joined[-1], text="") == replace(run, text=""):
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return tuple(joined)


def number(value: float) -> str:
    """Write a figure: no needless decimals, thousands apart, a true minus sign."""
    size = abs(value)
    if size >= 1e15:
        written = f"{size:.3g}"
    else:
        whole, _, decimals = f"{size:.{6 if size < 1 else 2}f}".partition(".")
        written = ".".join(filter(None, (f"{int(whole):,}", decimals.rstrip("0"))))
    return f"−{written}" if value < 0 and written != "0" else written
