"""The one kind of record that the journal keeps."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from msgspec import Meta, Struct


class Event(Struct, frozen=True):
    """Something that happened."""

    stream: str
    """What it belongs to: `settings`, `play/12`."""
    sequence: int
    """Its place in the stream, from 1, without gaps."""
    time: Annotated[datetime, Meta(tz=True)]
    """When it happened, with a time zone; the journal keeps it in UTC."""
    kind: str
    """What happened, in one word that the stream's owner knows."""
    data: dict[str, Any]
    """What there is to say about it, as plain JSON values."""
