"""Judges how a scenario flows: where it stops, goes round, or is never played (PQ3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from pmquest.check import rules_flow as rules
from pmquest.check.possible import Possible
from pmquest.check.subject import Subject, listed, quoted, ways_out
from pmquest.engine.machine import Machine
from pmquest.engine.state import State, Stop
from pmquest.explore.exploration import Exploration, Shown
from pmquest.scenario.diagnostics import Place
from pmquest.scenario.expression import (
    Chose,
    Condition,
    Expression,
    Name,
    Turn,
    Visited,
    walk,
)
from pmquest.scenario.model import Route, Scene

_REASONS: Final[dict[Stop, str]] = {
    "no-choice": "none of its choices can be picked then",
    "no-route": "no way on is open then",
    "nothing-waiting": "it goes back to what was interrupted, and nothing was",
    "circle": "the way on leads round in a circle, without a choice",
    "too-long": "scene follows on scene without a choice",
}
_MENDS: Final[dict[Stop, str]] = {
    "no-choice": "leave one choice without `when` and `once`",
    "no-route": "leave one route without `when`",
    "nothing-waiting": "let interrupts alone lead to a scene with `to: resume`",
    "circle": "lead one of these scenes to a choice or an ending",
    "too-long": "lead one of these scenes to a choice or an ending",
}
_MOST_REASONS: Final = 2


def check_flow(subject: Subject, exploration: Exploration) -> None:
    """Add what every road shows; of a sample, only what it did show."""
    for shown in exploration.stuck:
        _dead_end(subject, shown)
    for circle in _circles(subject, exploration.endless):
        scenes = [shown.scene for shown in circle]
        first = min(circle, key=lambda shown: len(shown.road.picks))
        subject.add(
            rules.ENDLESS,
            subject.places.key("scenes", first.scene),
            hint=f"give {'one of ' if len(scenes) > 1 else ''}{listed(scenes)} a way out",
            road=first.road,
            scene=first.scene,
        )
    if exploration.sampled is not None:
        at = subject.places.key("scenes")
        subject.add(rules.SAMPLED, at, plays=exploration.sampled.plays)
    else:
        _Unplayed(subject, exploration).check()


def _dead_end(subject: Subject, shown: Shown) -> None:
    """Add a dead end; the play is gone through again to say why it stops and what holds there."""
    path: tuple[str | int, ...] = ("scenes", shown.scene)
    reason, hint = "there is no way on then", None
    state = subject.end_of(shown.road)
    if state is not None:
        stop = subject.machine.dead_end(state)
        if stop is not None:
            reason = _REASONS[stop]
            hint = "; ".join(filter(None, (_standing(subject.machine, state, stop), _MENDS[stop])))
            path += ("choices",) if stop == "no-choice" else ("to",)
    at = subject.places.key(*path)
    subject.add(rules.DEAD_END, at, hint=hint, road=shown.road, scene=shown.scene, reason=reason)


def _standing(machine: Machine, state: State, stop: Stop) -> str:
    """Say how that stands on which the way on depends."""
    scene = machine.scenes[state.scene]
    if stop == "no-choice":
        conditions = [choice.when for choice in scene.choices.values()]
    else:
        conditions = [route.when for _, route in ways_out(scene)]
    told = (
        _held(part, machine, state)
        for condition in conditions
        if condition is not None
        for part in walk(condition.expression)
    )
    shown = ", ".join(dict.fromkeys(filter(None, told)))
    return f"there {shown}" if shown else ""


def _held(part: Expression, machine: Machine, state: State) -> str:
    """Say what a name of the condition language stands for in a state; "" of all else."""
    match part:
        case Name(id):
            return f"{id} is {str(state.values[machine.names.index(id)]).lower()}"
        case Turn():
            return f"turn is {state.turn}"
        case Visited(scene):
            told = f'visited("{scene}")'
        case Chose(scene, choice):
            told = f'chose("{scene}.{choice}")'
        case _:
            return ""
    return f"{told} is {str(machine.holds(Condition(told, part), state)).lower()}"


def _circles(subject: Subject, endless: Iterable[Shown]) -> Iterator[list[Shown]]:
    """Group the scenes without an ending ahead by the ways that lead between them."""
    left = {shown.scene: shown for shown in endless}
    near: dict[str, set[str]] = {scene: set() for scene in left}
    for scene in left:
        for _, route in ways_out(subject.scenario.scenes[scene]):
            if route.scene in left:
                near[scene].add(route.scene)
                near[route.scene].add(scene)
    while left:
        group, waiting = [], [next(iter(left))]
        while waiting:
            scene = waiting.pop()
            if scene in left:
                group.append(left.pop(scene))
                waiting += sorted(near[scene])
        yield group


class _Unplayed:
    """What no play comes to: scenes, choices, endings."""

    def __init__(self, subject: Subject, exploration: Exploration) -> None:
        self._subject = subject
        self._scenes = subject.scenario.scenes
        self._unreachable = dict.fromkeys(exploration.unreachable)
        self._never = dict.fromkeys(exploration.never_available)
        self._possible = Possible(subject.scenario, self._unreachable, self._never)
        self._leading: dict[str, list[tuple[Scene, str | None, Route]]] = {}
        for scene in self._scenes.values():
            for choice, route in ways_out(scene):
                self._leading.setdefault(route.scene, []).append((scene, choice, route))

    def check(self) -> None:
        """Add a finding for each that is not merely behind another."""
        for scene, choice in self._never:
            if scene not in self._unreachable:
                self._choice(self._scenes[scene], choice)
        for ending in self._unreachable:
            if self._scenes[ending].ending is not None:
                hint = "; ".join(self._reasons(ending))
                self._subject.add(rules.ENDING_UNREACHED, self._at(ending), hint=hint, scene=ending)
        for root, behind in self._roots():
            hint = "; ".join(self._reasons(root))
            if behind:
                hint += f"; {listed(behind)} behind it cannot be reached either"
            self._subject.add(rules.UNREACHABLE, self._at(root), hint=hint, scene=root)

    def _at(self, scene: str) -> Place:
        return self._subject.places.key("scenes", scene)

    def _choice(self, scene: Scene, id: str) -> None:
        condition = scene.choices[id].when
        assert condition is not None, "what has no condition can be picked"
        told = self._possible.told(condition)
        if self._possible.can_hold(condition):
            hint = f"on no road to “{scene.id}” does it hold" + (f"; {told}" if told else "")
        else:
            hint = f"it cannot hold anywhere: {told}" if told else "it cannot hold anywhere"
        at = self._subject.places.of("scenes", scene.id, "choices", id, "when")
        self._subject.add(rules.NEVER_AVAILABLE, at, hint=hint, choice=id, scene=scene.id)

    def _roots(self) -> Iterator[tuple[str, list[str]]]:
        """Give the scenes from which others are unreachable too, and those others.

        A root is a scene to which a reachable one leads, or none at all; of scenes that only
        lead to each other, the first in the file.
        """
        left = [id for id in self._unreachable if self._scenes[id].ending is None]
        entered = {interrupt.to for interrupt in self._subject.scenario.interrupts}
        roots = [
            id
            for id in left
            if id in entered
            or any(scene.id not in self._unreachable for scene, _, _ in self._leading.get(id, ()))
            or all(scene.id == id for scene, _, _ in self._leading.get(id, ()))
        ]
        taken = set(roots)
        for root in roots:
            yield root, self._behind(root, taken)
        for root in left:
            if root not in taken:
                taken.add(root)
                yield root, self._behind(root, taken)

    def _behind(self, root: str, taken: set[str]) -> list[str]:
        """Take the unreachable scenes to which a root leads, endings apart."""
        behind, waiting = [], [root]
        while waiting:
            for _, route in ways_out(self._scenes[waiting.pop(0)]):
                scene = self._scenes.get(route.scene)
                if scene is None or scene.id not in self._unreachable or scene.id in taken:
                    continue
                if scene.ending is None:
                    taken.add(scene.id)
                    behind.append(scene.id)
                    waiting.append(scene.id)
        return behind

    def _reasons(self, target: str) -> list[str]:
        """Say what leads to a scene, and why nobody comes that way."""
        reasons = []
        cut_off: dict[str, None] = {}
        for scene, choice, route in self._leading.get(target, ()):
            if scene.id in self._unreachable:
                cut_off[scene.id] = None
            else:
                reasons.append(self._reason(scene, choice, route))
        for interrupt in self._subject.scenario.interrupts:
            if interrupt.to == target:
                never = "never holds after a pick, unless another interrupt breaks in"
                reasons.append(self._unmet("an interrupt leads here", interrupt.when, never))
        cut_off.pop(target, None)
        if cut_off:
            only = "" if reasons else "only "
            reach = "leads" if len(cut_off) == 1 else "lead"
            names = quoted(*list(cut_off)[:_MOST_REASONS])
            reasons.append(f"{only}{names} {reach} here, which nobody reaches either")
        return list(dict.fromkeys(reasons))[:_MOST_REASONS] or ["nothing leads here"]

    def _reason(self, scene: Scene, choice: str | None, route: Route) -> str:
        """Say why a way out of a scene that is reached is never taken."""
        place = f"“{choice}” in “{scene.id}”" if choice else f"“{scene.id}”"
        if choice and (scene.id, choice) in self._never:
            return f"{place} leads here, and can never be picked"
        siblings = [each for id, each in ways_out(scene) if id == choice]
        first = route.odds is not None or route is siblings[0]
        if route.when is not None:
            never = "never holds there" if first else "never holds where no way before it does"
            return self._unmet(f"{place} leads here", route.when, never)
        if first:
            return f"{place} leads here, but an interrupt always breaks in"
        return f"{place} leads here, but another way is always taken first"

    def _unmet(self, way: str, condition: Condition, never: str) -> str:
        """Say of a way that its condition keeps everybody out; `never` says how, if not always."""
        if self._possible.can_hold(condition):
            return f"{way} only while `{condition.text}`, which {never}"
        told = self._possible.told(condition)
        return f"{way} only while `{condition.text}`, which cannot hold" + (
            f" ({told})" if told else ""
        )
