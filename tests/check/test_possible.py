"""What a condition can meet at all: never narrower than what a play shows."""

import pytest
from hypothesis import given

from build import (
    arrival,
    choice,
    compare,
    meter,
    scenario,
    scene,
    when,
)
from pmquest.check.possible import Possible
from pmquest.check.subject import conditions
from pmquest.scenario.condition_reader import read_condition
from random_scenarios import machines, played, seeds, tastes


@given(machines, seeds, tastes)
def test_what_is_said_to_be_impossible_never_holds(machine, seed, taste):
    possible = Possible(machine.scenario, (), ())
    never = [each for each in conditions(machine.scenario) if not possible.can_hold(each)]
    states = [moment.state for moment in played(machine, seed, taste).moments]

    assert not any(machine.holds(condition, state) for condition in never for state in states)


STORY = scenario(
    scene(
        "monday",
        choices=[
            choice("ring", "friday", effects={"trust": 5, "calls": 1}, set={"bags": 2}),
            choice("wait", "attic", effects={"trust": -5}, set={"bags": 1, "warned": True}),
        ],
    ),
    scene("attic", to="friday", enter=[arrival(set={"found": True}, effects={"calls": -1})]),
    scene("friday", ending="good"),
    meters=[meter("trust", 40, min=10, max=90), meter("budget", 30)],
    facts={"bags": 0, "calls": 0, "warned": False, "found": False},
)
POSSIBLE = Possible(STORY, ("attic",), ())


@pytest.mark.parametrize(
    "line",
    [
        "trust > 90",
        "trust < 10 or budget != 30",
        "found",
        "not (bags <= 2)",
        "calls < 0",
        'visited("attic") and trust > 50',
        "2 * trust + budget > 210",
        "trust - budget < -20",
        "-trust > -10",
        "10 <= trust < 10",
        "turn < 0",
        "false",
    ],
)
def test_what_cannot_hold_is_known(line: str):
    assert not POSSIBLE.can_hold(read_condition(line))


@pytest.mark.parametrize(
    "line",
    [
        "trust >= 90",
        "warned",
        "not warned",
        "bags == 1",
        "calls > 3",
        "turn > 50",
        'chose("monday.wait") or found',
        "warned == found",
        "true",
    ],
)
def test_what_might_hold_is_left_open(line: str):
    assert POSSIBLE.can_hold(read_condition(line))


def test_a_choice_that_is_never_available_was_never_chosen():
    possible = Possible(STORY, (), [("monday", "wait")])

    assert not possible.can_hold(read_condition('chose("monday.wait")'))
    assert not possible.can_hold(read_condition("trust < 40"))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("trust > 90", "trust goes from 10 to 90"),
        ("budget > 30", "budget is always 30"),
        ("found", "found is always false"),
        ("bags > 2 and trust > 90", "bags is 0, 1 or 2; trust goes from 10 to 90"),
        ("calls < 0", "calls is never below 0"),
        ("warned and turn > 3", ""),
    ],
)
def test_the_values_that_names_can_take_are_told(line: str, told: str):
    assert POSSIBLE.told(read_condition(line)) == told


def test_a_meter_that_only_rises_is_told_from_its_start():
    rising = scenario(
        scene("monday", choices=[choice("ring", "friday", effects={"trust": 5})]),
        scene("friday", ending="good"),
        meters=[meter("trust", 40)],
    )
    condition = when(compare("trust", "<", 40))
    assert condition is not None

    assert Possible(rising, (), ()).told(condition) == "trust goes from 40 to 100"
