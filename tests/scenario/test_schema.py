"""The JSON Schema lets through what the reader takes, and names what an author mistypes."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from test_fuzz import SEED, mutated

import pmquest.check.findings  # noqa: F401  fills RULES
from editors import SCHEMA, complaints, seen
from pmquest.scenario import model
from pmquest.scenario.diagnostics import RULES, Rule
from pmquest.scenario.examples import completed
from pmquest.scenario.fields import fields_of
from pmquest.scenario.files import may_be_scenario
from pmquest.scenario.forms import EFFECT_LIMIT
from pmquest.scenario.reader import read_bytes
from random_scenarios import Author
from written import file_of

SHIPPED = [
    path
    for path in sorted((Path(__file__).parents[2] / "scenarios").iterdir())
    if may_be_scenario(path.name)
]
WHOLE = seen(
    completed(
        """\
start: monday
reflect: [Whom did you last ring?]
author: Noor
license: CC BY 4.0
language: pt-BR
tags: [launch]
panel: {n: 7}
waive: {PQ512: The long answer is the point here.}
meters:
  trust: {label: Trust, start: 45, min: -10, max: 90, unit: "%", better: lower}
facts: {asked: false, calls: 0}
interrupts: [{when: trust <= 0, to: out}]
scenes:
  monday:
    title: Monday
    text: [Hello., {text: You know them., when: asked}]
    enter: [{when: asked, effects: {trust: 1}, set: {calls: 2}}]
    exhibits:
      - {title: Tickets, kind: line, labels: [w1], series: {late: [1.5]}, when: asked}
      - {title: Sales, kind: table, columns: [a], rows: [[1]]}
    calls_for: manager
    signal: One product.
    aspect: scope
    weight: 2
    notes: Ask.
    seconds: 60
    timeout: wait
    shuffle: false
    was: sunday
    to: [{scene: out, when: asked}, {scene: friday}]
    choices:
      wait:
        {text: Wait., level: manager, judgment: strong, why: So., responsibility: customers}
      ring:
        {text: Ring., level: leader, judgment: poor, why: No., slip: half, effects: {trust: 1},
         set: {asked: true}, result: So., when: asked, locked: Later., once: true, was: [rang],
         to: [{scene: out, odds: 1}, {scene: friday, odds: 2}], agreement: 0.8}
  friday: {title: Friday, text: Bye., ending: good}
  out: {title: Out, text: Bye., to: resume}
"""
    )
)
"""A scenario in which every part of the model stands, and every key of each at least once."""
PLACES: dict[type, tuple[Any, ...]] = {
    model.Scenario: (),
    model.Panel: ("panel",),
    model.Meter: ("meters", "trust"),
    model.Interrupt: ("interrupts", 0),
    model.Scene: ("scenes", "monday"),
    model.Block: ("scenes", "monday", "text", 1),
    model.Arrival: ("scenes", "monday", "enter", 0),
    model.Exhibit: ("scenes", "monday", "exhibits", 0),
    model.Route: ("scenes", "monday", "to", 0),
    model.Choice: ("scenes", "monday", "choices", "ring"),
}
KEYS = [(cls, field.name) for cls in PLACES for field in fields_of(cls)]


def at(data: Any, place: tuple[Any, ...]) -> Any:
    for step in place:
        data = data[step]
    return data


def scene(**keys: Any) -> list[str]:
    """What is said of a scenario whose first scene has these keys."""
    data = copy.deepcopy(WHOLE)
    data["scenes"]["monday"] = {"title": "Monday", "text": "Hello.", "to": "friday", **keys}
    return complaints(data)


def test_the_schema_is_one_of_draft_7():
    Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_scenarios_that_ship_are_valid(path: Path):
    assert complaints(seen(path.read_bytes())) == []


def readable_examples() -> Iterator[Rule]:
    for rule in RULES.values():
        reading = read_bytes(completed(rule.passes), file="example", scenario_id="example")
        if rule.passes and reading.scenario is not None:
            yield rule


@pytest.mark.parametrize("rule", readable_examples(), ids=lambda rule: rule.code)
def test_the_second_example_of_every_rule_is_valid(rule: Rule):
    assert complaints(seen(completed(rule.passes))) == []


def test_the_whole_example_is_valid_for_reader_and_schema():
    text = json.dumps(WHOLE).encode()
    assert read_bytes(text, file="whole", scenario_id="whole").findings == ()
    assert complaints(WHOLE) == []


@pytest.mark.parametrize(("cls", "key"), KEYS, ids=lambda each: getattr(each, "__name__", each))
def test_a_key_one_letter_off_is_named(cls: type, key: str):
    data = copy.deepcopy(WHOLE)
    part = at(data, PLACES[cls])
    part[f"{key}x"] = part.pop(key, 1)
    assert any(f"'{key}x' was unexpected" in complaint for complaint in complaints(data))


@pytest.mark.parametrize(("cls", "key"), KEYS, ids=lambda each: getattr(each, "__name__", each))
def test_a_key_that_is_required_is_missed(cls: type, key: str):
    data = copy.deepcopy(WHOLE)
    at(data, PLACES[cls]).pop(key, None)
    required = {field.name for field in fields_of(cls) if field.required}
    missed = any(f"'{key}' is a required property" in complaint for complaint in complaints(data))
    assert missed == (key in required)


def test_every_key_is_described_in_sentences_and_every_word_has_its_meaning():
    parts = [
        SCHEMA,
        *(SCHEMA["definitions"][cls.__name__] for cls in PLACES if cls is not model.Scenario),
    ]
    values = [value for part in parts for value in part["properties"].values()]
    assert len(values) == len(KEYS)
    assert all(value["description"].endswith(".") for value in values)
    words = [value for value in values if "enum" in value]
    assert len(words) == 10
    assert all(len(value["enum"]) == len(value["enumDescriptions"]) for value in words)


TEXTS = ("no", "yes", "on", "12:30", "1.10", "12", "true", "1_000", "0x1F", "-1e3")


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("load", [seen, yaml.safe_load], ids=["YAML 1.2", "YAML 1.1"])
def test_a_plain_scalar_is_a_text_in_either_version_of_yaml(load: Any, text: str):
    assert scene(title=load(text), text=[load(text)], to=load("friday")) == []


def test_a_key_with_nothing_after_it_is_refused():
    assert complaints(seen(completed("author:\n"))) != []


@pytest.mark.parametrize(
    "keys",
    [
        {"title": " "},
        {"title": "two\nlines"},
        {"title": ["a"]},
        {"text": []},
        {"text": {"text": "a"}},
        {"text": [{"when": "asked"}]},
        {"to": "Friday"},
        {"to": []},
        {"to": ["friday"]},
        {"to": [{"scene": "friday", "odds": 1}, {"scene": "out"}]},
        {"to": [{"scene": "friday", "odds": 0}]},
        {"weight": 4},
        {"weight": "2"},
        {"shuffle": "yes"},
        {"ending": "happy"},
        {"ending": "good"},
        {"choices": {}, "to": "friday"},
        {"choices": {f"c{n}": {"text": "Wait."} for n in range(10)}},
        {"choices": {"Wait": {"text": "Wait."}}},
        {"choices": {"wait": {"text": "Wait.", "level": "manager"}}},
        {"choices": {"wait": {"text": "Wait.", "locked": "Later."}}},
        {"choices": {"wait": {"text": "Wait.", "effects": {"trust": "many"}}}},
        {"choices": {"wait": {"text": "Wait.", "set": {"asked": "many"}}}},
        {"choices": {"wait": {"text": "Wait.", "when": "trust > 1 and " * 30}}},
        {"calls_for": "manager"},
        {"signal": "One product."},
        {"seconds": 5},
        {"exhibits": [{"title": "a", "kind": "bar", "labels": ["a"]}]},
        {"exhibits": [{"title": "a", "kind": "pie"}]},
        {"exhibits": [{"title": "a", "kind": "bar", "labels": ["a"], "series": {"a": ["b"]}}]},
        {"was": []},
        {"was": "Sunday"},
    ],
    ids=lambda keys: json.dumps(keys)[:60],
)
def test_what_the_reader_refuses_is_refused(keys: dict[str, Any]):
    data = copy.deepcopy(WHOLE)
    data["scenes"]["monday"] = {"title": "Monday", "text": "Hello.", "to": "friday", **keys}
    reading = read_bytes(json.dumps(data).encode(), file="example", scenario_id="example")
    assert reading.scenario is None
    assert complaints(data) != []


def drawn_file(number: int) -> dict[str, Any]:
    """A random scenario as a file, but for what the reader lets no file have."""
    data = file_of(Author(number).scenario())
    for scene in data["scenes"].values():
        choices = scene.get("choices", {}).values()
        for choice in choices:
            del choice["why"]  # coaching stands where answers are scored
            if "when" not in choice:
                choice.pop("locked", None)
        for part in (*scene.get("enter", ()), *choices):
            for name, amount in part.get("effects", {}).items():
                part["effects"][name] = max(-EFFECT_LIMIT, min(EFFECT_LIMIT, amount))
    return data


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=100, deadline=None)
def test_any_scenario_that_is_written_down_is_valid(number: int):
    data = drawn_file(number)
    reading = read_bytes(json.dumps(data).encode(), file="example", scenario_id="example")
    assert reading.scenario is not None
    assert complaints(data) == []


@given(mutated())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_the_reader_takes_is_valid(data: bytes):
    is_valid_if_taken(data)


@pytest.mark.long
@given(mutated())
@settings(max_examples=5_000, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_the_reader_takes_of_thousands_is_valid(data: bytes):
    is_valid_if_taken(data)


def is_valid_if_taken(data: bytes) -> None:
    if read_bytes(data, file="story", scenario_id="story").scenario is not None:
        assert complaints(seen(data)) == []


def test_the_damaged_scenarios_begin_with_one_that_is_taken():
    assert read_bytes(SEED, file="story", scenario_id="story").scenario is not None
