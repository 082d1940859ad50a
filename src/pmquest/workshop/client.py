"""The facilitator's end of a room: sees it whole, and leads it.

It finds the room by what stands beside its journal and looks there again whenever it lost it, so
that it comes back by itself to a room that was brought back elsewhere, at whatever port.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from types import TracebackType
from typing import Any, Final

import msgspec
from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout
from msgspec.structs import replace

from pmquest.workshop.addresses import LOOPBACK, url
from pmquest.workshop.documents import Form
from pmquest.workshop.store import Description, Rooms
from pmquest.workshop.streams import HEARTBEAT
from pmquest.workshop.views import Facilitator

_ASKING: Final = ClientTimeout(total=10)
_LISTENING: Final = ClientTimeout(sock_connect=5, sock_read=3 * HEARTBEAT)
"""A room that says nothing for three of its heartbeats is lost."""
_AGAIN: Final = (0.2, 0.8)
"""Seconds between which it looks for a lost room again, at random."""
_FRAME_END: Final = b"\n\n"
_DATA: Final = b"data: "


class NotDone(Exception):  # noqa: N818 - the name says what happened
    """The room did not do what was asked; `str` of it is a sentence for the facilitator."""


class RoomClient:
    """One screen of the facilitator: a projector, or with `notes` the private view.

    To be used as `async with`.
    """

    def __init__(self, rooms: Rooms, code: str, *, notes: bool = False) -> None:
        self._rooms = rooms
        self._code = code
        self._path = "/host/events?notes=1" if notes else "/host/events"
        self._session: ClientSession | None = None
        self._last: Facilitator | None = None

    async def __aenter__(self) -> RoomClient:
        self._session = ClientSession()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._session is not None
        await self._session.close()

    async def updates(self) -> AsyncIterator[Facilitator]:
        """Give how the room stands, now and after every change; ends when the room was closed.

        While it does not answer, that is said in `Facilitator.warning`.
        """
        while True:
            try:
                async for shown in self._told():
                    self._last = shown
                    yield shown
            except (ClientError, TimeoutError, OSError, msgspec.DecodeError):
                pass
            found = self._rooms.description(self._code)
            if found is None or not found.pid:
                return
            if self._last is not None and self._last.warning != self._lost:
                self._last = replace(self._last, warning=self._lost)
                yield self._last
            await asyncio.sleep(random.uniform(*_AGAIN))  # noqa: S311 - so that not all come at once

    async def do(self, action: str, **details: object) -> None:
        """Do something in the room, by the name of the move; raises `NotDone`."""
        try:
            async with self._asked(
                "POST", "/host/do", _ASKING, json={"action": action, **details}
            ) as answer:
                await _check(answer)
        except (ClientError, TimeoutError, OSError):
            raise NotDone(self._lost) from None

    async def export(self, form: Form) -> bytes:
        """Give the room as a document; raises `NotDone`."""
        try:
            async with self._asked("GET", f"/host/export?format={form}", _ASKING) as answer:
                await _check(answer)
                document: bytes = await answer.read()
                return document
        except (ClientError, TimeoutError, OSError):
            raise NotDone(self._lost) from None

    @property
    def _lost(self) -> str:
        return (
            "The room does not answer. Nothing that it took is lost; "
            f"pmquest host --resume {self._code} brings it back."
        )

    async def _told(self) -> AsyncIterator[Facilitator]:
        """What the room tells as long as it does."""
        async with self._asked("GET", self._path, _LISTENING) as stream:
            stream.raise_for_status()
            waiting = b""
            async for piece in stream.content.iter_any():
                *frames, waiting = (waiting + piece).split(_FRAME_END)
                for frame in frames:
                    for line in frame.split(b"\n"):
                        if line.startswith(_DATA):
                            data = line.removeprefix(_DATA)
                            yield msgspec.json.decode(data, type=Facilitator)

    def _asked(self, method: str, path: str, timeout: ClientTimeout, **sent: Any) -> Any:
        """Ask the room's own process; raises OSError where there is none.

        Something else may listen where it did, and must not be shown the token.
        """
        assert self._session is not None, "the client is not open"
        if not self._rooms.is_running(self._code):
            raise ConnectionRefusedError
        found = self._rooms.description(self._code) or Description(self._code, "")
        return self._session.request(
            method,
            url(LOOPBACK, found.port) + path,
            headers={"Authorization": f"Bearer {found.token}"},
            timeout=timeout,
            **sent,
        )


async def _check(answer: ClientResponse) -> None:
    """Raise `NotDone` with the room's own words where it refused."""
    if answer.status < 400:
        return
    try:
        sentence = msgspec.json.decode(await answer.read(), type=dict[str, str])["error"]
    except (msgspec.DecodeError, KeyError):
        sentence = f"The room answers with {answer.status}."
    raise NotDone(sentence)
