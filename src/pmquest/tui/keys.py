"""The line of keys at the foot of every screen.

It is drawn over `screen.active_bindings`, so it always says what the keys do now. Every entry
can be clicked. What does not fit is dropped from the right, but never the help and the way out;
an entry that lists every action takes its place, so that the mouse reaches those too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.keys import key_to_character
from textual.screen import Screen
from textual.style import Style

from pmquest.tui.drawn import BOLD, MUTED, Drawn, line

PALETTE: Final = "palette"
"""The id of the binding that lists every action."""
_LAST: Final = ("colon", "question_mark", "q", "escape")
"""The keys whose entries stand last, in this order, and are never dropped."""
_GAP: Final = 2


def actions(screen: Screen[Any]) -> list[ActiveBinding]:
    """Everything that can be done on a screen now, one entry for each action, hidden keys too.

    What stock widgets bind for themselves, such as moving the cursor, is left out: ours are
    those with an id.
    """
    entries: dict[str, ActiveBinding] = {}
    for active in screen.active_bindings.values():
        if active.binding.id and active.enabled:
            known = entries.get(active.binding.action)
            if known is None or (active.binding.show and not known.binding.show):
                entries[active.binding.action] = active
    return sorted(entries.values(), key=_place)


def _place(active: ActiveBinding) -> int:
    """Where an entry stands: as it was bound, or among the last."""
    key = active.binding.key
    return _LAST.index(key) if key in _LAST else -1


def key_name(active: ActiveBinding) -> str:
    """How a key is written for the player: `?`, `enter`, or what the binding says."""
    binding = active.binding
    character = (key_to_character(binding.key) or "").strip()
    return binding.key_display or (character if character.isprintable() else "") or binding.key


def _is_palette(active: ActiveBinding) -> bool:
    return active.binding.id == PALETTE


class KeyLine(Drawn):
    """One line that says what the keys do on this screen, and does it when clicked."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    KeyLine {
        height: 1;
        text-wrap: nowrap;
        text-overflow: clip;
    }
    """

    def on_mount(self) -> None:
        """Follow every change of what the keys do."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    def lines(self, width: int) -> Sequence[Content]:
        """The entries that fit."""
        entries = actions(self.screen)
        shown = [active for active in entries if active.binding.show]
        kept = self._fitting(shown, width)
        if len(kept) < len(shown):
            more = [active for active in entries if active.binding.show or _is_palette(active)]
            kept = self._fitting(more, width)
        return [Content(" " * _GAP).join(map(self._entry, kept))]

    def _fitting(self, entries: Sequence[ActiveBinding], width: int) -> list[ActiveBinding]:
        """The entries without those, from the right, for which there is no room."""
        kept = list(entries)
        droppable = [active for active in entries if _place(active) < 0]
        while droppable and self._width(kept) > width:
            kept.remove(droppable.pop())
        return kept

    def _width(self, entries: Sequence[ActiveBinding]) -> int:
        return sum(self._entry(active).cell_length + _GAP for active in entries) - _GAP

    def _entry(self, active: ActiveBinding) -> Content:
        """One key and what it does, remembering which for the mouse."""
        entry = line((key_name(active), BOLD), (f" {active.binding.description}", MUTED))
        return entry.stylize(Style.from_meta({"pressed": active.binding.key}))

    def _under(self, event: events.MouseEvent) -> ActiveBinding | None:
        pressed = event.style.meta.get("pressed")
        return None if pressed is None else self.screen.active_bindings.get(pressed)

    async def on_click(self, event: events.Click) -> None:
        """Do what the clicked entry says."""
        active = self._under(event)
        if active is not None:
            event.stop()
            await self.app.run_action(active.binding.action, default_namespace=active.node)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Explain the entry under the pointer."""
        active = self._under(event)
        self.tooltip = None if active is None else Content(active.tooltip)
