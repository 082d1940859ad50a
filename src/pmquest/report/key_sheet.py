"""The sheet in which one person keys a scenario alone: a table for any spreadsheet program.

Under a few rows that say what to do, each scored scene has a row in which the level that the
moment calls for is keyed, and each of its answers a row for its level and judgment. What is to be
filled is empty; all else is not. The last column says what a row is about, and by the digits
after the # which text was keyed, so that a sheet stays good for every scene that has not changed
since: "monday#1f2e3d4c", "monday.b#1f2e3d4c". Answers go by their letter, since their ids may
tell what the author thinks of them. No spreadsheet program takes that for a number or a date.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Final

from pmquest.report.keying import CALLED, JUDGMENTS, LEVELS
from pmquest.report.script_order import ScriptOrder, script_order
from pmquest.report.spreadsheet import inert_cell
from pmquest.report.told import Teller
from pmquest.scenario.model import Choice, Scenario, Scene

CALLS_FOR: Final = "calls_for"
LEVEL: Final = "level"
JUDGMENT: Final = "judgment"
REMARK: Final = "remark"
MARK: Final = "row"
COLUMNS: Final = ("no.", "moment or answer", CALLS_FOR, LEVEL, JUDGMENT, REMARK, MARK)
"""The heads of the columns; the reader of filled sheets goes by them."""

FOR: Final = "pmquest sheet for"
"""Begins the cell that names the scenario and the hash of its file."""

ENCODING: Final = "utf-8-sig"
"""UTF-8 with the mark at its beginning without which some programs take it for something else."""

_NOT_TO_FILL: Final = "–"


def key_sheet(scenario: Scenario) -> str:
    """Write an empty sheet as CSV; it is to be encoded as `ENCODING` says."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    order = script_order(scenario)
    teller = Teller(scenario, order)
    for line in _instructions(scenario):
        writer.writerow([inert_cell(line)])
    writer.writerow(COLUMNS)
    for scene in order.numbers:
        if scenario.scenes[scene].scored:
            writer.writerows(_rows(scenario.scenes[scene], order, teller))
    return out.getvalue()


def moment_version(scene: Scene) -> str:
    """Give eight digits that change with whatever those who key a scene read of it.

    What they do not read, such as the key, the results and where answers lead, changes nothing.
    """
    read = [
        scene.title,
        [[block.text, block.when and block.when.text] for block in scene.text],
        [
            [
                exhibit.kind,
                exhibit.title,
                exhibit.labels,
                list(exhibit.series.items()),
                exhibit.columns,
                exhibit.rows,
                exhibit.when and exhibit.when.text,
            ]
            for exhibit in scene.exhibits
        ],
        [
            [id, choice.text, choice.when and choice.when.text, choice.locked]
            for id, choice in sorted(scene.choices.items())
        ],
    ]
    return sha256(json.dumps(read).encode()).hexdigest()[:8]


def letter(order: ScriptOrder, scene: Scene, choice: Choice) -> str:
    """The small letter by which an answer goes in its scene."""
    return order.label(scene, choice)[-1].lower()


def _instructions(scenario: Scenario) -> Iterator[str]:
    yield f"Sheet to key “{scenario.title}” alone"
    yield (
        "Read a scene in the printed script, fill its empty cells here, then read on. "
        "What you cannot tell stays empty."
    )
    for column, meanings in ((CALLS_FOR, CALLED), (LEVEL, LEVELS), (JUDGMENT, JUDGMENTS)):
        *others, last = (f"{word} ({said})" for word, said in meanings.items())
        yield f"{column}: {', '.join(others)} or {last}"
    yield f"{REMARK}: whatever the author should know, such as why you could not tell"
    yield f"{FOR} {scenario.id} {scenario.hash}"


def _rows(scene: Scene, order: ScriptOrder, teller: Teller) -> Iterator[list[str]]:
    no, version = _NOT_TO_FILL, moment_version(scene)
    title = inert_cell(teller.title(scene))
    yield [str(order.numbers[scene.id]), title, "", no, no, "", f"{scene.id}#{version}"]
    for choice in order.answers(scene):
        text = inert_cell(teller.line(choice.text))
        yield [
            order.label(scene, choice),
            text,
            no,
            "",
            "",
            "",
            f"{scene.id}.{letter(order, scene, choice)}#{version}",
        ]
