"""What is told of scenes, endings and choices that nobody reaches, and of dead ends."""

import pytest
from clean_story import STORY, judged, read, shown
from hypothesis import given, settings
from hypothesis import strategies as st

from build import (
    both,
    choice,
    chose,
    compare,
    either,
    interrupt,
    meter,
    no,
    route,
    scenario,
    scene,
    visited,
)
from explorations import exploration, road
from explorations import shown as seen
from pmquest.check.findings import scenario_findings, shown_by
from pmquest.engine.machine import Machine
from pmquest.explore.exploration import Sampled
from pmquest.explore.explore import explore
from pmquest.scenario.diagnostics import Diagnostic
from pmquest.scenario.model import Scenario
from pmquest.scenario.places import Places


def flow(story: Scenario) -> list[Diagnostic]:
    """The findings about the flow of a scenario that has no file."""
    found = scenario_findings(story, Places(), explore(Machine(story)), "story.yaml")
    return [each for each in found if each.code.startswith("PQ3")]


def told(story: Scenario) -> list[tuple[str, str | None]]:
    """Each message with its hint, in the order of the alphabet."""
    return sorted((each.message, each.hint) for each in flow(story))


BEGIN = scene("monday", to="friday")
END = scene("friday", ending="good")


def test_of_scenes_one_behind_the_other_only_the_first_is_told():
    story = scenario(
        BEGIN, scene("attic", to="loft"), scene("loft", to="roof"), scene("roof", to="friday"), END
    )

    assert told(story) == [
        (
            "nobody ever comes to “attic”",
            "nothing leads here; “loft” and “roof” behind it cannot be reached either",
        )
    ]


def test_scenes_that_only_lead_to_each_other_are_told_once():
    story = scenario(BEGIN, scene("attic", to="loft"), scene("loft", to="attic"), END)

    assert told(story) == [
        (
            "nobody ever comes to “attic”",
            "only “loft” leads here, which nobody reaches either; "
            "“loft” behind it cannot be reached either",
        )
    ]


def test_a_scene_that_leads_to_itself_alone():
    story = scenario(BEGIN, scene("attic", choices=[choice("stay", "attic")]), END)

    assert told(story) == [("nobody ever comes to “attic”", "nothing leads here")]


def test_a_route_that_is_never_taken_is_named():
    story = scenario(
        scene(
            "monday",
            to=[
                route("attic", compare("trust", ">", 50)),
                route("friday", compare("trust", ">=", 0)),
                route("loft"),
            ],
        ),
        scene("attic", to="friday"),
        scene("loft", to="friday"),
        END,
        meters=[meter("trust", 40)],
    )

    assert told(story) == [
        (
            "nobody ever comes to “attic”",
            "“monday” leads here only while `as built in Python`, which cannot hold "
            "(trust is always 40)",
        ),
        (
            "nobody ever comes to “loft”",
            "“monday” leads here, but another way is always taken first",
        ),
    ]


def test_a_route_that_an_earlier_one_always_forestalls_is_told_so():
    story = scenario(
        scene(
            "monday",
            to=[
                route("friday", compare("trust", ">=", 40)),
                route("attic", compare("trust", ">=", 30)),
                route("friday"),
            ],
        ),
        scene("attic", to="friday"),
        END,
        meters=[meter("trust", 40)],
    )

    assert told(story) == [
        (
            "nobody ever comes to “attic”",
            "“monday” leads here only while `as built in Python`, "
            "which never holds where no way before it does",
        )
    ]


def test_a_way_on_which_an_interrupt_always_breaks_in_is_told_so():
    story = scenario(
        scene("monday", choices=[choice("go", "attic")]),
        scene("attic", to="friday"),
        scene("letter", to="friday"),
        END,
        meters=[meter("trust", 40)],
        interrupts=[interrupt(compare("trust", ">", 20), "letter")],
    )

    assert told(story) == [
        (
            "nobody ever comes to “attic”",
            "“go” in “monday” leads here, but an interrupt always breaks in",
        )
    ]


def test_a_choice_that_can_never_be_picked_explains_the_scene_behind_it():
    story = scenario(
        scene(
            "monday",
            choices=[
                choice("go", "friday"),
                choice("climb", "attic", condition=chose("attic", "on")),
            ],
        ),
        scene("attic", choices=[choice("on", "friday")]),
        END,
    )

    assert told(story) == [
        (
            "nobody ever comes to “attic”",
            "“climb” in “monday” leads here, and can never be picked",
        ),
        (
            "“climb” can never be picked: its `when` never holds in “monday”",
            "it cannot hold anywhere",
        ),
    ]


def test_a_condition_that_might_hold_elsewhere_is_told_so():
    story = scenario(
        scene("monday", choices=[choice("go", "tuesday", effects={"trust": 5})]),
        scene(
            "tuesday",
            choices=[
                choice("on", "friday"),
                choice("off", "friday", condition=compare("trust", ">", 60)),
            ],
        ),
        END,
        meters=[meter("trust", 40)],
    )

    assert told(story) == [
        (
            "“off” can never be picked: its `when` never holds in “tuesday”",
            "on no road to “tuesday” does it hold; trust goes from 40 to 100",
        )
    ]


def test_an_interrupt_that_never_fires_is_named():
    story = scenario(
        scene("monday", choices=[choice("go", "friday")]),
        scene("letter", to="resume"),
        END,
        meters=[meter("trust", 40)],
        interrupts=[interrupt(compare("trust", "<", 20), "letter")],
    )

    assert told(story) == [
        (
            "nobody ever comes to “letter”",
            "an interrupt leads here only while `as built in Python`, which cannot hold "
            "(trust is always 40)",
        )
    ]


def test_an_ending_behind_an_unreached_scene_is_told_apart():
    story = scenario(BEGIN, scene("attic", to="roof"), scene("roof", ending="bad"), END)

    assert told(story) == [
        (
            "nobody ever comes to the ending “roof”",
            "only “attic” leads here, which nobody reaches either",
        ),
        ("nobody ever comes to “attic”", "nothing leads here"),
    ]


@pytest.mark.parametrize(
    ("scenes", "reason", "hint"),
    [
        (
            [scene("monday", to=[route("friday", compare("trust", ">", 50), 1)])],
            "no way on is open then",
            "there trust is 40; leave one route without `when`",
        ),
        (
            [scene("monday", to="resume")],
            "it goes back to what was interrupted, and nothing was",
            "let interrupts alone lead to a scene with `to: resume`",
        ),
        (
            [scene("monday", to="tuesday"), scene("tuesday", to="monday")],
            "the way on leads round in a circle, without a choice",
            "lead one of these scenes to a choice or an ending",
        ),
    ],
)
def test_a_dead_end_says_why_nothing_goes_on(scenes, reason: str, hint: str):
    story = scenario(*scenes, END, meters=[meter("trust", 40)])
    stuck = next(each for each in flow(story) if each.code == "PQ301")

    assert stuck.message.endswith(reason)
    assert stuck.hint == hint


def test_a_dead_end_tells_everything_on_which_the_way_on_depends():
    closed = both(
        compare("trust", ">", 50),
        compare("turn", ">", 5),
        either(chose("monday", "go"), visited("friday"), no("warned")),
    )
    story = scenario(
        scene("monday", choices=[choice("go", "tuesday")]),
        scene("tuesday", choices=[choice("on", "friday", condition=closed)]),
        END,
        meters=[meter("trust", 40)],
        facts={"warned": True},
    )
    stuck = next(each for each in flow(story) if each.code == "PQ301")

    assert stuck.hint == (
        'there trust is 40, turn is 1, chose("monday.go") is true, visited("friday") is false, '
        "warned is true; leave one choice without `when` and `once`"
    )


def test_a_dead_end_that_no_seed_shows_is_told_in_words():
    story = read(STORY)
    found = exploration(story, stuck=(seen("day2", ("day1", "ring1"), seed=None),))
    (finding,) = (each for each in judged(STORY, found).findings if each.code == "PQ301")

    assert finding.message == "the story can get stuck in “day2”: there is no way on then"
    assert shown_by(finding) == (
        "the picks ring1, where chance falls so (no seed below 10,000 does)"
    )


def test_what_shows_a_finding_is_a_command_to_be_pasted():
    finding = Diagnostic(
        "PQ301", "error", "my week.yaml", 1, 1, 1, "", None, (("a", "ring"), ("b", "wait")), 3
    )

    assert shown_by(finding) == "pmquest score 'my week.yaml' ring wait --seed 3"


def test_of_a_sample_nothing_is_claimed_that_it_cannot_show():
    story = read(STORY)
    found = exploration(
        story,
        sampled=Sampled(10_000, 1),
        players={"random": 0.9, "as_called": 1.0},
        stuck=(seen("day2", ("day1", "ring1")),),
        unmet={"decisions": road(("day1", "ring1"))},
    )
    codes = [finding.code for finding in judged(STORY, found).findings]

    assert codes == ["PQ306", "PQ301", "PQ404"]


ANSWERS = [(n, choice) for n in range(1, 4) for choice in ("wait", "ring", "board")]
CONDITIONS = ("trust >= 50", "trust < 47", "budget == 50", "turn > 1", 'chose("day1.ring1")')


CLOSED = st.dictionaries(st.sampled_from(ANSWERS), st.sampled_from(CONDITIONS), min_size=3)


@given(CLOSED)
@settings(max_examples=40, deadline=None)
def test_whatever_is_closed_each_finding_is_where_its_picks_lead(closed):
    each_finding_is_where_its_picks_lead(closed)


@pytest.mark.long
@given(CLOSED)
@settings(max_examples=5_000, deadline=None)
def test_of_thousands_that_are_closed_each_finding_is_where_its_picks_lead(closed):
    each_finding_is_where_its_picks_lead(closed)


def each_finding_is_where_its_picks_lead(closed: dict[tuple[int, str], str]) -> None:
    story = STORY
    for (n, answer), condition in closed.items():
        head = f"      {answer}{n}:\n"
        story = story.replace(head, f"{head}        when: {condition}\n")
    findings = judged(story).findings

    for finding in findings:
        if finding.code == "PQ301":
            assert shown(story, finding).status == "stuck"
        if finding.code == "PQ402" and finding.picks is not None:
            view = shown(story, finding).view
            open_here = [choice.id for choice in view.choices if choice.selectable]
            assert open_here
            assert not any(choice.startswith("ring") for choice in open_here)
    assert all(finding.seed is not None for finding in findings if finding.picks is not None)
