"""The map of a scenario: its scenes in the order of reading, and every way on from each.

One value serves every face: the tree and the diagrams of `pmquest map`, its JSON, and the map
that is walked at the author's desk. With an exploration it says how often each scene is met and
each way taken by a player who picks at random among the selectable, and what nobody can reach.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from pmquest.explore.exploration import Exploration, Flow
from pmquest.framework import CalledLevel, Grade, Judgment, Level
from pmquest.report.reading_order import Part, Place, reading_order, targets_of
from pmquest.scenario.expression import Condition
from pmquest.scenario.model import RESUME, Choice, Route, Scenario, Scene
from pmquest.scoring.clean import clean_line

Met = Literal["yes", "no", "not-in-sample", "unknown"]
"""Whether some play meets a scene or can take an answer; `no` is proven, `unknown` is what has
not been explored."""

WayKind = Literal["scene", "resume", "interrupt"]
Direction = Literal["next", "down", "up"]

_CLOSED: Final[dict[Met, str]] = {"no": "✗ never open", "not-in-sample": "not in the sample"}


class Way(Struct, frozen=True):
    """One place to which an answer, or a continue, can lead."""

    kind: WayKind
    """As written in the file; back to where an interrupt broke in; or an interrupt that broke in
    here on some play, which only an exploration knows."""
    target: str | None
    """The scene; None for a resume."""
    direction: Direction | None
    """Where the target stands in the map: in the next row, further down or up; None for a
    resume."""
    when: str
    """The condition as written, "" where there is none."""
    otherwise: bool
    """Whether it is the last of a conditional list, for when no other condition holds."""
    odds: tuple[int, int] | None
    """Its weight in a draw and the sum of the weights, where chance decides."""
    share: float | None
    """Which part of the visits to the scene goes this way (0 to 1); None where not known."""

    @property
    def in_words(self) -> str:
        """Where it leads: "friday", "purse breaks in", "back to where it broke in"."""
        if self.target is None:
            return "back to where it broke in"
        return f"{self.target} breaks in" if self.kind == "interrupt" else self.target

    @property
    def decided_by(self) -> tuple[str, ...]:
        """What decides about it: "2 in 3", "if trust > 40", "otherwise"."""
        told = (
            f"{self.odds[0]} in {self.odds[1]}" if self.odds else "",
            f"if {self.when}" if self.when else "",
            "otherwise" if self.otherwise else "",
        )
        return tuple(filter(None, told))


class Answer(Struct, frozen=True):
    """A choice of a scene, or its continue, with all the ways on from it."""

    choice: str | None
    """None for a continue."""
    text: str
    """The choice's text on one line; "" for a continue."""
    level: Level | None
    judgment: Judgment | None
    when: str
    """The condition under which it is offered, as written; "" where there is none."""
    once: bool
    met: Met
    share: float | None
    """Which part of the visits to the scene goes on by it (0 to 1); None where not known."""
    ways: tuple[Way, ...]
    trouble: str
    """What is wrong with it, in words; "" where nothing is, or already with its whole scene."""


class MapRow(Struct, frozen=True):
    """A scene of the map."""

    scene: str
    title: str
    """On one line."""
    depth: int
    """How far it is set in, 0 to about 16 (`pmquest.report.reading_order`): interrupts apart,
    every road to it passes the nearest row above that is set in less."""
    part: Part
    """Rows of one part stand together: the story, what interrupts lead to, what nothing does."""
    calls_for: CalledLevel | None
    """None where the scene is not scored."""
    grade: Grade | None
    """Of an ending; None for any other scene."""
    met: Met
    visits: float | None
    """Expected visits in a play; None where not explored or without bound."""
    dead_end: bool
    """Whether a play can come to a dead end here, as far as was explored."""
    endless: bool
    """Whether a play can be here with no ending and no dead end ahead, as far as was explored."""
    via: tuple[str, ...]
    """The scenes from which a written way leads here, in the order of the map."""
    answers: tuple[Answer, ...]
    common: tuple[Way, ...]
    """The ways on where all answers have the same, told once, with the shares of all; empty where
    the answers part."""

    @property
    def scored(self) -> bool:
        """Whether its answers count in the score."""
        return self.calls_for is not None

    @property
    def troubles(self) -> tuple[str, ...]:
        """What is wrong with it, in words."""
        told = (
            "✗ unreachable" if self.met == "no" else "",
            "not in the sample" if self.met == "not-in-sample" else "",
            "✗ dead end" if self.dead_end else "",
            "✗ no way out" if self.endless else "",
        )
        return tuple(filter(None, told))


class Break(Struct, frozen=True):
    """An interrupt: it breaks in after any pick, once in a play."""

    when: str
    target: str
    expected: float | None
    """How many times in a play an interrupt breaks in with this scene; None where not known."""


class SceneMap(Struct, frozen=True):
    """A whole scenario as a map."""

    scenario: str
    title: str
    explored: bool
    """Whether it was explored; `met` and the figures are those of the exploration."""
    exact: bool
    """Whether every road was followed; False also where it was not explored."""
    rows: tuple[MapRow, ...]
    """Every scene once, in the order of reading."""
    interrupts: tuple[Break, ...]


def scene_map(scenario: Scenario, exploration: Exploration | None = None) -> SceneMap:
    """Draw up the map of a scenario, with the figures of its exploration where there is one."""
    surveyor = _Surveyor(scenario, exploration)
    return SceneMap(
        scenario=scenario.id,
        title=clean_line(scenario.title),
        explored=exploration is not None,
        exact=exploration is not None and exploration.exact,
        rows=tuple(map(surveyor.row, surveyor.places)),
        interrupts=tuple(surveyor.breaks()),
    )


class _Surveyor:
    """What is looked up for every row of one map."""

    def __init__(self, scenario: Scenario, exploration: Exploration | None) -> None:
        self._scenario = scenario
        self._exploration = exploration
        self.places = reading_order(scenario)
        self._rank = {place.scene: number for number, place in enumerate(self.places)}
        self._via: dict[str, list[str]] = {scene: [] for scene in scenario.scenes}
        for place in self.places:
            for target in targets_of(scenario.scenes[place.scene]):
                self._via[target].append(place.scene)
        self._breaking_in = {interrupt.to for interrupt in scenario.interrupts}
        self._flows: dict[tuple[str, str | None], dict[str, Flow]] = {}
        for flow in exploration.flows if exploration else ():
            self._flows.setdefault((flow.scene, flow.choice), {})[flow.target] = flow
        self._unreachable = frozenset(exploration.unreachable if exploration else ())
        self._never = frozenset(exploration.never_available if exploration else ())
        self._dead_ends = {shown.scene for shown in exploration.stuck} if exploration else set()
        self._endless = {shown.scene for shown in exploration.endless} if exploration else set()

    def row(self, place: Place) -> MapRow:
        """Give the row of one place."""
        scene = self._scenario.scenes[place.scene]
        met = self._met(place.scene in self._unreachable, led_to=place.part != "nowhere")
        answers = tuple(self._answers(scene, met))
        own_ways = [choice.to for choice in scene.choices.values()]
        return MapRow(
            scene=scene.id,
            title=clean_line(scene.title),
            depth=place.depth,
            part=place.part,
            calls_for=scene.calls_for,
            grade=scene.ending,
            met=met,
            visits=self._visits(scene.id),
            dead_end=scene.id in self._dead_ends,
            endless=scene.id in self._endless,
            via=tuple(self._via[scene.id]),
            answers=answers,
            common=tuple(self._common(answers)) if not any(own_ways) else (),
        )

    def breaks(self) -> Iterator[Break]:
        """Give the interrupts, in the order in which they are looked at."""
        broke_in: dict[str, list[Flow]] = {}
        for (scene, choice), found in self._flows.items():
            for flow in found.values():
                if self._kind(self._scenario.scenes[scene], choice, flow.target) == "interrupt":
                    broke_in.setdefault(flow.target, []).append(flow)
        for interrupt in self._scenario.interrupts:
            expected = self._sum(broke_in.get(interrupt.to, ()))
            yield Break(_written(interrupt.when), interrupt.to, expected)

    def _met(self, missed: bool, *, led_to: bool) -> Met:
        if not led_to:
            return "no"
        if self._exploration is None:
            return "unknown"
        if not missed:
            return "yes"
        return "no" if self._exploration.exact else "not-in-sample"

    def _visits(self, scene: str) -> float | None:
        return self._exploration.visits.get(scene) if self._exploration else None

    def _answers(self, scene: Scene, met: Met) -> Iterator[Answer]:
        for choice in scene.choices.values():
            yield self._answer(scene, choice, met)
        if scene.to and not scene.choices:
            yield self._answer(scene, None, met)

    def _answer(self, scene: Scene, choice: Choice | None, scene_met: Met) -> Answer:
        met = scene_met
        if choice is not None:
            missed = (scene.id, choice.id) in self._never
            met = self._met(missed, led_to=scene_met != "no")
        flows = self._flows.get((scene.id, choice.id if choice else None), {})
        return Answer(
            choice=choice.id if choice else None,
            text=clean_line(choice.text) if choice else "",
            level=choice.level if choice else None,
            judgment=choice.judgment if choice else None,
            when=_written(choice.when if choice else None),
            once=choice.once if choice else False,
            met=met,
            share=self._share(scene.id, self._sum(flows.values())),
            ways=tuple(self._ways(scene, choice, flows)),
            trouble=_CLOSED.get(met, "") if scene_met == "yes" else "",
        )

    def _ways(
        self, scene: Scene, choice: Choice | None, flows: Mapping[str, Flow]
    ) -> Iterator[Way]:
        """Give the ways as written, each target once, then the interrupts that broke in."""
        routes = _routes(scene, choice)
        by_target: dict[str, list[Route]] = {}
        for route in routes:
            by_target.setdefault(route.scene, []).append(route)
        total = sum(route.odds or 0 for route in routes)
        conditional = not total and len(by_target) > 1
        kinds = {to: self._kind(scene, choice.id if choice else None, to) for to in flows}
        for target, same in by_target.items():
            kind: WayKind = "resume" if target == RESUME else "scene"
            if kind == "resume":
                taken = [flow for to, flow in flows.items() if kinds[to] == "resume"]
            else:
                taken = [flow for to, flow in flows.items() if to == target]
            odds = sum(route.odds or 0 for route in same)
            yield Way(
                kind=kind,
                target=None if kind == "resume" else target,
                direction=None if kind == "resume" else self._direction(scene.id, target),
                when=_either(same),
                otherwise=conditional and routes[-1] in same,
                odds=(odds, total) if total else None,
                share=self._share(scene.id, self._sum(taken)),
            )
        for to, flow in flows.items():
            if kinds[to] == "interrupt":
                yield Way(
                    kind="interrupt",
                    target=to,
                    direction=self._direction(scene.id, to),
                    when="",
                    otherwise=False,
                    odds=None,
                    share=self._share(scene.id, flow.expected),
                )

    def _common(self, answers: Iterable[Answer]) -> Iterator[Way]:
        """Put the ways of answers that lead on alike together, interrupts last."""
        same: dict[tuple[WayKind, str | None], list[Way]] = {}
        for answer in answers:
            for way in answer.ways:
                same.setdefault((way.kind, way.target), []).append(way)
        for ways in sorted(same.values(), key=lambda ways: ways[0].kind == "interrupt"):
            shares = [way.share for way in ways if way.share is not None]
            whole = sum(shares) if len(shares) == len(ways) else None
            yield replace(ways[0], share=whole)

    def _kind(self, scene: Scene, choice: str | None, target: str) -> WayKind:
        """Tell how a play came from a scene to a target: as written, by resume or interrupted."""
        routes = _routes(scene, scene.choices[choice] if choice is not None else None)
        written = {route.scene for route in routes}
        if target in written:
            return "scene"
        if RESUME in written and target not in self._breaking_in:
            return "resume"
        return "interrupt"

    def _direction(self, scene: str, target: str) -> Direction:
        steps = self._rank[target] - self._rank[scene]
        return "next" if steps == 1 else "down" if steps > 1 else "up"

    def _sum(self, flows: Iterable[Flow]) -> float | None:
        """Add up how often ways are taken; None where one is without bound or not explored."""
        if self._exploration is None:
            return None
        total = 0.0
        for flow in flows:
            if flow.expected is None:
                return None
            total += flow.expected
        return total

    def _share(self, scene: str, expected: float | None) -> float | None:
        visits = self._visits(scene)
        return None if expected is None or not visits else min(1.0, expected / visits)


def _routes(scene: Scene, choice: Choice | None) -> tuple[Route, ...]:
    return (choice.to if choice else ()) or scene.to


def _written(condition: Condition | None) -> str:
    return clean_line(condition.text) if condition else ""


def _either(routes: list[Route]) -> str:
    """Write the conditions of routes to one target; "" where one of them has none."""
    texts = [_written(route.when) for route in routes]
    if not all(texts):
        return ""
    return texts[0] if len(texts) == 1 else " or ".join(f"({text})" for text in texts)
