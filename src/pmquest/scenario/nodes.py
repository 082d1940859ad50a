"""YAML as a tree of nodes that know their place in the file.

Three kinds, as in YAML itself, and a fourth that stands where something was already reported,
so that one mistake gives one finding.
"""

from __future__ import annotations

import re
from typing import Final, TypeAlias

JOINED: Final = re.compile(r"([A-Za-z][\w.\-]*):([^\s/].*)")
"""A key and a value that no space parts, so that they are one word to YAML."""


class Node:
    """What every node knows: where it begins. Lines and columns count from 1."""

    __slots__ = ("column", "line")

    kind = "nothing"
    """How a finding names what stands there."""

    def __init__(self, line: int, column: int) -> None:
        """Stand at a line and a column."""
        self.line = line
        self.column = column

    @property
    def length(self) -> int:
        """How many characters of its first line the node takes, as far as is known."""
        return 1


class ScalarNode(Node):
    """A piece of text as YAML gives it; `plain` where it stands without quotes or `|`."""

    __slots__ = ("end_column", "end_line", "plain", "style", "value")

    kind = "text"

    def __init__(
        self,
        line: int,
        column: int,
        value: str,
        style: str | None = None,
        end_line: int = 0,
        end_column: int = 0,
    ) -> None:
        """Hold a value; `style` is YAML's sign (' \" | >), None where plain."""
        self.line = line
        self.column = column
        self.value = value
        self.style = style
        self.plain = style is None or style == ""
        self.end_line = end_line
        self.end_column = end_column

    @property
    def empty(self) -> bool:
        """Whether nothing at all stands after the key."""
        return self.plain and not self.value

    @property
    def length(self) -> int:
        """The characters from its beginning to its end, or 1 where it goes over lines."""
        return max(1, self.end_column - self.column) if self.end_line == self.line else 1


class ListNode(Node):
    """A list. `cut` says that the file broke off inside it."""

    __slots__ = ("cut", "flow", "items")

    kind = "a list"

    def __init__(self, line: int, column: int, flow: bool = False) -> None:
        """Begin an empty list; `flow` where it is written in brackets."""
        self.line = line
        self.column = column
        self.flow = flow
        self.items: list[AnyNode] = []
        self.cut = False


class MapNode(Node):
    """A map, in the order of the file. `cut` says that the file broke off inside it."""

    __slots__ = ("cut", "entries", "flow", "named_by")

    kind = "a map"

    def __init__(self, line: int, column: int, flow: bool = False) -> None:
        """Begin an empty map; `flow` where it is written in braces."""
        self.line = line
        self.column = column
        self.flow = flow
        self.entries: dict[str, tuple[ScalarNode, AnyNode]] = {}
        self.named_by: ScalarNode | None = None
        self.cut = False

    @property
    def head(self) -> Node:
        """Where to point when the map as a whole is meant: the key that names it, if any."""
        return self.named_by or self

    def value(self, key: str) -> AnyNode | None:
        """Give what stands under a key, or None where the key is not there."""
        entry = self.entries.get(key)
        return entry[1] if entry else None

    def key(self, key: str) -> Node:
        """Give the place of a key, or the map's own where the key is not there."""
        entry = self.entries.get(key)
        return entry[0] if entry else self


class ReportedNode(Node):
    """Stands where a finding was made already; whoever meets it says nothing more."""

    __slots__ = ()


AnyNode: TypeAlias = ScalarNode | ListNode | MapNode | ReportedNode
