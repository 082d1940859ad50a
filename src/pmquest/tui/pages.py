"""What the play screen reads out, as lines: a scene, an outcome, an ending, a dead end.

Pure functions of what the engine shows, so that a scene that is open and one that is read
again look the same. Nothing here that is shown before a choice is made knows its level.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from msgspec.structs import replace

from pmquest.engine.views import MeterChange, Outcome, SceneView
from pmquest.framework import LEVEL_INFO, Grade, Level
from pmquest.report.exhibit import exhibit_lines
from pmquest.report.lines import Line, Run, Tone, width, wrapped
from pmquest.report.prose import inline, prose_lines
from pmquest.scoring.clean import clean_line
from pmquest.scoring.moments import Keys, Moment
from pmquest.scoring.words import measured

MOST_TEXT: Final = 72
"""Text is at most this many cells wide."""
_TALL_PLOT, _LOW_PLOT = 6, 3
"""The rows of a chart's plot in a tall window and in a low one."""
_BETWEEN: Final = 6
"""The cells between two meters that moved."""
_BLANK: Final[Line] = ()
_ENDINGS: Final[dict[Grade, str]] = {
    "good": "A good ending.",
    "mixed": "A mixed ending.",
    "bad": "A bad ending.",
}


def scene_page(view: SceneView, size: int, *, tall: bool, breaks_in: bool = False) -> list[Line]:
    """A scene to be read; `breaks_in` where it interrupts what the last choice was leading to."""
    size = min(size, MOST_TEXT)
    lines: list[Line] = []
    if breaks_in:
        lines.append((Run("Before you get any further", "muted"),))
    lines += title_lines(view.title, size)
    if tall:
        lines.append(_BLANK)
    return [*lines, *scene_text(view, size, tall=tall)]


def scene_text(view: SceneView, size: int, *, tall: bool) -> list[Line]:
    """The text and the pictures of a scene, without its title."""
    lines = prose_lines(view.text, size)
    for exhibit in view.exhibits:
        plot = _TALL_PLOT if tall else _LOW_PLOT
        lines.append(_BLANK)
        lines += [(Run("  "), *line) for line in exhibit_lines(exhibit, size - 2, plot)]
    if view.ending is not None:
        lines += [_BLANK, (Run(_ENDINGS[view.ending], "muted"),)]
    return lines


def outcome_page(
    outcome: Outcome,
    title: str,
    size: int,
    *,
    tall: bool,
    coached: Moment | None,
    timed_out: bool = False,
) -> list[Line]:
    """What the last choice did; `coached` is its moment where the player is told how it served."""
    size = min(size, MOST_TEXT)
    head = title_lines(title, size)
    if tall:
        head.append(_BLANK)
    if timed_out:
        head.append((Run("The time ran out. This answer was taken for you:"),))
    return [*head, *parted(outcome_parts(outcome, size, coached=coached))]


def outcome_parts(outcome: Outcome, size: int, *, coached: Moment | None) -> list[list[Line]]:
    """What was picked, what came of it, what moved and, where coached, how it served."""
    return [
        picked_lines(outcome, size),
        prose_lines(outcome.result, size) if outcome.result else [],
        moved_lines(outcome.changes, size),
        verdict_lines(coached, outcome.why or "", size) if coached else [],
    ]


def dead_end_page(view: SceneView, reason: str, size: int, *, tall: bool) -> list[Line]:
    """The last scene of a play that cannot go on, and why it cannot."""
    size = min(size, MOST_TEXT)
    return [*scene_page(view, size, tall=tall), _BLANK, *dead_end_lines(reason, size)]


def dead_end_lines(reason: str, size: int) -> list[Line]:
    """Why a play cannot go on."""
    told = wrapped([Run("The story cannot go on from here. ", bold=True), Run(reason)], size - 3)
    return barred(told, "ink")


def told_page(sentence: str, size: int) -> list[Line]:
    """One sentence to the player in place of a scene."""
    return barred(wrapped([Run(sentence)], min(size, MOST_TEXT) - 3), "ink")


def title_lines(title: str, size: int) -> list[Line]:
    """The title of a scene."""
    return wrapped([Run(clean_line(title), bold=True)], size)


def picked_lines(outcome: Outcome, size: int) -> list[Line]:
    """The answer that was picked, quoted."""
    text = [replace(run, tone="muted") for run in inline(outcome.text)]
    return barred(wrapped(text, size - 3), "faint")


def moved_lines(changes: Iterable[MeterChange], size: int) -> list[Line]:
    """What moved: `Budget 58 → 50 k€`, as many beside each other as fit."""
    lines: list[Line] = []
    for change in changes:
        figures = f"{measured(change.before)} → {measured(change.after, change.unit)}"
        piece = (Run(f"{change.label} ", "muted"), Run(figures, bold=True))
        if lines and width(lines[-1]) + _BETWEEN + width(piece) <= size:
            lines[-1] = (*lines[-1], Run(" " * _BETWEEN), *piece)
        else:
            lines += wrapped(piece, size)
    return lines


def verdict_lines(moment: Moment, why: str, size: int) -> list[Line]:
    """At which level the answer was, how well it served, what the moment called for, and why."""
    if moment.keys is None:
        return prose_lines(why, size)
    keys = moment.keys
    head = (
        *level_runs(keys.level),
        Run("    "),
        Run(moment.judgment_in_words, bold=True),
    )
    inner = size - 3
    told = [head, *called_lines(moment, keys, inner)]
    if why:
        told += [_BLANK, *prose_lines(why, inner)]
    return barred(told, keys.level)


def called_lines(moment: Moment, keys: Keys, size: int) -> list[Line]:
    """What the moment called for, and by what that could be told."""
    if keys.calls_for == "either":
        return wrapped([Run("The moment could be met at either level.", "muted")], size)
    signal = f": {clean_line(moment.scene.signal)}" if moment.scene.signal else "."
    called = (
        Run("The moment called for ", "muted"),
        *level_runs(keys.calls_for, "muted"),
        Run(signal, "muted"),
    )
    return wrapped(called, size)


def level_runs(level: Level, ink: Tone = "ink") -> Line:
    """A level's glyph in its colour, and its name: `▲ leader-level`."""
    info = LEVEL_INFO[level]
    return (Run(info.glyph, level), Run(f" {info.label}", ink, bold=ink == "ink"))


def barred(lines: Iterable[Line], tone: Tone) -> list[Line]:
    """Lines behind a bar, such as a quotation."""
    return [(Run("▌", tone), Run("  "), *line) for line in lines]


def parted(parts: Iterable[Sequence[Line]]) -> list[Line]:
    """Parts under one another with a blank line between; empty ones are left out."""
    lines: list[Line] = []
    for part in parts:
        if part:
            lines += [*([_BLANK] if lines else []), *part]
    return lines
