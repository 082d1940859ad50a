"""Judges what a scenario scores: its key, and whether the key can be guessed (PQ4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from pmquest.check import rules_scoring as rules
from pmquest.check.rules_giveaways import FIRST, LONGEST, SHORTEST
from pmquest.check.subject import Subject, quoted, ways_out
from pmquest.explore.exploration import Exploration, PlayerName, Road, Shown
from pmquest.framework import POINTS, Grade, Level
from pmquest.scenario.diagnostics import Rule
from pmquest.scenario.model import Choice, Scene
from pmquest.scoring.words import counted, listed, number_word, signed, whole_percent

_LEAST_SCENES: Final = 4
"""In fewer scored scenes a single one decides what could be told of all."""
_LEAST_DECISIONS: Final = 7
_LEAST_ENDINGS: Final = 3
_LEAST_OTHER: Final = 2

_BOUNDS: Final[dict[PlayerName, float]] = {
    "random": 0.56,
    "first": 0.60,
    "longest": 0.60,
    "shortest": 0.60,
    "always_manager": 0.60,
    "always_leader": 0.60,
    "as_called": 0.80,
}
_MOSTLY: Final = 2 / 3
_BOUND_WHERE_MOSTLY: Final = 0.65
"""The bound for a player of one level where so much of the moments calls for it."""
_PICKS_BY: Final[dict[PlayerName, str]] = {
    "random": "picks blindly",
    "first": "always picks the first answer",
    "longest": "always picks the longest answer",
    "shortest": "always picks the shortest answer",
    "always_manager": "always picks a manager-level answer",
    "always_leader": "always picks a leader-level answer",
    "as_called": "picks any answer at the level called for",
}
_TOLD_BY: Final[dict[PlayerName, Rule]] = {
    "first": FIRST,
    "longest": LONGEST,
    "shortest": SHORTEST,
}
"""What says already why such a player does well, and where."""
_HINTS: Final[dict[PlayerName, str]] = {
    "random": "three answers strong, sound and weak average 67 %; use strong, sound, poor or "
    "strong, weak, poor",
    "first": "let the order be drawn (leave out `shuffle: false`), or move strong answers down",
    "longest": "shorten strong answers, or lengthen others",
    "shortest": "shorten other answers, or lengthen strong ones",
    "always_manager": "let some manager-level answers be poor, also where they are called for",
    "always_leader": "let some leader-level answers be poor, also where they are called for",
    "as_called": "offer a second answer at the level called for that is weak or poor",
}


def check_scoring(subject: Subject) -> None:
    """Add what the text shows of the key, and what exploring shows of it.

    Of a story that scores nothing, a draft perhaps, nothing is said.
    """
    for scene in subject.scored:
        _levels(subject, scene)
        _outdone(subject, scene)
    if not subject.scored:
        return
    _endings(subject)
    _other_level(subject)
    if subject.exploration is not None:
        _strong_answers(subject, subject.exploration)
        _roads(subject, subject.exploration)
        if subject.exploration.exact:
            _players(subject, subject.exploration)
            _rising(subject, subject.exploration)


def _levels(subject: Subject, scene: Scene) -> None:
    """Hold the answers of a scene against each other, as they stand in the file."""
    at = subject.places.key("scenes", scene.id, "choices")
    levels = {choice.level for choice in scene.choices.values()}
    if len(levels) == 1:
        subject.add(rules.ONE_LEVEL, at, scene=scene.id, level=levels.pop())
    strong = _strong(scene)
    if not strong:
        subject.add(rules.NO_STRONG, at, scene=scene.id, somewhere="")
    elif not _as_called(scene, strong):
        level = scene.calls_for
        subject.add(rules.NO_STRONG_AS_CALLED, at, scene=scene.id, level=level, somewhere="")


def _strong(scene: Scene) -> list[Choice]:
    return [choice for choice in scene.choices.values() if choice.judgment == "strong"]


def _as_called(scene: Scene, choices: Iterable[Choice]) -> list[Choice]:
    return [each for each in choices if scene.calls_for in ("either", each.level)]


def _strong_answers(subject: Subject, exploration: Exploration) -> None:
    """Add where a scene that has strong answers does not always offer one."""
    for shown in exploration.no_strong:
        if strong := _strong(subject.scenario.scenes[shown.scene]):
            _closed(subject, shown, strong, as_called=False)
    for shown in exploration.no_strong_as_called:
        scene = subject.scenario.scenes[shown.scene]
        if strong := _as_called(scene, _strong(scene)):
            _closed(subject, shown, strong, as_called=True)


def _closed(subject: Subject, shown: Shown, strong: list[Choice], *, as_called: bool) -> None:
    at = subject.places.of("scenes", shown.scene, "choices", strong[0].id, "when")
    names = quoted(*(choice.id for choice in strong))
    subject.add(
        rules.NO_STRONG_AS_CALLED if as_called else rules.NO_STRONG,
        at,
        hint=f"{names} cannot be picked there",
        road=shown.road,
        scene=shown.scene,
        level=subject.scenario.scenes[shown.scene].calls_for,
        somewhere=" in some states",
    )


def _roads(subject: Subject, exploration: Exploration) -> None:
    """Add what single roads show: an aspect that is missed, a strong player who ends badly."""
    for aspect, road in exploration.unmet.items():
        having = [scene.id for scene in subject.scored if scene.aspect == aspect]
        subject.add(
            rules.UNMET,
            subject.places.of("scenes", having[0], "aspect"),
            hint=f"only {quoted(*having)} {'has' if len(having) == 1 else 'have'} it",
            road=road,
            aspect=aspect,
        )
    for scene, road in exploration.strong_ends.items():
        if subject.scenario.scenes[scene].ending is not None:  # dead ends are told as such
            at = subject.places.of("scenes", scene, "ending")
            hint = _how_far(subject, road)
            subject.add(rules.STRONG_ENDS, at, hint=hint, road=road, scene=scene)
    least = exploration.decisions.min
    if least is not None and least < _LEAST_DECISIONS:
        count = counted(least, "scored decision")
        hint = f"from about {number_word(_LEAST_DECISIONS)} on a debrief has something to say"
        subject.add(rules.FEW_DECISIONS, subject.places.key("scenes"), hint=hint, count=count)


def _how_far(subject: Subject, road: Road) -> str | None:
    """Say with what figures a road ends, and what the ways to a good ending ask for."""
    state = subject.end_of(road)
    if state is None or not subject.scenario.meters:
        return None
    values = dict(zip(subject.machine.names, state.values, strict=False))
    told = f"it ends with {listed([f'{id} {values[id]}' for id in subject.scenario.meters])}"
    asked = [
        route.when.text
        for scene in subject.scenario.scenes.values()
        for _, route in ways_out(scene)
        if route.when is not None and _is_good(subject, route.scene)
    ]
    wanted = " or ".join(dict.fromkeys(asked))
    return f"{told}; the way to a good ending asks for {wanted}" if wanted else told


def _is_good(subject: Subject, target: str) -> bool:
    scene = subject.scenario.scenes.get(target)
    return scene is not None and scene.ending == "good"


def _players(subject: Subject, exploration: Exploration) -> None:
    """Hold the players who pick by rule against their bounds."""
    for player, bound in bounds(subject.scored):
        share = exploration.players.get(player)
        told = player in _TOLD_BY and subject.has(_TOLD_BY[player])
        if share is not None and whole_percent(share) > whole_percent(bound) and not told:
            subject.add(
                rules.GUESSED,
                subject.places.key("scenes"),
                hint=_HINTS[player],
                rule=_PICKS_BY[player],
                share=whole_percent(share),
                bound=whole_percent(bound),
            )


def bounds(scored: tuple[Scene, ...]) -> Iterator[tuple[PlayerName, float]]:
    """Give the bound of each player that means something in these scored scenes."""
    if len(scored) < _LEAST_SCENES:
        return
    calls = [scene.calls_for for scene in scored]
    levels: dict[PlayerName, Level] = {"always_manager": "manager", "always_leader": "leader"}
    for player, bound in _BOUNDS.items():
        if player == "first" and any(scene.shuffle for scene in scored):
            continue  # what stands first in the file stands anywhere on the screen
        level = levels.get(player)
        mostly = level is not None and calls.count(level) >= _MOSTLY * len(calls)
        yield player, _BOUND_WHERE_MOSTLY if mostly else bound


def _rising(subject: Subject, exploration: Exploration) -> None:
    """Hold the mean judgment of better endings against that of worse ones."""
    grades: tuple[Grade, ...] = ("bad", "mixed", "good")
    means = [(grade, mean) for grade in grades if (mean := _mean(exploration, grade)) is not None]
    for (worse, lower), (better, higher) in pairwise(means):
        if lower >= higher:
            ending = next(id for id, each in exploration.endings.items() if each.grade == worse)
            subject.add(
                rules.NOT_RISING,
                subject.places.of("scenes", ending, "ending"),
                worse=worse,
                lower=whole_percent(lower),
                better=better,
                higher=whole_percent(higher),
            )


def _mean(exploration: Exploration, grade: Grade) -> float | None:
    """The mean judgment of the endings of a grade, each as often as a play comes to it."""
    reached = [
        (each.mean, each.probability)
        for each in exploration.endings.values()
        if each.grade == grade and each.mean is not None
    ]
    often = sum(probability for _, probability in reached)
    return sum(mean * probability for mean, probability in reached) / often if often else None


def _endings(subject: Subject) -> None:
    grades = [scene.ending for scene in subject.scenario.scenes.values() if scene.ending]
    if len(grades) >= _LEAST_ENDINGS and "mixed" in grades:
        return
    endings = counted(len(grades), "ending")
    if "mixed" not in grades:
        endings += ", none of them mixed" if len(grades) > 1 else ", not a mixed one"
    subject.add(rules.FEW_ENDINGS, subject.places.key("scenes"), endings=endings)


def _other_level(subject: Subject) -> None:
    """Count the moments that call for the level that is not the player's."""
    if len(subject.scored) < _LEAST_SCENES:
        return
    role = subject.scenario.role_level
    other: Level = "leader" if role == "manager" else "manager"
    count = sum(scene.calls_for == other for scene in subject.scored)
    if count < _LEAST_OTHER:
        moments = "one moment alone calls" if count else "no moment calls"
        at = subject.places.of("role_level")
        subject.add(rules.ONE_SIDED, at, role=role, moments=moments, level=other)


def _outdone(subject: Subject, scene: Scene) -> None:
    """Add a best answer that leaves no reason to pick another; of the rest that is no matter."""
    best = max(POINTS[each.judgment] for each in scene.choices.values() if each.judgment)
    for better in scene.choices.values():
        judged_best = better.judgment is not None and POINTS[better.judgment] == best
        if not judged_best or better.when is not None or better.once:
            continue
        worse = [
            other
            for other in scene.choices.values()
            if other is not better and _outdoes(subject, scene, better, other)
        ]
        if worse:
            at = subject.places.key("scenes", scene.id, "choices", better.id)
            hint = "; ".join(_gain(subject, better, other) for other in worse)
            named = quoted(*(other.id for other in worse))
            subject.add(rules.OUTDONE, at, hint=hint, better=better.id, worse=named)


def _gain(subject: Subject, better: Choice, worse: Choice) -> str:
    """Say by how much an answer does more than another for the meters."""
    gains = []
    for name in subject.scenario.meters:
        one, other = (choice.effects.get(name, 0) for choice in (better, worse))
        if one != other:
            gains.append(f"{signed(one)} instead of {signed(other)} on {name}")
    return f"against “{worse.id}”: {listed(gains)}"


def _outdoes(subject: Subject, scene: Scene, better: Choice, worse: Choice) -> bool:
    """Whether a best answer is as good as another on every count, and does more for a meter."""
    if _way(scene, better) != _way(scene, worse) or better.set != worse.set:
        return False
    gains = []
    for name in better.effects.keys() | worse.effects.keys():
        gain = better.effects.get(name, 0) - worse.effects.get(name, 0)
        meter = subject.scenario.meters.get(name)
        if meter is None:
            if gain:
                return False
            continue
        gains.append(gain if meter.better == "higher" else -gain)
    more = any(gain > 0 for gain in gains) and all(gain >= 0 for gain in gains)
    return more and not any((scene.id, each.id) in subject.remembered for each in (better, worse))


def _way(scene: Scene, choice: Choice) -> list[tuple[str, str, int | None]]:
    """Where a choice leads, told by what the file says."""
    return [
        (route.scene, route.when.text if route.when else "", route.odds)
        for id, route in ways_out(scene)
        if id == choice.id
    ]
