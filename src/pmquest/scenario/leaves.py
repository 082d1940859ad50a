"""Reads the leaves of the tree: texts, numbers, words, ids, conditions (PQ1).

Each reader takes a node and gives its value, or `BAD` after a finding was added. What can only
be judged when all names are known (a scene's id, a condition's names) is put down in `Uses`.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Final, TypeVar

from pmquest.scenario import rules_shape as rules
from pmquest.scenario.condition_reader import ConditionError, read_condition
from pmquest.scenario.diagnostics import Collector, Span
from pmquest.scenario.expression import Condition
from pmquest.scenario.nodes import AnyNode, ListNode, MapNode, Node, ReportedNode, ScalarNode
from pmquest.scenario.suggest import did_you_mean

WHOLE: Final = re.compile(r"-?(0|[1-9][0-9]*)")
DECIMAL: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
LARGEST: Final = 10**15
"""No number of a scenario is larger; charts stay exact below it."""

_CUT: Final = re.compile(r"\s+#\w")
_CUT_IN_PROSE: Final = re.compile(r" #")
_SENTENCE_END: Final = ".?!…:;”\"')"

Figure = TypeVar("Figure", int, float)


class Bad(Enum):
    """The one value that says: already reported."""

    BAD = "bad"


BAD: Final = Bad.BAD


class Uses:
    """What a scenario names, with the places, to be held against what it declares."""

    def __init__(self) -> None:
        """Start with nothing used."""
        self.conditions: list[tuple[Condition, ScalarNode]] = []
        self.texts: list[tuple[str, ScalarNode]] = []
        self.targets: list[tuple[str, Node, bool]] = []
        """Scene id, place, and whether `resume` may stand there."""
        self.effects: list[tuple[str, Node]] = []
        self.sets: list[tuple[str, Node, bool | int, Node]] = []
        self.ordered: list[tuple[str, Node]] = []
        """Ids of scenarios that a pack puts in order."""


class Leaves:
    """Reads leaves of one file; findings go to `found`, names to `uses`."""

    def __init__(self, found: Collector, lines: list[str]) -> None:
        """Read for one file; `lines` are its lines of source, for the traps of YAML."""
        self.found = found
        self.lines = lines
        self.uses = Uses()

    def scalar(self, node: AnyNode, expected: str) -> ScalarNode | Bad:
        """Give the node if it is a scalar with something in it."""
        if isinstance(node, ReportedNode):
            return BAD
        if not isinstance(node, ScalarNode):
            hint = None
            if "text" in expected and getattr(node, "flow", False):
                sign = "[" if isinstance(node, ListNode) else "{"
                hint = f"a text that begins with {sign} needs quotes, or stands under `|`"
            elif "text" in expected and isinstance(node, MapNode):
                hint = "a text with a colon and a space in it needs quotes, or stands under `|`"
            self.found.add(rules.WRONG_KIND, node, hint=hint, expected=expected, found=node.kind)
            return BAD
        if not node.value.strip():
            self.nothing_here(node, expected)
            return BAD
        return node

    def nothing_here(self, node: ScalarNode, expected: str) -> None:
        """Report a key without a value."""
        line = self.lines[node.line - 1] if node.line <= len(self.lines) else ""
        if re.match(r"\s*#\S", line[node.column - 1 :]):
            hint = "what stands behind # is a comment; a text that begins with # needs quotes"
        else:
            hint = "write it here, or remove the key"
        self.found.add(rules.NOTHING_HERE, node, hint=hint, expected=expected)

    def line(self, node: AnyNode) -> str | Bad:
        """Read a text of one line."""
        scalar = self.scalar(node, "a text")
        if scalar is BAD:
            return BAD
        value = scalar.value.strip()
        if "\n" in value:
            self.found.add(rules.ONE_LINE, scalar)
            return BAD
        self._look_for_cut(scalar, _CUT)
        return value

    def sentence(self, node: AnyNode) -> str | Bad:
        """Read a text of one line in which {names} show values."""
        value = self.line(node)
        if value is not BAD and isinstance(node, ScalarNode):
            self._note_text(value, node)
            self._look_for_cut(node, _CUT_IN_PROSE)
        return value

    def prose(self, node: AnyNode) -> str | Bad:
        """Read a text of any number of lines."""
        scalar = self.scalar(node, "a text")
        if scalar is BAD:
            return BAD
        if scalar.plain:
            self._look_for_cut(scalar, _CUT)
            self._look_for_cut(scalar, _CUT_IN_PROSE)
        return scalar.value.strip("\n")

    def markdown(self, node: AnyNode) -> str | Bad:
        """Read a text of any number of lines in which {names} show values."""
        value = self.prose(node)
        if value is not BAD and isinstance(node, ScalarNode):
            self._note_text(value, node)
        return value

    def cell(self, node: AnyNode) -> str | Bad:
        """Read a table's cell or a chart's label: as written, nothing included."""
        if isinstance(node, ScalarNode) and not node.value.strip():
            return ""
        return self.sentence(node)

    def whole(self, node: AnyNode, least: int | None, greatest: int | None) -> int | Bad:
        """Read a whole number within limits."""
        scalar = self.scalar(node, "a whole number")
        if scalar is BAD:
            return BAD
        if not scalar.plain or not WHOLE.fullmatch(scalar.value):
            self.wrong_text(scalar, "a whole number", _whole_meant(scalar.value))
            return BAD
        return self._bounded(int(scalar.value[:40]), scalar, least, greatest)

    def decimal(self, node: AnyNode, least: float | None, greatest: float | None) -> float | Bad:
        """Read a number, decimals allowed."""
        scalar = self.scalar(node, "a number")
        if scalar is BAD:
            return BAD
        if not scalar.plain or not DECIMAL.fullmatch(scalar.value):
            hint = "write it with a point and without quotes, such as 3.5"
            self.wrong_text(scalar, "a number", hint)
            return BAD
        return self._bounded(float(scalar.value), scalar, least, greatest)

    def _bounded(
        self, value: Figure, at: Node, least: Figure | None, greatest: Figure | None
    ) -> Figure | Bad:
        low = -LARGEST if least is None else least
        high = LARGEST if greatest is None else greatest
        if low <= value <= high:
            return value
        shown = str(value) if abs(value) <= LARGEST else "the number"
        self.found.add(rules.OUT_OF_RANGE, at, value=shown, least=low, greatest=high)
        return BAD

    def truth(self, node: AnyNode) -> bool | Bad:
        """Read true or false."""
        scalar = self.scalar(node, "true or false")
        if scalar is BAD:
            return BAD
        if scalar.plain and scalar.value in ("true", "false"):
            return scalar.value == "true"
        meant = {"yes": "true", "on": "true", "no": "false", "off": "false"}
        word = scalar.value.lower()
        word = meant.get(word, word)
        hint = f"write {word}" if word in ("true", "false") else None
        self.wrong_text(scalar, "true or false", hint)
        return BAD

    def truth_or_whole(self, node: AnyNode, limit: int) -> bool | int | Bad:
        """Read a fact's value: true, false or a whole number within plus and minus `limit`."""
        expected = "true, false or a whole number"
        scalar = self.scalar(node, expected)
        if scalar is BAD:
            return BAD
        if scalar.plain and scalar.value in ("true", "false"):
            return scalar.value == "true"
        if scalar.plain and WHOLE.fullmatch(scalar.value):
            return self.whole(scalar, -limit, limit)
        self.wrong_text(scalar, expected, None)
        return BAD

    def word(self, node: AnyNode, words: tuple[str, ...]) -> str | Bad:
        """Read one of a few words."""
        scalar = self.scalar(node, "one of " + ", ".join(words))
        if scalar is BAD:
            return BAD
        if scalar.value in words:
            return scalar.value
        self.found.add(
            rules.NOT_ONE_OF,
            scalar,
            hint=did_you_mean(scalar.value.lower(), words),
            value=scalar.value,
            words=", ".join(words),
        )
        return BAD

    def condition(self, node: AnyNode) -> Condition | Bad:
        """Read a `when`; its names are put down to be checked later."""
        scalar = self.scalar(node, "a condition")
        if scalar is BAD:
            return BAD
        try:
            condition = read_condition(scalar.value)
        except ConditionError as error:
            place = place_in(scalar, error.offset, error.length)
            self.found.add(rules.BAD_CONDITION, place, hint=error.hint, problem=error.message)
            return BAD
        self._look_for_cut(scalar, _CUT)
        self.uses.conditions.append((condition, scalar))
        return condition

    def target(self, node: AnyNode, *, resume: bool) -> str | Bad:
        """Read the id of a scene to go to; whether it is there is checked later."""
        scalar = self.scalar(node, "the id of a scene")
        if scalar is BAD:
            return BAD
        self.uses.targets.append((scalar.value, scalar, resume))
        return scalar.value

    def wrong_text(self, scalar: ScalarNode, expected: str, hint: str | None) -> None:
        """Report a text that is not what was expected."""
        short = scalar.value if len(scalar.value) <= 40 else scalar.value[:39] + "…"
        found = f"the text “{' '.join(short.split())}”"
        self.found.add(rules.WRONG_KIND, scalar, hint=hint, expected=expected, found=found)

    def _note_text(self, value: str, node: ScalarNode) -> None:
        if "{" in value:
            self.uses.texts.append((value, node))

    def _look_for_cut(self, scalar: ScalarNode, pattern: re.Pattern[str]) -> None:
        """Warn where prose without an end of a sentence is followed by a comment."""
        if not scalar.plain or not 0 < scalar.end_line <= len(self.lines):
            return
        line, end = self.lines[scalar.end_line - 1], scalar.end_column - 1
        if pattern.match(line, end) and (pattern is _CUT or scalar.value[-1] not in _SENTENCE_END):
            hash_at = line.index("#", end)
            length = len(line) - hash_at
            self.found.add(rules.CUT_BY_COMMENT, Span(scalar.end_line, hash_at + 1, length))


def _whole_meant(text: str) -> str | None:
    """Say how a whole number is written that was perhaps meant by a text."""
    bare = text.strip("“”„‟‘’")
    if WHOLE.fullmatch(bare):
        return "remove the quotes"
    if bare[:1] == "+" and WHOLE.fullmatch(bare[1:]):
        return f"write {bare[1:40]}: a number without a sign is more, one with - is less"
    if re.fullmatch(r"[+-]?[0-9][0-9_,. ]*", text):
        return "write it with digits alone, such as 1200"
    return None


def place_in(scalar: ScalarNode, offset: int, length: int = 1) -> Span:
    """Give the place of a part of a scalar's text, where it stands on one line of its own."""
    if scalar.style in ("|", ">") or scalar.end_line != scalar.line:
        return Span(scalar.line, scalar.column)
    return Span(scalar.line, scalar.column + offset + (0 if scalar.plain else 1), length)
