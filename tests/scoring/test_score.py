"""The figures of scoring.md, to the digit."""

from __future__ import annotations

from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from build import choice, scenario, scene, scored
from pmquest.engine.play import Decision
from pmquest.framework import ASPECTS, POINTS, SLIPS
from pmquest.scenario.model import Scenario
from pmquest.scoring.moments import moments
from pmquest.scoring.score import Cell, score, score_counted, score_moments
from worked_example import EXAMPLE, PICKS, play_of

WORKED = score(EXAMPLE, play_of(*PICKS).decisions)


def test_the_worked_example_leans_a_fifth_towards_manager() -> None:
    assert WORKED.decisions == 4
    assert WORKED.lean == -0.2
    assert WORKED.called_lean == 0.0


def test_the_worked_example_fits_in_three_quarters_of_the_weight() -> None:
    assert WORKED.fit == 0.75


def test_the_worked_example_has_four_fifths_of_the_points_and_blind_seven_fifteenths() -> None:
    assert WORKED.judgment == 0.8
    assert WORKED.blind == 7 / 15


def test_the_worked_example_in_the_two_by_two() -> None:
    assert WORKED.called == {
        "manager": {"manager": Cell(well=1), "leader": Cell()},
        "leader": {"manager": Cell(missed=1), "leader": Cell(well=1)},
    }


def test_the_worked_example_by_aspect() -> None:
    by_aspect = {
        aspect: (figures.decisions, figures.lean, figures.judgment)
        for aspect, figures in WORKED.aspects.items()
    }
    assert by_aspect == {
        "scope": (1, 1.0, 1.0),
        "responsibilities": (0, None, None),
        "team": (1, -1.0, 1 / 3),
        "horizon": (1, -1.0, 1.0),
        "decisions": (1, 1.0, 2 / 3),
    }


def test_a_miss_is_counted_with_its_slip() -> None:
    assert WORKED.slips == {"too-early": 1}
    assert WORKED.missed == 1


def test_without_a_decision_nothing_is_seen() -> None:
    nothing = score(EXAMPLE, ())
    assert nothing.decisions == 0
    figures = (nothing.lean, nothing.called_lean, nothing.fit, nothing.judgment, nothing.blind)
    assert figures == (None,) * 5
    assert list(nothing.aspects) == list(ASPECTS)


def test_a_narrative_pick_never_counts() -> None:
    assert score(EXAMPLE, play_of(*PICKS, "home").decisions) == WORKED


def test_a_moment_that_offered_nothing_of_worth_gives_no_judgment() -> None:
    only_poor = Decision("scope", "poor", ("poor",))
    figures = score(EXAMPLE, [only_poor])
    assert (figures.judgment, figures.blind) == (None, None)
    assert figures.lean == 1.0
    assert figures.aspects["scope"].judgment is None


def test_a_choice_that_was_not_selectable_is_nobodys_mistake() -> None:
    without_strong = Decision("scope", "weak", ("weak", "poor"))
    figures = score(EXAMPLE, [without_strong])
    assert figures.judgment == 1.0
    assert figures.blind == 0.5


def test_either_is_left_out_of_called_lean_fit_and_two_by_two() -> None:
    at_either = score(EXAMPLE, [Decision("decisions", "sound", ("strong", "sound", "poor"))])
    assert at_either.lean == 1.0
    assert (at_either.called_lean, at_either.fit) == (None, None)
    assert sum(cell.total for row in at_either.called.values() for cell in row.values()) == 0


def drawn(number: int) -> tuple[Scenario, list[Decision]]:
    """Any scenario of scored scenes with any decisions in it, narrative ones between.

    All is drawn from one number, which is many times faster than to have hypothesis draw it.
    """
    dice = Random(number)
    scenes, decisions = [], []
    for place in range(dice.randint(0, 7)):
        ids = [f"choice{each}" for each in range(dice.randint(1, 4))]
        open_ids = dice.sample(ids, dice.randint(1, len(ids)))
        scenes.append(
            scene(
                f"scene{place}",
                calls_for=dice.choice(("manager", "leader", "either")),
                aspect=dice.choice(tuple(ASPECTS)),
                weight=dice.randint(1, 3),
                choices=[
                    scored(
                        id,
                        dice.choice(("manager", "leader")),
                        dice.choice(tuple(POINTS)),
                        slip=dice.choice((None, *SLIPS)),
                    )
                    for id in ids
                ],
            )
        )
        decisions.append(Decision(f"scene{place}", dice.choice(open_ids), tuple(open_ids)))
    scenes.append(scene("story", choices=[choice("on"), choice("off")]))
    decisions.append(Decision("story", "on", ("on", "off")))
    return scenario(*scenes), decisions


numbers = st.integers(0, 2**32 - 1)
played, dice = numbers.map(drawn), numbers.map(Random)


@settings(deadline=None)
@given(played)
def test_every_figure_keeps_its_range(made: tuple[Scenario, list[Decision]]) -> None:
    figures = score(*made)
    for share in (figures.judgment, figures.blind, figures.fit):
        assert share is None or 0 <= share <= 1
    for lean in (figures.lean, figures.called_lean):
        assert lean is None or -1 <= lean <= 1
    assert (figures.judgment is None) == (figures.blind is None)


@settings(deadline=None)
@given(played)
def test_the_order_of_decisions_changes_nothing(made: tuple[Scenario, list[Decision]]) -> None:
    told, decisions = made
    assert score(told, decisions) == score(told, reversed(decisions))


@settings(deadline=None)
@given(played, dice)
def test_counting_equal_answers_together_scores_them_as_one_by_one(
    made: tuple[Scenario, list[Decision]], dice: Random
) -> None:
    met = [(moment, dice.randint(0, 40)) for moment in moments(*made)]
    one_by_one = [moment for moment, times in met for _ in range(times)]
    assert score_counted(met) == score_moments(one_by_one)


@settings(deadline=None)
@given(played)
def test_the_two_by_two_holds_every_decision_that_was_called_for(
    made: tuple[Scenario, list[Decision]],
) -> None:
    told, decisions = made
    figures = score(told, decisions)
    called = [
        decision
        for decision in decisions
        if told.scenes[decision.scene].calls_for in ("manager", "leader")
    ]
    cells = [cell for row in figures.called.values() for cell in row.values()]
    assert sum(cell.total for cell in cells) == len(called)
    assert (figures.fit is None) == (not called)
    assert sum(aspect.decisions for aspect in figures.aspects.values()) == figures.decisions


@settings(deadline=None)
@given(played)
def test_who_always_takes_the_best_has_it_all(made: tuple[Scenario, list[Decision]]) -> None:
    told, decisions = made

    def points(scene: str, choice: str) -> int:
        judgment = told.scenes[scene].choices[choice].judgment
        return POINTS[judgment] if judgment else 0

    best = [
        Decision(
            each.scene, max(each.selectable, key=lambda id: points(each.scene, id)), each.selectable
        )
        for each in decisions
    ]
    assert score(told, best).judgment in (None, 1.0)


@settings(deadline=None)
@given(played)
def test_blind_is_what_random_picks_on_the_same_road_expect(
    made: tuple[Scenario, list[Decision]],
) -> None:
    told, decisions = made
    figures = score(told, decisions)
    expected, attainable = Fraction(0), 0
    for decision in decisions:
        place = told.scenes[decision.scene]
        worth = [
            POINTS[judgment]
            for id in decision.selectable
            if (judgment := place.choices[id].judgment) is not None
        ]
        if worth:
            expected += place.weight * Fraction(sum(worth), len(worth))
            attainable += place.weight * max(worth)
    assert figures.blind == (float(expected / attainable) if attainable else None)
