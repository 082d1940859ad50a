"""Every decision of a room's road as its debrief tells it: who answered what, how it went on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import log
from typing import Final

from msgspec import Struct

from pmquest.engine.views import Outcome, SceneView, outcome, scene_view
from pmquest.framework import CalledLevel, Judgment, Level
from pmquest.scoring.score import ratio, sign
from pmquest.scoring.words import counted, judgment_in_words, level_in_words, percent
from pmquest.workshop.deeds import DecidedBy
from pmquest.workshop.room import Room, Step
from pmquest.workshop.rounds import Round
from pmquest.workshop.tally import is_majority, leaders

_FOUND: Final[dict[DecidedBy, str]] = {
    "majority": "by majority",
    "facilitator": "by the facilitator's pick",
    "drawn": "drawn between the answers with most votes",
    "timeout": "as the scene has it where nobody votes",
}


def found_in_words(by: DecidedBy, share: float) -> str:
    """Say how an answer was found that a room goes on with; `share` is its part of all votes.

    A majority is more than half; the answer with most votes may have fewer.
    """
    return "by most votes" if by == "majority" and not is_majority(share) else _FOUND[by]


class Answer(Struct, frozen=True):
    """One answer that was open at a decision, and how many took it."""

    id: str
    number: int
    """By which it was called on the wall and on the phones: its place among all answers of the
    scene, those that were not open included, from 1."""
    text: str
    """The deed, as the room read it."""
    level: Level | None
    """None where it is narrative, as `judgment`."""
    judgment: Judgment | None
    why: str
    """The coaching as Markdown; "" where narrative."""
    votes: int
    share: float
    """Of all votes, 0 to 1; 0 where there are none."""
    leading: bool
    """Whether no answer has more votes and this one has some."""
    taken: bool
    """Whether the room went on with it."""

    @property
    def level_in_words(self) -> str:
        """The level with its glyph: "▲ leader-level"; "" where narrative."""
        return level_in_words(self.level) if self.level else ""

    @property
    def judgment_in_words(self) -> str:
        """The judgment with its dots: "•·· weak"; "" where narrative."""
        return judgment_in_words(self.judgment) if self.judgment else ""

    @property
    def votes_in_words(self) -> str:
        """How many took it: "7 votes, 41 %"."""
        return f"{counted(self.votes, 'vote')}, {percent(self.share)}"


class Ballot(Struct, frozen=True):
    """One closed round of a decision."""

    round: int
    votes: Mapping[str, int]
    """By answer, in the order in which they were shown."""
    by_hands: bool
    """Whether hands were counted."""


class RoomDecision(Struct, frozen=True):
    """One decision of the road, with the distribution of its round that counts."""

    index: int
    """Its place among the decisions of the road, from 0."""
    scene: str
    scene_title: str
    signal: str
    """The cue for the level that the moment called for; "" where there is none."""
    calls_for: CalledLevel | None
    """None where it is narrative."""
    answers: tuple[Answer, ...]
    """Those that were open, in the order in which they were shown."""
    ballots: tuple[Ballot, ...]
    """Every closed round, in order; the last is the one that counts."""
    votes: int
    agreement: float | None
    """The share of the answer with most votes; None where nobody voted."""
    entropy: float | None
    """How divided the room was: the entropy of the votes over that of an even split between all
    that was open; 0 (of one mind) to 1. None where nobody voted."""
    by: DecidedBy | None
    """How the answer was found; None where the room did not go on from here."""

    @property
    def number(self) -> int:
        """Its place as people count, from 1."""
        return self.index + 1

    @property
    def taken(self) -> Answer | None:
        """The answer that the room went on with; None where it did not go on."""
        return next((answer for answer in self.answers if answer.taken), None)

    @property
    def called_in_words(self) -> str:
        """The level the moment called for, with its glyph where it has one; "" where narrative."""
        return level_in_words(self.calls_for) if self.calls_for else ""

    @property
    def decided_in_words(self) -> str:
        """How the room went on: "by majority"."""
        taken = self.taken
        if self.by is None or taken is None:
            return "the room did not go on from here"
        return found_in_words(self.by, taken.share)

    @property
    def votes_in_words(self) -> str:
        """How many voted: "17 votes"; where there were several rounds, in the last of how many."""
        rounds = f" in the last of {len(self.ballots)} rounds" if len(self.ballots) > 1 else ""
        return f"{counted(self.votes, 'vote')}{rounds}"

    @property
    def agreement_in_words(self) -> str:
        """How far the room agreed: "71 % agreed", "all agreed", "nobody voted"."""
        if self.agreement is None:
            return "nobody voted"
        return "all agreed" if self.agreement == 1 else f"{percent(self.agreement)} agreed"

    @property
    def divided_in_words(self) -> str:
        """How divided it was: "86 % of an even split", "of one mind"; "" where nobody voted."""
        if self.entropy is None:
            return ""
        return f"{percent(self.entropy)} of an even split" if self.entropy else "of one mind"


def decisions(room: Room) -> tuple[RoomDecision, ...]:
    """Tell every decision of a room's road that came to a vote, in order."""
    return tuple(_told(room, round, index) for index, round in enumerate(room.counted))


def answers(room: Room, round: Round) -> tuple[Answer, ...]:
    """Give every answer that was open in a round of the road, and how many took it, in the order
    in which they were shown."""
    scene = room.machine.scenario.scenes[round.scene]
    outcome_of, ahead = outcomes_at(room, round), leaders(round)
    numbers = {choice.id: number for number, choice in enumerate(view_at(room, round).choices, 1)}
    step = step_after(room, round)
    found = []
    for id, votes in round.counts.items():
        choice, does = scene.choices[id], outcome_of(id)
        found.append(
            Answer(
                id=id,
                number=numbers[id],
                text=does.text,
                level=choice.level,
                judgment=choice.judgment,
                why=does.why or "",
                votes=votes,
                share=round.share(id),
                leading=id in ahead,
                taken=step is not None and step.choice == id,
            )
        )
    return tuple(found)


def vote_lean(answers: Iterable[Answer]) -> float | None:
    """How votes were shared between the levels: −1 (all manager-level) to 1 (all leader-level).

    Each vote counts once; None where no vote went to an answer that has a level.
    """
    levelled = [(sign(each.level), each.votes) for each in answers if each.level is not None]
    return ratio(sum(side * votes for side, votes in levelled), sum(votes for _, votes in levelled))


def view_at(room: Room, round: Round) -> SceneView:
    """The scene of a round of the road, as the room met it."""
    return scene_view(room.machine, room.play.moments[round.step].state, room.opened.seed)


def outcomes_at(room: Room, round: Round) -> Callable[[str], Outcome]:
    """Give what tells what each answer to a round of the road does, by its id."""
    machine, state = room.machine, room.play.moments[round.step].state
    numbers = {id: number for number, id in enumerate(machine.scenario.scenes[round.scene].choices)}
    return lambda choice: outcome(machine, state, numbers[choice])


def step_after(room: Room, round: Round) -> Step | None:
    """The step with which the room went on from a round of the road; None where it did not."""
    return room.steps[round.step] if round.step < len(room.steps) else None


def entropy(votes: Iterable[int]) -> float | None:
    """Say how divided votes are, given for every answer that was open: 0 (of one mind) to 1 (an
    even split between all of them); None where there are none.

    The entropy of the votes over the logarithm of how many answers were open (workshop.md).
    """
    by_answer = sorted(votes)
    every = sum(by_answer)
    if not every:
        return None
    if max(by_answer) == every:
        return 0.0
    if min(by_answer) == max(by_answer):
        return 1.0
    shares = [count / every for count in by_answer if count]
    return -sum(share * log(share) for share in shares) / log(len(by_answer))


def _told(room: Room, round: Round, index: int) -> RoomDecision:
    scene = room.machine.scenario.scenes[round.scene]
    step = step_after(room, round)
    every, votes = round.total, round.counts
    most = max(votes.values())
    return RoomDecision(
        index=index,
        scene=scene.id,
        scene_title=view_at(room, round).title,
        signal=scene.signal or "",
        calls_for=scene.calls_for,
        answers=answers(room, round),
        ballots=tuple(
            Ballot(each.number, each.counts, each.hands is not None)
            for each in room.rounds
            if each.closed and each.step == round.step and not each.taken_back
        ),
        votes=every,
        agreement=most / every if every else None,
        entropy=entropy(votes.values()),
        by=step.by if step else None,
    )
