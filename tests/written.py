"""Scenarios that were built in Python, written down as an author would have to.

`file_of(scenario)` is data whose JSON text is YAML too: the reader takes it back. Only what an
author may leave out and the value does not have is left out.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from pmquest.scenario.expression import (
    Any as Either,
)
from pmquest.scenario.expression import (
    Arithmetic,
    Both,
    Chose,
    Compare,
    Condition,
    Expression,
    Name,
    Negative,
    Not,
    Number,
    Truth,
    Turn,
    Visited,
)
from pmquest.scenario.fields import fields_of


def file_of(part: Struct) -> dict[str, Any]:
    """A scenario, or any part of one, as the map that stands in its file."""
    found = {}
    for field in fields_of(type(part)):
        value = getattr(part, field.name)
        if field.required or value != field.default:
            found[field.name] = _value(value)
    return found


def _value(value: Any) -> Any:
    if isinstance(value, Condition):
        return line(value.expression)
    if isinstance(value, Struct):
        return file_of(value)
    if isinstance(value, tuple | list):
        return [_value(each) for each in value]
    if isinstance(value, dict):
        return {key: _value(each) for key, each in value.items()}
    return value


def line(expression: Expression) -> str:
    """An expression as one line of the condition language, every compound in parentheses."""
    match expression:
        case Number(value) | Truth(value):
            return str(value).lower()
        case Name(id):
            return id
        case Turn():
            return "turn"
        case Visited(scene):
            return f"visited('{scene}')"
        case Chose(scene, choice):
            return f"chose('{scene}.{choice}')"
        case _:
            return f"({_compound(expression)})"


def _compound(expression: Expression) -> str:
    match expression:
        case Not(part):
            return f"not {line(part)}"
        case Negative(part):
            return f"-{line(part)}"
        case Arithmetic(sign, left, right):
            return f"{line(left)} {sign} {line(right)}"
        case Both(parts):
            return " and ".join(map(line, parts))
        case Either(parts):
            return " or ".join(map(line, parts))
        case Compare(parts, signs):
            first, *rest = map(line, parts)
            return " ".join([first, *(f"{s} {p}" for s, p in zip(signs, rest, strict=True))])
    raise TypeError(expression)
