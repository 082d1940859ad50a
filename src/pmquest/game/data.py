"""The player's data as one JSON file: out, and in again without duplicates.

The file holds the events of the plays and the settings as they stand in the journal, and the
texts of the scenarios that were played::

    {"pmquest_data": 1, "events": [...], "texts": {"sha256:...": "..."}}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from typing import Literal

import msgspec

from pmquest.game.errors import NotOurData
from pmquest.game.keeping import PLAYS, Keeper
from pmquest.game.saved_play import fold
from pmquest.game.settings import SETTINGS_STREAM
from pmquest.journal.event import Event


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought."""

    added: int
    """Plays that were not here."""
    extended: int
    """Plays that were here, but not as far."""
    present: int
    """Plays that were here already."""
    unreadable: int
    """Plays that made no sense and were left out."""


class Export(msgspec.Struct, frozen=True):
    """The whole of an export."""

    pmquest_data: Literal[1]
    """The version of this format."""
    events: tuple[Event, ...]
    """Streams one after the other, each in order."""
    texts: dict[str, str]
    """The texts of scenarios, by hash."""


def export(keeper: Keeper) -> bytes:
    """Give everything that is kept about the player."""
    streams = [SETTINGS_STREAM, *(end.stream for end in keeper.ends(PLAYS))]
    events = [event for stream in streams for event in keeper.read(stream)]
    found = {hash: keeper.text(hash) for hash in hashes(events)}
    texts = {hash: text.decode() for hash, text in found.items() if text is not None}
    return msgspec.json.format(msgspec.json.encode(Export(1, tuple(events), texts)), indent=1)


def hashes(events: Iterable[Event]) -> frozenset[str]:
    """Give the hashes of all versions that these events speak of."""
    found = (event.data.get("hash") for event in events)
    return frozenset(hash for hash in found if isinstance(hash, str))


def import_into(keeper: Keeper, data: bytes) -> Imported:
    """Take in an export; what is here already stays as it is.

    A play that was gone on with in both places is taken in as a play of its own. Settings are
    taken where there are none. Raises `NotOurData`.
    """
    from pmquest.scenario.reader import content_hash

    given = _decoded(data)
    encoded = {hash: text.encode() for hash, text in given.texts.items()}
    texts = {hash: text for hash, text in encoded.items() if hash == content_hash(text)}
    here = _plays_here(keeper)
    counts = dict.fromkeys(("added", "extended", "present", "unreadable"), 0)
    for stream, events in _by_stream(given.events).items():
        if stream == SETTINGS_STREAM and not keeper.read(SETTINGS_STREAM):
            keeper.restore(events, {}, SETTINGS_STREAM)
        elif stream.startswith(PLAYS):
            counts[_take_in(keeper, events, texts, here)] += 1
    return Imported(**counts)


def _take_in(
    keeper: Keeper,
    events: Sequence[Event],
    texts: Mapping[str, bytes],
    here: dict[str, dict[str, tuple[Event, ...]]],
) -> str:
    """Take in one play; says what that came to."""
    try:
        uid = fold(events).start.uid
    except ValueError:
        return "unreadable"
    needed = {hash: texts[hash] for hash in hashes(events) if hash in texts}
    known = here.setdefault(uid, {})
    for stream, before in known.items():
        if _begins_with(before, events):
            return "present"
        if _begins_with(events, before):
            keeper.restore(events[len(before) :], needed, stream)
            known[stream] = tuple(events)
            return "extended"
    known[keeper.restore_play(events, needed)] = tuple(events)
    return "added"


def _decoded(data: bytes) -> Export:
    try:
        given = msgspec.json.decode(data, type=Export)
        for event in given.events:
            event.time.astimezone(UTC)  # refuses times at the very ends of the calendar
    except (msgspec.DecodeError, UnicodeError, RecursionError, OverflowError) as error:
        raise NotOurData(f"This is not a file that pmquest has exported: {error}.") from error
    return given


def _by_stream(events: Iterable[Event]) -> dict[str, list[Event]]:
    streams: dict[str, list[Event]] = {}
    for event in events:
        streams.setdefault(event.stream, []).append(event)
    return streams


def _plays_here(keeper: Keeper) -> dict[str, dict[str, tuple[Event, ...]]]:
    """Give the events of every play that is here, by its uid and then by its stream."""
    here: dict[str, dict[str, tuple[Event, ...]]] = {}
    for end in keeper.ends(PLAYS):
        events = keeper.read(end.stream)
        with suppress(ValueError):
            here.setdefault(fold(events).start.uid, {})[end.stream] = events
    return here


def _begins_with(longer: Sequence[Event], shorter: Sequence[Event]) -> bool:
    return len(longer) >= len(shorter) and all(
        (one.time, one.kind, one.data) == (other.time, other.kind, other.data)
        for one, other in zip(longer, shorter, strict=False)
    )
