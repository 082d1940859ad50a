"""The scenarios that ship: what they train together, how they are proved, the ladder they make.

One file for all of it, so that every road of each is followed once.
"""

from __future__ import annotations

import runpy
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest

from pmquest.engine.machine import Machine
from pmquest.engine.play import Play
from pmquest.explore.exploration import Exploration
from pmquest.framework import ASPECTS, LEVELS, RESPONSIBILITIES, Level
from pmquest.scenario.model import Choice, Scenario
from pmquest.scoring.career import Career, Evidence, Finished, career, evidence_of
from pmquest.scoring.coverage import coverage

ROOT = Path(__file__).parents[2]
TABLE = SimpleNamespace(**runpy.run_path(str(ROOT / "docs" / "scenarios.py")))
SHIPPED: list[Scenario] = TABLE.shipped()
COVERED = {scenario.id: coverage(scenario) for scenario in SHIPPED}

Way = Callable[[Scenario, Play, list[Choice], Random], Choice]
"""How somebody picks among the answers that are open."""


def explored(id: str) -> Exploration:
    return TABLE.explored(id)


def test_the_page_is_as_the_scenarios_make_it() -> None:
    """Where this fails, `make docs` makes the page anew."""
    assert TABLE.page() == TABLE.PAGE.read_text(encoding="utf-8")


def test_there_are_twelve_and_the_way_goes_past_all_of_them() -> None:
    files = {path.stem for path in (ROOT / "scenarios").glob("*.yaml")} - {"pack"}
    assert files == {scenario.id for scenario in SHIPPED}
    assert len(files) == 12


def test_every_responsibility_is_asked_for_eight_times_and_three_times_in_the_other_role() -> None:
    for info in RESPONSIBILITIES.values():
        times = dict.fromkeys(LEVELS, 0)
        for scenario in SHIPPED:
            count = COVERED[scenario.id].responsibilities.get(info.id, 0)
            times[scenario.role_level] += count
        (other,) = set(LEVELS) - {info.level}
        assert sum(times.values()) >= 8, info.id
        assert times[other] >= 3, info.id


def test_every_aspect_has_twenty_scored_scenes() -> None:
    scenes = Counter[str]()
    for covered in COVERED.values():
        scenes.update(covered.aspects)
    assert all(scenes[aspect] >= 20 for aspect in ASPECTS)


@pytest.mark.parametrize("scenario", SHIPPED, ids=lambda each: each.id)
class TestEachOfThem:
    def test_at_least_two_moments_call_for_the_other_level(self, scenario: Scenario) -> None:
        (other,) = set(LEVELS) - {scenario.role_level}
        assert COVERED[scenario.id].called[other] >= 2

    def test_it_is_proved_whole(self, scenario: Scenario) -> None:
        found = explored(scenario.id)
        assert found.sampled is None
        assert not found.stuck
        assert not found.endless
        assert not found.unreachable
        assert not found.never_available
        assert not found.no_strong_as_called
        assert found.decisions.min is not None
        assert found.decisions.min >= 7

    def test_rules_of_thumb_fail(self, scenario: Scenario) -> None:
        players = explored(scenario.id).players
        called = COVERED[scenario.id].called
        one_sided = {
            level: 0.65 if 3 * called.get(level, 0) >= 2 * sum(called.values()) else 0.6
            for level in LEVELS
        }
        most = {
            "random": 0.56,
            "longest": 0.6,
            "shortest": 0.6,
            "always_manager": one_sided["manager"],
            "always_leader": one_sided["leader"],
            "as_called": 0.8,
        }
        assert [name for name, limit in most.items() if (players[name] or 0) > limit] == []
        assert players["strong"] == pytest.approx(1)

    def test_it_ends_well_for_whoever_always_picks_strong(self, scenario: Scenario) -> None:
        assert explored(scenario.id).strong_ends == {}

    def test_the_better_the_ending_the_better_the_judgment(self, scenario: Scenario) -> None:
        means = {}
        for grade in ("bad", "mixed", "good"):
            endings = [e for e in explored(scenario.id).endings.values() if e.grade == grade]
            odds = sum(ending.probability for ending in endings)
            means[grade] = sum(e.probability * (e.mean or 0) for e in endings) / odds
        assert means["bad"] < means["mixed"] < means["good"]

    def test_its_minutes_are_told_as_they_are(self, scenario: Scenario) -> None:
        assert TABLE.minutes(scenario.id) == pytest.approx(scenario.minutes, abs=2)

    def test_every_scored_scene_has_notes_for_a_room(self, scenario: Scenario) -> None:
        scored = [scene for scene in scenario.scenes.values() if scene.calls_for]
        assert [scene.id for scene in scored if not scene.notes] == []


# The ladder


@cache
def machine(id: str) -> Machine:
    return Machine(next(each for each in SHIPPED if each.id == id))


def career_of(way: Way, seed: int) -> Career:
    """The career of somebody who plays all twelve once, in the order of the way."""
    evidence: list[Evidence] = []
    finished: list[Finished] = []
    hand = Random(seed)
    for number, scenario in enumerate(SHIPPED):
        play = Play.begin(machine(scenario.id), hand.randrange(10**9)).settle()
        while play.status == "choosing":
            open_now = [
                play.scene.choices[each.id] for each in play.view.choices if each.selectable
            ]
            play = play.pick(way(scenario, play, open_now, hand).id).settle()
            found = evidence_of(scenario, play.decisions[-1], number + len(play.picks) / 1_000)
            evidence += [found] if found else []
        assert play.status == "ended"
        finished.append(Finished(scenario.id, number + 0.999))
    return career(evidence, finished)


def best(scenario: Scenario, play: Play, open_now: list[Choice], hand: Random) -> Choice:
    called = play.scene.calls_for
    ranks = ("strong", "sound", "weak", "poor", None)
    return min(open_now, key=lambda each: (ranks.index(each.judgment), each.level != called))


def always(level: Level) -> Way:
    """Whoever answers everything at one level, as well as can be at that level."""

    def way(scenario: Scenario, play: Play, open_now: list[Choice], hand: Random) -> Choice:
        at_level = [each for each in open_now if each.level == level]
        return best(scenario, play, at_level or open_now, hand)

    return way


def at_random(scenario: Scenario, play: Play, open_now: list[Choice], hand: Random) -> Choice:
    return hand.choice(open_now)


def test_the_best_road_leads_to_the_top_within_the_twelve() -> None:
    assert career_of(best, seed=1).title.id == "cpo"


@pytest.mark.parametrize("level", LEVELS)
def test_whoever_answers_everything_at_one_level_stays_where_everybody_starts(level: Level) -> None:
    assert career_of(always(level), seed=1).title.id == "product-manager"


def test_picking_at_random_hardly_ever_leads_to_head_of_product() -> None:
    titles = [career_of(at_random, seed).title.id for seed in range(100)]
    low = ("product-manager", "director")
    assert sum(title in low for title in titles) >= 95
