"""The map as a value: what each scene is, where each answer leads and how often it is taken."""

from __future__ import annotations

import pytest

from build import choice, interrupt, route, scenario, scene, scored, visited, when
from explorations import exploration, flows, shown
from pmquest.explore.exploration import Sampled
from pmquest.report.scene_map import Answer, Break, MapRow, SceneMap, Way, scene_map
from pmquest.scenario.model import Scenario

STORY = scenario(
    scene(
        "monday",
        title="Monday,\n  09:05",
        calls_for="leader",
        aspect="scope",
        signal="Two products.",
        choices=[
            scored("ring", "manager", "weak", "tuesday", condition=visited("monday")),
            scored("bet", "leader", "strong", [route("tuesday", odds=3), route("lost", odds=1)]),
        ],
    ),
    scene(
        "tuesday",
        to=[route("monday", when(visited("lost"))), route("lost", visited("crisis")), route("won")],
    ),
    scene("crisis", choices=[choice("back", "resume", once=True), choice("quit", "lost")]),
    scene("won", ending="good"),
    scene("lost", ending="bad"),
    scene("attic", choices=[choice("jump", "lost")]),
    title="A\ttitle",
    interrupts=[interrupt(True, "crisis")],
)
EXPLORED = exploration(
    STORY,
    visits={"monday": 1.0, "tuesday": 0.5, "crisis": 0.5, "won": 0.4, "lost": 0.6, "attic": 0.0},
    unreachable=("attic",),
    never_available=(("crisis", "quit"), ("attic", "jump")),
    stuck=(shown("crisis"),),
    endless=(shown("tuesday"),),
    flows=flows(
        {
            ("monday", "ring", "tuesday"): 0.2,
            ("monday", "ring", "crisis"): 0.3,
            ("monday", "bet", "tuesday"): 0.1,
            ("monday", "bet", "lost"): 0.2,
            ("monday", "bet", "crisis"): 0.2,
            ("tuesday", None, "won"): 0.4,
            ("tuesday", None, "lost"): 0.1,
            ("crisis", "back", "tuesday"): 0.2,
            ("crisis", "back", "lost"): 0.2,
        }
    ),
)


def row_of(drawn: SceneMap, scene_id: str) -> MapRow:
    return next(row for row in drawn.rows if row.scene == scene_id)


def answer_of(drawn: SceneMap, scene_id: str, choice_id: str | None) -> Answer:
    answers = row_of(drawn, scene_id).answers
    return next(answer for answer in answers if answer.choice == choice_id)


def way(
    kind: str,
    target: str | None,
    direction: str | None,
    share: float | None = None,
    *,
    when: str = "",
    otherwise: bool = False,
    odds: tuple[int, int] | None = None,
) -> Way:
    return Way(kind, target, direction, when, otherwise, odds, share)  # type: ignore[arg-type]


def test_rows_tell_what_each_scene_is_before_anything_is_explored() -> None:
    drawn = scene_map(STORY)
    assert (drawn.scenario, drawn.title) == ("example", "A title")
    assert (drawn.explored, drawn.exact) == (False, False)
    assert [(row.scene, row.depth, row.part, row.met) for row in drawn.rows] == [
        ("monday", 0, "story", "unknown"),
        ("tuesday", 1, "story", "unknown"),
        ("won", 1, "story", "unknown"),
        ("lost", 0, "story", "unknown"),
        ("crisis", 0, "interrupt", "unknown"),
        ("attic", 0, "nowhere", "no"),
    ]
    monday = row_of(drawn, "monday")
    assert (monday.title, monday.calls_for, monday.scored) == ("Monday, 09:05", "leader", True)
    assert (monday.grade, monday.visits, monday.via) == (None, None, ("tuesday",))
    assert row_of(drawn, "lost").via == ("monday", "tuesday", "crisis", "attic")
    assert row_of(drawn, "lost").grade == "bad"
    assert drawn.interrupts == (Break("as built in Python", "crisis", None),)


def test_answers_tell_where_they_lead_as_it_is_written() -> None:
    drawn = scene_map(STORY)
    ring = answer_of(drawn, "monday", "ring")
    assert (ring.text, ring.level, ring.judgment) == ("Take ring.", "manager", "weak")
    assert (ring.when, ring.once, ring.share) == ("as built in Python", False, None)
    assert ring.ways == (way("scene", "tuesday", "next"),)
    assert answer_of(drawn, "monday", "bet").ways == (
        way("scene", "tuesday", "next", odds=(3, 4)),
        way("scene", "lost", "down", odds=(1, 4)),
    )
    going_on = answer_of(drawn, "tuesday", None)
    assert (going_on.text, going_on.level) == ("", None)
    assert going_on.ways == (
        way("scene", "monday", "up", when="as built in Python"),
        way("scene", "lost", "down", when="as built in Python"),
        way("scene", "won", "next", otherwise=True),
    )
    back = answer_of(drawn, "crisis", "back")
    assert back.once
    assert back.ways == (way("resume", None, None),)
    assert row_of(drawn, "won").answers == ()


def test_an_exploration_adds_how_often_and_what_never() -> None:
    drawn = scene_map(STORY, EXPLORED)
    assert (drawn.explored, drawn.exact) == (True, True)
    assert [(row.scene, row.met, row.visits) for row in drawn.rows] == [
        ("monday", "yes", 1.0),
        ("tuesday", "yes", 0.5),
        ("won", "yes", 0.4),
        ("lost", "yes", 0.6),
        ("crisis", "yes", 0.5),
        ("attic", "no", 0.0),
    ]
    assert [row.scene for row in drawn.rows if row.dead_end] == ["crisis"]
    assert [row.scene for row in drawn.rows if row.endless] == ["tuesday"]
    assert answer_of(drawn, "crisis", "quit").met == "no"
    assert answer_of(drawn, "crisis", "back").met == "yes"
    assert answer_of(drawn, "crisis", "quit").trouble == "✗ never open"
    jump = answer_of(drawn, "attic", "jump")
    assert (jump.met, jump.trouble) == ("no", "")
    assert row_of(drawn, "attic").troubles == ("✗ unreachable",)
    assert row_of(drawn, "crisis").troubles == ("✗ dead end",)
    assert row_of(drawn, "tuesday").troubles == ("✗ no way out",)
    assert row_of(drawn, "won").troubles == ()


def test_ways_tell_in_words_where_they_lead_and_what_decides() -> None:
    drawn = scene_map(STORY, EXPLORED)
    bet = answer_of(drawn, "monday", "bet").ways
    assert [each.in_words for each in bet] == ["tuesday", "lost", "crisis breaks in"]
    assert [each.decided_by for each in bet] == [("3 in 4",), ("1 in 4",), ()]
    going_on = answer_of(drawn, "tuesday", None).ways
    assert going_on[0].decided_by == ("if as built in Python",)
    assert going_on[2].decided_by == ("otherwise",)
    assert answer_of(drawn, "crisis", "back").ways[0].in_words == "back to where it broke in"


def test_an_exploration_adds_the_shares_the_interrupts_and_the_ways_back() -> None:
    drawn = scene_map(STORY, EXPLORED)
    ring = answer_of(drawn, "monday", "ring")
    assert ring.share == pytest.approx(0.5)
    assert ring.ways == (
        way("scene", "tuesday", "next", 0.2),
        way("interrupt", "crisis", "down", 0.3),
    )
    going_on = answer_of(drawn, "tuesday", None).ways
    assert [(each.target, each.share) for each in going_on] == [
        ("monday", 0.0), ("lost", 0.2), ("won", 0.8),
    ]  # fmt: skip
    assert answer_of(drawn, "crisis", "back").ways == (way("resume", None, None, 0.8),)
    assert drawn.interrupts[0].expected == pytest.approx(0.5)


def test_what_has_no_bound_has_no_share() -> None:
    endless = exploration(
        STORY,
        visits={**EXPLORED.visits, "monday": None},
        flows=flows({("monday", "ring", "crisis"): None, ("tuesday", None, "lost"): None}),
    )
    drawn = scene_map(STORY, endless)
    assert answer_of(drawn, "monday", "ring").share is None
    assert answer_of(drawn, "tuesday", None).share is None
    assert drawn.interrupts[0].expected is None


def test_what_a_sample_did_not_meet_may_be_there_all_the_same() -> None:
    sampled = exploration(
        STORY,
        unreachable=("won", "attic"),
        never_available=(("monday", "ring"), ("attic", "jump")),
        sampled=Sampled(plays=100, seed=1),
    )
    drawn = scene_map(STORY, sampled)
    assert (drawn.explored, drawn.exact) == (True, False)
    assert row_of(drawn, "won").met == "not-in-sample"
    assert row_of(drawn, "attic").met == "no"
    assert answer_of(drawn, "monday", "ring").met == "not-in-sample"
    assert answer_of(drawn, "attic", "jump").met == "no"


def several(*routes_to: tuple[str, str | None]) -> Scenario:
    return scenario(
        scene(
            "monday",
            to=[route(to, None if text is None else when(visited(text))) for to, text in routes_to],
        ),
        scene("won", ending="good"),
        scene("lost", ending="bad"),
    )


def test_routes_to_one_scene_are_one_way() -> None:
    story = several(("won", "won"), ("lost", "lost"), ("won", "lost"), ("lost", None))
    ways = answer_of(scene_map(story), "monday", None).ways
    assert [(each.target, each.when, each.otherwise) for each in ways] == [
        ("won", "(as built in Python) or (as built in Python)", False),
        ("lost", "", True),
    ]


def test_ways_that_all_answers_have_are_told_once_with_the_shares_of_all() -> None:
    story = scenario(
        scene(
            "monday",
            choices=[choice("ring"), choice("wait")],
            to=[route("won", visited("lost")), route("lost")],
        ),
        scene("tuesday", choices=[choice("ring"), choice("wait", "won")], to="lost"),
        scene("won", ending="good"),
        scene("lost", ending="bad"),
        scene("crisis", to="resume"),
        interrupts=[interrupt(True, "crisis")],
    )
    explored = exploration(
        story,
        flows=flows(
            {
                ("monday", "ring", "won"): 0.1,
                ("monday", "ring", "crisis"): 0.4,
                ("monday", "wait", "won"): 0.2,
                ("monday", "wait", "lost"): 0.3,
            }
        ),
    )
    common = row_of(scene_map(story, explored), "monday").common
    assert [(each.target, each.kind, each.share) for each in common] == [
        ("won", "scene", pytest.approx(0.3)),
        ("lost", "scene", pytest.approx(0.3)),
        ("crisis", "interrupt", pytest.approx(0.4)),
    ]
    assert row_of(scene_map(story), "tuesday").common == ()
    (back,) = row_of(scene_map(story), "crisis").common
    assert (back.kind, back.share) == ("resume", None)
