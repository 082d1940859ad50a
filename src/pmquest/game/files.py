"""Writing a file that somebody may have already: in one piece or not at all."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import Final

_NAME_KEPT: Final = 40
"""Characters of the file's name in that of the part beside it: names have a greatest length."""


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that where it fails, what stood there before is still whole.

    It is written to a part beside it, which then takes its place and its permissions. What is
    no regular file, such as a device or a pipe, is written to as it stands. Raises OSError.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    target = path.resolve()  # a link stays one
    mode = None
    if target.exists():
        target.open("r+b").close()  # what may not be written to is not replaced either
        mode = target.stat().st_mode
    unique = f"{os.getpid()}-{threading.get_ident()}"
    part = target.with_name(f".{target.name[:_NAME_KEPT]}.{unique}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # a full disk is told here, not when the old file is gone
        if mode is not None:
            part.chmod(mode)
        part.replace(target)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise


def not_written(path: Path, failed: Exception) -> str:
    """Say why a file that the player named cannot be written, and what to do where that is known.

    `failed` is what `write_whole` raised, or what kept a path from being made of the name.
    """
    folder = path.parent
    with suppress(OSError, ValueError):
        if path.is_dir():
            return f"{path} is a folder; add a name to it."
        if isinstance(failed, FileNotFoundError) and not folder.exists():
            return f"{path} cannot be written: there is no folder {folder}; make it first."
        if isinstance(failed, PermissionError) and not os.access(folder, os.W_OK):
            return f"{path} cannot be written: nothing may be written in the folder {folder}."
    reason = getattr(failed, "strerror", None) or str(failed).rstrip(".")
    return f"{path} cannot be written: {reason}."
