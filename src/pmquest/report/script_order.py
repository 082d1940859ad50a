"""Where everything stands in the script of a scenario: the number of a scene, the letter of an
answer.

The printed script, the sheet that is keyed in and the report on filled sheets name scenes and
answers by these numbers and letters, so that people can talk about "4B".
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from pmquest.engine import draws
from pmquest.report.reading_order import reading_order
from pmquest.scenario.model import Choice, Scenario, Scene

LETTERS: Final = "ABCDEFGHI"
"""The letters of the answers; a scene has at most nine."""

_SEED: Final = 1
"""The play whose draws put the answers in their order."""


class ScriptOrder(Struct, frozen=True):
    """The scenes of a scenario in the order in which they are read; each stands once."""

    story: tuple[str, ...]
    """What is come upon from the start."""
    interrupts: tuple[str, ...]
    """What only an interrupt leads to."""
    nowhere: tuple[str, ...]
    """What nothing leads to."""
    endings: tuple[str, ...]
    """Every ending, wherever the roads to it begin."""
    numbers: dict[str, int]
    """Every scene's number, from 1, in the order of the script."""

    def label(self, scene: Scene, choice: Choice) -> str:
        """Name an answer by its scene's number and its letter: "4B"."""
        return f"{self.numbers[scene.id]}{self.letter(scene, choice)}"

    def letter(self, scene: Scene, choice: Choice) -> str:
        """Give the letter of an answer."""
        ids = [each.id for each in self.answers(scene)]
        return LETTERS[ids.index(choice.id)]

    def answers(self, scene: Scene) -> tuple[Choice, ...]:
        """Put the answers of a scene in order.

        It is drawn, so that the order of the file, in which authors often write the best answer
        first, gives nothing away; and drawn alike whenever the script is printed.
        """
        drawn = {choice: draws.order(_SEED, scene.id, 1, choice) for choice in scene.choices}
        return tuple(scene.choices[choice] for choice in sorted(drawn, key=drawn.__getitem__))


def script_order(scenario: Scenario) -> ScriptOrder:
    """Put the scenes in the order of the script: the story, what interrupts it, the endings."""
    places = reading_order(scenario)
    ends = {scene.id for scene in scenario.scenes.values() if scene.ending}
    parts = {
        part: tuple(
            place.scene for place in places if place.part == part and place.scene not in ends
        )
        for part in ("story", "interrupt", "nowhere")
    }
    endings = tuple(place.scene for place in places if place.scene in ends)
    ordered = (*parts["story"], *parts["interrupt"], *parts["nowhere"], *endings)
    numbers = {scene: number for number, scene in enumerate(ordered, 1)}
    return ScriptOrder(parts["story"], parts["interrupt"], parts["nowhere"], endings, numbers)
