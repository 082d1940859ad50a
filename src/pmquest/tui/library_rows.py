"""The rows of the library: what is on the shelf, in which order, and how each is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from textual.content import Content

from pmquest.game.headers import Header
from pmquest.game.records import Glance, PlayRecord, Standing
from pmquest.scoring.words import percent
from pmquest.tui.drawn import BOLD, ERROR, MUTED, cell, level_name, line, row, styled, wrapped
from pmquest.tui.rows import Draw

_FACTS: Final = 18
"""How wide the column of facts is at the right of a row: `▪ manager   12 min`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row: a play to go on with, or a scenario to begin."""

    header: Header | None
    """The scenario; None where its file is gone but a play of it can be gone on with."""
    unfinished: PlayRecord | None = None
    """The play that waits, the latest where there are several."""
    standing: Standing | None = None
    """What came of it so far; None where it was never played to an end."""
    suggested: bool = False
    """Whether it is what to play next."""

    @property
    def id(self) -> str:
        """What tells this row from the others."""
        if self.unfinished is not None:
            return f"play:{self.unfinished.id}"
        return f"file:{self.header.file if self.header else ''}"

    def holds(self, words: Iterable[str]) -> bool:
        """Whether every word occurs in what the row says of its scenario."""
        texts = [self.unfinished.title] if self.unfinished else []
        if self.header is not None:
            header = self.header
            texts += [header.id, header.title, header.role, header.summary]
        text = " ".join(texts).casefold()
        return all(word in text for word in words)


def shelf(
    headers: Sequence[Header], glance: Glance, suggested: Header | None = None
) -> list[Entry]:
    """Everything to play: what waits to be gone on with first, then the rest, each once.

    `suggested` is the one that is marked as what to play next.
    """
    by_name = {header.name: header for header in headers}
    waiting: dict[str, PlayRecord] = {}
    for record in glance.unfinished:
        waiting.setdefault(record.name, record)
    standings = glance.standings
    return [
        *(
            Entry(by_name.get(name), record, standings.get(name))
            for name, record in waiting.items()
        ),
        *(
            Entry(header, None, standings.get(header.name), suggested=header is suggested)
            for header in headers
            if header.name not in waiting
        ),
    ]


def headed(entries: Sequence[Entry]) -> Iterator[tuple[str | None, Draw]]:
    """The rows of these entries, each group under what it is called.

    What waits stands first, under no heading.
    """
    over = ("", "")
    for entry in entries:
        if entry.unfinished is None and entry.header is not None:
            here = (entry.header.group, entry.header.stage)
            if here != over:
                yield None, partial(_heading, *(here if here[0] != over[0] else ("", here[1])))
                over = here
        yield entry.id, partial(draw_entry, entry)


def _heading(group: str, stage: str, width: int) -> list[Content]:
    """What stands over a group, over a stage of its way, or both."""
    titles = [styled(title, ink) for title, ink in ((group, MUTED), (stage, MUTED)) if title]
    return [title.truncate(width, ellipsis=True) for title in titles]


def draw_entry(entry: Entry, width: int) -> list[Content]:
    """The two lines of a row, and under them the path where the scenario is known by that."""
    known = entry.unfinished or entry.header
    if known is None:
        return []
    path = wrapped(styled(known.file, MUTED), width) if known.second else []
    return [*_drawn(known, entry, width), *path]


def _drawn(known: PlayRecord | Header, entry: Entry, width: int) -> list[Content]:
    if isinstance(known, PlayRecord):
        return _waiting(known, width)
    if known.problem is not None:
        return _broken(known, known.problem, width)
    return _playable(known, _result(entry), width)


def _waiting(record: PlayRecord, width: int) -> list[Content]:
    return [
        row(
            styled(record.title, BOLD), styled(f"Continue, decision {record.decision}", BOLD), width
        ),
        row(styled(record.stopped_at, MUTED), styled(record.left, MUTED), width),
    ]


def _broken(header: Header, problem: str, width: int) -> list[Content]:
    return [
        row(styled(header.title, BOLD), styled("✗ does not load", ERROR), width),
        styled(problem, MUTED).truncate(width, ellipsis=True),
    ]


def _playable(header: Header, result: Content, width: int) -> list[Content]:
    minutes = styled(f"{header.minutes} min", MUTED)
    level = level_name(header.role_level)
    facts = line(level, cell(minutes, _FACTS - level.cell_length, "right"))
    return [
        row(styled(header.title, BOLD), facts, width),
        row(styled(header.role, MUTED), cell(result, _FACTS), width),
    ]


def _result(entry: Entry) -> Content:
    """What came of it so far, and whether it is what to play next."""
    standing = entry.standing
    if standing is None:
        return styled("play next", BOLD) if entry.suggested else styled("new", MUTED)
    best = "" if standing.best is None else f"best {percent(standing.best)}"
    return row(styled(best, MUTED), styled(f"{standing.played}×", MUTED), _FACTS)
