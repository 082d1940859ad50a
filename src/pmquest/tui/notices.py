"""What the game has to say about itself: not saved, set aside, no such folder."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive

from pmquest.tui.drawn import BOLD, MUTED, Drawn, line, wrapped


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
        """Each sentence on lines of its own."""
        return [
            part
            for sentence in self.sentences
            for part in wrapped(line(("Note  ", BOLD), (sentence, MUTED)), width)
        ]
