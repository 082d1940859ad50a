"""The process of a room: `python -m pmquest.workshop.serve HOME CODE [--lan] ...`.

Started by `process.start`, which reads one line from its standard output: that the room is there,
or why not. It outlives the terminal, and ends when it is told to, or when nobody needs the room;
with `--rehearsal` when its standard input ends too, and then it deletes the room.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import os
import signal
import sys
import threading
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from pmquest.journal.errors import JournalError
from pmquest.workshop.refusals import RoomRefused
from pmquest.workshop.service import serving
from pmquest.workshop.store import Rooms

_STOPPED_BY: Final = (signal.SIGTERM, signal.SIGINT)

_GARBAGE: Final = (50_000, 20, 100)
"""How much may pile up before garbage is looked for: rarely, as each look stops the room, the
last the longer the more people are in it. What a request leaves behind is freed without it."""


class Started(Struct, frozen=True):
    """What the process says once it knows."""

    refused: str = ""
    """Why the room cannot be served, as a sentence; "" where it is."""


def main(arguments: list[str]) -> int:
    """Serve a room until it is over; gives the exit status."""
    asked = _parser().parse_args(arguments)
    rooms = Rooms(asked.home, lambda: datetime.now(UTC))
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.WARNING)
    lan = {"lan": True, "loopback": False, None: None}[asked.reach]
    try:
        abandoned = asyncio.run(
            _serve(rooms, asked.code, lan, asked.address, asked.port, asked.rehearsal)
        )
        if abandoned:
            rooms.delete(asked.code)
    except RoomRefused as refused:
        _say(Started(str(refused)))
    except JournalError as error:
        _say(Started(f"The room cannot be served: {error}."))
    except OSError as error:
        _say(Started(f"The room cannot be served: {error.strerror or error}."))
    else:
        return 0
    return 1


async def _serve(
    rooms: Rooms,
    code: str,
    lan: bool | None,
    address: str | None,
    port: int | None,
    rehearsal: bool,
) -> bool:
    """Serve a room until it is over; gives whether it is a rehearsal that was abandoned."""
    gc.set_threshold(*_GARBAGE)
    abandoned = False
    async with serving(
        rooms, code, lan=lan, address=address, port=port, rehearsal=rehearsal
    ) as service:
        loop = asyncio.get_running_loop()
        for each in _STOPPED_BY:
            with suppress(NotImplementedError):  # on Windows
                loop.add_signal_handler(each, service.over.set)
        gc.collect()
        gc.freeze()
        _say(Started())
        if rehearsal:
            abandoned = await _until_over_or_abandoned(service.over)
        else:
            await service.over.wait()
    return abandoned


async def _until_over_or_abandoned(over: asyncio.Event) -> bool:
    """Wait until a rehearsal is over; gives whether whoever held it is gone without ending it."""
    loop = asyncio.get_running_loop()
    gone = asyncio.Event()
    held = sys.stdin.fileno()

    def watch() -> None:
        while os.read(held, 1024):  # not through `sys.stdin`, whose lock would outlive the loop
            pass
        with suppress(RuntimeError):  # the loop has ended before
            loop.call_soon_threadsafe(gone.set)

    threading.Thread(target=watch, daemon=True).start()
    waiting = [asyncio.create_task(each.wait()) for each in (over, gone)]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for each in waiting:
        each.cancel()
    return not over.is_set()


def _say(started: Started) -> None:
    """Tell whoever started this process, if they still listen, and say nothing more."""
    with suppress(OSError):
        sys.stdout.buffer.write(msgspec.json.encode(started) + b"\n")
        sys.stdout.buffer.flush()
    with Path(os.devnull).open("wb") as nothing:
        os.dup2(nothing.fileno(), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("pmquest.workshop.serve", allow_abbrev=False)
    parser.add_argument("home", type=Path)
    parser.add_argument("code")
    parser.add_argument("--reach", choices=("lan", "loopback"))
    parser.add_argument("--address")
    parser.add_argument("--port", type=int)
    parser.add_argument("--rehearsal", action="store_true")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
