"""How strangers are kept from holding up the room."""

from __future__ import annotations

import asyncio
from itertools import pairwise
from pathlib import Path

import pytest
from served import served

from pmquest.workshop.turnstile import Turnstile


async def test_one_comes_through_in_each_turn_in_the_order_in_which_they_came() -> None:
    turnstile = Turnstile()
    through: list[int] = []

    async def stranger(number: int) -> None:
        await turnstile.wait()
        through.append(number)

    strangers = [asyncio.create_task(stranger(number)) for number in range(6)]
    await asyncio.sleep(0)
    strangers[2].cancel()
    turns = []
    async with asyncio.timeout(10):
        while len(through) < 5:
            await asyncio.sleep(0)
            turns.append(len(through))
    assert through == [0, 1, 3, 4, 5]
    assert all(after - before <= 1 for before, after in pairwise(turns))
    async with asyncio.timeout(10):
        await turnstile.wait()


async def test_only_strangers_wait_for_their_turn(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with served(home) as room:
        host, anna, ben = await room.host(), await room.phone("Anna"), await room.phone()
        again = await room.phone()
        again.take_over(anna)

        async def never(_: Turnstile) -> None:
            await asyncio.Event().wait()

        monkeypatch.setattr(Turnstile, "wait", never)
        assert (await host.do("start")).status == 200, "on a new connection"
        assert (await anna.vote("ring")).status == 200
        assert (await again.vote("wait")).status == 200, "on a new connection"
        for path in ("/", "/health", "/api/state", "/host/state", "/nothing/here"):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.02):
                    await ben.ask(path)
