"""Chance that is the same on every machine: each draw is a function of what it is for.

A draw is SHA-256 over the seed, the scene, how many times it was entered, the purpose and the
choice where there is one (format.md, "Chance"). No draw depends on another, so an edit elsewhere
in a scenario disturbs none.
"""

from __future__ import annotations

from hashlib import sha256


def route(seed: int, scene: str, entries: int, choice: str, below: int) -> int:
    """A whole number from 0 to `below` - 1, the sum of the odds; no choice is an empty id."""
    return int.from_bytes(_digest(seed, scene, entries, "route", choice), "big") % below


def order(seed: int, scene: str, entries: int, choice: str) -> bytes:
    """The key by which a choice is sorted among those of its scene."""
    return _digest(seed, scene, entries, "order", choice)


def _digest(seed: int, scene: str, entries: int, purpose: str, choice: str) -> bytes:
    # No id holds a "/", so two different draws never hash the same text.
    return sha256(f"{seed}/{scene}/{entries}/{purpose}/{choice}".encode()).digest()
