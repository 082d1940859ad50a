"""Standing anywhere: a state by the names of the file, and a play that begins in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from build import arrival, choice, chose, interrupt, meter, scenario, scene, visited
from pmquest.engine.machine import Machine
from pmquest.engine.play import Pick, PickRefused, Play
from pmquest.engine.standing import JumpRefused, Standing, standing, state_of
from random_scenarios import machines, played, seeds, tastes

many = settings(max_examples=60, deadline=None)

MACHINE = Machine(
    scenario(
        scene("monday", choices=[choice("ring", "friday"), choice("wait", "friday")]),
        scene(
            "friday",
            enter=[arrival(effects={"trust": -8})],
            choices=[
                choice("thank", "end", condition=chose("monday", "ring")),
                choice("ask", "end", condition=visited("monday")),
                choice("spend", "end", effects={"trust": -100}),
            ],
        ),
        scene("broke", to="resume"),
        scene("end", ending="good"),
        meters=[meter("trust", 45)],
        facts={"promises": 0, "warned": False},
        interrupts=[interrupt("warned", "broke")],
    )
)


def at(scene: str, **more: object) -> Standing:
    given = {"values": {}, **more}
    return Standing(scene, **given)  # type: ignore[arg-type]


def jump(told: Standing) -> Play:
    return Play.jump(MACHINE, 1, told)


def open_in(play: Play) -> list[str]:
    return sorted(each.id for each in play.view.choices if each.selectable)


@many
@given(machines, seeds, tastes)
def test_every_state_that_a_play_comes_to_can_be_told_and_gone_to(
    machine: Machine, seed: int, taste: list[int]
) -> None:
    for moment in played(machine, seed, taste).moments:
        told = standing(machine, moment.state)
        assert state_of(machine, told) == replace(moment.state, stopped=None)


@many
@given(machines, seeds, tastes)
def test_a_play_goes_on_from_where_one_jumps_to_as_it_went_on_before(
    machine: Machine, seed: int, taste: list[int]
) -> None:
    whole = played(machine, seed, taste)
    middle = Play.replay(machine, seed, whole.picks[:1]).settle()
    if middle.state.stopped is None:
        there = Play.jump(machine, seed, standing(machine, middle.state))
        assert there.view == middle.view
        assert there.follow(whole.picks[1:]).settle().state == whole.state


def test_nothing_happens_on_arrival_and_what_is_not_said_is_as_at_the_start() -> None:
    play = jump(at("friday"))
    assert play.meter_history == {"trust": (45,)}
    assert play.state.turn == 0
    assert open_in(play) == ["spend"]
    assert play.picks == ()


def test_the_scenes_visited_and_the_choices_taken_are_seen_by_conditions() -> None:
    assert open_in(jump(at("friday", visited={"monday": 1}))) == ["ask", "spend"]
    assert open_in(jump(at("friday", chosen=(("monday", "ring"),)))) == ["spend", "thank"]


def test_a_play_that_begins_in_mid_story_is_played_to_its_end_and_taken_back() -> None:
    begun = jump(at("friday", values={"trust": 90, "warned": True}, turn=7))
    broken_into = begun.pick("spend")
    assert broken_into.scene.id == "broke"
    assert broken_into.changes == {"trust": -90}
    ended = broken_into.settle()
    assert ended.status == "ended"
    assert ended.state.turn == 8
    assert [each.choice for each in ended.picks] == ["spend"]
    assert ended.take_back() == begun


def test_an_interrupt_can_have_fired_and_a_scene_can_wait() -> None:
    fired = jump(at("monday", values={"warned": True}, fired=(0,)))
    assert fired.pick("ring").scene.id == "friday"
    waited = jump(at("broke", waiting="monday"))
    assert waited.go_on().scene.id == "monday"
    assert jump(at("broke")).go_on().status == "stuck"


def test_a_pick_that_is_refused_is_counted_from_the_jump() -> None:
    with pytest.raises(PickRefused) as refused:
        jump(at("monday", turn=5)).follow([Pick("monday", "ring"), Pick("friday", "sing")])
    assert refused.value.index == 1


@pytest.mark.parametrize(
    ("told", "name", "reason"),
    [
        (at("attic"), "attic", "There is no scene 'attic'."),
        (at("monday", values={"luck": 1}), "luck", "There is no meter or fact 'luck'."),
        (
            at("monday", values={"trust": 101}),
            "trust",
            "'trust' takes a whole number from 0 to 100.",
        ),
        (
            at("monday", values={"trust": True}),
            "trust",
            "'trust' takes a whole number from 0 to 100.",
        ),
        (at("monday", values={"warned": 1}), "warned", "'warned' takes true or false."),
        (at("monday", values={"promises": True}), "promises", "'promises' takes a whole number."),
        (
            at("monday", values={"promises": -1_000_001}),
            "promises",
            "'promises' stays within plus and minus 1,000,000.",
        ),
        (at("monday", turn=-1), "turn", "The turn is a whole number from 0 to 1,000,000."),
        (at("monday", visited={"attic": 1}), "attic", "There is no scene 'attic'."),
        (
            at("monday", chosen=(("monday", "sing"),)),
            "monday.sing",
            "There is no choice 'monday.sing'.",
        ),
        (at("monday", fired=(1,)), "interrupts", "There is no interrupt 2."),
        (at("monday", waiting="attic"), "attic", "There is no scene 'attic'."),
    ],
)
def test_a_standing_that_cannot_be_is_refused_in_words(
    told: Standing, name: str, reason: str
) -> None:
    with pytest.raises(JumpRefused) as refused:
        jump(told)
    assert refused.value.name == name
    assert str(refused.value) == reason
