"""Writing what the room thought to a file: in which form, and where."""

from __future__ import annotations

from typing import Final

from pmquest.tui.export import FileDialog, NotGiven
from pmquest.tui.room.host import Host
from pmquest.workshop.client import NotDone
from pmquest.workshop.documents import Form

_FORMS: Final[dict[Form, tuple[str, str]]] = {
    "html": ("HTML", "to open in a browser, to print, to send"),
    "csv": ("CSV", "one row for each answer, for a spreadsheet"),
    "json": ("JSON", "every figure, for other programs"),
}


class RoomExportDialog(FileDialog):
    """Writes the room's document, as its service gives it."""

    def __init__(self, host: Host, name: str) -> None:
        """Offer to write it; `name` is that of the file."""
        super().__init__(name, {str(form): told for form, told in _FORMS.items()})
        self._host = host

    async def document(self, form: str) -> bytes:
        """Have the service give it in a form."""
        try:
            return await self._host.export(next(each for each in _FORMS if each == form))
        except NotDone as refused:
            raise NotGiven(str(refused)) from refused
