"""Small scenarios, written in Python: for tests that need one and not its YAML.

`scenario(scene("a", choices=[choice("go", to="b")]), scene("b", ending="good"))` is whole; what a
test does not name has a plain value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pmquest.scenario.expression import Any as Either
from pmquest.scenario.expression import (
    Arithmetic,
    ArithmeticSign,
    Both,
    Chose,
    Compare,
    CompareSign,
    Expression,
    Name,
    Negative,
    Not,
    Number,
    Truth,
    Turn,
    Visited,
)
from pmquest.scenario.model import (
    Arrival,
    Block,
    Choice,
    Condition,
    Exhibit,
    Interrupt,
    Meter,
    Route,
    Scenario,
    Scene,
)

Term = Expression | str | int | bool
"""A part of a condition: a string is the name of a meter or fact, "turn" is the turn."""


def term(part: Term) -> Expression:
    """A part of a condition as a tree."""
    if isinstance(part, bool):
        return Truth(part)
    if isinstance(part, int):
        return Number(part)
    if isinstance(part, str):
        return Turn() if part == "turn" else Name(part)
    return part


def compare(left: Term, sign: CompareSign, right: Term) -> Expression:
    """`left sign right`."""
    return Compare((term(left), term(right)), (sign,))


def calculate(left: Term, sign: ArithmeticSign, right: Term) -> Expression:
    """`left sign right`, a number."""
    return Arithmetic(sign, term(left), term(right))


def negative(part: Term) -> Expression:
    """`-part`."""
    return Negative(term(part))


def no(part: Term) -> Expression:
    """`not part`."""
    return Not(term(part))


def both(*parts: Term) -> Expression:
    """`a and b and ...`."""
    return Both(tuple(map(term, parts)))


def either(*parts: Term) -> Expression:
    """`a or b or ...`."""
    return Either(tuple(map(term, parts)))


def visited(scene_id: str) -> Expression:
    """`visited("scene")`."""
    return Visited(scene_id)


def chose(scene_id: str, choice_id: str) -> Expression:
    """`chose("scene.choice")`."""
    return Chose(scene_id, choice_id)


def when(part: Term | Condition | None) -> Condition | None:
    """A `when`; none where nothing is given."""
    if part is None or isinstance(part, Condition):
        return part
    return Condition("as built in Python", term(part))


def meter(meter_id: str, start: int = 50, **more: Any) -> Meter:
    """A meter from 0 to 100."""
    return Meter(id=meter_id, start=start, **{"label": meter_id.capitalize(), **more})


def blocks(text: str | Iterable[str | tuple[Term, str]]) -> tuple[Block, ...]:
    """A text: plain, or blocks of which those with a condition are (condition, text)."""
    if isinstance(text, str):
        return (Block(text),) if text else ()
    return tuple(
        Block(block) if isinstance(block, str) else Block(block[1], when(block[0]))
        for block in text
    )


def route(scene_id: str, condition: Term | None = None, odds: int | None = None) -> Route:
    """One entry of a `to`."""
    return Route(scene_id, when(condition), odds)


def routes(to: str | Iterable[Route] | None) -> tuple[Route, ...]:
    """A `to`: the id of a scene, or a list of routes."""
    if to is None:
        return ()
    return (Route(to),) if isinstance(to, str) else tuple(to)


def arrival(
    condition: Term | None = None,
    effects: Mapping[str, int] | None = None,
    set: Mapping[str, bool | int] | None = None,
) -> Arrival:
    """One entry of `enter`."""
    return Arrival(when(condition), dict(effects or {}), dict(set or {}))


def choice(
    choice_id: str,
    to: str | Iterable[Route] | None = None,
    *,
    condition: Term | None = None,
    result: str | Iterable[str | tuple[Term, str]] = "",
    **more: Any,
) -> Choice:
    """A choice; `condition` is its `when`."""
    given = {"text": f"Take {choice_id}.", **more}
    return Choice(id=choice_id, to=routes(to), when=when(condition), result=blocks(result), **given)


def scored(
    choice_id: str,
    level: str,
    judgment: str,
    to: str | Iterable[Route] | None = None,
    **more: Any,
) -> Choice:
    """A choice of a scored scene."""
    given = {"why": f"Why {choice_id} is {judgment}.", **more}
    return choice(choice_id, to, level=level, judgment=judgment, **given)


def scene(
    scene_id: str,
    *,
    to: str | Iterable[Route] | None = None,
    choices: Iterable[Choice] = (),
    text: str | Iterable[str | tuple[Term, str]] | None = None,
    **more: Any,
) -> Scene:
    """A scene; one with `calls_for` is scored."""
    given = {"title": scene_id.capitalize(), **more}
    return Scene(
        id=scene_id,
        text=blocks(text if text is not None else f"You are in {scene_id}."),
        choices={one.id: one for one in choices},
        to=routes(to),
        **given,
    )


def interrupt(condition: Term, to: str) -> Interrupt:
    """A scene that breaks in."""
    found = when(condition)
    assert found is not None
    return Interrupt(found, to)


def scenario(
    *scenes: Scene,
    meters: Iterable[Meter] = (),
    facts: Mapping[str, bool | int] | None = None,
    interrupts: Iterable[Interrupt] = (),
    **more: Any,
) -> Scenario:
    """A scenario that begins at the first scene given."""
    given: dict[str, Any] = {
        "id": "example",
        "hash": "sha256:" + "0" * 64,
        "title": "An example",
        "summary": "An example.",
        "role": "Product manager",
        "role_level": "manager",
        "minutes": 5,
        "objectives": ("See it work.",),
        "takeaways": ("It works.",),
        "start": scenes[0].id,
        **more,
    }
    return Scenario(
        pmquest=1,
        scenes={one.id: one for one in scenes},
        meters={one.id: one for one in meters},
        facts=dict(facts or {}),
        interrupts=tuple(interrupts),
        **given,
    )


__all__ = [
    "Block",
    "Exhibit",
    "Term",
    "arrival",
    "blocks",
    "both",
    "calculate",
    "choice",
    "chose",
    "compare",
    "either",
    "interrupt",
    "meter",
    "negative",
    "no",
    "route",
    "routes",
    "scenario",
    "scene",
    "scored",
    "term",
    "visited",
    "when",
]
