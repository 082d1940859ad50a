"""The keys of the play screen, and how they are named for what they do at a moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from textual.binding import ActiveBinding, Binding, BindingType

from pmquest.tui.cards import MOST_ANSWERS, Offer

BINDINGS: Final[list[BindingType]] = [
    Binding(
        "down",
        "move(1)",
        "choose",
        key_display="↑↓",
        id="play.down",
        tooltip="Press an answer's number, or go to it with the arrows and press enter.",
    ),
    Binding("up", "move(-1)", "answer before", show=False),
    Binding("enter", "take", "go on", id="play.take", tooltip="Take what is highlighted."),
    *(
        Binding(
            str(number),
            f"choose('{number}')",
            f"answer {number}",
            show=False,
            id=f"play.choose-{number}",
            tooltip=f"Take answer {number}.",
        )
        for number in range(1, MOST_ANSWERS + 1)
    ),
    Binding(
        "pagedown,space",
        "read_on(1)",
        "read on",
        key_display="space",
        id="play.read-on",
        tooltip="Scroll the text; page down and the mouse wheel do it too.",
    ),
    Binding(
        "pageup,b,shift+space",
        "read_on(-1)",
        "read back",
        key_display="b",
        show=False,
        id="play.read-back",
        tooltip="Scroll the text back.",
    ),
    Binding(
        "n",
        "note",
        "note",
        id="play.note",
        tooltip="Write a note to yourself on this decision.",
    ),
    Binding(
        "u",
        "take_back",
        "take back",
        id="play.take-back",
        tooltip="Take the last answer back and decide again (coached plays only).",
    ),
    Binding(
        "m",
        "road",
        "map",
        id="play.map",
        tooltip="Your road so far: read earlier scenes and their pictures again.",
    ),
    Binding(
        "o",
        "open_link",
        "open link",
        id="play.open-link",
        tooltip="Open a web address of this page in your browser; it is shown first.",
    ),
    Binding("g", "guide", "guide", show=False, id="play.guide", tooltip="Open the field guide."),
    Binding("q", "leave", "leave", id="play.leave", tooltip="Leave; everything is saved."),
    Binding("escape", "step_back", "back", show=False),
]


def named(
    found: Mapping[str, ActiveBinding], offers: Sequence[Offer], *, may_take_back: bool
) -> dict[str, ActiveBinding]:
    """Name the keys for what they do while these offers stand; leave out what would do nothing.

    What is left out stands neither in the key line nor in the help or the palette.
    """
    answers = [offer.key for offer in offers if offer.deed == "choose"]
    numbers = "–".join(dict.fromkeys([answers[0], answers[-1]])) if answers else ""
    enter = next((offer.deed for offer in offers if offer.key == "enter"), "")
    offered = {"down": bool(answers), "enter": bool(enter or answers), "u": may_take_back}
    said: dict[str, dict[str, Any]] = {
        "down": {"key_display": f"{numbers} ↑↓"},
        "enter": {"description": enter or "take it", "show": bool(enter)},
        "u": {},
    }
    named = dict(found)
    for key in said.keys() & found.keys():
        active = found[key]
        named[key] = active._replace(
            binding=replace(active.binding, **said[key]), enabled=active.enabled and offered[key]
        )
    return named
