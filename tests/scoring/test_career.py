"""The career: whose evidence counts, and what each title takes."""

from __future__ import annotations

import pytest

from pmquest.framework import TITLES
from pmquest.scoring.career import Career, Evidence, Finished, career, evidence_of
from pmquest.scoring.ladder import Requirement
from pmquest.scoring.score import Cell
from worked_example import EXAMPLE, PICKS, play_of


def piece(
    scene: str, when: float = 0, *, calls_for: str = "leader", hit: bool = True, **more
) -> Evidence:
    """One piece of evidence; a hit is strong at the level called for, else it is weak there."""
    given = {
        "scenario": "tiffin",
        "aspect": "team",
        "level": "leader" if calls_for == "either" else calls_for,
        "judgment": "strong" if hit else "weak",
        "best": "strong",
        "responsibility": None,
        "weight": 1,
        **more,
    }
    return Evidence(scene=scene, calls_for=calls_for, when=when, **given)


def run(level: str, hits: str, start: float = 0) -> list[Evidence]:
    """Evidence at moments that called for a level, as "x" for a hit and "." for none."""
    return [
        piece(f"{level}{start + place}", start + place, calls_for=level, hit=mark == "x")
        for place, mark in enumerate(hits)
    ]


def endings(count: int, when: float = 1_000) -> list[Finished]:
    return [Finished(f"scenario{number}", when) for number in range(count)]


def title_after(leader: str, manager: str, finished: int) -> str:
    return career(run("leader", leader) + run("manager", manager), endings(finished)).title.id


def test_everybody_starts_as_product_manager() -> None:
    beginning = career((), ())
    assert beginning.title is TITLES[0]
    assert beginning.next_title is TITLES[1]
    assert (beginning.lean, beginning.judgment) == (None, None)
    assert (beginning.lean_in_words, beginning.judgment_in_words) == ("not seen", "not seen")
    assert beginning.strongest is None
    assert beginning.weakest is None
    assert all(aspect.lean_in_words == "not seen" for aspect in beginning.aspects)
    assert beginning.played_in_words == "0 scenarios played · 0 finished"


@pytest.mark.parametrize(
    ("leader", "manager", "finished", "title"),
    [
        ("xxxxx...", "xxxxx...", 2, "director"),
        ("xxxx....", "xxxxx...", 2, "product-manager"),
        ("xxxxx...", "xxxx....", 2, "product-manager"),
        ("xxxxx...", "xxxxx...", 1, "product-manager"),
        ("xxxxxxx", "xxxxxxxx", 2, "product-manager"),
        (".....xxxxx...", "xxxxx...", 2, "director"),
        ("." * 5 + "x" * 11, "." * 4 + "x" * 8, 4, "head"),
        ("." * 6 + "x" * 10, "." * 4 + "x" * 8, 4, "director"),
        ("." * 5 + "x" * 11, "." * 5 + "x" * 7, 4, "director"),
        ("." * 5 + "x" * 11, "." * 4 + "x" * 8, 3, "director"),
        ("." * 7 + "x" * 17, "." * 4 + "x" * 12, 7, "vp"),
        ("." * 8 + "x" * 16, "." * 4 + "x" * 12, 7, "head"),
        ("." * 7 + "x" * 17, "." * 5 + "x" * 11, 7, "head"),
        ("." * 7 + "x" * 17, "." * 4 + "x" * 12, 6, "head"),
        ("." * 6 + "x" * 24, "." * 5 + "x" * 15, 10, "cpo"),
        ("." * 7 + "x" * 23, "." * 5 + "x" * 15, 10, "vp"),
        ("." * 6 + "x" * 24, "." * 6 + "x" * 14, 10, "vp"),
        ("." * 6 + "x" * 24, "." * 5 + "x" * 15, 9, "vp"),
    ],
)
def test_a_title_takes_every_column_at_its_edge(
    leader: str, manager: str, finished: int, title: str
) -> None:
    assert title_after(leader, manager, finished) == title


def test_a_title_once_reached_stays() -> None:
    good = run("leader", "x" * 8) + run("manager", "x" * 8)
    later = run("leader", "." * 20, start=2_000)
    made = career(good + later, endings(2))
    assert made.title.id == "director"
    assert made.next_title is not None
    assert made.next_title.id == "head"
    assert made.requirements[0].have == "0 of 16"


def test_a_title_counts_only_what_was_there_at_one_time() -> None:
    """Leader moments were met early and forgotten before the second scenario was finished."""
    faded = run("leader", "x" * 8 + "." * 8) + run("manager", "x" * 8)
    assert career(faded, endings(2, when=500)).title.id == "product-manager"
    assert career(faded, endings(2, when=7)).title.id == "director"


def test_scenarios_count_once_however_often_they_are_finished() -> None:
    again = [Finished("tiffin", when) for when in (1, 2, 3)]
    made = career([piece("monday")], again)
    assert made.finished == 1
    assert made.played_in_words == "1 scenario played · 1 finished"


def test_the_earliest_pick_of_a_scene_counts_whatever_order_it_is_handed_in() -> None:
    late_hit = piece("monday", 2, hit=True)
    early_miss = piece("monday", 1, hit=False)
    elsewhere = piece("monday", 3, hit=True, scenario="other")
    made = career([late_hit, elsewhere, early_miss], ())
    assert made.decisions == 2
    assert made.judgment == (1 + 3) / 6
    assert made.requirements[0].have == "1 of 2"


def test_a_scene_that_was_renamed_counts_once_whichever_version_was_played_first() -> None:
    old, new = piece("friday", when=1, hit=False), piece("the-end", when=2, was=("friday",))
    newest = piece("last", when=3, was=("the-end",))
    other = piece("the-end", when=4, scenario="halden")
    assert career([newest, new, old, other], ()).decisions == 2
    assert career([old, new], ()).judgment == career([old], ()).judgment
    old_at_last = piece("friday", when=9)
    assert career([new, old_at_last], ()).history == career([new], ()).history


def test_a_moment_is_met_only_at_its_level_and_done_well() -> None:
    made = career(
        [
            piece("a", judgment="sound"),
            piece("b", level="manager"),
            piece("c", judgment="weak"),
            piece("d", calls_for="manager", judgment="sound"),
            piece("e", calls_for="manager", level="leader"),
            piece("f", calls_for="either"),
        ],
        (),
    )
    columns = {each.column: each.have for each in made.requirements}
    assert columns == {"leader": "1 of 3", "manager": "1 of 2", "finished": "0"}


def missing(leader: str, manager: str = "", finished: int = 0) -> dict[str, str]:
    made = career(run("leader", leader) + run("manager", manager), endings(finished))
    return {each.column: each.missing for each in made.requirements}


def test_the_next_title_says_what_is_missing_and_by_how_much() -> None:
    assert missing("xxxxx..", "....xxxx", 1) == {
        "leader": "1 more leader moment",
        "manager": "1 more manager moment met",
        "finished": "1 more scenario",
    }
    assert missing("xxx") == {
        "leader": "5 more leader moments, 2 of them met",
        "manager": "8 more manager moments, 5 of them met",
        "finished": "2 more scenarios",
    }
    assert missing("xxxxx..", "xxxxxxxx", 2)["manager"] == ""


def test_a_hit_that_drops_out_of_the_latest_has_to_be_made_up_for() -> None:
    """The four oldest are the hits; each new one pushes one of them out."""
    assert missing("xxxx....")["leader"] == "5 more leader moments met"
    assert missing("....xxxx")["leader"] == "1 more leader moment met"
    assert missing("......x")["leader"] == "4 more leader moments met"


def test_the_next_title_in_a_sentence() -> None:
    made = career(run("leader", "xxxxx...") + run("manager", "....xxxx"), endings(1))
    assert made.next_in_words == (
        "Director of Product Management still asks for "
        "1 more manager moment met and 1 more scenario."
    )
    met: Requirement = made.requirements[0]
    assert (met.label, met.have, met.asked, met.met) == (
        "Leader moments met",
        "5 of 8",
        "5 of 8",
        True,
    )


def test_the_top_of_the_ladder_asks_nothing_more() -> None:
    made = career(run("leader", "x" * 30) + run("manager", "x" * 20), endings(10))
    assert made.next_title is None
    assert made.requirements == ()
    assert made.next_in_words == "You have reached the top of the ladder."
    assert [rung.reached for rung in made.ladder] == [True] * 5
    assert [rung.current for rung in made.ladder] == [False] * 4 + [True]


def test_lean_by_aspect_and_over_time_is_weighted() -> None:
    made = career(
        [
            piece("a", 1, weight=3),
            piece("b", 2, calls_for="manager"),
            piece("c", 3, aspect="scope"),
        ],
        (),
    )
    team = next(aspect for aspect in made.aspects if aspect.aspect == "team")
    assert (team.decisions, team.lean, team.label) == (2, 0.5, "Team interaction")
    assert [(point.when, point.lean) for point in team.history] == [(1, 1.0), (2, 0.5)]
    assert team.lean_in_words == "25 % manager · 75 % leader"
    assert team.decisions_in_words == "2 decisions"
    assert [point.when for point in made.history] == [1, 2, 3]
    assert made.history[-1].lean == made.lean == 0.6


def test_the_two_by_two_over_all_leaves_either_out() -> None:
    made = career([*run("leader", "xx."), piece("z", calls_for="either")], ())
    assert made.called["leader"] == {"manager": Cell(), "leader": Cell(well=2, missed=1)}
    assert made.called["manager"] == {"manager": Cell(), "leader": Cell()}


def test_the_strongest_and_the_weakest_responsibility() -> None:
    made = career(
        [
            piece("a", responsibility="vision"),
            piece("b", responsibility="vision"),
            piece("c", responsibility="market"),
            piece("d", responsibility="launch", hit=False),
            piece("e", responsibility="launch", hit=False),
            piece("f", responsibility="roadmap", hit=False),
        ],
        (),
    )
    assert made.strongest is not None
    assert made.weakest is not None
    assert (made.strongest.info.id, made.strongest.in_words) == ("vision", "100 % over 2 moments")
    assert (made.weakest.info.id, made.weakest.in_words) == ("launch", "33 % over 2 moments")
    assert len(made.responsibilities) == 10
    assert made.responsibilities[0].in_words == "not seen"


def test_where_all_went_alike_none_is_the_weakest() -> None:
    made = career([piece("a", responsibility="vision"), piece("b", responsibility="market")], ())
    assert made.strongest is not None
    assert made.weakest is None


def test_evidence_is_made_of_a_pick_and_narrative_picks_give_none() -> None:
    made = [
        evidence_of(EXAMPLE, decision, when)
        for when, decision in enumerate(play_of(*PICKS, "home").decisions)
    ]
    assert made[4] is None
    assert made[1] == Evidence(
        scenario="example",
        scene="team",
        aspect="team",
        calls_for="leader",
        level="manager",
        judgment="weak",
        best="strong",
        responsibility="mentoring",
        weight=1,
        when=1,
    )


def test_one_play_gives_the_same_figures_as_its_debrief() -> None:
    pieces = [
        evidence_of(EXAMPLE, each, when) for when, each in enumerate(play_of(*PICKS).decisions)
    ]
    made: Career = career([each for each in pieces if each], [Finished("example", 9)])
    assert (made.lean, made.judgment, made.decisions) == (-0.2, 0.8, 4)
    assert made.judgment_in_words == "80 % over 4 decisions"
