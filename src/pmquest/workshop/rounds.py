"""One vote on one decision: which answers were open, who voted for which, what hands showed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace


class Round(Struct, frozen=True, dict=True):
    """One vote on one decision."""

    number: int
    scene: str
    step: int
    """How many steps the story had made when it was opened: on one road, rounds with equal `step`
    are votes on the same decision, of which the last that was closed counts."""
    choices: tuple[str, ...]
    """The answers that were open, in the order in which they were shown."""
    votes: Mapping[str, str] = {}
    """By person, the answer they voted for last; of those alone who were not sent out."""
    withdrawn: Mapping[str, str] = {}
    """The same of those who were sent out; readmitted, they have their votes again."""
    hands: Mapping[str, int] | None = None
    """By answer, all of them, how many hands went up; None where nobody typed that."""
    closed: bool = False
    revealed: bool = False
    coaching: bool = False
    """Whether what each answer buys and costs is shown."""
    seconds: float | None = None
    """How much time it had left when that was last written down; None without a limit."""
    taken_back: bool = False
    """Whether the road on which it was opened was taken back: it counts nowhere."""

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many votes each answer has, in the order in which they were shown.

        Hands where the facilitator typed them, else the votes of everybody who was not sent out.
        """
        votes = self.hands if self.hands is not None else Counter(self.votes.values())
        return {choice: votes.get(choice, 0) for choice in self.choices}

    @property
    def total(self) -> int:
        """How many votes it has."""
        return len(self.votes) if self.hands is None else sum(self.hands.values())

    def share(self, choice: str) -> float:
        """The part of its votes that an answer has, 0 to 1; 0 where there are none."""
        return self.counts[choice] / self.total if self.total else 0.0

    def with_votes(self, votes: Mapping[str, str]) -> Round:
        """The round after more votes, by person; each takes the place of their vote before."""
        return replace(self, votes={**self.votes, **votes})

    def without(self, person: str) -> Round:
        """The round when somebody was sent out: their vote counts no more."""
        if person not in self.votes:
            return self
        withdrawn = {**self.withdrawn, person: self.votes[person]}
        return replace(self, votes=_others(self.votes, person), withdrawn=withdrawn)

    def again_with(self, person: str) -> Round:
        """The round when somebody was readmitted: their vote counts again."""
        if person not in self.withdrawn:
            return self
        votes = {**self.votes, person: self.withdrawn[person]}
        return replace(self, votes=votes, withdrawn=_others(self.withdrawn, person))

    def can_show(self, counts: Mapping[str, int]) -> bool:
        """Whether so many hands can have gone up for its answers."""
        return all(id in self.choices and count >= 0 for id, count in counts.items())

    def with_hands(self, counts: Mapping[str, int]) -> Round:
        """The round after hands were counted; an answer left out had none.

        No counts at all take back what was typed.
        """
        hands = {id: counts.get(id, 0) for id in self.choices} if counts else None
        return replace(self, hands=hands)


def _others(votes: Mapping[str, str], person: str) -> Mapping[str, str]:
    return {each: choice for each, choice in votes.items() if each != person}
