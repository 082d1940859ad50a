"""The scenes of a scenario in the order in which they are read, and how far each is set in.

A scene comes after the scenes that lead to it, as far as roads do not run in circles. It is set
in under a scene where every road to it passes that scene (interrupts apart, which break in
anywhere); where roads that parted meet again, the story goes on as far in as it was before they
parted. So a straight run of any length stands
at one depth, and since what is set in holds at most half of the scenes that follow (but for the
first few steps), even 5,000 scenes are never more than about sixteen steps deep.

"Every road to it passes that scene" is the dominator of flow graphs; it is found here by the
semi-dominator method of Lengauer and Tarjan in the form of Georgiadis ("Semi-NCA", 2005).
Nothing recurses: a story may be 5,000 scenes deep.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from pmquest.scenario.model import RESUME, Scenario, Scene

Part = Literal["story", "interrupt", "nowhere"]
"""Whether a scene is first come upon from the start or from an interrupt, or no way leads to it."""

Targets: TypeAlias = Mapping[str, Sequence[str]]
"""By scene, the scenes to which its ways lead."""

_HALF: Final = 0.5
"""What holds more than this part of the scenes under a scene goes on at its depth."""

_MOST: Final = 0.8
_ROOMY: Final = 4
"""Where roads meet again after it, a branch of up to this part of them, and no deeper than this,
is set in all the same: so it stands as its smaller sisters do."""


class Place(Struct, frozen=True):
    """Where a scene stands in the reading."""

    scene: str
    depth: int
    """How far it is set in: 0 or more. Every road to it from where reading began passes the
    nearest place above it that is set in less."""
    part: Part


def reading_order(scenario: Scenario) -> tuple[Place, ...]:
    """Put every scene in its place: the story, then the interrupts, then what nothing leads to."""
    targets = {scene.id: targets_of(scene) for scene in scenario.scenes.values()}
    ranks = {scene: number for number, scene in enumerate(scenario.scenes)}
    placed: dict[str, Place] = {}
    for root, part in _roots(scenario, targets, placed):
        if root not in placed:
            tree = _Tree(root, targets, placed, ranks)
            placed.update((scene, Place(scene, depth, part)) for scene, depth in tree.rows())
    return tuple(placed.values())


def targets_of(scene: Scene) -> tuple[str, ...]:
    """Give the scenes to which the ways of a scene lead as they are written, each once."""
    routes = [choice.to or scene.to for choice in scene.choices.values()] or [scene.to]
    found = dict.fromkeys(route.scene for to in routes for route in to)
    return tuple(target for target in found if target != RESUME)


def _roots(
    scenario: Scenario, targets: Targets, placed: Mapping[str, Place]
) -> Iterator[tuple[str, Part]]:
    """Give the scenes from which reading begins; what is placed grows between them."""
    yield scenario.start or next(iter(scenario.scenes)), "story"
    for interrupt in scenario.interrupts:
        yield interrupt.to, "interrupt"
    rest = [scene for scene in scenario.scenes if scene not in placed]
    led_to = {target for scene in rest for target in targets[scene] if target != scene}
    for scene in (*(each for each in rest if each not in led_to), *rest):
        yield scene, "nowhere"


class _Tree:
    """The scenes that can be come to from one root and are not placed yet, by their dominators.

    Scenes are numbered as a walk into the depth meets them; 0 is the root.
    """

    def __init__(
        self, root: str, targets: Targets, placed: Mapping[str, Place], ranks: Mapping[str, int]
    ) -> None:
        self._scenes: list[str] = []
        self._parents: list[int] = []
        numbers = self._walk(root, targets, placed)
        self._ranks = [ranks[scene] for scene in self._scenes]
        self._sources: list[list[int]] = [[] for _ in self._scenes]
        for number, scene in enumerate(self._scenes):
            for target in targets[scene]:
                if target in numbers and target != scene:
                    self._sources[numbers[target]].append(number)
        self._above = _dominators(self._parents, self._sources)
        self._under: list[list[int]] = [[] for _ in self._scenes]
        self._sizes = [1] * len(self._scenes)
        for number in range(len(self._scenes) - 1, 0, -1):
            self._under[self._above[number]].append(number)
            self._sizes[self._above[number]] += self._sizes[number]

    def _walk(self, root: str, targets: Targets, placed: Mapping[str, Place]) -> dict[str, int]:
        """Number the scenes, and note from which each was first come to."""
        numbers: dict[str, int] = {}
        trail: list[tuple[int, Iterator[str]]] = []

        def enter(scene: str, parent: int) -> None:
            numbers[scene] = len(self._scenes)
            self._scenes.append(scene)
            self._parents.append(parent)
            trail.append((numbers[scene], iter(targets[scene])))

        enter(root, 0)
        while trail:
            number, rest = trail[-1]
            for target in rest:
                if target not in numbers and target not in placed:
                    enter(target, number)
                    break
            else:
                trail.pop()
        return numbers

    def rows(self) -> Iterator[tuple[str, int]]:
        """Give each scene with its depth, in the order of reading."""
        entered = self._entered()
        waiting = [(0, 0)]
        while waiting:
            number, depth = waiting.pop()
            yield self._scenes[number], depth
            waiting += reversed(self._laid_out(number, depth, entered))

    def _entered(self) -> list[int]:
        """Count the scenes so that all that stands under one follows it without a gap."""
        entered, count = [0] * len(self._scenes), 0
        waiting = [0]
        while waiting:
            number = waiting.pop()
            entered[number] = count = count + 1
            waiting += reversed(self._under[number])
        return entered

    def _laid_out(self, number: int, depth: int, entered: Sequence[int]) -> list[tuple[int, int]]:
        """Put what stands under a scene in order, each with its depth."""
        if len(self._under[number]) < 2:
            return [(each, depth) for each in self._under[number]]
        beside, meeting = self._in_order(number, entered)
        main = max(beside, key=self._sizes.__getitem__)
        later = {main}
        for each in beside:
            if not meeting[each].isdisjoint(later):
                later.add(each)
        part = self._sizes[main] / self._sizes[number]
        parts_and_meets = len(later) > 1 and not meeting[main] and part <= _MOST and depth < _ROOMY
        if part > _HALF and not parts_and_meets:
            level = later
        else:
            level = {each for each in beside if meeting[each]}
        aside = [(each, depth + 1) for each in beside if each not in level]
        return [*aside, *((each, depth) for each in beside if each in level)]

    def _in_order(
        self, above: int, entered: Sequence[int]
    ) -> tuple[list[int], dict[int, set[int]]]:
        """Put what stands under a scene in the order of the file, as far as roads allow.

        Gives with it, for each, those before it from whose parts a way leads to it.
        """
        beside = self._under[above]
        entries = [entered[each] for each in beside]
        leading: dict[int, set[int]] = {}
        for each in beside:
            sources = (entered[source] for source in self._sources[each] if source != above)
            parts = {beside[bisect_right(entries, source) - 1] for source in sources}
            leading[each] = parts - {each}
        ordered = _sorted_by_roads(leading, self._ranks)
        before: set[int] = set()
        for each in ordered:
            leading[each] &= before
            before.add(each)
        return ordered, leading


def _sorted_by_roads(leading: Mapping[int, set[int]], ranks: Sequence[int]) -> list[int]:
    """Put each after those that lead to it, of several the one of least rank; in a circle, too."""
    missing = {each: len(leads) for each, leads in leading.items()}
    led_to: dict[int, list[int]] = {each: [] for each in leading}
    for each, leads in leading.items():
        for lead in leads:
            led_to[lead].append(each)
    by_rank = sorted(leading, key=ranks.__getitem__, reverse=True)
    ready = [(ranks[each], each) for each in leading if not missing[each]]
    heapify(ready)
    ordered: dict[int, None] = {}
    while len(ordered) < len(leading):
        while not ready:  # a circle: it is entered where it stands first in the file
            each = by_rank.pop()
            if each not in ordered:
                ready.append((ranks[each], each))
        _, each = heappop(ready)
        if each not in ordered:
            ordered[each] = None
            for target in led_to[each]:
                missing[target] -= 1
                if not missing[target]:
                    heappush(ready, (ranks[target], target))
    return list(ordered)


def _dominators(parents: Sequence[int], sources: Sequence[Sequence[int]]) -> list[int]:
    """Give for each number the nearest one that every road from 0 to it passes; 0 for 0.

    Numbers are those of a walk into the depth, of which `parents` is the tree; `sources` are
    the numbers from which each can be come to.
    """
    total = len(parents)
    semi = list(range(total))
    label = list(range(total))
    ancestor = list(parents)

    def lowest(number: int, linked: int) -> int:
        """The label of the path above a number, as far as it is linked; the path is folded."""
        path = []
        while ancestor[number] >= linked:
            path.append(number)
            number = ancestor[number]
        best = label[number]
        for each in reversed(path):
            ancestor[each] = ancestor[number]
            if semi[best] < semi[label[each]]:
                label[each] = best
            else:
                best = label[each]
        return best

    for number in range(total - 1, 0, -1):
        semi[number] = parents[number]
        for source in sources[number]:
            semi[number] = min(semi[number], semi[lowest(source, number + 1)])
    above = list(parents)
    for number in range(1, total):
        while above[number] > semi[number]:
            above[number] = above[above[number]]
    return above
