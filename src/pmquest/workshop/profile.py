"""What a room's votes show together: the figures of scoring.md over all votes, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from pmquest.framework import ASPECTS, Aspect
from pmquest.scoring.debrief import SlipCount, slip_counts
from pmquest.scoring.moments import Moment, moment
from pmquest.scoring.score import AspectScore, Score, TwoByTwo, score_counted
from pmquest.scoring.words import NOT_SEEN, counted, lean_in_words, percent
from pmquest.workshop.room import Room, decision


class RoomAspect(Struct, frozen=True):
    """One of the five aspects, and what the votes at its moments show."""

    aspect: Aspect
    score: AspectScore
    """Of votes: its `decisions` are how many there were."""
    moments: int
    """How many decisions of the road with votes fell on it."""

    @property
    def label(self) -> str:
        """The name of the aspect."""
        return ASPECTS[self.aspect].label

    @property
    def in_words(self) -> str:
        """How much it rests on: "2 moments, 34 votes", or "not seen"."""
        if not self.moments:
            return NOT_SEEN
        return f"{counted(self.moments, 'moment')}, {counted(self.score.decisions, 'vote')}"

    @property
    def lean_in_words(self) -> str:
        """The lean: "38 % manager · 62 % leader", or "not seen"."""
        return lean_in_words(self.score.lean)

    @property
    def judgment_in_words(self) -> str:
        """The judgment: "61 %", or "not seen"."""
        return percent(self.score.judgment)


class RoomProfile(Struct, frozen=True):
    """The room's profile: the score over all votes of the rounds that count."""

    score: Score
    """Of votes: its `decisions` are how many scored votes there were."""
    aspects: tuple[RoomAspect, ...]
    """All five, in the order of the teaching model."""
    slips: tuple[SlipCount, ...]
    """The slips met, most frequent first."""

    @property
    def called(self) -> TwoByTwo:
        """The two-by-two, in votes: called for, then answered."""
        return self.score.called

    @property
    def basis_in_words(self) -> str:
        """What the figures rest on: "over 93 votes"."""
        return f"over {counted(self.score.decisions, 'vote')}"

    @property
    def judgment_in_words(self) -> str:
        """Judgment beside blind: "61 %; picking blindly: 49 %", or "not seen"."""
        return self.score.judgment_in_words

    @property
    def lean_in_words(self) -> str:
        """The lean: "38 % manager · 62 % leader", or "not seen"."""
        return self.score.lean_in_words

    @property
    def called_lean_in_words(self) -> str:
        """What the moments called for, said as the lean is."""
        return self.score.called_lean_in_words

    @property
    def fit_in_words(self) -> str:
        """The two-by-two in a sentence, in votes."""
        nothing = "No vote was taken at a moment that called for one level."
        return self.score.fit_in_words("vote", "went to") or nothing

    @property
    def slips_in_words(self) -> str:
        """The most frequent slip in a sentence, or that there was no miss."""
        if self.slips:
            return self.slips[0].in_words
        if self.score.missed:
            return f"{counted(self.score.missed, 'vote')} went to weak or poor answers."
        return "No vote went to a weak or poor answer." if self.score.decisions else NOT_SEEN


def profile(room: Room) -> RoomProfile:
    """Score every vote of the rounds that count; hands, where they were counted."""
    votes = tuple(_votes(room))
    figures = score_counted(votes)
    return RoomProfile(
        figures,
        tuple(
            RoomAspect(aspect, score, _moments(votes, aspect))
            for aspect, score in figures.aspects.items()
        ),
        slip_counts(figures, "the room's"),
    )


def _votes(room: Room) -> Iterator[tuple[Moment, int]]:
    """A moment for each answer that somebody gave, with how many votes it has."""
    for index, round in enumerate(room.counted):
        for choice, votes in round.counts.items():
            if votes:
                answered = decision(room, round, choice)
                yield moment(room.machine.scenario, answered, index), votes


def _moments(votes: Iterable[tuple[Moment, int]], aspect: Aspect) -> int:
    """How many decisions fell on an aspect."""
    return len({each.index for each, _ in votes if each.keys and each.keys.aspect == aspect})
