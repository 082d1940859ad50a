"""Small scenarios at random, for properties that hold of every scenario there can be.

Each is made from one number, which hypothesis draws and, where a property fails, names: that is
many times faster than to draw each part, and what fails is small as it is.
"""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

from build import (
    Choice,
    Route,
    Scenario,
    Scene,
    arrival,
    both,
    calculate,
    choice,
    chose,
    compare,
    either,
    interrupt,
    meter,
    negative,
    no,
    route,
    scenario,
    scene,
    term,
    visited,
)
from pmquest.engine.machine import Machine
from pmquest.engine.play import Play
from pmquest.scenario.expression import Expression

SCENES = ("a", "b", "c", "d", "e")
CHOICES = ("x", "y", "z")
NUMBERS = ("trust", "budget", "promises", "turn")


class Author:
    """Writes scenarios by throwing dice."""

    def __init__(self, number: int) -> None:
        self.dice = Random(number)

    def scenario(self) -> Scenario:
        """Five scenes: the first has three choices, the last is an ending."""
        interrupts = [
            interrupt(self.truth(), self.dice.choice(SCENES)) for _ in range(self.dice.randrange(3))
        ]
        return scenario(
            *map(self.scene, SCENES),
            meters=[meter("trust", 45), meter("budget", 10, min=-20, max=60)],
            facts={"promises": 0, "interviewed": False, "warned": True},
            interrupts=interrupts,
        )

    def scene(self, scene_id: str) -> Scene:
        dice = self.dice
        kind = dice.choice(("choices", "choices", "passing", "ending"))
        kind = {"a": "choices", "e": "ending"}.get(scene_id, kind)
        ids = CHOICES if scene_id == "a" else CHOICES[: dice.randint(1, 3)]
        entries = [
            arrival(self.maybe_truth(), self.effects(), self.assigned())
            for _ in range(dice.randrange(3))
        ]
        return scene(
            scene_id,
            text=["Trust {trust}, promises {promises}.", (self.truth(), "{interviewed}")],
            enter=entries,
            choices=map(self.choice, ids) if kind == "choices" else (),
            to=self.routes() if kind == "passing" else None,
            ending="mixed" if kind == "ending" else None,
        )

    def choice(self, choice_id: str) -> Choice:
        return choice(
            choice_id,
            self.routes(),
            condition=self.maybe_truth(),
            locked=self.dice.choice((None, "Not with a trust of {trust}.")),
            once=self.dice.random() < 0.2,
            effects=self.effects(),
            set=self.assigned(),
            why="Trust is {trust} now.",
        )

    def routes(self) -> list[Route]:
        """A `to`: one scene, a conditional list, or a draw."""
        dice = self.dice
        targets = [dice.choice((*SCENES, *SCENES, "resume")) for _ in range(dice.randint(1, 3))]
        if dice.random() < 0.4:
            return [route(target, self.maybe_truth(), dice.randint(1, 5)) for target in targets]
        *decided, last = targets
        return [*(route(target, self.truth()) for target in decided), route(last)]

    def effects(self) -> dict[str, int]:
        amounts = (-3_000_000, -120, -7, -1, 0, 2, 15, 90, 3_000_000)
        names = self.dice.sample(NUMBERS[:3], self.dice.randrange(3))
        return {name: self.dice.choice(amounts) for name in names}

    def assigned(self) -> dict[str, bool | int]:
        values: dict[str, Any] = {"promises": 5, "interviewed": True, "warned": False}
        return {name: value for name, value in values.items() if self.dice.random() < 0.2}

    def maybe_truth(self) -> Expression | None:
        return None if self.dice.random() < 0.6 else self.truth()

    def truth(self, deep: int = 2) -> Expression:
        """An expression that is true or false."""
        dice = self.dice
        if deep and dice.random() < 0.4:
            one, other = self.truth(deep - 1), self.truth(deep - 1)
            compounds = (both(one, other), either(one, other), no(one), compare(one, "!=", other))
            return dice.choice(compounds)
        sign = dice.choice(("==", "!=", "<", "<=", ">", ">="))
        simple = (
            term(dice.random() < 0.5),
            term(dice.choice(("interviewed", "warned"))),
            visited(dice.choice(SCENES)),
            chose("a", dice.choice(CHOICES)),
            compare(self.number(), sign, self.number()),
        )
        return dice.choice(simple)

    def number(self, deep: int = 2) -> Expression:
        """An expression that is a whole number."""
        dice = self.dice
        if deep and dice.random() < 0.3:
            one, other = self.number(deep - 1), self.number(deep - 1)
            return dice.choice((calculate(one, dice.choice("+-*"), other), negative(one)))
        return term(dice.choice((*NUMBERS, dice.randint(0, 60))))


authors = st.integers(0, 2**32 - 1).map(Author)
machines = authors.map(lambda author: Machine(author.scenario()))
seeds = st.integers(0, 2**64 - 1)
tastes = st.lists(st.integers(0, 100), max_size=12)
"""What a player picks: each number, modulo the choices that are open."""


def played(machine: Machine, seed: int, taste: list[int]) -> Play:
    """A settled play of up to as many picks as the taste has numbers."""
    play = Play.begin(machine, seed).settle()
    for number in taste:
        if play.status != "choosing":
            break
        open_choices = [choice.id for choice in play.view.choices if choice.selectable]
        play = play.pick(open_choices[number % len(open_choices)]).settle()
    return play
