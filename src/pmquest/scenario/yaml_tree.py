"""YAML text to a tree of nodes with places: the only code that talks to a YAML parser.

Works on libyaml's events, so that what a scenario must not hold (anchors, aliases, merge keys,
tags) is seen before anything is built from it. After a mistake in the YAML itself, the line is
mended just enough to read on (`yaml_repair`), so that one run shows every finding.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

import yaml
from msgspec import Struct

from pmquest.scenario.diagnostics import Collector, Rule, Span, printable, rule
from pmquest.scenario.nodes import JOINED, AnyNode, ListNode, MapNode, ReportedNode, ScalarNode
from pmquest.scenario.source import CONTROL, FORBIDDEN, describe
from pmquest.scenario.yaml_repair import Repair, repair

DEPTH_LIMIT: Final = 32
REREAD_LIMIT: Final = 6_000_000
"""Characters that may be read again after repairs; bounds the time on a hopeless file."""

EMPTY = rule(
    "PQ010",
    "error",
    "there is nothing in this file",
    meaning="A scenario begins with `pmquest: 1`.",
    raises="# whole file\n",
    passes="# a comment\npmquest: 1\n",
)
SYNTAX = rule(
    "PQ011",
    "error",
    "YAML cannot be read here: {problem}",
    meaning="The text breaks a rule of YAML. Most often a sentence holds a colon and a space, "
    "or begins with one of { [ \" ' * & ! % @ `: put it in quotes, or write it on the lines "
    "under `|`, where everything is allowed.",
    raises="author: Priya: a courier\n",
    passes='author: "Priya: a courier"\n',
)
DUPLICATE_KEY = rule(
    "PQ012",
    "error",
    "“{key}” stands twice in this map; the first is on line {first}",
    meaning="Only one of the two could count, and nobody would notice which. Remove one, or "
    "give it another name.",
    raises="minutes: 10\nminutes: 12\n",
    passes="minutes: 12\n",
)
ANCHOR = rule(
    "PQ013",
    "error",
    "anchors (&{name}) have no place in a scenario",
    meaning="An anchor lets one piece of a file stand in several places. Readers lose the "
    "thread, and a few lines can grow into gigabytes. Write the text where it is needed. A "
    "sentence that begins with & needs quotes.",
    raises="author: &me Priya\n",
    passes="author: Priya\n",
)
ALIAS = rule(
    "PQ014",
    "error",
    "aliases (*{name}) have no place in a scenario",
    meaning="An alias repeats what an anchor marked. Write the text where it is needed. A "
    "sentence that begins with * (such as *emphasis*) needs quotes, or goes under `|`.",
    raises="author: *priya\n",
    passes='author: "*priya"\n',
)
MERGE_KEY = rule(
    "PQ015",
    "error",
    "merge keys (<<) have no place in a scenario",
    meaning="A merge key copies one map into another. Write the keys where they are needed.",
    raises="<<: {minutes: 10}\n",
    passes="minutes: 10\n",
)
TAG = rule(
    "PQ016",
    "error",
    "tags ({name}) have no place in a scenario",
    meaning="A tag tells YAML to make something other than text, a number or true and false. "
    "A sentence that begins with ! needs quotes.",
    raises="author: !python/name Priya\n",
    passes="author: Priya\n",
)
DOCUMENTS = rule(
    "PQ017",
    "error",
    "a second document begins here; one file is one scenario",
    meaning="A line of three hyphens begins another document. Put each scenario into a file of "
    "its own; for a line across a text, write `***` under `|`.",
    raises="author: Priya\n---\nauthor: Noor\n",
    passes="---\nauthor: Priya\n",
)
TOO_DEEP = rule(
    "PQ018",
    "error",
    "this is nested more than 32 levels deep; nothing after it was read",
    meaning="No part of a scenario needs more than a dozen levels. Brackets or braces were "
    "probably opened and not closed.",
    raises="reflect: " + "[" * 40 + "]" * 40 + "\n",
    passes='reflect: ["Whom did you last ring?"]\n',
)
KEY_NOT_TEXT = rule(
    "PQ019",
    "error",
    "a key must be a word, not {kind}",
    meaning="What stands before a colon names something and is a plain word.",
    raises="? [a, b]\n: c\n",
    passes="author: Priya\n",
)

NO_SPACE = rule(
    "PQ020",
    "error",
    "a space is missing after the colon of “{key}”",
    meaning="YAML parts a key from its value at a colon and a space. In braces, a colon without "
    "one belongs to the word around it, and the key has no value.",
    raises="meters: {trust: {label: Trust, start:5}}\n",
    passes="meters: {trust: {label: Trust, start: 5}}\n",
)


class _StopReading(Exception):  # noqa: N818  it is no error
    """Reading ends here; what stands open stays cut."""


class _Pending(Struct):
    """A container that is being filled; for a map, the key whose value comes next."""

    node: MapNode | ListNode
    key: ScalarNode | ReportedNode | None = None


class _Builder:
    """Builds the tree of one pass over the events of a text.

    Events are `Any`: libyaml's always carry their marks, which the type stubs leave open.
    """

    def __init__(self, found: Collector, mended: Collection[int]) -> None:
        self.found = found
        self.mended = mended
        self.root: AnyNode | None = None
        self.open: list[_Pending] = []
        self.documents = 0
        self.quoted: ScalarNode | None = None
        """The last text in quotes; where one is not closed, what follows is taken into it."""

    def run(self, text: str) -> yaml.MarkedYAMLError | None:
        """Read the whole text; give the error at which YAML gave up, if it did."""
        parser = yaml.CSafeLoader(text)
        try:
            while (event := parser.get_event()) is not None:
                self._take(event)
        except _StopReading:
            pass
        except yaml.MarkedYAMLError as error:
            self._cut()
            return error
        finally:
            parser.dispose()
        self._cut()
        return None

    def _cut(self) -> None:
        for pending in self.open:
            pending.node.cut = True

    def _take(self, event: Any) -> None:
        match event:
            case yaml.ScalarEvent():
                self._add(self._scalar(event))
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._begin(event)
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self.open.pop()
            case yaml.AliasEvent():
                span = self._report(ALIAS, event, str(event.anchor))
                self._add(ReportedNode(span.line, span.column))
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    self._report(DOCUMENTS, event, "")
                    raise _StopReading
            case _:
                pass

    def _report(self, broken: Rule, event: Any, name: str) -> Span:
        mark, end = event.start_mark, event.end_mark
        length = end.column - mark.column if end.line == mark.line else 1
        span = Span(mark.line + 1, mark.column + 1, max(1, length))
        self.found.add(broken, span, name=name)
        return span

    def _scalar(self, event: Any) -> ScalarNode | ReportedNode:
        start, end = event.start_mark, event.end_mark
        line, column, value = start.line + 1, start.column + 1, event.value
        node = ScalarNode(line, column, value, event.style, end.line + 1, end.column + 1)
        if event.style in ('"', "'"):
            self.quoted = node
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        if event.style == '"' and (bad := FORBIDDEN.search(value)):
            self.found.add(CONTROL, Span(line, column), what=describe(bad.group()))
            return ReportedNode(line, column)
        if line in self.mended and not self._is_key():
            return ReportedNode(line, column)
        return node

    def _refuse_properties(self, event: Any) -> None:
        if event.anchor is not None:
            self._report(ANCHOR, event, event.anchor)
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._report(TAG, event, tag.replace("tag:yaml.org,2002:", "!!"))

    def _is_key(self) -> bool:
        return bool(
            self.open and isinstance(self.open[-1].node, MapNode) and self.open[-1].key is None
        )

    def _begin(self, event: Any) -> None:
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if len(self.open) >= DEPTH_LIMIT:
            self.found.add(TOO_DEEP, Span(line, column))
            raise _StopReading
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        is_map = isinstance(event, yaml.MappingStartEvent)
        node = (MapNode if is_map else ListNode)(line, column, bool(event.flow_style))
        self._add(node)
        self.open.append(_Pending(node))

    def _add(self, node: AnyNode) -> None:
        if not self.open:
            self.root = node
            return
        pending = self.open[-1]
        if isinstance(pending.node, ListNode):
            pending.node.items.append(node)
        elif pending.key is None:
            pending.key = self._key(node)
        else:
            self._enter(pending.node, pending.key, node)
            pending.key = None

    def _key(self, node: AnyNode) -> ScalarNode | ReportedNode:
        if isinstance(node, ScalarNode):
            if node.plain and node.value == "<<":
                self.found.add(MERGE_KEY, node)
                return ReportedNode(node.line, node.column)
            return node
        if not isinstance(node, ReportedNode):
            self.found.add(KEY_NOT_TEXT, node, kind=node.kind)
        return ReportedNode(node.line, node.column)

    def _enter(self, into: MapNode, key: ScalarNode | ReportedNode, value: AnyNode) -> None:
        if isinstance(key, ReportedNode):
            return
        if isinstance(value, ScalarNode) and value.empty and key.plain:
            key, value = self._apart(key, value)
        earlier = into.entries.get(key.value)
        if isinstance(value, MapNode):
            value.named_by = key
        if earlier is None:
            into.entries[key.value] = (key, value)
        else:
            self.found.add(DUPLICATE_KEY, key, key=key.value, first=earlier[0].line)

    def _apart(self, key: ScalarNode, value: ScalarNode) -> tuple[ScalarNode, ScalarNode]:
        """Part a key from what stands behind its colon without a space; else leave both."""
        joined = JOINED.fullmatch(key.value)
        if joined is None or key.end_line != key.line:
            return key, value
        name, rest = joined.groups()
        self.found.add(NO_SPACE, key, hint=f"write {name}: {printable(rest, 20)}", key=name)
        colon = key.column + len(name)
        return (
            ScalarNode(key.line, key.column, name, None, key.line, colon),
            ScalarNode(key.line, colon + 1, rest, None, key.line, key.end_column),
        )


def read_tree(
    text: str, found: Collector, first: str = "pmquest: 1"
) -> MapNode | ListNode | ScalarNode | None:
    """Give the root of a text's tree; what is wrong is added to `found`.

    None where there is nothing in the text or nothing of it could be read. `text` holds no
    forbidden characters (`source.decode` sees to that). `first` is the line with which such a
    text begins.
    """
    mended: dict[int, Repair] = {}
    budget = REREAD_LIMIT
    while True:
        builder = _Builder(found, mended.keys())
        error = builder.run(text)
        if error is None:
            break
        fix = repair(text, error, mended, builder.quoted, _how_far)
        if fix.report:
            found.add(SYNTAX, fix.place, problem=fix.problem, hint=fix.hint)
        budget -= len(text)
        if fix.text is None or budget < 0:
            break
        mended[fix.line] = fix
        text = fix.text
    root = builder.root
    if root is None or isinstance(root, ReportedNode):
        if not found.has_errors:
            found.add(EMPTY, Span(1, 1), hint=f"begin it with `{first}`")
        return None
    _mark_cut(root, [line for line, fix in mended.items() if fix.loses_line])
    return root


def _how_far(text: str) -> tuple[int, int]:
    """Give the line (from 0) at which YAML gives up a text, and how much is found up to there."""
    found = Collector("")
    error = _Builder(found, ()).run(text)
    mark = error.problem_mark if error else None
    return mark.line if mark else text.count("\n") + 1, len(found.findings)


def _mark_cut(root: AnyNode, lost: list[int]) -> None:
    """Mark the maps out of which a repair took a line, so that no key is called missing."""
    for line in lost:
        node: AnyNode | None = root
        while isinstance(node, MapNode | ListNode):
            node.cut = True
            inside = (
                [value for _, value in node.entries.values()]
                if isinstance(node, MapNode)
                else node.items
            )
            before = [child for child in inside if child.line <= line]
            node = before[-1] if before else None
