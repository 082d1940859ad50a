"""What came of a room as a file to keep: an HTML page, CSV, JSON.

Votes are counted in them and answers to the reflection questions stand without who wrote them;
nobody's name is in any of them. Whatever people typed is inert: no page runs or loads anything,
no spreadsheet takes a text for a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final, Literal

from pmquest.framework import POINTS
from pmquest.game.words import day
from pmquest.report import pictures
from pmquest.report.data import Data, ending_json, json_text, two_by_two_json
from pmquest.report.environments import style_sheet
from pmquest.report.spreadsheet import Cell, inert_cell
from pmquest.scenario.model import Scenario
from pmquest.scoring.clean import clean
from pmquest.workshop import pictures as room_pictures
from pmquest.workshop.debrief import RoomDebrief, room_debrief
from pmquest.workshop.decisions import Answer, Ballot, RoomDecision
from pmquest.workshop.environment import drawn, workshop_environment
from pmquest.workshop.room import Room

Form = Literal["html", "csv", "json"]
"""Each form by the ending of its file's name."""

FORMS: Final[dict[Form, str]] = {
    "html": "text/html",
    "csv": "text/csv",
    "json": "application/json",
}
"""Each form with its media type."""

_COLUMNS: Final = (
    "scenario",
    "decision",
    "scene",
    "when",
    "signal",
    "called_for",
    "aspect",
    "weight",
    "round",
    "counts",
    "by_hands",
    "choice",
    "number",
    "answer",
    "level",
    "judgment",
    "points",
    "slip",
    "why",
    "votes",
    "share",
    "taken",
    "decided_by",
)


def written(form: Form, room: Room, opened: datetime | None = None) -> str:
    """Write what came of a room in a form; `opened` is when it was opened, with a time zone."""
    debrief = room_debrief(room)
    match form:
        case "html":
            return room_html(debrief, _held(opened.astimezone()) if opened else "")
        case "csv":
            return room_csv(debrief, room.machine.scenario)
        case "json":
            return clean(json_text(room_json(debrief, room, opened)))


def room_html(debrief: RoomDebrief, held: str = "") -> str:
    """Write a room's debrief as one HTML file that loads nothing and runs nothing.

    `held` says when it was: "Held on 3 May 2026"; it may be "".
    """
    return drawn(
        "room_document",
        debrief=debrief,
        held=held,
        pictures=pictures,
        room_pictures=room_pictures,
        style=style_sheet(workshop_environment(), "page", "debrief", "room_document"),
    )


def room_csv(debrief: RoomDebrief, scenario: Scenario) -> str:
    """Write the votes as CSV: a row for each answer in each round of each decision.

    `counts` marks the last round of a decision, which is the one that counts.
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for decision in debrief.decisions:
        for row in _rows(decision, scenario):
            writer.writerow([inert_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


def room_json(debrief: RoomDebrief, room: Room, opened: datetime | None = None) -> Data:
    """Give what came of a room as data; keys are added over time, never renamed or taken away."""
    figures, scenario = debrief.profile.score, room.machine.scenario
    return {
        "room": debrief.code,
        "scenario": debrief.scenario,
        "hash": scenario.hash,
        "seed": room.opened.seed,
        "opened": opened.astimezone(UTC).isoformat(timespec="seconds") if opened else None,
        "people": debrief.people,
        "status": debrief.status,
        "early": debrief.early,
        "ending": ending_json(debrief.ending),
        "votes": figures.decisions,
        "lean": figures.lean,
        "called_lean": figures.called_lean,
        "fit": figures.fit,
        "judgment": figures.judgment,
        "blind": figures.blind,
        "aspects": {
            each.aspect: {
                "decisions": each.moments,
                "votes": each.score.decisions,
                "lean": each.score.lean,
                "judgment": each.score.judgment,
            }
            for each in debrief.profile.aspects
        },
        "called": two_by_two_json(figures.called),
        "slips": dict(figures.slips),
        "most_divided": debrief.most_divided.index if debrief.most_divided else None,
        "decisions": [_decision(each, scenario) for each in debrief.decisions],
        "meters": {meter.id: list(meter.values) for meter in debrief.meters},
        "reflections": [
            {"question": each.question, "answers": list(each.answers)}
            for each in debrief.reflections
        ],
    }


def _held(opened: datetime) -> str:
    return f"Held on {day(opened)} {opened.year}"


def _rows(decision: RoomDecision, scenario: Scenario) -> Iterator[tuple[Cell | float, ...]]:
    scene = scenario.scenes[decision.scene]
    for ballot in decision.ballots:
        counts = ballot == decision.ballots[-1]
        for answer in decision.answers:
            votes = ballot.votes[answer.id]
            yield (
                scenario.id,
                decision.number,
                decision.scene,
                decision.scene_title,
                decision.signal,
                decision.calls_for or "",
                scene.aspect or "",
                scene.weight if decision.calls_for else "",
                ballot.round,
                _yes(counts),
                _yes(ballot.by_hands),
                answer.id,
                answer.number,
                answer.text,
                answer.level or "",
                answer.judgment or "",
                POINTS[answer.judgment] if answer.judgment else "",
                scene.choices[answer.id].slip or "",
                answer.why,
                votes,
                _share(votes, ballot),
                _yes(counts and answer.taken),
                (decision.by or "") if counts and answer.taken else "",
            )


def _yes(said: bool) -> str:
    return "yes" if said else ""


def _share(votes: int, ballot: Ballot) -> Cell | float:
    every = sum(ballot.votes.values())
    return votes / every if every else ""


def _decision(decision: RoomDecision, scenario: Scenario) -> Data:
    scene = scenario.scenes[decision.scene]
    return {
        "scene": decision.scene,
        "title": decision.scene_title,
        "calls_for": decision.calls_for,
        "aspect": scene.aspect,
        "weight": scene.weight,
        "votes": decision.votes,
        "agreement": decision.agreement,
        "entropy": decision.entropy,
        "taken": decision.taken.id if decision.taken else None,
        "by": decision.by,
        "answers": [_answer(each) for each in decision.answers],
        "rounds": [
            {"round": each.round, "by_hands": each.by_hands, "votes": dict(each.votes)}
            for each in decision.ballots
        ],
    }


def _answer(answer: Answer) -> Data:
    return {
        "choice": answer.id,
        "number": answer.number,
        "text": answer.text,
        "level": answer.level,
        "judgment": answer.judgment,
        "votes": answer.votes,
        "share": answer.share,
    }
