"""What a scenario trains, counted from its key."""

from __future__ import annotations

from build import choice, scenario, scene
from pmquest.scenario.model import Choice
from pmquest.scoring.coverage import Coverage, coverage


def answer(id: str, level: str, responsibility: str, judgment: str = "strong") -> Choice:
    return choice(id, to="end", level=level, judgment=judgment, responsibility=responsibility)


def test_scored_scenes_are_counted_by_level_aspect_and_the_responsibility_of_strong_answers():
    ring = answer("ring", "manager", "customers")
    hold = answer("hold", "leader", "vision")
    tell = answer("tell", "leader", "vision")
    read = answer("read", "leader", "market", judgment="poor")
    story = scenario(
        scene("one", choices=[ring, hold, read], calls_for="either", aspect="team"),
        scene("two", choices=[hold, tell], calls_for="leader", aspect="team"),
        scene("three", choices=[choice("nod", to="end")]),
        scene("end", ending="good"),
    )
    assert coverage(story) == Coverage(
        scenes=2,
        responsibilities={"customers": 1, "vision": 2},
        aspects={"team": 2},
        called={"either": 1, "leader": 1},
    )


def test_a_story_in_which_nothing_is_scored_trains_nothing():
    assert coverage(scenario(scene("end", ending="good"))) == Coverage()
