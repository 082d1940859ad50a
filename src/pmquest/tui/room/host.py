"""What the screens ask of whoever holds the room: the client of its service, or a test's own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Protocol

from pmquest.workshop.documents import Form
from pmquest.workshop.views import Facilitator


class Host(Protocol):
    """A room as its facilitator reaches it; what it refuses is raised as `client.NotDone`."""

    def updates(self) -> AsyncIterator[Facilitator]:
        """How the room stands: now, and after every change; ends when the room was closed."""

    async def do(self, action: str, **details: object) -> None:
        """Do something in the room, by the name of the move."""

    async def export(self, form: Form) -> bytes:
        """Give the room as a document."""
