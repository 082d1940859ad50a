"""What every screen shows of the room now, and the streams that bring it there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from pmquest.workshop import hosting, phone
from pmquest.workshop.deeds import Deed, Joined, Reflected, TimeLeft, Voted
from pmquest.workshop.room import Room
from pmquest.workshop.streams import Pace, Streams, frame
from pmquest.workshop.views import Around, Facilitator, Shared

APART: Final = 0.05
"""Seconds between two frames: at most 20 a second."""
CROWD_APART: Final = 1.0
"""Seconds between two frames that only say how many have joined."""

PROJECTOR: Final = "projector"
NOTES: Final = "notes"

_UNSEEN: Final = (Joined, Voted, TimeLeft, Reflected)
"""What changes nothing on the other phones, apart from how many there are."""


class Board:
    """Makes the views once for each change and sends them as often as is good."""

    def __init__(
        self, room: Room, around: Callable[[], Around], left: Callable[[], float | None]
    ) -> None:
        """`around` gives what the service knows besides the room, `left` the time of its round."""
        self._room = room
        self._around = around
        self._left = left
        self._shared = phone.shared(room)
        self._stale = True
        self._current: Shared | None = None
        self._encoded = b""
        self._stage_changed = room.sequence
        self._own_changed: dict[str, int] = {}
        self._stage = Pace(APART, self._show_phones)
        self._crowd = Pace(CROWD_APART, self._show_phones)
        self._screen = Pace(APART, self._show_screens)
        self.phones = Streams(self.changed)
        """By person."""
        self.screens = Streams(lambda: None)
        """The facilitator's: projectors and notes."""

    def publish(self, room: Room, deeds: Sequence[Deed]) -> None:
        """Have everybody told what was done."""
        self._room = room
        for deed in deeds:
            if isinstance(deed, Voted | Reflected):
                self._own_changed[deed.person] = room.sequence
                self._tell_tabs(deed.person)
        on_stage = not all(isinstance(deed, _UNSEEN) for deed in deeds)
        if on_stage or any(isinstance(deed, Joined) for deed in deeds):
            self._stage_changed = room.sequence
            self._stale = True
            (self._stage if on_stage else self._crowd).ask()
        self.changed()

    def changed(self) -> None:
        """Have the facilitator's screens told that something besides the room has changed."""
        if len(self.screens):
            self._screen.ask()

    def state(self, person: str, after: int) -> bytes | None:
        """Give what a phone shows, as JSON; None where nothing has changed after `after`."""
        changed = max(self._stage_changed, self._own_changed.get(person, 0))
        if changed <= after:
            return None
        return b'{"shared":%b,"own":%b}' % (self._shared_now(), self._own(person))

    def frames(self, person: str) -> dict[str, bytes]:
        """Give the same as frames of a stream, by their kinds."""
        return {
            "shared": frame("shared", self._shared_now()),
            "own": frame("own", self._own(person)),
        }

    def facilitator(self, listener: str) -> Facilitator:
        """Give what a projector or the notes show."""
        return hosting.facilitator(self._room, self._around(), notes=listener == NOTES)

    def close(self) -> None:
        """End every stream."""
        for pace in (self._stage, self._crowd, self._screen):
            pace.stop()
        self.phones.close()
        self.screens.close()

    def _show_phones(self) -> None:
        self._crowd.stop()
        shared = frame("shared", self._shared_now())
        for person, stream in self.phones:
            stream.put("shared", shared)
            stream.put("own", frame("own", self._own(person)))

    def _show_screens(self) -> None:
        for listener in self.screens.listeners:
            shown = frame("room", msgspec.json.encode(self.facilitator(listener)))
            for stream in self.screens.of(listener):
                stream.put("room", shown)

    def _tell_tabs(self, person: str) -> None:
        """Tell the phones of one person, where they have more than the one that did it."""
        streams = self.phones.of(person)
        if len(streams) > 1:
            own = frame("own", self._own(person))
            for stream in streams:
                stream.put("own", own)

    def _shared_now(self) -> bytes:
        """Give what all phones show, with the time that is left now."""
        if self._stale:
            self._shared = phone.shared(self._room, self._left())
            self._stale = False
        seconds = self._shared.seconds
        if seconds is not None:
            left = self._left()
            seconds = None if left is None else round(left, 1)
        current = replace(self._shared, sequence=self._room.sequence, seconds=seconds)
        if current != self._current:
            self._current = current
            self._encoded = msgspec.json.encode(current)
        return self._encoded

    def _own(self, person: str) -> bytes:
        return msgspec.json.encode(phone.own(self._room, person))
