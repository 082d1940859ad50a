"""Reads what describes a folder of scenarios, its `pack.yaml` (format.md, "Packs").

As with scenarios, nothing that the file holds makes these functions raise or hang. A pack with
mistakes is given as far as it could be read: its scenarios are played all the same.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from pmquest.scenario import rules_packs as rules
from pmquest.scenario.diagnostics import Collector, Diagnostic, printable
from pmquest.scenario.files import ids_in
from pmquest.scenario.model import Pack
from pmquest.scenario.nodes import MapNode
from pmquest.scenario.plan import part_of
from pmquest.scenario.reader import file_bytes
from pmquest.scenario.shape import Shape
from pmquest.scenario.source import decode, source_lines
from pmquest.scenario.suggest import did_you_mean
from pmquest.scenario.yaml_tree import read_tree

_MOST_NAMED: Final = 5
"""So many ids are named in one sentence; of more, how many there are."""
_SUGGESTIONS: Final = 25
"""Guessing takes time; after this many the mistake is not in the single id."""
_LONGEST: Final = 200
"""Characters of a hint: the names of files stand in it, and those are as long as one likes."""
_OF_A_SCENARIO: Final = frozenset({"pmquest", "scenes"})


class PackReading(Struct, frozen=True):
    """What reading a pack's file gave: as much of the pack as there is, and all findings."""

    pack: Pack | None
    """None where the file holds no pack; "" and () stand where a part of one is bad."""
    findings: tuple[Diagnostic, ...]


def read_pack_file(path: Path) -> PackReading:
    """Read the file of a pack; its order is held against what stands beside it."""
    found = Collector(str(path))
    data = file_bytes(path, found)
    if data is None:
        return PackReading(None, found.findings)
    try:
        ids = ids_in(path.parent)
    except OSError:
        ids = ()
    return _read(data, found, ids)


def read_pack(data: bytes, *, file: str, ids: Sequence[str]) -> PackReading:
    """Read a pack from the bytes of its file; `file` is how findings name it.

    `ids` are the scenarios that stand beside it, in the order of their names.
    """
    return _read(data, Collector(file), ids)


def _read(data: bytes, found: Collector, ids: Sequence[str]) -> PackReading:
    pack = _pack(data, found, ids)
    return PackReading(pack, found.findings)


def _pack(data: bytes, found: Collector, ids: Sequence[str]) -> Pack | None:
    text = decode(data, found)
    if text is None:
        return None
    root = read_tree(text, found, "pmquest_pack: 1")
    if root is None:
        return None
    if not isinstance(root, MapNode) or _is_scenario(root):
        hint = "begin it with that and a `title:`; a scenario needs another file name"
        found.add(rules.NOT_A_PACK, root, hint=hint)
        return None
    shape = Shape(found, source_lines(text), part_of)
    pack: Pack = shape.part(Pack, root)
    _check_order(shape, root, ids)
    return pack


def _is_scenario(root: MapNode) -> bool:
    keys = root.entries.keys()
    return bool(keys & _OF_A_SCENARIO) and "pmquest_pack" not in keys


def _check_order(shape: Shape, root: MapNode, ids: Sequence[str]) -> None:
    """Hold the ids that a pack puts in order against the scenarios there are."""
    there = dict.fromkeys(ids)
    lines: dict[str, int] = {}
    unknown = 0
    for id, at in shape.uses.ordered:
        if id in lines:
            shape.found.add(rules.ORDERED_TWICE, at, id=id, first=lines[id])
            continue
        lines[id] = at.line
        if id not in there:
            unknown += 1
            hint = printable(_meant(id, there), _LONGEST) if unknown <= _SUGGESTIONS else None
            shape.found.add(rules.UNKNOWN_SCENARIO, at, hint=hint, id=id)
    left_out = [id for id in there if id not in lines]
    wrong = any(finding.severity == "error" for finding in shape.found.findings)
    if lines and left_out and not wrong:  # what is misspelt or badly put would be told twice
        told = ", ".join(f"“{id}”" for id in left_out)
        if len(left_out) > _MOST_NAMED:
            told = f"{len(left_out)} of the {len(there)} scenarios"
        hint = "they are listed after the others, by level and length"
        shape.found.add(rules.LEFT_OUT, root.key("order"), hint=hint, ids=told)


def _meant(name: str, there: Collection[str]) -> str:
    """Say what to write in the order instead of a name that is no id beside the file."""
    if not there:
        return "no scenario stands beside this file"
    id = name.replace("\\", "/").rpartition("/")[2].removesuffix(".yaml").removesuffix(".yml")
    if id in there:
        return f"did you mean '{id}'?"
    if id != name:
        return "name scenarios of this folder, each by its file's name without .yaml"
    if len(there) > _MOST_NAMED:
        return did_you_mean(name, there) or "the id of a scenario is its file's name without .yaml"
    return did_you_mean(name, there) or f"there are: {', '.join(there)}"
