"""The rules about what gives a key away over a whole scenario (PQ51, content.md)."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from pmquest.check.example_scenes import END, answer, scored
from pmquest.scenario.diagnostics import rule

_LONG: Final = "Ring ten of the customers who complained and listen."
_SHORT: Final = "Ring ten customers."
_OTHER: Final = "Take it to the board on Friday and let it decide."
_TRUST: Final = "meters:\n  trust: {label: Trust, start: 50}\n"


def _days(*answers: str, **keys: str) -> str:
    """Write three scored scenes with the same answers."""
    days = pairwise(("monday", "tuesday", "wednesday", "friday"))
    scenes = (scored(day, after, *answers, **keys) for day, after in days)
    return f"scenes:\n{''.join(scenes)}{END}"


LONGEST = rule(
    "PQ512",
    "warning",
    "in {count} of {scenes} scored scenes the strong answer is the longest by a fifth or more",
    meaning="Whoever always takes the longest answer would do well without reading it. The strong "
    "answer may be the longest in a third of the scenes. Shorten it, or give the others "
    "as much detail.",
    raises=_days(
        answer("ring", "manager", "strong", text=_LONG),
        answer("board", "leader", "poor", text=_SHORT),
    ),
    passes=_days(
        answer("ring", "manager", "strong", text=_LONG),
        answer("board", "leader", "poor", text=_OTHER),
    ),
)
SHORTEST = rule(
    "PQ513",
    "warning",
    "in {count} of {scenes} scored scenes the strong answer is the shortest by a fifth or more",
    meaning="Whoever always takes the shortest answer would do well without reading it. The strong "
    "answer may be the shortest in a third of the scenes. Say more of what it does, or less of "
    "the others.",
    raises=_days(
        answer("ring", "manager", "strong", text=_SHORT),
        answer("board", "leader", "poor", text=_OTHER),
    ),
    passes=_days(
        answer("ring", "manager", "strong", text=_LONG),
        answer("board", "leader", "poor", text=_OTHER),
    ),
)
FIRST = rule(
    "PQ514",
    "warning",
    "in {count} of {scenes} scenes with `shuffle: false` the strong answer stands first",
    meaning="Where the order is not drawn, the place of an answer tells something as soon as it "
    "repeats itself. Remove `shuffle: false`, or change the order in some scenes.",
    raises=_days(
        answer("ring", "manager", "strong"), answer("board", "leader", "poor"), shuffle="false"
    ),
    passes=_days(answer("ring", "manager", "strong"), answer("board", "leader", "poor")),
)
MIDDLE = rule(
    "PQ515",
    "advice",
    "in {count} of {scenes} scored scenes the strong answer is the middle road",
    meaning="It moves every meter less than one of the other answers and more than another. Where "
    "moderation is strong in more than a third of the scenes, it can be picked without "
    "thinking. Let some strong answers go all the way.",
    raises=_TRUST
    + _days(
        answer("ring", "manager", "strong", effects="{trust: 2}"),
        answer("wait", "manager", "weak", effects="{trust: -5}"),
        answer("board", "leader", "poor", effects="{trust: 8}"),
    ),
    passes=_TRUST
    + _days(
        answer("ring", "manager", "strong", effects="{trust: -5}"),
        answer("wait", "manager", "weak", effects="{trust: 2}"),
        answer("board", "leader", "poor", effects="{trust: 8}"),
    ),
)
VOCABULARY = rule(
    "PQ516",
    "advice",
    "“{word}” stands in {count} answers, all of them {level}-level",
    meaning="A word that only one level's answers use is a label on them. Say the deed instead "
    "(“move two engineers to Lisbon until March”), or let an answer of the other level use "
    "the word too.",
    raises=_days(
        answer("ring", "manager", "strong"),
        answer("board", "leader", "poor", text="Write a strategic paper for the board."),
    ),
    passes=_days(
        answer("ring", "manager", "strong"),
        answer("board", "leader", "poor", text="Move two engineers to Lisbon until March."),
    ),
)
