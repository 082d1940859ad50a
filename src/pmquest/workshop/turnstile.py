"""Strangers come in one at a time: between any two of them everybody is heard who has joined.

Thousands of requests that show no token may arrive in one moment. Only one of them is begun with
in each turn of the loop, so a vote waits for one of them, and not for all.
"""

from __future__ import annotations

import asyncio
from collections import deque


class Turnstile:
    """Lets through whoever waits, first come first served, one in each turn of the loop."""

    def __init__(self) -> None:
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._turning = False

    async def wait(self) -> None:
        """Wait for a turn of one's own."""
        loop = asyncio.get_running_loop()
        mine: asyncio.Future[None] = loop.create_future()
        self._waiting.append(mine)
        if not self._turning:
            self._turning = True
            loop.call_soon(self._turn)
        await mine

    def _turn(self) -> None:
        while self._waiting:
            first = self._waiting.popleft()
            if not first.done():  # who went away while waiting takes nobody's turn
                first.set_result(None)
                break
        self._turning = bool(self._waiting)
        if self._turning:
            asyncio.get_running_loop().call_soon(self._turn)
