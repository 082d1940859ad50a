"""Conditions, as the engine asks them, mean what format.md says they mean."""

from __future__ import annotations

from operator import add, eq, ge, gt, le, lt, mul, ne, sub
from typing import Final

import pytest
from hypothesis import given, settings

from build import (
    both,
    calculate,
    choice,
    chose,
    compare,
    either,
    meter,
    negative,
    no,
    scenario,
    scene,
    term,
    visited,
    when,
)
from pmquest.engine.machine import Machine
from pmquest.engine.play import Play
from pmquest.scenario.expression import (
    Any,
    Arithmetic,
    Both,
    Chose,
    Compare,
    Expression,
    Name,
    Negative,
    Not,
    Number,
    Truth,
    Turn,
    Visited,
)
from random_scenarios import Author, authors, played, seeds, tastes

COMPARED: Final = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}
CALCULATED: Final = {"+": add, "-": sub, "*": mul}


def meaning(expression: Expression, play: Play) -> int:
    """What an expression means after a play, read off its scenes and picks."""

    def means(part: Expression) -> int:
        return meaning(part, play)

    match expression:
        case Not(part):
            return not means(part)
        case Both(parts):
            return all(map(means, parts))
        case Any(parts):
            return any(map(means, parts))
        case Compare(parts, signs):
            pairs = zip(parts, signs, parts[1:], strict=False)
            return all(COMPARED[sign](means(left), means(right)) for left, sign, right in pairs)
        case Arithmetic(sign, left, right):
            return CALCULATED[sign](means(left), means(right))
        case Negative(part):
            return -means(part)
        case leaf:
            return observed(leaf, play)


def observed(leaf: Expression, play: Play) -> int:
    """What a part without parts means after a play."""
    match leaf:
        case Number(value) | Truth(value):
            return value
        case Name(name):
            return play.state.values[play.machine.names.index(name)]
        case Visited(scene):
            return scene in {passage.view.scene for passage in play.passages}
        case Chose(scene, choice):
            return (scene, choice) in {(pick.scene, pick.choice) for pick in play.picks}
        case Turn():
            return len(play.picks)
    raise AssertionError(leaf)


@settings(max_examples=100, deadline=None)
@given(authors, seeds, tastes)
def test_a_condition_means_after_any_play_what_its_tree_means(
    author: Author, seed: int, taste: list[int]
) -> None:
    play = played(Machine(author.scenario()), seed, taste)
    for _ in range(5):
        expression = author.truth(deep=4)
        holds = play.machine.holds(when(expression), play.state)
        assert holds is bool(meaning(expression, play))


def test_no_condition_always_holds() -> None:
    machine = Machine(scenario(scene("a", ending="good")))
    assert machine.holds(None, machine.start())


ONE = Machine(
    scenario(
        scene("a", choices=[choice("x", "b"), choice("y", "b")]),
        scene("b", ending="good"),
        scene("c", ending="bad"),
        meters=[meter("trust", 45)],
        facts={"asked": True, "promises": -2},
    )
)


@pytest.mark.parametrize(
    "expression",
    [
        compare("trust", ">=", 45),
        Compare((term(40), term("trust"), term(45)), ("<", "<=")),
        no(Compare((term(50), term("trust"), term(45)), ("<", "<="))),
        compare("promises", "==", negative(2)),
        compare(calculate("trust", "*", "promises"), "==", -90),
        compare(calculate(calculate(2, "+", 3), "*", 4), "==", 20),
        compare(calculate(2, "+", calculate(3, "*", 4)), "==", 14),
        compare(negative(negative("trust")), "==", 45),
        compare("turn", "==", 1),
        both("asked", visited("a"), visited("b"), no(visited("c"))),
        both(chose("a", "y"), no(chose("a", "x"))),
        compare(visited("b"), "==", True),
        compare(chose("a", "x"), "==", False),
        compare(no("asked"), "!=", True),
        either(both(False, False), True),
        both(either(True, False), True),
        no(both(either(True, False), False)),
    ],
)
def test_conditions_that_hold_after_one_pick(expression: Expression) -> None:
    play = Play.begin(ONE, 1).pick("y")
    assert ONE.holds(when(expression), play.state)
    assert not ONE.holds(when(no(expression)), play.state)


def test_many_scenes_and_choices_are_told_apart() -> None:
    scenes = [
        scene(f"s{number}", choices=[choice(letter, f"s{number + 1}") for letter in "abc"])
        for number in range(400)
    ]
    machine = Machine(scenario(*scenes, scene("s400", ending="good")))
    play = Play.begin(machine, 1)
    while play.status == "choosing":
        play = play.pick("b")
    holds = [machine.holds(when(chose("s399", letter)), play.state) for letter in "abc"]
    assert holds == [False, True, False]
    assert machine.holds(when(visited("s400")), play.state)
