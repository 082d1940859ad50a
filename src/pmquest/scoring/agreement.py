"""How far the people of a panel agree with each other and with the author.

Each of them keyed the moments and answers of a scenario alone. The agreement of an answer is the
part of those who keyed it who gave the author's judgment (format.md); what was left empty is
nobody's judgment and counts nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Generic, TypeAlias, TypeVar

from msgspec import Struct

from pmquest.framework import LEVELS, POINTS, CalledLevel, Judgment, Level
from pmquest.scenario.model import Choice, Scenario, Scene

LEAST_PEOPLE: Final = 5
"""Fewer people than these say too little (content.md, "The key")."""

LEAST_AGREEMENT: Final = 0.6
"""An answer, or a level, on which fewer agree is to be looked at (content.md, "The key")."""

ChoicePlace: TypeAlias = tuple[str, str]
"""A choice by the ids of its scene and its own."""

Word = TypeVar("Word", bound=str)

_CALLED: Final[tuple[CalledLevel, ...]] = (*LEVELS, "either")
_JUDGMENTS: Final[tuple[Judgment, ...]] = tuple(POINTS)


class Keying(Struct, frozen=True):
    """What one person keyed; what was left empty is not in it."""

    name: str
    """By what the person is told from others, such as the name of a file."""
    called: dict[str, CalledLevel]
    """By scene, the level that the moment calls for."""
    levels: dict[ChoicePlace, Level]
    judgments: dict[ChoicePlace, Judgment]
    remarks: dict[tuple[str, str], str]
    """By scene and choice; those on a scene itself stand under (scene, "")."""


class Votes(Struct, Generic[Word], frozen=True):
    """What several people gave for one thing, beside what the author gave."""

    author: Word
    counts: dict[Word, int]
    """Every word there is, in the order of the scale, also those that nobody gave."""

    @property
    def total(self) -> int:
        """How many people gave a word."""
        return sum(self.counts.values())

    @property
    def agreement(self) -> float | None:
        """Which part of them gave the author's word, 0 to 1; None where nobody gave one."""
        return self.counts[self.author] / self.total if self.total else None

    @property
    def most(self) -> tuple[Word, ...]:
        """The words that most of them gave; several where they are level, none where no votes."""
        top = max(self.counts.values(), default=0)
        return tuple(word for word, count in self.counts.items() if count == top and top)

    @property
    def low(self) -> bool:
        """Whether too few agree with the author."""
        return self.agreement is not None and self.agreement < LEAST_AGREEMENT


class Remark(Struct, frozen=True):
    """What somebody wrote beside a moment or an answer."""

    name: str
    text: str


class AnswerVotes(Struct, frozen=True):
    """What was keyed for one answer."""

    scene: str
    choice: str
    judgment: Votes[Judgment]
    level: Votes[Level]
    remarks: tuple[Remark, ...]


class MomentVotes(Struct, frozen=True):
    """What was keyed for one scene and its answers."""

    scene: str
    called: Votes[CalledLevel]
    remarks: tuple[Remark, ...]
    answers: tuple[AnswerVotes, ...]
    """In the order of the file."""


class Concord(Struct, frozen=True):
    """How far a whole panel agrees on one kind of thing."""

    share: float | None
    """Which part of all that was keyed is the author's word, 0 to 1; None where nothing was."""
    alpha: float | None
    """How far the people agree with each other beyond chance: 1 fully, 0 as if they had drawn
    lots (see `krippendorff_alpha`)."""


class PanelAgreement(Struct, frozen=True):
    """What a panel made of a scenario."""

    people: tuple[str, ...]
    moments: tuple[MomentVotes, ...]
    """In the order of the file."""
    judgment: Concord
    level: Concord
    called: Concord
    empty: int
    """How many cells were left empty, over all people."""

    @property
    def answers(self) -> tuple[AnswerVotes, ...]:
        """All answers, in the order of the file."""
        return tuple(answer for moment in self.moments for answer in moment.answers)

    @property
    def enough(self) -> bool:
        """Whether there are people enough to rest a key on."""
        return len(self.people) >= LEAST_PEOPLE


def panel_agreement(scenario: Scenario, keyings: Sequence[Keying]) -> PanelAgreement:
    """Count what a panel keyed for every scored scene of a scenario."""
    moments = tuple(
        _moment(scene, scene.calls_for, keyings)
        for scene in scenario.scenes.values()
        if scene.calls_for is not None
    )
    answers = [answer for moment in moments for answer in moment.answers]
    called = [moment.called for moment in moments]
    judgments = [answer.judgment for answer in answers]
    levels = [answer.level for answer in answers]
    cells = len(keyings) * (len(called) + len(judgments) + len(levels))
    votes: list[Votes[CalledLevel] | Votes[Judgment] | Votes[Level]]
    votes = [*called, *judgments, *levels]
    return PanelAgreement(
        people=tuple(keying.name for keying in keyings),
        moments=moments,
        judgment=_concord(judgments, ordered=True),
        level=_concord(levels, ordered=False),
        called=_concord(called, ordered=False),
        empty=cells - sum(each.total for each in votes),
    )


def krippendorff_alpha(units: Iterable[Sequence[int]], *, ordered: bool) -> float | None:
    """Tell how far people agree beyond chance: Krippendorff's alpha.

    A unit is one thing that was keyed: how many people gave it each value of the scale, in the
    order of the scale; people may have left units out. With `ordered`, neighbours on the scale
    differ less than its ends do. 1 is full agreement, 0 what chance gives; from 0.80 on a key is
    reliable, under 0.67 not even tentatively. None where nothing can be compared, or nothing
    was given but one value.

    Source: Krippendorff, "Content Analysis" (4th edition, 2019), chapter 12: α = 1 − Do/De,
    with the nominal and the ordinal difference; Hayes and Krippendorff, "Answering the call for a
    standard reliability measure for coding data" (2007).
    """
    pairable = [unit for unit in units if sum(unit) > 1]
    totals = [sum(column) for column in zip(*pairable, strict=True)]
    places = range(len(totals))
    apart = [[_difference(totals, one, two, ordered=ordered) for two in places] for one in places]

    def disagreement(counts: Sequence[int]) -> float:
        pairs = (
            counts[one] * counts[two] * apart[one][two]
            for one in places
            for two in places
            if one != two
        )
        return sum(pairs) / (sum(counts) - 1)

    expected = disagreement(totals) if totals else 0.0
    return 1 - sum(map(disagreement, pairable)) / expected if expected else None


def _difference(totals: Sequence[int], one: int, two: int, *, ordered: bool) -> float:
    if not ordered:
        return 1.0
    low, high = sorted((one, two))
    return (sum(totals[low : high + 1]) - (totals[low] + totals[high]) / 2) ** 2


def _concord(votes: Sequence[Votes[Word]], *, ordered: bool) -> Concord:
    keyed = sum(each.total for each in votes)
    same = sum(each.counts[each.author] for each in votes)
    units = [tuple(each.counts.values()) for each in votes]
    return Concord(same / keyed if keyed else None, krippendorff_alpha(units, ordered=ordered))


def _moment(scene: Scene, calls_for: CalledLevel, keyings: Sequence[Keying]) -> MomentVotes:
    return MomentVotes(
        scene.id,
        _votes(calls_for, _CALLED, (keying.called.get(scene.id) for keying in keyings)),
        _remarks((scene.id, ""), keyings),
        tuple(_answer(scene, choice, keyings) for choice in scene.choices.values()),
    )


def _answer(scene: Scene, choice: Choice, keyings: Sequence[Keying]) -> AnswerVotes:
    assert choice.judgment is not None
    assert choice.level is not None
    place = (scene.id, choice.id)
    return AnswerVotes(
        *place,
        _votes(choice.judgment, _JUDGMENTS, (keying.judgments.get(place) for keying in keyings)),
        _votes(choice.level, LEVELS, (keying.levels.get(place) for keying in keyings)),
        _remarks(place, keyings),
    )


def _votes(author: Word, scale: Iterable[Word], given: Iterable[Word | None]) -> Votes[Word]:
    counts = dict.fromkeys(scale, 0)
    for word in given:
        if word is not None:
            counts[word] += 1
    return Votes(author, counts)


def _remarks(place: tuple[str, str], keyings: Iterable[Keying]) -> tuple[Remark, ...]:
    return tuple(
        Remark(keying.name, keying.remarks[place]) for keying in keyings if place in keying.remarks
    )
