"""What the player is shown of a state: values with every word filled in.

A face renders these and computes nothing.
"""

from __future__ import annotations

from msgspec import Struct

from pmquest.engine.machine import Machine
from pmquest.engine.state import State
from pmquest.engine.text import interpolate, shown_value
from pmquest.framework import Grade
from pmquest.scenario.model import Better, Block, Choice, Exhibit, ExhibitKind, Scene


class MeterView(Struct, frozen=True):
    """A meter as it stands."""

    id: str
    label: str
    value: int
    min: int
    max: int
    unit: str
    better: Better


class ExhibitView(Struct, frozen=True):
    """A picture of data; which fields are filled depends on its kind, as in the model."""

    title: str
    kind: ExhibitKind
    labels: tuple[str, ...]
    series: dict[str, tuple[float, ...]]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class ChoiceView(Struct, frozen=True):
    """A choice as it is shown; `locked` says why it cannot be taken."""

    id: str
    text: str
    selectable: bool
    locked: str | None


class SceneView(Struct, frozen=True):
    """A scene as it is shown."""

    scene: str
    title: str
    text: str
    """Markdown; the blocks that hold, joined by a blank line."""
    exhibits: tuple[ExhibitView, ...]
    choices: tuple[ChoiceView, ...]
    """In the order that was drawn; hidden ones are left out."""
    meters: tuple[MeterView, ...]
    seconds: int | None
    """The time limit, where there is one."""
    timeout: str | None
    """The choice that is taken when the time runs out."""
    ending: Grade | None


class MeterChange(Struct, frozen=True):
    """What a pick did to one meter."""

    id: str
    label: str
    unit: str
    before: int
    after: int
    better: Better


class Outcome(Struct, frozen=True):
    """What a pick did, before the next scene is entered."""

    scene: str
    choice: str
    text: str
    """The choice as it was shown."""
    result: str
    """Markdown, empty where the author wrote none."""
    changes: tuple[MeterChange, ...]
    """The meters that the pick itself moved, in the order of the file."""
    why: str | None


def scene_view(machine: Machine, state: State, seed: int) -> SceneView:
    """The scene of a state as the player sees it."""
    raise NotImplementedError


def meter_views(machine: Machine, state: State) -> tuple[MeterView, ...]:
    """The meters as they stand, in the order of the file."""
    raise NotImplementedError


def outcome(machine: Machine, state: State, choice: int) -> Outcome:
    """What taking a choice does in this state."""
    raise NotImplementedError
