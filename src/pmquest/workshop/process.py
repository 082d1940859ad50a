"""Rooms as processes of their own: started, found again, ended.

A room outlives the terminal in which it was opened. Its lock says whether its process lives, its
description how to reach it.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from time import monotonic, sleep
from typing import IO, Any, Final, Literal
from urllib.error import URLError
from urllib.request import Request, urlopen

import msgspec

from pmquest.workshop.addresses import LOOPBACK, url
from pmquest.workshop.refusals import RoomRefused
from pmquest.workshop.serve import Started
from pmquest.workshop.store import Listed, Rooms
from pmquest.workshop.tokens import shown_code

Reach = Literal["lan", "loopback"]
"""Who may reach a room: the network, or this machine alone."""

_ENDING_SECONDS: Final = 10.0
_LOOK_AGAIN: Final = 0.05


class NotStarted(RoomRefused):
    """The process of a room could not be started."""


def start(
    rooms: Rooms,
    code: str,
    *,
    reach: Reach | None = None,
    address: str | None = None,
    port: int | None = None,
) -> None:
    """Serve a room from a process of its own; returns when it can be reached.

    What is not given is as it was when the room was last served. Raises `RoomRefused`.
    """
    _launch(rooms, code, _options(reach, address, port))


@contextmanager
def rehearsing(
    rooms: Rooms,
    code: str,
    *,
    reach: Reach | None = None,
    address: str | None = None,
    port: int | None = None,
) -> Iterator[None]:
    """Serve a room in the same way for as long as the `with` lasts.

    However this process ends, by a signal or with its terminal, the room ends with it and then
    deletes itself: it holds the other end of its standard input. Raises `RoomRefused`.
    """
    held = _launch(rooms, code, [*_options(reach, address, port), "--rehearsal"])
    assert held is not None
    with held:
        try:
            yield
        finally:
            end(rooms, code)


def _options(reach: Reach | None, address: str | None, port: int | None) -> list[str]:
    given = {"--reach": reach, "--address": address, "--port": port}
    return [f"{name}={value}" for name, value in given.items() if value is not None]


def _launch(rooms: Rooms, code: str, options: Sequence[str]) -> IO[bytes] | None:
    """Start the process of a room; gives its standard input where it is a rehearsal's."""
    try:
        log = rooms.log_file(code)
        with log.open("ab") as errors:
            process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [sys.executable, "-m", "pmquest.workshop.serve", str(rooms.home), code, *options],
                stdin=subprocess.PIPE if "--rehearsal" in options else subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
                **_detached(),
            )
    except OSError as error:
        raise NotStarted(f"The room could not be started: {error.strerror}.") from error
    assert process.stdout is not None
    with process.stdout as said:
        line = said.readline()
    try:
        refused = msgspec.json.decode(line, type=Started).refused
    except msgspec.DecodeError:
        refused = f"The room could not be started; {log} says why."
    if refused:
        with process:
            process.wait()
        raise NotStarted(refused)
    process.returncode = 0  # nobody here waits for its end
    return process.stdin


def end(rooms: Rooms, code: str) -> None:
    """End the process of a room, if one serves it; the room itself is kept.

    Raises `RoomRefused` where it does not end.
    """
    if not rooms.is_running(code):
        return
    found = rooms.described(code)
    asked = Request(  # noqa: S310 - always http
        url(LOOPBACK, found.port) + "/host/do",
        data=b'{"action":"leave"}',
        headers={"Authorization": f"Bearer {found.token}"},
    )
    with suppress(URLError, OSError), urlopen(asked, timeout=_ENDING_SECONDS):  # noqa: S310
        pass
    give_up = monotonic() + _ENDING_SECONDS
    while rooms.is_running(code):
        if monotonic() > give_up:
            raise RoomRefused(f"The room {shown_code(code)} does not end; process {found.pid}.")
        sleep(_LOOK_AGAIN)


def running(rooms: Rooms) -> tuple[Listed, ...]:
    """Give the rooms that are served now, the latest first."""
    return tuple(each for each in rooms.list() if each.running)


def unfinished(rooms: Rooms, scenario: str) -> tuple[Listed, ...]:
    """Give the rooms of a scenario whose story is not over, the latest first; no rehearsals."""
    return tuple(
        each
        for each in rooms.list()
        if each.scenario == scenario and not each.ended and not each.rehearsal
    )


def _detached() -> dict[str, Any]:
    """Have a process outlive this one and its terminal, on every platform."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}
