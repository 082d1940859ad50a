"""The condition language as a tree: what a `when` means once it has been read.

The tree is the whole language (format.md, "Conditions"). Reading a line of text into it is
`condition_reader`'s work; the engine compiles it, and the checks look for what it observes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from msgspec import Struct

CompareSign = Literal["==", "!=", "<", "<=", ">", ">="]
ArithmeticSign = Literal["+", "-", "*"]


class Number(Struct, frozen=True, tag=True):
    """A whole number, as written."""

    value: int


class Truth(Struct, frozen=True, tag=True):
    """`true` or `false`."""

    value: bool


class Name(Struct, frozen=True, tag=True):
    """A meter or a fact; `offset` is its place in the line, in characters from 0."""

    id: str
    offset: int = 0


class Turn(Struct, frozen=True, tag=True):
    """`turn`: how many picks have been made so far."""


class Visited(Struct, frozen=True, tag=True):
    """`visited("scene")`: the scene was entered in this play, the current one included."""

    scene: str
    offset: int = 0


class Chose(Struct, frozen=True, tag=True):
    """`chose("scene.choice")`: that choice was taken in this play."""

    scene: str
    choice: str
    offset: int = 0


class Not(Struct, frozen=True, tag=True):
    """`not part`."""

    part: Expression


class Both(Struct, frozen=True, tag=True):
    """`a and b and ...`, two parts or more."""

    parts: tuple[Expression, ...]


class Any(Struct, frozen=True, tag=True):
    """`a or b or ...`, two parts or more."""

    parts: tuple[Expression, ...]


class Compare(Struct, frozen=True, tag=True):
    """`a < b <= c`: each sign stands between two neighbours; all must hold."""

    parts: tuple[Expression, ...]
    signs: tuple[CompareSign, ...]
    offset: int = 0


class Arithmetic(Struct, frozen=True, tag=True):
    """`left + right`, `left - right`, `left * right`."""

    sign: ArithmeticSign
    left: Expression
    right: Expression
    offset: int = 0


class Negative(Struct, frozen=True, tag=True):
    """`-part`."""

    part: Expression
    offset: int = 0


Expression: TypeAlias = (
    Number
    | Truth
    | Name
    | Turn
    | Visited
    | Chose
    | Not
    | Both
    | Any
    | Compare
    | Arithmetic
    | Negative
)


class Condition(Struct, frozen=True):
    """A `when`: the line as the author wrote it and the tree that it means."""

    text: str
    expression: Expression


def walk(expression: Expression) -> Iterator[Expression]:
    """Give the expression and every expression inside it, outermost first."""
    yield expression
    match expression:
        case Not(part) | Negative(part):
            yield from walk(part)
        case Both(parts) | Any(parts) | Compare(parts):
            for part in parts:
                yield from walk(part)
        case Arithmetic(_, left, right):
            yield from walk(left)
            yield from walk(right)
