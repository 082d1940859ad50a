"""Server-sent events: one stream for each phone and each facilitator's screen.

A stream keeps only the latest of each kind of frame. However slowly its client reads, nothing
piles up, and one that does not read at all is let go.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from aiohttp import web

HEARTBEAT: Final = 15.0
"""Seconds after which a stream without news says that it is alive."""
PATIENCE: Final = 10.0
"""Seconds that a client may take to make room for what it is sent."""
MOST_STREAMS: Final = 4
"""Streams of one listener: as many tabs; a fifth takes the place of the first."""

_SPARED: Final = 10
"""How many times as long as it took to tell something nothing is told again."""

_HEARTBEAT_FRAME: Final = b":\n\n"
_COMES_BACK: Final = (300, 2_500)
"""Milliseconds between which each client is told a time of its own after which to come back."""


class Stream:
    """What waits to be sent to one client: of each kind of frame the latest."""

    __slots__ = ("_awake", "_closed", "_frames")

    def __init__(self) -> None:
        self._frames: dict[str, bytes] = {}
        self._awake = asyncio.Event()
        self._closed = False

    def put(self, kind: str, frame: bytes) -> None:
        """Send a frame when the client is ready for it, unless a newer one of its kind comes."""
        self._frames[kind] = frame
        self._awake.set()

    def close(self) -> None:
        """End the stream; what waits is sent no more."""
        self._closed = True
        self._awake.set()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Send frames as they come, until the client leaves or the stream is closed."""
        response = web.StreamResponse()
        response.content_type = "text/event-stream"
        response.headers["X-Accel-Buffering"] = "no"
        response.force_close()
        try:
            async with asyncio.timeout(PATIENCE):
                await response.prepare(request)
                await response.write(b"retry: %d\n\n" % random.randint(*_COMES_BACK))  # noqa: S311
            while not self._closed:
                frames = await self._next()
                async with asyncio.timeout(PATIENCE):
                    await response.write(frames)
        except TimeoutError:
            if request.transport is not None:
                request.transport.abort()
        except ConnectionError:
            pass
        return response

    async def _next(self) -> bytes:
        """Wait for frames, or for the time of a heartbeat."""
        if not self._awake.is_set():
            try:
                async with asyncio.timeout(HEARTBEAT):
                    await self._awake.wait()
            except TimeoutError:
                return _HEARTBEAT_FRAME
        self._awake.clear()
        frames = b"".join(self._frames.values())
        self._frames.clear()
        return frames


class Streams:
    """Every open stream, by whom it is for."""

    def __init__(self, changed: Callable[[], None]) -> None:
        """`changed` is called when somebody came who was not there, or left altogether."""
        self._streams: dict[str, list[Stream]] = {}
        self._changed = changed

    def __len__(self) -> int:
        return sum(map(len, self._streams.values()))

    @property
    def listeners(self) -> frozenset[str]:
        """Those of whom at least one stream is open."""
        return frozenset(self._streams)

    def __iter__(self) -> Iterator[tuple[str, Stream]]:
        for listener, streams in self._streams.items():
            for stream in streams:
                yield listener, stream

    def of(self, listener: str) -> tuple[Stream, ...]:
        """Give the streams of one listener."""
        return tuple(self._streams.get(listener, ()))

    @contextmanager
    def opened(self, listener: str) -> Iterator[Stream]:
        """Open a stream for as long as it is served."""
        stream = Stream()
        streams = self._streams.setdefault(listener, [])
        streams.append(stream)
        if len(streams) > MOST_STREAMS:
            streams.pop(0).close()
        if len(streams) == 1:
            self._changed()
        try:
            yield stream
        finally:
            if stream in streams:
                streams.remove(stream)
            if not streams and self._streams.get(listener) is streams:
                del self._streams[listener]
                self._changed()

    def close(self) -> None:
        """End all of them."""
        for _, stream in self:
            stream.close()


class Pace:
    """Lets something happen as often as wanted, but never more often than so many seconds apart.

    What is asked for in between happens once, as soon as it may: `tell` then sees the latest.
    Where telling takes long it happens less often, so that a tenth of the time at most goes there.
    """

    def __init__(self, apart: float, tell: Callable[[], None]) -> None:
        self._apart = apart
        self._tell = tell
        self._next = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def ask(self) -> None:
        """Let it happen, now or as soon as it may."""
        if self._timer is None:
            loop = asyncio.get_running_loop()
            self._timer = loop.call_at(max(loop.time(), self._next), self._happen)

    def stop(self) -> None:
        """Let nothing happen any more that was asked for."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _happen(self) -> None:
        self._timer = None
        now = asyncio.get_running_loop().time
        began = now()
        self._tell()
        self._next = began + max(self._apart, _SPARED * (now() - began))


def frame(kind: str, data: bytes) -> bytes:
    """Give an event as it is sent; `data` is JSON, which has no line ends."""
    return b"event: " + kind.encode() + b"\ndata: " + data + b"\n\n"
