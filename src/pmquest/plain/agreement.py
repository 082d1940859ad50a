"""What a panel made of a scenario, as lines for its author and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from pmquest.plain.agreement_record import record_lines
from pmquest.plain.words import hanging, paragraph, parted, table_lines
from pmquest.report.keyed_sheets import SheetProblem
from pmquest.report.script_order import ScriptOrder
from pmquest.report.told import Teller
from pmquest.scenario.model import Scenario
from pmquest.scenario.places import Places
from pmquest.scoring.agreement import (
    LEAST_AGREEMENT,
    LEAST_PEOPLE,
    AnswerVotes,
    Concord,
    MomentVotes,
    PanelAgreement,
    Remark,
    Votes,
)
from pmquest.scoring.clean import clean_line
from pmquest.scoring.words import counted, listed, number_word, percent

_ALPHA: Final = (
    "Beyond chance (Krippendorff’s alpha) the people are compared with each other: 1 is full "
    "agreement, 0 what drawing lots would give. From 0.80 on a key can be relied on; under 0.67 "
    "it cannot."
)


def agreement_lines(
    scenario: Scenario,
    agreement: PanelAgreement,
    order: ScriptOrder,
    places: Places,
    file: str,
    width: int,
) -> list[str]:
    """Tell the author what the panel made of the scenario, and what to write into its file.

    `places` are those of the `file`.
    """
    reporter = _Reporter(scenario, agreement, order, width)
    return parted(
        [
            paragraph(reporter.summary(), width),
            reporter.too_few(),
            reporter.concord(),
            paragraph(_ALPHA, width),
            reporter.judged_otherwise(),
            reporter.seen_otherwise(),
            reporter.every_answer(),
            reporter.remarks(),
            record_lines(agreement, places, file, width),
        ]
    )


class _Reporter:
    """Writes the parts of one report, in the order and by the numbers of the script."""

    def __init__(
        self, scenario: Scenario, agreement: PanelAgreement, order: ScriptOrder, width: int
    ) -> None:
        self._scenario = scenario
        self._agreement = agreement
        self._order = order
        self._width = width
        self._teller = Teller(scenario, order)
        self._moments = _in_order(scenario, agreement, order)

    def summary(self) -> str:
        """Say how much was keyed by how many."""
        moments = counted(len(self._moments), "moment")
        answers = counted(len(self._agreement.answers), "answer")
        people = counted(len(self._agreement.people), "person", "people")
        told = f"{people} keyed “{clean_line(self._scenario.title)}”: {moments} and {answers}"
        empty = self._agreement.empty
        left = f"; {counted(empty, 'cell')} left empty, which count nowhere" if empty else ""
        return f"{told}{left}."

    def too_few(self) -> list[str]:
        """Say so where a key cannot rest on so few."""
        if self._agreement.enough:
            return []
        told = (
            f"Fewer than {number_word(LEAST_PEOPLE)} people say too little. Have more of them key "
            "it; until then there is nothing to write into the file."
        )
        return paragraph(told, self._width)

    def concord(self) -> list[str]:
        """How far the panel agrees with the author, and with itself."""
        rows = [
            ("judgment", *_concord(self._agreement.judgment)),
            ("level", *_concord(self._agreement.level)),
            ("calls_for", *_concord(self._agreement.called)),
        ]
        return table_lines(("", "the same as you", "beyond chance"), rows, self._width)

    def judged_otherwise(self) -> list[str]:
        """The answers that too few judge as the author does."""
        lines = [
            line
            for moment in self._moments
            for answer in moment.answers
            if answer.judgment.low
            for line in self._answer(answer, [f"you: {_votes_in_words(answer.judgment)}"])
        ]
        least = percent(LEAST_AGREEMENT)
        heading = f"Answers that fewer than {least} judge as you do: rewrite or drop them"
        if not lines:
            heading = f"No answer is judged as you do by fewer than {least}."
        return [*paragraph(heading, self._width), *lines]

    def seen_otherwise(self) -> list[str]:
        """The moments and answers whose level too few see as the author does."""
        lines: list[str] = []
        for moment in self._moments:
            if moment.called.low:
                title = self._teller.title(self._scenario.scenes[moment.scene])
                label = str(self._order.numbers[moment.scene])
                told = f"calls for, you: {_votes_in_words(moment.called)}"
                lines += self._entry(label, title, [told])
            for answer in moment.answers:
                if answer.level.low:
                    lines += self._answer(answer, [f"level, you: {_votes_in_words(answer.level)}"])
        if not lines:
            return []
        heading = f"Where fewer than {percent(LEAST_AGREEMENT)} see the level that you see"
        return [*paragraph(heading, self._width), *lines]

    def every_answer(self) -> list[str]:
        """A table of all that was keyed for the answers."""
        scale: Sequence[str] = tuple(self._moments[0].answers[0].judgment.counts)
        rows = [
            (
                self._label(answer),
                answer.judgment.author,
                *(str(count or "·") for count in answer.judgment.counts.values()),
                _share(answer.judgment.agreement),
                _share(answer.level.agreement),
            )
            for moment in self._moments
            for answer in moment.answers
        ]
        heads = ("", "you", *scale, "judge alike", "level alike")
        return ["Every answer", *table_lines(heads, rows, self._width)]

    def remarks(self) -> list[str]:
        """What people wrote beside moments and answers."""
        lines: list[str] = []
        for moment in self._moments:
            lines += self._said(str(self._order.numbers[moment.scene]), moment.remarks)
            for answer in moment.answers:
                lines += self._said(self._label(answer), answer.remarks)
        return ["Remarks", *lines] if lines else []

    def _answer(self, answer: AnswerVotes, told: Iterable[str]) -> list[str]:
        choice = self._scenario.scenes[answer.scene].choices[answer.choice]
        return self._entry(self._label(answer), self._teller.line(choice.text), told)

    def _entry(self, label: str, text: str, told: Iterable[str]) -> list[str]:
        mark = f"  {label:<4} "
        lines = hanging(mark, text, self._width)
        for each in told:
            lines += hanging(" " * len(mark), each, self._width)
        return lines

    def _said(self, label: str, remarks: Iterable[Remark]) -> Iterator[str]:
        for remark in remarks:
            told = f"{clean_line(remark.text)} ({clean_line(remark.name)})"
            yield from hanging(f"  {label:<4} ", told, self._width)

    def _label(self, answer: AnswerVotes) -> str:
        scene = self._scenario.scenes[answer.scene]
        return self._order.label(scene, scene.choices[answer.choice])


def agreement_json(
    scenario: Scenario,
    agreement: PanelAgreement,
    order: ScriptOrder,
    problems: Iterable[SheetProblem],
) -> dict[str, Any]:
    """Give what the panel made of the scenario as data; figures are not rounded."""
    return {
        "scenario": scenario.id,
        "hash": scenario.hash,
        "panel": {"n": len(agreement.people)},
        "enough": agreement.enough,
        "people": [clean_line(name) for name in agreement.people],
        "empty": agreement.empty,
        "judgment": _concord_json(agreement.judgment),
        "level": _concord_json(agreement.level),
        "calls_for": _concord_json(agreement.called),
        "moments": [
            {
                "scene": moment.scene,
                "number": order.numbers[moment.scene],
                "calls_for": _votes_json(moment.called),
                "remarks": _remarks_json(moment.remarks),
                "answers": [
                    {
                        "choice": answer.choice,
                        "label": order.label(
                            scenario.scenes[answer.scene],
                            scenario.scenes[answer.scene].choices[answer.choice],
                        ),
                        "judgment": _votes_json(answer.judgment),
                        "level": _votes_json(answer.level),
                        "agreement": answer.judgment.agreement,
                        "rewrite": answer.judgment.low,
                        "remarks": _remarks_json(answer.remarks),
                    }
                    for answer in moment.answers
                ],
            }
            for moment in _in_order(scenario, agreement, order)
        ],
        "problems": [
            {
                "file": clean_line(problem.file),
                "row": problem.row,
                "message": clean_line(problem.message),
            }
            for problem in problems
        ],
    }


def _in_order(
    scenario: Scenario, agreement: PanelAgreement, order: ScriptOrder
) -> list[MomentVotes]:
    """The moments and their answers in the order of the script."""
    by_scene = {moment.scene: moment for moment in agreement.moments}
    moments = []
    for id in order.numbers:
        if moment := by_scene.get(id):
            places = [choice.id for choice in order.answers(scenario.scenes[id])]
            answers = sorted(moment.answers, key=lambda answer: places.index(answer.choice))
            moments.append(MomentVotes(moment.scene, moment.called, moment.remarks, tuple(answers)))
    return moments


def _concord(concord: Concord) -> tuple[str, str]:
    alpha = "cannot be told" if concord.alpha is None else f"{concord.alpha:.2f}"
    return _share(concord.share), alpha.replace("-", "−")


def _share(share: float | None) -> str:
    return "not keyed" if share is None else percent(share)


def _votes_in_words(votes: Votes[Any]) -> str:
    """Say what was given: "poor; the panel: strong 1, weak 4, poor 2; 29 % agree with you"."""
    given = [f"{word} {count}" for word, count in votes.counts.items() if count]
    return f"{votes.author}; the panel: {listed(given)}; {percent(votes.agreement)} agree with you"


def _concord_json(concord: Concord) -> dict[str, float | None]:
    return {"agreement": concord.share, "alpha": concord.alpha}


def _votes_json(votes: Votes[Any]) -> dict[str, Any]:
    return {
        "author": votes.author,
        "panel": list(votes.most),
        "counts": dict(votes.counts),
        "agreement": votes.agreement,
    }


def _remarks_json(remarks: Iterable[Remark]) -> list[dict[str, str]]:
    return [{"file": clean_line(remark.name), "text": remark.text} for remark in remarks]
