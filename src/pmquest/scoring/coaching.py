"""What to work on after a play: at most three entries, each with the decisions it rests on.

The rules are scoring.md's "Coaching" and the table of the five steps in teaching-model.md: a
miss at a leader moment is answered with a step towards leadership, a miss at a manager moment
with the manager responsibility that was passed over.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from pmquest.framework import (
    RESPONSIBILITIES,
    STEPS,
    Aspect,
    Responsibility,
    ResponsibilityInfo,
    Step,
    StepInfo,
)
from pmquest.scoring.moments import Keys, Moment
from pmquest.scoring.words import listed

MOST_ENTRIES: Final = 3

Advice = Step | Responsibility
"""What an entry offers: one of the five steps, or a manager responsibility."""

_BY_ASPECT: Final[dict[Aspect, Step]] = {
    "scope": "think-bigger",
    "decisions": "think-bigger",
    "team": "lead-people",
    "responsibilities": "meet-executives",
    "horizon": "be-patient",
}
_BY_RESPONSIBILITY: Final[dict[Responsibility | None, Step]] = {
    "market": "keep-learning",
    "vision": "keep-learning",
    "alignment": "meet-executives",
}
_WHEN_NOTHING_WAS_LOST: Final = STEPS["keep-learning"]

_ORDER: Final[tuple[Advice, ...]] = (*STEPS, *RESPONSIBILITIES)
"""How entries that lost the same are ranked."""

_PLANS: Final[dict[Advice, str]] = {
    "think-bigger": "If I am about to decide something for one product, then I first write down "
    "which other product it helps or hurts.",
    "lead-people": "If a colleague brings me a problem, then I ask what they would do before I "
    "say what I would.",
    "meet-executives": "If I send news about my product, then I begin with the company goal "
    "that it serves.",
    "keep-learning": "If an hour in my calendar comes free, then I spend it reading about the "
    "market I am in.",
    "be-patient": "If something feels urgent, then I ask what should be true in two years "
    "before I answer.",
    "customers": "If a decision is about customers, then I talk to two of them before I make it.",
    "roadmap": "If somebody asks for a feature, then I say what it would push back before I say "
    "yes.",
    "teamwork": "If I start something that needs others, then I first ask design, engineering "
    "and marketing what they are waiting for.",
    "launch": "If something of ours is about to go out, then I first ask support what they will "
    "be asked.",
    "improvement": "If we are about to build the next thing, then I first look at how the last "
    "one is used.",
}
"""The plan for the coming week that a debrief suggests for each piece of advice."""


class CoachingEntry(Struct, frozen=True):
    """One piece of advice and what it rests on."""

    info: StepInfo | ResponsibilityInfo
    """A step, or a manager responsibility, as the framework has it."""
    lost: int
    """Points lost × weight of the decisions it rests on; 0 where nothing was lost."""
    because: tuple[int, ...]
    """The decisions it rests on: their places among all picks, from 0."""

    @property
    def id(self) -> Advice:
        """The name of the step or the responsibility."""
        return self.info.id

    @property
    def is_step(self) -> bool:
        """Whether it is one of the five steps; else it is a manager responsibility."""
        return isinstance(self.info, StepInfo)

    @property
    def label(self) -> str:
        """Its name."""
        return self.info.label

    @property
    def meaning(self) -> str:
        """What it means, in a sentence."""
        return self.info.meaning

    @property
    def advice(self) -> str:
        """What to do about it this week."""
        return self.info.advice

    @property
    def because_in_words(self) -> str:
        """What it rests on: "Because of decisions 2 and 4." """
        if not self.because:
            return "Nothing here asked for more; this keeps it so."
        numbers = [str(index + 1) for index in self.because]
        noun = "decision" if len(numbers) == 1 else "decisions"
        return f"Because of {noun} {listed(numbers)}."

    @property
    def suggested_plan(self) -> str:
        """An if-then plan for the coming week that follows from it."""
        return _PLANS[self.id]


def coach(played: Iterable[Moment]) -> tuple[CoachingEntry, ...]:
    """Give the one to three entries for these moments, the most costly first.

    Counted are the decisions not done well or at another level than called for, as far as they
    lost points; entries of one kind are summed. Where there is none, `keep-learning` alone.
    """
    entries: dict[Advice, CoachingEntry] = {}
    for moment in played:
        if moment.keys and moment.lost and not (moment.done_well and moment.at_called_level):
            info = _info(moment, moment.keys)
            before = entries.get(info.id, CoachingEntry(info, 0, ()))
            entries[info.id] = CoachingEntry(
                info, before.lost + moment.lost, (*before.because, moment.index)
            )
    ranked = sorted(entries.values(), key=lambda entry: (-entry.lost, _ORDER.index(entry.id)))
    return tuple(ranked[:MOST_ENTRIES]) or (CoachingEntry(_WHEN_NOTHING_WAS_LOST, 0, ()),)


def _info(moment: Moment, keys: Keys) -> StepInfo | ResponsibilityInfo:
    level = moment.best.level if keys.calls_for == "either" else keys.calls_for
    missed = moment.best.responsibility
    if level == "leader":
        return STEPS[_BY_RESPONSIBILITY.get(missed) or _BY_ASPECT[keys.aspect]]
    if missed and RESPONSIBILITIES[missed].level == "manager":
        return RESPONSIBILITIES[missed]
    return RESPONSIBILITIES["customers"]
