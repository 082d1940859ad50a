"""`pmquest explore --format json`, key by key as cli.md has it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import choice, scenario, scene
from explorations import ending, exploration, shown
from pmquest.explore.exploration import Counts, Range, Sampled
from pmquest.report.data import json_text
from pmquest.report.exploration_data import decimal, exploration_json

STORY = scenario(
    scene("monday", choices=[choice("ring", "friday"), choice("wait", "loved")]),
    scene("friday", choices=[choice("bribe", "attic")]),
    scene("attic", to="attic"),
    scene("loved", ending="good"),
    scene("lost", ending="bad"),
)
FOUND = exploration(
    STORY,
    states=1234,
    paths=123456789012,
    visits={"monday": 1.0, "friday": None, "attic": 0.0, "loved": 0.31, "lost": 0.0},
    unreachable=("attic", "lost"),
    never_available=(("friday", "bribe"),),
    stuck=(shown("friday", ("monday", "ring"), seed=3), shown("attic", seed=None)),
    endless=(shown("friday"), shown("monday")),
    endings={
        "loved": ending("good", 0.31, (0.4, 0.7, 1.0), (("monday", "wait"),)),
        "lost": ending("bad", 0.0, (None, None, None), None),
    },
    judgment=Range(0.1, 1.0),
    decisions=Counts(7, None),
    no_strong=(shown("friday"),),
)


def test_the_json_has_the_promised_keys_in_their_order() -> None:
    found = exploration_json(FOUND)
    assert list(found) == [
        "exact", "states", "paths", "scenes", "unreachable", "never_available", "stuck",
        "endless", "endings", "judgment", "decisions", "players", "no_strong",
    ]  # fmt: skip
    assert json.loads(json_text(found)) == found
    assert (found["exact"], found["states"], found["paths"]) == (True, 1234, "123456789012")
    assert found["scenes"]["monday"] == {"visits": 1.0}
    assert found["scenes"]["friday"] == {"visits": None}
    assert list(found["scenes"]) == list(STORY.scenes)
    assert found["unreachable"] == ["attic", "lost"]
    assert found["never_available"] == [["friday", "bribe"]]
    assert found["stuck"] == [
        {"scene": "friday", "picks": [["monday", "ring"]], "seed": 3},
        {"scene": "attic", "picks": [], "seed": None},
    ]
    assert found["endless"] == ["friday", "monday"]
    assert found["endings"] == {
        "loved": {
            "grade": "good",
            "probability": 0.31,
            "judgment": {"min": 0.4, "mean": 0.7, "max": 1.0},
            "shortest": [["monday", "wait"]],
        },
        "lost": {
            "grade": "bad",
            "probability": 0.0,
            "judgment": {"min": None, "mean": None, "max": None},
            "shortest": None,
        },
    }
    assert list(found["endings"]["loved"]["judgment"]) == ["min", "mean", "max"]
    assert found["judgment"] == {"min": 0.1, "max": 1.0}
    assert found["decisions"] == {"min": 7, "max": None}
    assert list(found["players"]) == [
        "random", "first", "longest", "shortest", "always_manager", "always_leader",
        "as_called", "strong",
    ]  # fmt: skip
    assert found["no_strong"] == ["friday"]


def test_a_sample_says_last_how_it_was_taken() -> None:
    sample = exploration(STORY, paths=None, sampled=Sampled(plays=10_000, seed=1))
    found = exploration_json(sample)
    assert list(found)[-1] == "sampled"
    assert found["exact"] is False
    assert found["sampled"] == {"plays": 10_000, "seed": 1}
    assert found["paths"] is None


@given(st.integers(0, 10**60))
def test_paths_are_written_in_decimals(number: int) -> None:
    assert decimal(number) == str(number)


@pytest.mark.parametrize("exponent", [3999, 4000, 4001, 8000, 10_000])
def test_paths_of_thousands_of_digits_are_written_whole(exponent: int) -> None:
    assert decimal(10**exponent + 7) == "1" + "0" * (exponent - 1) + "7"
    assert decimal(10**exponent - 1) == "9" * exponent
