"""Debriefs and careers as data for other programs: the JSON that cli.md promises.

Keys come in the order of cli.md and figures unrounded, so that one play gives the same bytes on
every run. Keys are added over time, never renamed or taken away.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pmquest.engine.play import Play
from pmquest.scoring.career import Career, CareerAspect, ResponsibilityStanding
from pmquest.scoring.clean import clean_line
from pmquest.scoring.coaching import CoachingEntry
from pmquest.scoring.debrief import Debrief, Ending
from pmquest.scoring.moments import Moment
from pmquest.scoring.score import AspectScore, TwoByTwo

if TYPE_CHECKING:
    from pmquest.game.suggestion import Suggestion

Data = dict[str, Any]
"""A JSON object."""


def json_text(data: Mapping[str, Any]) -> str:
    """Write data as JSON text with a newline at the end."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def score_json(play: Play, debrief: Debrief) -> Data:
    """Give a play and its debrief as `pmquest score --format json` and `report` print them."""
    figures = debrief.score
    return {
        "scenario": play.scenario.id,
        "hash": play.scenario.hash,
        "seed": play.seed,
        "ending": ending_json(debrief.ending),
        "decisions": figures.decisions,
        "lean": figures.lean,
        "called_lean": figures.called_lean,
        "fit": figures.fit,
        "judgment": figures.judgment,
        "blind": figures.blind,
        "aspects": {aspect: _aspect(score) for aspect, score in figures.aspects.items()},
        "called": two_by_two_json(figures.called),
        "slips": dict(figures.slips),
        "picks": [_pick(decision.moment) for decision in debrief.decisions],
        "meters": {meter.id: list(meter.values) for meter in debrief.meters},
        "coaching": [_coaching(entry) for entry in debrief.coaching],
    }


def career_json(career: Career, suggestion: Suggestion | None) -> Data:
    """Give a career, and what to play next, as `pmquest career --format json` prints it."""
    return {
        "title": career.title.id,
        "next_title": career.next_title.id if career.next_title else None,
        "requirements": [
            {
                "column": requirement.column,
                "have": requirement.have,
                "asked": requirement.asked,
                "met": requirement.met,
                "missing": requirement.missing,
            }
            for requirement in career.requirements
        ],
        "decisions": career.decisions,
        "scenarios": career.scenarios,
        "finished": career.finished,
        "lean": career.lean,
        "judgment": career.judgment,
        "aspects": {aspect.aspect: _career_aspect(aspect) for aspect in career.aspects},
        "called": two_by_two_json(career.called),
        "responsibilities": {
            standing.info.id: {"moments": standing.moments, "judgment": standing.judgment}
            for standing in career.responsibilities
        },
        "strongest": _responsibility(career.strongest),
        "weakest": _responsibility(career.weakest),
        "play_next": _play_next(suggestion),
    }


def _play_next(suggestion: Suggestion | None) -> Data | None:
    if suggestion is None:
        return None
    header = suggestion.header
    return {
        "scenario": header.name,
        "title": clean_line(header.title),
        "reason": clean_line(suggestion.reason),
    }


def ending_json(ending: Ending | None) -> Data | None:
    """Give an ending as data; None where there is none."""
    if ending is None:
        return None
    return {"scene": ending.scene, "title": clean_line(ending.title), "grade": ending.grade}


def _aspect(score: AspectScore) -> Data:
    return {"decisions": score.decisions, "lean": score.lean, "judgment": score.judgment}


def two_by_two_json(called: TwoByTwo) -> Data:
    """Give the two-by-two as data."""
    return {
        level: {answered: {"well": cell.well, "not": cell.missed} for answered, cell in row.items()}
        for level, row in called.items()
    }


def _pick(moment: Moment) -> Data:
    keys = moment.keys
    return {
        "scene": moment.scene.id,
        "choice": moment.choice.id,
        "level": keys.level if keys else None,
        "calls_for": keys.calls_for if keys else None,
        "aspect": keys.aspect if keys else None,
        "judgment": keys.judgment if keys else None,
        "best": moment.best.judgment if keys else None,
    }


def _coaching(entry: CoachingEntry) -> Data:
    kind = "step" if entry.is_step else "responsibility"
    return {kind: entry.id, "because": list(entry.because)}


def _career_aspect(aspect: CareerAspect) -> Data:
    return {"decisions": aspect.decisions, "lean": aspect.lean, "judgment": aspect.judgment}


def _responsibility(standing: ResponsibilityStanding | None) -> str | None:
    return standing.info.id if standing else None
