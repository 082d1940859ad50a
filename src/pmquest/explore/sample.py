"""Plays taken at random, where there are too many states to follow them all.

Nothing here is known of the whole: what was not met may be there all the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from pmquest.engine.machine import Machine
from pmquest.engine.state import State
from pmquest.explore.exploration import (
    Counts,
    EndingFigures,
    Exploration,
    Flow,
    PlayerName,
    Range,
    Road,
    Sampled,
    Shown,
)
from pmquest.explore.graph import Cancelled, Cancelling
from pmquest.explore.players import (
    PLAYERS,
    attainable,
    lacks_strong,
    lacks_strong_as_called,
    points,
)
from pmquest.framework import ASPECTS, Aspect
from pmquest.scenario.model import Scene

_PLAYS: Final = 1_000
_SCENES: Final = 50_000
"""By each player: so many plays, or fewer where they meet so many scenes."""
SEED: Final = 1
_LONGEST: Final = 10_000
"""Scenes after which a play is left as it stands."""


def sample(machine: Machine, cancelled: Cancelling) -> Exploration:
    """Tell what many plays by each player met; raises Cancelled when told to stop."""
    return _Sample(machine, cancelled).exploration()


@dataclass
class _Sampled:
    """One play: what it was and what it earned."""

    seed: int
    picks: list[tuple[str, str]] = field(default_factory=list)
    aspects: set[Aspect] = field(default_factory=set)
    decisions: int = 0
    earned: int = 0
    attainable: int = 0
    end: State | None = None
    """Where it was over; None where it went on for too long."""

    @property
    def judgment(self) -> float | None:
        return self.earned / self.attainable if self.attainable else None

    @property
    def road(self) -> Road:
        return Road(tuple(self.picks), self.seed)


class _Sample:
    def __init__(self, machine: Machine, cancelled: Cancelling) -> None:
        self._machine = machine
        self._cancelled = cancelled
        self._dice = np.random.Generator(np.random.PCG64(SEED))
        self._states: set[State] = set()
        self._visits: Counter[str] = Counter()
        self._flows: Counter[tuple[str, str | None, str]] = Counter()
        self._open: dict[str, set[str]] = defaultdict(set)
        self._lacking: dict[str, Road] = {}
        self._lacking_as_called: dict[str, Road] = {}

    def exploration(self) -> Exploration:
        """Play every player's plays, the random player's first and for most of the figures."""
        plays: list[_Sampled] = []
        while len(plays) < _PLAYS and self._visits.total() < _SCENES:
            plays.append(self._play("random", len(plays)))
        count = len(plays)
        visits, flows, open_choices = self._visits.copy(), self._flows.copy(), dict(self._open)
        others: dict[PlayerName, list[_Sampled]] = {
            name: plays if name == "random" else self._plays(name, count) for name in PLAYERS
        }
        ended = [play for play in plays if self._ending(play)]
        scenes = self._machine.scenario.scenes
        return Exploration(
            scenario=self._machine.scenario.id,
            states=len(self._states),
            paths=None,
            visits={scene: visits[scene] / count for scene in scenes},
            unreachable=tuple(scene for scene in scenes if not visits[scene]),
            never_available=tuple(
                (scene.id, choice)
                for scene in scenes.values()
                for choice in scene.choices
                if choice not in open_choices.get(scene.id, ())
            ),
            stuck=self._stuck(plays),
            endless=(),
            endings=self._endings(plays),
            judgment=_range(ended),
            decisions=_counts(ended),
            players={name: _ratio(their) for name, their in others.items()},
            no_strong=self._shown(self._lacking),
            no_strong_as_called=self._shown(self._lacking_as_called),
            unmet=self._unmet(ended),
            strong_ends=self._strong_ends(others["strong"]),
            flows=tuple(
                Flow(*way, taken / count) for way, taken in sorted(flows.items(), key=self._order)
            ),
            sampled=Sampled(count, SEED),
        )

    def _plays(self, player: PlayerName, count: int) -> list[_Sampled]:
        """Play so many times; after a play that does not end nothing is left to learn."""
        plays: list[_Sampled] = []
        while len(plays) < count and not (plays and plays[-1].end is None):
            plays.append(self._play(player, len(plays)))
        return plays

    def _play(self, player: PlayerName, seed: int) -> _Sampled:
        """Play once; raises Cancelled when told to stop."""
        if self._cancelled():
            raise Cancelled
        machine, play = self._machine, _Sampled(seed)
        state = machine.start()
        for _ in range(_LONGEST):
            scene = machine.scenes[state.scene]
            self._states.add(state)
            self._visits[scene.id] += state.stopped is None
            if scene.ending or machine.dead_end(state) is not None:
                play.end = state
                break
            choice: int | None = None
            if machine.passes(state):
                following = machine.go_on(state, seed)
            else:
                choice = self._pick(player, scene, state, play)
                following = machine.step(state, choice, seed)
            if following.stopped is None:
                name = None if choice is None else tuple(scene.choices)[choice]
                self._flows[scene.id, name, machine.scenes[following.scene].id] += 1
            state = following
        return play

    def _pick(self, player: PlayerName, scene: Scene, state: State, play: _Sampled) -> int:
        """Choose, and note what the choice earns."""
        open_choices = self._machine.selectable(state)
        choices = tuple(scene.choices.values())
        self._open[scene.id].update(choices[each].id for each in open_choices)
        if lacks_strong(scene, open_choices):
            _keep_shorter(self._lacking, scene, play)
        if lacks_strong_as_called(scene, open_choices):
            _keep_shorter(self._lacking_as_called, scene, play)
        among: Sequence[int] = PLAYERS[player](scene, open_choices)
        chosen = among[int(self._dice.integers(len(among)))]
        play.picks.append((scene.id, choices[chosen].id))
        if scene.aspect is not None:
            play.aspects.add(scene.aspect)
            play.decisions += 1
        play.earned += scene.weight * points(choices[chosen])
        play.attainable += attainable(scene, open_choices)
        return chosen

    def _ending(self, play: _Sampled) -> Scene | None:
        """The ending to which a play came."""
        if play.end is None or self._machine.dead_end(play.end) is not None:
            return None
        return self._machine.scenes[play.end.scene]

    def _stuck(self, plays: list[_Sampled]) -> tuple[Shown, ...]:
        found: dict[str, Road] = {}
        for play in plays:
            if play.end is not None and self._ending(play) is None:
                _keep_shorter(found, self._machine.scenes[play.end.scene], play)
        return self._shown(found)

    def _endings(self, plays: list[_Sampled]) -> dict[str, EndingFigures]:
        figures = {}
        for scene in self._machine.scenes:
            if scene.ending is None:
                continue
            here = [play for play in plays if self._ending(play) is scene]
            figures[scene.id] = EndingFigures(
                grade=scene.ending,
                probability=len(here) / len(plays),
                judgment=_range(here),
                mean=_ratio(here),
                shortest=_shortest(here).road if here else None,
            )
        return figures

    def _unmet(self, ended: list[_Sampled]) -> dict[Aspect, Road]:
        asked = {scene.aspect for scene in self._machine.scenes if scene.scored}
        found = {}
        for aspect in ASPECTS:
            without = [play for play in ended if aspect not in play.aspects]
            if aspect in asked and without:
                found[aspect] = _shortest(without).road
        return found

    def _strong_ends(self, plays: list[_Sampled]) -> dict[str, Road]:
        found: dict[str, Road] = {}
        for play in plays:
            ending = self._ending(play)
            if play.end is not None and (ending is None or ending.ending != "good"):
                _keep_shorter(found, self._machine.scenes[play.end.scene], play)
        return {shown.scene: shown.road for shown in self._shown(found)}

    def _shown(self, found: dict[str, Road]) -> tuple[Shown, ...]:
        """In the order of the file."""
        return tuple(
            Shown(scene, found[scene]) for scene in self._machine.scenario.scenes if scene in found
        )

    def _order(self, item: tuple[tuple[str, str | None, str], int]) -> tuple[int, int, int]:
        (source, choice, target), _ = item
        numbers = self._machine.tables.scene_numbers
        scene = self._machine.scenario.scenes[source]
        place = -1 if choice is None else tuple(scene.choices).index(choice)
        return numbers[source], place, numbers[target]


def _keep_shorter(found: dict[str, Road], scene: Scene, play: _Sampled) -> None:
    """Note the picks of a play so far, where they are fewer than those that are known."""
    known = found.get(scene.id)
    if known is None or len(play.picks) < len(known.picks):
        found[scene.id] = play.road


def _shortest(plays: list[_Sampled]) -> _Sampled:
    return min(plays, key=lambda play: len(play.picks))


def _range(plays: list[_Sampled]) -> Range:
    judgments = [play.judgment for play in plays if play.judgment is not None]
    return Range(min(judgments, default=None), max(judgments, default=None))


def _counts(plays: list[_Sampled]) -> Counts:
    decisions = [play.decisions for play in plays]
    return Counts(min(decisions, default=None), max(decisions, default=None))


def _ratio(plays: list[_Sampled]) -> float | None:
    """Points over attainable points; None where some play did not come to an end."""
    if any(play.end is None for play in plays):
        return None
    most = sum(play.attainable for play in plays)
    return sum(play.earned for play in plays) / most if most else None
