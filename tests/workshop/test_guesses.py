"""Trying codes gets slower for one address and for all together, and nobody is locked out."""

from __future__ import annotations

import pytest

from pmquest.workshop.guesses import _LONGEST_WAIT, Guesses


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_more_an_address_guesses_the_longer_it_waits() -> None:
    guesses = Guesses(Clock())
    waits = [guesses.due("10.0.0.9") for _ in range(12)]
    assert waits == sorted(waits)
    assert waits[0] < 0.5
    assert waits[-1] == _LONGEST_WAIT


def test_guesses_of_many_addresses_slow_all_down() -> None:
    guesses = Guesses(Clock())
    first, *_, last = [guesses.due(f"10.0.{n // 250}.{n % 250}") for n in range(500)]
    assert first < 0.5
    assert last == _LONGEST_WAIT


def test_mistakes_are_forgiven_in_time() -> None:
    clock = Clock()
    guesses = Guesses(clock)
    for _ in range(12):
        guesses.due("10.0.0.9")
    clock.now += 600
    assert guesses.due("10.0.0.9") < 0.5


def test_many_guesses_are_told_until_they_stop() -> None:
    clock = Clock()
    guesses = Guesses(clock)
    for _ in range(30):
        guesses.due("10.0.0.9")
    assert not guesses.are_many
    for _ in range(100):
        guesses.due("10.0.0.9")
    assert guesses.are_many
    clock.now += 60
    assert not guesses.are_many


def test_what_is_remembered_of_addresses_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pmquest.workshop.guesses._MOST_HOSTS", 8)
    guesses = Guesses(Clock())
    for number in range(100):
        guesses.due(str(number))
    assert len(guesses._hosts) == 8
