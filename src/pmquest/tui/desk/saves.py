"""Tells of every save of one file, however the editor saves and wherever the file is.

The folder is watched, not the file: editors write a new file and give it the old one's name, or
delete and make anew. The system tells of changes at once; where it cannot, such as in many
network folders, a look twice a second does. `WATCHFILES_FORCE_POLLING=1` lets watchfiles look by
itself instead of asking the system.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pmquest.tui.desk.draft import stamp

if TYPE_CHECKING:
    from watchfiles.main import FileChange

Saves = Callable[[Path], AsyncGenerator[None, None]]
"""Comes back at once and after every save of a file."""

LOOK_MILLISECONDS: Final = 500
"""How long to wait to be told before looking for oneself."""
_GATHER_MILLISECONDS: Final = 200
"""Changes that follow one another within this time are one."""
_AWAY_SECONDS: Final = 0.4
"""A file that is gone for less than this is being saved."""


async def saves(path: Path) -> AsyncGenerator[None, None]:
    """Come back at once, and then after every save, and when the file goes or comes.

    Two saves in quick succession may be told as one, and one as two. Never ends, never raises.
    """
    known = stamp(path)
    yield
    async with contextlib.aclosing(_looks(path)) as looks:
        async for changed in looks:
            now = stamp(path)
            if now is None and known is not None:
                await asyncio.sleep(_AWAY_SECONDS)
                now = stamp(path)
            if changed or now != known:
                known = now
                yield


async def _looks(path: Path) -> AsyncGenerator[bool, None]:
    """Come back whenever it is worth looking at the file; True where it was told to have changed.

    What is told counts also where the stamp is the same: some file systems keep whole seconds.
    """
    while True:
        with contextlib.suppress(OSError, RuntimeError):
            async with contextlib.aclosing(_changes(path)) as changes:
                async for changed in changes:
                    yield bool(changed)
        # The folder cannot be watched, or not any more: look until it can.
        await asyncio.sleep(LOOK_MILLISECONDS / 1000)
        yield False


def _changes(path: Path) -> AsyncGenerator[set[FileChange], None]:
    """What the system tells of the folder, and an empty set where it has told nothing."""
    from watchfiles import awatch

    files = {path.absolute(), path.resolve()}  # both ends of a link
    names = {file.name for file in files}
    return awatch(
        *{file.parent for file in files},
        watch_filter=lambda _, changed: Path(changed).name in names,
        debounce=_GATHER_MILLISECONDS,
        rust_timeout=LOOK_MILLISECONDS,
        yield_on_timeout=True,
        recursive=False,
        ignore_permission_denied=True,
    )
