"""Which advice a play earns, row by row of the table in teaching-model.md."""

from __future__ import annotations

import pytest

from build import scenario, scene, scored
from pmquest.engine.play import Decision
from pmquest.framework import RESPONSIBILITIES, STEPS
from pmquest.scoring.coaching import CoachingEntry, coach
from pmquest.scoring.moments import moments
from worked_example import EXAMPLE, PICKS, play_of


def coached(*missed: dict[str, object]) -> tuple[CoachingEntry, ...]:
    """Coaching for one missed moment each; a moment is what its scene and strong answer say."""
    scenes, decisions = [], []
    for place, given in enumerate(missed):
        more = {
            "calls_for": "leader",
            "aspect": "scope",
            "picked": "poor",
            "level": "leader",
            **given,
        }
        strong_level = more.get("strong_level") or (
            "leader" if more["calls_for"] == "either" else str(more["calls_for"])
        )
        scenes.append(
            scene(
                f"scene{place}",
                calls_for=more["calls_for"],
                aspect=more["aspect"],
                weight=more.get("weight", 1),
                choices=[
                    scored(
                        "best",
                        str(strong_level),
                        "strong",
                        responsibility=more.get("responsibility"),
                    ),
                    scored("picked", str(more["level"]), str(more["picked"])),
                ],
            )
        )
        decisions.append(Decision(f"scene{place}", "picked", ("best", "picked")))
    return coach(moments(scenario(*scenes), decisions))


def ids(entries: tuple[CoachingEntry, ...]) -> list[str]:
    return [entry.id for entry in entries]


def test_the_worked_example_is_coached_to_lead_people_because_of_the_second_decision() -> None:
    entries = coach(moments(EXAMPLE, play_of(*PICKS).decisions))
    assert [(entry.id, entry.because) for entry in entries] == [("lead-people", (1,))]
    assert entries[0].because_in_words == "Because of decision 2."


@pytest.mark.parametrize(
    ("aspect", "step"),
    [
        ("scope", "think-bigger"),
        ("decisions", "think-bigger"),
        ("team", "lead-people"),
        ("responsibilities", "meet-executives"),
        ("horizon", "be-patient"),
    ],
)
def test_a_leader_moment_missed_is_coached_by_its_aspect(aspect: str, step: str) -> None:
    assert ids(coached({"aspect": aspect})) == [step]
    assert ids(coached({"aspect": aspect, "responsibility": "strategy"})) == [step]


@pytest.mark.parametrize(
    ("responsibility", "step"),
    [("market", "keep-learning"), ("vision", "keep-learning"), ("alignment", "meet-executives")],
)
def test_what_the_best_road_takes_up_comes_before_the_aspect(
    responsibility: str, step: str
) -> None:
    assert ids(coached({"aspect": "team", "responsibility": responsibility})) == [step]


@pytest.mark.parametrize(
    "responsibility", ["customers", "roadmap", "teamwork", "launch", "improvement"]
)
def test_a_manager_moment_missed_is_coached_by_the_responsibility_missed(
    responsibility: str,
) -> None:
    missed = {"calls_for": "manager", "responsibility": responsibility}
    (entry,) = coached(missed)
    assert entry.id == responsibility
    assert not entry.is_step


def test_a_manager_moment_whose_best_road_names_none_is_coached_to_the_customers() -> None:
    assert ids(coached({"calls_for": "manager"})) == ["customers"]
    leader_road = {"calls_for": "manager", "strong_level": "leader", "responsibility": "vision"}
    assert ids(coached(leader_road)) == ["customers"]


def test_at_either_the_level_of_the_best_road_decides() -> None:
    leader = {"calls_for": "either", "aspect": "horizon", "strong_level": "leader"}
    assert ids(coached(leader)) == ["be-patient"]
    manager = {"calls_for": "either", "strong_level": "manager", "responsibility": "roadmap"}
    assert ids(coached(manager)) == ["roadmap"]


def test_a_sound_answer_at_another_level_is_coached_and_one_at_its_level_is_not() -> None:
    (entry,) = coached({"picked": "sound", "level": "manager", "weight": 2})
    assert (entry.id, entry.lost) == ("think-bigger", 2)
    assert ids(coached({"picked": "sound", "level": "leader"})) == ["keep-learning"]


def test_a_strong_answer_at_another_level_lost_nothing_and_is_not_coached() -> None:
    (entry,) = coached({"picked": "strong", "level": "manager"})
    assert (entry.id, entry.because) == ("keep-learning", ())


def test_entries_of_one_kind_are_summed_and_ranked_by_what_was_lost() -> None:
    entries = coached(
        {"aspect": "horizon", "weight": 2},
        {"aspect": "scope", "picked": "weak"},
        {"aspect": "team", "picked": "weak"},
        {"aspect": "decisions", "weight": 2},
        {"calls_for": "manager", "picked": "weak"},
    )
    assert [(entry.id, entry.lost, entry.because) for entry in entries] == [
        ("think-bigger", 8, (1, 3)),
        ("be-patient", 6, (0,)),
        ("lead-people", 2, (2,)),
    ]
    assert entries[0].because_in_words == "Because of decisions 2 and 4."


def test_equals_stand_in_the_order_of_the_steps_then_of_the_responsibilities() -> None:
    entries = coached(
        {"calls_for": "manager", "responsibility": "customers"},
        {"aspect": "horizon"},
        {"aspect": "scope"},
    )
    assert ids(entries) == ["think-bigger", "be-patient", "customers"]


def test_with_nothing_lost_the_advice_is_to_keep_learning() -> None:
    (entry,) = coach(())
    assert entry.id == "keep-learning"
    assert entry.label == STEPS["keep-learning"].label
    assert entry.advice == STEPS["keep-learning"].advice
    assert entry.because_in_words == "Nothing here asked for more; this keeps it so."


@pytest.mark.parametrize("info", [*STEPS.values(), *RESPONSIBILITIES.values()])
def test_all_advice_that_can_be_given_suggests_an_if_then_plan(info) -> None:
    if info.id in STEPS or info.level == "manager":
        plan = CoachingEntry(info, 1, (0,)).suggested_plan
        assert plan.startswith("If ")
        assert ", then I " in plan
