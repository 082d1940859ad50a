"""Conditions asked of many states at once: each tree becomes a function of a matrix."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from itertools import pairwise
from operator import and_, eq, ge, gt, le, lt, ne, or_
from typing import Any as Anything
from typing import Final, NamedTuple, TypeAlias

import numpy as np

from pmquest.engine.machine import Machine
from pmquest.explore.columns import Columns, Happening, Matrix, Truths
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
from pmquest.scenario.model import FACT_LIMIT

Test: TypeAlias = Callable[[Matrix], Truths]
"""Asks a condition of every state of a matrix."""

_COMPARED: Final = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
_LARGEST: Final = 2**62
"""What is certain to stay below this is computed with machine words, the rest with Python's."""
_MOST_PICKS: Final = 10**9


class _Term(NamedTuple):
    """A part of a condition: how to compute it, and how large it can get."""

    of: Callable[[Matrix], Anything]
    size: int


class Conditions:
    """Makes the conditions of one machine into functions of a matrix."""

    def __init__(self, machine: Machine, columns: Columns) -> None:
        self._columns = columns
        self._tables = machine.tables
        self._places = {name: place for place, name in enumerate(machine.names)}
        meters = machine.scenario.meters.values()
        self._sizes = (
            *(max(abs(meter.min), abs(meter.max)) + 1 for meter in meters),
            *(FACT_LIMIT for _ in machine.scenario.facts),
        )

    def test(self, condition: Condition | None) -> Test | None:
        """The condition as a function; None where there is none."""
        if condition is None:
            return None
        compute = self._term(condition.expression).of
        return lambda matrix: np.broadcast_to(
            np.asarray(compute(matrix), np.bool_), matrix.shape[1:]
        )

    def _term(self, expression: Expression) -> _Term:
        match expression:
            case Number(value):
                return _Term(lambda _: value, abs(value))
            case Truth(value):
                return _Term(lambda _: value, 1)
            case Name(name):
                row = self._places[name]
                return _Term(lambda matrix: matrix[row], self._sizes[row])
            case Turn():
                turn = self._columns.turn
                return _Term(lambda matrix: matrix[turn], _MOST_PICKS)
            case Visited(scene):
                return self._happened("visited", self._tables.scene_numbers[scene])
            case Chose(scene, choice):
                return self._happened("chosen", self._tables.choice_numbers[scene, choice])
            case Not(part):
                inner = self._term(part).of
                return _Term(lambda matrix: np.equal(inner(matrix), 0), 1)
            case Both(parts):
                return self._junction(and_, parts)
            case Any(parts):
                return self._junction(or_, parts)
        return self._computed(expression)

    def _computed(self, expression: Expression) -> _Term:
        match expression:
            case Compare(parts, signs):
                terms = [self._term(part).of for part in parts]
                compare = [_COMPARED[sign] for sign in signs]

                def compared(matrix: Matrix) -> Anything:
                    numbers = [term(matrix) for term in terms]
                    return reduce(
                        and_,
                        (
                            sign(one, other)
                            for sign, (one, other) in zip(compare, pairwise(numbers), strict=True)
                        ),
                    )

                return _Term(compared, 1)
            case Arithmetic(sign, left, right):
                return _calculated(sign, self._term(left), self._term(right))
            case Negative(part):
                inner = self._term(part)
                return _Term(lambda matrix: -inner.of(matrix), inner.size)
        raise TypeError(f"not a part of the condition language: {expression!r}")

    def _happened(self, happening: Happening, number: int) -> _Term:
        bit = self._columns.bit(happening, number)
        # without a bit the condition stands where no play comes, and is never asked
        return _Term((lambda _: False) if bit is None else bit.of, 1)

    def _junction(
        self, join: Callable[[Anything, Anything], Anything], parts: Sequence[Expression]
    ) -> _Term:
        terms = [self._term(part).of for part in parts]
        return _Term(
            lambda matrix: reduce(join, (np.not_equal(term(matrix), 0) for term in terms)), 1
        )


def _calculated(sign: str, left: _Term, right: _Term) -> _Term:
    """Add, subtract or multiply; where a machine word could overflow, with Python's numbers."""
    size = left.size * right.size if sign == "*" else left.size + right.size
    wide = size > _LARGEST

    def calculated(matrix: Matrix) -> Anything:
        one, other = left.of(matrix), right.of(matrix)
        if wide:
            one, other = np.asarray(one, object), np.asarray(other, object)
        if sign == "*":
            return one * other
        return one + other if sign == "+" else one - other

    return _Term(calculated, size)
