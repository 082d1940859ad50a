"""What holds of every scenario and every play, whatever is picked."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from build import choice, scene
from pmquest.engine import passing
from pmquest.engine.machine import Machine, StepRefused
from pmquest.engine.play import Play
from pmquest.scenario.model import FACT_LIMIT
from random_scenarios import machines, played, seeds, tastes

many = settings(max_examples=100, deadline=None)


@pytest.fixture(scope="module", autouse=True)
def shorter_runs() -> Iterator[None]:
    """Stop a run of "continue" after 300 scenes: what the first 300 show, 10,000 would repeat."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(passing, "LONGEST_RUN", 300)
        yield


@many
@given(machines, seeds, tastes)
def test_meters_stay_in_their_bounds_and_facts_in_theirs(
    machine: Machine, seed: int, taste: list[int]
) -> None:
    for moment in played(machine, seed, taste).moments:
        trust, budget, promises, interviewed, warned = moment.state.values
        assert 0 <= trust <= 100
        assert -20 <= budget <= 60
        assert -FACT_LIMIT <= promises <= FACT_LIMIT
        assert isinstance(interviewed, bool)
        assert isinstance(warned, bool)


@many
@given(machines, seeds, tastes)
def test_the_picks_of_a_play_give_the_play_again(
    machine: Machine, seed: int, taste: list[int]
) -> None:
    play = played(machine, seed, taste)
    assert Play.replay(machine, seed, play.picks).settle() == play
    on_another_machine = Play.replay(Machine(machine.scenario), seed, play.picks).settle()
    assert on_another_machine.passages == play.passages
    assert on_another_machine.meter_history == play.meter_history


@many
@given(machines, seeds, tastes)
def test_a_pick_that_is_taken_back_and_made_again_changes_nothing(
    machine: Machine, seed: int, taste: list[int]
) -> None:
    play = played(machine, seed, taste)
    assume(play.picks)
    before = play.take_back()
    assert before.status == "choosing"
    assert before.picks == play.picks[:-1]
    assert before.pick(play.picks[-1].choice).settle() == play


@many
@given(machines, seeds, tastes)
def test_a_scene_added_elsewhere_changes_no_order_and_no_route(
    machine: Machine, seed: int, taste: list[int]
) -> None:
    attic = scene("attic", choices=[choice("stay", "attic"), choice("leave", "a")])
    scenes = {"attic": attic, **machine.scenario.scenes}
    edited = Machine(msgspec.structs.replace(machine.scenario, scenes=scenes))
    assert played(edited, seed, taste).passages == played(machine, seed, taste).passages


@many
@given(machines, seeds, tastes)
def test_a_step_leaves_the_state_as_it_was_and_gives_the_same_again(
    machine: Machine, seed: int, taste: list[int]
) -> None:
    state = played(machine, seed, taste).state
    kept = msgspec.structs.replace(state)
    for number in machine.selectable(state):
        after = machine.step(state, number, seed)
        again = machine.step(state, number, seed)
        assert after == again
        assert hash(after) == hash(again)
        assert after.turn == state.turn + 1
    assert state == kept


@many
@given(machines, seeds, tastes)
def test_a_step_is_one_of_the_ways_that_are_open_once_the_choice_is_applied(
    machine: Machine, seed: int, taste: list[int]
) -> None:
    state = played(machine, seed, taste).state
    for number in machine.selectable(state):
        applied = machine.applied(state, number)
        ways = machine.ways(applied, number)
        after = machine.step(state, number, seed)
        if ways:
            assert after in [machine.arrived(applied, way.target, picked=True) for way in ways]
        else:
            assert after == msgspec.structs.replace(applied, stopped="no-route")


@many
@given(machines, seeds, tastes, st.integers(-2, 9))
def test_a_choice_that_is_not_selectable_is_refused(
    machine: Machine, seed: int, taste: list[int], number: int
) -> None:
    state = played(machine, seed, taste).state
    assume(number not in machine.selectable(state))
    with pytest.raises(StepRefused):
        machine.step(state, number, seed)


@many
@given(machines, seeds, tastes)
def test_a_settled_play_waits_for_a_pick_or_is_over(
    machine: Machine, seed: int, taste: list[int]
) -> None:
    play = played(machine, seed, taste)
    assert play.status != "passing"
    assert (play.stuck_reason is not None) == (play.status == "stuck")
    assert any(choice.selectable for choice in play.view.choices) == (play.status == "choosing")
    assert len(play.decisions) == len(play.picks) == play.state.turn
    assert all(len(figures) == play.state.turn + 1 for figures in play.meter_history.values())
    for decision in play.decisions:
        assert decision.choice in decision.selectable
