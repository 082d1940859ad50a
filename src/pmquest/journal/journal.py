"""What a journal can do: append, read from, follow.

The interface is kept this narrow so that another store can stand behind it (workshop.md,
"Beyond one machine"). Streams are independent of each other; inside one the sequence numbers
decide who was first. Journals can be used from several threads.
"""

from __future__ import annotations

import math
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from msgspec import Struct

from pmquest.journal.errors import StreamConflict
from pmquest.journal.event import Event

LOOK_AGAIN: Final = 0.05
"""Seconds after which `follow` looks for what another process has appended."""


class StreamEnd(Struct, frozen=True):
    """How far a stream goes."""

    stream: str
    sequence: int
    """The sequence number of its last event."""
    time: datetime
    """The time of its last event."""


class Journal(ABC):
    """Streams of events, and texts by their hash."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._appended = threading.Condition(self._lock)

    @abstractmethod
    def append(self, events: Sequence[Event], texts: Mapping[str, bytes] | None = None) -> None:
        """Write the events, all or none; when it returns they are kept.

        `texts` are kept with them, by their hash. Raises `StreamConflict` where an event is
        not the next of its stream, and the other `JournalError`s where nothing was written.
        """

    @abstractmethod
    def read(self, stream: str, after: int = 0) -> tuple[Event, ...]:
        """Give the stream's events with a sequence number above `after`, in order."""

    @abstractmethod
    def ends(self, prefix: str = "") -> tuple[StreamEnd, ...]:
        """Give how far every stream goes whose name begins with `prefix`, by name."""

    @abstractmethod
    def text(self, hash: str) -> bytes | None:
        """Give the text that was kept under this hash, or None."""

    @abstractmethod
    def delete(self, streams: Iterable[str], keep: Iterable[str]) -> None:
        """Delete whole streams, so that nothing is left of them.

        Texts go too, except those whose hash is in `keep`.
        """

    @abstractmethod
    def close(self) -> None:
        """Let go of what the journal holds open."""

    def follow(self, stream: str, after: int = 0, patience: float = math.inf) -> Iterator[Event]:
        """Give the stream's events above `after`, then those that are appended, as they come.

        Ends when nothing has come for `patience` seconds.
        """
        waited = 0.0
        while True:
            with self._lock:
                news = self.read(stream, after)
                if not news:
                    if waited >= patience:
                        return
                    self._appended.wait(LOOK_AGAIN)
                    waited += LOOK_AGAIN
                    continue
            yield from news
            after, waited = news[-1].sequence, 0.0


def check_sequence(event: Event, last: int) -> None:
    """Raise `StreamConflict` unless the event is the next after sequence number `last`."""
    if event.sequence != last + 1:
        raise StreamConflict(event.stream)
