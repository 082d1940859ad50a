"""Figures in words: what several faces say the same way is said here once.

A figure with nothing under it is None and reads "not seen", never 0 % (scoring.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from pmquest.framework import EITHER_GLYPH, LEVEL_INFO, CalledLevel, Judgment

NOT_SEEN: Final = "not seen"
"""How a figure reads that has nothing under it."""

JUDGMENT_DOTS: Final[dict[Judgment, str]] = {
    "strong": "•••",
    "sound": "••·",
    "weak": "•··",
    "poor": "···",
}

_NUMBERS: Final = (
    "no one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
)

_NOISE: Final = 1e-9
"""By how much a sum of floats may miss the 1 that it stands for."""

_LARGEST_DENOMINATOR: Final = 1_000_000
"""Figures are fractions of small whole numbers; this takes them back from their floats."""


def whole_percent(share: float) -> int:
    """Round a share (0 to 1) to a whole percentage; a half goes up, as people round."""
    exact = Fraction(share).limit_denominator(_LARGEST_DENOMINATOR)
    return int((exact * 200 + 1) // 2)


def percent(share: float | None) -> str:
    """Say a share (0 to 1) as "61 %", or "not seen" for None."""
    return NOT_SEEN if share is None else f"{whole_percent(share)} %"


def chance(probability: float) -> str:
    """Say a probability (0 to 1) as "31 %": "<1 %" and ">99 %" where 0 % and 100 % would lie."""
    rounded = whole_percent(probability)
    if rounded == 0 and probability > 0:
        return "<1 %"
    if rounded == 100 and 1 - probability > _NOISE:
        return ">99 %"
    return f"{rounded} %"


def times(expected: float | None) -> str:
    """Say how often something is met in a play: "1.00×"; "∞" for None, where nothing bounds it."""
    if expected is None:
        return "∞"
    return "<0.01×" if 0 < expected < 0.005 else f"{expected:,.2f}×"


def level_shares(lean: float) -> tuple[int, int]:
    """Split a lean (-1 to +1) into the percentages of manager and leader, which add to 100."""
    leader = whole_percent((1 + lean) / 2)
    return 100 - leader, leader


def lean_in_words(lean: float | None) -> str:
    """Say a lean as "38 % manager · 62 % leader", or "not seen" for None."""
    if lean is None:
        return NOT_SEEN
    manager, leader = level_shares(lean)
    return f"{manager} % manager · {leader} % leader"


def level_in_words(level: CalledLevel) -> str:
    """Say a level with its glyph: "▪ manager-level", "▲ leader-level"; "either level"."""
    if level == "either":
        return "either level"
    info = LEVEL_INFO[level]
    return f"{info.glyph} {info.label}"


def level_glyph(level: CalledLevel) -> str:
    """Give the glyph of a level, "·" for either."""
    return EITHER_GLYPH if level == "either" else LEVEL_INFO[level].glyph


def judgment_in_words(judgment: Judgment) -> str:
    """Say a judgment with its dots: "••· sound"."""
    return f"{JUDGMENT_DOTS[judgment]} {judgment}"


def measured(value: int, unit: str = "") -> str:
    """Say a whole number with its unit: "58 k€", "−3", "1,200 k€"."""
    digits = f"{abs(value):,}"
    figure = f"−{digits}" if value < 0 else digits
    return f"{figure} {unit}" if unit else figure


def signed(change: int, unit: str = "") -> str:
    """Say a change with its sign and unit: "+4", "−2 k€", "0"."""
    return f"+{measured(change, unit)}" if change > 0 else measured(change, unit)


def number_word(count: int) -> str:
    """Say a count: in words up to twelve ("no" for 0), in figures beyond."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def counted(count: int, one: str, many: str | None = None) -> str:
    """Say a count in figures with its noun: "1 decision", "3 decisions".

    `many` is the plural where adding an s does not make it.
    """
    return f"{count} {one if count == 1 else many or one + 's'}"


def listed(parts: Sequence[str]) -> str:
    """Join parts as a sentence does: "1", "1 and 4", "1, 4 and 6"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def sentence(text: str) -> str:
    """Begin with a capital and end with a full stop."""
    return f"{text[:1].upper()}{text[1:]}."
