"""What the game has to say about itself: not saved, set aside, no such folder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.content import Content
from textual.reactive import reactive

from pmquest.scoring.words import counted
from pmquest.tui.drawn import BOLD, MUTED, Drawn, line, styled, wrapped

_SHARE: Final = 4
"""Which part of the window's height the notes may take: a quarter of it,"""
_LEAST_LINES: Final = 4
"""but in a low window so many lines."""


class Notices(Drawn):
    """Plain sentences, quiet but there; takes no room while there are none."""

    DEFAULT_CSS = """
    Notices { display: none; padding-bottom: 1; }
    Notices.-some { display: block; }
    """

    sentences: reactive[tuple[str, ...]] = reactive((), layout=True)

    def watch_sentences(self, sentences: tuple[str, ...]) -> None:
        """Take room only for something to say."""
        self.set_class(bool(sentences), "-some")

    def lines(self, width: int) -> Sequence[Content]:
        """Each sentence on lines of its own; of many, as many as leave room for the page."""
        room = max(_LEAST_LINES, self.app.size.height // _SHARE)
        shown: list[Content] = []
        for number, sentence in enumerate(self.sentences):
            note = wrapped(line(("Note  ", BOLD), (sentence, MUTED)), width)
            if shown and len(shown) + len(note) > room:
                more = counted(len(self.sentences) - number, "more note")
                told = f"… and {more}; pmquest list tells all."
                return [*shown, *wrapped(styled(told, MUTED), width)]
            shown += note
        return shown
