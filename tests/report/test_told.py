"""Conditions, effects and texts, told to people who do not program."""

from __future__ import annotations

import pytest
from hypothesis import given

from build import (
    Term,
    both,
    calculate,
    choice,
    chose,
    compare,
    either,
    meter,
    negative,
    no,
    scenario,
    scene,
    term,
    visited,
    when,
)
from pmquest.report.script_order import script_order
from pmquest.report.told import Mention, Teller, words
from pmquest.scenario.expression import Compare
from random_scenarios import Author, authors

STORY = scenario(
    scene(
        "monday",
        title="*Monday*",
        to="friday",
        choices=[choice("ring", text="Ring ten of the customers who complained last week, now.")],
    ),
    scene("friday", choices=[choice("go", to="end")]),
    scene("end", ending="good"),
    meters=[
        meter("trust", label="Customer trust"),
        meter("budget", label="Budget", unit="k€", max=2_000),
    ],
    facts={"promises": 0, "interviewed": False, "warned": True},
)
TELLER = Teller(STORY, script_order(STORY))


def told(condition: Term) -> str:
    made = when(condition)
    assert made is not None
    return words(TELLER.condition(made))


CHAIN = Compare((term(0), term("promises"), term(3)), ("<", "<="))


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (compare("trust", ">=", 60), "Customer trust is 60 or more"),
        (compare("trust", "<", 60), "Customer trust is less than 60"),
        (compare("budget", "<=", 1_200), "Budget is 1,200 k€ or less"),
        (compare("budget", ">", 0), "Budget is more than 0 k€"),
        (compare("promises", "==", 2), "“promises” is 2"),
        (compare("promises", "!=", 2), "“promises” is not 2"),
        (compare(60, "<=", "trust"), "Customer trust is 60 or more"),
        (compare("trust", ">=", "budget"), "Customer trust is at least Budget"),
        (compare("turn", ">=", 3), "the number of answers so far is 3 or more"),
        (term("interviewed"), "“interviewed” is yes"),
        (no("interviewed"), "“interviewed” is no"),
        (no(no("interviewed")), "“interviewed” is yes"),
        (term(True), "always"),
        (no(True), "never"),
        (visited("friday"), "you came to scene 2 (Friday)"),
        (no(visited("monday")), "you did not come to scene 1 (*Monday*)"),
        (
            chose("monday", "ring"),
            "you answered 1A (“Ring ten of the customers who complained…”)",
        ),
        (no(chose("friday", "go")), "you did not answer 2A (“Take go”)"),
        (no(compare("trust", ">=", 60)), "Customer trust is less than 60"),
        (CHAIN, "“promises” is more than 0 and “promises” is 3 or less"),
        (no(CHAIN), "“promises” is 0 or less or “promises” is more than 3"),
        (
            both(compare("trust", ">=", 60), no(visited("friday"))),
            "Customer trust is 60 or more and you did not come to scene 2 (Friday)",
        ),
        (
            both("warned", either("interviewed", visited("friday"))),
            "“warned” is yes and (“interviewed” is yes or you came to scene 2 (Friday))",
        ),
        (
            no(both("warned", either("interviewed", visited("friday")))),
            "“warned” is no or (“interviewed” is no and you did not come to scene 2 (Friday))",
        ),
        (
            both("warned", both("interviewed", visited("friday"))),
            "“warned” is yes and “interviewed” is yes and you came to scene 2 (Friday)",
        ),
        (compare("interviewed", "==", True), "“interviewed” is yes"),
        (compare(False, "==", "interviewed"), "“interviewed” is no"),
        (compare("interviewed", "!=", True), "“interviewed” is no"),
        (
            compare("interviewed", "==", "warned"),
            "both or neither of these are so: (“interviewed” is yes), (“warned” is yes)",
        ),
        (
            no(compare("interviewed", "==", visited("friday"))),
            "exactly one of these is so: (“interviewed” is yes), (you came to scene 2 (Friday))",
        ),
        (
            compare(calculate(calculate("trust", "-", 5), "*", 2), ">", negative("promises")),
            "(Customer trust − 5) × 2 is more than −“promises”",
        ),
    ],
)
def test_a_condition_is_told_in_words(condition: Term, said: str) -> None:
    assert told(condition) == said


def test_what_is_named_can_be_found_in_the_document() -> None:
    made = when(both("interviewed", visited("friday"), chose("monday", "ring")))
    assert made is not None
    anchors = [part.anchor for part in TELLER.condition(made) if isinstance(part, Mention)]
    assert anchors == ["fact-interviewed", "scene-2", "scene-1"]


def test_effects_are_told_by_the_names_on_the_screen_and_with_units() -> None:
    moved = TELLER.moved({"trust": 4, "budget": -1_200, "promises": 1}, {"interviewed": True})
    assert moved.split(" · ") == [
        "Customer trust +4",
        "Budget −1,200 k€",
        "“promises” +1",
        "“interviewed” becomes yes",
    ]
    assert TELLER.moved({}, {}) == ""


def test_a_value_inside_a_text_is_told_by_its_name() -> None:
    text = TELLER.text("Trust is {trust}, {{braces}, {promises} promises.")
    assert text == "Trust is ‹Customer trust›, {braces}, ‹promises› promises."


@given(authors)
def test_every_condition_there_can_be_is_told_without_a_sign_of_the_language(
    author: Author,
) -> None:
    made = author.scenario()
    teller = Teller(made, script_order(made))
    condition = when(author.truth(4))
    assert condition is not None
    said = words(teller.condition(condition))
    assert said.count("(") == said.count(")")
    assert not any(sign in said for sign in ("==", "!=", "<", ">", "*", "turn"))
