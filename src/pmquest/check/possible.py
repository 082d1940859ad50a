"""Which values a condition can meet at all, told from the text of a scenario alone.

Every bound is wider than what a play shows, never narrower: what is said to be impossible is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple, TypeAlias

from pmquest.scenario.expression import (
    Any,
    Arithmetic,
    Both,
    Chose,
    Compare,
    CompareSign,
    Condition,
    Expression,
    Name,
    Negative,
    Not,
    Number,
    Truth,
    Turn,
    Visited,
    walk,
)
from pmquest.scenario.model import FACT_LIMIT, Arrival, Choice, Scenario

_UNBOUNDED: Final = 10**12
_MOST_TOLD: Final = 6


class Between(NamedTuple):
    """Whole numbers from `low` to `high`, both included."""

    low: int
    high: int


Values: TypeAlias = Between | frozenset[bool]
_MAYBE: Final = frozenset((True, False))


class Possible:
    """The values that names can have in plays that reach only some of the scenario."""

    def __init__(
        self, scenario: Scenario, unreachable: Collection[str], never: Collection[tuple[str, str]]
    ) -> None:
        """Leave out what unreachable scenes and choices that are never available would do."""
        self._scenario = scenario
        self._unreachable = frozenset(unreachable)
        self._never = frozenset(never)
        self._known: dict[str, Values] = {}
        changes = list(self._changes())
        self._added = {name: [each.effects.get(name, 0) for each in changes] for name in self}
        self._assigned = {
            name: [each.set[name] for each in changes if name in each.set] for name in self
        }

    def __iter__(self) -> Iterator[str]:
        """The names of all meters and facts."""
        yield from self._scenario.meters
        yield from self._scenario.facts

    def can_hold(self, condition: Condition) -> bool:
        """Whether a condition might hold; False only where it certainly cannot."""
        return True in self._truth(condition.expression)

    def told(self, condition: Condition) -> str:
        """Say which values the names in a condition can take; "" where that says nothing."""
        names = (part.id for part in walk(condition.expression) if isinstance(part, Name))
        told = (self._told(name) for name in dict.fromkeys(names))
        return "; ".join(filter(None, told))

    def _changes(self) -> Iterator[Choice | Arrival]:
        for scene in self._scenario.scenes.values():
            if scene.id in self._unreachable:
                continue
            yield from scene.enter
            for choice in scene.choices.values():
                if (scene.id, choice.id) not in self._never:
                    yield choice

    def _values(self, name: str) -> Values:
        if name not in self._known:
            self._known[name] = self._bounds(name)
        return self._known[name]

    def _bounds(self, name: str) -> Values:
        meter = self._scenario.meters.get(name)
        start = meter.start if meter else self._scenario.facts[name]
        values = [start, *self._assigned[name]]
        if isinstance(start, bool):
            return frozenset(bool(value) for value in values)
        low, high = min(values), max(values)
        if any(change < 0 for change in self._added[name]):
            low = meter.min if meter else -FACT_LIMIT
        if any(change > 0 for change in self._added[name]):
            high = meter.max if meter else FACT_LIMIT
        return Between(low, high)

    def _told(self, name: str) -> str:
        values = self._values(name)
        if isinstance(values, frozenset):
            return f"{name} is always {str(*values).lower()}" if len(values) == 1 else ""
        if values.low == values.high:
            return f"{name} is always {values.low}"
        known = sorted({self._scenario.facts.get(name, 0), *self._assigned[name]})
        if not any(self._added[name]) and len(known) <= _MOST_TOLD:
            return f"{name} is {', '.join(map(str, known[:-1]))} or {known[-1]}"
        if values.low == -FACT_LIMIT:
            return "" if values.high == FACT_LIMIT else f"{name} is never above {values.high}"
        if values.high == FACT_LIMIT:
            return f"{name} is never below {values.low}"
        return f"{name} goes from {values.low} to {values.high}"

    def _truth(self, expression: Expression) -> frozenset[bool]:
        """What a part that is true or false can come to."""
        match expression:
            case Truth(value):
                return frozenset((value,))
            case Name(id):
                values = self._values(id)
                return values if isinstance(values, frozenset) else _MAYBE
            case Visited(scene):
                return frozenset((False,)) if scene in self._unreachable else _MAYBE
            case Chose(scene, choice):
                never = (scene, choice) in self._never
                return frozenset((False,)) if never else _MAYBE
            case Not(part):
                return frozenset(not value for value in self._truth(part))
            case Both(parts):
                return _joined([self._truth(part) for part in parts], breaker=False)
            case Any(parts):
                return _joined([self._truth(part) for part in parts], breaker=True)
            case Compare(parts, signs):
                pairs = zip(signs, parts, parts[1:], strict=False)
                return _joined([self._compared(*each) for each in pairs], breaker=False)
        return _MAYBE

    def _compared(self, sign: CompareSign, left: Expression, right: Expression) -> frozenset[bool]:
        if not (_is_number(left, self._scenario) and _is_number(right, self._scenario)):
            return _MAYBE
        return _ordered(sign, self._number(left), self._number(right))

    def _number(self, expression: Expression) -> Between:
        """What a part that is a number can come to."""
        match expression:
            case Number(value):
                return Between(value, value)
            case Name(id):
                values = self._values(id)
                return values if isinstance(values, Between) else Between(0, 1)
            case Negative(part):
                inner = self._number(part)
                return Between(-inner.high, -inner.low)
            case Arithmetic(sign, left, right):
                return _calculated(sign, self._number(left), self._number(right))
        return Between(0, _UNBOUNDED)  # turn


def _is_number(expression: Expression, scenario: Scenario) -> bool:
    match expression:
        case Number() | Turn() | Negative() | Arithmetic():
            return True
        case Name(id):
            return id in scenario.meters or not isinstance(scenario.facts[id], bool)
    return False


def _joined(parts: list[frozenset[bool]], *, breaker: bool) -> frozenset[bool]:
    """What parts come to together where one that is `breaker` decides the whole."""
    if any(part == {breaker} for part in parts):
        return frozenset((breaker,))
    if all(part == {not breaker} for part in parts):
        return frozenset((not breaker,))
    return _MAYBE


def _ordered(sign: CompareSign, left: Between, right: Between) -> frozenset[bool]:
    match sign:
        case "<":
            never, always = left.low >= right.high, left.high < right.low
        case "<=":
            never, always = left.low > right.high, left.high <= right.low
        case ">" | ">=":
            return _ordered("<" if sign == ">" else "<=", right, left)
        case _:
            apart = left.low > right.high or left.high < right.low
            same = left.low == left.high == right.low == right.high
            never, always = (apart, same) if sign == "==" else (same, apart)
    return frozenset((False,)) if never else frozenset((True,)) if always else _MAYBE


def _calculated(sign: str, left: Between, right: Between) -> Between:
    if sign == "+":
        return Between(left.low + right.low, left.high + right.high)
    if sign == "-":
        return Between(left.low - right.high, left.high - right.low)
    corners = [one * other for one in left for other in right]
    return Between(min(corners), max(corners))
