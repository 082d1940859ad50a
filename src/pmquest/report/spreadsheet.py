"""A debrief as CSV, one row for each decision, for people who count in a spreadsheet.

Text is untrusted: a cell that a spreadsheet would run as a formula gets an apostrophe in front,
and nothing that a terminal would obey is left in it.
"""

from __future__ import annotations

import csv
import io
from typing import Final

from pmquest.scoring.account import DebriefDecision, moved_in_words
from pmquest.scoring.clean import clean
from pmquest.scoring.debrief import Debrief

_STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_COLUMNS: Final = (
    "scenario",
    "decision",
    "scene",
    "when",
    "choice",
    "answer",
    "level",
    "called_for",
    "aspect",
    "weight",
    "judgment",
    "points",
    "attainable",
    "lost",
    "slip",
    "signal",
    "why",
    "better_choice",
    "better_answer",
    "better_why",
    "changes",
    "changes_on_the_way",
    "note",
)

Cell = str | int


def debrief_csv(debrief: Debrief) -> str:
    """Write the decisions of a debrief as CSV with a row of heads.

    The last columns are the meters, one each, as they stood after the decision. Narrative picks
    are rows too; what is keyed on scored ones stays empty there.
    """
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    heads = (*_COLUMNS, *(f"meter {meter.id}" for meter in debrief.meters))
    writer.writerow(heads)
    for decision in debrief.decisions:
        after = (meter.values[decision.moment.index + 1] for meter in debrief.meters)
        row: tuple[Cell, ...] = (debrief.scenario, *_row(decision), *after)
        writer.writerow([inert_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return out.getvalue()


def inert_cell(text: str) -> str:
    """Give text as a cell that no spreadsheet runs; line ends within it stay."""
    text = clean(text).strip()
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def _row(decision: DebriefDecision) -> tuple[Cell, ...]:
    moment, keys, better = decision.moment, decision.moment.keys, decision.better
    return (
        moment.number,
        moment.scene.id,
        decision.scene_title,
        moment.choice.id,
        decision.answer,
        keys.level if keys else "",
        keys.calls_for if keys else "",
        keys.aspect if keys else "",
        moment.weight if keys else "",
        keys.judgment if keys else "",
        moment.points if keys else "",
        moment.attainable if keys else "",
        moment.lost if keys else "",
        moment.choice.slip or "",
        decision.signal,
        decision.why,
        better.choice if better else "",
        better.text if better else "",
        better.why if better else "",
        moved_in_words(decision.changes),
        moved_in_words(decision.arrivals),
        decision.note,
    )
