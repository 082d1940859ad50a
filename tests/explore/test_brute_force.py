"""Exploring is exact: on small stories every figure is that of following everything."""

from __future__ import annotations

import pytest
from brute_force import BruteForce, TooLarge
from hypothesis import given, settings
from hypothesis import strategies as st
from small_stories import SmallAuthor

from pmquest.engine.machine import Machine
from pmquest.engine.play import Play
from pmquest.explore.exploration import Exploration, Road
from pmquest.explore.explore import explore
from pmquest.framework import ASPECTS

STORIES = 80
LONG = 20_000


def agree(number: int) -> bool:
    """Hold exploring to brute force on one story; False where the story is too large for that."""
    machine = Machine(SmallAuthor(number).scenario())
    try:
        brute = BruteForce(machine)
    except TooLarge:
        return False
    found = explore(machine)
    assert found.exact
    reach_agrees(found, brute)
    odds_agree(found, brute)
    sums_agree(found, brute)
    roads_agree(found, brute)
    return True


def reach_agrees(found: Exploration, brute: BruteForce) -> None:
    scenes = brute.machine.scenario.scenes
    nodes = range(len(brute.nodes))
    assert found.states <= len(brute.nodes)
    met = {brute.scene(node).id for node in nodes}
    assert found.unreachable == tuple(scene for scene in scenes if scene not in met)
    opened = {
        (brute.scene(node).id, choice.id) for node in nodes for choice in brute.selectable(node)
    }
    every = [(scene.id, choice) for scene in scenes.values() for choice in scene.choices]
    assert found.never_available == tuple(each for each in every if each not in opened)
    lost = {brute.scene(node).id for node in nodes if node not in brute.can_end}
    assert {shown.scene for shown in found.endless} == lost
    stuck = {brute.scene(node).id for node in nodes if brute.stuck(node)}
    assert {shown.scene for shown in found.stuck} == stuck
    assert found.paths == brute.paths


def odds_agree(found: Exploration, brute: BruteForce) -> None:
    visits = brute.visits(brute.odds("random"))
    nodes = range(len(brute.nodes))
    if visits is not None:
        for scene, expected in found.visits.items():
            # a pick that leads nowhere does not visit its scene again
            met = [
                visits[node]
                for node in nodes
                if brute.scene(node).id == scene and brute.state(node).stopped is None
            ]
            assert expected == pytest.approx(sum(met), abs=1e-9)
        for scene, figures in found.endings.items():
            ends = [visits[node] for node in nodes if brute.scene(node).id == scene]
            assert figures.probability == pytest.approx(sum(ends), abs=1e-9)
        assert sum(flow.expected or 0 for flow in found.flows) == pytest.approx(
            sum(
                visits[edge[0]] * float(chance)
                for edge, chance in brute.odds("random").items()
                if brute.state(edge[3]).stopped is None
            ),
            abs=1e-9,
        )
    for player, value in found.players.items():
        assert value == pytest.approx(brute.player(player), abs=1e-9), player


def sums_agree(found: Exploration, brute: BruteForce) -> None:
    nodes = range(len(brute.nodes))
    least, most = brute.decisions()
    assert (found.decisions.min, found.decisions.max) == (least, most)
    for scene, figures in found.endings.items():
        goals = {node for node in nodes if brute.ending(node) and brute.scene(node).id == scene}
        brute.ratio_bounds_hold(goals, figures.judgment.min, figures.judgment.max)
        visits = brute.visits(brute.odds("random"))
        if visits is not None and goals:
            mean_agrees(figures.mean, brute, goals)
    everywhere = {node for node in nodes if brute.ending(node)}
    brute.ratio_bounds_hold(everywhere, found.judgment.min, found.judgment.max)


def mean_agrees(mean: float | None, brute: BruteForce, goals: set[int]) -> None:
    """Points over attainable points of the plays that come to these goals."""
    odds = brute.odds("random")
    visits = brute.visits(odds)
    chance = brute.chance_of(goals, odds)
    points = attainable = 0.0
    for edge, share in odds.items():
        through = visits[edge[0]] * float(share) * chance[edge[3]]
        points += through * brute.earned(edge)[0]
        attainable += through * brute.earned(edge)[1]
    assert mean == pytest.approx(points / attainable if attainable > 1e-12 else None, abs=1e-9)


def roads_agree(found: Exploration, brute: BruteForce) -> None:
    nodes = range(len(brute.nodes))

    def where(scene: str, holds) -> set[int]:
        return {node for node in nodes if brute.scene(node).id == scene and holds(node)}

    for shown in found.stuck:
        goals = where(shown.scene, brute.stuck)
        road_agrees(shown.road, brute, goals)
    for shown in found.endless:
        road_agrees(shown.road, brute, where(shown.scene, lambda node: node not in brute.can_end))
    for scene, figures in found.endings.items():
        goals = where(scene, brute.ending)
        if figures.shortest is None:
            assert not goals
        else:
            road_agrees(figures.shortest, brute, goals)
    strong = {node for node in nodes if lacks_strong(brute, node)}
    assert {shown.scene for shown in found.no_strong} == {brute.scene(each).id for each in strong}
    for shown in found.no_strong:
        goals = {node for node in strong if brute.scene(node).id == shown.scene}
        road_agrees(shown.road, brute, goals)
    elsewhere = {node for node in nodes if lacks_called(brute, node)}
    assert {shown.scene for shown in found.no_strong_as_called} == {
        brute.scene(node).id for node in elsewhere
    }
    unmet_agree(found, brute)
    strong_ends_agree(found, brute)


def unmet_agree(found: Exploration, brute: BruteForce) -> None:
    goals = {node for node in range(len(brute.nodes)) if brute.ending(node)}
    for aspect in ASPECTS:
        known = any(
            scene.scored and scene.aspect == aspect
            for scene in brute.machine.scenario.scenes.values()
        )
        picks = brute.shortest(goals, brute.without_aspect(aspect)) if known else None
        road = found.unmet.get(aspect)
        assert (road.picks if road else None) == picks


def strong_ends_agree(found: Exploration, brute: BruteForce) -> None:
    odds = brute.odds("strong")
    ends = {}
    for scene in brute.machine.scenario.scenes:
        goals = {
            node
            for node in range(len(brute.nodes))
            if brute.scene(node).id == scene
            and brute.over(node)
            and not (brute.ending(node) and brute.scene(node).ending == "good")
        }
        picks = brute.shortest(goals, lambda edge: odds.get(edge, 0) > 0) if goals else None
        if picks is not None:
            ends[scene] = picks
    assert {scene: road.picks for scene, road in found.strong_ends.items()} == ends


def lacks_strong(brute: BruteForce, node: int) -> bool:
    choices = brute.selectable(node)
    return (
        brute.scene(node).scored
        and bool(choices)
        and all(choice.judgment != "strong" for choice in choices)
    )


def lacks_called(brute: BruteForce, node: int) -> bool:
    scene = brute.scene(node)
    strong = [each for each in brute.selectable(node) if each.judgment == "strong"]
    return bool(strong) and scene.calls_for not in ("either", *(each.level for each in strong))


def road_agrees(road: Road, brute: BruteForce, goals: set[int]) -> None:
    """The picks are the shortest, and the seed the first under which they show it."""
    assert road.picks == brute.shortest(goals)
    shows = {brute.state(node) for node in goals}
    tried = 12 if road.seed is None else min(road.seed + 1, 12)
    seeds = {*range(tried), *([] if road.seed is None else [road.seed])}
    showing = [seed for seed in sorted(seeds) if shown_by(brute, road, seed, shows)]
    assert showing[:1] == ([] if road.seed is None else [road.seed])


def shown_by(brute: BruteForce, road: Road, seed: int, states: set) -> bool:
    """Whether a real play of these picks under a seed is, after the last, in one of the states."""
    from pmquest.engine.play import PickRefused

    play = Play.begin(brute.machine, seed)
    for scene, choice in road.picks:
        play = play.settle()
        if play.status != "choosing" or play.scene.id != scene:
            return False
        try:
            play = play.pick(choice)
        except PickRefused:
            return False
    return any(brute.stripped(state) in states for state in states_from(play))


def states_from(play: Play):
    """The state after the last pick, and those that continues pass through from there."""
    yield play.state
    while play.status == "passing":
        play = play.go_on()
        yield play.state


@settings(max_examples=STORIES)
@given(st.integers(0, 2**32 - 1))
def test_every_figure_is_that_of_brute_force(number: int) -> None:
    agree(number)


def test_most_small_stories_can_be_followed_by_brute_force() -> None:
    compared = [agree(number) for number in range(60)]
    assert sum(compared) > 40


@pytest.mark.long
def test_every_figure_is_that_of_brute_force_on_many_stories() -> None:
    compared = sum(agree(number) for number in range(LONG))
    assert compared > LONG * 2 // 3
