"""Connections: how many there may be, and who has to go when there are too many.

A connection proves itself when a request on it shows a token of the room. Those that have not
are few, and the oldest of them makes room for the newest: an honest phone sends its request at
once and needs its place for a moment only, junk is there to stay. Whoever has joined keeps their
places, but only so many.
"""

from __future__ import annotations

import asyncio
import socket
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from typing import Final, cast

MOST_UNPROVEN: Final = 8_192
"""Connections that have shown no token, all together; never more than half of all there may be."""
MOST_OF_ONE: Final = 16
"""Connections of one person: several tabs, each with a stream and some requests."""

_FILES_WANTED: Final = (65_536, 20_000, 10_240, 8_192, 4_096, 2_048)
"""How many files this process would have open at most, the dearest wish first."""
_OTHER_FILES: Final = 1_152
"""Of them for the journal, the log, and connections that are about to be let in or turned away."""

_SILENCE: Final = 30_000
"""Milliseconds after which the system gives up a connection that takes nothing any more."""


class Doors:
    """Every open connection."""

    def __init__(self, most: int, most_unproven: int = MOST_UNPROVEN) -> None:
        """`most` connections there may be: as many as the process can have files open."""
        self._most = most
        self._most_unproven = min(most_unproven, most // 2)
        self._doors: dict[asyncio.BaseTransport, Door] = {}
        self._unproven: dict[str, OrderedDict[Door, None]] = {}
        self._unproven_total = 0
        self._proven: dict[str, OrderedDict[Door, None]] = {}

    def __len__(self) -> int:
        return len(self._doors)

    def guarding(self, make: Callable[[], asyncio.Protocol]) -> Callable[[], asyncio.Protocol]:
        """Put a door before each protocol that a server makes for a connection."""
        return lambda: Door(self, make())

    def prove(self, transport: asyncio.BaseTransport | None, who: str) -> None:
        """Let a connection keep its place: a request on it has shown the token of `who`."""
        door = self._doors.get(transport) if transport else None
        if door is None or door.who is not None:
            return
        self._forget(door)
        door.who = who
        theirs = self._proven.setdefault(who, OrderedDict())
        theirs[door] = None
        if len(theirs) > MOST_OF_ONE:
            next(iter(theirs)).close()

    def admit(self, door: Door) -> None:
        """Take a new connection in; the oldest that has not proved itself may have to go."""
        self._doors[door.transport] = door
        self._unproven.setdefault(door.host, OrderedDict())[door] = None
        self._unproven_total += 1
        if self._unproven_total > self._most_unproven or len(self._doors) > self._most:
            crowd = max(self._unproven.values(), key=len)
            next(iter(crowd)).close()

    def leave(self, door: Door) -> None:
        """Take note that a connection is gone."""
        if self._doors.pop(door.transport, None) is not None:
            self._forget(door)

    def _forget(self, door: Door) -> None:
        by_name, name = self._unproven, door.host
        if door.who is not None:
            by_name, name = self._proven, door.who
        else:
            self._unproven_total -= 1
        del by_name[name][door]
        if not by_name[name]:
            del by_name[name]


class Door(asyncio.Protocol):
    """Stands between a connection and the protocol that serves it."""

    __slots__ = ("_doors", "_inner", "host", "transport", "who")

    transport: asyncio.Transport
    host: str
    """Where the connection comes from."""
    who: str | None
    """Whose token was shown on it; None where none was."""

    def __init__(self, doors: Doors, inner: asyncio.Protocol) -> None:
        self._doors = doors
        self._inner = inner
        self.host = ""
        self.who = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Let the connection in."""
        self.transport = cast(asyncio.Transport, transport)
        self.host = (transport.get_extra_info("peername") or ("",))[0]
        _give_up_in_silence(transport)
        self._inner.connection_made(transport)
        self._doors.admit(self)

    def close(self) -> None:
        """End the connection at once, whatever waits to be sent."""
        self._doors.leave(self)
        self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Say that it is gone."""
        self._doors.leave(self)
        self._inner.connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Hand on what came."""
        self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        """Hand on that nothing more will come."""
        return self._inner.eof_received()

    def pause_writing(self) -> None:
        """Hand on that the client is slow."""
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        """Hand on that it has caught up."""
        self._inner.resume_writing()


def most_connections() -> int:
    """Let this process have as many files open as it may; give how many may be connections."""
    files = _open_files()
    return max(files - _OTHER_FILES, files // 2)


def _open_files() -> int:
    try:
        import resource
    except ImportError:  # on Windows nothing is counted
        return _FILES_WANTED[-1]
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for wanted in _FILES_WANTED:
        enough = soft == resource.RLIM_INFINITY or soft >= wanted
        if not enough and (hard == resource.RLIM_INFINITY or wanted <= hard):
            with suppress(OSError, ValueError):  # some systems allow less than they say
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
                return wanted
        if enough:
            return wanted
    return soft


def _give_up_in_silence(transport: asyncio.BaseTransport) -> None:
    """Have the system end the connection to a phone that went away without a word."""
    found = transport.get_extra_info("socket")
    option = getattr(socket, "TCP_USER_TIMEOUT", None)
    if found is not None and option is not None:
        with suppress(OSError):
            found.setsockopt(socket.IPPROTO_TCP, option, _SILENCE)
