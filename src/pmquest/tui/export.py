"""Writing a document to a file: in which form, and where.

A debrief of the player's own is written at once; a room's document comes from its service.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.getters import query_one
from textual.reactive import reactive
from textual.widgets import Input

from pmquest.game.files import not_written, write_whole
from pmquest.scoring.debrief import Debrief
from pmquest.tui.dialogs import Answers
from pmquest.tui.drawn import BOLD, ERROR, MUTED, Drawn, cell, line, styled, wrapped
from pmquest.tui.screen import GameDialog

if TYPE_CHECKING:
    from pmquest.game.kept_play import KeptPlay
    from pmquest.report.forms import Form

Writer = Callable[["KeptPlay", Debrief], str]
"""Gives the text of a file."""


def _writer(form: Form) -> Writer:
    def write(kept: KeptPlay, debrief: Debrief) -> str:
        from pmquest.report.forms import written

        return written(form, kept.play, debrief, kept.played_in_words)

    return write


FORMS: Final[dict[str, tuple[str, str, Writer]]] = {
    "md": ("Markdown", "to read, and to paste into a document", _writer("md")),
    "html": ("HTML", "to open in a browser, to print, to send", _writer("html")),
    "json": ("JSON", "every figure, for other programs", _writer("json")),
    "csv": ("CSV", "one row for each decision, for a spreadsheet", _writer("csv")),
}
"""By the ending of the file's name: what the form is called, what it is for, who writes it."""


class Place(Input):
    """Where the file goes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "write", id="export.write", tooltip="Write the file."),
    ]


class Answer(Drawn):
    """What there is to say about the place."""

    text: reactive[Content] = reactive(Content(""), layout=True)

    def lines(self, width: int) -> Sequence[Content]:
        """The text, broken to the width."""
        return wrapped(self.text, width)


class NotGiven(Exception):  # noqa: N818 - the name says what happened
    """There is no document to write; `str` of it is a sentence for the player."""


class FileDialog(GameDialog[str]):
    """Asks for a form, then for a place; gives the path that was written, or None.

    A subclass says what can be written in `document`.
    """

    DEFAULT_CSS = """
    FileDialog Answer { margin: 1 0 0 0; }
    FileDialog Answers { height: auto; }
    FileDialog Place, FileDialog Place:focus { background: $background; padding: 0 1; }
    """
    AUTO_FOCUS = "Answers"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "forms", "form", show=False, id="export.forms", tooltip="Choose the form."),
    ]

    rows = query_one(Answers)
    place = query_one(Place)
    answer = query_one(Answer)

    def __init__(self, stem: str, forms: Mapping[str, tuple[str, str]]) -> None:
        """Offer these forms, each with what it is called and what it is for, by its ending.

        `stem` is the name of the file, without its ending.
        """
        super().__init__()
        self._stem, self._forms = stem, forms
        self._form = next(iter(forms))
        self._warned = ""

    async def document(self, form: str) -> bytes:
        """Give what is written in a form. Raises `NotGiven` where there is nothing to write."""
        raise NotImplementedError

    def compose_card(self) -> ComposeResult:
        """The forms, and the place."""
        yield Answers()
        yield Answer()
        yield Place(compact=True)

    def on_mount(self) -> None:
        """List the forms."""
        self.rows.show_rows(
            (ending, partial(_form_row, *told)) for ending, told in self._forms.items()
        )

    @on(Answers.OptionHighlighted)
    def _looked_at(self, event: Answers.OptionHighlighted) -> None:
        self._form = event.option.id or self._form
        self.place.value = str(free_path(Path.cwd(), self._stem, self._form))
        self._warned = ""
        self.answer.text = styled(f"As {self._forms[self._form][0]}, to this file:", MUTED)

    @on(Answers.OptionSelected)
    def _chosen(self) -> None:
        self.place.focus()

    @on(Input.Submitted)
    async def _write(self) -> None:
        """Write the file; a file that is there already is replaced only when asked twice."""
        typed = self.place.value.strip()
        if not typed:
            self._refuse("Please type where to write it.")
            return
        try:
            await self._write_to(typed)
        except (OSError, ValueError, RuntimeError) as error:  # the last for "~somebody"
            self._refuse(not_written(Path(typed), error))
        except NotGiven as refused:
            self._refuse(str(refused))

    async def _write_to(self, typed: str) -> None:
        """Write the file and close; raises what the system says where that cannot be done."""
        path = Path(typed).expanduser()
        if path.exists() and not path.is_dir() and self._warned != typed:
            self._warned = typed
            self._refuse(f"{path} is there already. Press enter again to replace it.")
        else:
            write_whole(path, await self.document(self._form))
            self.dismiss(str(path.resolve()))

    def _refuse(self, sentence: str) -> None:
        self.answer.text = line(("✗ ", ERROR), sentence)

    def action_forms(self) -> None:
        """Go back from the place to the forms."""
        self.rows.focus()


class ExportDialog(FileDialog):
    """Writes the debrief of a play."""

    def __init__(self, kept: KeptPlay, debrief: Debrief) -> None:
        """Offer to write this debrief."""
        forms = {ending: (name, about) for ending, (name, about, _) in FORMS.items()}
        super().__init__(debrief.scenario, forms)
        self._kept, self._debrief = kept, debrief

    async def document(self, form: str) -> bytes:
        """Give the debrief in a form."""
        return FORMS[form][2](self._kept, self._debrief).encode()


def _form_row(name: str, about: str, width: int) -> list[Content]:
    return [line(cell(styled(name, BOLD), 10), (about, MUTED)).truncate(width, ellipsis=True)]


def free_path(folder: Path, stem: str, ending: str) -> Path:
    """A name in a folder that nothing has yet."""
    number = 1
    while True:
        suffix = "" if number == 1 else f"-{number}"
        path = folder / f"pmquest-{stem}{suffix}.{ending}"
        if not path.exists():
            return path
        number += 1
