"""How much time a scene has left: a value, and seconds handed in; no clock of its own."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

HURRY = 10
"""Seconds from which on the rest is shown in bold."""


@dataclass(frozen=True, slots=True)
class Countdown:
    """The time limit of one scene as it stands."""

    left: float
    """Seconds left; 0 or less when it has run out."""

    def after(self, seconds: float) -> Countdown:
        """The same limit, that much later."""
        return replace(self, left=self.left - seconds)

    @property
    def over(self) -> bool:
        """Whether the time has run out."""
        return self.left <= 0

    @property
    def hurried(self) -> bool:
        """Whether there is little time left."""
        return self.left <= HURRY

    @property
    def in_words(self) -> str:
        """The time left, such as `0:42`; it says 0:00 only when it is over."""
        minutes, seconds = divmod(max(0, math.ceil(self.left)), 60)
        return f"{minutes}:{seconds:02d}"
