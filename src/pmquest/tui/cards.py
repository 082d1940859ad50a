"""The cards under a scene: its answers, or the way on. One pool, updated in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from msgspec.structs import replace
from textual import events
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from pmquest.report.lines import Line, Run, padded, wrapped
from pmquest.report.prose import inline
from pmquest.tui.drawn import Drawn
from pmquest.tui.prose import contents

MOST_ANSWERS: Final = 9
_POOL: Final = MOST_ANSWERS + 2
"""A dead end shows its locked answers and, under them, two ways on."""
_ASK_AGAIN: Final = "Press once more to choose this."

Deed = Literal["choose", "go on", "take back", "debrief", "reload"]
"""What a card does, in the words of the key line."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What one card offers."""

    deed: Deed
    key: str
    """The key that takes it, as it is written on the card."""
    text: str
    """One line of Markdown."""
    locked: str | None = None
    """Why it cannot be taken, as one line of Markdown; None where it can."""
    choice: str = ""
    """The id of the choice, where the deed is to choose."""
    beneath: tuple[Line, ...] = ()
    """What stands under the text for the author's eyes."""


class Card(Drawn, can_focus=True):
    """One answer or way on."""

    ALLOW_SELECT = False
    offer: reactive[Offer | None] = reactive(None, layout=True)
    asked: reactive[bool] = reactive(False, layout=True)
    """Whether the card waits to be taken once more."""

    @dataclass
    class Taken(Message):
        """A card was clicked."""

        offer: Offer

    def watch_offer(self, offer: Offer | None) -> None:
        """Stand on the page only with something to offer; a locked card takes no focus."""
        self.display = offer is not None
        self.can_focus = offer is not None and offer.locked is None
        self.set_class(offer is not None and offer.locked is not None, "-locked")

    def lines(self, width: int) -> Sequence[Content]:
        """The key, the text beside it, and the reason where it is locked."""
        return _drawn(self.offer, width, asked=self.asked) if self.offer else ()

    def on_click(self, event: events.Click) -> None:
        """Take the card."""
        event.stop()
        if self.offer is not None and self.offer.locked is None:
            self.post_message(self.Taken(self.offer))


class Cards(Vertical):
    """The pool of cards; those without an offer take no room.

    The first of them is kept for a way on that is the only offer, and always looks like one that
    is to be taken: to focus a card and to let go of it again would paint the screen twice.
    """

    def __init__(self) -> None:
        """Make the pool once."""
        self._pool = [Card(classes="-only"), *(Card() for _ in range(_POOL))]
        super().__init__(*self._pool, id="cards")

    def show(self, offers: Sequence[Offer]) -> None:
        """Show these offers in this order, with none of them focused.

        Enter takes a single way on. Of several answers it takes none: the one that stood out
        would be half chosen, and enter pressed once too often would take it.
        """
        self.fill(offers)
        self.screen.set_focus(None)

    def fill(self, offers: Sequence[Offer]) -> None:
        """Show these offers in this order, and leave the focus to whoever has it."""
        only = [] if len(offers) == 1 else [None]
        for card, offer in zip(self._pool, [*only, *offers, *[None] * _POOL], strict=False):
            card.asked = False
            card.offer = offer
        self.scroll_home(animate=False)

    def take_focus(self) -> None:
        """Focus a single way on; of several answers none."""
        shown = [card for card in self._pool if card.offer is not None]
        self.screen.set_focus(shown[0] if len(shown) == 1 else None, scroll_visible=False)

    def on_resize(self) -> None:
        """Reading on is offered also where the cards do not fit."""
        self.screen.refresh_bindings()

    @property
    def offers(self) -> list[Offer]:
        """What can be taken now, in order."""
        return [offer for _, offer in self._open]

    @property
    def focused(self) -> Offer | None:
        """What the focused card offers; None where none is focused."""
        return next((offer for card, offer in self._open if card.has_focus), None)

    def ask(self, offer: Offer | None) -> None:
        """Let the card of this offer wait to be taken once more, and no other."""
        for card in self._pool:
            card.asked = offer is not None and card.offer == offer
            if card.asked:
                card.focus()

    def asks(self, offer: Offer) -> bool:
        """Whether the card of this offer waits to be taken once more."""
        return any(card.asked and card.offer == offer for card in self._pool)

    def move(self, by: int) -> bool:
        """Focus the next card that can be taken (`by` 1) or the one before (−1).

        Returns False where there is none in that direction.
        """
        cards = [card for card, _ in self._open]
        places = [place for place, card in enumerate(cards) if card.has_focus]
        place = places[0] + by if places else (0 if by > 0 else len(cards) - 1)
        if not 0 <= place < len(cards):
            return False
        cards[place].focus()
        return True

    @property
    def _open(self) -> list[tuple[Card, Offer]]:
        """The cards that can be taken."""
        return [
            (card, card.offer)
            for card in self._pool
            if card.offer is not None and card.offer.locked is None
        ]


@lru_cache(maxsize=64)
def _drawn(offer: Offer, width: int, *, asked: bool) -> Sequence[Content]:
    """Draw a card once for a width; it is asked for its lines in each layout and each painting."""
    return tuple(contents(card_lines(offer, width, asked=asked)))


def card_lines(offer: Offer, size: int, *, asked: bool = False) -> list[Line]:
    """One card: the key, the text hanging beside it, why it is locked, what is asked."""
    locked = offer.locked is not None
    key = Run("–", "muted") if locked else Run(offer.key, bold=True)
    lead = max(4, len(offer.key) + 3)
    text = inline(offer.text)
    if locked:
        text = tuple(replace(run, tone="muted") for run in text)
    told = wrapped(text, size - lead)
    if offer.locked:
        reason = [replace(run, tone="muted", italic=True) for run in inline(offer.locked)]
        told += wrapped(reason, size - lead)
    for aside in offer.beneath:
        told += wrapped(aside, size - lead)
    if asked:
        told += wrapped([Run(_ASK_AGAIN, "muted")], size - lead)
    return [(*padded((key,), lead), *told[0]), *((Run(" " * lead), *line) for line in told[1:])]
