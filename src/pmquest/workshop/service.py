"""The room as a web service: one process, one loop, one writer.

    async with serving(rooms, code, lan=True) as service:
        await service.over.wait()

`store` keeps what happens, `writer` decides and writes it, `timekeeper` watches the clock,
`board` shows it, `doors` and `guard` keep out what does not belong here; `phone_routes` and
`host_routes` are what can be asked for.
"""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack, asynccontextmanager, suppress
from typing import Final

from aiohttp import web
from msgspec.structs import replace

from pmquest.workshop import guard
from pmquest.workshop.addresses import LOOPBACK, is_loopback, machine_addresses, url
from pmquest.workshop.board import Board
from pmquest.workshop.deeds import Deed, Ended
from pmquest.workshop.doors import Doors, most_connections
from pmquest.workshop.guesses import Guesses
from pmquest.workshop.host_routes import FOR_FACILITATOR, host_routes, leads
from pmquest.workshop.phone_routes import FOR_PEOPLE, person_of, phone_routes
from pmquest.workshop.record import KeptRoom
from pmquest.workshop.refusals import RoomRefused
from pmquest.workshop.room import Room
from pmquest.workshop.store import Description, Rooms
from pmquest.workshop.timekeeper import Timekeeper
from pmquest.workshop.views import Around, OnWall
from pmquest.workshop.writer import Writer

FIRST_PORT: Final = 8080
"""Where a room listens where nothing else does."""

_PORTS_TRIED: Final = 20
_AT_ONCE: Final = 1_024
"""Connections that may wait to be let in."""
_IN_A_TURN: Final = 8
"""Connections that are let in before those who are in are heard again."""
_SEND_BUFFER: Final = 128 * 1024
"""Bytes that the system keeps for a client that does not read."""
_HOUSEKEEPING: Final = 15.0
"""Seconds between two looks at who is here and which addresses there are."""
_POLLS: Final = 45.0
"""Seconds for which somebody who asks for the state now and then counts as connected."""

AFTER_DEBRIEF: Final = 3_600.0
"""Seconds after which a room whose story is over ends by itself."""
ALONE: Final = 12 * 3_600.0
"""Seconds after which a room ends by itself in which nobody has been."""

_CODES_TRIED: Final = (
    "Somebody is trying codes, one after the other. People (i) shows who has come in."
)

guard.LOGGER.addFilter(guard.is_worth_logging)


class PortTaken(RoomRefused):
    """Something else listens where the room should."""


class Service:
    """A room while it is served."""

    def __init__(self, kept: KeptRoom, rooms: Rooms, description: Description) -> None:
        now = asyncio.get_running_loop().time
        self.code = description.code
        self.token = description.token
        self.description = description
        self.opened = kept.opened
        """When the room was opened."""
        self.cookie = f"pmquest_{kept.opened:%Y%m%d%H%M%S%f}"
        """The name of this room's cookie. Strangers are given one too, so the code is not in it."""
        self.over = asyncio.Event()
        """Set when the room should be served no longer."""
        self.writer = Writer(kept, self._publish)
        self.timekeeper = Timekeeper(kept.room, self.writer.ask, now)
        self.board = Board(kept.room, self._around, lambda: self.timekeeper.left)
        self.doors = Doors(most_connections())
        self.hosts = guard.Hosts([description.address], now)
        self.guesses = Guesses(now)
        self._rooms = rooms
        self._now = now
        self._reachable: bool | None = None
        self._on_wall = OnWall()
        self._polled: dict[str, float] = {}
        self._last_seen = now()
        self._ended = now() if kept.room.ended else None

    @property
    def room(self) -> Room:
        """How the room stands, as far as it is on disk."""
        return self.writer.room

    @property
    def address(self) -> str:
        """Where phones go: "http://192.168.1.20:8080"."""
        return url(self.description.address, self.description.port)

    def application(self) -> web.Application:
        """Give what answers the requests."""
        app = web.Application(
            client_max_size=guard.MOST_BODY,
            middlewares=[guard.guarding(self.hosts, self._is_stranger)],
        )
        app.on_response_prepare.append(guard.carry)
        app.add_routes([*phone_routes(self), *host_routes(self)])
        return app

    def seen(self, request: web.Request, person: str | None = None) -> None:
        """Take note that somebody is here: a person of the room, or the facilitator."""
        self._last_seen = self._now()
        if person is not None:
            self.doors.prove(request.transport, person)
            if self._reachable is None and self._from_elsewhere(request):
                self._reachable = True
                self.board.changed()

    def polled(self, person: str) -> None:
        """Take note that somebody asks for the state now and then, and has no stream."""
        if person in self.board.phones.listeners:
            self._polled.pop(person, None)
            return
        if person not in self._polled:
            self.board.changed()
        self._polled[person] = self._now()

    def choose_address(self, host: str) -> None:
        """Show phones another address of this machine."""
        self.hosts.name(host)
        self.describe(replace(self.description, address=host))

    def show(self, on_wall: OnWall) -> None:
        """Have the facilitator's screens show something else of the room."""
        self._on_wall = on_wall
        self.board.changed()

    def describe(self, description: Description) -> None:
        """Write down how this process can be reached; where that fails, the room goes on."""
        self.description = description
        with suppress(OSError):
            self._rooms.describe(description)
        self.board.changed()

    async def run(self) -> None:
        """Do what the room does by itself, until it is over; to be run once, as a task."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.writer.run())
            tasks.create_task(self.timekeeper.run())
            tasks.create_task(self._keep_house())

    def _is_stranger(self, request: web.Request) -> bool:
        """Tell whether a request may be anybody's: it shows no token of the room, or needs none."""
        if request.path.startswith(FOR_FACILITATOR):
            return not leads(self, request)
        return request.path not in FOR_PEOPLE or person_of(self, request) is None

    def _publish(self, room: Room, deeds: Sequence[Deed]) -> None:
        self.timekeeper.hear(room, deeds)
        self.board.publish(room, deeds)
        if any(isinstance(deed, Ended) for deed in deeds):
            self._ended = self._now()
        elif not room.ended:
            self._ended = None

    def _around(self) -> Around:
        return Around(
            address=self.address,
            addresses=tuple(url(each, self.description.port) for each in self._other_addresses()),
            connected=self.board.phones.listeners | self._polled.keys(),
            seconds=self.timekeeper.left,
            warning=self._warning,
            reachable=self._reachable,
            on_wall=self._on_wall,
            rehearsal=self.description.rehearsal,
        )

    @property
    def _warning(self) -> str:
        """What the facilitator must know at once; "" where all is well."""
        if self.writer.trouble:
            return f"Nothing can be saved: {self.writer.trouble}. Votes are not counted now."
        return _CODES_TRIED if self.guesses.are_many else ""

    def _other_addresses(self) -> tuple[str, ...]:
        return tuple(
            each for each in self.description.addresses if each != self.description.address
        )

    def _from_elsewhere(self, request: web.Request) -> bool:
        own = (self.description.address, *self.description.addresses)
        return (
            bool(request.remote)
            and request.remote not in own
            and not is_loopback(request.remote or "")
        )

    async def _keep_house(self) -> None:
        """Forget who has gone, look up the addresses, and end when nobody needs the room."""
        while True:
            await asyncio.sleep(_HOUSEKEEPING)
            now = self._now()
            gone = [each for each, when in self._polled.items() if when < now - _POLLS]
            for person in gone:
                del self._polled[person]
            self.board.changed()
            found = described(self.description)
            if found.addresses not in ((), self.description.addresses):
                self.describe(found)
            if len(self.board.phones) or len(self.board.screens):
                self._last_seen = now
            self.check_over(now)

    def check_over(self, now: float) -> None:
        """End the room where the debrief is long over, or nobody has been here for long."""
        if self._ended is not None and now >= self._ended + AFTER_DEBRIEF:
            self.over.set()
        if now >= self._last_seen + ALONE:
            self.over.set()


@asynccontextmanager
async def serving(
    rooms: Rooms,
    code: str,
    *,
    lan: bool | None = None,
    address: str | None = None,
    port: int | None = None,
    rehearsal: bool = False,
) -> AsyncIterator[Service]:
    """Serve a room for as long as the `with` lasts.

    What is not given is as it was when the room was last served: whether the network may reach
    it, which address phones are shown, the port. Raises `RoomRefused`, `JournalUnavailable`
    and OSError.
    """
    with ExitStack() as where_this_fails:
        kept = rooms.open(code)
        where_this_fails.callback(kept.close)
        description = described(rooms.described(code), lan, address)
        listening = where_this_fails.enter_context(_listen(description, port))
        taken: int = listening.getsockname()[1]
        description = replace(description, port=taken, pid=os.getpid(), rehearsal=rehearsal)
        rooms.describe(description)
        where_this_fails.pop_all()
    service = Service(kept, rooms, description)
    running = asyncio.create_task(service.run())
    running.add_done_callback(lambda _: service.over.set())
    runner = web.AppRunner(
        service.application(),
        access_log=None,
        logger=guard.LOGGER,
        handler_cancellation=True,
        keepalive_timeout=guard.IDLE_SECONDS,
        lingering_time=guard.LINGER_SECONDS,
        max_line_size=guard.MOST_LINE,
        max_field_size=guard.MOST_LINE,
        max_headers=64,
        auto_decompress=False,
        shutdown_timeout=1.0,
    )
    try:
        await runner.setup()
        assert runner.server is not None
        server = await asyncio.get_running_loop().create_server(
            service.doors.guarding(runner.server), sock=listening, backlog=_IN_A_TURN
        )
        listening.listen(_AT_ONCE)
        try:
            yield service
        finally:
            server.close()
            service.board.close()
            await runner.cleanup()
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running
        with suppress(OSError):
            rooms.describe(replace(service.description, pid=0))
        service.writer.close()  # last, as the room may be deleted from here on


def described(
    before: Description, lan: bool | None = None, address: str | None = None
) -> Description:
    """Say how a room can be reached: as asked, else as before, as far as the machine still can."""
    lan = before.lan if lan is None else lan
    found = machine_addresses() if lan else ()
    chosen = before.lan == lan and before.address not in ("", LOOPBACK, *before.addresses)
    shown = address or (before.address if chosen or before.address in found else "")
    first = found[0] if found else LOOPBACK
    return replace(before, lan=lan, address=shown or first, addresses=found)


def _listen(description: Description, port: int | None) -> socket.socket:
    """Listen where the room was before, or where it was told to, or at the first free port."""
    host = "0.0.0.0" if description.lan else LOOPBACK  # noqa: S104 - the facilitator asked for it
    if port is not None:
        tried: Sequence[int] = (port,)
    else:
        usual = range(FIRST_PORT, FIRST_PORT + _PORTS_TRIED)
        tried = (*((description.port,) if description.port else ()), *usual, 0)
    for each in tried:
        try:
            found = socket.create_server((host, each), backlog=_AT_ONCE)
        except (OSError, OverflowError):
            continue
        found.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
        return found
    raise PortTaken(f"Something else listens at port {port}; choose another one.")
