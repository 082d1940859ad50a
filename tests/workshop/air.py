"""What lies between a phone and the room, which tests can take away: a proxy (SOCKS, RFC 1928)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

_GREETED = b"\x05\x00"
_CONNECTED = b"\x05\x00\x00\x01" + bytes(6)


class Air:
    """Carries a phone's connections, or loses them without a word."""

    def __init__(self) -> None:
        self.address = ""
        """Of the proxy."""
        self.reached: set[str] = set()
        """Every address to which the phone ever spoke."""
        self._there = asyncio.Event()
        self._there.set()
        self._open: set[asyncio.StreamWriter] = set()

    def lose(self) -> None:
        """Let nothing through any more, and tell nobody."""
        self._there.clear()

    def find(self) -> None:
        """Let new connections through; those from before are gone."""
        for each in self._open:
            each.transport.abort()
        self._there.set()

    async def carry(self, phone: asyncio.StreamReader, answers: asyncio.StreamWriter) -> None:
        """Carry one connection until either end closes it."""
        self._open.add(answers)
        with suppress(OSError, asyncio.IncompleteReadError):
            _, methods = await phone.readexactly(2)
            await phone.readexactly(methods)
            answers.write(_GREETED)
            *_, size = await phone.readexactly(5)  # browsers give a host by its name
            host = (await phone.readexactly(size)).decode()
            port = int.from_bytes(await phone.readexactly(2))
            self.reached.add(f"http://{host}:{port}")
            await self._there.wait()
            room, asks = await asyncio.open_connection(host, port)
            answers.write(_CONNECTED)
            await asyncio.gather(self._pass_on(phone, asks), self._pass_on(room, answers))
        self._open.discard(answers)
        answers.close()

    async def _pass_on(self, read: asyncio.StreamReader, write: asyncio.StreamWriter) -> None:
        try:
            while data := await read.read(65_536):
                await self._there.wait()
                write.write(data)
                await write.drain()
        finally:
            write.close()


@asynccontextmanager
async def carried() -> AsyncIterator[Air]:
    """Air for one phone."""
    air = Air()
    server = await asyncio.start_server(air.carry, "127.0.0.1", 0)
    air.address = f"socks5://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server:
        yield air
        server.close()
        air.find()
