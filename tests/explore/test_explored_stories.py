"""What exploring says of small stories that can be followed by hand."""

from __future__ import annotations

import pytest

from build import (
    arrival,
    chose,
    compare,
    interrupt,
    meter,
    no,
    route,
    scenario,
    scene,
    scored,
    visited,
)
from build import choice as plain
from pmquest.engine.machine import Machine
from pmquest.explore.exploration import Exploration, Road
from pmquest.explore.explore import Cancelled, explore

GOOD = scene("good", ending="good")
BAD = scene("bad", ending="bad")


def explored(*scenes, **more) -> Exploration:
    return explore(Machine(scenario(*scenes, **more)))


def test_a_straight_story_has_one_path_for_each_answer() -> None:
    found = explored(
        scene("monday", choices=[plain("ring", "good"), plain("wait", "bad")]), GOOD, BAD
    )
    assert found.exact
    assert (found.states, found.paths) == (3, 2)
    assert found.visits == {"monday": 1.0, "good": 0.5, "bad": 0.5}
    assert found.endings["bad"].shortest == Road((("monday", "wait"),), 0)
    assert found.players["random"] is None, "there is nothing to attain"
    assert found.judgment.min is None


def test_two_drawn_routes_to_one_scene_are_two_paths() -> None:
    draw = [route("good", odds=1), route("good", odds=3)]
    assert explored(scene("monday", choices=[plain("ring", draw)]), GOOD).paths == 2


def test_a_dead_end_behind_two_conditions_is_shown_by_its_picks_and_seed() -> None:
    draw = [route("friday", odds=1), route("good", odds=3)]
    found = explored(
        scene(
            "monday",
            choices=[plain("ring", "tuesday", set={"rang": True}), plain("wait", "tuesday")],
        ),
        scene("tuesday", choices=[plain("ask", draw, effects={"trust": 3}), plain("go", "good")]),
        scene(
            "friday",
            choices=[
                plain("one", "good", condition=no("rang")),
                plain("two", "good", condition=compare("trust", "<", 3)),
            ],
        ),
        GOOD,
        meters=[meter("trust", 0)],
        facts={"rang": False},
    )
    (dead_end,) = found.stuck
    assert dead_end.scene == "friday"
    assert dead_end.road.picks == (("monday", "ring"), ("tuesday", "ask"))
    assert dead_end.road.seed is not None
    assert found.never_available == (("friday", "two"),)


def test_a_circle_without_a_way_out_is_endless_and_its_paths_are_not_counted() -> None:
    found = explored(
        scene("monday", choices=[plain("in", "a"), plain("out", "good")]),
        scene("a", choices=[plain("on", "b")]),
        scene("b", choices=[plain("back", "a")]),
        GOOD,
    )
    assert [shown.scene for shown in found.endless] == ["a", "b"]
    assert found.endless[1].road.picks == (("monday", "in"), ("a", "on"))
    assert found.paths == 1
    assert (found.visits["a"], found.visits["good"]) == (None, 0.5)
    assert found.players["random"] is None


def test_a_run_of_continues_that_comes_back_is_a_dead_end() -> None:
    found = explored(
        scene("monday", choices=[plain("in", "a"), plain("out", "good")]),
        scene("a", to="b"),
        scene("b", to="a"),
        GOOD,
    )
    assert not found.endless
    # a, b and a again: only then is nothing new in the state
    assert [shown.scene for shown in found.stuck] == ["a"]
    assert found.visits["a"] == 1.0
    assert found.paths == 2


def test_the_least_ratio_on_a_circle_that_loses_is_that_of_the_circle() -> None:
    found = explored(
        scene(
            "monday",
            calls_for="manager",
            aspect="scope",
            choices=[
                scored("go", "manager", "strong", "good"),
                scored("stay", "leader", "weak", "monday"),
            ],
        ),
        GOOD,
    )
    assert found.judgment.min == pytest.approx(1 / 3)
    assert found.judgment.max == 1.0
    assert (found.decisions.min, found.decisions.max) == (1, None)
    assert found.paths is None
    assert found.visits["monday"] == pytest.approx(2)


def test_players_see_only_what_can_be_taken() -> None:
    found = explored(
        scene(
            "monday",
            calls_for="manager",
            aspect="scope",
            choices=[
                scored("a", "leader", "poor", "good", text="x" * 10),
                scored("b", "manager", "strong", "good", text="x" * 30, condition=False),
                scored("c", "manager", "weak", "good", text="x" * 12),
            ],
        ),
        GOOD,
    )
    assert found.no_strong[0].scene == "monday"
    assert found.players == {
        "random": 0.5,
        "first": 0.0,
        "longest": 1.0,  # 12 is a fifth more than 10
        "shortest": 0.5,  # 10 is less than a fifth under 12
        "always_manager": 1.0,
        "always_leader": 0.0,
        "as_called": 1.0,
        "strong": 1.0,
    }


def test_an_aspect_that_a_road_goes_round_is_unmet() -> None:
    def asked(name: str, aspect: str, to: str):
        answers = [scored("a", "manager", "strong", to), scored("b", "leader", "poor", to)]
        return scene(name, calls_for="manager", aspect=aspect, choices=answers)

    found = explored(
        scene("monday", choices=[plain("long", "team"), plain("short", "scope")]),
        asked("team", "team", "scope"),
        asked("scope", "scope", "good"),
        GOOD,
    )
    assert set(found.unmet) == {"team"}
    assert found.unmet["team"].picks == (("monday", "short"), ("scope", "a"))


def test_an_interrupt_that_resumes_goes_on_to_where_the_pick_was_going() -> None:
    found = explored(
        scene("monday", choices=[plain("spend", "tuesday", effects={"budget": -50})]),
        scene("tuesday", choices=[plain("end", "good")]),
        scene("broke", choices=[plain("beg", "resume", effects={"budget": 10})]),
        GOOD,
        meters=[meter("budget", 50)],
        interrupts=[interrupt(compare("budget", "<=", 0), "broke")],
    )
    assert found.visits["broke"] == 1.0
    assert [(flow.scene, flow.target) for flow in found.flows] == [
        ("monday", "broke"),
        ("tuesday", "good"),
        ("broke", "tuesday"),
    ]


def test_states_are_one_where_nothing_ahead_can_tell_them_apart() -> None:
    week = [
        scene(
            f"day{number}",
            choices=[
                plain("a", f"day{number + 1}", effects={"trust": 1}),
                plain("b", f"day{number + 1}"),
            ],
        )
        for number in range(20)
    ]
    without = explored(*week, scene("day20", ending="good"), meters=[meter("trust", 0)])
    assert without.states == 21
    assert without.paths == 2**20
    looked = [route("good", compare("trust", ">=", 3)), route("bad")]
    at_the_end = scene("day20", choices=[plain("look", looked)])
    counted = explored(*week, at_the_end, GOOD, BAD, meters=[meter("trust", 0)])
    assert counted.states <= 21 * 5 + 2, "beyond three a trust that only grows matters no more"


def test_what_was_visited_or_chosen_counts_as_long_as_something_asks() -> None:
    found = explored(
        scene("monday", choices=[plain("a", "tuesday"), plain("b", "side")]),
        scene("side", to="tuesday"),
        scene(
            "tuesday",
            choices=[
                plain("x", "good", condition=visited("side")),
                plain("y", "bad", condition=chose("monday", "a")),
            ],
        ),
        GOOD,
        BAD,
    )
    assert found.states == 6
    assert not found.stuck
    assert found.endings["good"].probability == 0.5


def test_numbers_beyond_a_machine_word_are_computed_all_the_same() -> None:
    huge = compare(big_product(), ">", 10)
    found = explored(
        scene("monday", choices=[plain("a", "good", condition=huge), plain("b", "bad")]),
        GOOD,
        BAD,
        meters=[meter("wealth", 900_000_000, max=10**9)],
    )
    assert not found.never_available


def big_product():
    from build import calculate

    product = calculate("wealth", "*", "wealth")
    return calculate(product, "*", product)


def test_what_happens_on_arrival_happens_in_order() -> None:
    found = explored(
        scene("monday", choices=[plain("go", "tuesday")]),
        scene(
            "tuesday",
            enter=[
                arrival(effects={"trust": 2}),
                arrival(compare("trust", ">=", 2), set={"warned": True}),
            ],
            choices=[plain("x", "good", condition="warned")],
        ),
        GOOD,
        meters=[meter("trust", 0)],
        facts={"warned": False},
    )
    assert not found.stuck


def ladder(steps: int):
    """A story whose states grow with every step, all of them told apart at the end."""
    days = [
        scene(
            f"day{number}",
            choices=[
                plain("a", f"day{number + 1}", effects={"promises": 2**number}),
                plain("b", f"day{number + 1}"),
            ],
        )
        for number in range(steps)
    ]
    last = [route("good", compare("promises", "==", number)) for number in (3, 5)]
    return scenario(
        *days,
        scene(
            f"day{steps}", choices=[plain("look", [*last, route("bad")], effects={"promises": -1})]
        ),
        GOOD,
        BAD,
        facts={"promises": 0},
    )


def test_more_states_than_the_budget_give_a_sample_that_says_it_is_one() -> None:
    machine = Machine(ladder(12))
    found = explore(machine, budget=1_000)
    assert not found.exact
    assert found.sampled is not None
    assert found.sampled.plays == 1_000
    assert found.paths is None
    assert found.endings["bad"].probability == pytest.approx(1, abs=0.01)
    assert explore(machine, budget=1_000) == found, "a sample is the same each time"


def test_a_sample_comes_near_to_what_is_exact() -> None:
    from pmquest.explore.sample import sample

    machine = Machine(
        scenario(
            scene(
                "monday",
                calls_for="manager",
                aspect="scope",
                choices=[
                    scored("a", "manager", "strong", "good"),
                    scored("b", "leader", "poor", [route("good", odds=1), route("bad", odds=1)]),
                ],
            ),
            GOOD,
            BAD,
        )
    )
    exact, near = explore(machine), sample(machine, lambda: False)
    for player, value in exact.players.items():
        assert near.players[player] == pytest.approx(value, abs=0.06)
    for ending, figures in exact.endings.items():
        assert near.endings[ending].probability == pytest.approx(figures.probability, abs=0.06)
        assert near.endings[ending].shortest.picks
    assert near.decisions == exact.decisions
    assert near.strong_ends == {}
    assert near.never_available == exact.never_available == ()


def test_exploring_stops_when_it_is_told_to() -> None:
    asked = iter([False, False, True])
    with pytest.raises(Cancelled):
        explore(Machine(ladder(12)), cancelled=lambda: next(asked))


def test_conditions_that_nobody_comes_to_ask_are_no_matter() -> None:
    found = explored(
        scene("monday", to="good"),
        scene("attic", choices=[plain("x", "good", condition=visited("monday"))]),
        GOOD,
        interrupts=[interrupt(visited("good"), "attic")],
    )
    assert found.unreachable == ("attic",)
    assert not found.stuck


def test_a_routes_list_that_no_choice_uses_is_no_matter() -> None:
    unused = [route("good", visited("good")), route("bad")]
    found = explored(scene("monday", choices=[plain("x", "good")], to=unused), GOOD, BAD)
    assert found.unreachable == ("bad",)


def test_a_fact_that_grows_for_ever_gives_a_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    from build import calculate
    from pmquest.explore import graph

    monkeypatch.setattr(graph, "BUDGET", 3_000)
    monday = scene(
        "monday",
        choices=[
            plain("again", "monday", effects={"count": 1}),
            plain("go", "good", condition=compare(calculate("count", "-", "trust"), ">", 0)),
        ],
    )
    found = explore(
        Machine(scenario(monday, GOOD, meters=[meter("trust", 5)], facts={"count": 0})),
        budget=1_000,
    )
    assert not found.exact
    assert found.endings["good"].probability == 1.0
    assert found.players["first"] is None, "who always counts on never comes to an end"
