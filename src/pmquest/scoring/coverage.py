"""What a scenario trains: how many of its moments take up what the teaching model names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from pmquest.framework import Aspect, CalledLevel, Responsibility

if TYPE_CHECKING:
    from pmquest.scenario.model import Scenario, Scene


class Coverage(Struct, frozen=True):
    """How many scored scenes of a scenario there are; what has none is left out."""

    scenes: int = 0
    """All of them."""
    responsibilities: dict[Responsibility, int] = {}
    """Scenes with a strong answer that takes up this responsibility."""
    aspects: dict[Aspect, int] = {}
    """Scenes on this aspect."""
    called: dict[CalledLevel, int] = {}
    """Scenes that call for this level."""


def coverage(scenario: Scenario) -> Coverage:
    """Count the scored scenes of a scenario by what they train.

    A scene can take up several responsibilities, one for each of its strong answers.
    """
    scored = [scene for scene in scenario.scenes.values() if scene.calls_for is not None]
    return Coverage(
        scenes=len(scored),
        responsibilities=dict(Counter(each for scene in scored for each in _taken_up(scene))),
        aspects=dict(Counter(scene.aspect for scene in scored if scene.aspect is not None)),
        called=dict(Counter(scene.calls_for for scene in scored if scene.calls_for is not None)),
    )


def _taken_up(scene: Scene) -> Iterator[Responsibility]:
    """Give each responsibility of the strong answers once."""
    yield from dict.fromkeys(
        choice.responsibility
        for choice in scene.choices.values()
        if choice.judgment == "strong" and choice.responsibility is not None
    )
