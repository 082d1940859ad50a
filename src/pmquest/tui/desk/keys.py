"""The keys of the author's desk."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

from pmquest.tui import play_keys

_ANSWERING: Final = frozenset(
    {"play.down", "play.take", *(f"play.choose-{number}" for number in range(1, 10))}
)
NEEDS_STORY: Final = frozenset(
    {"go_back", "jump", "restart", "other_seed", "change_view", "debrief"}
)
"""What can be done only while there is a story to show."""
_READING: Final = frozenset({"play.read-on", "play.read-back"})
_LOOKING_UP: Final = frozenset({"play.open-link", "play.guide"})


def _of_playing(ids: frozenset[str]) -> list[Binding]:
    """The keys of the play screen with these ids, as they stand there."""
    bindings = (each for each in play_keys.BINDINGS if isinstance(each, Binding))
    return [each for each in bindings if each.id in ids or (ids is _ANSWERING and each.key == "up")]


BINDINGS: Final[list[BindingType]] = [
    *_of_playing(_ANSWERING),
    *_of_playing(_READING),
    Binding(
        "u",
        "go_back",
        "take back",
        id="desk.back",
        tooltip="Take the last answer back; before the first one, back to where you jumped from.",
    ),
    Binding(
        "m",
        "pane('map')",
        "map",
        id="desk.map",
        tooltip="The scenes and where they lead; once more for the whole map.",
    ),
    Binding(
        "f",
        "pane('findings')",
        "findings",
        id="desk.findings",
        tooltip="What check finds in the file, errors first; enter shows what one is about.",
    ),
    Binding(
        "s",
        "pane('state')",
        "state",
        id="desk.state",
        tooltip="Meters, facts, turn and what conditions can ask about, as they stand.",
    ),
    Binding(
        "escape",
        "pane('scene')",
        "scene",
        id="desk.scene",
        tooltip="Back to the scene.",
    ),
    Binding(
        "j",
        "jump",
        "jump",
        id="desk.jump",
        tooltip="Go to any scene with any meters, facts and turn.",
    ),
    Binding(
        "a",
        "change_view",
        "player's view",
        id="desk.view",
        tooltip="Show what only an author may see (levels, judgment, conditions, what is hidden), "
        "or hide it.",
    ),
    *_of_playing(_LOOKING_UP),
    Binding(
        "r",
        "restart",
        "restart",
        id="desk.restart",
        tooltip="Begin the story again with the same seed.",
    ),
    Binding(
        "n",
        "other_seed",
        "new seed",
        id="desk.seed",
        tooltip="Begin the story again with another seed: other draws, another order of answers.",
    ),
    Binding(
        "d",
        "debrief",
        "debrief so far",
        show=False,
        id="desk.debrief",
        tooltip="What the debrief says of what was picked so far.",
    ),
    Binding("q", "app.quit", "quit", id="desk.quit", tooltip="Leave the desk."),
]
