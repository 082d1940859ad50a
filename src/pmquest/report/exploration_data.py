"""What exploring found as data for other programs: the JSON of `pmquest explore` (cli.md).

Keys come in the order of cli.md. Keys are added over time, never renamed or taken away.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pmquest.explore.exploration import Counts, EndingFigures, Exploration, Picks, Range, Shown
from pmquest.report.data import Data

_DIGITS: Final = 4_000
"""Python writes numbers of 4,300 digits at most in one go."""


def exploration_json(found: Exploration) -> Data:
    """Give an exploration as `pmquest explore --format json` prints it."""
    data: Data = {
        "exact": found.exact,
        "states": found.states,
        "paths": None if found.paths is None else decimal(found.paths),
        "scenes": {scene: {"visits": visits} for scene, visits in found.visits.items()},
        "unreachable": list(found.unreachable),
        "never_available": [list(pair) for pair in found.never_available],
        "stuck": [_stuck(shown) for shown in found.stuck],
        "endless": _scenes(found.endless),
        "endings": {scene: _ending(figures) for scene, figures in found.endings.items()},
        "judgment": _range(found.judgment),
        "decisions": _range(found.decisions),
        "players": dict(found.players),
        "no_strong": _scenes(found.no_strong),
    }
    if found.sampled is not None:
        data["sampled"] = {"plays": found.sampled.plays, "seed": found.sampled.seed}
    return data


def decimal(number: int) -> str:
    """Write a whole number, 0 or more, of any number of digits."""
    parts = []
    while number >= 10**_DIGITS:
        number, part = divmod(number, 10**_DIGITS)
        parts.append(f"{part:0{_DIGITS}}")
    return "".join([str(number), *reversed(parts)])


def _scenes(shown: Iterable[Shown]) -> list[str]:
    return [each.scene for each in shown]


def _stuck(shown: Shown) -> Data:
    return {"scene": shown.scene, "picks": _picks(shown.road.picks), "seed": shown.road.seed}


def _picks(picks: Picks) -> list[list[str]]:
    return [list(pick) for pick in picks]


def _ending(figures: EndingFigures) -> Data:
    return {
        "grade": figures.grade,
        "probability": figures.probability,
        "judgment": {
            "min": figures.judgment.min,
            "mean": figures.mean,
            "max": figures.judgment.max,
        },
        "shortest": None if figures.shortest is None else _picks(figures.shortest.picks),
    }


def _range(figures: Range | Counts) -> Data:
    return {"min": figures.min, "max": figures.max}
