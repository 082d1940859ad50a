"""Passing scenes without choices, in such a way that nothing goes on for ever.

A run of "continue" that comes back to the same state is a dead end, and so is one that is far
too long (format.md, "What happens, in order", 10).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec.structs import replace

from pmquest.engine.machine import Machine
from pmquest.engine.state import State

LONGEST_RUN: Final = 10_000
"""How many scenes are passed without a choice before the play stops."""


class Passing:
    """A run of "continue" since the last pick; `passed` are the states that it passed so far."""

    def __init__(self, machine: Machine, seed: int, passed: Iterable[State] = ()) -> None:
        self._machine = machine
        self._seed = seed
        self._length = 0
        self._since_draw: set[State] = set()
        for state in passed:
            self._remember(state)

    def passed(self, state: State) -> State:
        """Pass one scene; where that would go on for ever, stop in it.

        Raises StepRefused where the scene is not passed by "continue".
        """
        following = self._machine.go_on(state, self._seed)
        if self._length >= LONGEST_RUN:
            return replace(state, stopped="too-long")
        self._remember(state)
        if _without_counts(following) in self._since_draw:
            return replace(state, stopped="circle")
        return following

    def _remember(self, state: State) -> None:
        self._length += 1
        if len(self._machine.ways(state)) > 1:
            self._since_draw.clear()
        else:
            self._since_draw.add(_without_counts(state))


def _without_counts(state: State) -> State:
    """The state, how often scenes were entered apart: only draws could see the difference."""
    return replace(state, repeated=())
