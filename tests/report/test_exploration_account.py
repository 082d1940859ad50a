"""What exploring found in words: what is wrong first, each with what shows it."""

from __future__ import annotations

import pytest

from build import choice, scenario, scene, scored
from explorations import PLAYERS, ending, exploration, flows, road, shown
from pmquest.explore.exploration import Counts, Exploration, Range, Sampled
from pmquest.report.exploration_account import (
    ExplorationAccount,
    Often,
    Remark,
    exploration_account,
)
from pmquest.scenario.model import Scenario


def judged(scene_id: str, to: str, **more: object):
    return scene(
        scene_id,
        calls_for="manager",
        aspect="scope",
        choices=[
            scored("ring", "manager", "strong", to),
            scored("wait", "leader", "poor", to, **more),
        ],
    )


STORY = scenario(
    judged("monday", "tuesday"),
    judged("tuesday", "wednesday"),
    judged("wednesday", "friday"),
    judged("friday", "loved"),
    scene("loved", title="They\nring you", ending="good"),
    scene("lost", ending="bad"),
    title="A small\nstory",
)
QUIET = scenario(scene("monday", to="loved"), scene("loved", ending="good"))


def evenly(story: Scenario) -> dict[tuple[str, str | None, str], float | None]:
    """Every answer taken equally often, where every scene is met once."""
    return {
        (each.id, answer.id, answer.to[0].scene): 1 / len(each.choices)
        for each in story.scenes.values()
        for answer in each.choices.values()
    }


def told(story: Scenario = STORY, **found: object) -> ExplorationAccount:
    given = {"flows": flows(evenly(story)), **found}
    return exploration_account(story, exploration(story, **given), "my story.yaml")


def texts(account: ExplorationAccount) -> list[str]:
    return [f"{'✗' if remark.grave else '–'} {remark.text}" for remark in account.remarks]


def test_a_scenario_in_which_all_is_well_is_told_so() -> None:
    account = told(decisions=Counts(4, 4), judgment=Range(0.0, 1.0), states=1234, paths=16)
    assert account.title == "A small story"
    assert account.followed == "Every road was followed: 16 roads; 1,234 states."
    assert account.extent == (
        "A play to an ending has 4 scored decisions, and a judgment of 0 % to 100 %."
    )
    assert account.remarks == ()
    assert account.well.startswith("Nothing is wrong: no dead end,")
    assert account.well.endswith("a strong answer can be picked, at the level called for.")
    sure = told(players={**dict.fromkeys(PLAYERS), "strong": 1.0})
    assert sure.well.endswith("Who always picks a best one comes to a good ending.")


def test_a_story_that_scores_nothing_is_told_without_scores() -> None:
    account = told(QUIET, states=1)
    assert account.followed == "Every road was followed: one road; one state."
    assert (account.extent, account.players) == ("", ())
    assert "strong" not in account.well


def test_dead_ends_come_first_with_the_picks_that_show_them() -> None:
    account = told(
        unmet={"team": road(("monday", "ring"))},
        stuck=(shown("friday", ("monday", "ring"), ("tuesday", "wait"), seed=3), shown("loved")),
    )
    assert account.remarks[:2] == (
        Remark(
            "A play can stop in friday without an ending: a dead end.",
            True,
            "pmquest score 'my story.yaml' ring wait --seed 3",
        ),
        Remark(
            "A play can stop in loved without an ending: a dead end.",
            True,
            "pmquest score 'my story.yaml' --seed 0",
        ),
    )
    assert texts(account)[2:] == [
        "– A play can end without a decision on the aspect “Team interaction”."
    ]
    assert account.well == ""


def test_where_no_seed_shows_a_dead_end_its_picks_do() -> None:
    account = told(stuck=(shown("friday", ("monday", "ring"), seed=None),))
    shown_by = account.remarks[0].shown_by
    assert shown_by is not None
    assert shown_by.startswith("the picks ring, where chance falls so")


def test_all_that_is_wrong_is_told() -> None:
    account = told(
        endless=(shown("tuesday", ("monday", "wait")), shown("monday")),
        unreachable=("friday", "lost"),
        never_available=(("friday", "ring"), ("friday", "wait"), ("monday", "wait")),
        no_strong=(shown("monday"),),
        no_strong_as_called=(shown("tuesday"),),
        strong_ends={"lost": road(("monday", "ring")), "wednesday": road()},
    )
    assert texts(account) == [
        "✗ A play can come to where nothing leads to an ending any more: tuesday and monday.",
        "✗ Nobody can reach friday and lost (an ending).",
        "✗ Never open, whatever is played: monday.wait.",
        "✗ In monday a play can be offered no strong answer.",
        "✗ In tuesday a play can be offered no strong answer at the level that the moment calls "
        "for.",
        "✗ Who always picks a best answer can still end in lost, a bad ending.",
        "✗ Who always picks a best answer can still end at the dead end in wednesday.",
    ]
    assert account.remarks[0].shown_by == "pmquest score 'my story.yaml' --seed 0"


def test_of_very_many_scenes_the_first_are_shown_and_the_others_counted() -> None:
    line = [scene(f"s{number}", to=f"s{number + 1}") for number in range(60)]
    story = scenario(*line, scene("s60", ending="good"))
    account = told(
        story,
        stuck=tuple(shown(f"s{number}") for number in range(7)),
        unreachable=tuple(f"s{number}" for number in range(30, 60)),
        visits={f"s{number}": number / 100 for number in range(60)},
    )
    assert [remark.shown_by is not None for remark in account.remarks] == [True] * 5 + [False] * 2
    assert account.remarks[5].text.startswith("A play can stop in s5 and s6 without")
    assert account.remarks[6].text.endswith(", s48, s49 and 10 more.")
    assert sum(len(each.scenes) for each in account.often) == 40
    assert account.met_more == 19


def test_answers_that_are_almost_never_open_are_worth_a_look() -> None:
    rarely = {("monday", "ring", "tuesday"): 0.98, ("monday", "wait", "tuesday"): 0.02}
    taken = flows(evenly(STORY) | rarely)
    assert texts(told(flows=taken)) == [
        "– Almost never open, and so rarely taken by who picks at random: monday.wait (2 %)."
    ]
    stopping = told(flows=taken, stuck=(shown("monday"),))
    assert [remark.grave for remark in stopping.remarks] == [True]


def test_a_sample_says_plainly_that_it_is_one() -> None:
    account = told(sampled=Sampled(plays=10_000, seed=1), unreachable=("lost",), paths=None)
    assert account.followed.startswith("This is a sample, not every road: ")
    assert "10,000 plays were drawn (seed 1)" in account.followed
    assert texts(account)[0] == "– The sample did not come to lost (an ending)."
    assert account.well == "Nothing wrong was met in the sample."


@pytest.mark.parametrize(
    ("paths", "said"),
    [
        (None, "roads without number, since some lead round in a circle; 6 states."),
        (999_999_999_999_999, "999,999,999,999,999 roads; 6 states."),
        (10**24, "about 10^24 roads; 6 states."),
        pytest.param(10**6000, "about 10^6000 roads; 6 states.", id="very many"),
    ],
)
def test_roads_are_counted_as_far_as_a_reader_can(paths: int | None, said: str) -> None:
    assert told(paths=paths).followed == f"Every road was followed: {said}"


@pytest.mark.parametrize(
    ("decisions", "said"),
    [
        (Counts(2, 7), "2 to 7 scored decisions."),
        (Counts(1, 1), "1 scored decision."),
        (Counts(3, None), "3 scored decisions or more, without bound."),
    ],
)
def test_decisions_are_told_as_a_range(decisions: Counts, said: str) -> None:
    assert told(decisions=decisions).extent == f"A play to an ending has {said}"


def test_where_no_play_ends_no_decisions_are_told() -> None:
    assert told(decisions=Counts()).extent == ""


def test_endings_come_with_odds_shortest_road_and_judgment_the_likeliest_first() -> None:
    account = told(
        endings={
            "lost": ending("bad", 0.0, (None, None, None), None),
            "loved": ending("good", 0.75, (0.25, 0.5, 1.0), (("monday", "ring"),), seed=2),
        }
    )
    loved, lost = account.endings
    assert (loved.scene, loved.title, loved.grade) == ("loved", "They ring you", "good")
    assert (loved.probability, loved.picks) == (0.75, 1)
    assert loved.judgment == "25 % to 100 %, 50 % in the mean"
    assert loved.shown_by == "pmquest score 'my story.yaml' ring --seed 2"
    assert (lost.judgment, lost.picks, lost.shown_by) == ("", None, None)
    assert account.no_ending == 0.25


def test_an_ending_with_one_judgment_is_told_without_a_range() -> None:
    account = told(endings={"loved": ending("good", 1 - 1e-12, (0.5, None, 0.5))})
    assert account.endings[0].judgment == "50 %"
    assert account.no_ending == 0.0


def test_a_road_of_very_many_picks_is_counted_only() -> None:
    long = (("monday", "ring"),) * 41
    account = told(endings={"loved": ending("good", 1.0, shortest=long)})
    assert (account.endings[0].picks, account.endings[0].shown_by) == (41, None)


def players_of(found: Exploration) -> dict[str, tuple[float | None, float | None, bool | None]]:
    account = exploration_account(STORY, found)
    return {player.who: (player.share, player.bound, player.holds) for player in account.players}


def test_players_are_held_against_their_bounds() -> None:
    shares = dict(zip(PLAYERS, (0.56, 0.9, 0.61, None, 0.65, 0.66, 0.8, 1.0), strict=True))
    found = exploration(STORY, players=shares)
    assert players_of(found) == {
        "at random": (0.56, 0.56, True),
        "the first in the file": (0.9, None, None),
        "the longest": (0.61, 0.6, False),
        "the shortest": (None, 0.6, None),
        "▪ manager-level": (0.65, 0.65, True),
        "▲ leader-level": (0.66, 0.6, False),
        "the level called for": (0.8, 0.8, True),
        "a best one": (1.0, None, None),
    }


def test_a_rule_of_thumb_that_scores_too_much_is_wrong() -> None:
    account = told(players={**dict.fromkeys(PLAYERS, 0.5), "longest": 1.0})
    assert "✗ Who always picks the longest gets 100 % of the points: more than 60 %." in texts(
        account
    )


def test_with_few_scored_scenes_no_player_has_a_bound() -> None:
    story = scenario(judged("monday", "loved"), scene("loved", ending="good"))
    assert {player.bound for player in told(story).players} == {None}


def test_scenes_are_told_by_how_often_they_are_met_the_rarest_first() -> None:
    account = told(
        visits={
            "monday": 1.0, "tuesday": 0.9999, "wednesday": None, "friday": 0.004,
            "loved": 1.5, "lost": 0.0,
        }
    )  # fmt: skip
    assert account.often == (
        Often(0.004, ("friday",)),
        Often(1.0, ("monday", "tuesday")),
        Often(1.5, ("loved",)),
        Often(None, ("wednesday",)),
    )
    assert account.often[1].named == "monday and tuesday"
    assert account.met_more == 0


def test_what_the_user_calls_the_scenario_is_its_id_where_nothing_else_is_said() -> None:
    found = exploration(QUIET, stuck=(shown("monday"),))
    account = exploration_account(QUIET, found)
    assert account.remarks[0].shown_by == "pmquest score example --seed 0"


def test_a_choice_in_a_scene_that_scores_nothing_is_no_matter_of_scores() -> None:
    story = scenario(
        scene("monday", choices=[choice("go", "loved")]), scene("loved", ending="good")
    )
    assert told(story, decisions=Counts(0, 0)).extent == ""
