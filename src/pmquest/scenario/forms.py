"""The forms that a plain type cannot say: blocks of text, routes, effects, tables (PQ1).

`FORMS` maps the `form` that a field of the model names to the function that reads it.
"""

from __future__ import annotations

import re
from typing import Any, Final

from pmquest.scenario import rules_shape as rules
from pmquest.scenario.diagnostics import printable
from pmquest.scenario.leaves import BAD, Leaves
from pmquest.scenario.model import FACT_LIMIT, ODDS_LIMIT, Block, Route, Stage
from pmquest.scenario.nodes import AnyNode, ListNode, MapNode, ScalarNode
from pmquest.scenario.shape import Read, Shape

LANGUAGE_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
CODE: Final = re.compile(r"PQ[0-9]{3}")
EFFECT_LIMIT: Final = 2 * FACT_LIMIT
"""An effect is at most this, up or down: from one end of a fact to the other."""
CELLS_LIMIT: Final = 1_000
"""How many cells, rows or values a list of them may have."""
EARLIER_IDS_LIMIT: Final = 50


def _blocks(shape: Shape, node: AnyNode) -> Any:
    """A text, or a list of texts and of maps with `text` and perhaps `when`."""
    if isinstance(node, ListNode):
        return shape.items(node, _block, 1, None)
    text = shape.markdown(node)
    return BAD if text is BAD else (Block(text),)


def _block(shape: Shape, node: AnyNode) -> Any:
    if isinstance(node, MapNode):
        return shape.part(Block, node)
    text = shape.markdown(node)
    return BAD if text is BAD else Block(text)


def _routes(shape: Shape, node: AnyNode) -> Any:
    """The id of a scene, or a list of routes: conditional, or chance."""
    if not isinstance(node, ListNode):
        target = shape.target(node, resume=True)
        return BAD if target is BAD else (Route(target),)
    routes = shape.items(node, _route, 1, None)
    if len(routes) == len(node.items):
        _judge_routes(shape, node, routes)
    return routes


def _route(shape: Shape, node: AnyNode) -> Any:
    """A map with a scene and perhaps a condition or odds."""
    if isinstance(node, ScalarNode) and not node.empty:
        hint = f"write `- scene: {printable(node.value, 40)}`"
        shape.wrong_kind(node, "a map with the keys of a route", hint)
        return BAD
    return shape.part(Route, node)


def _judge_routes(shape: Shape, node: ListNode, routes: tuple[Route, ...]) -> None:
    """Hold a list of routes against format.md, "What happens", 8."""
    with_odds = [_has(item, "odds") for item in node.items]
    if all(with_odds):
        return
    if any(with_odds):
        at = node.items[with_odds.index(False)]
        problem = "some routes of this list have odds and this one has none"
        shape.found.add(rules.ROUTE_MIX, at, problem=problem)
        return
    for item, route in zip(node.items[:-1], routes[:-1], strict=True):
        if route.when is None and not _has(item, "when"):
            problem = "this route is always taken, so the ones after it never are"
            hint = "give it a `when`, or move it to the end"
            shape.found.add(rules.ROUTE_MIX, item, hint=hint, problem=problem)
    if routes and routes[-1].when is not None:
        problem = "the last route has a `when`: where it does not hold, nothing is left"
        hint = "end the list with a route that has no `when`"
        shape.found.add(rules.ROUTE_MIX, node.items[-1], hint=hint, problem=problem)


def _has(node: AnyNode, key: str) -> bool:
    return isinstance(node, MapNode) and key in node.entries


def _effects(shape: Shape, node: AnyNode) -> Any:
    """Meter or fact to the number that is added."""
    effects = {}
    for key, name, value in shape.entries(node, "a map such as {trust: 4}"):
        shape.uses.effects.append((name, key))
        number = shape.whole(value, -EFFECT_LIMIT, EFFECT_LIMIT)
        if number is not BAD:
            effects[name] = number
    return effects


def _set(shape: Shape, node: AnyNode) -> Any:
    """Fact to the value that it is given."""
    assigned = {}
    for key, name, value in shape.entries(node, "a map such as {asked: true}"):
        given = shape.truth_or_whole(value, FACT_LIMIT)
        if given is not BAD:
            shape.uses.sets.append((name, key, given, value))
            assigned[name] = given
    return assigned


def _facts(shape: Shape, node: AnyNode) -> Any:
    """Fact to the value that it starts with."""
    facts = {}
    for key, name, value in shape.entries(node, "a map such as {asked: false}"):
        shape.known_id(key, name, "names")
        given = shape.truth_or_whole(value, FACT_LIMIT)
        facts[name] = 0 if given is BAD else given
    return facts


def _series(shape: Shape, node: AnyNode) -> Any:
    """Name of a line or bar to its values."""
    series = {}
    for _, name, value in shape.entries(node, "a map such as {late: [1, 2, 3]}"):
        values = shape.items(
            value, lambda here, item: here.decimal(item, None, None), 1, CELLS_LIMIT
        )
        series[name] = () if values is BAD else values
    return series


def _odds(shape: Shape, node: AnyNode) -> Any:
    """A weight in a draw, which is often taken for a share."""
    if isinstance(node, ScalarNode) and re.fullmatch(r"[0-9.]+ ?%|0?\.[0-9]+", node.value):
        hint = "odds are weights: 2 is drawn twice as often as 1, and 66 to 34 is 66 %"
        shape.wrong_text(node, "a whole number", hint)
        return BAD
    return shape.whole(node, 1, ODDS_LIMIT)


def _cells(shape: Shape, node: AnyNode) -> Any:
    return shape.items(node, Leaves.cell, 1, CELLS_LIMIT)


def _cell_rows(shape: Shape, node: AnyNode) -> Any:
    return shape.items(node, _cells, 1, CELLS_LIMIT)


def _ids(shape: Shape, node: AnyNode) -> Any:
    """One id or a list of ids."""
    if isinstance(node, ListNode):
        return shape.items(node, _id, 1, EARLIER_IDS_LIMIT)
    id = _id(shape, node)
    return BAD if id is BAD else (id,)


def _id(shape: Shape, node: AnyNode) -> Any:
    id = shape.line(node)
    if isinstance(id, str):
        shape.known_id(node, id, "scene_ids")
    return id


def _order(shape: Shape, node: AnyNode) -> Any:
    """A list of ids of scenarios, or of stages of them."""
    return shape.items(node, _placed, None, 1_000)


def _placed(shape: Shape, node: AnyNode) -> Any:
    return shape.part(Stage, node) if isinstance(node, MapNode) else _ordered(shape, node)


def _scenarios(shape: Shape, node: AnyNode) -> Any:
    """A list of ids of scenarios, held later against those that stand beside the pack's file."""
    return shape.items(node, _ordered, 1, 1_000)


def _ordered(shape: Shape, node: AnyNode) -> Any:
    id = shape.line(node)
    if isinstance(id, str) and isinstance(node, ScalarNode):
        shape.uses.ordered.append((id, node))
    return id


def _waive(shape: Shape, node: AnyNode) -> Any:
    """Code of a finding to the reason why it is meant."""
    waived = {}
    for key, code, value in shape.entries(node, "a map such as {PQ512: the reason}"):
        if not CODE.fullmatch(code):
            shape.found.add(rules.BAD_CODE, key, value=code)
        reason = shape.prose(value)
        if reason is not BAD:
            waived[code] = reason
    return waived


def _language(shape: Shape, node: AnyNode) -> Any:
    tag = shape.line(node)
    if isinstance(tag, str) and not LANGUAGE_TAG.fullmatch(tag):
        shape.found.add(rules.LANGUAGE, node, value=tag)
    return tag


def _version(shape: Shape, node: AnyNode) -> Any:
    """The version of the format, of which there is one."""
    version = shape.whole(node, 0, None)
    if version not in (1, BAD):
        hint = "a newer pmquest may know it" if isinstance(version, int) and version > 1 else None
        shape.found.add(rules.VERSION, node, hint=hint, version=version)
        return BAD
    return version


FORMS: Final[dict[str, Read]] = {
    "line": Leaves.line,
    "sentence": Leaves.sentence,
    "prose": Leaves.prose,
    "markdown": Leaves.markdown,
    "cells": _cells,
    "cell_rows": _cell_rows,
    "series": _series,
    "blocks": _blocks,
    "routes": _routes,
    "scene": lambda shape, node: shape.target(node, resume=False),
    "scene_or_resume": lambda shape, node: shape.target(node, resume=True),
    "choice": Leaves.line,
    "ids": _ids,
    "order": _order,
    "scenarios": _scenarios,
    "effects": _effects,
    "set": _set,
    "facts": _facts,
    "waive": _waive,
    "language": _language,
    "odds": _odds,
    "version": _version,
}
"""Form to reader; the limits of a form that needs its own reader stand in it."""
