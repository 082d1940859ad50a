"""Looks for what gives a key away over a whole scenario: lengths, places, words (PQ51)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from pmquest.check import rules_giveaways as rules
from pmquest.check.subject import Subject, listed
from pmquest.framework import Level
from pmquest.scenario.diagnostics import Rule
from pmquest.scenario.model import Choice, Meter, Scene

_BY_A_FIFTH: Final = 1.2
_LEAST_SCENES: Final = 2
"""In a single scene nothing repeats itself."""
_MOST_LIKE_THIS: Final = 1 / 3
_MOST_FIRST: Final = 1 / 2
_LEAST_ANSWERS: Final = 3
"""A word that stands in fewer answers is no pattern; fewer answers have no middle."""

_LEVEL_WORDS: Final = re.compile(
    r"\b(?:vision(?:ary)?|strateg(?:y|ic|ically|ies)|portfolios?|long[- ]term|big picture"
    r"|mentor(?:s|ed|ing)?|coach(?:es|ed|ing)?|align(?:s|ed|ing|ment)?|executives?"
    r"|backlogs?|features?|sprints?|roadmaps?|tactical|short[- ]term|day-to-day)\b",
    re.IGNORECASE,
)
"""Words by which an answer tells its level."""


def check_giveaways(subject: Subject) -> None:
    """Add what a player could go by without weighing an answer."""
    keyed = [scene for scene in subject.scored if _strong(scene)]
    _often(subject, rules.LONGEST, keyed, _longest, _MOST_LIKE_THIS)
    _often(subject, rules.SHORTEST, keyed, _shortest, _MOST_LIKE_THIS)
    _often(subject, rules.FIRST, [each for each in keyed if not each.shuffle], _first, _MOST_FIRST)
    meters = subject.scenario.meters
    _often(subject, rules.MIDDLE, keyed, lambda each: _middle(each, meters), _MOST_LIKE_THIS)
    if subject.in_english:
        _vocabulary(subject)


def _often(
    subject: Subject,
    broken: Rule,
    scenes: Sequence[Scene],
    telling: Callable[[Scene], Choice | None],
    most: float,
) -> None:
    """Add a finding where too many scenes have a strong answer that is told by something.

    It points to the first of these answers.
    """
    found = [(scene, choice) for scene in scenes if (choice := telling(scene)) is not None]
    if len(found) < _LEAST_SCENES or len(found) <= most * len(scenes):
        return
    scene, choice = found[0]
    subject.add(
        broken,
        subject.places.of("scenes", scene.id, "choices", choice.id, "text"),
        hint=f"in {listed([each.id for each, _ in found])}",
        count=len(found),
        scenes=len(scenes),
    )


def _strong(scene: Scene) -> list[Choice]:
    return [choice for choice in scene.choices.values() if choice.judgment == "strong"]


def _others(scene: Scene, choice: Choice) -> list[int]:
    """The lengths of the other texts."""
    return [len(other.text) for other in scene.choices.values() if other is not choice]


def _longest(scene: Scene) -> Choice | None:
    for choice in _strong(scene):
        if len(choice.text) >= _BY_A_FIFTH * max(_others(scene, choice)):
            return choice
    return None


def _shortest(scene: Scene) -> Choice | None:
    for choice in _strong(scene):
        if _BY_A_FIFTH * len(choice.text) <= min(_others(scene, choice)):
            return choice
    return None


def _first(scene: Scene) -> Choice | None:
    choice = next(iter(scene.choices.values()))
    return choice if choice.judgment == "strong" else None


def _middle(scene: Scene, meters: dict[str, Meter]) -> Choice | None:
    """A strong answer between the others on every meter that they move differently."""
    if len(scene.choices) < _LEAST_ANSWERS:
        return None
    ranges = {
        name: (min(moved), max(moved))
        for name in meters
        if len(set(moved := [each.effects.get(name, 0) for each in scene.choices.values()])) > 1
    }
    for choice in _strong(scene):
        if ranges and all(
            low < choice.effects.get(name, 0) < high for name, (low, high) in ranges.items()
        ):
            return choice
    return None


def _vocabulary(subject: Subject) -> None:
    """Add words of one level that only that level's answers use."""
    used: dict[str, list[tuple[Scene, Choice, str]]] = {}
    for scene in subject.scored:
        for choice in scene.choices.values():
            found = {match.group().lower(): match.group() for match in _found(choice)}
            for word, written in found.items():
                used.setdefault(word, []).append((scene, choice, written))
    for word, places in used.items():
        levels: set[Level | None] = {choice.level for _, choice, _ in places}
        if len(places) >= _LEAST_ANSWERS and len(levels) == 1:
            scene, choice, written = places[0]
            subject.add(
                rules.VOCABULARY,
                subject.places.words(written, "scenes", scene.id, "choices", choice.id, "text"),
                hint=f"in {listed([each.id for each, _, _ in places])}",
                word=word,
                count=len(places),
                level=levels.pop(),
            )


def _found(choice: Choice) -> list[re.Match[str]]:
    return list(_LEVEL_WORDS.finditer(choice.text))
