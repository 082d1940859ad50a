"""The keys of the facilitator's screens, and what they are called at a moment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from textual.binding import Binding, BindingType

from pmquest.tui.room.wall import Wall
from pmquest.workshop.room import Phase

BINDINGS: Final[list[BindingType]] = [
    Binding(
        "enter",
        "forward",
        "go on",
        id="room.forward",
        tooltip="Go on with what comes next: start, show the result, go on with its answer.",
    ),
    Binding(
        "right",
        "turn(1)",
        "next",
        key_display="→",
        id="room.next-slide",
        tooltip="The next part of the debrief; ← shows the one before.",
    ),
    Binding(
        "left",
        "turn(-1)",
        "back",
        key_display="←",
        id="room.slide-before",
        tooltip="The part of the debrief before.",
    ),
    Binding(
        "r",
        "reveal",
        "reveal",
        id="room.reveal",
        tooltip="Close the vote and show everybody how it came out.",
    ),
    Binding(
        "space,pagedown",
        "read_on(1)",
        "read on",
        key_display="space",
        id="room.read-on",
        tooltip="Scroll what is read; b scrolls back.",
    ),
    Binding(
        "w",
        "coaching",
        "why",
        id="room.coaching",
        tooltip="Show how each answer serves and why, or hide it again; phones follow.",
    ),
    Binding(
        "p",
        "pick",
        "pick",
        id="room.pick",
        tooltip="Go on with an answer of your own choice.",
    ),
    Binding(
        "v",
        "revote",
        "vote again",
        id="room.revote",
        tooltip="Open another vote on the same decision; the last one counts.",
    ),
    Binding(
        "h",
        "hands",
        "hands",
        id="room.hands",
        tooltip="Type how many hands went up for each answer; they count in place of what phones "
        "voted.",
    ),
    Binding(
        "plus,equals_sign",
        "more_time",
        "30 s",
        key_display="+",
        id="room.time",
        tooltip="Give thirty seconds more, or a first limit of thirty seconds.",
    ),
    Binding(
        "d",
        "decisions",
        "decisions",
        id="room.decisions",
        tooltip="To the single decisions, which stand last in the debrief.",
    ),
    Binding("b,pageup", "read_on(-1)", "read back", show=False),
    Binding(
        "z",
        "pause",
        "pause",
        id="room.pause",
        tooltip="Have the room wait, or go on: no vote is taken and no time passes.",
    ),
    Binding(
        "j",
        "way_in",
        "join",
        id="room.way-in",
        tooltip="The way in for those who come late: the code and the address, large.",
    ),
    Binding(
        "t",
        "text",
        "text away",
        id="room.text",
        tooltip="Put the text of the scene away, or show it again: the answers stand larger.",
    ),
    Binding(
        "i",
        "people",
        "people",
        id="room.people",
        tooltip="Who is in the room; send somebody out, or let them in again.",
    ),
    Binding(
        "c",
        "close",
        "close",
        id="room.close",
        tooltip="Take no more votes, and show nothing yet.",
    ),
    Binding(
        "u",
        "take_back",
        "take back",
        id="room.take-back",
        tooltip="Take the last step of the story back; what was voted stays in the record.",
    ),
    Binding(
        "a",
        "addresses",
        "addresses",
        id="room.addresses",
        tooltip="Show another address of this machine, and what to try where phones do not get "
        "through.",
    ),
    Binding(
        "x",
        "end",
        "end early",
        show=False,
        id="room.end",
        tooltip="End the story here and go to the debrief; asks first.",
    ),
    Binding(
        "e",
        "export",
        "export",
        id="room.export",
        tooltip="Write what the room thought to a file.",
    ),
    Binding(
        "q",
        "app.quit",
        "leave",
        id="room.leave",
        tooltip="Leave this screen; the room goes on and can be shown again. A rehearsal ends with "
        "the screen that opened it.",
    ),
]

_WHERE: Final[Mapping[str, frozenset[Phase]]] = {
    "reveal": frozenset({"voting", "closed"}),
    "close": frozenset({"voting"}),
    "coaching": frozenset({"revealed", "debrief"}),
    "pick": frozenset({"revealed"}),
    "revote": frozenset({"closed", "revealed"}),
    "hands": frozenset({"voting", "closed", "revealed"}),
    "more_time": frozenset({"voting"}),
    "pause": frozenset({"story", "voting", "closed", "revealed"}),
    "take_back": frozenset({"story", "voting", "closed", "revealed", "debrief"}),
    "turn": frozenset({"debrief"}),
    "decisions": frozenset({"debrief"}),
    "text": frozenset({"voting", "closed"}),
    "way_in": frozenset({"story", "voting", "closed", "revealed"}),
    "end": frozenset({"lobby", "story", "voting", "closed", "revealed"}),
    "export": frozenset({"debrief"}),
}
"""In which phases what can be done makes sense; what is not named always does."""


def offered(action: str, wall: Wall) -> bool:
    """Whether something can be done at this moment."""
    now = wall.now
    if action == "forward":
        return bool(forward_in_words(wall))
    if action == "coaching" and now.phase == "debrief":
        return wall.slides[wall.slide].reasons
    if action == "take_back" and not now.steps and now.phase != "debrief":
        return False
    if wall.showing in ("way in", "outcome") and action in ("text", "coaching", "pick", "revote"):
        return False
    return action not in _WHERE or now.phase in _WHERE[action]


def forward_in_words(wall: Wall) -> str:
    """What enter does at this moment; "" where it does nothing."""
    now = wall.now
    if now.phase == "lobby":
        return "start"
    if now.phase == "debrief":
        return "next" if wall.slide + 1 < len(wall.slides) else ""
    if wall.showing == "way in":
        return "back to the story"
    if wall.showing == "outcome":
        return "to the decision" if wall.waits_for_vote else "to the scene"
    if now.phase == "story":
        at_end = now.stuck or (now.scene is not None and now.scene.ending is not None)
        return "to the debrief" if at_end else "go on"
    if now.phase == "voting":
        return "reveal" if now.hands_counted else "count hands" if now.hands else ""
    if now.phase == "closed":
        return "reveal"
    if now.next_choice is None:
        return "pick"
    return f"go on with {wall.number(now.next_choice)}"


def quiet(wall: Wall) -> frozenset[str]:
    """The keys that are not named in the key line at this moment: others are that do so, or they
    are seldom needed."""
    if wall.now.phase == "debrief":
        return frozenset({"enter", "space", "pagedown", "i", "a"})
    same = {"reveal": "r", "pick": "p", "count hands": "h"}.get(forward_in_words(wall), "")
    return frozenset({same, "" if wall.now.hands else "h"})


def names(wall: Wall) -> dict[str, str]:
    """What keys are called at this moment, where that changes."""
    now, debrief = wall.now, wall.now.phase == "debrief"
    return {
        "enter": forward_in_words(wall),
        "w": "no why" if (now.on_wall.explains if debrief else now.coaching) else "why",
        "z": "go on" if now.paused else "pause",
        "t": "text" if now.on_wall.text_away else "text away",
    }


LEADING: Final = frozenset(
    each.action.partition("(")[0]
    for each in BINDINGS
    if isinstance(each, Binding) and each.action != "app.quit"
)
"""What is offered only once the room has answered."""
