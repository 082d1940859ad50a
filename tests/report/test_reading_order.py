"""Reading order: scenes after those that lead to them, set in where every road passes one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from build import Scenario, choice, interrupt, scenario, scene
from pmquest.report.reading_order import reading_order


def drawn(story: Scenario) -> list[str]:
    """The scenes as an outline, two spaces a step."""
    return ["  " * place.depth + place.scene for place in reading_order(story)]


def picks(*targets: str) -> list:
    return [choice(f"c{number}", target) for number, target in enumerate(targets)]


def test_roads_that_part_are_set_in_until_they_meet_again() -> None:
    story = scenario(
        scene("monday", choices=picks("left", "right")),
        scene("left", to="left_on"),
        scene("left_on", to="friday"),
        scene("right", to="friday"),
        scene("friday", to="done"),
        scene("done", ending="good"),
    )
    assert drawn(story) == ["monday", "  left", "  left_on", "  right", "friday", "done"]


def test_an_early_end_stands_beside_the_story_that_goes_on() -> None:
    story = scenario(
        scene("monday", choices=picks("tuesday", "fired")),
        scene("tuesday", choices=picks("wednesday", "sold")),
        scene("wednesday", to="thursday"),
        scene("thursday", to="loved"),
        scene("loved", ending="good"),
        scene("sold", ending="mixed"),
        scene("fired", ending="bad"),
    )
    assert drawn(story) == [
        "monday", "  fired", "tuesday", "  sold", "wednesday", "thursday", "loved",
    ]  # fmt: skip


def test_an_ending_to_which_all_roads_lead_comes_last() -> None:
    days = [scene(f"day{number}", choices=picks(f"day{number + 1}", "over")) for number in range(9)]
    story = scenario(scene("over", ending="bad"), *days, scene("day9", ending="good"), start="day0")
    assert drawn(story) == [*(f"day{number}" for number in range(10)), "over"]


def test_a_circle_is_read_from_where_it_stands_first_in_the_file() -> None:
    story = scenario(
        scene("monday", choices=picks("need", "calls")),
        scene("calls", to="need"),
        scene("need", choices=picks("calls", "done")),
        scene("done", ending="good"),
    )
    assert drawn(story) == ["monday", "  calls", "need", "done"]


def test_interrupts_come_after_the_story_and_what_nothing_leads_to_comes_last() -> None:
    story = scenario(
        scene("attic", to="roof"),
        scene("roof", to="attic"),
        scene("cellar", to="roof"),
        scene("crisis", choices=picks("resume", "broke")),
        scene("broke", ending="bad"),
        scene("monday", choices=picks("done")),
        scene("done", ending="good"),
        start="monday",
        interrupts=[interrupt(True, "crisis"), interrupt(True, "done")],
    )
    assert [(place.scene, place.part) for place in reading_order(story)] == [
        ("monday", "story"),
        ("done", "story"),
        ("crisis", "interrupt"),
        ("broke", "interrupt"),
        ("cellar", "nowhere"),
        ("roof", "nowhere"),
        ("attic", "nowhere"),
    ]


def test_a_straight_run_stands_at_one_depth_however_long_it_is() -> None:
    run = [scene(f"s{number}", to=f"s{(number + 1) % 3000}") for number in range(3000)]
    places = reading_order(scenario(*run))
    assert [place.scene for place in places] == [f"s{number}" for number in range(3000)]
    assert {place.depth for place in places} == {0}


def test_even_a_story_that_always_parts_is_set_in_a_few_steps_only() -> None:
    inner = [
        scene(f"s{number}", choices=picks(f"s{2 * number + 1}", f"s{2 * number + 2}"))
        for number in range(1023)
    ]
    ends = [scene(f"s{number}", ending="bad") for number in range(1023, 2047)]
    assert max(place.depth for place in reading_order(scenario(*inner, *ends))) == 10


def test_roads_that_nest_without_end_are_set_in_a_few_steps_only() -> None:
    ways = [
        scene(f"a{number}", choices=picks(f"a{number + 1}", f"j{number}")) for number in range(500)
    ]
    back = [scene(f"j{number}", to=f"j{number - 1}") for number in range(499, 0, -1)]
    story = scenario(*ways, scene("a500", to="j499"), *back, scene("j0", ending="good"))
    places = reading_order(story)
    assert len(places) == 1001
    assert max(place.depth for place in places) <= 5


graphs = st.integers(2, 9).flatmap(
    lambda count: st.lists(
        st.lists(st.integers(0, count - 1), max_size=3, unique=True),
        min_size=count,
        max_size=count,
    )
)
"""By scene, the numbers of the scenes to which its choices lead; an ending where there are none."""


def met(targets: list[list[int]], without: int | None = None) -> set[int]:
    """What can be come to from scene 0 when one scene is taken out."""
    found: set[int] = set()
    waiting = [0]
    while waiting:
        here = waiting.pop()
        if here != without and here not in found:
            found.add(here)
            waiting += targets[here]
    return found


@given(graphs)
def test_every_scene_stands_once_and_is_set_in_only_under_what_every_road_passes(
    targets: list[list[int]],
) -> None:
    story = scenario(
        *(
            scene(f"s{number}", choices=picks(*(f"s{target}" for target in leads)))
            if leads
            else scene(f"s{number}", ending="good")
            for number, leads in enumerate(targets)
        )
    )
    places = reading_order(story)
    assert sorted(place.scene for place in places) == sorted(story.scenes)
    in_story = {place.scene for place in places if place.part == "story"}
    assert in_story == {f"s{number}" for number in met(targets)}
    for number, place in enumerate(places):
        if place.depth and place.part == "story":
            gate = next(each for each in places[number::-1] if each.depth < place.depth)
            assert gate.depth == place.depth - 1
            assert int(place.scene[1:]) not in met(targets, without=int(gate.scene[1:]))


@given(graphs)
def test_without_circles_a_scene_stands_after_all_that_lead_to_it(
    targets: list[list[int]],
) -> None:
    onward = [[target for target in leads if target > here] for here, leads in enumerate(targets)]
    shuffled = [f"s{(7 * number + 3) % len(onward)}_{number}" for number in range(len(onward))]
    scenes = [
        scene(shuffled[number], choices=picks(*(shuffled[target] for target in leads)))
        if leads
        else scene(shuffled[number], ending="good")
        for number, leads in enumerate(onward)
    ]
    story = scenario(*sorted(scenes, key=lambda each: each.id), start=shuffled[0])
    ranks = {place.scene: rank for rank, place in enumerate(reading_order(story))}
    for here in met(onward):
        assert all(ranks[shuffled[here]] < ranks[shuffled[target]] for target in onward[here])
