"""Estimates how many lines a scene takes on a terminal of 80 by 24 (look.md, "Sizes").

The play screen itself measures more closely; here the parts are counted by its figures, without
the pictures being drawn. What has a condition is left out: it may not be there.
"""

from __future__ import annotations

from typing import Final

from pmquest.scenario.model import Exhibit, Scene

ROOM: Final = 24
"""The lines of the smallest terminal that a scene should fit."""

_TEXT: Final = 72
"""Cells of a line of text."""
_PICTURE: Final = 70
_ANSWER: Final = 68
"""Cells beside the number of an answer."""
_AROUND: Final = 4
"""The title of the play, the air under the scene's title and over the answers, the line of keys."""
_METERS: Final = 2
"""The line of meters and the air under it."""
_PLOT: Final = 4
"""A line chart and its labels."""
_GAP: Final = 3
"""Cells between two columns."""


def rows_of(scene: Scene, *, meters: bool) -> int:
    """Give the lines of a scene with all its answers; `meters` where the scenario has any."""
    text = [block.text for block in scene.text if block.when is None]
    exhibits = [exhibit for exhibit in scene.exhibits if exhibit.when is None]
    answers = [choice.text for choice in scene.choices.values() if choice.when is None]
    return (
        _AROUND
        + (_METERS if meters else 1)
        + _wrapped(scene.title, _TEXT)
        + _prose("\n\n".join(text))
        + sum(1 + _picture(exhibit) for exhibit in exhibits)
        + sum(_wrapped(answer, _ANSWER) for answer in answers)
    )


def _wrapped(text: str, width: int) -> int:
    """The lines of a text, each filled as far as whole words go."""
    lines, used = 1, -1
    for word in text.split():
        used += len(word) + 1
        if used > width:
            lines, used = lines + 1, len(word)
    return lines


def _prose(text: str) -> int:
    """The lines of Markdown: paragraphs with air between them, lists line by line."""
    paragraphs = [part for part in text.split("\n\n") if part.strip()]
    rows = 0
    for paragraph in paragraphs:
        lines = paragraph.splitlines()
        listed = any(line.lstrip()[:2] in ("- ", "* ", "1.") for line in lines)
        rows += sum(_wrapped(line, _TEXT) for line in (lines if listed else [paragraph]))
    return rows + max(0, len(paragraphs) - 1)


def _picture(exhibit: Exhibit) -> int:
    """The lines of an exhibit under its title, which is counted too."""
    title = _wrapped(exhibit.title, _PICTURE)
    if exhibit.kind == "table":
        table = [exhibit.columns, *exhibit.rows]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        over = sum(widths) + _GAP * (len(widths) - 1) > _PICTURE
        return title + len(table) + (len(exhibit.rows) if over else 0)
    if exhibit.kind == "bar":
        count = len(exhibit.labels) * len(exhibit.series)
        return title + count + (len(exhibit.labels) - 1 if len(exhibit.series) > 1 else 0)
    return title + _PLOT
