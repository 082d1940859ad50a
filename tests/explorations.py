"""What exploring finds, put together by hand: what a test does not name was found to be well."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pmquest.explore.exploration import (
    Counts,
    EndingFigures,
    Exploration,
    Flow,
    Picks,
    Range,
    Road,
    Shown,
)
from pmquest.framework import Grade
from pmquest.scenario.model import Scenario

PLAYERS = (
    "random", "first", "longest", "shortest", "always_manager", "always_leader", "as_called",
    "strong",
)  # fmt: skip


def exploration(scenario: Scenario, **found: Any) -> Exploration:
    """The exploration of a scenario in which all is well, but for what is given."""
    given: dict[str, Any] = {
        "scenario": scenario.id,
        "states": len(scenario.scenes),
        "paths": 1,
        "visits": dict.fromkeys(scenario.scenes, 1.0),
        "unreachable": (),
        "never_available": (),
        "stuck": (),
        "endless": (),
        "endings": {},
        "judgment": Range(),
        "decisions": Counts(),
        "players": dict.fromkeys(PLAYERS),
        "no_strong": (),
        "no_strong_as_called": (),
        "unmet": {},
        "strong_ends": {},
        "flows": (),
        **found,
    }
    return Exploration(**given)


def road(*picks: tuple[str, str], seed: int | None = 0) -> Road:
    """A road of these (scene, choice) pairs."""
    return Road(picks, seed)


def shown(scene: str, *picks: tuple[str, str], seed: int | None = 0) -> Shown:
    """A scene and the road that shows it."""
    return Shown(scene, Road(picks, seed))


def ending(
    grade: Grade,
    probability: float,
    judgment: tuple[float | None, float | None, float | None] = (0.0, 0.5, 1.0),
    shortest: Picks | None = (),
    seed: int | None = 0,
) -> EndingFigures:
    """An ending; the judgment is the least, the mean and the greatest."""
    least, mean, greatest = judgment
    found = None if shortest is None else Road(shortest, seed)
    return EndingFigures(grade, probability, Range(least, greatest), mean, found)


def flows(taken: Mapping[tuple[str, str | None, str], float | None]) -> tuple[Flow, ...]:
    """Ways on by (scene, choice, target), and how often in a play each is taken."""
    return tuple(Flow(*way, expected) for way, expected in taken.items())
