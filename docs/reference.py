"""Writes the parts of docs/format.md that are made from the model; `make docs` runs it.

The page holds marks, `<!-- keys Scene -->` and `<!-- words level -->`, each up to an
`<!-- end -->`; what stands between them is made anew. The rest is written by hand. A test
holds that the page is as this script would write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from msgspec import Struct, inspect

from pmquest.scenario import model
from pmquest.scenario.expression import Condition
from pmquest.scenario.fields import Field, fields_of, unwrap
from pmquest.scenario.meanings import meanings_of

PAGE: Final = Path(__file__).parent / "format.md"

_MARK: Final = re.compile(r"(<!-- (keys|words) (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)

_ANCHORS: Final[dict[type, tuple[str, str]]] = {
    model.Scene: ("scene", "a-scene"),
    model.Choice: ("choice", "a-choice"),
    model.Block: ("block", "a-block-of-text"),
    model.Route: ("route", "a-route"),
    model.Meter: ("meter", "a-meter"),
    model.Interrupt: ("interrupt", "an-interrupt"),
    model.Exhibit: ("exhibit", "an-exhibit"),
    model.Arrival: ("entry", "an-entry-of-enter"),
    model.Panel: ("panel", "the-panel"),
}
"""How a part is called in a table, and the heading that it stands under."""

_FORMS: Final[dict[str, str]] = {
    "line": "text of one line",
    "sentence": "text of one line, with [values](#texts)",
    "prose": "text",
    "markdown": "[Markdown](#texts)",
    "cells": "list of cells",
    "cell_rows": "list of lists of cells",
    "series": "map of names to lists of numbers",
    "blocks": "[Markdown](#texts), or a list of Markdown and [blocks](#a-block-of-text)",
    "routes": "id of a scene, `resume`, or a list of [routes](#a-route)",
    "scene": "id of a scene",
    "scene_or_resume": "id of a scene, or `resume`",
    "choice": "id of a choice of the scene",
    "ids": "id, or a list of ids",
    "order": "list of ids of scenarios, or of stages",
    "scenarios": "list of ids of scenarios",
    "effects": "map of meters and facts to whole numbers",
    "set": "map of facts to values",
    "facts": "map of ids to `true`, `false` or whole numbers",
    "waive": "map of codes to reasons",
    "language": "language tag",
    "version": "`1`",
}


def renewed(page: str) -> str:
    """Give the page with everything between its marks made anew."""
    return _MARK.sub(lambda mark: f"{mark[1]}\n{_made(mark[2], mark[3])}\n{mark[4]}", page)


def _made(what: str, name: str) -> str:
    return keys(getattr(model, name)) if what == "keys" else words(name)


def keys(cls: type[Struct]) -> str:
    """Give the table of the keys of a part: what each takes and what it is for."""
    rows = ((_named(field), _takes(field), _told(field)) for field in fields_of(cls))
    return _table(("key", "takes", ""), rows)


def words(key: str) -> str:
    """Give the table of the words that a key may take, with what they mean."""
    kinds = (field.kind for part in _ANCHORS for field in fields_of(part) if field.name == key)
    kind = next(kind for kind in kinds if isinstance(kind, inspect.LiteralType))
    meanings = meanings_of(map(str, kind.values))
    return _table(("word", "means"), ((f"`{word}`", told) for word, told in meanings.items()))


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *map(list, rows)]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _named(field: Field) -> str:
    return f"`{field.name}` **required**" if field.required else f"`{field.name}`"


def _told(field: Field) -> str:
    default = f" Default: `{field.default_in_words}`." if field.default_in_words else ""
    return field.description.replace("|", "\\|") + default


def _takes(field: Field) -> str:
    """Say what a key takes."""
    return _FORMS.get(field.form) or _kind(field.kind)


def _kind(kind: inspect.Type) -> str:
    match kind:
        case inspect.StructType(cls=cls) if cls is Condition:
            return "[condition](#conditions)"
        case inspect.StructType(cls=cls):
            name, anchor = _ANCHORS[cls]
            return f"[{name}](#{anchor})"
        case inspect.LiteralType(values=values):
            return ", ".join(f"`{word}`" for word in meanings_of(map(str, values)))
        case inspect.IntType(ge=least, le=most):
            return f"whole number{_limits(least, most)}"
        case inspect.FloatType(ge=least, le=most):
            return f"number{_limits(least, most)}"
        case inspect.BoolType():
            return "`true` or `false`"
        case inspect.VarTupleType(item_type=item, min_length=fewest, max_length=most):
            return f"list of {_items(item)}{_count(fewest, most)}"
        case inspect.DictType(value_type=value, min_length=fewest, max_length=most):
            return f"map of ids to {_items(value)}{_count(fewest, most)}"
    raise TypeError(f"the page has no words for {kind}")


def _items(item: inspect.Type) -> str:
    """Say what the items of a list or map are, in the plural."""
    form, _, kind = unwrap(item)
    if form:
        return _FORMS[form].replace("text", "texts", 1)
    return re.sub(r"^\[(\w+)y\]|^\[(\w+)\]", _plural, _kind(kind))


def _plural(name: re.Match[str]) -> str:
    return f"[{name[1]}ies]" if name[1] else f"[{name[2]}s]"


def _limits(least: float | None, most: float | None) -> str:
    return "" if least is None or most is None else f", {int(least):,} to {int(most):,}"


def _count(fewest: int | None, most: int | None) -> str:
    return "" if most is None else f", {fewest or 0} to {most:,}"


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
