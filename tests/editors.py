"""What an editor makes of a scenario: YAML 1.2 without its tags, held against the JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import yaml
from jsonschema import Draft7Validator, ValidationError

from pmquest.scenario.schema import scenario_schema

SCHEMA = scenario_schema()
VALIDATOR = Draft7Validator(SCHEMA)


class Core(yaml.CSafeLoader):
    """Takes `true`, `false`, numbers and nothing at all for what they are, the rest for text."""

    yaml_implicit_resolvers: dict[str, list[Any]] = {}  # noqa: RUF012


for tag, pattern, begins in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"", [""]),
):
    resolves = re.compile(f"(?:{pattern})$")
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", resolves, list(begins))


def seen(text: bytes | str) -> Any:
    """The data that an editor holds against the schema."""
    return _with_names(yaml.load(text, Loader=Core))


def _with_names(data: Any) -> Any:
    """The data with keys as they are written: `true` and 12 are names there."""
    if isinstance(data, list):
        return [_with_names(each) for each in data]
    if isinstance(data, dict):
        return {_name(key): _with_names(value) for key, value in data.items()}
    return data


def _name(key: Any) -> str:
    return str(key).lower() if isinstance(key, bool) else str(key)


def complaints(data: Any) -> list[str]:
    """What the schema has against a scenario, down to what it is about."""
    return sorted(set(_told(VALIDATOR.iter_errors(data))))


def _told(errors: Iterable[ValidationError]) -> Iterator[str]:
    for error in errors:
        yield from (
            _told(error.context) if error.context else (f"{error.json_path}: {error.message}",)
        )
