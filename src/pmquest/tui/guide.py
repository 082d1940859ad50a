"""The field guide: everything the game teaches, on one page that can be opened at any entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from pmquest.tui.drawn import BOLD, MUTED, Drawn, line, styled, wrapped
from pmquest.tui.guide_parts import PART_TITLES, GuideItem, GuidePart, guide_parts
from pmquest.tui.reading import ReadingPage
from pmquest.tui.screen import LEAVE_BINDING, GameScreen

_READING = 72
"""Running text is at most this wide."""


class PartTitle(Drawn):
    """The head of a part and what it is about."""

    def __init__(self, number: int, part: GuidePart) -> None:
        """Head the part of this number, from 1."""
        super().__init__(id=f"part-{number}")
        self._part = part

    def lines(self, width: int) -> Sequence[Content]:
        """The title and its sentence."""
        about = wrapped(styled(self._part.about, MUTED), min(_READING, width))
        return [styled(self._part.title, BOLD), *about]


class GuideEntry(Drawn):
    """One entry."""

    def __init__(self, item: GuideItem) -> None:
        """Draw this item."""
        super().__init__(id=f"entry-{item.id}")
        self._item = item

    def lines(self, width: int) -> Sequence[Content]:
        """As the item draws itself."""
        return self._item.draw(min(_READING, width))


class Contents(Drawn):
    """The parts by number, beside the page; a click opens one."""

    ALLOW_SELECT = False

    def __init__(self, parts: Sequence[GuidePart]) -> None:
        """List these parts."""
        super().__init__(classes="sheet")
        self._parts = parts

    def lines(self, width: int) -> Sequence[Content]:
        """One line for each part."""
        return [
            styled("In this guide", BOLD),
            Content(""),
            *(
                line((f"{number}", BOLD), (f"  {part.title}", MUTED))
                .truncate(width, ellipsis=True)
                .stylize(Style.from_meta({"part": number}))
                for number, part in enumerate(self._parts, 1)
            ),
        ]

    async def on_click(self, event: events.Click) -> None:
        """Open the part that was clicked."""
        number = event.style.meta.get("part")
        if number is not None:
            await self.run_action(f"screen.open_part({number})")


class FieldGuideScreen(GameScreen[None]):
    """The guide, opened at its beginning or at one entry."""

    CSS_PATH = "guide.tcss"
    AUTO_FOCUS = "#reading"
    HELP = (
        "What the game teaches, to read in and to look things up. A debrief links each of its "
        "lines to the entry it is about."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(
                str(number),
                f"open_part({number})",
                "part" if number == 1 else f"part {number}",
                show=number == 1,
                key_display="1-7",
                id=f"guide.part{number}",
                tooltip=f"Go to “{title}”.",
            )
            for number, title in enumerate(PART_TITLES, 1)
        ),
        LEAVE_BINDING,
    ]

    page = query_one(ReadingPage)

    def __init__(self, entry: str | None = None) -> None:
        """Open the guide; `entry` is the id of an aspect, responsibility, step, title, slip,
        level or word of the scoring, such as `lead-people`. One that is unknown opens the
        beginning.
        """
        super().__init__()
        self._entry = entry
        self._parts = guide_parts()

    def compose_body(self) -> ComposeResult:
        """The page, and its contents beside it where there is room."""
        with ReadingPage(id="reading"), Vertical(classes="page"):
            yield from self._page()
        yield Contents(self._parts)

    def _page(self) -> ComposeResult:
        yield Static(Content("Field guide").stylize("bold"), classes="title")
        for number, part in enumerate(self._parts, 1):
            yield PartTitle(number, part)
            with Vertical(classes="entries"):
                for item in part.items:
                    yield GuideEntry(item)

    def on_mount(self) -> None:
        """Go to the entry that was asked for."""
        for entry in self.query(GuideEntry):
            if entry.id == f"entry-{self._entry}":
                entry.add_class("-here")
                self.call_after_refresh(self._read_from, entry)

    def action_open_part(self, number: int) -> None:
        """Go to a part by its number, from 1."""
        self._read_from(self.query_one(f"#part-{number}"))

    def _read_from(self, widget: Widget) -> None:
        """Let a widget stand at the top of the page, as far as the page is long enough."""
        below = widget.region.y - self.page.region.y
        self.page.scroll_to(y=self.page.scroll_offset.y + below, animate=False, immediate=True)
