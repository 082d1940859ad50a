"""What the player is shown: every word filled in, nothing left to compute."""

from __future__ import annotations

import pytest

from build import Exhibit, choice, compare, meter, scenario, scene, when
from pmquest.engine.machine import Machine
from pmquest.engine.play import Play
from pmquest.engine.text import interpolate
from pmquest.engine.views import MeterView, SceneView


def view(*scenes: object, **more: object) -> SceneView:
    given = {
        "meters": [meter("trust", 45), meter("churn", -3, min=-10, unit="%", better="lower")],
        "facts": {"promises": 2, "asked": False},
        **more,
    }
    return Play.begin(Machine(scenario(*scenes, **given)), 1).view  # type: ignore[arg-type]


def test_titles_texts_choices_and_locks_show_meters_and_facts() -> None:
    shown = view(
        scene(
            "a",
            title="Day {promises}",
            text=["At {trust}.", ("asked", "Hidden."), (compare("trust", ">", 40), "{asked}.")],
            choices=[
                choice("x", "a", text="Promise a {promises}nd."),
                choice("y", "a", text="{trust}?", condition="asked", locked="At {churn}?"),
            ],
            shuffle=False,
        )
    )
    assert shown.title == "Day 2"
    assert shown.text == "At 45.\n\nfalse."
    assert [(one.text, one.locked) for one in shown.choices] == [
        ("Promise a 2nd.", None),
        ("45?", "At -3?"),
    ]


def test_the_thousands_of_a_meter_stand_apart_and_those_of_a_fact_do_not() -> None:
    shown = view(
        scene("a", text="{budget} k€ of {year}"),
        meters=[meter("budget", start=1_200, max=5_000)],
        facts={"year": 2026},
    )
    assert shown.text == "1,200 k€ of 2026"


def test_exhibits_are_shown_while_their_condition_holds_with_their_words_filled_in() -> None:
    table = Exhibit(
        title="At {trust}", kind="table", columns=("What", "{trust}"), rows=(("{asked}", "1.10"),)
    )
    line = Exhibit(
        title="Weeks", kind="line", labels=("w{promises}", "w3"), series={"late": (1, 2.5)}
    )
    hidden = Exhibit(title="No", kind="bar", when=when("asked"))
    shown = view(scene("a", exhibits=(table, hidden, line), ending="good")).exhibits
    assert [exhibit.title for exhibit in shown] == ["At 45", "Weeks"]
    assert shown[0].columns == ("What", "45")
    assert shown[0].rows == (("false", "1.10"),)
    assert shown[1].labels == ("w2", "w3")
    assert shown[1].series == {"late": (1, 2.5)}


def test_meters_are_shown_in_the_order_of_the_file_and_facts_are_not() -> None:
    assert view(scene("a", ending="good")).meters == (
        MeterView("trust", "Trust", 45, 0, 100, "", "higher"),
        MeterView("churn", "Churn", -3, -10, 100, "%", "lower"),
    )


def test_time_limits_are_told_and_not_kept() -> None:
    limited = scene("a", choices=[choice("x", "a"), choice("y", "a")], seconds=60, timeout="y")
    shown = view(limited)
    assert (shown.seconds, shown.timeout) == (60, "y")
    free = view(scene("a", choices=[choice("x", "a")]))
    assert (free.seconds, free.timeout) == (None, None)


def test_an_ending_shows_its_grade_and_no_choices() -> None:
    shown = view(scene("a", ending="mixed"))
    assert (shown.ending, shown.choices) == ("mixed", ())


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("plain", "plain"),
        ("{trust} and {trust}", "45 and 45"),
        ("{{trust}", "{trust}"),
        ("{{{trust}", "{45"),
        ("{{{{", "{{"),
        ("a } and a }}", "a } and a }}"),
        ("{unknown} {Trust} {} {", "{unknown} {Trust} {} {"),
    ],
)
def test_braces_in_a_text(template: str, text: str) -> None:
    assert interpolate(template, {"trust": "45"}) == text


def test_what_is_filled_in_is_not_read_again() -> None:
    assert interpolate("{a}{b}", {"a": "{b}", "b": "{{"}) == "{b}{{"
