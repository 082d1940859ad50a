"""Conditions made ready to be asked often: each tree becomes one Python function.

The tree is the whole condition language and holds nothing but numbers, names that were looked
up, and the signs listed there, so the Python text that is generated from it can do no more than
the language can.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias, cast

from pmquest.engine.state import Values
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

Test: TypeAlias = Callable[[Values, int, int, int], bool]
"""Asks a condition: of the values, the visited scenes, the chosen choices (bits) and the turn."""


class Conditions:
    """Makes the conditions of one scenario into functions.

    It is given where things are kept: the place of each meter and fact in `State.values`, the
    bit of each scene in `State.visited` and of each (scene, choice) in `State.chosen`.
    """

    def __init__(
        self,
        values: Mapping[str, int],
        scenes: Mapping[str, int],
        choices: Mapping[tuple[str, str], int],
    ) -> None:
        self._values = values
        self._scenes = scenes
        self._choices = choices
        self._tests: dict[str, Test] = {}

    def test(self, condition: Condition) -> Test:
        """The condition as a function; conditions that mean the same share one.

        Raises KeyError where it names what the scenario does not have; the reader refuses that.
        """
        source = self._source(condition.expression)
        test = self._tests.get(source)
        if test is None:
            code = f"lambda values, visited, chosen, turn: {source}"
            test = cast(Test, eval(code, {"__builtins__": {}}))  # noqa: S307 - see the module
            self._tests[source] = test
        return test

    def _source(self, expression: Expression) -> str:
        match expression:
            case Number(value) | Truth(value):
                return repr(value)
            case Name(name):
                return f"values[{self._values[name]}]"
            case Turn():
                return "turn"
            case Visited(scene):
                return f"(visited >> {self._scenes[scene]} & 1 == 1)"
            case Chose(scene, choice):
                return f"(chosen >> {self._choices[scene, choice]} & 1 == 1)"
            case _:
                return f"({self._compound(expression)})"

    def _compound(self, expression: Expression) -> str:
        match expression:
            case Not(part):
                return f"not {self._source(part)}"
            case Both(parts):
                return " and ".join(map(self._source, parts))
            case Any(parts):
                return " or ".join(map(self._source, parts))
            case Compare(parts, signs):
                first, *others = map(self._source, parts)
                compared = zip(signs, others, strict=True)
                return first + "".join(f" {sign} {part}" for sign, part in compared)
            case Arithmetic(sign, left, right):
                return f"{self._source(left)} {sign} {self._source(right)}"
            case Negative(part):
                return f"-{self._source(part)}"
        raise TypeError(f"not a part of the condition language: {expression!r}")
