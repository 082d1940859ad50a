"""The map of a scenario as data for other programs: `pmquest map --format json`.

Keys are added over time, never renamed or taken away.
"""

from __future__ import annotations

from pmquest.report.data import Data
from pmquest.report.scene_map import Answer, MapRow, SceneMap, Way


def scene_map_json(drawn: SceneMap) -> Data:
    """Give a map: the scenes in reading order, with every way on as it is written."""
    return {
        "scenario": drawn.scenario,
        "title": drawn.title,
        "explored": drawn.explored,
        "exact": drawn.exact,
        "scenes": [_row(row) for row in drawn.rows],
        "interrupts": [
            {"when": entry.when, "to": entry.target, "expected": entry.expected}
            for entry in drawn.interrupts
        ],
    }


def _row(row: MapRow) -> Data:
    return {
        "scene": row.scene,
        "title": row.title,
        "depth": row.depth,
        "part": row.part,
        "calls_for": row.calls_for,
        "ending": row.grade,
        "met": row.met,
        "visits": row.visits,
        "dead_end": row.dead_end,
        "endless": row.endless,
        "via": list(row.via),
        "answers": [_answer(answer) for answer in row.answers],
    }


def _answer(answer: Answer) -> Data:
    return {
        "choice": answer.choice,
        "text": answer.text,
        "level": answer.level,
        "judgment": answer.judgment,
        "when": answer.when or None,
        "once": answer.once,
        "met": answer.met,
        "share": answer.share,
        "ways": [_way(way) for way in answer.ways],
    }


def _way(way: Way) -> Data:
    return {
        "kind": way.kind,
        "scene": way.target,
        "when": way.when or None,
        "odds": list(way.odds) if way.odds else None,
        "share": way.share,
    }
