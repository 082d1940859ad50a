"""The door through which scenarios come in: bytes or a file to a Scenario, or every finding.

Nothing that a file holds makes these functions raise or hang; what is wrong is a finding.
"""

from __future__ import annotations

import gc
import hashlib
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from msgspec import Struct, structs

from pmquest.scenario import rules_shape
from pmquest.scenario.diagnostics import Collector, Diagnostic, Span, rule
from pmquest.scenario.files import PACK_FILE
from pmquest.scenario.model import Scenario
from pmquest.scenario.names import NameCheck
from pmquest.scenario.nodes import MapNode
from pmquest.scenario.places import Places
from pmquest.scenario.plan import part_of
from pmquest.scenario.shape import SCENE_ID, Shape
from pmquest.scenario.source import FILE_LIMIT, decode, source_lines
from pmquest.scenario.yaml_tree import read_tree

UNREADABLE = rule(
    "PQ004",
    "error",
    "the file cannot be read: {problem}",
    meaning="The file is not there, is not a file, or you may not read it. This finding is "
    "about the file itself, so no example of its text can show it.",
    raises="",
    passes="",
)
BAD_STEM = rule(
    "PQ005",
    "error",
    "the file's name gives the scenario its id, and “{stem}” cannot be one",
    meaning="Name the file with small letters, digits, hyphens and underscores, beginning with "
    "a letter, such as `where-is-my-order.yaml`. This finding is about the name of the file, so "
    "no example of its text can show it.",
    raises="",
    passes="",
)


NOWHERE: Final = Places()
"""The places of a file of which nothing could be read."""


class Reading(Struct, frozen=True):
    """What reading a file gave: the scenario, unless a finding is an error, and all findings."""

    scenario: Scenario | None
    findings: tuple[Diagnostic, ...]
    places: Places = NOWHERE
    """Where the parts of the file stand, as far as it could be read."""


def read_file(path: Path) -> Reading:
    """Read a scenario from a file; its id is the file's stem."""
    found = Collector(str(path))
    data = file_bytes(path, found)
    return Reading(None, found.findings) if data is None else _read(data, found, path.stem)


def file_bytes(path: Path, found: Collector) -> bytes | None:
    """Give the bytes of a file as far as one may be read; None, and a finding, where none may."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):  # it might be waited for
            found.add(UNREADABLE, Span(1, 1), problem="it is not a regular file")
            return None
        with path.open("rb") as file:  # says of a folder what it is, or that it is closed
            return file.read(FILE_LIMIT + 1)
    except (OSError, ValueError) as error:
        problem = getattr(error, "strerror", None) or "its name is not one a file can have"
        found.add(UNREADABLE, Span(1, 1), problem=problem)
        return None


def read_bytes(data: bytes, *, file: str, scenario_id: str) -> Reading:
    """Read a scenario from the bytes of a file; `file` is how findings name it."""
    return _read(data, Collector(file), scenario_id)


def content_hash(data: bytes) -> str:
    """Give the hash by which a scenario's text is kept: `sha256:` and 64 hexadecimal digits."""
    return "sha256:" + hashlib.sha256(data).hexdigest()


def _read(data: bytes, found: Collector, id: str) -> Reading:
    if not SCENE_ID.fullmatch(id):
        found.add(BAD_STEM, Span(1, 1), stem=id)
    with _collector_off():
        scenario, places = _scenario(data, found, id)
    return Reading(None if found.has_errors else scenario, found.findings, places)


@contextmanager
def _collector_off() -> Iterator[None]:
    """Keep the cyclic collector from walking a tree that only grows; worth a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _scenario(data: bytes, found: Collector, id: str) -> tuple[Scenario | None, Places]:
    text = decode(data, found)
    if text is None:
        return None, NOWHERE
    root = read_tree(text, found)
    if root is None:
        return None, NOWHERE
    if not isinstance(root, MapNode) or not root.entries.keys() & {"pmquest", "scenes"}:
        packed = isinstance(root, MapNode) and "pmquest_pack" in root.entries
        hint = f"a pack is described in a file called {PACK_FILE}" if packed else None
        found.add(rules_shape.NOT_A_SCENARIO, root, hint=hint)
        return None, NOWHERE
    lines = source_lines(text)
    shape = Shape(found, lines, part_of)
    scenario: Scenario = shape.part(Scenario, root, given={"id": id, "hash": content_hash(data)})
    NameCheck(scenario, root, shape).run()
    if not scenario.start and scenario.scenes:
        scenario = structs.replace(scenario, start=next(iter(scenario.scenes)))
    return scenario, Places(root, lines)
