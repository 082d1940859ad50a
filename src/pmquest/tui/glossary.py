"""The game's own words, explained: the help lists them, the field guide makes entries of them.

What the words mean exactly stands in scoring.md; here they are said as one would to a
colleague.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Word:
    """One word of the game."""

    id: str
    """By which the field guide can be opened at it."""
    label: str
    meaning: str


WORDS: Final[tuple[Word, ...]] = (
    Word(
        "moment",
        "Moment",
        "A scene in which you decide. It calls for one level, or takes either; the signal is "
        "what it can be told by. Some moments weigh two or three times as much as others.",
    ),
    Word(
        "judgment",
        "Judgment",
        "How well an answer serves the moment: ••• strong, ••· sound, •·· weak, ··· poor, "
        "worth three points, two, one and none. Strong and sound are done well. Your judgment "
        "is what you earned of the best that could be picked at each moment; an answer that "
        "was locked is nobody's mistake.",
    ),
    Word(
        "blind",
        "Picking blindly",
        "What an average of the answers on the same road would have earned. It stands beside "
        "your judgment, so that the two can be told apart.",
    ),
    Word(
        "fit",
        "Fit",
        "How often you answered at the level that the moment called for. The two-by-two shows "
        "it: what was called for against what you answered, and in each cell how much of it "
        "was done well. The right level done badly is a lesson of its own.",
    ),
    Word(
        "lean",
        "Lean",
        "How your answers were shared between manager-level and leader-level. It describes "
        "you; neither end is better. Called lean is the same over what the moments called for.",
    ),
    Word(
        "evidence",
        "What counts for a title",
        "The first answer you ever gave at each moment, in either mode, plays left half-way "
        "included. Playing again and replaying from a decision are practice and change no "
        "title. A moment is met by an answer done well at the level that it calls for; a title "
        "looks at the latest of them. A title once reached stays.",
    ),
    Word(
        "coached",
        "Coached",
        "After each answer you read what it did and why, and you may take it back.",
    ),
    Word(
        "assessed",
        "Assessed",
        "You play to the end first; the coaching waits in the debrief, and nothing is taken back.",
    ),
    Word(
        "profile",
        "A profile, not a certificate",
        "The figures describe how you answered these scenarios, keyed by their authors. They "
        "are there to think and talk about, not to hire or to rate by.",
    ),
)
