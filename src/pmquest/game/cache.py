"""Small files that only save time: whatever is wrong with one, it counts as not there."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from pmquest.game.files import write_whole

Kept = TypeVar("Kept")


def load(path: Path | None, kind: type[Kept]) -> Kept | None:
    """Read a cache as a value of this kind; None where there is none or it cannot be read."""
    if path is None:
        return None
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, ValueError, RecursionError):
        return None


def store(path: Path | None, value: object) -> None:
    """Write a cache, in one piece; where that cannot be done there is none.

    Its folder is made, but not the player's folder around that: nothing is kept yet without it.
    """
    if path is None:
        return
    with suppress(OSError, ValueError):
        path.parent.mkdir(exist_ok=True)
        write_whole(path, msgspec.json.encode(value))


def forget(path: Path | None) -> None:
    """Remove a cache, if it is there."""
    if path is not None:
        with suppress(OSError):
            path.unlink()
