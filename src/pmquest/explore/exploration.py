"""What is known of a scenario once every road through it has been followed.

Scenes and choices go by their ids, so that the values outlive the machine they came from. Every
figure is that of cli.md, "explore"; the ones beyond it are there for the checks and the map.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from msgspec import Struct

from pmquest.framework import Aspect, Grade

BUDGET: Final = 1_000_000
"""How many states are followed before exploring gives up and samples."""

PlayerName = Literal[
    "random",
    "first",
    "longest",
    "shortest",
    "always_manager",
    "always_leader",
    "as_called",
    "strong",
]
"""Ways to pick by rule (cli.md): none reads what an answer means, but for the last two."""

Picks: TypeAlias = tuple[tuple[str, str], ...]
"""(scene, choice) pairs in the order of the play."""


class Road(Struct, frozen=True):
    """Picks from the start that show something, as few as possible."""

    picks: Picks
    seed: int | None
    """The first seed from 0 to 9,999 under which these picks show it; None where none does. Of a
    sample, the seed of the play that showed it."""


class Shown(Struct, frozen=True):
    """A scene, and the shortest road on which what is said of it is seen."""

    scene: str
    road: Road


class Range(Struct, frozen=True):
    """The least and the greatest of a figure; None where it has none."""

    min: float | None = None
    max: float | None = None


class Counts(Struct, frozen=True):
    """The least and the greatest number of something; `max` is None where nothing bounds it."""

    min: int | None = None
    max: int | None = None


class EndingFigures(Struct, frozen=True):
    """What is known of one ending, under a player who picks at random among the selectable."""

    grade: Grade
    probability: float
    """From 0 to 1; 0 where nobody can reach it."""
    judgment: Range
    """The least and the greatest judgment of the plays that end here, from 0 to 1."""
    mean: float | None
    """Expected points over expected attainable points, given that a play ends here."""
    shortest: Road | None
    """None where nobody can reach it."""


class Flow(Struct, frozen=True):
    """One way on between two scenes, and how often a play takes it under the random player."""

    scene: str
    choice: str | None
    """None where the scene is passed by a continue."""
    target: str
    """Where the play arrives: an interrupt's scene where one breaks in."""
    expected: float | None
    """How many times in a play; None where that is without bound."""


class Sampled(Struct, frozen=True):
    """How a sample was taken, where the states were too many to follow."""

    plays: int
    seed: int


class Exploration(Struct, frozen=True):
    """Everything that is known. Where `sampled` is set the figures are those of a sample: what
    was not met in it may be there all the same."""

    scenario: str
    """The id of the scenario."""
    states: int
    """How many states are different to whatever can still happen; of a sample, those it met."""
    paths: int | None
    """How many sequences of picks and drawn routes lead to an ending or a dead end; None where a
    circle makes them endless, or of a sample."""
    visits: dict[str, float | None]
    """By scene, in the order of the file: expected visits in a play; None where without bound."""
    unreachable: tuple[str, ...]
    never_available: tuple[tuple[str, str], ...]
    """(scene, choice) that can be taken in no reachable state; those of unreachable scenes too."""
    stuck: tuple[Shown, ...]
    """Dead ends: one entry a scene."""
    endless: tuple[Shown, ...]
    """Scenes at which a play can be with no ending and no dead end ahead any more."""
    endings: dict[str, EndingFigures]
    """By scene, in the order of the file."""
    judgment: Range
    """Of all plays that end in an ending."""
    decisions: Counts
    """Scored picks on a play that ends in an ending."""
    players: dict[PlayerName, float | None]
    """Expected points over expected attainable points; None where there is nothing to attain or
    the player may play for ever."""
    no_strong: tuple[Shown, ...]
    """Scored scenes that somewhere offer choices of which none is strong; the road leads there."""
    no_strong_as_called: tuple[Shown, ...]
    """Scored scenes that somewhere offer a strong choice, but none at the level called for."""
    unmet: dict[Aspect, Road]
    """The aspects that some play to an ending never meets, each with such a play; aspects that no
    scored scene has are left out."""
    strong_ends: dict[str, Road]
    """The endings that are not good, and the dead ends, to which a player comes who always picks
    a best answer; by scene."""
    flows: tuple[Flow, ...]
    """Every way on that a play can take, in the order of the file."""
    sampled: Sampled | None = None

    @property
    def exact(self) -> bool:
        """Whether every road was followed."""
        return self.sampled is None
