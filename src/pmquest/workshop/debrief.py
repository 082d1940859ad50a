"""The debrief of a room, and each person's own beside it; every face renders these values.

Votes on roads that were taken back, and those of people who were sent out, count in neither. The
room's names nobody: it holds counts, and answers to the reflection questions without who wrote
them. A person's own holds nobody's votes but theirs.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from pmquest.scoring.account import DebriefDecision, keyed_in_words, told
from pmquest.scoring.debrief import (
    STATUS,
    Answers,
    Debrief,
    Ending,
    MeterLine,
    Status,
    debrief_of,
    ending_of,
    meter_lines,
)
from pmquest.scoring.moments import moment
from pmquest.scoring.words import counted
from pmquest.workshop.decisions import (
    RoomDecision,
    decisions,
    outcomes_at,
    step_after,
    view_at,
)
from pmquest.workshop.profile import RoomProfile, profile
from pmquest.workshop.room import Room, decision
from pmquest.workshop.rounds import Round

FORMATIVE: Final = "A formative picture of one workshop, never a certificate."
"""What every room's debrief says about itself in one line."""


class ReflectionAnswers(Struct, frozen=True):
    """A question about people's own work, and what they answered."""

    question: str
    answers: tuple[str, ...]
    """Clean, in the order of the alphabet, which says nothing about who wrote them."""


class RoomDebrief(Struct, frozen=True):
    """All that a room's debrief says, in the order in which it is said."""

    code: str
    scenario: str
    """The id of the scenario."""
    title: str
    role: str
    people: int
    """How many joined and were not sent out."""
    status: Status
    early: bool
    """Whether the facilitator ended it before the story did."""
    most_divided: RoomDecision | None
    """The decision to talk about; None where nobody voted, or all always agreed."""
    ending: Ending | None
    stuck_reason: str
    """Why the story could not go on, in a plain sentence; "" where it could."""
    decisions: tuple[RoomDecision, ...]
    """Every decision of the road that came to a vote, in order."""
    profile: RoomProfile
    meters: tuple[MeterLine, ...]
    """Along the road: at the first decision, then after each."""
    takeaways: tuple[str, ...]
    """As Markdown."""
    reflections: tuple[ReflectionAnswers, ...]
    keyed_in_words: str
    """Who judged the answers: "The author alone judged the answers."."""

    @property
    def formative(self) -> str:
        """What the debrief is and is not."""
        return FORMATIVE

    @property
    def people_in_words(self) -> str:
        """How many took part: "23 people"."""
        return counted(self.people, "person", "people")

    @property
    def ending_in_words(self) -> str:
        """How the story came out: the grade of its ending, or plainly why there is none."""
        if self.ending is not None:
            return self.ending.grade_in_words
        if self.status == "stuck":
            return f"A dead end, without an ending. {self.stuck_reason}"
        how = "Ended early" if self.early else "Not played to an ending"
        return f"{how}; {counted(len(self.decisions), 'decision')}."

    @property
    def most_divided_in_words(self) -> str:
        """The decision to talk about in a sentence, or plainly why there is none."""
        if self.most_divided is not None:
            one = self.most_divided
            return (
                f"Most divided: decision {one.number}, {one.scene_title} ({one.divided_in_words})."
            )
        if any(each.votes for each in self.decisions):
            return "The room was of one mind in every decision."
        return "Nobody voted."


class OwnDecision(Struct, frozen=True):
    """One decision of the road for one person: their answer beside the room's."""

    room: RoomDecision
    own: DebriefDecision | None
    """What they answered; None where they did not vote."""

    @property
    def beside_in_words(self) -> str:
        """How many answered as they did: "7 of 17 answered so."; that they did not vote."""
        if self.own is None:
            by_hands = self.room.ballots[-1].by_hands
            return "Hands were counted here." if by_hands else "You did not vote here."
        chosen = self.own.moment.choice.id
        same = next(answer.votes for answer in self.room.answers if answer.id == chosen)
        return f"{same} of {counted(self.room.votes, 'vote')} went to your answer."


class OwnDebrief(Struct, frozen=True):
    """The debrief of one person, with what the room thought beside it."""

    person: str
    name: str
    debrief: Debrief
    """Over the decisions in which they voted, each at its place on the road; ending and meters
    are the room's."""
    decisions: tuple[OwnDecision, ...]
    """Every decision of the road that came to a vote, in order."""

    @property
    def voted_in_words(self) -> str:
        """How many decisions it rests on: "You voted in 6 of 7 decisions."."""
        voted = sum(each.own is not None for each in self.decisions)
        return f"You voted in {voted} of {counted(len(self.decisions), 'decision')}."


class Common(Struct, frozen=True):
    """What the debriefs of everybody in a room have in common, made once for all who ask.

    It holds as long as votes, road and people are the same.
    """

    debrief: RoomDebrief
    answers: tuple[Mapping[str, DebriefDecision], ...]
    """By decision of the road, every answer that was open there, told as one's own."""


def room_debrief(room: Room) -> RoomDebrief:
    """Make the debrief of a room as it stands, ended or not."""
    scenario = room.machine.scenario
    told_decisions = decisions(room)
    return RoomDebrief(
        code=room.opened.code,
        scenario=scenario.id,
        title=scenario.title,
        role=scenario.role,
        people=len(room.present),
        status=STATUS[room.play.status],
        early=room.early,
        most_divided=_most_divided(told_decisions),
        ending=ending_of(room.play),
        stuck_reason=room.play.stuck_reason or "",
        decisions=told_decisions,
        profile=profile(room),
        meters=meter_lines(room.play),
        takeaways=scenario.takeaways,
        reflections=_reflections(room),
        keyed_in_words=keyed_in_words(scenario.panel),
    )


def common(room: Room) -> Common:
    """Make what the debriefs of everybody in a room have in common."""
    answers = tuple(
        {choice: _answered(room, round, index, choice) for choice in round.choices}
        for index, round in enumerate(room.counted)
    )
    return Common(room_debrief(room), answers)


def own_debrief(room: Room, person: str, beside: Common) -> OwnDebrief:
    """Make somebody's own debrief, beside the room's.

    Raises KeyError where nobody of this id is in the room.
    """
    known = room.people[person]
    own = [
        answers[round.votes[person]] if person in round.votes else None
        for round, answers in zip(room.counted, beside.answers, strict=True)
    ]
    written = Answers(reflections=room.reflections.get(person, {}))
    made = tuple(each for each in own if each is not None)
    return OwnDebrief(
        person=person,
        name=known.name,
        debrief=debrief_of(room.play, made, written),
        decisions=tuple(map(OwnDecision, beside.debrief.decisions, own)),
    )


def _answered(room: Room, round: Round, index: int, choice: str) -> DebriefDecision:
    """An answer to a round, told; what moved is told where the room went on with it."""
    scenario = room.machine.scenario
    answered = moment(scenario, decision(room, round, choice), index)
    one = told(answered, view_at(room, round), outcomes_at(room, round), scenario.panel)
    step = step_after(room, round)
    return one if step and step.choice == choice else replace(one, changes=())


def _most_divided(made: tuple[RoomDecision, ...]) -> RoomDecision | None:
    """The decision with the highest entropy, of several the first."""
    divided = max(made, key=lambda each: each.entropy or 0.0, default=None)
    return divided if divided and divided.entropy else None


def _reflections(room: Room) -> tuple[ReflectionAnswers, ...]:
    return tuple(
        ReflectionAnswers(
            question,
            tuple(
                sorted(
                    theirs[place]
                    for person, theirs in room.reflections.items()
                    if place in theirs and room.takes_part(person)
                )
            ),
        )
        for place, question in enumerate(room.machine.scenario.reflect)
    )
