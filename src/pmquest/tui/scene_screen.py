"""What is shown of a scene and how it is read and answered, for whoever holds the play.

The play screen keeps its play in the journal; the author's desk keeps none. Both show the same
text over the same cards, in place, and both answer by the same keys.
"""

from __future__ import annotations

from typing import TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import ActiveBinding
from textual.containers import VerticalScroll
from textual.getters import query_one

from pmquest.tui import play_keys
from pmquest.tui.cards import Card, Cards, Offer
from pmquest.tui.screen import GameScreen
from pmquest.tui.story import Remark, Story, TitleLine

Result = TypeVar("Result")


class SceneScreen(GameScreen[Result]):
    """A page with a story over its answers; a subclass says what taking an offer does."""

    AUTO_FOCUS = ""

    reading = query_one("#reading", VerticalScroll)
    cards = query_one(Cards)
    story = query_one(Story)
    title_line = query_one(TitleLine)
    remark = query_one(Remark)

    @property
    def may_take_back(self) -> bool:
        """Whether there is an answer that may be taken back now."""
        raise NotImplementedError

    def take(self, offer: Offer) -> None:
        """Do what a card offers."""
        raise NotImplementedError

    def compose_scene(self) -> ComposeResult:
        """The text and the answers under it."""
        with VerticalScroll(id="reading", can_focus=False):
            yield Story()
        yield Cards()
        yield Remark()

    def on_resize(self) -> None:
        """Reading on is offered only where something does not fit."""
        super().on_resize()
        self.call_after_refresh(self.refresh_bindings)

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The keys, those of this screen named for what they do at this moment."""
        found = super().active_bindings
        if not self.is_mounted:
            return found
        named = play_keys.named(found, self.cards.offers, may_take_back=self.may_take_back)
        return {key: named[key] if active.node is self else active for key, active in found.items()}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only the numbers there are, and reading on only where there is more to read."""
        if not self.is_mounted:
            return super().check_action(action, parameters)
        if action == "choose":
            return any(offer.key == parameters[0] for offer in self.cards.offers)
        if action == "read_on":
            return self.reading.max_scroll_y > 0 or self.cards.max_scroll_y > 0
        if action == "open_link":
            return bool(self.story.addresses)
        return super().check_action(action, parameters)

    def action_move(self, by: int) -> None:
        """Go to the next answer; past the last one the text scrolls."""
        self.cards.ask(None)
        if not self.cards.move(by):
            self.reading.scroll_relative(y=by, animate=False)

    def action_read_on(self, pages_down: int) -> None:
        """Scroll the text by a page; at its end the answers, where they do not fit either."""
        read, cards = self.reading, self.cards
        at_end = read.scroll_y >= read.max_scroll_y if pages_down > 0 else cards.scroll_y > 0
        part = cards if at_end else read
        page = max(1, part.size.height - 1)
        part.scroll_relative(y=page * pages_down, animate=False)

    def action_choose(self, key: str) -> None:
        """Take the answer with this number."""
        for offer in self.cards.offers:
            if offer.key == key:
                self.take(offer)
                return

    def action_take(self) -> None:
        """Take what is highlighted, or what enter stands for."""
        focused = self.cards.focused
        if focused is not None:
            self.take(focused)
        else:
            self.action_choose("enter")

    @on(Card.Taken)
    def _clicked(self, event: Card.Taken) -> None:
        self.take(event.offer)

    def action_open_link(self) -> None:
        """Show the web addresses of this page, to open one."""
        from pmquest.tui.links import LinksDialog

        def chosen(address: str | None) -> None:
            if address is not None:
                self.app.open_url(address)

        self.app.push_screen(LinksDialog(self.story.addresses), chosen)

    def action_guide(self) -> None:
        """Open the field guide."""
        from pmquest.tui.guide import FieldGuideScreen

        self.app.push_screen(FieldGuideScreen())
