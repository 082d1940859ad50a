"""Many states of one scene at once: a matrix of whole numbers with a column for each state.

The rows are the meters and facts in the order of `State.values`, then the turn, the waiting
scene, and words of bits for what was visited, chosen and fired, as far as anything observes it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from pmquest.engine.machine import Machine
from pmquest.engine.state import NOTHING
from pmquest.explore.observed import Observed

Matrix: TypeAlias = NDArray[np.int64]
"""Shape (rows, states)."""
Numbers: TypeAlias = NDArray[np.int64]
"""Shape (states,)."""
Truths: TypeAlias = NDArray[np.bool_]
"""Shape (states,)."""

Happening = Literal["visited", "chosen", "fired"]

_WORD: Final = 62
"""How many bits a word holds; whole numbers of 64 bits have room for two more."""
_LARGEST: Final = 2**62


@dataclass(frozen=True, slots=True)
class Bit:
    """Where something that happened or not is kept."""

    row: int
    mask: int

    def set_in(self, matrix: Matrix) -> None:
        """Note that it happened in every state."""
        matrix[self.row] |= self.mask

    def of(self, matrix: Matrix) -> Truths:
        """Whether it happened, by state."""
        happened: Truths = (matrix[self.row] & self.mask) != 0
        return happened


class Columns:
    """Which row holds what, for one machine."""

    def __init__(self, machine: Machine, observed: Observed) -> None:
        """`observed` is everything that anything observes; nothing else gets a bit."""
        self.turn = len(machine.names)
        self.waiting = self.turn + 1
        interrupts = len(machine.scenario.interrupts)
        happenings: list[tuple[Happening, int]] = [
            *(("visited", number) for number in bits(observed.visited)),
            *(("chosen", number) for number in bits(observed.chosen)),
            *(("fired", number) for number in range(interrupts)),
        ]
        first = self.waiting + 1
        self._bits = {
            each: Bit(first + place // _WORD, 1 << place % _WORD)
            for place, each in enumerate(happenings)
        }
        self.rows = first + -(-len(happenings) // _WORD)
        meters, facts = machine.scenario.meters.values(), machine.scenario.facts.values()
        self._start = (*(meter.start for meter in meters), *map(int, facts))

    def bit(self, happening: Happening, number: int) -> Bit | None:
        """Where it is kept; None where nothing observes it."""
        return self._bits.get((happening, number))

    def nowhere(self) -> Matrix:
        """The one state before the first scene."""
        matrix = np.zeros((self.rows, 1), np.int64)
        matrix[: len(self._start), 0] = self._start
        matrix[self.waiting] = NOTHING
        return matrix

    def words(self, kept: Observed) -> dict[int, int]:
        """By row of bits: those that are kept where just this is observed."""
        masks = dict.fromkeys(range(self.waiting + 1, self.rows), 0)
        for (happening, number), bit in self._bits.items():
            if (
                (happening == "visited" and kept.visited >> number & 1)
                or (happening == "chosen" and kept.chosen >> number & 1)
                or (happening == "fired" and kept.picks)
            ):
                masks[bit.row] |= bit.mask
        return masks


class Forgetting:
    """Sets to one value what nothing observes any more, so that equal futures look equal."""

    def __init__(self, columns: Columns, ahead: Observed) -> None:
        self._waiting = columns.waiting
        self._resumes = ahead.resumes
        self._masks = tuple(columns.words(ahead).items())
        self._forgotten: list[int] = []
        self._bounds: list[tuple[int, int | None, int | None]] = []
        for value in range(columns.turn + 1):
            if not ahead.values >> value & 1:
                self._forgotten.append(value)
            elif not ahead.exactly >> value & 1:
                least, greatest = ahead.constants[value]
                floor = None if ahead.rising >> value & 1 else least - 1
                ceiling = None if ahead.falling >> value & 1 else greatest + 1
                self._bounds.append((value, floor, ceiling))

    def apply(self, matrix: Matrix) -> None:
        """Change the states in place."""
        matrix[self._forgotten] = 0
        for value, floor, ceiling in self._bounds:
            if floor is not None:
                np.maximum(matrix[value], floor, out=matrix[value])
            if ceiling is not None:
                np.minimum(matrix[value], ceiling, out=matrix[value])
        for row, mask in self._masks:
            matrix[row] &= mask
        if not self._resumes:  # that some scene waits keeps interrupts away; which, is all one
            waiting = matrix[self._waiting]
            waiting[waiting != NOTHING] = 0


def bits(number: int) -> Iterable[int]:
    """Give the places of the bits that are set, least first."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def codes(matrix: Matrix) -> Numbers:
    """Give each state a number, equal for equal states: mixed radix over the rows' ranges."""
    code = np.zeros(matrix.shape[1], np.int64)
    size = 1
    for row in matrix:
        least = int(row.min())
        span = int(row.max()) - least + 1
        if span == 1:
            continue
        numbers = row - least if span <= _LARGEST else row
        if size * span > _LARGEST:
            code, size = _ranked(code)
            numbers, span = _ranked(row)
        code = code * span + numbers
        size *= span
    return code


def _ranked(numbers: Numbers) -> tuple[Numbers, int]:
    """Give each number its rank among the different ones, and how many there are."""
    different, ranks = np.unique(numbers, return_inverse=True)
    return ranks.reshape(-1).astype(np.int64), len(different)
