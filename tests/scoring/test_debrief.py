"""The debrief as a value: all it says, in words that are right for any play."""

from __future__ import annotations

import pytest

from build import arrival, choice, compare, interrupt, meter, scenario, scene, scored
from pmquest.engine.machine import Machine
from pmquest.engine.play import Play
from pmquest.framework import STEPS
from pmquest.scenario.model import Panel, Scenario
from pmquest.scoring.coaching import CoachingEntry
from pmquest.scoring.debrief import Answers, Debrief, SlipCount, debrief
from worked_example import PICKS, play_of

FULL = debrief(play_of(*PICKS, "home"))


def debrief_of(told: Scenario, *picks: str, answers: Answers | None = None) -> Debrief:
    play = Play.begin(Machine(told), seed=7).settle()
    for pick in picks:
        play = play.pick(pick)
    return debrief(play, answers or Answers())


def test_the_costliest_moments_come_with_the_better_road_and_its_why() -> None:
    second, fourth = FULL.costliest
    assert (second.moment.number, fourth.moment.number) == (2, 4)
    assert second.signal == "The person, not the task."
    assert second.answer == "Take weak."
    assert second.why == "Why weak is weak."
    assert second.better is not None
    assert (second.better.text, second.better.why) == ("Take strong.", "Why strong is strong.")
    assert second.better.level_in_words == "▲ leader-level"
    assert second.better.judgment_in_words == "••• strong"
    assert (second.lost_in_words, fourth.lost_in_words) == ("2 points lost", "1 point lost")
    assert FULL.costliest_in_words == "The two moments that cost you most"


def test_the_figures_are_said_in_words() -> None:
    assert FULL.judgment_in_words == "80 %; picking blindly: 47 %"
    assert FULL.basis_in_words == "over 4 decisions"
    assert FULL.lean_in_words == "60 % manager · 40 % leader"
    assert FULL.called_lean_in_words == "50 % manager · 50 % leader"
    assert FULL.fit_in_words == "2 of 3 moments answered at the level called for, 2 of them well."
    assert FULL.formative == "A formative profile of one play, never a certificate."


def test_the_ending_is_told_with_its_grade() -> None:
    assert FULL.status == "ended"
    assert FULL.ending is not None
    assert (FULL.ending.scene, FULL.ending.title) == ("loved", "Everybody waves")
    assert FULL.ending_in_words == "A good ending."


def test_every_aspect_has_its_moments() -> None:
    told = {aspect.label: aspect.in_words for aspect in FULL.aspects}
    assert told == {
        "Scope": "1 moment",
        "Key responsibilities": "not seen",
        "Team interaction": "1 moment",
        "Time horizon": "1 moment",
        "Decision-making": "1 moment",
    }
    assert [each.moment.index for each in FULL.aspects[2].decisions] == [1]


def test_every_pick_is_told_in_order_and_what_moved_after_it() -> None:
    assert [each.scene_title for each in FULL.decisions] == [
        "Scope",
        "Team",
        "Horizon",
        "Decisions",
        "Evening",
    ]
    assert [each.changes_in_words for each in FULL.decisions] == [
        "nothing moved",
        "Trust −4",
        "Trust +9",
        "nothing moved",
        "nothing moved",
    ]
    assert FULL.decisions[0].better is None
    assert FULL.decisions[4].moment.keys is None


def test_the_meters_are_told_over_time() -> None:
    (trust,) = FULL.meters
    assert trust.values == (45, 45, 41, 50, 50, 50)
    assert (trust.start_in_words, trust.end_in_words) == ("45", "50")


def passed_on_the_way() -> Debrief:
    """An answer that takes 2 k€, and a scene on the way that takes 3 k€ more."""
    told = scenario(
        scene("one", choices=[choice("go", to="passage", effects={"budget": -2})]),
        scene("passage", enter=(arrival(effects={"budget": -3}),), to="two"),
        scene("two", ending="mixed"),
        scene("broke", to="resume"),
        meters=[meter("budget", start=60, unit="k€")],
        interrupts=[interrupt(compare("budget", "<", 59), "broke")],
    )
    return debrief_of(told, "go")


def test_what_moved_on_the_way_stands_apart_from_what_the_answer_moved() -> None:
    made = passed_on_the_way()
    assert made.status == "ended"
    assert made.decisions[0].changes_in_words == "Budget −2 k€"
    assert made.decisions[0].arrivals_in_words == "then, on the way: Budget −3 k€"
    assert FULL.decisions[1].arrivals_in_words == ""
    assert made.meters[0].values == (60, 55)
    assert made.meters[0].end_in_words == "55 k€"


def test_a_play_at_a_dead_end_says_so_plainly_and_has_its_debrief() -> None:
    stuck = debrief(play_of(*PICKS, "bar"))
    assert stuck.status == "stuck"
    assert stuck.ending is None
    assert stuck.ending_in_words.startswith("A dead end, without an ending. ")
    assert stuck.stuck_reason in stuck.ending_in_words
    assert stuck.score == FULL.score
    assert len(stuck.meters[0].values) == 6


def test_a_play_that_was_left_says_how_far_it_came() -> None:
    assert debrief(play_of("weak")).ending_in_words == "Not played to an ending; 1 decision so far."


def test_a_play_without_a_decision_is_not_seen() -> None:
    nothing = debrief(play_of())
    assert nothing.status == "unfinished"
    words = (nothing.judgment_in_words, nothing.lean_in_words, nothing.called_lean_in_words)
    assert words == ("not seen",) * 3
    assert nothing.slips_in_words == "not seen"
    assert nothing.costliest_in_words == "No scored decision yet."
    assert nothing.fit_in_words == "No moment so far called for one level."
    assert nothing.basis_in_words == "over 0 decisions"
    assert all(aspect.in_words == "not seen" for aspect in nothing.aspects)
    assert nothing.meters[0].values == (45,)
    assert [entry.id for entry in nothing.coaching] == ["keep-learning"]


def test_a_play_that_ended_without_a_scored_decision_promises_none() -> None:
    told = debrief_of(
        scenario(scene("a", choices=[choice("go", "z")]), scene("z", ending="good")), "go"
    )
    assert told.costliest_in_words == "No decision was scored."
    assert told.fit_in_words == "No moment called for one level."


def test_a_play_that_lost_nothing_says_so() -> None:
    best = debrief(play_of("strong", "strong", "strong", "strong", "home"))
    assert best.costliest == ()
    assert best.costliest_in_words == "No moment lost you anything."
    assert best.slips_in_words == "No answer was weak or poor."
    assert best.judgment_in_words.startswith("100 %")


def test_one_costly_moment_is_announced_in_the_singular() -> None:
    one = debrief(play_of("weak"))
    assert one.costliest_in_words == "The moment that cost you most"


@pytest.mark.parametrize(
    ("slip", "count", "missed", "said"),
    [
        ("too-early", 4, 5, "Four of your five misses came too early."),
        ("too-late", 1, 3, "One of your three misses came too late."),
        ("habit", 1, 1, "Your one miss came out of habit."),
        ("wrong-level", 2, 2, "Both of your misses came at the wrong level."),
        ("half", 3, 3, "All three of your misses stopped half-way."),
        ("too-early", 13, 14, "13 of your 14 misses came too early."),
    ],
)
def test_slips_are_counted_in_a_sentence(slip, count: int, missed: int, said: str) -> None:
    assert SlipCount(slip, count, missed).in_words == said


def test_the_most_frequent_slip_comes_first_and_ties_stand_in_the_order_of_the_framework() -> None:
    made = debrief(play_of("poor", "weak", "poor", "poor"))
    assert [(each.slip, each.count) for each in made.slips] == [
        ("habit", 2),
        ("too-early", 1),
        ("wrong-level", 1),
    ]
    assert made.slips_in_words == "Two of your four misses came out of habit."


def test_misses_without_a_named_slip_are_still_counted() -> None:
    told = scenario(
        scene(
            "one",
            calls_for="manager",
            aspect="team",
            to="end",
            choices=[scored("weak", "manager", "weak"), scored("strong", "manager", "strong")],
        ),
        scene("end", ending="bad"),
    )
    assert debrief_of(told, "weak").slips_in_words == "1 answer was weak or poor."


def test_what_the_player_wrote_stands_in_its_place_and_is_clean() -> None:
    written = Answers(
        notes={1: "remember\x1b[2J Priya\n"},
        reflections={0: "On \u202eTuesday"},
        plan=" If it rains, then I ring first. ",
    )
    made = debrief(play_of(*PICKS), written)
    assert [each.note for each in made.decisions] == ["", "remember�[2J Priya", "", ""]
    assert [(each.question, each.answer) for each in made.reflections] == [
        ("When did you last wait?", "On �Tuesday")
    ]
    assert (made.plan.text, made.plan.own) == ("If it rains, then I ring first.", True)


def test_without_a_plan_of_their_own_one_is_suggested_from_the_first_advice() -> None:
    expected = CoachingEntry(STEPS["lead-people"], 0, ()).suggested_plan
    assert (FULL.plan.text, FULL.plan.own) == (expected, False)
    assert debrief(play_of(*PICKS), Answers(plan=" \n")).plan == FULL.plan


def keyed(panel: Panel | None, agreement: float | None) -> Debrief:
    told = scenario(
        scene(
            "one",
            calls_for="manager",
            aspect="team",
            to="end",
            choices=[scored("pick", "manager", "strong", agreement=agreement)],
        ),
        scene("end", ending="good"),
        panel=panel,
    )
    return debrief_of(told, "pick")


def test_who_keyed_the_answers_is_told() -> None:
    alone = keyed(None, None)
    assert alone.keyed_in_words == "The author alone judged the answers."
    assert alone.decisions[0].keyed == ""
    panel = keyed(Panel(n=7), 0.86)
    assert panel.keyed_in_words == "7 people judged the answers."
    assert panel.decisions[0].keyed == "86 % of 7 people chose this judgment"
    assert keyed(Panel(n=1), None).keyed_in_words == "1 person judged the answers."
    assert keyed(None, 0.86).decisions[0].keyed == "86 % chose this judgment"


def test_where_no_moment_was_answered_at_its_level_that_is_said() -> None:
    assert debrief(play_of("weak")).fit_in_words == (
        "None of 1 moment answered at the level called for."
    )


def test_words_are_filled_in_as_the_player_read_them() -> None:
    told = scenario(
        scene(
            "one",
            title="Trust at {trust}",
            calls_for="manager",
            aspect="team",
            to="end",
            choices=[
                scored("low", "manager", "weak", text="At {trust}", effects={"trust": -5}),
                scored(
                    "high", "manager", "strong", text="Up", why="Now {trust}.", effects={"trust": 5}
                ),
            ],
        ),
        scene("end", title="End at {trust}", ending="good"),
        meters=[meter("trust", start=45)],
    )
    made = debrief_of(told, "low")
    (only,) = made.decisions
    assert (only.scene_title, only.answer) == ("Trust at 45", "At 45")
    assert only.better is not None
    assert only.better.why == "Now 50."
    assert made.ending is not None
    assert made.ending.title == "End at 40"
