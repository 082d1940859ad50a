"""Asks where to go: any scene, with any meters, facts and turn.

The scene is found by typing a part of its name; the figures stand as they are now and can be
changed. What no play could have is refused in words, at the field it is about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import ClassVar, Final

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.visual import Visual
from textual.widgets import Input, Static

from pmquest.engine.machine import Machine
from pmquest.engine.standing import JumpRefused, Standing, state_of
from pmquest.engine.text import shown_fact
from pmquest.scoring.clean import clean_line
from pmquest.tui.drawn import BOLD, MUTED, cell, row, styled
from pmquest.tui.rows import RowList
from pmquest.tui.screen import GameDialog
from pmquest.tui.story import Refusal

_WHOLE: Final = re.compile(r"[-−+]?[0-9]{1,10}")
_TURN: Final = "turn"
_MOST_LISTED: Final = 50
"""Of more scenes than these nobody chooses by the arrows."""
_NAMES: Final = 20
"""The column of the names of figures."""
_GO: Final = Binding(
    "enter", "submit", "go there", id="jump.go", tooltip="Go to the scene with these figures."
)


class SceneFilter(Input):
    """Where a part of the scene's name is typed; the arrows move in the list under it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "down",
            "screen.pick(1)",
            "choose",
            key_display="↑↓",
            id="jump.down",
            tooltip="Choose among the scenes that are listed.",
        ),
        Binding("up", "screen.pick(-1)", "scene before", show=False),
        _GO,
    ]


class Scenes(RowList, can_focus=False):
    """The scenes whose name holds what is typed; a click chooses one without going there yet."""

    def under_cursor(self, row: Visual) -> bool:
        """Whether a row is the one that is gone to: the arrows move it while one types."""
        option = self.highlighted_option
        return option is not None and option.prompt is row


class Figure(Input):
    """The value of one meter or fact, or the turn."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "next figure", show=False),
        Binding("up", "app.focus_previous", "figure before", show=False),
        _GO,
    ]


class JumpDialog(GameDialog[Standing]):
    """Gives where to go, or None where the author stays."""

    CSS_PATH = "jump.tcss"
    AUTO_FOCUS = "SceneFilter"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "tab",
            "app.focus_next",
            "figures",
            id="jump.figures",
            tooltip="On to the next field: the figures to go there with.",
        ),
    ]

    filter = query_one(SceneFilter)
    scenes = query_one(Scenes)
    refusal = query_one(Refusal)

    def __init__(
        self,
        machine: Machine,
        scenes: Sequence[str],
        scene: str,
        elsewhere: Callable[[str], Standing],
    ) -> None:
        """Offer these scenes, the cursor on `scene`.

        `elsewhere` tells how the play would stand in a scene as things are now.
        """
        super().__init__()
        self._machine = machine
        self._titles = {id: clean_line(machine.scenario.scenes[id].title) for id in scenes}
        self._scene = scene
        self._elsewhere = elsewhere

    def compose_card(self) -> ComposeResult:
        """The scene, the figures, what is wrong."""
        yield Static(Content("Go to a scene").stylize(BOLD))
        yield SceneFilter(placeholder="type a part of its name", compact=True)
        yield Scenes()
        with VerticalScroll(id="figures", can_focus=False):
            for name, value, limits in self._figures():
                with Horizontal(classes="figure"):
                    yield Static(cell(styled(name), _NAMES - 1), classes="name")
                    yield Figure(value, name=name, compact=True, select_on_focus=True)
                    yield Static(Content(limits).stylize(MUTED), classes="limits")
        yield Refusal()

    def _figures(self) -> Iterator[tuple[str, str, str]]:
        """Give each figure by name, its value now, and what it can be."""
        now, scenario = self._elsewhere(self._scene), self._machine.scenario
        for meter in scenario.meters.values():
            limits = f"{meter.min} to {meter.max}, {clean_line(meter.label)}"
            yield meter.id, str(now.values[meter.id]), limits
        for fact, start in scenario.facts.items():
            kind = "true or false" if isinstance(start, bool) else "a whole number"
            yield fact, shown_fact(now.values[fact]), kind
        yield _TURN, str(now.turn), "picks so far"

    def on_mount(self) -> None:
        """List the scenes."""
        self._list("")

    def _list(self, typed: str) -> None:
        words = typed.casefold().split()
        fitting = [
            id
            for id, title in self._titles.items()
            if all(word in f"{id} {title}".casefold() for word in words)
        ]
        fitting.sort(key=lambda id: id != self._scene)
        self.scenes.show_rows(
            (id, partial(_draw, self._titles[id], id)) for id in fitting[:_MOST_LISTED]
        )
        self.scenes.highlighted = 0 if fitting else None

    @on(Input.Changed, "SceneFilter")
    def _filtered(self, event: Input.Changed) -> None:
        self.refusal.text = ""
        self._list(event.value)

    @on(Input.Changed, "Figure")
    def _mended(self) -> None:
        self.refusal.text = ""

    def action_pick(self, by: int) -> None:
        """Move in the list of scenes."""
        count, place = self.scenes.option_count, self.scenes.highlighted
        if count:
            self.scenes.highlighted = min(count - 1, max(0, (place or 0) + by))

    @on(Scenes.OptionSelected)
    def _clicked(self) -> None:
        self.query(Figure).first().focus()

    @on(Input.Submitted)
    def _go(self) -> None:
        option = self.scenes.highlighted_option
        if option is None or option.id is None:
            self._refuse("", "No scene is called that.")
            return
        typed = {field.name or "": field.value for field in self.query(Figure)}
        there = replace(
            self._elsewhere(option.id),
            values=dict(self._read(typed)),
            turn=_whole(typed[_TURN], -1),
        )
        try:
            state_of(self._machine, there)
        except JumpRefused as refused:
            self._refuse(refused.name, str(refused))
        else:
            self.dismiss(there)

    def _read(self, typed: Mapping[str, str]) -> Iterator[tuple[str, bool | int]]:
        """Read the figures; what cannot be read is given as what is refused."""
        for meter in self._machine.scenario.meters:
            yield meter, _whole(typed[meter], False)
        for fact, start in self._machine.scenario.facts.items():
            text = typed[fact].strip().casefold()
            truths: dict[str, bool] = {"true": True, "false": False}
            yield fact, truths.get(text, 0) if isinstance(start, bool) else _whole(text, False)

    def _refuse(self, name: str, reason: str) -> None:
        self.refusal.text = reason
        for field in self.query(Figure):
            if field.name == name:
                field.focus()
                field.select_all()


def _whole(text: str, otherwise: int) -> int:
    text = text.strip().replace(",", "")
    return int(text.replace("−", "-")) if _WHOLE.fullmatch(text) else otherwise


def _draw(title: str, id: str, width: int) -> list[Content]:
    return [row(styled(title, BOLD), styled(id, MUTED), width)]
