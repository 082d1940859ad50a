"""Binds a tree of nodes to the parts of the model and reports what does not fit (PQ1).

Where something is bad, a harmless placeholder takes its stand, so that the rest of the file is
read in the same run. How each part is read is worked out by `plan`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from msgspec import Struct

from pmquest.scenario import model
from pmquest.scenario import rules_shape as rules
from pmquest.scenario.diagnostics import Collector, printable
from pmquest.scenario.leaves import BAD, Leaves
from pmquest.scenario.nodes import (
    JOINED,
    AnyNode,
    ListNode,
    MapNode,
    Node,
    ReportedNode,
    ScalarNode,
)
from pmquest.scenario.suggest import closest, did_you_mean

SCENE_ID: Final = re.compile(r"[a-z][a-z0-9_-]*")
NAME_ID: Final = re.compile(r"[a-z][a-z0-9_]*")
ID_RULES: Final = {
    "scene_ids": (SCENE_ID, "it begins with a small letter; letters a to z, digits, _ and -"),
    "names": (NAME_ID, "it begins with a small letter; letters a to z, digits and _"),
}
"""What an id is, and how that is said, by the form of the map in which it is a key."""

_CLOSE_ENOUGH: Final = 0.8
"""How like a key a word must be to be read as that key: “fact” is, “label” for “level” is not."""

_MOST_GUESSED: Final = 500
"""Guessing takes time; so many keys that are not known are no slips of the pen."""

NOTHING_GIVEN: Final[Mapping[str, str]] = {}

Read = Callable[["Shape", AnyNode], Any]
"""Reads one kind of value from a node; gives BAD after a finding was added."""

OWNERS: Final[dict[type, str]] = {
    model.Scenario: "the scenario",
    model.Scene: "a scene",
    model.Choice: "a choice",
    model.Block: "a block of text",
    model.Route: "a route",
    model.Meter: "a meter",
    model.Interrupt: "an interrupt",
    model.Exhibit: "an exhibit",
    model.Arrival: "an entry of enter",
    model.Panel: "the panel",
    model.Pack: "the pack",
    model.Stage: "a stage",
}
"""How findings call each part of the model."""

Finish = Callable[["Shape", Struct, MapNode], None]
"""Looks at a value once all its keys are read, for what no single key can tell."""


class Key(Struct, frozen=True):
    """One key of a part: how to read it and what stands in when it is bad or missing."""

    read: Read
    required: bool
    placeholder: Any
    description: str


class Part(Struct, frozen=True):
    """One class of the model, ready to be read."""

    cls: type[Struct]
    keys: dict[str, Key]
    finish: Finish | None


class Shape(Leaves):
    """Reads the parts of one file's scenario."""

    def __init__(
        self, found: Collector, lines: list[str], plan: Callable[[type[Struct]], Part]
    ) -> None:
        """Read for one file; `plan` says how a class of the model is read."""
        super().__init__(found, lines)
        self._plan = plan
        self._unknown_keys = 0

    def part(
        self, cls: type[Struct], node: AnyNode, given: Mapping[str, str] = NOTHING_GIVEN
    ) -> Any:
        """Read a map into a part of the model; what is bad in it is replaced and reported.

        `given` are the fields that no key of the map holds, such as the id of a scene.
        """
        part = self._plan(cls)
        if isinstance(node, ReportedNode):
            return BAD
        if not isinstance(node, MapNode):
            self.wrong_kind(node, f"a map with the keys of {OWNERS[cls]}")
            return BAD
        values: dict[str, Any] = dict(given)
        if not node.entries.keys() <= part.keys.keys():
            self._look_for_slips(part, node)
        for name, (_, value) in node.entries.items():
            known = part.keys.get(name)
            if known is None:
                continue
            read = known.read(self, value)
            values[name] = known.placeholder if read is BAD else read
        self._fill(part, node, values)
        made = cls(**values)
        if part.finish is not None:
            part.finish(self, made, node)
        return made

    def _look_for_slips(self, part: Part, node: MapNode) -> None:
        """Report the keys that the part does not have.

        One that is nearly a key which is not there stands for that from here on, so that nothing
        is said of what only follows from the slip.
        """
        meant: dict[str, tuple[ScalarNode, AnyNode]] = {}
        for name, (key, value) in node.entries.items():
            close = None
            if name not in part.keys:
                owner = OWNERS[part.cls]
                self._unknown_keys += 1
                hint = None
                if self._unknown_keys <= _MOST_GUESSED:
                    hint = did_you_mean(name, part.keys)
                    close = closest(name, part.keys.keys() - node.entries.keys(), _CLOSE_ENOUGH)
                self.found.add(rules.UNKNOWN_KEY, key, hint=hint, key=name, owner=owner)
            meant.setdefault(close or name, (key, value))
        node.entries = meant

    def _fill(self, part: Part, node: MapNode, values: dict[str, Any]) -> None:
        """Put placeholders where required keys are missing, and report them."""
        for name, key in part.keys.items():
            if key.required and name not in values:
                values[name] = key.placeholder
                if not node.cut:
                    owner = OWNERS[part.cls]
                    hint = f"add “{name}:” ({_in_a_sentence(key.description)})"
                    self.found.add(rules.MISSING_KEY, node.head, hint=hint, owner=owner, key=name)

    def items(self, node: AnyNode, read: Read, least: int | None, most: int | None) -> Any:
        """Read a list item by item; bad items are left out."""
        if isinstance(node, ReportedNode):
            return BAD
        if not isinstance(node, ListNode):
            self.wrong_kind(node, "a list")
            return BAD
        self._count(node, len(node.items), least, most)
        if node.flow and read is Leaves.prose:
            self._look_for_commas(node)
        values = (read(self, item) for item in node.items)
        return tuple(value for value in values if value is not BAD)

    def _look_for_commas(self, node: ListNode) -> None:
        """Warn where a comma in brackets may have split a sentence."""
        for item in node.items[1:]:
            if isinstance(item, ScalarNode) and item.plain and item.value[:1].islower():
                self.found.add(rules.SPLIT_BY_COMMA, item, text=item.value)

    def entries(
        self, node: AnyNode, expected: str = "a map"
    ) -> Iterable[tuple[Node, str, AnyNode]]:
        """Give key node, key and value of each entry of a map; nothing where it is none."""
        if isinstance(node, MapNode):
            return [(key, name, value) for name, (key, value) in node.entries.items()]
        if not isinstance(node, ReportedNode):
            self.wrong_kind(node, expected)
        return []

    def wrong_kind(self, node: AnyNode, expected: str, hint: str | None = None) -> None:
        """Report that another kind of thing stands at a node."""
        if isinstance(node, ScalarNode) and node.empty:
            self.nothing_here(node, expected)
            return
        if hint is None and isinstance(node, ScalarNode) and expected.startswith("a map"):
            joined = JOINED.fullmatch(node.value)
            hint = (
                f"a space is missing: write {joined[1]}: {printable(joined[2], 20)}"
                if joined
                else None
            )
        self.found.add(rules.WRONG_KIND, node, hint=hint, expected=expected, found=node.kind)

    def known_id(self, key: Node, id: str, form: str) -> None:
        """Report a key that cannot be an id."""
        pattern, told = ID_RULES[form]
        if not pattern.fullmatch(id):
            self.found.add(rules.BAD_ID, key, id=id, pattern=told)

    def _count(self, node: Node, count: int, least: int | None, most: int | None) -> None:
        low = least or 0
        if count < low or (most is not None and count > most):
            limits = f"{low} or more" if most is None else f"{low} to {most}"
            self.found.add(rules.COUNT, node, count=count, limits=limits)

    def parts_by_id(
        self, cls: type[Struct], form: str, node: AnyNode, least: int | None, most: int | None
    ) -> dict[str, Any]:
        """Read a map of id to part; a part that cannot be read still lends its id."""
        read = {}
        if isinstance(node, MapNode):
            self._count(node, len(node.entries), least, most)
        for key, id, value in self.entries(node):
            self.known_id(key, id, form)
            made = self.part(cls, value, {"id": id})
            if made is BAD:
                made = self.part(cls, _cut_map(value), {"id": id})
            read[id] = made
        return read


def _in_a_sentence(description: str) -> str:
    """Give what a key is for as a part of a longer sentence."""
    return description[:1].lower() + description[1:].removesuffix(".")


def _cut_map(at: Node) -> MapNode:
    empty = MapNode(at.line, at.column)
    empty.cut = True
    return empty
