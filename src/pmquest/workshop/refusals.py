"""Why a room cannot be had, each with a sentence for the facilitator."""

from __future__ import annotations

from pathlib import Path

from pmquest.workshop.tokens import shown_code


class RoomRefused(Exception):  # noqa: N818 - the name says what happened
    """A room cannot be had; `str` of it is a sentence for the facilitator.

    ::

        RoomRefused
        ├── NoRoom           there is none of this code
        ├── RoomHeld         another process serves it
        └── RoomUnreadable   its record is damaged, or was made by a newer pmquest
    """


class NoRoom(RoomRefused):
    """There is no room of this code."""


class RoomHeld(RoomRefused):
    """Another process serves the room."""


class RoomUnreadable(RoomRefused):
    """The record of the room cannot be read or carried on."""


def no_room(code: str) -> NoRoom:
    """Say that there is no room of this code."""
    return NoRoom(f"There is no room {shown_code(code)} here.")


def damaged(code: str, aside: Path) -> RoomUnreadable:
    """Say that what is kept of a room is damaged, and where it stands now."""
    return RoomUnreadable(
        f"The record of the room {shown_code(code)} is damaged; it was set aside as {aside}."
    )
