"""What an author may see of a scene, and a player may not: the key, the conditions, what follows.

All of it is told of one moment of a play, so that it says why an answer is closed now and where
it would lead now.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final, Literal

from msgspec import Struct

from pmquest.engine.machine import Machine
from pmquest.engine.standing import Standing, standing
from pmquest.engine.state import State
from pmquest.engine.tables import Way
from pmquest.engine.text import shown_fact, shown_meter
from pmquest.engine.views import outcome
from pmquest.framework import (
    RESPONSIBILITIES,
    Aspect,
    CalledLevel,
    Judgment,
    Level,
    Slip,
)
from pmquest.scenario.expression import Chose, Condition, Name, Turn, Visited, walk
from pmquest.scenario.model import Arrival, Choice, Scene
from pmquest.scoring.clean import clean_line
from pmquest.scoring.words import listed, signed

Offered = Literal["open", "locked", "hidden", "taken"]
"""Whether an answer can be taken now, and why not: its condition does not hold and the player
sees it or does not, or it may be taken only once and was."""

_LONGEST: Final = 48
"""How many characters of a text are told to know it by."""


class Asked(Struct, frozen=True):
    """A condition, and how it stands now."""

    written: str
    """As it stands in the file."""
    holds: bool
    because: str
    """What it looks at, as it is now: "trust is 30, turn is 4"; "" where it looks at nothing."""


class Lead(Struct, frozen=True):
    """A scene to which a way leads now."""

    scene: str
    title: str
    odds: tuple[int, int] | None
    """Its weight in the draw and the sum of the weights, where there is a draw."""
    interrupted: bool
    """Whether an interrupt diverts the play to it."""


class AnswerKey(Struct, frozen=True):
    """What there is to know about one answer, as things stand."""

    choice: str
    text: str
    """As the player would read it."""
    offered: Offered
    level: Level | None
    judgment: Judgment | None
    slip: Slip | None
    responsibility: str
    """Its name; "" where none is given."""
    when: Asked | None
    changes: tuple[str, ...]
    """What it adds and sets, as written: "trust +4", "interviewed = true"."""
    leads: tuple[Lead, ...]
    """Where it leads if it is taken now; none where every way is closed."""


class LeftOut(Struct, frozen=True):
    """A piece of text or a picture that is not shown now."""

    words: str
    """How it begins, or its title."""
    when: Asked


class SceneKey(Struct, frozen=True):
    """What there is to know about a scene, as things stand."""

    calls_for: CalledLevel | None
    signal: str
    aspect: Aspect | None
    weight: int
    answers: dict[str, AnswerKey]
    """By choice, in the order of the file."""
    leads: tuple[Lead, ...]
    """Where a continue leads; none where the scene has answers or is an ending."""
    arrival: tuple[tuple[str, str], ...]
    """What happens on arrival, each with its condition as written, "" where it has none."""
    left_out: tuple[LeftOut, ...]
    notes: str
    """For the facilitator; Markdown."""


def scene_key(machine: Machine, state: State) -> SceneKey:
    """Tell all that an author may know about the scene in which a play stands."""
    return _Teller(machine, state).scene()


class _Teller:
    """Tells of one scene in one state."""

    def __init__(self, machine: Machine, state: State) -> None:
        self._machine = machine
        self._state = state
        self._scene: Scene = machine.scenes[state.scene]

    def scene(self) -> SceneKey:
        """Tell all of it."""
        scene = self._scene
        return SceneKey(
            calls_for=scene.calls_for,
            signal=clean_line(scene.signal or ""),
            aspect=scene.aspect,
            weight=scene.weight,
            answers={
                choice.id: self._answer(number, choice)
                for number, choice in enumerate(scene.choices.values())
            },
            leads=self._leads(self._state, None) if scene.to and not scene.choices else (),
            arrival=tuple(
                (listed(_changes(entry)), clean_line(entry.when.text) if entry.when else "")
                for entry in scene.enter
            ),
            left_out=tuple(self._left_out()),
            notes=scene.notes or "",
        )

    def _asked(self, condition: Condition | None) -> Asked | None:
        if condition is None:
            return None
        return Asked(
            clean_line(condition.text),
            self._machine.holds(condition, self._state),
            ", ".join(dict.fromkeys(self._looked_at(condition))),
        )

    def _looked_at(self, condition: Condition) -> Iterator[str]:
        now = self._now
        for part in walk(condition.expression):
            match part:
                case Name(id):
                    shown = shown_meter if id in self._machine.scenario.meters else shown_fact
                    yield f"{id} is {shown(now.values[id])}"
                case Turn():
                    yield f"turn is {now.turn}"
                case Visited(scene):
                    yield f"{scene} was {'' if scene in now.visited else 'not '}visited"
                case Chose(scene, choice):
                    taken = (scene, choice) in now.chosen
                    yield f"{scene}.{choice} was {'' if taken else 'not '}chosen"

    @cached_property
    def _now(self) -> Standing:
        return standing(self._machine, self._state)

    def _answer(self, number: int, choice: Choice) -> AnswerKey:
        after = self._machine.applied(self._state, number)
        info = choice.responsibility and RESPONSIBILITIES[choice.responsibility]
        return AnswerKey(
            choice=choice.id,
            text=outcome(self._machine, self._state, number).text,
            offered=self._offered(number, choice),
            level=choice.level,
            judgment=choice.judgment,
            slip=choice.slip,
            responsibility=info.label if info else "",
            when=self._asked(choice.when),
            changes=_changes(choice),
            leads=self._leads(after, number),
        )

    def _offered(self, number: int, choice: Choice) -> Offered:
        if number in self._machine.selectable(self._state):
            return "open"
        if choice.once and self._machine.chose(self._state, number):
            return "taken"
        return "hidden" if choice.locked is None else "locked"

    def _leads(self, after: State, choice: int | None) -> tuple[Lead, ...]:
        ways = self._machine.ways(after, choice)
        total = sum(way.odds for way in ways)
        leads = (
            self._lead(after, way, choice, (way.odds, total) if len(ways) > 1 else None)
            for way in ways
        )
        return tuple(lead for lead in leads if lead is not None)

    def _lead(
        self, after: State, way: Way, choice: int | None, odds: tuple[int, int] | None
    ) -> Lead | None:
        arrived = self._machine.arrived(after, way.target, picked=choice is not None)
        if arrived.stopped is not None:
            return None
        scene = self._machine.scenes[arrived.scene]
        return Lead(scene.id, clean_line(scene.title), odds, arrived.fired != after.fired)

    def _left_out(self) -> Iterator[LeftOut]:
        pieces = (
            *((block.text, block.when) for block in self._scene.text),
            *((exhibit.title, exhibit.when) for exhibit in self._scene.exhibits),
        )
        for words, when in pieces:
            told = self._asked(when)
            if told is not None and not told.holds:
                yield LeftOut(_begun(words), told)


def _changes(entry: Choice | Arrival) -> tuple[str, ...]:
    added = (f"{name} {signed(amount)}" for name, amount in entry.effects.items())
    assigned = (f"{name} = {shown_fact(value)}" for name, value in entry.set.items())
    return (*added, *assigned)


def _begun(text: str) -> str:
    line = clean_line(text)
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


def titles(leads: Iterable[Lead]) -> str:
    """Say where ways lead: "Friday", or "Friday (3 in 4) and Outage (1 in 4)"."""
    return listed([_title(lead) for lead in leads])


def _title(lead: Lead) -> str:
    odds = "" if lead.odds is None else f" ({lead.odds[0]} in {lead.odds[1]})"
    return f"{lead.title}{odds}{', which breaks in' if lead.interrupted else ''}"
