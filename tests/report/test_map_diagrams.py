"""The map as a diagram for other programs: valid whatever a title holds, and nothing in it acts."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import (
    Scenario,
    arrival,
    choice,
    interrupt,
    route,
    scenario,
    scene,
    scored,
    visited,
)
from explorations import ending, exploration, flows, shown
from pmquest.report.map_diagrams import graphviz, mermaid
from pmquest.report.scene_map import scene_map

HOSTILE = (
    '"]; fa:fa-car $$\\sqrt{2}$$ **bold** `code` <img src=x onerror=alert(1)> [l](http://x.y) '
    '%%{init: {"theme":"dark"}}%% --> end \\N \\G &lt; &#65; #quot; |x| 1. a 中文 é ▪'
)


def story(title: str = "The launch", text: str = "Ring them.") -> Scenario:
    return scenario(
        scene(
            "end",
            title=title,
            calls_for="leader",
            aspect="scope",
            choices=[
                scored("graph", "leader", "strong", "subgraph", text=text),
                scored(
                    "click",
                    "manager",
                    "poor",
                    [route("style", odds=1), route("subgraph", odds=2)],
                    condition=visited("end"),
                ),
            ],
        ),
        scene("subgraph", to=[route("style", visited("class")), route("class")]),
        scene("style", ending="bad"),
        scene("class", ending="good"),
        scene("crisis", to="resume", enter=[arrival()]),
        scene(
            "attic",
            calls_for="either",
            aspect="team",
            choices=[scored("href", "manager", "weak", "class"), choice("note", "class")],
        ),
        title=title,
        interrupts=[interrupt(True, "crisis")],
    )


def explored(told: Scenario):
    return exploration(
        told,
        visits={**dict.fromkeys(told.scenes, 1.0), "class": 0.25, "style": 0.004, "attic": 0.0},
        unreachable=("attic",),
        never_available=(("end", "click"), ("attic", "href"), ("attic", "note")),
        stuck=(shown("subgraph"),),
        endings={"class": ending("good", 0.25), "style": ending("bad", 0.004)},
        flows=flows({("end", "graph", "subgraph"): 1.0, ("subgraph", None, "class"): 0.25}),
    )


# Mermaid, https://mermaid.js.org/syntax/flowchart.html: the part of its grammar that is used

LABEL = r'"((?:[\w ,▪▲·✗]|#\d+;|<br/>)*)"'
SHAPES = {"[": "]", "{{": "}}", "[[": "]]", "(": ")", "([": "])", ">": "]"}
MERMAID_NODE = re.compile(rf"  (\w+)([\[({{>]+){LABEL}([\])}}]+):::(\w+)")
MERMAID_EDGE = re.compile(rf"  (\w+) (-->|-\.->)(?:\|{LABEL}\|)? (\w+)")
MERMAID_CLASS = re.compile(r"  classDef (\w+) [\w:#, -]+")


def decoded(label: str) -> list[str]:
    """The lines of a Mermaid label as they are drawn, without what parts signs unseen."""
    characters = re.sub(r"#(\d+);", lambda found: chr(int(found[1])), label.replace("<br/>", "\n"))
    return characters.replace("\u200b", "").split("\n")


def read_mermaid(text: str) -> tuple[dict[str, list[str]], list[tuple[str, str, str, list[str]]]]:
    """Read a flowchart strictly: nodes with their lines; edges with arrow, target and lines."""
    head, *lines = text.removesuffix("\n").split("\n")
    assert head == "flowchart TD"
    nodes, edges, classes, used = {}, [], set(), set()
    for line in lines:
        if found := MERMAID_NODE.fullmatch(line):
            name, opening, label, closing, look = found.groups()
            assert SHAPES[opening] == closing
            assert name not in nodes
            nodes[name] = decoded(label)
            used.add(look)
        elif found := MERMAID_EDGE.fullmatch(line):
            source, arrow, label, target = found.groups()
            edges.append((source, arrow, target, decoded(label) if label else []))
        else:
            found = MERMAID_CLASS.fullmatch(line)
            assert found, line
            classes.add(found[1])
    assert used <= classes
    assert {end for source, _, target, _ in edges for end in (source, target)} <= set(nodes)
    return nodes, edges


# DOT, https://graphviz.org/doc/info/lang.html: tokens, statements and attribute lists

DOT_TOKEN = re.compile(r'\s*(?:("(?:[^"\\]|\\.)*")|(->|[\[\]{}=,])|([A-Za-z_]\w*|\d+))', re.DOTALL)


def dot_tokens(text: str) -> Iterator[str]:
    at = 0
    while text[at:].strip():
        found = DOT_TOKEN.match(text, at)
        assert found, text[at : at + 40]
        yield next(filter(None, found.groups()))
        at = found.end()


def dot_lines(token: str) -> list[str]:
    """The lines of a quoted string as they are drawn; only `\\n` may act in it."""
    lines = [""]
    for part in re.findall(r"\\.|[^\\]", token[1:-1], re.DOTALL):
        assert part[0] != "\\" or part in ('\\"', "\\\\", "\\n")
        if part == "\\n":
            lines.append("")
        else:
            lines[-1] += part[-1]
    return [html.unescape(line) for line in lines]


def read_dot(text: str) -> tuple[dict[str, dict[str, str]], list[tuple[str, str, dict[str, str]]]]:
    """Read a graph strictly: nodes and edges with their attributes."""
    tokens = list(dot_tokens(text))
    assert tokens[:3] == ["digraph", "map", "{"]
    assert tokens[-1] == "}"
    at, nodes, edges = 3, {}, []
    while at < len(tokens) - 1:
        name, target = tokens[at], None
        at += 1
        if tokens[at] == "->":
            target = tokens[at + 1]
            at += 2
        attributes = {}
        if tokens[at] == "[":
            while tokens[at] != "]":
                key, equals, value = tokens[at + 1 : at + 4]
                assert equals == "="
                attributes[key] = value
                at += 4
                assert tokens[at] in ",]"
            at += 1
        if target is None:
            nodes[name] = attributes
        else:
            edges.append((name, target, attributes))
    assert {end for source, target, _ in edges for end in (source, target)} <= set(nodes)
    return nodes, edges


def test_mermaid_shows_scenes_levels_ways_and_what_nobody_reaches() -> None:
    told = story()
    text = mermaid(scene_map(told, explored(told)))
    nodes, edges = read_mermaid(text)
    assert list(nodes.values()) == [
        ["▲ The launch", "end"],
        ["Subgraph", "subgraph", "✗ dead end"],
        ["Class", "class", "good ending 25 %"],
        ["Style", "style", "bad ending <1 %"],
        ["Crisis", "crisis"],
        ["· Attic", "attic", "✗ unreachable"],
        ["back to where it broke in"],
        ["after any pick", "if as built in Python"],
    ]
    assert edges == [
        ("n0", "-->", "n1", ["graph · 100 %", "click · ✗ never open · 2 in 3"]),
        ("n0", "-.->", "n3", ["click · ✗ never open · 1 in 3"]),
        ("n1", "-->", "n3", ["if as built in Python", "0 %"]),
        ("n1", "-->", "n2", ["otherwise", "25 %"]),
        ("n4", "-->", "back", ["0 %"]),
        ("n5", "-.->", "n2", ["href", "note"]),
        ("i0", "-->", "n4", []),
    ]
    assert '  n0{{"' in text
    assert "}}:::leader\n" in text
    assert "]]:::eitherMissed\n" in text
    assert "])::" + ":ending\n" in text
    assert (
        "  classDef eitherMissed fill:#f2f1ee,stroke:#22262c,color:#22262c,stroke-width:2px,"
        "stroke-dasharray:5 4\n" in text
    )


def test_dot_shows_the_same_with_colours_shapes_and_dashes() -> None:
    told = story()
    drawn = scene_map(told, explored(told))
    nodes, edges = read_dot(graphviz(drawn))
    assert {"graph", "node", "edge"} < set(nodes)
    assert dot_lines(nodes["graph"]["label"]) == ["The launch"]
    assert (nodes["n0"]["shape"], nodes["n0"]["color"]) == ("hexagon", '"#8a5300"')
    assert (nodes["n5"]["style"], nodes["n5"]["peripheries"]) == ('"filled,dashed"', "2")
    assert nodes["n1"]["style"] == '"filled,rounded"'
    mermaid_nodes, mermaid_edges = read_mermaid(mermaid(drawn))
    for name, lines in mermaid_nodes.items():
        assert dot_lines(nodes[name]["label"]) == lines
    assert [
        (source, target, dot_lines(drawn_as["label"]) if "label" in drawn_as else [])
        for source, target, drawn_as in edges
    ] == [(source, target, lines) for source, _, target, lines in mermaid_edges]
    dashed = [(source, target) for source, target, drawn_as in edges if "style" in drawn_as]
    assert dashed == [("n0", "n3"), ("n5", "n2")]


@pytest.mark.parametrize("level", ["manager", "leader", "either"])
def test_a_level_has_its_own_shape_in_both(level: str) -> None:
    told = scenario(
        scene("a", calls_for=level, aspect="team", choices=[scored("x", "manager", "weak", "b")]),
        scene("b", ending="good"),
    )
    drawn = scene_map(told)
    shape, closing = {
        "manager": ("box", "]"),
        "leader": ("hexagon", "}}"),
        "either": ("box", "]]"),
    }[level]
    assert read_dot(graphviz(drawn))[0]["n0"]["shape"] == shape
    assert f'"{closing}:::{level}\n' in mermaid(drawn)


def squeezed(lines: list[str]) -> str:
    return "".join("".join(lines).split())


texts = st.one_of(
    st.just(HOSTILE),
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1).filter(
        str.strip
    ),
    st.text('"\\;#&|<>%{}[]()$:-`*_fa1. \n', min_size=1).filter(str.strip),
)


@given(texts)
def test_no_title_is_more_than_text(title: str) -> None:
    told = story(title, title)
    drawn = scene_map(told)
    shown_title = squeezed([drawn.title])
    mermaid_nodes, _ = read_mermaid(mermaid(drawn))
    assert squeezed(mermaid_nodes["n0"]) == f"▲{shown_title}end".replace("\u200b", "")
    dot_nodes, _ = read_dot(graphviz(drawn))
    assert squeezed(dot_lines(dot_nodes["n0"]["label"])) == f"▲{shown_title}end"
    assert squeezed(dot_lines(dot_nodes["graph"]["label"])) == shown_title


def test_what_mermaid_reads_in_the_drawn_label_is_parted() -> None:
    text = mermaid(scene_map(story("$$x$$ fa:fa-car")))
    assert "#36;#8203;#36;x#36;#8203;#36;" in text
    assert "fa#58;#8203;fa#45;car" in text
