"""How often the states of a circle are met before it is left: a system of linear equations.

Small circles are solved as a full matrix. Larger ones by taking out state after state, which is
cheap where states have few neighbours, as in long chains; where that joins too much to too much,
by BiCGSTAB (van der Vorst, SIAM Journal on Scientific and Statistical Computing 13, 1992), which
settles soon in just such circles.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heapify, heappop, heappush
from typing import Final, TypeAlias

import numpy as np

from pmquest.explore.graph import Ids
from pmquest.explore.roads import Figures

DENSE: Final = 500
"""Circles of up to so many states are solved as a full matrix."""
_PRECISE: Final = 1e-15
"""What is left over may be so much of the whole."""
_MOST_STEPS: Final = 5_000
_MOST_RESTARTS: Final = 6
_BEGIN_ANEW: Final = 1e-9
"""Rounding keeps one run from coming much nearer than this; the next one takes what is left."""
_CHEAP: Final = 50
"""How many new ways for each state taking out may make, at first."""

_Operator: TypeAlias = Callable[[Figures], Figures]


def solved(source: Ids, target: Ids, chance: Figures, inflow: Figures) -> Figures:
    """Solve y = inflow + Pᵀy, by state of the circle.

    The ways within the circle lead from `source` to `target` with a `chance`; some way leads
    out of it from everywhere that the inflow reaches.
    """
    if len(inflow) <= DENSE:
        matrix: Figures = np.eye(len(inflow))
        np.subtract.at(matrix, (target, source), chance)
        return np.asarray(np.linalg.solve(matrix, inflow), np.float64)

    def left(met: Figures) -> Figures:
        rest: Figures = met - np.bincount(target, met[source] * chance, len(met))
        return rest

    found = _Reduction(source, target, chance, inflow).visits(_CHEAP * len(inflow))
    if found is None:
        found = _by_projection(left, inflow)
    if found is None:
        found = _Reduction(source, target, chance, inflow).visits(None)
    assert found is not None, "taking out without a limit always comes to an end"
    return found


def _by_projection(apply: _Operator, wanted: Figures) -> Figures | None:
    """BiCGSTAB, begun anew from what it found until nothing to speak of is missing."""
    found = np.zeros_like(wanted)
    for _ in range(_MOST_RESTARTS):
        missing = wanted - apply(found)
        if np.abs(missing).sum() <= _PRECISE * np.abs(found).sum():
            return found
        found = found + _bicgstab(apply, missing)
        if not np.isfinite(found).all():
            return None
    return None


def _bicgstab(apply: _Operator, wanted: Figures) -> Figures:
    """One run of BiCGSTAB from zero; it stops where it cannot go on."""
    found = np.zeros_like(wanted)
    rest, shadow = wanted.copy(), wanted.copy()
    direction, image = np.zeros_like(wanted), np.zeros_like(wanted)
    scale = step = weight = 1.0
    goal = _BEGIN_ANEW * float(np.linalg.norm(wanted))
    for _ in range(_MOST_STEPS):
        scale, before = float(shadow @ rest), scale
        if scale == 0 or weight == 0:
            break
        direction = rest + (scale / before) * (step / weight) * (direction - weight * image)
        image = apply(direction)
        slope = float(shadow @ image)
        if slope == 0:
            break
        step = scale / slope
        half = rest - step * image
        turned = apply(half)
        length = float(turned @ turned)
        weight = float(turned @ half) / length if length else 0.0
        found += step * direction + weight * half
        rest = half - weight * turned
        if np.linalg.norm(rest) <= goal:
            break
    return found


class _Reduction:
    """Takes the states out one by one, those with few ways first, and puts them in again.

    Nothing is subtracted, so nothing is lost to rounding (Grassmann, Taksar and Heyman,
    Operations Research 33, 1985).
    """

    def __init__(self, source: Ids, target: Ids, chance: Figures, inflow: Figures) -> None:
        count = len(inflow)
        self._out: list[dict[int, float]] = [{} for _ in range(count)]
        self._into: list[dict[int, float]] = [{} for _ in range(count)]
        for one, other, odds in zip(source.tolist(), target.tolist(), chance.tolist(), strict=True):
            if odds > 0:
                self._out[one][other] = self._out[one].get(other, 0.0) + odds
        self._leaving = [max(0.0, 1 - sum(ways.values())) for ways in self._out]
        for one, ways in enumerate(self._out):
            ways.pop(one, None)
            for other, odds in ways.items():
                self._into[other][one] = odds
        self._coming: list[float] = inflow.tolist()

    def visits(self, most: int | None) -> Figures | None:
        """Solve; None where that makes more than so many new ways."""
        agenda = [(self._cost(state), state) for state in range(len(self._coming))]
        heapify(agenda)
        taken_out: list[tuple[int, float, dict[int, float]]] = []
        made = 0
        while agenda:
            cost, state = heappop(agenda)
            now = self._cost(state)
            if now > cost:
                heappush(agenda, (now, state))
                continue
            made += now
            if most is not None and made > most:
                return None
            taken_out.append((state, self._take_out(state), self._into[state]))
        met = [0.0] * len(self._coming)
        for state, stays, ways in reversed(taken_out):
            through = sum(met[one] * odds for one, odds in ways.items())
            met[state] = stays * (self._coming[state] + through)
        return np.array(met)

    def _cost(self, state: int) -> int:
        return len(self._into[state]) * len(self._out[state])

    def _take_out(self, state: int) -> float:
        """Join what leads into a state to what leads out of it; give how long it is stayed in."""
        out, into = self._out, self._into
        stays = 1 / (self._leaving[state] + sum(out[state].values()))
        for other, odds in out[state].items():
            del into[other][state]
            self._coming[other] += self._coming[state] * stays * odds
        for one, odds in into[state].items():
            del out[one][state]
            self._leaving[one] += odds * stays * self._leaving[state]
            for other, onwards in out[state].items():
                if other != one:
                    joined = out[one].get(other, 0.0) + odds * stays * onwards
                    out[one][other] = into[other][one] = joined
        return stays
