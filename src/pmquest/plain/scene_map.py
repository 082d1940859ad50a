"""The map of a scenario as lines of text: a tree that stays on the page however deep a story is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from pmquest.plain.words import hanging, paragraph, parted
from pmquest.report.lines import cells, cut
from pmquest.report.reading_order import Part
from pmquest.report.scene_map import Answer, MapRow, SceneMap, Way
from pmquest.scoring.words import JUDGMENT_DOTS, chance, counted, level_glyph, times

UNSCORED: Final = "○"
ENDING: Final = "●"
"""Stand before a scene where the glyph of the level stands before a scored one."""

_RAIL: Final = "│ "
_INDENT: Final = "    "
_ARROWS: Final = {"next": "↓", "down": "→", "up": "↑", None: "→"}
_MOST_ID: Final = 24
_LEAST_TEXT: Final = 12
"""A text of an answer that would get fewer cells is left out; its id stands there."""


def map_lines(drawn: SceneMap, width: int) -> list[str]:
    """Draw the tree in lines of `width` cells, what its signs mean last."""
    parts: dict[Part, list[str]] = {
        part: [line for row in rows for line in _row_set_in(row, width)]
        for part, rows in groupby(drawn.rows, lambda row: row.part)
    }
    nowhere = parts.get("nowhere")
    return parted(
        [
            paragraph(drawn.title, width),
            parts["story"],
            list(_interrupts(drawn, width)),
            parts.get("interrupt", []),
            [*paragraph("✗ No way leads here:", width), *nowhere] if nowhere else [],
            _legend(drawn, width),
        ]
    )


def _interrupts(drawn: SceneMap, width: int) -> Iterator[str]:
    """List the interrupts; the scenes that they alone lead to come after."""
    if drawn.interrupts:
        yield from paragraph("After any pick, each once in a play:", width)
    for entry in drawn.interrupts:
        met = f" · {times(entry.expected)}" if drawn.explored else ""
        yield from hanging("  if ", f"{entry.when} → {entry.target}{met}", width)


def _row_set_in(row: MapRow, width: int) -> Iterator[str]:
    rails = _RAIL * row.depth
    for line in _row(row, width - cells(rails)):
        yield f"{rails}{line}"


def _row(row: MapRow, width: int) -> Iterator[str]:
    """Draw a scene and its ways on."""
    yield from _scene_line(row, width)
    answers = [answer for answer in row.answers if answer.choice is not None]
    columns = _Columns(row, answers, width)
    for answer in answers:
        yield from columns.line(answer)
        yield from _further(answer, row, width)
    for way in row.common:
        yield from _way_lines(way, _INDENT, width)


class _Columns:
    """The answers of one scene in columns: id, text, how often, and the way on where it is one."""

    def __init__(self, row: MapRow, answers: list[Answer], width: int) -> None:
        self._parting = not row.common
        self._width = width
        self._ids = min(_MOST_ID, _widest(answer.choice or "" for answer in answers))
        self._often = _widest(map(_often, answers))
        self._ways = _widest(map(self._way, answers))

    def line(self, answer: Answer) -> list[str]:
        """Draw one answer, its text cut to what room there is."""
        choice, often, way = answer.choice or "", _often(answer), self._way(answer)
        mark = f"{_INDENT}{_mark(answer)}"
        often = " " * (self._often - cells(often)) + often
        way += " " * (self._ways - cells(way))
        tail = "  ".join(column for column in (often, way) if column)
        head = f"{mark}{choice}{' ' * (self._ids - cells(choice))}  "
        room = self._width - cells(head) - cells(tail) - 2
        if room < 0:
            return hanging(mark, f"{choice}  {tail.strip()}", self._width)
        text = cut(answer.text, room) if room >= _LEAST_TEXT else ""
        return [f"{head}{text}{' ' * (room + 2 - cells(text))}{tail}".rstrip()]

    def _way(self, answer: Answer) -> str:
        return _arrow(answer.ways[0]) if self._parting and len(answer.ways) == 1 else ""


def _widest(texts: Iterable[str]) -> int:
    return max(map(cells, texts), default=0)


def _often(answer: Answer) -> str:
    return answer.trouble or ("" if answer.share is None else chance(answer.share))


def _scene_line(row: MapRow, width: int) -> Iterator[str]:
    glyph = level_glyph(row.calls_for) if row.calls_for else ENDING if row.grade else UNSCORED
    told = _told(row)
    first, *others = hanging(f"{glyph} ", f"{row.scene} · {row.title}", width - cells(told) - 2)
    yield f"{first}{' ' * (width - cells(first) - cells(told))}{told}".rstrip()
    yield from others


def _told(row: MapRow) -> str:
    """What stands at the end of a scene's line: what is wrong, how it ends, how often it is met."""
    how = f"{row.grade} ending" if row.grade else ""
    met = ""
    if row.met == "yes":
        met = chance(row.visits) if row.grade and row.visits is not None else times(row.visits)
    return " · ".join(filter(None, (*row.troubles, how, met)))


def _mark(answer: Answer) -> str:
    """The level and the dots of a scored answer."""
    if answer.level is None or answer.judgment is None:
        return ""
    return f"{level_glyph(answer.level)} {JUDGMENT_DOTS[answer.judgment]}  "


def _further(answer: Answer, row: MapRow, width: int) -> Iterator[str]:
    """Tell under an answer when it is open, and its ways where there are several."""
    indent = _INDENT * 2
    open_if = f"only if {answer.when}" if answer.when else ""
    only = " · ".join(filter(None, (open_if, "once" if answer.once else "")))
    if only:
        yield from hanging(indent, only, width)
    if not row.common and len(answer.ways) > 1:
        for way in answer.ways:
            yield from _way_lines(way, indent, width)


def _way_lines(way: Way, indent: str, width: int) -> list[str]:
    share = f"{chance(way.share):>5}  " if way.share is not None else ""
    mark = f"{indent}{share}{_ARROWS[way.direction]} "
    return hanging(mark, ", ".join((way.in_words, *way.decided_by)), width)


def _arrow(way: Way) -> str:
    return f"{_ARROWS[way.direction]} {way.in_words}"


def _legend(drawn: SceneMap, width: int) -> list[str]:
    """Say what was explored and what the signs mean."""
    scenes = counted(len(drawn.rows), "scene")
    endings = counted(sum(row.grade is not None for row in drawn.rows), "ending")
    if drawn.exact:
        known = "Every road was followed."
    elif drawn.explored:
        known = "The figures are those of a sample of plays, not of every road."
    else:
        known = "Not explored: nothing is known of odds, or of what nobody can reach."
    lines = paragraph(f"{scenes}, {endings}. {known}", width)
    lines += paragraph(
        f"▪ calls for manager-level · ▲ for leader-level · · for either · {UNSCORED} not scored · "
        f"{ENDING} an ending. ↓ the next scene below, → one further down, ↑ one above. What is set "
        "in behind a │ is met only by way of the scene above it.",
        width,
    )
    if drawn.explored:
        lines += paragraph(
            "Figures are those of a player who picks at random: × how many times a play meets the "
            "scene, % of the times there that go this way.",
            width,
        )
    return lines
