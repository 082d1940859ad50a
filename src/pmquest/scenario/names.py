"""Holds every name that a scenario uses against those that it declares (PQ2).

Runs over the `Uses` that reading put down, so that each name is judged at its own place, also
where other parts of the file are bad.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from typing import Final, Literal

from pmquest.scenario import rules_names as rules
from pmquest.scenario import rules_shape
from pmquest.scenario.diagnostics import Collector, Place, Span
from pmquest.scenario.expression import (
    Any,
    Arithmetic,
    Both,
    Chose,
    Compare,
    Condition,
    Expression,
    Name,
    Negative,
    Not,
    Number,
    Truth,
    Turn,
    Visited,
)
from pmquest.scenario.leaves import Leaves, Uses, place_in
from pmquest.scenario.model import RESUME, Scenario, Scene
from pmquest.scenario.nodes import MapNode, Node, ScalarNode
from pmquest.scenario.source import LineIndex
from pmquest.scenario.suggest import did_you_mean

Kind = Literal["number", "truth", "unknown"]
_KIND_WORDS: Final = {"number": "a whole number", "truth": "true or false"}
_BRACES: Final = re.compile(r"\{\{|\{([^{}\n]*)\}?")
_SUGGESTIONS: Final = 25
"""Guessing takes time; after this many in one file the mistake is not in the single name."""
_MISSES: Final = 25
"""Looking through a text in vain takes time; after this many in one file it is left."""


class NameCheck:
    """Checks the names of one scenario."""

    def __init__(self, scenario: Scenario, node: MapNode, leaves: Leaves) -> None:
        """Check `scenario` as read from `node`; `leaves` holds the findings and the uses."""
        self.scenario = scenario
        self.node = node
        self.found: Collector = leaves.found
        self.lines = leaves.lines
        self.uses: Uses = leaves.uses
        self.guesses = 0
        self.misses = 0
        self.kinds: dict[str, Kind] = dict.fromkeys(scenario.meters, "number")
        for id, value in scenario.facts.items():
            self.kinds[id] = "truth" if isinstance(value, bool) else "number"

    def run(self) -> None:
        """Add a finding for every name that stands for nothing or for the wrong thing."""
        self._targets()
        for condition, at in self.uses.conditions:
            self._condition(condition, at)
        self._changes()
        for text, at in self.uses.texts:
            self._braces(text, at)
        scenes = self.node.value("scenes")
        if isinstance(scenes, MapNode):
            self._timeouts(scenes)
            self._earlier_ids("scene", self.scenario.scenes, scenes)

    def _guess(self, name: str, known: Iterable[str]) -> str | None:
        self.guesses += 1
        return did_you_mean(name, known) if self.guesses <= _SUGGESTIONS else None

    def _targets(self) -> None:
        scenes = self.node.value("scenes")
        if not isinstance(scenes, MapNode) or scenes.cut:
            return
        for id, at, may_resume in self.uses.targets:
            if id in self.scenario.scenes or (id == RESUME and may_resume):
                continue
            hint = self._guess(id, self.scenario.scenes)
            if id == RESUME:
                hint = "resume can stand only where a scene or a choice leads"
            self.found.add(rules.UNKNOWN_SCENE, at, hint=hint, id=id)

    def _changes(self) -> None:
        for name, at in self.uses.effects:
            kind = self._kind(name, at)
            if kind == "truth":
                self.found.add(rules.EFFECT_ON_TRUTH, at, name=name)
        for name, at, value, value_at in self.uses.sets:
            if name in self.scenario.meters:
                self.found.add(rules.SET_METER, at, name=name)
                continue
            kind = self._kind(name, at)
            given = "truth" if isinstance(value, bool) else "number"
            if kind not in ("unknown", given):
                expected = _KIND_WORDS[kind]
                self.found.add(rules.SET_OTHER_KIND, value_at, name=name, expected=expected)

    def _kind(self, name: str, at: Place) -> Kind:
        """Give what kind of value a name stands for; a name that stands for none is reported."""
        kind = self.kinds.get(name)
        if kind is None:
            hint = self._guess(name, self.kinds)
            self.found.add(rules.UNKNOWN_NAME, at, hint=hint, name=name)
            return "unknown"
        return kind

    def _braces(self, text: str, at: ScalarNode) -> None:
        for match, place in self._in_source(text, at):
            name = match[1]
            if name is None or (name in self.kinds and match[0].endswith("}")):
                continue
            if re.fullmatch(r"[a-z][a-z0-9_]*", name) and match[0].endswith("}"):
                hint = self._guess(name, self.kinds)
                self.found.add(rules.UNKNOWN_NAME, place, hint=hint, name=name)
            else:
                self.found.add(rules_shape.BRACE, place, text=match[0])

    def _in_source(self, text: str, at: ScalarNode) -> Iterator[tuple[re.Match[str], Span]]:
        """Give the braces of a text, each with its place in the source.

        They are looked for one after the other, since folding may have moved them; where one
        is not to be found, its place is that of the text.
        """
        position = self._index.position(at.line, at.column)
        end = self._index.position(at.end_line, at.end_column)
        for match in _BRACES.finditer(text):
            found = -1
            if self.misses < _MISSES:
                found = self._source.find(match[0], position, end)
            if found < 0:
                self.misses += 1
                yield match, Span(at.line, at.column)
            else:
                position = found + len(match[0])
                yield match, self._index.span(found, len(match[0]))

    @cached_property
    def _source(self) -> str:
        return "\n".join(self.lines)

    @cached_property
    def _index(self) -> LineIndex:
        return LineIndex(self._source)

    def _timeouts(self, scenes: MapNode) -> None:
        for id, scene in self.scenario.scenes.items():
            node = scenes.value(id)
            at = node.value("timeout") if isinstance(node, MapNode) else None
            if scene.timeout is None or at is None:
                continue
            choice = scene.choices.get(scene.timeout)
            if choice is None:
                hint = self._guess(scene.timeout, scene.choices)
                self.found.add(rules.UNKNOWN_CHOICE, at, hint=hint, scene=id, choice=scene.timeout)
            elif choice.when is not None or choice.once:
                self.found.add(rules.TIMEOUT_MAY_BE_GONE, at, choice=scene.timeout)

    def _earlier_ids(self, what: str, parts: Collection[str], node: MapNode) -> None:
        """Hold the `was` of scenes, and of the choices of each, against the ids in use."""
        taken: dict[str, str] = {}
        for id, (_, value) in node.entries.items():
            if not isinstance(value, MapNode):
                continue
            for earlier, at in self._was(value):
                if earlier in parts:
                    self.found.add(rules.WAS_IN_USE, at, what=what, id=earlier, other=earlier)
                elif earlier in taken:
                    self.found.add(
                        rules.WAS_IN_USE, at, what=what, id=earlier, other=taken[earlier]
                    )
                taken.setdefault(earlier, id)
            choices = value.value("choices")
            scene = self.scenario.scenes.get(id)
            if what == "scene" and isinstance(scene, Scene) and isinstance(choices, MapNode):
                self._earlier_ids("choice", scene.choices, choices)

    def _was(self, node: MapNode) -> list[tuple[str, Node]]:
        was = node.value("was")
        items = getattr(was, "items", [was])
        return [(item.value, item) for item in items if isinstance(item, ScalarNode)]

    def _condition(self, condition: Condition, at: ScalarNode) -> None:
        kind = self._expression(condition.expression, at)
        if kind == "number":
            problem = "the whole must be true or false, and this is a whole number"
            hint = "compare it, as in trust >= 40"
            self.found.add(rules.CONDITION_KIND, at, hint=hint, problem=problem)

    def _expression(self, expression: Expression, at: ScalarNode) -> Kind:
        """Give the kind of an expression; what does not fit inside it is reported."""
        match expression:
            case Number() | Turn():
                return "number"
            case Truth():
                return "truth"
            case Name(id, offset):
                return self._kind(id, place_in(at, offset, len(id)))
            case Visited(scene, offset):
                self._known_scene(scene, place_in(at, offset, len(scene)))
                return "truth"
            case Chose(scene, choice, offset):
                self._known_choice(scene, choice, at, offset)
                return "truth"
            case Not(part):
                self._operand(part, "truth", "not", at)
                return "truth"
            case Both(parts) | Any(parts):
                word = "and" if isinstance(expression, Both) else "or"
                for part in parts:
                    self._operand(part, "truth", word, at)
                return "truth"
            case Negative(part):
                self._operand(part, "number", "-", at)
                return "number"
            case Arithmetic(sign, left, right):
                self._operand(left, "number", sign, at)
                self._operand(right, "number", sign, at)
                return "number"
            case Compare():
                self._comparison(expression, at)
                return "truth"

    def _operand(self, part: Expression, wanted: Kind, sign: str, at: ScalarNode) -> None:
        kind = self._expression(part, at)
        if kind not in ("unknown", wanted):
            problem = f"“{sign}” takes {_KIND_WORDS[wanted]}, and this is {_KIND_WORDS[kind]}"
            place = place_in(at, _offset(part)) if _offset(part) >= 0 else at
            self.found.add(rules.CONDITION_KIND, place, problem=problem)

    def _comparison(self, compare: Compare, at: ScalarNode) -> None:
        kinds = [self._expression(part, at) for part in compare.parts]
        place = place_in(at, compare.offset, len(compare.signs[0]))
        for sign, left, right in zip(compare.signs, kinds, kinds[1:], strict=False):
            if sign in ("==", "!="):
                if "unknown" not in (left, right) and left != right:
                    problem = f"“{sign}” takes two of one kind, and here one is a whole number"
                    self.found.add(rules.CONDITION_KIND, place, problem=problem)
            elif "truth" in (left, right):
                problem = f"“{sign}” takes whole numbers, and here one is true or false"
                self.found.add(rules.CONDITION_KIND, place, problem=problem)

    def _known_scene(self, id: str, at: Place) -> bool:
        if id in self.scenario.scenes:
            return True
        scenes = self.node.value("scenes")
        if isinstance(scenes, MapNode) and not scenes.cut:
            hint = self._guess(id, self.scenario.scenes)
            self.found.add(rules.UNKNOWN_SCENE, at, hint=hint, id=id)
        return False

    def _known_choice(self, scene: str, choice: str, at: ScalarNode, offset: int) -> None:
        if not self._known_scene(scene, place_in(at, offset, len(scene))):
            return
        choices = self.scenario.scenes[scene].choices
        if choice not in choices:
            place = place_in(at, offset + len(scene) + 1, len(choice))
            hint = self._guess(choice, choices)
            self.found.add(rules.UNKNOWN_CHOICE, place, hint=hint, scene=scene, choice=choice)


def _offset(expression: Expression) -> int:
    """Give the place of an expression in its line, -1 where it has none of its own."""
    return getattr(expression, "offset", -1)
