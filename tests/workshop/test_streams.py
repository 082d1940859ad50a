"""Streams keep the latest, and nothing is told more often than is good."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack

from pmquest.workshop.streams import MOST_STREAMS, Pace, Stream, Streams, frame


async def test_a_stream_keeps_the_latest_frame_of_each_kind() -> None:
    stream = Stream()
    for number in range(1_000):
        stream.put("shared", frame("shared", b"%d" % number))
        stream.put("own", frame("own", b"%d" % -number))
    expected = b"event: shared\ndata: 999\n\nevent: own\ndata: -999\n\n"
    assert await stream._next() == expected


async def test_who_comes_first_and_leaves_last_is_told() -> None:
    told: list[frozenset[str]] = []
    streams = Streams(lambda: told.append(streams.listeners))
    with streams.opened("p1"), streams.opened("p1"), streams.opened("p2"):
        assert len(streams) == 3
    assert told == [{"p1"}, {"p1", "p2"}, {"p1"}, set()]


async def test_one_tab_too_many_takes_the_place_of_the_first() -> None:
    streams = Streams(lambda: None)
    with ExitStack() as tabs:
        first, *_ = [tabs.enter_context(streams.opened("p1")) for _ in range(MOST_STREAMS + 1)]
        assert first._closed
        assert len(streams.of("p1")) == MOST_STREAMS
        assert first not in streams.of("p1")


async def test_what_is_asked_for_often_happens_at_once_and_then_now_and_then() -> None:
    loop = asyncio.get_running_loop()
    happened: list[float] = []
    pace = Pace(0.02, lambda: happened.append(loop.time()))
    asked = loop.time()
    while len(happened) < 4:
        pace.ask()
        await asyncio.sleep(0)
    assert happened[3] - asked >= 0.059
    pace.ask()
    pace.stop()
    await asyncio.sleep(0.03)
    assert len(happened) == 4
