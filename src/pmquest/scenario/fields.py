"""Which keys the parts of the model have, worked out from the model's own types.

`msgspec.inspect` says what each key takes and within which limits, so that a key is written
down once. The reader's plan, the JSON Schema and the format reference are made from this.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from msgspec import NODEFAULT, Struct, inspect

_GIVEN = ("key", "given")
"""Forms of fields that no key of the part's own map holds."""


class Field(Struct, frozen=True):
    """One key of a part of the model."""

    name: str
    kind: inspect.Type
    """What it takes, without metadata and without `| None`."""
    form: str
    """What the plain type cannot say; "" where it says everything."""
    description: str
    required: bool
    default: Any
    """What holds where the key is left out; None where the key is required."""

    @property
    def sentence(self) -> str:
        """What the key is, without what more there is to say of it: up to its first full stop."""
        head, _, rest = self.description.partition(". ")
        return f"{head}." if rest else head

    @property
    def default_in_words(self) -> str:
        """What holds where the key is left out, as it would be written; "" where that is nothing.

        What is empty or absent unless it is said is nothing to be told.
        """
        if isinstance(self.default, bool):
            return str(self.default).lower()
        return str(self.default) if isinstance(self.default, int | str) else ""


@cache
def fields_of(cls: type[Struct]) -> tuple[Field, ...]:
    """Give the keys of a class of the model, in its order."""
    described = inspect.type_info(cls)
    assert isinstance(described, inspect.StructType)
    found = []
    for field in described.fields:
        form, description, kind = unwrap(field.type)
        if form in _GIVEN:
            continue
        default = None if field.default is NODEFAULT else field.default
        if field.default_factory is not NODEFAULT:
            default = field.default_factory()
        found.append(Field(field.name, kind, form, description, field.required, default))
    return tuple(found)


def unwrap(kind: inspect.Type) -> tuple[str, str, inspect.Type]:
    """Take the metadata and the `| None` off a type: form, description, what is left."""
    form = description = ""
    while True:
        if isinstance(kind, inspect.Metadata):
            form = form or (kind.extra or {}).get("form", "")
            description = description or (kind.extra_json_schema or {}).get("description", "")
            kind = kind.type
        elif isinstance(kind, inspect.UnionType) and kind.includes_none:
            rest = [each for each in kind.types if not isinstance(each, inspect.NoneType)]
            if len(rest) > 1:
                return form, description, kind
            kind = rest[0]
        else:
            return form, description, kind
