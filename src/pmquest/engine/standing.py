"""A state told by the names of the file: to be shown, to be changed by hand, to be gone to.

The numbers in a `State` mean something to one machine only; a `Standing` outlives the machine it
came from. Authors go to any scene with any values this way; nothing of it is ever recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from msgspec import Struct

from pmquest.engine.machine import Machine
from pmquest.engine.state import NOTHING, State
from pmquest.scenario.model import FACT_LIMIT, Meter

Key = TypeVar("Key", str, tuple[str, str])


class JumpRefused(ValueError):  # noqa: N818 - the name says what happened
    """No play can stand so; `str` of it is a plain sentence."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(reason)
        self.name = name
        """The meter, fact or scene that it is about, or `turn`."""


class Standing(Struct, frozen=True):
    """Where a play stands, by names.

    It stands in the scene as if just entered; what happens on arrival has happened.
    """

    scene: str
    values: dict[str, bool | int]
    """Meters and facts by id; one that is left out is as it starts."""
    turn: int = 0
    """How many picks were made."""
    visited: dict[str, int] = {}
    """The scenes entered so far, each with how many times; the scene itself counts in any case."""
    chosen: tuple[tuple[str, str], ...] = ()
    """(scene, choice) pairs taken so far."""
    fired: tuple[int, ...] = ()
    """The interrupts that fired, counted from 0 in the order of the file."""
    waiting: str | None = None
    """The scene to which a pick was going when an interrupt diverted it."""


def standing(machine: Machine, state: State) -> Standing:
    """Tell a state by the names of its machine; why a play stopped in it is left out."""
    scenes = machine.scenes
    return Standing(
        scene=scenes[state.scene].id,
        values=dict(zip(machine.names, state.values, strict=True)),
        turn=state.turn,
        visited={
            scene.id: state.entries(number)
            for number, scene in enumerate(scenes)
            if state.visited >> number & 1
        },
        chosen=tuple(
            pair for number, pair in enumerate(_choices(machine)) if state.chosen >> number & 1
        ),
        fired=tuple(
            number
            for number in range(len(machine.scenario.interrupts))
            if state.fired >> number & 1
        ),
        waiting=None if state.waiting == NOTHING else scenes[state.waiting].id,
    )


def state_of(machine: Machine, standing: Standing) -> State:
    """Give the state that is told.

    Raises JumpRefused where it names what the scenario does not have, or gives a value that
    could not come about.
    """
    numbers = {scene.id: number for number, scene in enumerate(machine.scenes)}
    entries = {_found(numbers, scene, "scene"): times for scene, times in standing.visited.items()}
    scene = _found(numbers, standing.scene, "scene")
    entries[scene] = max(1, entries.get(scene, 0))
    choices = {pair: number for number, pair in enumerate(_choices(machine))}
    if not 0 <= standing.turn <= FACT_LIMIT:
        raise JumpRefused("turn", f"The turn is a whole number from 0 to {FACT_LIMIT:,}.")
    for number in standing.fired:
        if not 0 <= number < len(machine.scenario.interrupts):
            raise JumpRefused("interrupts", f"There is no interrupt {number + 1}.")
    return State(
        scene,
        _values(machine, standing.values),
        visited=_bits(number for number, times in entries.items() if times > 0),
        chosen=_bits(_found(choices, pair, "choice") for pair in standing.chosen),
        turn=standing.turn,
        repeated=tuple(sorted((number, times) for number, times in entries.items() if times > 1)),
        fired=_bits(standing.fired),
        waiting=NOTHING if standing.waiting is None else _found(numbers, standing.waiting, "scene"),
    )


def _values(machine: Machine, given: dict[str, bool | int]) -> tuple[int, ...]:
    scenario = machine.scenario
    for name in given:
        if name not in scenario.meters and name not in scenario.facts:
            raise JumpRefused(name, f"There is no meter or fact {name!r}.")
    meters = (
        _within(meter, given.get(meter.id, meter.start)) for meter in scenario.meters.values()
    )
    facts = (_fact(name, start, given.get(name, start)) for name, start in scenario.facts.items())
    return (*meters, *facts)


def _within(meter: Meter, value: bool | int) -> int:
    if isinstance(value, bool) or not meter.min <= value <= meter.max:
        least, greatest = f"{meter.min:,}", f"{meter.max:,}"
        raise JumpRefused(
            meter.id, f"{meter.id!r} takes a whole number from {least} to {greatest}."
        )
    return value


def _fact(name: str, start: bool | int, value: bool | int) -> int:
    if isinstance(start, bool) != isinstance(value, bool):
        kind = "true or false" if isinstance(start, bool) else "a whole number"
        raise JumpRefused(name, f"{name!r} takes {kind}.")
    if not isinstance(value, bool) and abs(value) > FACT_LIMIT:
        raise JumpRefused(name, f"{name!r} stays within plus and minus {FACT_LIMIT:,}.")
    return value


def _choices(machine: Machine) -> Iterable[tuple[str, str]]:
    """Give (scene, choice) pairs in the order of their numbers."""
    return ((scene.id, choice) for scene in machine.scenes for choice in scene.choices)


def _bits(numbers: Iterable[int]) -> int:
    bits = 0
    for number in numbers:
        bits |= 1 << number
    return bits


def _found(numbers: Mapping[Key, int], key: Key, kind: str) -> int:
    number = numbers.get(key)
    if number is None:
        name = ".".join(key) if isinstance(key, tuple) else key
        raise JumpRefused(name, f"There is no {kind} {name!r}.")
    return number
