"""How far a panel agrees: counted by hand, and by the example of the textbook."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import scenario, scene, scored
from pmquest.scoring.agreement import (
    AnswerVotes,
    Keying,
    PanelAgreement,
    krippendorff_alpha,
    panel_agreement,
)

STORY = scenario(
    scene(
        "monday",
        calls_for="manager",
        aspect="scope",
        signal="One app.",
        to="end",
        choices=[scored("ring", "manager", "strong"), scored("wait", "leader", "poor")],
    ),
    scene("end", ending="good"),
)


def person(name: str, called: str = "", ring: str = "", wait: str = "") -> Keying:
    """Somebody's keys; a key is a level's first letter and a judgment, such as "m strong"."""
    levels = {"m": "manager", "l": "leader"}
    given = {("monday", "ring"): ring.split(), ("monday", "wait"): wait.split()}
    return Keying(  # type: ignore[arg-type]
        name,
        {"monday": called} if called else {},
        {place: levels[key[0]] for place, key in given.items() if key},
        {place: key[1] for place, key in given.items() if key},
        {("monday", "ring"): f"{name} wondered."} if name == "Bo" else {},
    )


PEOPLE = (
    person("Ann", "manager", "m strong", "l poor"),
    person("Bo", "leader", "m sound", "l weak"),
    person("Cy", "manager", "l strong", "l weak"),
    person("Di", "", "m strong", ""),
)
PANEL = panel_agreement(STORY, PEOPLE)


def answers(panel: PanelAgreement) -> tuple[AnswerVotes, AnswerVotes]:
    ring, wait = panel.answers
    return ring, wait


def test_the_agreement_of_an_answer_is_the_part_that_gave_the_authors_judgment() -> None:
    ring, wait = answers(PANEL)
    assert ring.judgment.counts == {"strong": 3, "sound": 1, "weak": 0, "poor": 0}
    assert (ring.judgment.agreement, ring.judgment.most) == (0.75, ("strong",))
    assert (wait.judgment.agreement, wait.judgment.most) == (1 / 3, ("weak",))
    assert (ring.judgment.low, wait.judgment.low) == (False, True)


def test_levels_and_what_the_moment_calls_for_are_counted_alike() -> None:
    ring, wait = answers(PANEL)
    (monday,) = PANEL.moments
    assert (ring.level.agreement, wait.level.agreement) == (0.75, 1)
    assert monday.called.counts == {"manager": 2, "leader": 1, "either": 0}


def test_what_was_left_empty_counts_nowhere_and_is_counted_apart() -> None:
    assert answers(PANEL)[1].judgment.total == 3
    assert PANEL.empty == 3


def test_over_all_answers_each_key_weighs_the_same() -> None:
    assert PANEL.judgment.share == 4 / 7
    assert PANEL.level.share == 6 / 7
    assert PANEL.called.share == 2 / 3


def test_an_answer_that_nobody_keyed_has_no_agreement() -> None:
    alone = panel_agreement(STORY, [person("Ann", "manager")])
    ring, _ = answers(alone)
    assert (ring.judgment.agreement, ring.judgment.most, ring.judgment.low) == (None, (), False)
    assert (alone.judgment.share, alone.judgment.alpha) == (None, None)


def test_words_that_most_gave_stand_together_where_they_are_level() -> None:
    ring, _ = answers(panel_agreement(STORY, PEOPLE[:2]))
    assert ring.judgment.most == ("strong", "sound")


@pytest.mark.parametrize(("same", "low"), [(3, False), (2, True)])
def test_sixty_per_cent_is_enough(same: int, low: bool) -> None:
    keys = ["m strong"] * same + ["m poor"] * (5 - same)
    panel = panel_agreement(STORY, [person(str(each), ring=key) for each, key in enumerate(keys)])
    assert answers(panel)[0].judgment.low == low


def test_five_people_are_enough() -> None:
    assert not PANEL.enough
    assert panel_agreement(STORY, [*PEOPLE, person("Ed")]).enough


def test_remarks_stand_with_their_writer() -> None:
    ring, wait = answers(PANEL)
    assert [(remark.name, remark.text) for remark in ring.remarks] == [("Bo", "Bo wondered.")]
    assert wait.remarks == ()


OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
"""Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), part C: four observers."""


def units(*observers: str) -> list[list[int]]:
    columns = zip(*(each.split() for each in observers), strict=True)
    return [[column.count(str(value)) for value in range(1, 6)] for column in columns]


def test_alpha_is_that_of_the_textbook() -> None:
    assert krippendorff_alpha(units(*OBSERVERS), ordered=False) == pytest.approx(0.743, abs=5e-4)
    assert krippendorff_alpha(units(*OBSERVERS), ordered=True) == pytest.approx(0.815, abs=5e-4)


@pytest.mark.parametrize("counts", [[], [[1, 0], [0, 1]], [[3, 0], [2, 0]]])
def test_alpha_cannot_be_told_where_nothing_can_be_compared(counts: list[list[int]]) -> None:
    assert krippendorff_alpha(counts, ordered=True) is None


tables = st.lists(st.lists(st.integers(0, 4), min_size=4, max_size=4), min_size=1, max_size=8)


@given(tables, st.booleans())
def test_alpha_is_at_most_one_and_one_where_all_agree(
    counts: Iterable[list[int]], ordered: bool
) -> None:
    counts = list(counts)
    alpha = krippendorff_alpha(counts, ordered=ordered)
    assert alpha is None or alpha <= 1
    agreed = [[sum(each) if place == number % 4 else 0 for place in range(4)]
              for number, each in enumerate(counts)]  # fmt: skip
    whole = krippendorff_alpha(agreed, ordered=ordered)
    assert whole is None or whole == 1


def test_on_a_scale_neighbours_differ_less_than_its_ends() -> None:
    agreed = [[4, 0, 0, 0], [0, 4, 0, 0], [0, 0, 4, 0], [0, 0, 0, 4]]
    near, far = ([*agreed, one] for one in ([2, 2, 0, 0], [2, 0, 0, 2]))
    nominal = [krippendorff_alpha(each, ordered=False) for each in (near, far)]
    ordinal = [krippendorff_alpha(each, ordered=True) for each in (near, far)]
    assert nominal[0] == pytest.approx(nominal[1])
    assert ordinal[0] is not None
    assert ordinal[1] is not None
    assert ordinal[0] > ordinal[1]
