"""The map of a scenario as a diagram in text that other programs draw: Mermaid and Graphviz.

Both show the same nodes and edges. A title may hold anything; in both forms it is text and
nothing else. The colours are those of the light page (look.md), and whatever a colour says a
glyph, a shape or a word says too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from pmquest.report.lines import Run, plain, wrapped
from pmquest.report.scene_map import Answer, MapRow, SceneMap, Way
from pmquest.scoring.words import chance, level_glyph

Look = Literal["manager", "leader", "either", "unscored", "ending", "sign"]
"""What a node is; a sign is no scene: an interrupt's condition, or the way back from one."""

_NODE_CELLS: Final = 30
_EDGE_CELLS: Final = 36

_INK: Final = "#22262c"
_PAPER: Final = "#fbfaf6"
_SURFACE: Final = "#f2f1ee"
_MUTED: Final = "#585e67"
_COLOURS: Final[dict[Look, str]] = {
    "manager": "#0f62b4",
    "leader": "#8a5300",
    "either": _INK,
    "unscored": _MUTED,
    "ending": _INK,
    "sign": _MUTED,
}

_MERMAID_SHAPES: Final[dict[Look, tuple[str, str]]] = {
    "manager": ("[", "]"),
    "leader": ("{{", "}}"),
    "either": ("[[", "]]"),
    "unscored": ("(", ")"),
    "ending": ("([", "])"),
    "sign": (">", "]"),
}
_MERMAID_PLAIN: Final = frozenset(" ,▪▲·✗")
_READ_LATE: Final = re.compile(r"\$(?=\$)|:(?=fa-)")

_DOT_SHAPES: Final[dict[Look, tuple[str, str]]] = {
    "manager": ("shape=box, penwidth=2", ""),
    "leader": ("shape=hexagon, penwidth=2", ""),
    "either": ("shape=box, peripheries=2", ""),
    "unscored": ("shape=box", "rounded"),
    "ending": ("shape=ellipse, penwidth=2", ""),
    "sign": ("shape=note", ""),
}
"""The shape of a node, and what its style says beside its filling."""

_DOT_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "&": "&amp;"})


class Node(Struct, frozen=True):
    """A scene or a sign: its name in the diagram, its lines, and how it looks."""

    name: str
    lines: tuple[str, ...]
    look: Look
    missed: bool
    """Whether nobody reaches it."""


class Edge(Struct, frozen=True):
    """All the ways from one node to another."""

    source: str
    target: str
    lines: tuple[str, ...]
    missed: bool
    """Whether nobody takes it."""


Diagram: TypeAlias = tuple[tuple[Node, ...], tuple[Edge, ...]]


def diagram(drawn: SceneMap) -> Diagram:
    """Give the nodes and edges of a map."""
    names = {row.scene: f"n{number}" for number, row in enumerate(drawn.rows)}
    nodes = [_node(row, names[row.scene]) for row in drawn.rows]
    edges = [edge for row in drawn.rows for edge in _edges(row, names)]
    if any(edge.target == "back" for edge in edges):
        nodes.append(Node("back", ("back to where it broke in",), "sign", missed=False))
    for number, entry in enumerate(drawn.interrupts):
        name = f"i{number}"
        condition = _folded(f"if {entry.when}", _NODE_CELLS)
        nodes.append(Node(name, ("after any pick", *condition), "sign", missed=False))
        edges.append(Edge(name, names[entry.target], (), missed=False))
    return tuple(nodes), tuple(edges)


def _node(row: MapRow, name: str) -> Node:
    glyph = f"{level_glyph(row.calls_for)} " if row.calls_for else ""
    look: Look = "ending" if row.grade else row.calls_for or "unscored"
    how = f"{row.grade} ending" if row.grade else ""
    if row.grade and row.met == "yes" and row.visits is not None:
        how += f" {chance(row.visits)}"
    told = filter(None, (how, *row.troubles))
    title = _folded(f"{glyph}{row.title}", _NODE_CELLS)
    return Node(name, (*title, row.scene, *told), look, row.met == "no")


def _edges(row: MapRow, names: dict[str, str]) -> Iterator[Edge]:
    """Give one edge to each scene that the answers lead to; those of interrupts are the signs'."""
    found: dict[str, list[tuple[Answer, Way]]] = {}
    for answer in row.answers:
        for way in answer.ways:
            if way.kind != "interrupt":
                target = names[way.target] if way.target else "back"
                found.setdefault(target, []).append((answer, way))
    for target, taken in found.items():
        if row.common:
            decided = " · ".join(taken[0][1].decided_by)
            told = [decided, *(_answered(*each) for each in taken)]
        else:
            told = [" · ".join((_answered(*each), *each[1].decided_by)) for each in taken]
        lines = [line for text in told if text for line in _folded(text, _EDGE_CELLS)]
        missed = row.met == "no" or all(answer.met == "no" for answer, _ in taken)
        yield Edge(names[row.scene], target, tuple(lines), missed)


def _answered(answer: Answer, way: Way) -> str:
    """Say which answer goes a way, and how often."""
    often = chance(way.share) if way.share is not None else ""
    told = (answer.choice, (answer.trouble or often) if answer.choice else often)
    return " · ".join(filter(None, told))


def _folded(text: str, size: int) -> list[str]:
    return [plain(line) for line in wrapped([Run(text)], size)]


def mermaid(drawn: SceneMap) -> str:
    """Write a map as a Mermaid flowchart."""
    nodes, edges = diagram(drawn)
    lines = ["flowchart TD"]
    for node in nodes:
        opening, closing = _MERMAID_SHAPES[node.look]
        classes = f"{node.look}Missed" if node.missed else node.look
        lines.append(f'  {node.name}{opening}"{_mermaid_text(node.lines)}"{closing}:::{classes}')
    for edge in edges:
        arrow = "-.->" if edge.missed else "-->"
        label = f'|"{_mermaid_text(edge.lines)}"|' if edge.lines else ""
        lines.append(f"  {edge.source} {arrow}{label} {edge.target}")
    for look, colour in _COLOURS.items():
        strong = "1px" if look in ("unscored", "sign") else "2px"
        style = f"fill:{_SURFACE},stroke:{colour},color:{_INK},stroke-width:{strong}"
        lines.append(f"  classDef {look} {style}")
        lines.append(f"  classDef {look}Missed {style},stroke-dasharray:5 4")
    return "\n".join(lines) + "\n"


def _mermaid_text(lines: Iterable[str]) -> str:
    """Write lines as one label. Whatever could mean something to Mermaid, Markdown or HTML goes
    by its number, which the drawn label shows as the character. What is read in the drawn label
    itself, `$$` for a formula and `:fa-` for an icon, is parted by a space of no width."""
    inert = (_READ_LATE.sub("\\g<0>\u200b", line) for line in lines)
    return "<br/>".join("".join(map(_mermaid_character, line)) for line in inert)


def _mermaid_character(character: str) -> str:
    if character.isalnum() or character in _MERMAID_PLAIN:
        return character
    return f"#{ord(character)};"


def graphviz(drawn: SceneMap) -> str:
    """Write a map as a graph in the DOT language of Graphviz."""
    nodes, edges = diagram(drawn)
    lines = [
        "digraph map {",
        f'  graph [label={_dot_text([drawn.title])}, labelloc=t, rankdir=TB, charset="UTF-8",'
        f' bgcolor="{_PAPER}", fontname="sans-serif", fontcolor="{_INK}"]',
        f'  node [style=filled, fillcolor="{_SURFACE}", fontname="sans-serif", fontcolor="{_INK}"]',
        f'  edge [color="{_MUTED}", fontname="sans-serif", fontcolor="{_MUTED}", fontsize=10]',
    ]
    for node in nodes:
        shape, style = _DOT_SHAPES[node.look]
        styles = ",".join(filter(None, ("filled", style, "dashed" if node.missed else "")))
        lines.append(
            f'  {node.name} [label={_dot_text(node.lines)}, {shape}, style="{styles}",'
            f' color="{_COLOURS[node.look]}"]'
        )
    for edge in edges:
        label = f"label={_dot_text(edge.lines)}" if edge.lines else ""
        styles = ", ".join(filter(None, (label, "style=dashed" if edge.missed else "")))
        lines.append(f"  {edge.source} -> {edge.target}" + (f" [{styles}]" if styles else ""))
    return "\n".join([*lines, "}"]) + "\n"


def _dot_text(lines: Iterable[str]) -> str:
    r"""Write lines as a quoted string: `\n` parts them, no other escape and no entity acts."""
    return '"' + "\\n".join(line.translate(_DOT_ESCAPES) for line in lines) + '"'
