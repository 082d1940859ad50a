"""The map of a scenario as rows to walk on, and all there is to say about one of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Final

from textual.content import Content

from pmquest.explore.exploration import Exploration
from pmquest.report.lines import plain
from pmquest.report.prose import inline
from pmquest.report.reading_order import Part
from pmquest.report.scene_map import Answer, MapRow, SceneMap, Way
from pmquest.scoring.words import chance, times
from pmquest.tui.drawn import (
    BOLD,
    ERROR,
    FAINT,
    MUTED,
    judgment_dots,
    level_glyph,
    level_name,
    line,
    row,
    styled,
    wrapped,
)

_UNSCORED: Final = "○"
_ENDING: Final = "●"
"""Stand where the glyph of the level stands before a scored scene."""
_HEADS: Final[Mapping[Part, str]] = {
    "interrupt": "Where an interrupt leads",
    "nowhere": "No way leads here",
}
_ARROWS: Final = {"next": "↓", "down": "→", "up": "↑", None: "→"}
_ROOMY: Final = 4
"""What is set in takes two cells where it takes no more than a part of so many of the width."""


@dataclass(frozen=True)
class Charted:
    """A map, and what the desk knows about how to show it."""

    map: SceneMap
    here: str
    """The scene in which the author stands."""
    before: SceneMap | None = None
    """The map of a version before, whose figures are shown while newer ones are not known."""

    @cached_property
    def known(self) -> dict[str, MapRow]:
        """By scene, the row that has its figures."""
        return {found.scene: found for found in (self.before or self.map).rows}

    def title(self, scene: str) -> str:
        """The title of a scene as it is read."""
        found = self._rows.get(scene)
        return scene if found is None else found.title

    @cached_property
    def _rows(self) -> dict[str, MapRow]:
        return {found.scene: found for found in self.map.rows}

    @cached_property
    def deepest(self) -> int:
        """How far the scene stands in that is set in farthest."""
        return max((found.depth for found in self.map.rows), default=0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the tree: a scene, or a heading where `row` is None."""

    row: MapRow | None
    head: str = ""


def entries(drawn: SceneMap) -> list[Entry]:
    """Give the lines of the tree, a heading over each part but the story."""
    lines: list[Entry] = []
    for part, rows in groupby(drawn.rows, lambda row: row.part):
        if part in _HEADS:
            lines += [Entry(None), Entry(None, _HEADS[part])]
        lines += map(Entry, rows)
    return lines


def draw_entry(entry: Entry, width: int, charted: Charted) -> Content:
    """Draw one line of the tree."""
    if entry.row is None:
        return styled(entry.head, MUTED)
    found = entry.row
    step = "│ " if charted.deepest * 2 * _ROOMY <= width else "│"
    here = found.scene == charted.here
    title = styled(found.title, BOLD if here else "")
    left = line((step * found.depth, FAINT), _sign(found), " ", title)
    known = charted.known.get(found.scene, found)
    figures = _figures(found, known, stale=charted.before is not None)
    right = line(*([("here  ", MUTED)] if here else ()), figures)
    return row(left, right, width, gap=1)


def _sign(found: MapRow) -> Content:
    if found.calls_for is not None:
        return level_glyph(found.calls_for)
    return styled(_ENDING if found.grade else _UNSCORED, MUTED)


def _figures(found: MapRow, known: MapRow, *, stale: bool) -> Content:
    """How a scene ends and how often it is met, or what is wrong with it."""
    wrong = "✗ unreachable" if known.met == "no" else _trouble(known)
    if found.met == "no" or wrong:
        return styled(wrong or "✗ unreachable", ERROR)
    about, met = "~" if stale else "", ""
    if known.met == "not-in-sample":
        met = "not in the sample"
    elif known.met == "yes" and found.grade and known.visits is not None:
        met = about + chance(known.visits)
    elif known.met == "yes":
        met = about + times(known.visits)
    return styled("  ".join(filter(None, (found.grade, met))), MUTED)


def _trouble(known: MapRow) -> str:
    """Say what can happen to a play here; "" where it can go on."""
    if known.dead_end:
        return "✗ dead end"
    return "✗ no way out" if known.endless else ""


def draw_detail(found: MapRow, width: int, charted: Charted) -> list[Content]:
    """Tell all about a scene: what it calls for, how often it is met, where it leads."""
    lines = [
        *wrapped(styled(found.title, BOLD), width),
        *wrapped(styled(found.scene, MUTED), width),
        Content(""),
        *_about(found, charted.known.get(found.scene, found), width),
    ]
    if found.via:
        from_where = ", ".join(map(charted.title, found.via))
        lines += wrapped(line(("From ", MUTED), from_where), width)
    for answer in found.answers:
        lines += [Content(""), *_answer(answer, found, width, charted)]
    if found.common:
        lines.append(Content(""))
        lines += [part for way in found.common for part in _way(way, width, charted)]
    return lines


def _about(found: MapRow, known: MapRow, width: int) -> Iterator[Content]:
    if found.calls_for is not None:
        yield line(("Calls for ", MUTED), level_name(found.calls_for, ""))
    elif found.grade is not None:
        yield styled(f"A {found.grade} ending", MUTED)
    if "no" in (found.met, known.met):
        yield from wrapped(styled("✗ Nobody can come here.", ERROR), width)
    elif known.met == "not-in-sample":
        yield from wrapped(styled("Not met in the sample.", MUTED), width)
    elif known.met == "yes":
        told = f"Met {times(known.visits)} in a play by a player who picks at random"
        yield from wrapped(styled(told, MUTED), width)
    if known.dead_end:
        told = "✗ A play can stick here: every answer or every way on is closed."
        yield from wrapped(styled(told, ERROR), width)
    if known.endless:
        told = "✗ A play can be here with no ending ahead any more."
        yield from wrapped(styled(told, ERROR), width)


def _answer(answer: Answer, found: MapRow, width: int, charted: Charted) -> list[Content]:
    share = styled("" if answer.share is None else chance(answer.share), MUTED)
    lines: list[Content] = []
    if answer.choice is not None:
        lines.append(row(line(*_mark(answer), (answer.choice, BOLD)), share, width))
        if answer.met == "no" and found.met != "no":
            lines += wrapped(styled("✗ can never be taken", ERROR), width, first="  ")
        lines += wrapped(styled(plain(inline(answer.text)), MUTED), width, first="  ")
    only = [f"only if {answer.when}"] if answer.when else []
    only += ["only once"] if answer.once else []
    if only:
        lines += wrapped(styled(", ".join(only), MUTED), width, first="  ")
    if not found.common:
        lines += [
            part for way in answer.ways for part in _way(way, width, charted, len(answer.ways))
        ]
    return lines


def _mark(answer: Answer) -> list[Content | str | tuple[str, str]]:
    if answer.level is None or answer.judgment is None:
        return []
    return [level_glyph(answer.level), " ", judgment_dots(answer.judgment), "  "]


def _way(way: Way, width: int, charted: Charted, beside: int = 2) -> list[Content]:
    """Draw a way on; with others beside it, how often it is the one."""
    target = "back to where it was interrupted"
    if way.target is not None:
        target = charted.title(way.target)
    if way.kind == "interrupt":
        target += " breaks in"
    told = (
        target,
        f"{way.odds[0]} in {way.odds[1]}" if way.odds else "",
        f"if {way.when}" if way.when else "",
        "otherwise" if way.otherwise else "",
        chance(way.share) if way.share is not None and beside > 1 else "",
    )
    return wrapped(", ".join(filter(None, told)), width, first=f"  {_ARROWS[way.direction]} ")


def known_in_words(exploration: Exploration) -> str:
    """Say how much is known of the roads."""
    if exploration.sampled is not None:
        return f"figures of a sample of {exploration.sampled.plays:,} plays"
    return f"every road followed, {exploration.states:,} states"
