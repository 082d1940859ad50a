"""Text and blocks of prose as Markdown that is inert: nothing in them acts or breaks out.

Text is escaped so that no sign in it is read as Markdown or HTML. Prose keeps its emphasis,
lists, quotes, code and tables; its headings become bold lines, so that they do not mix with
those of the document, and its links words with their address beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from pmquest.report.lines import Run
from pmquest.report.prose import Block, Code, Grid, Heading, Listing, Paragraph, Quote
from pmquest.scoring.clean import clean_line

_SIGNS: Final = re.compile(r"[\\`*_\[\]<>&~|#$]")
_LINE_START: Final = re.compile(r"^[ \t]*(?:([-+=])|(\d+)(?=[.)]))", re.MULTILINE)
_EDGES: Final = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
_TICKS: Final = re.compile("`+")


def markdown_line(text: str) -> str:
    """Escape text that stands on one line, such as a name."""
    return _line_starts_escaped(_signs_escaped(clean_line(text)))


def markdown_runs(runs: Iterable[Run]) -> str:
    """Give running text, such as a title or an answer, with its emphasis."""
    return _line_starts_escaped("".join(map(_run, runs)))


def markdown_blocks(blocks: Sequence[Block]) -> str:
    """Give blocks of prose, a blank line between two."""
    return "\n\n".join(map(_block, blocks))


def _signs_escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", text)


def _line_starts_escaped(markdown: str) -> str:
    """Escape what would begin a list, a heading line or a rule at the start of a line."""
    return _LINE_START.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\", markdown)


def _run(run: Run) -> str:
    if run.code:
        return _code_span(run.text)
    parts = _EDGES.fullmatch(run.text)
    assert parts is not None
    before, text, after = parts.groups()
    mark = "**" * run.bold + "*" * run.italic if text else ""
    written = f"{before}{mark}{_signs_escaped(text)}{mark}{after}"
    return re.sub(r"[ \t]*\n[ \t]*", "\\\\\n", written)


def _code_span(text: str) -> str:
    text = clean_line(text)
    fence = _longer_than_any("`", text)
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{room}{text}{room}{fence}" if text else ""


def _longer_than_any(tick: str, text: str, least: int = 1) -> str:
    """A fence that no run of ticks in the text can close."""
    return tick * max(least, *(len(run) + 1 for run in [*_TICKS.findall(text), ""]))


def _block(block: Block) -> str:
    match block:
        case Paragraph(runs):
            return markdown_runs(runs)
        case Heading(_, runs):
            return f"**{markdown_runs(Run(run.text) for run in runs)}**"
        case Quote(inner):
            return _prefixed("> ", "> ", markdown_blocks(inner))
        case Code(lines):
            text = "\n".join(lines)
            fence = _longer_than_any("`", text, least=3)
            return f"{fence}\n{text}\n{fence}"
        case Grid():
            return _grid(block)
        case Listing():
            return _listing(block)
        case _:
            return "* * *"


def _listing(block: Listing) -> str:
    items = []
    for place, item in enumerate(block.items):
        mark = "- " if block.start is None else f"{block.start + place}. "
        items.append(_prefixed(mark, " " * len(mark), markdown_blocks(item)))
    return "\n".join(items)


def _grid(block: Grid) -> str:
    rows = [[_cell(cell) for cell in row] for row in (block.heads, *block.rows)]
    rows.insert(1, ["---"] * len(block.heads))
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(runs: Iterable[Run]) -> str:
    return "".join(
        _run(run).replace("|", "\\|") if run.code else _run(run).replace("\\\n", " ")
        for run in runs
    )


def _prefixed(first: str, others: str, text: str) -> str:
    """Put one prefix before the first line and another before the rest."""
    lines = text.split("\n")
    return "\n".join(
        (f"{others if place else first}{line}").rstrip() if line else others.rstrip()
        for place, line in enumerate(lines)
    )
