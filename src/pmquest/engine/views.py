"""What the player is shown of a state: values with every word filled in.

A face renders these and computes nothing.
"""

from __future__ import annotations

from msgspec import Struct

from pmquest.engine.machine import Machine
from pmquest.engine.state import State
from pmquest.engine.text import interpolate, shown_fact, shown_meter
from pmquest.framework import Grade
from pmquest.scenario.model import Better, Block, Exhibit, ExhibitKind


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
    """The scene of a state, just entered, as the player sees it."""
    scene = machine.scenes[state.scene]
    shown = _shown_values(machine, state)
    return SceneView(
        scene=scene.id,
        title=interpolate(scene.title, shown),
        text=_blocks(machine, state, scene.text, shown),
        exhibits=tuple(
            _exhibit_view(exhibit, shown)
            for exhibit in scene.exhibits
            if machine.holds(exhibit.when, state)
        ),
        choices=_choice_views(machine, state, seed, shown),
        meters=meter_views(machine, state),
        seconds=scene.seconds,
        timeout=scene.timeout,
        ending=scene.ending,
    )


def meter_views(machine: Machine, state: State) -> tuple[MeterView, ...]:
    """The meters as they stand, in the order of the file."""
    return tuple(
        MeterView(meter.id, meter.label, value, meter.min, meter.max, meter.unit, meter.better)
        for meter, value in zip(machine.scenario.meters.values(), state.values, strict=False)
    )


def outcome(machine: Machine, state: State, choice: int) -> Outcome:
    """What taking a choice does in this state; its texts are judged on the state afterwards."""
    scene = machine.scenes[state.scene]
    taken = tuple(scene.choices.values())[choice]
    after = machine.applied(state, choice)
    shown = _shown_values(machine, after)
    moved = zip(machine.scenario.meters.values(), state.values, after.values, strict=False)
    return Outcome(
        scene=scene.id,
        choice=taken.id,
        text=interpolate(taken.text, _shown_values(machine, state)),
        result=_blocks(machine, after, taken.result, shown),
        changes=tuple(
            MeterChange(meter.id, meter.label, meter.unit, before, now, meter.better)
            for meter, before, now in moved
            if before != now
        ),
        why=None if taken.why is None else interpolate(taken.why, shown),
    )


def _choice_views(
    machine: Machine, state: State, seed: int, shown: dict[str, str]
) -> tuple[ChoiceView, ...]:
    choices = tuple(machine.scenes[state.scene].choices.values())
    selectable = machine.selectable(state)
    views = []
    for number in machine.order(state, seed):
        choice = choices[number]
        text = interpolate(choice.text, shown)
        if number in selectable:
            views.append(ChoiceView(choice.id, text, selectable=True, locked=None))
        elif choice.locked is not None and not (choice.once and machine.chose(state, number)):
            locked = interpolate(choice.locked, shown)
            views.append(ChoiceView(choice.id, text, selectable=False, locked=locked))
    return tuple(views)


def _exhibit_view(exhibit: Exhibit, shown: dict[str, str]) -> ExhibitView:
    def filled(cells: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(interpolate(cell, shown) for cell in cells)

    return ExhibitView(
        title=interpolate(exhibit.title, shown),
        kind=exhibit.kind,
        labels=filled(exhibit.labels),
        series=exhibit.series,
        columns=filled(exhibit.columns),
        rows=tuple(filled(row) for row in exhibit.rows),
    )


def _blocks(
    machine: Machine, state: State, blocks: tuple[Block, ...], shown: dict[str, str]
) -> str:
    holding = (block.text for block in blocks if machine.holds(block.when, state))
    return "\n\n".join(interpolate(text, shown) for text in holding)


def _shown_values(machine: Machine, state: State) -> dict[str, str]:
    meters = machine.scenario.meters
    return {
        name: shown_meter(value) if name in meters else shown_fact(value)
        for name, value in zip(machine.names, state.values, strict=True)
    }
