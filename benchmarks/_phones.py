"""Phones and a projector for a room that is measured, over bare sockets.

They share the machine with the room, so they do as little as they can: no client library, nothing
read that is not needed. What they send is what a browser sends.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from contextlib import suppress
from random import Random
from typing import Any, NamedTuple

HOST = "127.0.0.1"
COMES_BACK = (0.3, 2.5)
"""Seconds between which a phone that lost the room comes back, as the room's streams tell it."""

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_COOKIE = re.compile(rb"set-cookie: *([^;]+)", re.IGNORECASE)
_BROWSER = (
    "User-Agent: Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/131.0.0.0 Mobile Safari/537.36\r\n"
    "Accept: */*\r\nAccept-Language: en-GB,en;q=0.9\r\nAccept-Encoding: gzip, deflate\r\n"
)


class Answer(NamedTuple):
    """What came back."""

    status: int
    head: bytes
    body: bytes
    at: float
    """When the last of it was here."""


class Connection(asyncio.Protocol):
    """A connection on which one thing is asked after the other."""

    def __init__(self) -> None:
        self.lost = False
        self._came = b""
        self._answer: asyncio.Future[Answer] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self._came += data
        head, found, rest = self._came.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        size = int(length[1]) if length else 0
        if found and len(rest) >= size and self._answer and not self._answer.done():
            self._came = rest[size:]
            answer = Answer(int(head[9:12]), head, rest[:size], time.perf_counter())
            self._answer.set_result(answer)

    def connection_lost(self, _: Exception | None) -> None:
        self.lost = True
        if self._answer and not self._answer.done():
            self._answer.set_exception(ConnectionResetError("the room is gone"))

    async def ask(self, request: bytes) -> Answer:
        """Ask and wait for the answer; raises ConnectionError where the room is gone."""
        if self.lost:
            raise ConnectionResetError("the room is gone")
        self._answer = asyncio.get_running_loop().create_future()
        self.transport.write(request)
        return await self._answer


class Stream(asyncio.Protocol):
    """A stream of the room, of which every frame is kept with its time, or none."""

    def __init__(self, request: bytes, last: bytes, keep: bool) -> None:
        """`last` stands in the last frame of what a stream begins with."""
        self.begun: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.over = asyncio.Event()
        self.frames: list[tuple[float, bytes]] = []
        self._request, self._last, self._keep = request, last, keep
        self._came = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        if not self._keep and self.begun.done():
            return
        self._came += data
        if not self.begun.done() and self._last in self._came:
            self.begun.set_result(None)
        if self._keep:
            *frames, self._came = self._came.split(b"\n\n")
            now = time.perf_counter()
            self.frames += ((now, frame) for frame in frames)
        elif self.begun.done():
            self._came = b""

    def connection_lost(self, _: Exception | None) -> None:
        if not self.begun.done():
            self.begun.set_exception(ConnectionResetError("the room is gone"))
        self.over.set()


async def connect(port: int) -> Connection:
    """Connect to a room; raises OSError."""
    loop = asyncio.get_running_loop()
    _, connection = await loop.create_connection(Connection, HOST, port)
    return connection


async def stream(port: int, request: bytes, last: bytes, *, keep: bool) -> Stream:
    """Open a stream and wait for what it begins with; raises OSError."""
    loop = asyncio.get_running_loop()
    _, opened = await loop.create_connection(lambda: Stream(request, last, keep), HOST, port)
    await opened.begun
    return opened


def asked(port: int, path: str, sent: Any = None, headers: str = "", version: str = "1.1") -> bytes:
    """Give a request as it is sent. One of HTTP 1.0 is answered without chunks."""
    body = b"" if sent is None else json.dumps(sent).encode()
    method = "GET" if sent is None else "POST"
    if sent is not None:
        headers += f"Origin: http://{HOST}:{port}\r\nContent-Type: application/json\r\n"
        headers += f"Content-Length: {len(body)}\r\n"
    head = f"{method} {path} HTTP/{version}\r\nHost: {HOST}:{port}\r\n{_BROWSER}{headers}\r\n"
    return head.encode() + body


class Phone:
    """Somebody's phone: a connection to ask on, and a stream, which comes back when it is lost."""

    def __init__(self, port: int, draw: Random) -> None:
        self.person = ""
        self.listening: Stream | None = None
        self.listens_since = 0.0
        self._port = port
        self._draw = draw
        self._cookie = ""
        self._connection: Connection | None = None

    async def join(self, code: str) -> None:
        """Come into the room."""
        answer = await self._ask("/api/join", {"code": code, "name": ""})
        assert answer.status == 200, answer
        cookie = _COOKIE.search(answer.head)
        assert cookie is not None
        self._cookie = f"Cookie: {cookie[1].decode()}\r\n"
        self.person = json.loads(answer.body)["person"]

    async def vote(self, round: int, choice: str) -> Answer:
        """Vote; raises OSError where the room is gone."""
        return await self._ask("/api/vote", {"round": round, "choice": choice})

    async def debrief(self) -> Answer:
        """Ask for one's own debrief."""
        return await self._ask("/api/debrief")

    async def reflect(self, text: str) -> Answer:
        """Answer the first question, on a connection of its own."""
        connection = await connect(self._port)
        sent = {"question": 0, "text": text}
        answer = await connection.ask(asked(self._port, "/api/reflect", sent, self._cookie))
        connection.transport.abort()
        return answer

    async def vote_until_taken(self, round: int, choice: str) -> Answer:
        """Vote as the page does it: again and again, until the room has taken it."""
        while True:
            with suppress(OSError):
                answer = await self.vote(round, choice)
                if answer.status != 503:
                    return answer
            await self._a_while()

    async def listen(self) -> None:
        """Open the stream; raises OSError."""
        request = asked(self._port, "/api/events", headers=self._cookie, version="1.0")
        self.listening = await stream(self._port, request, b"event: own", keep=False)
        self.listens_since = time.perf_counter()

    async def keep_listening(self) -> None:
        """Come back whenever the stream is lost, for ever."""
        while True:
            if self.listening is not None:
                await self.listening.over.wait()
                await self._a_while()
            with suppress(OSError):
                await self.listen()

    def leave(self) -> None:
        """Hang up."""
        for each in (self._connection, self.listening):
            if each is not None:
                each.transport.abort()

    async def _ask(self, path: str, sent: Any = None) -> Answer:
        if self._connection is None or self._connection.lost:
            self._connection = await connect(self._port)
        return await self._connection.ask(asked(self._port, path, sent, self._cookie))

    async def _a_while(self) -> None:
        await asyncio.sleep(self._draw.uniform(*COMES_BACK))


class Facilitator:
    """Who leads the room, and the projector."""

    def __init__(self, port: int, token: str) -> None:
        self._port = port
        self._headers = f"Authorization: Bearer {token}\r\n"

    async def do(self, action: str, **details: Any) -> None:
        """Do something in the room."""
        await self._ask("/host/do", {"action": action, **details})

    async def state(self) -> Any:
        """Give what the projector shows."""
        return json.loads((await self._ask("/host/state")).body)

    async def projector(self) -> Stream:
        """Open the projector's stream."""
        request = asked(self._port, "/host/events", headers=self._headers, version="1.0")
        return await stream(self._port, request, b"event: room", keep=True)

    async def _ask(self, path: str, sent: Any = None) -> Answer:
        connection = await connect(self._port)
        answer = await connection.ask(asked(self._port, path, sent, self._headers))
        connection.transport.abort()
        assert answer.status == 200, answer
        return answer
