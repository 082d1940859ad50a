"""Stories at random that are small enough to be followed by brute force.

They hold everything that exploring must get right: conditions, chance, interrupts and resuming,
arrivals, choices that can be taken once, locked ones, circles, dead ends, scenes without choices.
"""

from __future__ import annotations

from random import Random
from typing import Any

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
    no,
    route,
    scenario,
    scene,
    term,
    visited,
)
from pmquest.framework import ASPECTS, LEVELS, POINTS
from pmquest.scenario.expression import Expression


class SmallAuthor:
    """Writes small stories by throwing dice."""

    def __init__(self, number: int) -> None:
        self.dice = Random(number)
        self.scenes = [f"s{each}" for each in range(self.dice.randint(3, 10))]
        self.forward = self.dice.random() < 0.5
        self.wild = self.dice.random() < 0.15

    def scenario(self) -> Scenario:
        interrupts = [
            interrupt(self.truth(), self.dice.choice(self.scenes))
            for _ in range(self.dice.choice((0, 0, 1, 2)))
        ]
        return scenario(
            *(self.scene(number) for number in range(len(self.scenes))),
            meters=[meter("trust", 2, min=0, max=4), meter("budget", 0, min=-1, max=2)],
            facts={"promises": 0, "interviewed": False},
            interrupts=interrupts,
        )

    def scene(self, number: int) -> Scene:
        dice = self.dice
        last = number == len(self.scenes) - 1
        kind = dice.choice(
            ("choices", "choices", "choices", "choices", "passing", "passing", "ending")
        )
        kind = "choices" if number == 0 else "ending" if last else kind
        scored = dice.random() < 0.7
        more: dict[str, Any] = {}
        if kind == "choices" and scored:
            more = {
                "calls_for": dice.choice((*LEVELS, "either")),
                "aspect": dice.choice(list(ASPECTS)),
                "weight": dice.randint(1, 3),
            }
        return scene(
            self.scenes[number],
            enter=[
                arrival(self.maybe_truth(), self.effects(), self.assigned())
                for _ in range(dice.choice((0, 0, 1, 2)))
            ],
            choices=[
                self.choice(number, place, scored) for place in range(dice.choice((1, 2, 2, 3, 3)))
            ]
            if kind == "choices"
            else (),
            to=self.routes(number) if kind == "passing" else None,
            ending=dice.choice(("good", "mixed", "bad")) if kind == "ending" else None,
            **more,
        )

    def choice(self, number: int, place: int, scored: bool) -> Choice:
        dice = self.dice
        more: dict[str, Any] = {}
        if scored:
            more = {
                "level": dice.choice(LEVELS),
                "judgment": dice.choice(list(POINTS)),
                "why": "Because.",
            }
        return choice(
            f"c{place}",
            self.routes(number),
            condition=self.maybe_truth(),
            locked=dice.choice((None, "Not now.")),
            once=dice.random() < 0.15,
            effects=self.effects(),
            set=self.assigned(),
            text="x" * dice.choice((10, 11, 12, 20)),
            **more,
        )

    def routes(self, number: int) -> list[Route]:
        """A `to`: one scene, a conditional list, or a draw; mostly onwards."""
        dice = self.dice
        targets = [self.target(number) for _ in range(dice.choice((1, 1, 2, 3)))]
        if dice.random() < 0.35:
            return [route(target, self.maybe_truth(), dice.randint(1, 3)) for target in targets]
        *decided, final = targets
        return [*(route(target, self.truth()) for target in decided), route(final)]

    def target(self, number: int) -> str:
        dice = self.dice
        if dice.random() < 0.04:
            return "resume"
        if self.forward or dice.random() < 0.5:
            return self.scenes[
                dice.randint(min(number + 1, len(self.scenes) - 1), len(self.scenes) - 1)
            ]
        return dice.choice(self.scenes)

    def effects(self) -> dict[str, int]:
        dice = self.dice
        effects = {
            name: dice.choice((-2, -1, 1, 1, 3))
            for name in ("trust", "budget")
            if dice.random() < 0.3
        }
        if dice.random() < 0.2 and (self.forward or self.wild):
            effects["promises"] = dice.choice((-1, 1, 2)) if self.wild else 1
        return effects

    def assigned(self) -> dict[str, bool | int]:
        values: dict[str, Any] = {"promises": 2, "interviewed": self.dice.random() < 0.7}
        return {name: value for name, value in values.items() if self.dice.random() < 0.12}

    def maybe_truth(self) -> Expression | None:
        return None if self.dice.random() < 0.75 else self.truth()

    def truth(self, deep: int = 2) -> Expression:
        dice = self.dice
        if deep and dice.random() < 0.3:
            one, other = self.truth(deep - 1), self.truth(deep - 1)
            return dice.choice(
                (both(one, other), either(one, other), no(one), compare(one, "==", other))
            )
        sign = dice.choice(("==", "!=", "<", "<=", ">", ">="))
        target = dice.choice(self.scenes)
        return dice.choice(
            (
                term(dice.random() < 0.7),
                term("interviewed"),
                visited(target),
                chose(self.scenes[0], "c0"),
                compare(self.number(), sign, dice.randint(-1, 4)),
                compare(dice.randint(-1, 4), sign, self.number()),
                compare(self.number(), sign, self.number()),
            )
        )

    def number(self) -> Expression:
        dice = self.dice
        counted = ("promises", "turn") if self.forward or self.wild else ("promises",)
        name = dice.choice(("trust", "trust", "budget", *counted))
        if dice.random() < 0.2:
            return calculate(name, dice.choice("+-*"), dice.choice(("trust", 2)))
        return term(name)
