"""However large a circle, and whichever way it is solved, the visits are those of theory."""

from __future__ import annotations

import numpy as np
import pytest

from pmquest.explore import circle_visits


def gambler(states: int):
    """A walk up and down a row that is left at both ends; it begins at a third."""
    up, down = np.arange(states - 1), np.arange(1, states)
    source = np.concatenate([up, down]).astype(np.int32)
    target = np.concatenate([down, up]).astype(np.int32)
    inflow = np.zeros(states)
    inflow[states // 3] = 1.0
    return source, target, np.full(len(source), 0.5), inflow


def gambler_visits(states: int) -> np.ndarray:
    """Expected visits of that walk: 2 min(i, j)(n + 1 - max(i, j)) / (n + 1), places from 1."""
    place, start = np.arange(1, states + 1), states // 3 + 1
    least, most = np.minimum(place, start), np.maximum(place, start)
    return 2 * least * (states + 1 - most) / (states + 1)


@pytest.mark.parametrize("states", [3, 400, 2_000])
def test_a_walk_along_a_row_meets_each_place_as_often_as_theory_says(states: int) -> None:
    assert circle_visits.solved(*gambler(states)) == pytest.approx(gambler_visits(states), rel=1e-9)


def tangle(states: int):
    """Ways from everywhere to anywhere, of which a few lead out."""
    dice = np.random.default_rng(1)
    source = np.repeat(np.arange(states), 3).astype(np.int32)
    target = dice.integers(0, states, len(source)).astype(np.int32)
    chance = np.where(dice.random(len(source)) < 0.02, 0.0, 1 / 3)
    inflow = np.zeros(states)
    inflow[0] = 1.0
    return source, target, chance, inflow


@pytest.mark.parametrize("states", [300, 3_000])
def test_in_a_tangle_what_comes_in_goes_out(states: int) -> None:
    source, target, chance, inflow = tangle(states)
    met = circle_visits.solved(source, target, chance, inflow)
    again = inflow + np.bincount(target, met[source] * chance, states)
    assert met == pytest.approx(again, rel=1e-9)


def test_every_way_of_solving_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    row = tangle(300)
    full = circle_visits.solved(*row)
    monkeypatch.setattr(circle_visits, "DENSE", 0)
    reduced = circle_visits.solved(*row)
    monkeypatch.setattr(circle_visits, "_CHEAP", 0)
    projected = circle_visits.solved(*row)
    monkeypatch.setattr(circle_visits, "_MOST_RESTARTS", 0)
    reduced_after_all = circle_visits.solved(*row)
    for other in (reduced, projected, reduced_after_all):
        assert other == pytest.approx(full, rel=1e-9)
