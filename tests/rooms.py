"""A small scenario for a room, and somebody who keeps the room while tests ask things of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec

from build import choice, meter, scenario, scene, scored
from pmquest.engine.machine import Machine
from pmquest.workshop import moves
from pmquest.workshop.deeds import Deed, Opened
from pmquest.workshop.moves import Deeds
from pmquest.workshop.room import Room, begin, fold
from pmquest.workshop.rounds import Round

Asked = ParamSpec("Asked")

STORY = scenario(
    scene(
        "monday",
        calls_for="manager",
        aspect="scope",
        signal="Nobody has asked a customer yet.",
        shuffle=False,
        choices=[
            scored("ring", "manager", "strong", "tuesday", responsibility="customers"),
            scored("wait", "manager", "weak", "tuesday", slip="too-late", effects={"trust": -5}),
            scored("hide", "leader", "poor", "cellar", slip="wrong-level"),
        ],
    ),
    scene("tuesday", to="wednesday"),
    scene(
        "wednesday",
        calls_for="leader",
        aspect="horizon",
        signal="Three products and one budget.",
        seconds=40,
        timeout="weeks",
        shuffle=False,
        choices=[
            scored("years", "leader", "strong", "loved", responsibility="vision"),
            scored("weeks", "manager", "weak", "forgotten", slip="wrong-level"),
            scored("again", "manager", "poor", "monday", slip="too-late"),
        ],
    ),
    scene("loved", title="Everybody waves", ending="good"),
    scene("forgotten", ending="mixed"),
    scene("cellar", choices=[choice("stairs", "loved", condition=False)]),
    meters=[meter("trust")],
    reflect=("What did you see?", "What will you do?"),
)
"""Two decisions with a scene to read between them; the first has no time limit and, where nobody
votes, no answer."""

MACHINE = Machine(STORY)

SHUT = {"locked": "The door is shut.", "slip": "wrong-level"}

NEWS = Machine(
    scenario(
        scene(
            "ask",
            calls_for="manager",
            aspect="scope",
            signal="Nobody has asked a customer yet.",
            shuffle=False,
            choices=[
                scored("shut", "leader", "poor", "decide", condition=False, **SHUT),
                scored("tell", "manager", "strong", "decide", effects={"trust": 5}),
                scored("rest", "manager", "weak", "decide", slip="too-late"),
                scored("hush", "manager", "poor", "decide", slip="too-late"),
            ],
        ),
        scene(
            "decide",
            calls_for="leader",
            aspect="horizon",
            signal="Three products and one budget.",
            seconds=40,
            shuffle=False,
            choices=[
                scored("years", "leader", "strong", "end"),
                scored("weeks", "manager", "weak", "end", slip="wrong-level"),
            ],
        ),
        scene("end", ending="good"),
        meters=[meter("trust")],
    )
)
"""One decision right after another, with something to read between them only after "tell"; the
first answer of the first is never open."""


class Host:
    """Keeps a room: what is asked of it is decided, written down and folded."""

    def __init__(self, machine: Machine = MACHINE, **opened: Any) -> None:
        given = {"code": "KHM4RT", "scenario": "example", "hash": "sha256:0", "seed": 7, **opened}
        first = Opened(**given)
        self.machine = machine
        self.written: list[Deed] = [first]
        self.room = begin(machine, first)

    def ask(
        self,
        move: Callable[Concatenate[Room, Asked], Deeds],
        *args: Asked.args,
        **more: Asked.kwargs,
    ) -> Deeds:
        """Ask something of the room; gives what was written. Raises `Refused`."""
        decided = move(self.room, *args, **more)
        self.write(*decided)
        return decided

    def write(self, *deeds: Deed) -> None:
        """Write events down, whether they are next or not."""
        for deed in deeds:
            self.written.append(deed)
            self.room = self.room.after(deed)

    def joined(self, people: int) -> Host:
        """Have so many people more come in."""
        for number in range(len(self.room.people) + 1, len(self.room.people) + people + 1):
            self.ask(moves.join, f"key {number}", "")
        return self

    def started(self, people: int = 0) -> Host:
        """Have so many people come in, and start."""
        self.joined(people).ask(moves.start)
        return self

    def voted(self, *answers: str) -> Host:
        """Have p1, p2, ... vote in the open round."""
        for number, answer in enumerate(answers, 1):
            self.ask(moves.vote, f"p{number}", self.round.number, answer)
        return self

    def went_on(self, *answers: str, pick: str | None = None) -> Host:
        """Have p1, p2, ... vote, show what came out and go on."""
        self.voted(*answers).ask(moves.reveal)
        self.ask(moves.next_step, pick)
        return self

    @property
    def round(self) -> Round:
        """The round at which the room stands."""
        assert self.room.round is not None
        return self.room.round

    @property
    def again(self) -> Room:
        """The room as a restart finds it."""
        return fold(self.machine, self.written)
