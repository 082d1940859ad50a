"""Filled sheets, read: what each person keyed, and all that is wrong with the sheets.

A mistake takes away the cell, the scene or the sheet that it is about and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

from msgspec import Struct

from pmquest.framework import LEVEL_INFO
from pmquest.report.key_sheet import CALLS_FOR, JUDGMENT, LEVEL, MARK, letter, moment_version
from pmquest.report.keying import CALLED, JUDGMENTS, LEVELS
from pmquest.report.script_order import ScriptOrder, script_order
from pmquest.report.sheet_file import Sheet, SheetRow, UnreadableSheet, open_sheet
from pmquest.scenario.model import Scenario, Scene
from pmquest.scenario.suggest import did_you_mean
from pmquest.scoring.agreement import Keying
from pmquest.scoring.clean import clean, clean_line
from pmquest.scoring.words import counted, listed

_MARK: Final = re.compile(r"([a-z][a-z0-9_-]*)(?:\.([a-i]))?#([0-9a-f]{8})")
_EMPTY: Final = frozenset({"", "-", "–", "—", "−", "?"})
_MOST_LISTED: Final = 6

Word = TypeVar("Word", bound=str)


class SheetProblem(Struct, frozen=True):
    """Something that is wrong with a sheet."""

    file: str
    row: int | None
    """The row, from 1; None where it is about the whole sheet."""
    message: str

    @property
    def in_words(self) -> str:
        """Say it with its place."""
        place = f"{clean_line(self.file)}, row {self.row}" if self.row else clean_line(self.file)
        message = clean_line(self.message)
        return f"{place}: {message}{'' if message.endswith('?') else '.'}"


class SheetReading(Struct, frozen=True):
    """What reading sheets gave."""

    keyings: tuple[Keying, ...]
    problems: tuple[SheetProblem, ...]


def open_sheets(paths: Iterable[Path]) -> tuple[tuple[Sheet, ...], tuple[SheetProblem, ...]]:
    """Open sheets; a file that is none, or the copy of another, is a problem."""
    sheets: list[Sheet] = []
    problems: list[SheetProblem] = []
    for path in paths:
        try:
            sheet = open_sheet(path)
        except UnreadableSheet as unreadable:
            problems.append(SheetProblem(str(path), None, str(unreadable)))
            continue
        same = [each.file for each in sheets if each.rows == sheet.rows]
        if same:
            problems.append(SheetProblem(sheet.file, None, _copy(sheet.file, same[0])))
        else:
            sheets.append(sheet)
    return tuple(sheets), tuple(problems)


def _copy(file: str, other: str) -> str:
    if file == other:
        return "it was named twice and is counted once"
    return (
        f"what is filled in is the same as in {other}, and is counted once. If two people did "
        "key alike, write something under remark in one of the sheets"
    )


def read_sheets(scenario: Scenario, sheets: Sequence[Sheet]) -> SheetReading:
    """Read what the sheets of a scenario hold; gives one keying for each in which something is."""
    keyings: list[Keying] = []
    problems: list[SheetProblem] = []
    order = script_order(scenario)
    versions = {
        scene.id: moment_version(scene) for scene in scenario.scenes.values() if scene.scored
    }
    for sheet in sheets:
        reader = _Reader(scenario, order, versions, sheet)
        reader.read()
        problems += reader.problems
        if reader.keyed:
            keyings.append(reader.keying)
    return SheetReading(tuple(keyings), tuple(problems))


class _Reader:
    """Reads one sheet."""

    def __init__(
        self, scenario: Scenario, order: ScriptOrder, versions: Mapping[str, str], sheet: Sheet
    ) -> None:
        self._scenario = scenario
        self._order = order
        self._versions = versions
        self._sheet = sheet
        self._seen: dict[tuple[str, str], int] = {}
        self._changed: set[str] = set()
        self.problems: list[SheetProblem] = []
        self.keying = Keying(sheet.file, {}, {}, {}, {})

    @property
    def keyed(self) -> bool:
        """Whether anything was keyed."""
        return bool(self.keying.called or self.keying.levels or self.keying.judgments)

    def read(self) -> None:
        """Read every row; what is wrong is in `problems` afterwards."""
        if self._sheet.scenario not in ("", self._scenario.id):
            self._tell(
                None,
                f"this is a sheet for “{self._sheet.scenario}”, not for “{self._scenario.id}”; "
                "it is left out",
            )
            return
        for row in self._sheet.rows:
            self._row(row)
        self._missing()
        if not self.keyed and not self.problems:
            self._tell(None, "nothing is keyed in it; it is left out")

    def _tell(self, row: SheetRow | None, message: str) -> None:
        number = row.number if row else None
        self.problems.append(SheetProblem(self._sheet.file, number, message))

    def _row(self, row: SheetRow) -> None:
        if not row.mark:
            if any(_filled(cell) for cell in (row.calls_for, row.level, row.judgment, row.remark)):
                self._tell(row, f"the column “{MARK}” is empty; it says what is keyed here")
            return
        mark = _MARK.fullmatch(row.mark)
        scene = self._scenario.scenes.get(mark[1]) if mark else None
        if mark is None:
            self._tell(row, f"“{row.mark}” in the column “{MARK}” is not what pmquest wrote there")
        elif scene is None or not scene.scored:
            self._tell(row, f"“{mark[1]}” is not there to be keyed any more")
        elif mark[3] != self._versions[scene.id]:
            self._old(row, scene)
        elif (answer := self._answer(scene, mark[2])) is None:
            self._tell(row, f"scene {self._order.numbers[scene.id]} has no answer “{mark[2]}”")
        elif (place := (scene.id, answer)) in self._seen:
            self._tell(row, f"this repeats row {self._seen[place]}, which counts")
        else:
            self._seen[place] = row.number
            self._fill(row, place)

    def _answer(self, scene: Scene, named: str | None) -> str | None:
        """The id of the answer that goes by a letter; empty for the row of the scene itself."""
        if named is None:
            return ""
        letters = {letter(self._order, scene, each): id for id, each in scene.choices.items()}
        return letters.get(named)

    def _old(self, row: SheetRow, scene: Scene) -> None:
        if scene.id not in self._changed:
            self._changed.add(scene.id)
            number = self._order.numbers[scene.id]
            self._tell(
                row,
                f"scene {number} has changed since this sheet was written; what was keyed there "
                "is left out. Have it keyed anew",
            )

    def _fill(self, row: SheetRow, place: tuple[str, str]) -> None:
        if row.remark:
            self.keying.remarks[place] = clean(row.remark)
        if not place[1]:
            called = self._word(row, CALLS_FOR, row.calls_for, CALLED)
            if called:
                self.keying.called[place[0]] = called
            if _known(row.level, LEVELS) is not None or _known(row.judgment, JUDGMENTS) is not None:
                self._tell(row, "level and judgment are keyed in the rows of the answers")
            return
        if level := self._word(row, LEVEL, row.level, LEVELS):
            self.keying.levels[place] = level
        if judgment := self._word(row, JUDGMENT, row.judgment, JUDGMENTS):
            self.keying.judgments[place] = judgment
        if _known(row.calls_for, CALLED):
            self._tell(row, f"{CALLS_FOR} is keyed in the row of the scene")

    def _word(self, row: SheetRow, column: str, cell: str, known: Iterable[Word]) -> Word | None:
        word = _known(cell, known)
        if word is None and _filled(cell):
            hint = did_you_mean(_plain(cell), known)
            choice = f"{listed(list(known)[:-1])} or {list(known)[-1]}"
            self._tell(row, f"“{cell}” is no {column}; {hint or f'there are {choice}'}")
        return word

    def _missing(self) -> None:
        labels: list[str] = []
        for id in self._order.numbers:
            scene = self._scenario.scenes[id]
            if scene.scored and id not in self._changed:
                labels += self._missing_of(scene)
        if labels:
            more = f" and {len(labels) - _MOST_LISTED} more" if len(labels) > _MOST_LISTED else ""
            shown = ", ".join(labels[:_MOST_LISTED])
            self._tell(None, f"{counted(len(labels), 'row')} missing: {shown}{more}")

    def _missing_of(self, scene: Scene) -> Iterator[str]:
        if (scene.id, "") not in self._seen:
            yield str(self._order.numbers[scene.id])
        for choice in self._order.answers(scene):
            if (scene.id, choice.id) not in self._seen:
                yield self._order.label(scene, choice)


def _plain(cell: str) -> str:
    """Give a word as it is known: “▪ Manager-level.” is manager."""
    word = re.sub(r"[^\w-]+", " ", cell).strip().casefold()
    labels = {info.label: info.id for info in LEVEL_INFO.values()}
    return labels.get(word, word)


def _known(cell: str, known: Iterable[Word]) -> Word | None:
    plain = _plain(cell)
    return next((word for word in known if word == plain), None)


def _filled(cell: str) -> bool:
    return cell not in _EMPTY
