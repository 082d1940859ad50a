"""Codes that are not the room's: answered late, and later the more of them come.

Only wrong answers wait. The people of a room often share one address, so no address is ever
locked out: whoever types the right code is let in at once, whatever others there have typed. For
the same reason somebody with hundreds of connections can try many; the facilitator is told.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import Final

from pmquest.workshop.clock import Bucket, Monotonic

_FIRST_WAIT: Final = 0.25
_LONGEST_WAIT: Final = 8.0
_FREE: Final = 3
"""Wrong codes of one address after which the waits grow."""
_FREE_OVERALL: Final = 60
_MANY: Final = 120
"""Wrong codes of all addresses from which on they are no slips of the finger."""
_FORGIVEN: Final = 10.0
"""Seconds after which one wrong code of an address is forgotten; overall, one each second."""
_MOST_WAITING: Final = 256
_MOST_HOSTS: Final = 4_096


class Guesses:
    """Slows those down who try codes."""

    def __init__(self, now: Monotonic) -> None:
        self._now = now
        self._hosts: OrderedDict[str, Bucket] = OrderedDict()
        self._overall = Bucket(now, 1.0)
        self._waiting = 0

    @property
    def are_many(self) -> bool:
        """Whether somebody seems to be trying codes."""
        return self._overall.count > _MANY

    async def wait(self, host: str) -> bool:
        """Wait as long as a wrong code from this address has to.

        Gives False at once where too many wait already.
        """
        wait = self.due(host)
        if self._waiting >= _MOST_WAITING:
            return False
        self._waiting += 1
        try:
            await asyncio.sleep(wait)
        finally:
            self._waiting -= 1
        return True

    def due(self, host: str) -> float:
        """Count a wrong code from this address; gives the seconds that its answer waits."""
        bucket = self._hosts.pop(host, None) or Bucket(self._now, _FORGIVEN)
        self._hosts[host] = bucket
        if len(self._hosts) > _MOST_HOSTS:
            self._hosts.popitem(last=False)
        beyond = max(bucket.add() - _FREE, (self._overall.add() - _FREE_OVERALL) / 10, 0)
        doubled: float = 2 ** min(beyond, 10)
        return min(_FIRST_WAIT * doubled, _LONGEST_WAIT)
