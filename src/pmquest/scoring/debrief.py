"""The debrief: one value that every face renders, in the order of scoring.md.

The fields of `Debrief` stand in the order in which a face shows them. Whatever a face needs in
words is a property of these values; a face computes nothing. Everything that the player typed
is clean; what the author wrote is as the reader let it in, Markdown where the field says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from msgspec import Struct

from pmquest.engine.play import Play
from pmquest.framework import ASPECTS, SLIPS, Aspect, Grade, Slip
from pmquest.scenario.model import Better
from pmquest.scoring.account import DebriefDecision, account, keyed_in_words
from pmquest.scoring.clean import clean
from pmquest.scoring.coaching import CoachingEntry, coach
from pmquest.scoring.moments import costliest
from pmquest.scoring.score import AspectScore, Score, TwoByTwo, score_moments
from pmquest.scoring.words import NOT_SEEN, counted, measured, number_word, sentence

FORMATIVE: Final = "A formative profile of one play, never a certificate."
"""What every debrief says about itself in one line."""

Status = Literal["ended", "stuck", "unfinished"]


class Answers(Struct, frozen=True):
    """What the player wrote; each as typed."""

    notes: Mapping[int, str] = {}
    """Notes to oneself, by the place of the pick among all picks, from 0."""
    reflections: Mapping[int, str] = {}
    """Answers, by the place of the reflection question in the scenario, from 0."""
    plan: str = ""
    """The if-then plan for the coming week; "" where the player has written none."""


NOTHING_WRITTEN: Final = Answers()


class Ending(Struct, frozen=True):
    """The ending that a play reached."""

    scene: str
    title: str
    grade: Grade
    text: str
    """What the player read there, as Markdown."""

    @property
    def grade_in_words(self) -> str:
        """The grade in a sentence: "A mixed ending." """
        return f"A {self.grade} ending."


class AspectMoments(Struct, frozen=True):
    """One of the five aspects with the scored decisions of this play that fell on it."""

    aspect: Aspect
    score: AspectScore
    decisions: tuple[DebriefDecision, ...]

    @property
    def label(self) -> str:
        """The name of the aspect."""
        return ASPECTS[self.aspect].label

    @property
    def in_words(self) -> str:
        """How much it rests on: "2 moments", or "not seen"."""
        return counted(len(self.decisions), "moment") if self.decisions else NOT_SEEN


class SlipCount(Struct, frozen=True):
    """One way of missing, and how many of the weak and poor answers missed so."""

    slip: Slip
    count: int
    missed: int
    """How many weak and poor answers there were in all."""
    whose: str = "your"
    """Who gave them: "your", "the room's"."""

    @property
    def label(self) -> str:
        """The name of the slip."""
        return SLIPS[self.slip].label

    @property
    def meaning(self) -> str:
        """What it means, in a sentence."""
        return SLIPS[self.slip].meaning

    @property
    def in_words(self) -> str:
        """The count in a sentence: "Four of your five misses came too early." """
        verb = "stopped" if self.slip == "half" else "came"
        if self.missed == 1:
            which = f"{self.whose} one miss"
        elif self.count == self.missed:
            every = "both" if self.count == 2 else f"all {number_word(self.count)}"
            which = f"{every} of {self.whose} misses"
        else:
            missed = number_word(self.missed)
            which = f"{number_word(self.count)} of {self.whose} {missed} misses"
        return sentence(f"{which} {verb} {SLIPS[self.slip].phrase}")


class MeterLine(Struct, frozen=True):
    """One meter over the whole play.

    `values` has the value at the first choice, then one after each pick: `values[n + 1]` is how
    the meter stood after the pick at place n.
    """

    id: str
    label: str
    unit: str
    better: Better
    min: int
    max: int
    values: tuple[int, ...]

    @property
    def values_in_words(self) -> tuple[str, ...]:
        """Every value with its unit."""
        return tuple(measured(value, self.unit) for value in self.values)

    @property
    def start_in_words(self) -> str:
        """The first value with its unit: "60 k€"."""
        return self.values_in_words[0]

    @property
    def end_in_words(self) -> str:
        """The last value with its unit."""
        return self.values_in_words[-1]


class Reflection(Struct, frozen=True):
    """A question of the scenario about the player's own work, and the answer."""

    question: str
    answer: str
    """Clean; "" where there is none yet."""


class Plan(Struct, frozen=True):
    """The if-then plan for the coming week."""

    text: str
    own: bool
    """Whether the player wrote it; else it is what the debrief suggests."""

    @property
    def heading(self) -> str:
        """What stands above it."""
        return f"{'Your' if self.own else 'A'} plan for the coming week"


class Debrief(Struct, frozen=True):
    """All that a debrief says, in the order in which it is said."""

    scenario: str
    """The id of the scenario."""
    title: str
    role: str
    status: Status
    costliest: tuple[DebriefDecision, ...]
    """The three moments that lost most, most first; fewer where fewer lost points."""
    ending: Ending | None
    stuck_reason: str
    """Why the story could not go on, in a plain sentence; "" where it could."""
    score: Score
    aspects: tuple[AspectMoments, ...]
    """All five, in the order of the teaching model."""
    slips: tuple[SlipCount, ...]
    """The slips met, most frequent first."""
    decisions: tuple[DebriefDecision, ...]
    """Every pick in order, narrative ones included."""
    meters: tuple[MeterLine, ...]
    coaching: tuple[CoachingEntry, ...]
    takeaways: tuple[str, ...]
    """As Markdown."""
    reflections: tuple[Reflection, ...]
    plan: Plan
    keyed_in_words: str
    """Who judged the answers: "The author alone judged the answers."."""

    @property
    def formative(self) -> str:
        """What the debrief is and is not."""
        return FORMATIVE

    @property
    def called(self) -> TwoByTwo:
        """The two-by-two: called for, then answered."""
        return self.score.called

    @property
    def ending_in_words(self) -> str:
        """How the play stands: the grade of its ending, or plainly why there is none."""
        if self.ending is not None:
            return self.ending.grade_in_words
        if self.status == "stuck":
            return f"A dead end, without an ending. {self.stuck_reason}".strip()
        return f"Not played to an ending; {counted(len(self.decisions), 'decision')} so far."

    @property
    def costliest_in_words(self) -> str:
        """A heading for the costliest moments, true for any number of them."""
        if not self.score.decisions:
            return "No scored decision yet." if self._goes_on else "No decision was scored."
        if not self.costliest:
            return "No moment lost you anything."
        if len(self.costliest) == 1:
            return "The moment that cost you most"
        return f"The {number_word(len(self.costliest))} moments that cost you most"

    @property
    def judgment_in_words(self) -> str:
        """Judgment beside blind: "61 %; picking blindly: 49 %", or "not seen"."""
        return self.score.judgment_in_words

    @property
    def basis_in_words(self) -> str:
        """What the figures rest on: "over 9 decisions"."""
        return f"over {counted(self.score.decisions, 'decision')}"

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
        """The two-by-two in a sentence, in counts."""
        nothing = f"No moment {'so far ' * self._goes_on}called for one level."
        return self.score.fit_in_words("moment", "answered at") or nothing

    @property
    def slips_in_words(self) -> str:
        """The most frequent slip in a sentence, or that there was no miss."""
        missed = self.score.missed
        if self.slips:
            return self.slips[0].in_words
        if missed:
            return f"{counted(missed, 'answer was', 'answers were')} weak or poor."
        return "No answer was weak or poor." if self.score.decisions else NOT_SEEN

    @property
    def _goes_on(self) -> bool:
        return self.status == "unfinished"


def debrief(play: Play, answers: Answers = NOTHING_WRITTEN) -> Debrief:
    """Make the debrief of a play as it stands, ended or not.

    A play that stands at a "continue" is followed to the next choice, ending or dead end.
    """
    play = play.settle()
    return debrief_of(play, account(play, answers.notes), answers)


def debrief_of(play: Play, decisions: tuple[DebriefDecision, ...], answers: Answers) -> Debrief:
    """Make the debrief of decisions that somebody made along the road of a play.

    In a workshop they are one person's own and the road is the room's: each has its place among
    the picks of the play, at some there is none, and what was answered may not be what was picked.
    """
    scenario = play.scenario
    played = [decision.moment for decision in decisions]
    at = {decision.moment.index: decision for decision in decisions}
    figures = score_moments(played)
    coaching = coach(played)
    return Debrief(
        scenario=scenario.id,
        title=scenario.title,
        role=scenario.role,
        status=STATUS[play.status],
        costliest=tuple(at[moment.index] for moment in costliest(played)),
        ending=ending_of(play),
        stuck_reason=play.stuck_reason or "",
        score=figures,
        aspects=_aspects(figures, decisions),
        slips=slip_counts(figures),
        decisions=decisions,
        meters=meter_lines(play),
        coaching=coaching,
        takeaways=scenario.takeaways,
        reflections=tuple(
            Reflection(question, clean(answers.reflections.get(place, "")).strip())
            for place, question in enumerate(scenario.reflect)
        ),
        plan=_plan(answers.plan, coaching),
        keyed_in_words=keyed_in_words(scenario.panel),
    )


STATUS: Final[dict[str, Status]] = {
    "ended": "ended",
    "stuck": "stuck",
    "choosing": "unfinished",
    "passing": "unfinished",
}
"""How a play stands for its debrief."""


def ending_of(play: Play) -> Ending | None:
    """Give the ending at which a play stands; None where it stands at none."""
    if play.status != "ended" or play.view.ending is None:
        return None
    return Ending(play.view.scene, play.view.title, play.view.ending, play.view.text)


def _aspects(figures: Score, decisions: tuple[DebriefDecision, ...]) -> tuple[AspectMoments, ...]:
    return tuple(
        AspectMoments(
            aspect,
            aspect_score,
            tuple(
                decision
                for decision in decisions
                if decision.moment.keys and decision.moment.keys.aspect == aspect
            ),
        )
        for aspect, aspect_score in figures.aspects.items()
    )


def slip_counts(figures: Score, whose: str = "your") -> tuple[SlipCount, ...]:
    """Give the slips met, most frequent first; `whose` they are is as `SlipCount` says."""
    counts = [
        SlipCount(slip, count, figures.missed, whose) for slip, count in figures.slips.items()
    ]
    return tuple(sorted(counts, key=lambda each: -each.count))


def meter_lines(play: Play) -> tuple[MeterLine, ...]:
    """Give every meter over the whole play."""
    return tuple(
        MeterLine(
            id,
            meter.label,
            meter.unit,
            meter.better,
            meter.min,
            meter.max,
            play.meter_history[id],
        )
        for id, meter in play.scenario.meters.items()
    )


def _plan(written: str, coaching: tuple[CoachingEntry, ...]) -> Plan:
    own = clean(written).strip()
    return Plan(own or coaching[0].suggested_plan, own=bool(own))
