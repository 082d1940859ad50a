"""The best road at a decision, and what was lost against it."""

from __future__ import annotations

import pytest

from build import scenario, scene, scored
from pmquest.engine.play import Decision
from pmquest.scoring.moments import costliest, moment, moments
from worked_example import EXAMPLE, PICKS, play_of


def looked_at(
    picked: str, *, calls_for: str = "leader", weight: int = 1, **choices: tuple[str, str]
):
    told = scenario(
        scene(
            "moment",
            calls_for=calls_for,
            aspect="scope",
            weight=weight,
            choices=[scored(id, level, judgment) for id, (level, judgment) in choices.items()],
        )
    )
    return moment(told, Decision("moment", picked, tuple(choices)))


def test_the_costliest_moments_of_the_worked_example_are_the_second_then_the_fourth() -> None:
    cost = costliest(moments(EXAMPLE, play_of(*PICKS).decisions))
    assert [(each.number, each.lost) for each in cost] == [(2, 2), (4, 1)]


def test_a_moment_costs_its_weight_and_ties_stand_in_the_order_of_play() -> None:
    played = moments(EXAMPLE, play_of("weak", "weak", "weak", "poor").decisions)
    assert [(each.number, each.lost) for each in costliest(played)] == [(3, 4), (4, 3), (1, 2)]


def test_the_best_road_prefers_the_level_called_for_then_the_order_of_the_file() -> None:
    found = looked_at(
        "first", first=("manager", "weak"), second=("manager", "strong"), third=("leader", "strong")
    )
    assert found.best.id == "third"
    found = looked_at(
        "first",
        calls_for="either",
        first=("manager", "weak"),
        second=("manager", "strong"),
        third=("leader", "strong"),
    )
    assert found.best.id == "second"


def test_the_best_road_was_selectable() -> None:
    decision = Decision("scope", "poor", ("weak", "poor"))
    assert moment(EXAMPLE, decision).best.id == "weak"


@pytest.mark.parametrize(
    ("picked", "lost"),
    [
        (("leader", "strong"), 0),
        (("leader", "sound"), 1),
        (("leader", "weak"), 2),
        (("leader", "poor"), 3),
        (("manager", "strong"), 0),
        (("manager", "sound"), 1),
        (("manager", "poor"), 3),
    ],
)
def test_points_lost_against_a_strong_road(picked: tuple[str, str], lost: int) -> None:
    assert looked_at("first", first=picked, second=("leader", "strong")).lost == lost
    assert looked_at("first", first=picked, second=("leader", "strong"), weight=3).lost == 3 * lost


def test_a_sound_answer_at_another_level_loses_a_point_even_where_nothing_was_strong() -> None:
    found = looked_at("first", first=("manager", "sound"), second=("leader", "sound"))
    assert found.lost == 1
    assert found.better is not None
    assert found.better.id == "second"


def test_a_strong_answer_at_another_level_loses_nothing_but_knows_the_better_road() -> None:
    found = looked_at("first", first=("manager", "strong"), second=("leader", "strong"))
    assert found.lost == 0
    assert found.better is not None
    assert found.better.id == "second"


def test_an_answer_as_good_as_any_has_no_better_road() -> None:
    found = looked_at("second", first=("leader", "strong"), second=("leader", "strong"))
    assert found.better is None


def test_a_moment_says_levels_and_judgment_in_words() -> None:
    found = looked_at("first", first=("manager", "weak"), second=("leader", "strong"))
    assert found.level_in_words == "▪ manager-level"
    assert found.called_in_words == "▲ leader-level"
    assert found.judgment_in_words == "•·· weak"
    either = looked_at("first", calls_for="either", first=("leader", "poor"))
    assert either.called_in_words == "either level"


def test_a_narrative_pick_has_no_keys_and_loses_nothing() -> None:
    found = moments(EXAMPLE, play_of(*PICKS, "home").decisions)[-1]
    assert found.keys is None
    assert (found.lost, found.points, found.attainable) == (0, 0, 0)
    assert found.better is None
    assert not found.done_well
    words = (found.level_in_words, found.called_in_words, found.judgment_in_words)
    assert words == ("", "", "")
