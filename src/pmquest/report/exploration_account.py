"""What exploring found, as an author reads it: what is wrong first, then the figures in words.

The sentences stand here, so that every face says the same; how bars and columns look is the
face's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Final

from msgspec import Struct

from pmquest.check.findings import to_see
from pmquest.check.scoring import bounds
from pmquest.explore.exploration import (
    Exploration,
    PlayerName,
    Road,
    Shown,
)
from pmquest.framework import ASPECTS, Grade
from pmquest.report.exploration_words import (
    all_well,
    extent,
    followed,
    judgment_range,
    named,
)
from pmquest.report.scene_map import SceneMap, scene_map
from pmquest.scenario.model import Scenario
from pmquest.scoring.clean import clean_line
from pmquest.scoring.words import chance, percent

_MOST_MET: Final = 40
"""Where so many of the scenes that are met least have been told, the others are counted."""
_MOST_SHOWN: Final = 5
"""Of more scenes with the same trouble than this the roads are left out."""
_MOST_PASTED: Final = 40
"""A road to an ending with more picks is not told; JSON has it."""
_RARE: Final = 0.05
"""An answer is almost never open where it is taken less often than this part of a fair share."""
_NOISE: Final = 1e-9
"""By how much a sum of floats may miss the 1 that it stands for."""

_PLAYERS: Final[dict[PlayerName, str]] = {
    "random": "at random",
    "first": "the first in the file",
    "longest": "the longest",
    "shortest": "the shortest",
    "always_manager": "▪ manager-level",
    "always_leader": "▲ leader-level",
    "as_called": "the level called for",
    "strong": "a best one",
}
"""Completes "Who always picks ..."."""


class Remark(Struct, frozen=True):
    """Something that an author should know."""

    text: str
    grave: bool
    """Whether it is wrong; else it is worth a look."""
    shown_by: str | None = None
    """How to see it: a command to be pasted, or the picks."""


class EndingTold(Struct, frozen=True):
    """An ending and what a player who picks at random makes of it."""

    scene: str
    title: str
    grade: Grade
    probability: float
    judgment: str
    """The range and the mean in words; "" where nothing was judged."""
    picks: int | None
    """The picks of the shortest road; None where no road was found."""
    shown_by: str | None
    """How to see that road; None also where it is too long to be pasted."""


class PlayerTold(Struct, frozen=True):
    """A player who picks by rule, and what part of the points that gives (0 to 1)."""

    who: str
    share: float | None
    bound: float | None
    """What it should not exceed (content.md); None where it has no bound."""

    @property
    def holds(self) -> bool | None:
        """Whether the bound is kept; None where there is nothing to compare."""
        if self.share is None or self.bound is None:
            return None
        return self.share <= self.bound


class Often(Struct, frozen=True):
    """Scenes that a play meets equally often."""

    visits: float | None
    """Expected visits in a play; None where nothing bounds them."""
    scenes: tuple[str, ...]

    @property
    def named(self) -> str:
        """The scenes in words, the first few of very many."""
        return named(self.scenes)


class ExplorationAccount(Struct, frozen=True):
    """An exploration in words and figures."""

    title: str
    followed: str
    """How much was followed, and whether it is all there is."""
    extent: str
    """How long plays are and what judgments they reach; "" where nothing is scored."""
    remarks: tuple[Remark, ...]
    """Grave ones first."""
    well: str
    """Said where nothing is wrong; "" where something is."""
    endings: tuple[EndingTold, ...]
    """The likeliest first."""
    no_ending: float
    """What part of plays comes to no ending (0 to 1), for a player who picks at random."""
    players: tuple[PlayerTold, ...]
    """Empty where nothing is scored."""
    often: tuple[Often, ...]
    """Those met least first, without those that are never met."""
    met_more: int
    """How many scenes are met more often than those that are told."""


def exploration_account(
    scenario: Scenario, found: Exploration, called: str | None = None
) -> ExplorationAccount:
    """Tell an exploration; `called` is what the user calls the scenario, for commands to paste."""
    teller = _Teller(scenario, found, called or scenario.id)
    remarks = sorted(teller.remarks(), key=lambda remark: not remark.grave)
    scored = any(scene.scored for scene in scenario.scenes.values())
    often, met_more = _least_met(found)
    return ExplorationAccount(
        title=clean_line(scenario.title),
        followed=followed(found),
        extent=extent(found.decisions, found.judgment) if scored else "",
        remarks=tuple(remarks),
        well="" if any(remark.grave for remark in remarks) else all_well(found, scored=scored),
        endings=tuple(teller.endings()),
        no_ending=_no_ending(found),
        players=tuple(teller.players()) if scored else (),
        often=often,
        met_more=met_more,
    )


class _Teller:
    """Tells one exploration of one scenario."""

    def __init__(self, scenario: Scenario, found: Exploration, called: str) -> None:
        self._scenario = scenario
        self._found = found
        self._called = called

    def remarks(self) -> Iterator[Remark]:
        """Give what is wrong and what is worth a look."""
        found = self._found
        yield from self._each(
            found.stuck,
            lambda scenes: f"A play can stop in {scenes} without an ending: a dead end.",
        )
        yield from self._endless()
        yield from self._missed()
        yield from self._each(
            found.no_strong, lambda scenes: f"In {scenes} a play can be offered no strong answer."
        )
        yield from self._each(
            found.no_strong_as_called,
            lambda scenes: (
                f"In {scenes} a play can be offered no strong answer at the level that "
                "the moment calls for."
            ),
        )
        yield from self._strong_ends()
        for player in self.players():
            if player.holds is False:
                share, bound = percent(player.share or 0.0), percent(player.bound or 0.0)
                told = (
                    f"Who always picks {player.who} gets {share} of the points: more than {bound}."
                )
                yield Remark(told, True)
        for aspect, road in found.unmet.items():
            told = f"A play can end without a decision on the aspect “{ASPECTS[aspect].label}”."
            yield Remark(told, False, self._see(road))
        yield from self._rare(scene_map(self._scenario, found))

    def endings(self) -> Iterator[EndingTold]:
        """Give the endings, the likeliest first."""
        endings = sorted(self._found.endings.items(), key=lambda each: -each[1].probability)
        for scene, figures in endings:
            shortest = figures.shortest
            pasted = shortest is not None and len(shortest.picks) <= _MOST_PASTED
            yield EndingTold(
                scene=scene,
                title=clean_line(self._scenario.scenes[scene].title),
                grade=figures.grade,
                probability=figures.probability,
                judgment=judgment_range(figures),
                picks=None if shortest is None else len(shortest.picks),
                shown_by=self._see(shortest) if shortest and pasted else None,
            )

    def players(self) -> Iterator[PlayerTold]:
        """Give the players, those that need not understand an answer first."""
        scored = tuple(scene for scene in self._scenario.scenes.values() if scene.scored)
        bound_of = dict(bounds(scored))
        for name, who in _PLAYERS.items():
            yield PlayerTold(who, self._found.players.get(name), bound_of.get(name))

    def _see(self, road: Road) -> str:
        return to_see(self._called, road.picks, road.seed)

    def _each(self, found: Sequence[Shown], told: Callable[[str], str]) -> Iterator[Remark]:
        """Remark on each scene with its road; on very many, on the first few and on the rest."""
        for shown in found[:_MOST_SHOWN]:
            yield Remark(told(shown.scene), True, self._see(shown.road))
        if rest := found[_MOST_SHOWN:]:
            yield Remark(told(named(shown.scene for shown in rest)), True)

    def _endless(self) -> Iterator[Remark]:
        endless = self._found.endless
        if endless:
            scenes = named(shown.scene for shown in endless)
            road = min((shown.road for shown in endless), key=lambda road: len(road.picks))
            told = f"A play can come to where nothing leads to an ending any more: {scenes}."
            yield Remark(told, True, self._see(road))

    def _missed(self) -> Iterator[Remark]:
        """Tell the scenes that nobody reaches, and the answers that are never open in others."""
        found = self._found
        missed = frozenset(found.unreachable)
        closed = [
            f"{scene}.{choice}" for scene, choice in found.never_available if scene not in missed
        ]
        if found.exact:
            scenes, answers = "Nobody can reach", "Never open, whatever is played:"
        else:
            scenes, answers = "The sample did not come to", "Never open in the sample:"
        if found.unreachable:
            yield Remark(f"{scenes} {named(map(self._name, found.unreachable))}.", found.exact)
        if closed:
            yield Remark(f"{answers} {named(closed)}.", found.exact)

    def _name(self, scene: str) -> str:
        return f"{scene} (an ending)" if self._scenario.scenes[scene].ending else scene

    def _strong_ends(self) -> Iterator[Remark]:
        for scene, road in self._found.strong_ends.items():
            grade = self._scenario.scenes[scene].ending
            where = f"in {scene}, a {grade} ending" if grade else f"at the dead end in {scene}"
            told = f"Who always picks a best answer can still end {where}."
            yield Remark(told, True, self._see(road))

    def _rare(self, drawn: SceneMap) -> Iterator[Remark]:
        rare = [
            f"{row.scene}.{answer.choice} ({chance(answer.share)})"
            for row in drawn.rows
            for answer in row.answers
            if answer.choice is not None
            and answer.met == "yes"
            and not row.dead_end  # what leads to one is not told among the ways on
            and answer.share is not None
            and answer.share * len(row.answers) < _RARE
        ]
        if rare:
            told = f"Almost never open, and so rarely taken by who picks at random: {named(rare)}."
            yield Remark(told, False)


def _no_ending(found: Exploration) -> float:
    missing = 1 - sum(figures.probability for figures in found.endings.values())
    return missing if missing > _NOISE else 0.0


def _least_met(found: Exploration) -> tuple[tuple[Often, ...], int]:
    """Put scenes that are met equally often, to what is shown, together; those met least first.

    Gives with them how many scenes are left out, where there are very many.
    """
    met = [(scene, visits) for scene, visits in found.visits.items() if visits != 0]

    def rounded(each: tuple[str, float | None]) -> float:
        return float("inf") if each[1] is None else round(each[1], 2)

    told: list[Often] = []
    counted = 0
    for _, group in groupby(sorted(met, key=rounded), rounded):
        members = list(group)
        told.append(Often(members[0][1], tuple(scene for scene, _ in members)))
        counted += len(members)
        if counted >= _MOST_MET:
            break
    return tuple(told), len(met) - counted
