"""The Markdown of a scenario as neutral blocks, and those blocks as lines.

Scenario text is untrusted: HTML is not read, so it stands there as it was typed; a link shows
its address beside its words and can be opened only where it is http or https; what a terminal
would obey is taken out after entities such as `&#x202e;` have been decoded. Every face shows
prose through here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TypeAlias

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode
from msgspec import Struct
from msgspec.structs import replace

from pmquest.report.lines import Line, Run, cells, wrapped
from pmquest.report.table import Alignment, table
from pmquest.scoring.clean import clean

QUOTE_BAR = "▌"
BULLET = "•"
_LEAST_ROOM = 12
"""Deeply nested text keeps this many cells, however narrow the page."""

_UNSTYLED = Run("")


class Paragraph(Struct, frozen=True):
    """Running text; a newline in a run is a line break that the author wanted."""

    runs: Line


class Heading(Struct, frozen=True):
    """A heading; `level` is 1 to 6."""

    level: int
    runs: Line


class Quote(Struct, frozen=True):
    """What somebody wrote or said, such as a message."""

    blocks: tuple[Block, ...]


class Listing(Struct, frozen=True):
    """A list; `start` is the number of the first item, None where items have no numbers."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None


class Code(Struct, frozen=True):
    """Text whose spaces and line ends count."""

    lines: tuple[str, ...]


class Grid(Struct, frozen=True):
    """A table in running text: the heads, then rows of as many cells."""

    heads: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    alignments: tuple[Alignment, ...]


class Rule(Struct, frozen=True):
    """A break between two parts."""


Block: TypeAlias = Paragraph | Heading | Quote | Listing | Code | Grid | Rule


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


@lru_cache(maxsize=256)
def prose(text: str) -> tuple[Block, ...]:
    """Read Markdown into blocks; no text is refused."""
    tokens = _parser().parse(text)
    return tuple(_blocks(SyntaxTreeNode(tokens).children))


def inline(text: str) -> Line:
    """Read one line of Markdown, such as a title or an answer, into runs.

    Only the marks inside a line are read: `1. Wait` and `# of calls` stay as they are.
    """
    tokens: Sequence[Token] = _parser().parseInline(text)
    return tuple(_runs(SyntaxTreeNode(tokens).children[0].children)) or (Run(""),)


def _blocks(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "heading":
                yield Heading(int(node.tag[1:]), _inline_of(node))
            case "blockquote":
                yield Quote(tuple(_blocks(node.children)))
            case "bullet_list":
                yield Listing(_items(node))
            case "ordered_list":
                yield Listing(_items(node), int(node.attrs.get("start", 1)))
            case "fence" | "code_block":
                content = clean(node.content).replace("\t", "    ").removesuffix("\n")
                yield Code(tuple(content.split("\n")))
            case "table":
                yield _grid(node)
            case "hr":
                yield Rule()
            case _:
                yield Paragraph(_inline_of(node))


def _items(node: SyntaxTreeNode) -> tuple[tuple[Block, ...], ...]:
    return tuple(tuple(_blocks(item.children)) for item in node.children)


def _grid(node: SyntaxTreeNode) -> Grid:
    heads, *rows = [row for part in node.children for row in part.children]
    return Grid(
        tuple(_inline_of(cell) for cell in heads.children),
        tuple(tuple(_inline_of(cell) for cell in row.children) for row in rows),
        tuple(_alignment(cell) for cell in heads.children),
    )


def _alignment(cell: SyntaxTreeNode) -> Alignment:
    style = str(cell.attrs.get("style", ""))
    return "right" if style.endswith("right") else "left" if style.endswith("left") else "auto"


def _inline_of(node: SyntaxTreeNode) -> Line:
    return tuple(run for child in node.children for run in _runs(child.children))


def _runs(nodes: Sequence[SyntaxTreeNode], style: Run = _UNSTYLED) -> Iterator[Run]:
    for node in nodes:
        match node.type:
            case "text":
                if node.content:
                    yield replace(style, text=clean(node.content))
            case "code_inline":
                yield replace(style, text=clean(node.content), code=True)
            case "softbreak":
                yield replace(style, text=" ")
            case "hardbreak":
                yield replace(style, text="\n")
            case "strong":
                yield from _runs(node.children, replace(style, bold=True))
            case "em":
                yield from _runs(node.children, replace(style, italic=True))
            case "link":
                yield from _link(node, str(node.attrs.get("href", "")), style)
            case "image":
                yield from _link(node, str(node.attrs.get("src", "")), style)
            case _:
                yield from _runs(node.children, style)


def _link(node: SyntaxTreeNode, address: str, style: Run) -> Iterator[Run]:
    """The words of a link and, where they do not say it themselves, its address."""
    address = clean(address)
    openable = address if address.lower().startswith(("http://", "https://")) else ""
    words = list(_runs(node.children, replace(style, link=openable)))
    yield from words
    if address and "".join(run.text for run in words) != address:
        yield replace(style, text=" " if words else "", tone="muted")
        yield replace(style, text=f"({address})", tone="muted", link=openable)


def laid_out(blocks: Sequence[Block], size: int) -> list[Line]:
    """Lay blocks out in lines of at most `size` cells, a blank line between two blocks."""
    lines: list[Line] = []
    for block in blocks:
        if lines:
            lines.append(())
        lines += _laid_out(block, max(_LEAST_ROOM, size))
    return lines


def prose_lines(text: str, size: int) -> list[Line]:
    """Read Markdown and lay it out in lines of at most `size` cells."""
    return laid_out(prose(text), size)


def _laid_out(block: Block, size: int) -> list[Line]:
    match block:
        case Paragraph(runs):
            return wrapped(runs, size)
        case Heading(_, runs):
            return wrapped([replace(run, bold=True) for run in runs], size)
        case Quote(inner):
            bar = Run(f"{QUOTE_BAR} ", "faint")
            return [(bar, *line) for line in laid_out(inner, size - 2)]
        case Code(code_lines):
            code = [Run("\n".join(code_lines), code=True)]
            return [(Run("  "), *line) for line in wrapped(code, size - 2)]
        case Grid(heads, rows, alignments):
            return table(heads, rows, size, alignments)
        case Rule():
            return [(Run("─" * min(size, 8), "faint"),)]
        case Listing():
            return _list_lines(block, size)


def _list_lines(block: Listing, size: int) -> list[Line]:
    """An item's lines hang under its own beginning; items part where one has several blocks."""
    if block.start is None:
        marks = [BULLET] * len(block.items)
    else:
        marks = [f"{block.start + index}." for index in range(len(block.items))]
    indent = max(map(cells, marks), default=0) + 1
    loose = any(len(item) > 1 and not isinstance(item[1], Listing) for item in block.items)
    lines: list[Line] = []
    for mark, item in zip(marks, block.items, strict=True):
        if lines and loose:
            lines.append(())
        first, *others = _item_lines(item, size - indent) or [()]
        lines.append((Run(mark.rjust(indent - 1) + " ", "muted"), *first))
        lines += [_indented(line, indent) for line in others]
    return lines


def _indented(line: Line, indent: int) -> Line:
    return (Run(" " * indent), *line) if line else ()


def _item_lines(item: tuple[Block, ...], size: int) -> list[Line]:
    lines: list[Line] = []
    for block in item:
        if lines and not isinstance(block, Listing):
            lines.append(())
        lines += _laid_out(block, max(_LEAST_ROOM, size))
    return lines
