"""What no single key can tell: whether the keys of a part go together (PQ1).

One function for each part that has such rules, called when all keys of the part were read.
Rules look at the nodes where a key's presence matters, so that a key that is there but bad is
not called missing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from pmquest.framework import DONE_WELL, RESPONSIBILITIES
from pmquest.scenario import rules_shape as rules
from pmquest.scenario.condition_reader import WORDS
from pmquest.scenario.model import RESUME, Choice, Exhibit, Meter, Scenario, Scene
from pmquest.scenario.nodes import AnyNode, ListNode, MapNode, ScalarNode
from pmquest.scenario.shape import Shape

SCENE_KEYS: Final = ("calls_for", "aspect", "signal")
"""What a scored scene has and a narrative one has not."""
CHOICE_KEYS: Final = ("level", "judgment", "why")
"""What every choice of a scored scene has."""
CHOICES_LIMIT: Final = 9


def _meter(shape: Shape, meter: Meter, node: MapNode) -> None:
    start = node.value("start")
    if not isinstance(start, ScalarNode) or start.value != str(meter.start):
        return  # no whole number, which is said already
    if meter.min >= meter.max or not meter.min <= meter.start <= meter.max:
        shape.found.add(
            rules.METER_RANGE,
            node.key("start"),
            least=meter.min,
            greatest=meter.max,
            start=meter.start,
        )


def _exhibit(shape: Shape, exhibit: Exhibit, node: MapNode) -> None:
    chart, table = ("labels", "series"), ("columns", "rows")
    kind = node.value("kind")
    if not isinstance(kind, ScalarNode) or kind.value != exhibit.kind:
        return  # nobody knows what it takes, which is said already
    wanted, others = (table, chart) if exhibit.kind == "table" else (chart, table)
    expected = f"`{wanted[0]}` and `{wanted[1]}`"
    for key in wanted:
        if key not in node.entries and not node.cut:
            shape.found.add(rules.EXHIBIT_KEYS, node, kind=exhibit.kind, expected=expected)
            return
    for key in others:
        if key in node.entries:
            told = f"{expected}, not `{key}`"
            at = node.key(key)
            shape.found.add(rules.EXHIBIT_KEYS, at, kind=exhibit.kind, expected=told)
    if exhibit.kind == "table":
        _row_widths(shape, exhibit, node.value("rows"))
    else:
        _series_widths(shape, exhibit, node.value("series"))


def _row_widths(shape: Shape, exhibit: Exhibit, rows: AnyNode | None) -> None:
    if not exhibit.columns or not isinstance(rows, ListNode):
        return
    for row in rows.items:
        if isinstance(row, ListNode) and len(row.items) != len(exhibit.columns):
            hint = None
            if row.flow and len(row.items) > len(exhibit.columns):
                hint = "if a comma belongs to a cell, quote the cell"
            shape.found.add(
                rules.ROW_WIDTH,
                row,
                hint=hint,
                count=len(row.items),
                columns=len(exhibit.columns),
            )


def _series_widths(shape: Shape, exhibit: Exhibit, series: AnyNode | None) -> None:
    if not exhibit.labels or not isinstance(series, MapNode):
        return
    for name, (key, values) in series.entries.items():
        if isinstance(values, ListNode) and len(values.items) != len(exhibit.labels):
            hint = None
            if values.flow and len(values.items) > len(exhibit.labels):
                hint = "write 1200, not 1,200: a comma parts two values"
            shape.found.add(
                rules.SERIES_WIDTH,
                key,
                hint=hint,
                name=name,
                count=len(values.items),
                labels=len(exhibit.labels),
            )


def _choice(shape: Shape, choice: Choice, node: MapNode) -> None:
    level = node.value("level")
    if choice.responsibility and isinstance(level, ScalarNode) and choice.level:
        belongs = RESPONSIBILITIES[choice.responsibility].level
        if belongs != choice.level:
            shape.found.add(
                rules.OTHER_LEVEL,
                node.value("responsibility") or node,
                responsibility=choice.responsibility,
                level=belongs,
            )
    if choice.slip and choice.judgment in DONE_WELL:
        at = node.value("slip") or node
        shape.found.add(rules.SLIP_ON_GOOD, at, judgment=choice.judgment)
    if "locked" in node.entries and "when" not in node.entries:
        shape.found.add(rules.LOCKED_ALONE, node.key("locked"))


def _scene(shape: Shape, scene: Scene, node: MapNode) -> None:
    if node.cut:
        return
    choices = node.value("choices")
    kinds: list[str] = [key for key in ("choices", "ending") if key in node.entries]
    if "to" in node.entries and "choices" not in node.entries:
        kinds.append("to")
    if len(kinds) != 1:
        found = " and ".join(f"`{kind}`" for kind in kinds) or "no choices, no `to`, no `ending`"
        at = node.key(kinds[-1]) if kinds else node.head
        shape.found.add(rules.SCENE_KIND, at, scene=scene.id, found=found)
    if isinstance(choices, MapNode):
        _choices(shape, scene, node, choices)
    elif "choices" not in node.entries:
        for key in SCENE_KEYS:
            if key in node.entries:
                at = node.key(key)
                shape.found.add(rules.SCORED_WITHOUT_CHOICES, at, scene=scene.id, key=key)
    if "seconds" in node.entries and "timeout" not in node.entries:
        shape.found.add(rules.SECONDS_ALONE, node.key("seconds"))


def _choices(shape: Shape, scene: Scene, node: MapNode, choices: MapNode) -> None:
    scored = _scoring(shape, scene, node, choices)
    least = 2 if scored else 1
    if not least <= len(choices.entries) <= CHOICES_LIMIT:
        shape.found.add(
            rules.CHOICE_COUNT,
            node.key("choices"),
            scene=scene.id,
            count=len(choices.entries),
            least=least,
        )
    if "to" in node.entries:
        return
    for id, (key, choice) in choices.entries.items():
        if isinstance(choice, MapNode) and "to" not in choice.entries and not choice.cut:
            hint = "say where with `to:` and the id of a scene, here or once for the whole scene"
            shape.found.add(rules.NO_WAY_ON, key, hint=hint, choice=id)


def _scoring(shape: Shape, scene: Scene, node: MapNode, choices: MapNode) -> bool:
    """Hold a scene with choices against format.md, "What happens", 6; say if it is scored."""
    answers = [
        (key, value) for key, value in choices.entries.values() if isinstance(value, MapNode)
    ]
    scored = any(key in node.entries for key in SCENE_KEYS) or any(
        key in answer.entries
        for _, answer in answers
        for key in (*CHOICE_KEYS, "responsibility", "slip")
    )
    if not scored:
        return False
    wanted = [key for key in SCENE_KEYS if key != "signal" or scene.calls_for != "either"]
    missing = [key for key in wanted if key not in node.entries]
    if missing:
        at = node.key("choices")
        owner = f"“{scene.id}”"
        shape.found.add(rules.HALF_SCORED, at, owner=owner, missing=_named(missing))
    for key, answer in answers:
        lacking = [name for name in CHOICE_KEYS if name not in answer.entries]
        if lacking and not answer.cut:
            owner = f"“{key.value}”"
            shape.found.add(rules.HALF_SCORED, key, owner=owner, missing=_named(lacking))
    return True


def _named(keys: list[str]) -> str:
    quoted = [f"`{key}`" for key in keys]
    return quoted[0] if len(quoted) == 1 else ", ".join(quoted[:-1]) + " and " + quoted[-1]


def _scenario(shape: Shape, _scenario: Scenario, node: MapNode) -> None:
    meters, facts = node.value("meters"), node.value("facts")
    for names in (meters, facts):
        if isinstance(names, MapNode):
            for id, (key, _) in names.entries.items():
                if id in WORDS:
                    shape.found.add(rules.RESERVED_ID, key, id=id)
    if isinstance(meters, MapNode) and isinstance(facts, MapNode):
        for id, (key, _) in facts.entries.items():
            if id in meters.entries:
                shape.found.add(rules.SAME_ID, key, id=id, first=meters.key(id).line)
    scenes = node.value("scenes")
    if isinstance(scenes, MapNode) and RESUME in scenes.entries:
        shape.found.add(rules.RESERVED_ID, scenes.key(RESUME), id=RESUME)


FINISHERS: Final[dict[type, Callable[[Shape, Any, MapNode], None]]] = {
    Meter: _meter,
    Exhibit: _exhibit,
    Choice: _choice,
    Scene: _scene,
    Scenario: _scenario,
}
"""The rules of each part that has any."""
