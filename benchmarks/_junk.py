"""Connections that mean no good to a room: python benchmarks/_junk.py PORT CONNECTIONS

Some say nothing, some send the head of a request or its body byte by byte, some ask for much and
never read it. Whoever is thrown out comes back a few seconds later. It ends when its standard
input does.
"""

from __future__ import annotations

import asyncio
import os
import resource
import sys
from contextlib import suppress
from itertools import count
from random import Random

from _phones import HOST, asked

A_BYTE = 2.0
"""Seconds between two bytes of what is sent slowly."""
COMES_BACK = (2.0, 8.0)
"""Seconds after which one that was thrown out comes again."""
AT_ONCE = 200
"""Connections that are being opened at any time."""
OFTEN = 40
"""How often one that never reads asks for the same in one go."""


class Junk(asyncio.Protocol):
    """One connection, which sends something and then a byte now and then, as long as it may."""

    def __init__(self, first: bytes, then: bytes, reads: bool) -> None:
        self.over = asyncio.Event()
        self._first, self._then, self._reads = first, then, reads

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        if not self._reads:
            transport.pause_reading()
        if self._first:
            transport.write(self._first)
        if self._then:
            self._drip()

    def connection_lost(self, _: Exception | None) -> None:
        self.over.set()

    def _drip(self) -> None:
        if not self.over.is_set():
            self._transport.write(self._then)
            asyncio.get_running_loop().call_later(A_BYTE, self._drip)


def kinds(port: int) -> tuple[tuple[bytes, bytes, bool], ...]:
    """Give what the kinds of junk send first, what then, byte by byte, and whether they read."""
    whole = asked(port, "/api/join", {"code": "AAAAAA", "name": "x" * 2_000})
    return (
        (b"", b"", True),
        (f"GET / HTTP/1.1\r\nHost: {HOST}:{port}\r\nX: ".encode(), b"x", True),
        (whole[:-1_900], b"x", True),
        (asked(port, "/page/room.js") * OFTEN, b"", False),
    )


async def bother(port: int, size: int) -> None:
    """Hold so many connections open until standard input ends; says when all were opened once."""
    draw, opened, thrown_out = Random(2), count(), count()
    opening, all_there = asyncio.Semaphore(AT_ONCE), asyncio.Event()
    loop = asyncio.get_running_loop()

    async def keep_coming(number: int) -> None:
        first, then, reads = kinds(port)[number % 4]
        while True:
            with suppress(OSError):
                async with opening:
                    _, junk = await loop.create_connection(
                        lambda: Junk(first, then, reads), HOST, port
                    )
                if next(opened) + 1 == size:
                    all_there.set()
                await junk.over.wait()
                next(thrown_out)
            await asyncio.sleep(draw.uniform(*COMES_BACK))

    keeping = [asyncio.create_task(keep_coming(number)) for number in range(size)]
    await all_there.wait()
    print(flush=True)
    await asyncio.to_thread(sys.stdin.read)
    for each in keeping:
        each.cancel()
    print(f"{next(opened):,} were opened in all, {next(thrown_out):,} thrown out")


def main(port: int, size: int) -> None:
    """Bother the room, and leave the machine to those who are measured."""
    os.nice(19)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    asyncio.run(bother(port, size))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
