"""Where a play stands: one small frozen value that a pick turns into the next.

Scenes, choices and interrupts are counted from 0 in the order of the file; `Machine` gives the
numbers their names. A set of them is an int whose bit n stands for number n, so that a state is
cheap to make, to hash and to compare.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from msgspec import Struct

NOTHING: Final = -1
"""Stands in `State.waiting` while no target waits."""

Stop: TypeAlias = Literal["no-choice", "no-route", "nothing-waiting", "circle", "too-long"]
"""Why a play can be over without an ending (format.md, "What happens, in order")."""

Values: TypeAlias = tuple[int, ...]
"""Meters, then facts, in the order of the file; a true-or-false fact is a bool."""


class State(Struct, frozen=True, gc=False):
    """Where a play stands; without the seed, on which only draws depend."""

    scene: int
    values: Values
    visited: int
    """The scenes entered so far, as bits; the current one included."""
    chosen: int
    """The choices taken so far, as bits (`Machine` numbers them through all scenes)."""
    turn: int
    """How many picks were made."""
    repeated: tuple[tuple[int, int], ...] = ()
    """(scene, how many times entered) where that is twice or more, by scene."""
    fired: int = 0
    """The interrupts that fired, as bits."""
    waiting: int = NOTHING
    """The scene to which a pick was going when an interrupt diverted it."""
    stopped: Stop | None = None
    """Why the play stopped where it stands. A scene without an open choice is not marked here:
    `Machine.dead_end` tells it from the rest of the state."""

    def entries(self, scene: int) -> int:
        """How many times the scene was entered so far."""
        for repeated, count in self.repeated:
            if repeated == scene:
                return count
        return self.visited >> scene & 1


def entered_again(repeated: tuple[tuple[int, int], ...], scene: int) -> tuple[tuple[int, int], ...]:
    """Count one more entry of a scene that was entered before."""
    counts = dict(repeated)
    counts[scene] = counts.get(scene, 1) + 1
    return tuple(sorted(counts.items()))
