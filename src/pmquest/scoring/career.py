"""The career: what all plays together show, and the title they earned (scoring.md).

A pure fold: whoever keeps the plays hands in the evidence and the endings, each with a number
that says when. Replays from a decision, previews and workshop votes are never handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from pmquest.engine.play import Decision
from pmquest.framework import (
    ASPECTS,
    DONE_WELL,
    LEVELS,
    POINTS,
    RESPONSIBILITIES,
    TITLES,
    Aspect,
    CalledLevel,
    Judgment,
    Level,
    Responsibility,
    ResponsibilityInfo,
    TitleInfo,
)
from pmquest.scenario.model import Scenario
from pmquest.scoring.ladder import (
    Requirement,
    Standing,
    missing_in_words,
    requirements,
    rung_reached,
)
from pmquest.scoring.moments import moment
from pmquest.scoring.score import TwoByTwo, ratio, sign, two_by_two
from pmquest.scoring.words import NOT_SEEN, counted, lean_in_words, percent


class Evidence(Struct, frozen=True):
    """One scored pick as the career sees it."""

    scenario: str
    scene: str
    aspect: Aspect
    calls_for: CalledLevel
    level: Level
    judgment: Judgment
    best: Judgment
    """The best judgment among the choices that were selectable."""
    responsibility: Responsibility | None
    """The responsibility that the best road takes up, where the author named one."""
    weight: int
    when: float
    """A number that grows with time, such as a time stamp or a place in the journal."""
    was: tuple[str, ...] = ()
    """Earlier ids of the scene."""

    @property
    def well(self) -> bool:
        """Whether the pick was strong or sound."""
        return self.judgment in DONE_WELL

    @property
    def hit(self) -> bool:
        """Whether the pick was done well at the level that the moment called for."""
        return self.well and self.level == self.calls_for


class Finished(Struct, frozen=True):
    """A play of a scenario reached an ending."""

    scenario: str
    when: float
    """On the same scale as `Evidence.when`."""


class LeanPoint(Struct, frozen=True):
    """How the lean over all evidence so far stood after one piece of it."""

    when: float
    lean: float


class CareerAspect(Struct, frozen=True):
    """One of the five aspects over all plays; lean and judgment are None where not seen."""

    aspect: Aspect
    decisions: int
    lean: float | None
    judgment: float | None
    history: tuple[LeanPoint, ...]
    """One point for each piece of evidence on this aspect, in order of time."""

    @property
    def label(self) -> str:
        """The name of the aspect."""
        return ASPECTS[self.aspect].label

    @property
    def lean_in_words(self) -> str:
        """The lean: "38 % manager · 62 % leader", or "not seen"."""
        return lean_in_words(self.lean)

    @property
    def decisions_in_words(self) -> str:
        """How much it rests on: "3 decisions", or "not seen"."""
        return counted(self.decisions, "decision") if self.decisions else NOT_SEEN


class ResponsibilityStanding(Struct, frozen=True):
    """How well the moments went whose best road took up one responsibility."""

    info: ResponsibilityInfo
    moments: int
    judgment: float | None
    """Points over the best that was selectable, 0 to 1; None where not seen."""

    @property
    def in_words(self) -> str:
        """The judgment and what it rests on: "62 % over 4 moments", or "not seen"."""
        if self.judgment is None:
            return NOT_SEEN
        return f"{percent(self.judgment)} over {counted(self.moments, 'moment')}"


class Rung(Struct, frozen=True):
    """One title of the ladder, as this career stands to it."""

    title: TitleInfo
    reached: bool
    current: bool


class Career(Struct, frozen=True):
    """What all plays together show. A figure with nothing under it is None."""

    title: TitleInfo
    """The highest title that was ever reached; it stays."""
    next_title: TitleInfo | None
    """The title after it; None at the top."""
    requirements: tuple[Requirement, ...]
    """What the next title asks, column by column; empty at the top."""
    decisions: int
    """How many pieces of evidence there are."""
    scenarios: int
    """How many different scenarios were played, to an ending or not."""
    finished: int
    """How many different scenarios were played to an ending."""
    lean: float | None
    judgment: float | None
    history: tuple[LeanPoint, ...]
    """The lean over time, one point for each piece of evidence."""
    aspects: tuple[CareerAspect, ...]
    """All five, in the order of the teaching model."""
    called: TwoByTwo
    """The two-by-two over all: called for, then answered."""
    responsibilities: tuple[ResponsibilityStanding, ...]
    """All ten, in the order of the teaching model."""
    strongest: ResponsibilityStanding | None
    """None where no responsibility was seen."""
    weakest: ResponsibilityStanding | None
    """None where none went worse than the strongest."""

    @property
    def ladder(self) -> tuple[Rung, ...]:
        """Every title, lowest first."""
        now = TITLES.index(self.title)
        return tuple(Rung(title, rung <= now, rung == now) for rung, title in enumerate(TITLES))

    @property
    def next_in_words(self) -> str:
        """What the next title still takes, in a sentence."""
        if self.next_title is None:
            return "You have reached the top of the ladder."
        missing = missing_in_words(self.requirements)
        return f"{self.next_title.label} still asks for {missing}."

    @property
    def lean_in_words(self) -> str:
        """The lean over all: "38 % manager · 62 % leader", or "not seen"."""
        return lean_in_words(self.lean)

    @property
    def judgment_in_words(self) -> str:
        """The judgment over all: "61 % over 24 decisions", or "not seen"."""
        if self.judgment is None:
            return NOT_SEEN
        return f"{percent(self.judgment)} over {counted(self.decisions, 'decision')}"

    @property
    def played_in_words(self) -> str:
        """How much was played: "3 scenarios played · 2 finished"."""
        return f"{counted(self.scenarios, 'scenario')} played · {self.finished} finished"


def evidence_of(scenario: Scenario, decision: Decision, when: float) -> Evidence | None:
    """Make evidence of one pick; None where it is narrative.

    Raises KeyError where the decision is not of this scenario.
    """
    seen = moment(scenario, decision)
    if seen.keys is None:
        return None
    return Evidence(
        scenario=scenario.id,
        scene=seen.scene.id,
        aspect=seen.keys.aspect,
        calls_for=seen.keys.calls_for,
        level=seen.keys.level,
        judgment=seen.keys.judgment,
        best=seen.best.judgment or seen.keys.judgment,
        responsibility=seen.best.responsibility,
        weight=seen.weight,
        when=when,
        was=seen.scene.was,
    )


def career(evidence: Iterable[Evidence], finished: Iterable[Finished]) -> Career:
    """Fold evidence and endings, in any order, into a career.

    Of each scene of a scenario the earliest pick counts, whatever the scene was called then.
    Titles are judged after every piece of evidence and every ending, in order of time; at the
    same time, evidence comes first.
    """
    counted_evidence = _earliest(evidence)
    endings = sorted(finished, key=lambda ending: ending.when)
    rung = _highest_rung(counted_evidence, endings)
    next_title = TITLES[rung + 1] if rung + 1 < len(TITLES) else None
    ended = {ending.scenario for ending in endings}
    now = Standing({level: _hits(counted_evidence, level) for level in LEVELS}, len(ended))
    responsibilities = tuple(
        _responsibility(info, counted_evidence) for info in RESPONSIBILITIES.values()
    )
    strongest, weakest = _extremes(responsibilities)
    return Career(
        title=TITLES[rung],
        next_title=next_title,
        requirements=requirements(next_title, now) if next_title else (),
        decisions=len(counted_evidence),
        scenarios=len({each.scenario for each in counted_evidence} | ended),
        finished=now.finished,
        lean=_lean(counted_evidence),
        judgment=_judgment(counted_evidence),
        history=_history(counted_evidence),
        aspects=tuple(_aspect(aspect, counted_evidence) for aspect in ASPECTS),
        called=two_by_two((each.calls_for, each.level, each.well, 1) for each in counted_evidence),
        responsibilities=responsibilities,
        strongest=strongest,
        weakest=weakest,
    )


def _earliest(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    earliest = []
    met: set[tuple[str, str]] = set()
    for each in sorted(evidence, key=lambda each: each.when):
        names = {(each.scenario, scene) for scene in (each.scene, *each.was)}
        if met.isdisjoint(names):
            earliest.append(each)
        met |= names
    return tuple(earliest)


def _hits(evidence: Iterable[Evidence], level: Level) -> list[bool]:
    return [each.hit for each in evidence if each.calls_for == level]


def _highest_rung(evidence: Sequence[Evidence], endings: Sequence[Finished]) -> int:
    hits: dict[Level, list[bool]] = {level: [] for level in LEVELS}
    scenarios: set[str] = set()
    highest = 0
    events: list[Evidence | Finished] = [*evidence, *endings]
    for event in sorted(events, key=lambda event: event.when):
        if isinstance(event, Finished):
            scenarios.add(event.scenario)
        elif event.calls_for != "either":
            hits[event.calls_for].append(event.hit)
        highest = max(highest, rung_reached(Standing(dict(hits), len(scenarios))))
    return highest


def _aspect(aspect: Aspect, evidence: Sequence[Evidence]) -> CareerAspect:
    on_it = [each for each in evidence if each.aspect == aspect]
    return CareerAspect(aspect, len(on_it), _lean(on_it), _judgment(on_it), _history(on_it))


def _responsibility(
    info: ResponsibilityInfo, evidence: Sequence[Evidence]
) -> ResponsibilityStanding:
    on_it = [each for each in evidence if each.responsibility == info.id]
    return ResponsibilityStanding(info, len(on_it), _judgment(on_it))


def _extremes(
    standings: Iterable[ResponsibilityStanding],
) -> tuple[ResponsibilityStanding | None, ResponsibilityStanding | None]:
    """Give the strongest and the weakest that were seen; of equals, what rests on more."""
    seen = [(each.judgment, each) for each in standings if each.judgment is not None]
    if not seen:
        return None, None
    best, strongest = max(seen, key=lambda pair: (pair[0], pair[1].moments))
    worst, weakest = min(seen, key=lambda pair: (pair[0], -pair[1].moments))
    return strongest, weakest if worst < best else None


def _lean(evidence: Sequence[Evidence]) -> float | None:
    return ratio(
        sum(each.weight * sign(each.level) for each in evidence),
        sum(each.weight for each in evidence),
    )


def _judgment(evidence: Sequence[Evidence]) -> float | None:
    return ratio(
        sum(each.weight * POINTS[each.judgment] for each in evidence),
        sum(each.weight * POINTS[each.best] for each in evidence),
    )


def _history(evidence: Sequence[Evidence]) -> tuple[LeanPoint, ...]:
    points, leaning, weight = [], 0, 0
    for each in evidence:
        leaning += each.weight * sign(each.level)
        weight += each.weight
        points.append(LeanPoint(each.when, leaning / weight))
    return tuple(points)
