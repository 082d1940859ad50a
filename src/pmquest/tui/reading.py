"""A page to be read: it scrolls by the keys that people try, and says so while there is more."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

READ_ON: Final = Binding(
    "space",
    "read_on(1)",
    "read on",
    id="page.read-on",
    tooltip="Scroll by a page; page down and the mouse wheel do it too.",
)
READ_ON_QUIETLY: Final = replace(READ_ON, show=False)
"""For pages whose key line has more to tell."""


class ReadingPage(VerticalScroll, can_focus=True):
    """A page that scrolls by space and b, by page up and down, by the arrows and the wheel."""

    BINDINGS: ClassVar[list[BindingType]] = [
        READ_ON,
        Binding(
            "b,shift+space",
            "read_on(-1)",
            "read back",
            key_display="b",
            show=False,
            id="page.read-back",
            tooltip="Scroll back by a page.",
        ),
    ]

    def watch_show_vertical_scrollbar(self) -> None:
        """Tell of the keys only while there is more than fits."""
        self.screen.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer reading on only where there is more than fits."""
        if action == "read_on":
            return self.max_scroll_y > 0
        return super().check_action(action, parameters)

    def action_read_on(self, pages: int) -> None:
        """Scroll by a page, `pages` 1 on or −1 back; one line stays in sight."""
        page = max(1, self.size.height - 1)
        self.scroll_relative(y=pages * page, animate=False, immediate=True)
