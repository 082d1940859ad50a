"""Where each part of a scenario stands in its file, found when somebody asks.

Findings about what a scenario means (PQ3 to PQ5) are made from the model, which knows no places.
They look them up here, by the keys that lead to a part.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pmquest.scenario.diagnostics import Place, Span
from pmquest.scenario.nodes import AnyNode, ListNode, MapNode, ScalarNode

_TOP: Final = Span(1, 1)


class Places:
    """The places of one file: `of("scenes", "monday", "choices", "ring", "text")`.

    A step is the key of a map or, in a list, a number from 0. Where the file does not write out
    what a path names (a default, a lone text where a list could stand), the last step that is
    written out gives the place.
    """

    __slots__ = ("_lines", "_root")

    def __init__(self, root: AnyNode | None = None, lines: Sequence[str] = ()) -> None:
        """Look parts up in the tree under `root`; `lines` are the lines of source."""
        self._root = root
        self._lines = lines

    def of(self, *path: str | int) -> Place:
        """The place of a part: of a text on one line the text, of all else the key it is under."""
        key, node = self._found(path)
        if isinstance(node, ScalarNode) and node.line == node.end_line:
            return node
        return key or node or _TOP

    def key(self, *path: str | int) -> Place:
        """The place of the key under which a part stands; of an item of a list, the item's."""
        key, node = self._found(path)
        return key or node or _TOP

    def keys(self, *path: str) -> tuple[str, ...]:
        """The keys of a map, in the order of the file; none where there is no such map."""
        node = self._root
        for step in path:
            node = node.value(step) if isinstance(node, MapNode) else None
        return tuple(node.entries) if isinstance(node, MapNode) else ()

    def begins_line(self, at: Place) -> bool:
        """Whether nothing but spaces stands before a place on its line."""
        return not self._lines[at.line - 1][: at.column - 1].strip()

    def words(self, words: str, *path: str | int) -> Place:
        """The place of some words inside a text; that of the text where a line parts them."""
        _, node = self._found(path)
        if isinstance(node, ScalarNode):
            first = node.column - 1
            for number in range(node.line, min(node.end_line, len(self._lines)) + 1):
                last = node.end_column - 1 if number == node.end_line else None
                at = self._lines[number - 1].find(words, first, last)
                if at >= 0:
                    return Span(number, at + 1, len(words))
                first = 0
        return self.of(*path)

    def _found(self, path: Sequence[str | int]) -> tuple[ScalarNode | None, AnyNode | None]:
        """Follow a path as far as it is written out; give the last key and what is under it."""
        key: ScalarNode | None = None
        node = self._root
        for step in path:
            if isinstance(node, MapNode) and step in node.entries:
                key, node = node.entries[str(step)]
            elif isinstance(node, ListNode) and isinstance(step, int) and step < len(node.items):
                key, node = None, node.items[step]
            else:
                break
        return key, node
