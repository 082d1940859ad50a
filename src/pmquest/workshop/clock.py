"""What depends on time, by a clock that nobody can set."""

from __future__ import annotations

from collections.abc import Callable

Monotonic = Callable[[], float]
"""Gives seconds that only ever go up, whatever is done to the machine's clock."""


class Countdown:
    """A limit that runs, can be held and can be given more; without a limit it never runs out."""

    def __init__(self, now: Monotonic) -> None:
        self._now = now
        self._deadline: float | None = None
        self._held: float | None = None

    @property
    def left(self) -> float | None:
        """The seconds that are left, 0 where it has run out; None without a limit."""
        if self._held is not None:
            return self._held
        return None if self._deadline is None else max(0.0, self._deadline - self._now())

    @property
    def runs(self) -> bool:
        """Whether there is a limit and it is not held."""
        return self._deadline is not None

    def set(self, seconds: float | None, held: bool = False) -> None:
        """Begin anew with so many seconds, or without a limit."""
        self._deadline = None
        self._held = seconds
        if not held:
            self.go_on()

    def hold(self) -> None:
        """Let no time pass until it goes on."""
        self._held = self.left
        self._deadline = None

    def go_on(self) -> None:
        """Let the time pass again."""
        if self._held is not None:
            self._deadline = self._now() + self._held
            self._held = None


class Bucket:
    """How often something came lately: each time counts until the time has forgiven it."""

    __slots__ = ("_count", "_forgiven", "_now", "_since")

    def __init__(self, now: Monotonic, forgiven: float) -> None:
        """`forgiven` is the seconds after which one is forgotten."""
        self._now = now
        self._forgiven = forgiven
        self._count = 0.0
        self._since = now()

    def add(self) -> float:
        """Count one more; gives how many there are."""
        self._count, self._since = self.count + 1, self._now()
        return self._count

    @property
    def count(self) -> float:
        """How many there are that are not forgiven yet."""
        return max(0.0, self._count - (self._now() - self._since) / self._forgiven)
