"""A journal that forgets everything when it ends: for previews, tests and measuring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pmquest.journal.event import Event
from pmquest.journal.journal import Journal, StreamEnd, check_sequence


class MemoryJournal(Journal):
    """Keeps events and texts in memory, by the same rules as one on disk."""

    def __init__(self) -> None:
        super().__init__()
        self._streams: dict[str, list[Event]] = {}
        self._texts: dict[str, bytes] = {}

    def append(self, events: Sequence[Event], texts: Mapping[str, bytes] | None = None) -> None:
        """Keep the events, all or none; see `Journal.append`."""
        with self._appended:
            lasts = {event.stream: len(self._streams.get(event.stream, ())) for event in events}
            for event in events:
                check_sequence(event, lasts[event.stream])
                lasts[event.stream] += 1
            for event in events:
                self._streams.setdefault(event.stream, []).append(event)
            self._texts.update(texts or {})
            self._appended.notify_all()

    def read(self, stream: str, after: int = 0) -> tuple[Event, ...]:
        """Give the stream's events above `after`."""
        with self._lock:
            return tuple(self._streams.get(stream, ())[after:])

    def ends(self, prefix: str = "") -> tuple[StreamEnd, ...]:
        """Give how far every stream goes, by name."""
        with self._lock:
            return tuple(
                StreamEnd(stream, events[-1].sequence, events[-1].time)
                for stream, events in sorted(self._streams.items())
                if stream.startswith(prefix)
            )

    def text(self, hash: str) -> bytes | None:
        """Give the text of this hash."""
        return self._texts.get(hash)

    def delete(self, streams: Iterable[str], keep: Iterable[str]) -> None:
        """Forget streams, and texts that are not to be kept."""
        with self._lock:
            for stream in streams:
                self._streams.pop(stream, None)
            wanted = set(keep)
            self._texts = {hash: text for hash, text in self._texts.items() if hash in wanted}

    def close(self) -> None:
        """Nothing is held open."""
