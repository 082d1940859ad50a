"""A play at the author's desk: begun anywhere, never recorded, carried over each save of the file.

It is a value, as the play in it is. What is done to it gives another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from pmquest.engine.machine import Machine
from pmquest.engine.play import Pick, PickRefused, Play
from pmquest.engine.standing import Standing, standing
from pmquest.scenario.model import Scenario

_STAYED = "You stay here, with the same figures."


class Carried(Struct, frozen=True):
    """A rehearsal in a new version of its scenario."""

    rehearsal: Rehearsal
    remark: str
    """One or two sentences where it could not simply go on; else ""."""


class Rehearsal(Struct, frozen=True):
    """Where an author stands in the story, and how to go back."""

    play: Play
    begun: Standing | None = None
    """Where the author jumped to begin it; None where it began at the start of the story."""
    earlier: Rehearsal | None = None
    """Where the author was before the jump or the new start."""

    @classmethod
    def start(cls, machine: Machine, seed: int, earlier: Rehearsal | None = None) -> Rehearsal:
        """Begin at the start of the story."""
        return cls(Play.begin(machine, seed), earlier=earlier)

    @property
    def standing(self) -> Standing:
        """Where it stands, by names."""
        return standing(self.play.machine, self.play.state)

    def elsewhere(self, scene: str) -> Standing:
        """Tell how it would stand in another scene with all else as it is now.

        In a scene that an interrupt leads to, the scene that is left waits, so that the story
        can go on from there.
        """
        here = self.standing
        breaks_in = any(interrupt.to == scene for interrupt in self.play.scenario.interrupts)
        waits = here.waiting is None and breaks_in and scene != here.scene
        return replace(here, scene=scene, waiting=here.scene if waits else here.waiting)

    def jumped(self, there: Standing) -> Rehearsal:
        """Go anywhere; raises JumpRefused where no play can stand so."""
        play = self.play
        return Rehearsal(Play.jump(play.machine, play.seed, there), there, earlier=self)

    def restarted(self, seed: int | None = None) -> Rehearsal:
        """Begin anew at the start of the story, with this seed or the same one."""
        play = self.play
        return Rehearsal.start(play.machine, play.seed if seed is None else seed, earlier=self)

    def shown(self, picks: Iterable[tuple[str, str]], seed: int | None) -> Rehearsal:
        """Play these (scene, choice) pairs from the start; raises PickRefused."""
        play = self.play
        made = Play.replay(
            play.machine,
            play.seed if seed is None else seed,
            (Pick(scene, choice) for scene, choice in picks),
        )
        return Rehearsal(made.settle(), earlier=self)

    def picked(self, choice: str) -> Rehearsal:
        """Make a choice; raises PickRefused where it cannot be made."""
        return replace(self, play=self.play.pick(choice))

    def gone_on(self) -> Rehearsal:
        """Pass a scene without choices; raises StepRefused where there is none."""
        return replace(self, play=self.play.go_on())

    @property
    def may_go_back(self) -> bool:
        """Whether something was done that can be undone."""
        return len(self.play.moments) > 1 or self.earlier is not None

    def gone_back(self) -> Rehearsal:
        """Take the last pick back; before the first one, go back to where the author came from."""
        if len(self.play.moments) > 1:
            return replace(self, play=self.play.take_back())
        if self.earlier is None:
            return self
        if self.earlier.play.machine is self.play.machine:
            return self.earlier
        return self.earlier.onto(self.play.machine).rehearsal

    @property
    def before_last_pick(self) -> Rehearsal:
        """Where the last pick was made; the beginning, where none was."""
        return replace(self, play=self.play.take_back())

    def onto(self, machine: Machine) -> Carried:
        """Carry it over to a new version of the scenario, to the same scene.

        The picks are replayed, as a player's are on resuming. Where they do not mean the same
        any more, or lead elsewhere, the author stays in the scene with the same figures; where
        the scene is gone, the picks lead as far as they can.
        """
        begun = None if self.begun is None else _fitted(machine, self.begun)
        play = _begun(machine, self.play.seed, begun)
        names = _Names(machine.scenario)
        here = names.scene(self.play.scene.id)
        try:
            play = play.follow(self.play.picks)
            lost = ""
        except PickRefused as refused:
            play = play.follow(self.play.picks[: refused.index])
            lost = _why_lost(play.settle(), refused.pick, names)
        play = _at(play, here)
        carried = Rehearsal(play, begun, self.earlier)
        if here is None:
            return Carried(carried, _gone(self.play.scene.id))
        if not lost and play.scene.id == here:
            return Carried(carried, "")
        told = lost or _led_to(play)
        there = replace(_fitted(machine, self.standing), scene=here)
        stayed = Rehearsal(Play.jump(machine, self.play.seed, there), there, earlier=carried)
        return Carried(stayed, f"{told} {_STAYED}")


def _begun(machine: Machine, seed: int, begun: Standing | None) -> Play:
    return Play.begin(machine, seed) if begun is None else Play.jump(machine, seed, begun)


def _led_to(play: Play) -> str:
    return f"Your picks lead to “{play.view.title}” now."


def _gone(id: str) -> str:
    return f"`{id}` is gone; if you renamed it, put `was: {id}` under its new name."


def _why_lost(play: Play, pick: Pick, names: _Names) -> str:
    """Say why a pick cannot be made where the picks before it lead now."""
    if play.scene.id != names.scene(pick.scene):
        return _led_to(play)
    if names.choice((pick.scene, pick.choice)) is None:
        return _gone(pick.choice)
    return f"`{pick.choice}` in `{pick.scene}` is closed now."


def _at(play: Play, scene: str | None) -> Play:
    """Go on to a scene where that takes no choice; else stay where the last pick led."""
    there = play
    while there.scene.id != scene and there.status == "passing":
        there = there.go_on()
    return there if there.scene.id == scene else play


class _Names:
    """What the scenes and choices of an earlier version are called now."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        scenes = scenario.scenes.values()
        self._scenes = {was: scene.id for scene in scenes for was in scene.was}
        self._scenes |= {scene.id: scene.id for scene in scenes}

    def scene(self, id: str) -> str | None:
        """The scene's id now; None where it is gone."""
        return self._scenes.get(id)

    def choice(self, pair: tuple[str, str]) -> tuple[str, str] | None:
        """The (scene, choice) pair now; None where it is gone."""
        scene = self.scene(pair[0])
        if scene is None:
            return None
        choices = self._scenario.scenes[scene].choices
        if pair[1] in choices:
            return scene, pair[1]
        return next(((scene, each.id) for each in choices.values() if pair[1] in each.was), None)


def _fitted(machine: Machine, told: Standing) -> Standing:
    """Fit what was told of one version to another: what is gone is left out, limits hold.

    The scene is the caller's to look after; where it is gone, the start stands in its place.
    """
    names, scenario = _Names(machine.scenario), machine.scenario
    visited = ((names.scene(scene), times) for scene, times in told.visited.items())
    chosen = map(names.choice, told.chosen)
    return Standing(
        scene=names.scene(told.scene) or scenario.start,
        values=_fitted_values(scenario, told.values),
        turn=told.turn,
        visited={scene: times for scene, times in visited if scene is not None},
        chosen=tuple(pair for pair in chosen if pair is not None),
        fired=tuple(number for number in told.fired if number < len(scenario.interrupts)),
        waiting=None if told.waiting is None else names.scene(told.waiting),
    )


def _fitted_values(scenario: Scenario, values: Mapping[str, bool | int]) -> dict[str, bool | int]:
    fitted: dict[str, bool | int] = {}
    for meter in scenario.meters.values():
        value = values.get(meter.id)
        if value is not None and not isinstance(value, bool):
            fitted[meter.id] = min(meter.max, max(meter.min, value))
    for fact, start in scenario.facts.items():
        value = values.get(fact)
        if value is not None and isinstance(value, bool) == isinstance(start, bool):
            fitted[fact] = value
    return fitted
