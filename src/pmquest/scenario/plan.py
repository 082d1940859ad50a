"""How each part of the model is read, worked out from the model's own types.

msgspec's own decoder would stop at the first mistake and knows no places; the walk that this
plan drives knows both.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from msgspec import Struct, inspect

from pmquest.scenario.expression import Condition, Truth
from pmquest.scenario.fields import fields_of, unwrap
from pmquest.scenario.forms import FORMS
from pmquest.scenario.leaves import Leaves
from pmquest.scenario.meanings import meanings_of
from pmquest.scenario.part_rules import FINISHERS
from pmquest.scenario.shape import Key, Part, Read


@cache
def part_of(cls: type[Struct]) -> Part:
    """Make a class of the model ready to be read."""
    keys = {}
    for field in fields_of(cls):
        read = _reader(field.kind, field.form)
        stands_in = _placeholder(field.kind, field.form) if field.required else field.default
        keys[field.name] = Key(read, field.required, stands_in, field.sentence)
    return Part(cls, keys, FINISHERS.get(cls))


def _reader(kind: inspect.Type, form: str) -> Read:
    """Make the reader of a form, or of a type that needs none."""
    if form in FORMS:
        return FORMS[form]
    match kind:
        case inspect.StructType(cls=cls) if cls is Condition:
            return Leaves.condition
        case inspect.StructType(cls=cls):
            return lambda shape, node: shape.part(cls, node)
        case inspect.LiteralType(values=values):
            words = tuple(meanings_of(str(value) for value in values))
            return lambda shape, node: shape.word(node, words)
        case inspect.IntType():
            low, high = _whole(kind.ge), _whole(kind.le)
            return lambda shape, node: shape.whole(node, low, high)
        case inspect.FloatType(ge=least, le=most):
            return lambda shape, node: shape.decimal(node, least, most)
        case inspect.BoolType():
            return Leaves.truth
        case inspect.VarTupleType(item_type=item, min_length=fewest, max_length=limit):
            item_form, _, inner = unwrap(item)
            read = _reader(inner, item_form)
            return lambda shape, node: shape.items(node, read, fewest, limit)
        case inspect.DictType(value_type=value, min_length=fewest, max_length=limit):
            _, _, inner = unwrap(value)
            assert isinstance(inner, inspect.StructType)
            part = inner.cls
            return lambda shape, node: shape.parts_by_id(part, form, node, fewest, limit)
    raise TypeError(f"the model has a type that no reader knows: {kind}")


def _whole(limit: float | None) -> int | None:
    return None if limit is None else int(limit)


def _placeholder(kind: inspect.Type, form: str) -> Any:
    """Give a harmless value of a type, for a required key that is bad or missing."""
    match kind:
        case inspect.StrType():
            return ""
        case inspect.IntType(ge=least):
            return least or 0
        case inspect.LiteralType(values=values):
            return values[0]
        case inspect.VarTupleType():
            return ()
        case inspect.DictType():
            return {}
        case inspect.StructType(cls=cls) if cls is Condition:
            return Condition("true", Truth(True))
    raise TypeError(f"nothing stands in for {kind} ({form})")
