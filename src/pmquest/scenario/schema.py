"""The JSON Schema of a scenario, made from the model, for editors that complete and check.

Draft 7, which every YAML language server knows. What a schema cannot say (names that must be
there, the flow of the story) is left to `pmquest check`. Whatever the reader takes is valid
under the schema, but for `null` and `~` where a text stands: to YAML they are no text.
`errorMessage`, `patternErrorMessage`, `enumDescriptions` and `defaultSnippets` are no part of
the draft: editors use them, everybody else passes them over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, get_args

from msgspec import Struct, inspect

from pmquest.framework import Aspect, CalledLevel, Grade, Judgment, Level
from pmquest.scenario import model
from pmquest.scenario.condition_reader import LENGTH_LIMIT
from pmquest.scenario.expression import Condition
from pmquest.scenario.fields import Field, fields_of, unwrap
from pmquest.scenario.forms import (
    CELLS_LIMIT,
    CODE,
    EARLIER_IDS_LIMIT,
    EFFECT_LIMIT,
    LANGUAGE_TAG,
)
from pmquest.scenario.leaves import LARGEST
from pmquest.scenario.meanings import meanings_of
from pmquest.scenario.part_rules import CHOICE_KEYS, CHOICES_LIMIT
from pmquest.scenario.shape import ID_RULES, OWNERS

Schema = dict[str, Any]
Definitions = dict[str, Schema]

_DRAFT: Final = "http://json-schema.org/draft-07/schema#"
_NO_TEXT: Final = ["object", "array", "null"]
_NOT_BLANK: Final = r"\S"
_ONE_LINE: Final = r"^\s*\S[^\n]*\s*$"


def scenario_schema() -> Schema:
    """Give the schema of a scenario file, as data for JSON."""
    definitions: Definitions = {}
    return {
        "$schema": _DRAFT,
        "$comment": "Made by pmquest schema from what it reads; changes made here are lost.",
        **_part(model.Scenario, definitions),
        "title": "A scenario for pmquest",
        "description": "One file is one scenario; the name of the file is its id.",
        "definitions": dict(sorted(definitions.items())),
    }


def _part(cls: type[Struct], definitions: Definitions) -> Schema:
    """Give the schema of a map with the keys of a class; other classes go to `definitions`."""
    fields = fields_of(cls)
    required = [field.name for field in fields if field.required]
    return {
        "title": OWNERS[cls].capitalize(),
        "description": (cls.__doc__ or "").partition("\n")[0],
        "type": "object",
        "properties": {
            field.name: _key(field, definitions) | _LIMITS.get((cls, field.name), {})
            for field in fields
        },
        **({"required": required} if required else {}),
        "additionalProperties": False,
        **_TOGETHER.get(cls, {}),
    }


def _key(field: Field, definitions: Definitions) -> Schema:
    """Give the schema of one key's value, described.

    What is told by a condition stands in an `anyOf` of one, because editors write no colon
    after a key whose schema has neither a type nor alternatives.
    """
    value = _value(field.kind, field.form, definitions)
    told = definitions.get(value.get("$ref", "").rpartition("/")[2], value)
    return {"description": _description(field), **({"anyOf": [value]} if "if" in told else value)}


def _description(field: Field) -> str:
    default = field.default_in_words
    return f"{field.description} Default: {default}." if default else field.description


def _value(kind: inspect.Type, form: str, definitions: Definitions) -> Schema:
    """Give the schema of what a form or, where there is none, a plain type takes."""
    if form in FORM_SCHEMAS:
        return _reference(form, FORM_SCHEMAS[form], definitions)
    match kind:
        case inspect.StructType(cls=cls) if cls is Condition:
            return _reference("condition", _condition, definitions)
        case inspect.StructType(cls=cls):
            return _part_reference(cls, definitions)
        case inspect.LiteralType(values=values):
            meanings = meanings_of(map(str, values))
            words, told = list(meanings), list(meanings.values())
            return {"type": "string", "enum": words, "enumDescriptions": told}
        case inspect.IntType(ge=least, le=most):
            return _number("integer", "a whole number", least, most)
        case inspect.FloatType(ge=least, le=most):
            return _number("number", "a number", least, most)
        case inspect.BoolType():
            return {"type": "boolean", **_expected("true or false")}
        case inspect.VarTupleType(item_type=item, min_length=fewest, max_length=limit):
            item_form, _, inner = unwrap(item)
            return _list(_value(inner, item_form, definitions), fewest, limit)
        case inspect.DictType(value_type=value, min_length=fewest, max_length=limit):
            _, _, inner = unwrap(value)
            limits = _given(minProperties=fewest, maxProperties=limit)
            return _by_id(form, _value(inner, "", definitions)) | limits
    raise TypeError(f"the model has a type that no schema is known for: {kind}")


def _part_reference(cls: type[Struct], definitions: Definitions) -> Schema:
    return _reference(cls.__name__, lambda known: _part(cls, known), definitions)


def _reference(
    name: str, make: Callable[[Definitions], Schema], definitions: Definitions
) -> Schema:
    """Refer to a definition, which is made where it is not there yet."""
    if name not in definitions:
        definitions[name] = make(definitions)
    return {"$ref": f"#/definitions/{name}"}


def _expected(what: str) -> Schema:
    """Let an editor say what was expected, as `pmquest check` does."""
    return {"errorMessage": f"{what} was expected here"}


def _given(**limits: float | None) -> Schema:
    return {name: limit for name, limit in limits.items() if limit is not None}


def _text(expected: str = "a text", pattern: str = _NOT_BLANK, **limits: int) -> Schema:
    """Any plain scalar: `no`, 12 and true are texts where a text is wanted.

    A list of types would say the same, but editors would then offer true and false wherever
    prose is written.
    """
    told = f"{expected} of one line" if pattern == _ONE_LINE else expected
    return {
        "if": {"type": _NO_TEXT},
        "then": {"type": "string", **_expected(expected)},
        "pattern": pattern,
        "patternErrorMessage": f"{told} was expected here",
        **limits,
    }


def _id(of: str) -> Schema:
    """The id of a scene or a choice."""
    pattern, told = ID_RULES["scene_ids"]
    return _text(f"the id of {of} ({told})", f"^{pattern.pattern}$")


def _number(kind: str, expected: str, least: float | None, most: float | None) -> Schema:
    low = -LARGEST if least is None else least
    high = LARGEST if most is None else most
    return {"type": kind, "minimum": low, "maximum": high, **_expected(expected)}


def _list(items: Schema, fewest: int | None = None, limit: int | None = None) -> Schema:
    limits = _given(minItems=fewest, maxItems=limit)
    return {"type": "array", "items": items, **limits, **_expected("a list")}


def _map(expected: str) -> Schema:
    return {"type": "object", **_expected(expected)}


def _named(pattern: str, told: str, label: str, values: Schema, example: str) -> Schema:
    """A map from names to values; `label` is what an editor offers where a name is to stand."""
    names = {"title": label, "pattern": f"^{pattern}$", "patternErrorMessage": told}
    return {**_map(example), "propertyNames": names, "additionalProperties": values}


def _by_id(form: str, values: Schema, label: str = "id", example: str = "a map") -> Schema:
    pattern, told = ID_RULES[form]
    return _named(pattern.pattern, f"this cannot be an id: {told}", label, values, example)


def _condition(_: Definitions) -> Schema:
    return _text("a condition", _ONE_LINE, maxLength=LENGTH_LIMIT)


def _blocks(definitions: Definitions) -> Schema:
    """A text, or a list of texts and blocks."""
    block = _part_reference(model.Block, definitions)
    items = {"if": {"type": "object"}, "then": block, "else": _text()}
    return {"if": {"type": "array"}, "then": _list(items, 1), "else": _text()}


def _routes(definitions: Definitions) -> Schema:
    """The id of a scene, or a list of routes, of which all have odds or none has."""
    routes = _list(_part_reference(model.Route, definitions), 1)
    odds = {"required": ["odds"]}
    draw = {"if": {"contains": odds}, "then": {"items": odds}}
    return {"if": {"type": "array"}, "then": {**routes, **draw}, "else": _id("a scene")}


def _ids(_: Definitions) -> Schema:
    """One id or a list of ids."""
    ids = _list(_id("a scene or choice"), 1, EARLIER_IDS_LIMIT)
    return {"if": {"type": "array"}, "then": ids, "else": _id("a scene or choice")}


def _effects(_: Definitions) -> Schema:
    number = _number("integer", "a whole number", -EFFECT_LIMIT, EFFECT_LIMIT)
    return _by_id("names", number, "meter or fact", "a map such as {trust: 4}")


def _fact_values(example: str) -> Schema:
    limits = {"minimum": -model.FACT_LIMIT, "maximum": model.FACT_LIMIT}
    expected = _expected("true, false or a whole number")
    values = {"type": ["boolean", "integer"], **limits, **expected}
    return _by_id("names", values, "fact", example)


def _series(_: Definitions) -> Schema:
    values = _list(_number("number", "a number", None, None), 1, CELLS_LIMIT)
    return {**_map("a map such as {late: [1, 2, 3]}"), "additionalProperties": values}


def _cells(_: Definitions) -> Schema:
    """Cells as they are written; an empty one is a cell too."""
    cell = {"if": {"type": ["object", "array"]}, "then": {"type": "string", **_expected("a text")}}
    return _list(cell, 1, CELLS_LIMIT)


def _waive(_: Definitions) -> Schema:
    told = "the code of a finding was expected here, such as PQ512"
    return _named(CODE.pattern, told, "code", _text(), "a map such as {PQ512: the reason}")


def _version(_: Definitions) -> Schema:
    return {"type": "integer", "enum": [1], **_expected("the version of the format, which is 1,")}


FORM_SCHEMAS: Final[Mapping[str, Callable[[Definitions], Schema]]] = {
    "line": lambda _: _text(pattern=_ONE_LINE),
    "sentence": lambda _: _text(pattern=_ONE_LINE),
    "prose": lambda _: _text(),
    "markdown": lambda _: _text(),
    "cells": _cells,
    "cell_rows": lambda definitions: _list(_cells(definitions), 1, CELLS_LIMIT),
    "series": _series,
    "blocks": _blocks,
    "routes": _routes,
    "scene": lambda _: _id("a scene"),
    "scene_or_resume": lambda _: _id("a scene"),
    "choice": lambda _: _id("a choice"),
    "ids": _ids,
    "effects": _effects,
    "set": lambda _: _fact_values("a map such as {asked: true}"),
    "facts": lambda _: _fact_values("a map such as {asked: false}"),
    "waive": _waive,
    "language": lambda _: _text("a language tag such as en", f"^\\s*{LANGUAGE_TAG.pattern}\\s*$"),
    "version": _version,
}
"""Form to schema; what `forms.FORMS` reads is told here to editors."""


def _one_of(place: int, of: object) -> str:
    """Give the place of a snippet where one of a few words is picked."""
    return f"${{{place}|{','.join(meanings_of(get_args(of)))}|}}"


def _snippet(label: str, description: str, body: Schema) -> Schema:
    return {"label": label, "description": description, "body": body}


_ANSWER: Final = _snippet(
    "an answer that counts",
    "An answer of a scored scene: every one has level, judgment and why.",
    {
        "text": "$1",
        "level": _one_of(2, Level),
        "judgment": _one_of(3, Judgment),
        "result": "^|\n  $4",
        "why": "^|\n  $5",
        "to": "$6",
    },
)
_MOMENT: Final = _snippet(
    "a moment that counts",
    "A scored scene; its answers come next, three as a rule.",
    {
        "title": "$1",
        "text": "^|\n  $2",
        "calls_for": _one_of(3, CalledLevel),
        "signal": "$4",
        "aspect": _one_of(5, Aspect),
        "choices": {"${6:answer}": {"text": "$7"}},
    },
)
_ENDING: Final = _snippet(
    "an ending",
    "A scene that ends the story.",
    {"title": "$1", "text": "^|\n  $2", "ending": _one_of(3, Grade)},
)


def _needs(*groups: tuple[str, ...]) -> dict[str, list[str]]:
    """Say that of the keys of each group none stands without the others."""
    needed: dict[str, list[str]] = {}
    for group in groups:
        for key in group:
            needed.setdefault(key, []).extend(each for each in group if each != key)
    return needed


_TOGETHER: Final[Mapping[type[Struct], Schema]] = {
    model.Exhibit: {"dependencies": _needs(("labels", "series"), ("columns", "rows"))},
    model.Choice: {
        "defaultSnippets": [_ANSWER],
        "dependencies": {
            **_needs(CHOICE_KEYS),
            "slip": list(CHOICE_KEYS),
            "responsibility": list(CHOICE_KEYS),
            "locked": ["when"],
        },
    },
    model.Scene: {
        "defaultSnippets": [_MOMENT, _ENDING],
        "dependencies": {
            "calls_for": ["aspect", "choices"],
            "aspect": ["calls_for"],
            "signal": ["calls_for"],
            "seconds": ["timeout"],
        },
        "if": {"required": ["ending"]},
        "then": {"properties": {"choices": False, "to": False}},
        "else": {"anyOf": [{"required": ["choices"]}, {"required": ["to"]}]},
    },
}
"""What no single key can tell (`part_rules`), as far as a schema says it in plain words."""

_LIMITS: Final[Mapping[tuple[type[Struct], str], Schema]] = {
    (model.Scene, "choices"): {"minProperties": 1, "maxProperties": CHOICES_LIMIT},
}
"""Limits that the model does not hold, because a scored scene has others."""
