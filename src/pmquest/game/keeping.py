"""Keeping events whatever happens: on disk, or in memory until the disk takes them.

Between the game and its journal stands a `Keeper`. It never fails to take an event: what cannot
be written now is kept here and tried again, in order, with the next. What a face must say about
that is in `notices`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TypeVar

from pmquest.journal.errors import (
    DamagedJournal,
    DiskFull,
    HeldElsewhere,
    JournalError,
    JournalGone,
    JournalUnavailable,
    StreamConflict,
)
from pmquest.journal.event import Event
from pmquest.journal.journal import Journal, StreamEnd
from pmquest.journal.memory import MemoryJournal
from pmquest.scoring.clean import clean_line

PLAYS: Final = "play/"
"""What the streams of plays begin with; the number of the play follows."""

Clock = Callable[[], datetime]
"""Gives the time now, with the player's time zone."""

Entry = tuple[str, Mapping[str, Any]]
"""What is to be written: the kind of an event and its data."""

Found = TypeVar("Found")


@dataclass(eq=False)
class StreamLog:
    """One stream as this process knows it. Only its `Keeper` changes it."""

    stream: str
    events: list[Event] = field(default_factory=list)
    saved: int = 0
    """How many of the events the journal has."""

    @property
    def waiting(self) -> Sequence[Event]:
        """The events that the journal does not have yet."""
        return self.events[self.saved :]

    @property
    def number(self) -> str:
        """The number of the play whose stream it is."""
        return self.stream.removeprefix(PLAYS)


class Keeper:
    """Keeps events in the journal at `path`, or in memory alone where that is None."""

    def __init__(self, path: Path | None, clock: Clock) -> None:
        self.path = path
        self._clock = clock
        self._lock = threading.RLock()
        self._journal: Journal | None = MemoryJournal() if path is None else None
        self._logs: dict[str, StreamLog] = {}
        self._texts: dict[str, bytes] = {}
        self._unsaved_texts: set[str] = set()
        self._told: list[str] = []
        self._trouble: JournalError | None = None

    @property
    def notices(self) -> tuple[str, ...]:
        """What the player should be told about the keeping, in plain sentences."""
        with self._lock:
            trouble = [_not_saved(self._trouble)] if self._trouble else []
            return (*self._told, *trouble)

    def now(self) -> datetime:
        """Give the time now, in the player's time zone."""
        return self._clock()

    def open(self) -> None:
        """Open the journal now, if there is one, so that `notices` tell how that went."""
        with self._lock:
            self._ask(lambda _: None, None)

    def read(self, stream: str) -> tuple[Event, ...]:
        """Give the events of a stream, those included that are not on disk yet."""
        with self._lock:
            log = self._logs.get(stream)
            known = tuple(log.events) if log else ()
            if log and log.waiting:
                return known
            return self._ask(lambda journal: journal.read(stream), known)

    def ends(self, prefix: str) -> tuple[StreamEnd, ...]:
        """Give how far every stream goes whose name begins with `prefix`."""
        with self._lock:
            nothing: tuple[StreamEnd, ...] = ()
            ends = self._ask(lambda journal: journal.ends(prefix), nothing)
            found = {end.stream: end for end in ends}
            for log in self._logs.values():
                if log.waiting and log.stream.startswith(prefix):
                    last = log.events[-1]
                    found[log.stream] = StreamEnd(log.stream, last.sequence, last.time)
            return tuple(found.values())

    def text(self, hash: str) -> bytes | None:
        """Give the text that was kept under this hash, or None."""
        with self._lock:
            if hash not in self._texts:
                text = self._ask(lambda journal: journal.text(hash), None)
                if text is None:
                    return None
                self._texts[hash] = text
            return self._texts[hash]

    def begin(self, entry: Entry, texts: Mapping[str, bytes]) -> StreamLog:
        """Begin the stream of a play, under the next number, with this event."""
        with self._lock:
            log = StreamLog(self._next_number())
            self._logs[log.stream] = log
            self.append(log, [entry], texts)
            return log

    def take_up(self, stream: str) -> StreamLog:
        """Give a stream to go on with, as far as it goes now."""
        with self._lock:
            log = self._logs.get(stream)
            if log is not None and log.waiting:
                return log
            events = list(self.read(stream))
            if log is None or log.events != events:
                log = StreamLog(stream, events, len(events))
                self._logs[stream] = log
            return log

    def append(
        self,
        log: StreamLog,
        entries: Iterable[Entry],
        texts: Mapping[str, bytes] | None = None,
        after: int | None = None,
    ) -> None:
        """Write to a stream; on disk when this returns, or else kept and said in `notices`.

        `after` is how many events the writer knows of (default: all). Raises `StreamConflict`
        where the stream was carried on or deleted elsewhere.
        """
        with self._lock:
            if self._logs.get(log.stream) is not log or after not in (None, len(log.events)):
                raise StreamConflict(log.stream)
            settled = log.stream.startswith(PLAYS) and log.saved > 0 and not log.waiting
            now = self.now()
            for kind, data in entries:
                sequence = len(log.events) + 1
                log.events.append(Event(log.stream, sequence, now, kind, dict(data)))
            self._remember(texts or {})
            try:
                self._save_all(may_move=lambda each: each is not log or not settled)
            except StreamConflict:
                del log.events[log.saved :]
                raise

    def add(self, stream: str, entry: Entry) -> None:
        """Write to a stream that several windows write to, after whatever stands there."""
        with self._lock:
            self.append(self.take_up(stream), [entry])

    def restore(self, events: Iterable[Event], texts: Mapping[str, bytes], onto: str) -> str:
        """Take in events that were written elsewhere, with their times, at the end of `onto`.

        Gives the stream in which they stand now.
        """
        with self._lock:
            log = self.take_up(onto)
            log.events += _renumbered(events, onto, len(log.events))
            self._remember(texts)
            self._save_all(may_move=lambda _: True)
            return log.stream

    def restore_play(self, events: Iterable[Event], texts: Mapping[str, bytes]) -> str:
        """Take in a whole play that was written elsewhere; gives the stream it has here."""
        with self._lock:
            return self.restore(events, texts, self._next_number())

    def delete(self, streams: Sequence[str], keep_texts: Iterable[str]) -> None:
        """Delete streams for good, and the texts that are not to be kept.

        Raises `JournalError` where that cannot be done.
        """
        with self._lock:
            wanted = set(keep_texts)
            self._open().delete(streams, wanted)
            for stream in streams:
                self._logs.pop(stream, None)
            self._texts = {hash: text for hash, text in self._texts.items() if hash in wanted}
            self._unsaved_texts &= wanted

    def delete_copies(self) -> None:
        """Delete what stands beside the journal of earlier states of it; raises OSError."""
        from pmquest.journal.opening import copies

        for copy in copies(self.path) if self.path else ():
            copy.unlink(missing_ok=True)

    def close(self) -> None:
        """Try once more to save what is waiting, and let go of the file."""
        with self._lock:
            if any(log.waiting for log in self._logs.values()):
                self._save_all(may_move=lambda _: True)
            self._let_go()

    def _remember(self, texts: Mapping[str, bytes]) -> None:
        self._texts.update(texts)
        self._unsaved_texts.update(texts)

    def _save_all(self, may_move: Callable[[StreamLog], bool]) -> None:
        """Save what is waiting; a stream that may move gets a new number on a conflict."""
        try:
            for log in list(self._logs.values()):
                if log.waiting:
                    self._save(log, may_move(log))
        except (JournalUnavailable, DamagedJournal) as trouble:
            self._note(trouble)
        else:
            self._trouble = None

    def _save(self, log: StreamLog, may_move: bool) -> None:
        begun_afresh = False
        while True:
            try:
                self._open().append(log.waiting, self._waiting_texts())
            except DamagedJournal as damage:
                if begun_afresh:
                    raise
                self._begin_afresh(damage)
                begun_afresh = True
            except StreamConflict:
                there = self._open().read(log.stream)
                if there and there == tuple(log.events[: len(there)]):
                    log.saved = len(there)  # more or less of it had arrived than was known here
                elif may_move or begun_afresh:
                    self._move(log)
                else:
                    raise
            else:
                log.saved = len(log.events)
                self._unsaved_texts.clear()
                return

    def _waiting_texts(self) -> dict[str, bytes]:
        return {hash: self._texts[hash] for hash in self._unsaved_texts}

    def _move(self, log: StreamLog) -> None:
        """Give a stream that cannot go on where it is a place of its own.

        A play takes the next number, whole; the settings go on after what is there.
        """
        stream, events = log.stream, log.waiting
        before: tuple[Event, ...] = ()
        if stream.startswith(PLAYS):
            stream, events = self._next_number(), log.events
        else:
            before = self._open().read(stream)
        del self._logs[log.stream]
        log.stream = stream
        log.events = [*before, *_renumbered(events, stream, len(before))]
        log.saved = len(before)
        self._logs[stream] = log

    def _next_number(self) -> str:
        taken = (end.stream.removeprefix(PLAYS) for end in self.ends(PLAYS))
        numbers = (int(number) for number in taken if number.isdecimal())
        return f"{PLAYS}{max(numbers, default=0) + 1}"

    def _ask(self, question: Callable[[Journal], Found], otherwise: Found) -> Found:
        """Ask the journal; `otherwise` where it cannot be asked, or where nothing was kept yet.

        So the file and its folder are made by the first thing that is written, not by looking.
        """
        if self._journal is None and self.path is not None and not _may_stand_at(self.path):
            return otherwise
        try:
            try:
                return question(self._open())
            except DamagedJournal as damage:
                self._begin_afresh(damage)
                self._save_all(may_move=lambda _: True)
                return question(self._open())
        except (JournalUnavailable, DamagedJournal) as trouble:
            self._note(trouble)
            return otherwise

    def _open(self) -> Journal:
        """Give the journal, opening it where it is not open; raises `JournalUnavailable`."""
        if self._journal is None:
            from pmquest.journal.opening import BUSY_SECONDS, open_journal

            assert self.path is not None
            waited_already = isinstance(self._trouble, HeldElsewhere)
            opened = open_journal(self.path, patience=0 if waited_already else BUSY_SECONDS)
            self._journal = opened.journal
            if opened.set_aside is not None:
                self._was_set_aside(opened.set_aside)
            if opened.journal.refusal is not None:
                self._trouble = opened.journal.refusal
        return self._journal

    def _begin_afresh(self, damage: DamagedJournal) -> None:
        """Let go of a damaged journal, setting it aside, or of one that is not there any more."""
        from pmquest.journal.opening import set_aside

        assert self.path is not None
        self._let_go()
        if isinstance(damage, JournalGone):
            self._save_anew()
        else:
            self._was_set_aside(set_aside(self.path))

    def _was_set_aside(self, place: Path | None) -> None:
        if place is not None:
            self._told.append(
                "The file of your plays is damaged. It was set aside and not deleted; it is now "
                f"{clean_line(str(place))}. A new one was begun."
            )
        self._save_anew()

    def _save_anew(self) -> None:
        """Let everything that this process knows be written to the new journal."""
        for log in self._logs.values():
            log.saved = 0
        self._unsaved_texts.update(self._texts)

    def _note(self, trouble: JournalError) -> None:
        self._trouble = trouble
        if not isinstance(trouble, DiskFull | HeldElsewhere):
            self._let_go()  # the next step opens it again, and finds whether that has mended it

    def _let_go(self) -> None:
        if self._journal is not None and self.path is not None:
            self._journal.close()
            self._journal = None


def _may_stand_at(path: Path) -> bool:
    """Tell whether a file is there, or may be where one is not let look or the way is barred."""
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return True


def _renumbered(events: Iterable[Event], stream: str, after: int) -> Iterator[Event]:
    for sequence, event in enumerate(events, after + 1):
        yield Event(stream, sequence, event.time, event.kind, event.data)


def _not_saved(trouble: JournalError) -> str:
    return (
        f"Nothing can be saved now: {clean_line(str(trouble))}. "
        "The game goes on in memory and tries again with every step."
    )
