"""What is told of the key: levels, strong answers, players by rule, endings."""

import pytest
from clean_story import DAYS, STORY, changed, judged, only, read, seeded, shown, source

from explorations import ending, exploration, road
from explorations import shown as seen
from pmquest.explore.exploration import Counts, Exploration


def players(**shares: float) -> Exploration:
    return exploration(read(STORY), players=shares)


def told(story: str, found: Exploration) -> list[str]:
    return [finding.message for finding in judged(story, found).findings]


def calls_for(story: str, *levels: str) -> str:
    """The story with its days calling for these levels, over and over."""
    for n in range(1, DAYS + 1):
        before = f"Day {n}\n    text: A new question is waiting on your desk this morning.\n"
        for level in ("manager", "leader"):
            calls = f"    calls_for: {level}\n"
            wanted = f"    calls_for: {levels[n % len(levels)]}\n"
            story = story.replace(before + calls, before + wanted)
    return story


@pytest.mark.parametrize(
    ("player", "share", "message"),
    [
        (
            "random",
            0.57,
            "who picks blindly reaches 57 % of the points; such a player should reach 56 %",
        ),
        ("longest", 0.61, "who always picks the longest answer reaches 61 % of the points"),
        ("shortest", 0.7, "who always picks the shortest answer reaches 70 % of the points"),
        ("always_manager", 0.62, "who always picks a manager-level answer reaches 62 %"),
        ("always_leader", 0.8, "who always picks a leader-level answer reaches 80 %"),
        ("as_called", 0.81, "who picks any answer at the level called for reaches 81 %"),
    ],
)
def test_a_player_by_rule_above_the_bound_is_told(player: str, share: float, message: str):
    (finding,) = judged(STORY, players(**{player: share})).findings

    assert (finding.code, finding.severity) == ("PQ405", "warning")
    assert source(STORY, finding) == "scenes"
    assert finding.message.startswith(message)
    assert finding.hint


def test_a_player_by_rule_at_the_bound_is_not():
    at_the_bound = {
        "random": 0.56,
        "longest": 0.6,
        "shortest": 0.6,
        "always_manager": 0.6,
        "always_leader": 0.6,
        "as_called": 0.8,
        "strong": 1.0,
    }

    assert told(STORY, players(**at_the_bound)) == []


def test_one_level_may_reach_more_where_two_thirds_of_the_moments_call_for_it():
    mostly = calls_for(STORY, "leader", "leader", "leader", "manager")
    found = exploration(read(mostly), players={"always_leader": 0.64, "always_manager": 0.64})
    told_by_players = [message for message in told(mostly, found) if message.startswith("who")]

    assert len(told_by_players) == 1
    assert told_by_players[0].startswith("who always picks a manager-level answer")


def test_the_first_in_the_file_means_nothing_where_the_order_is_drawn():
    assert told(STORY, players(first=1.0)) == []
    partly = STORY.replace("    choices:\n", "    shuffle: false\n    choices:\n", 3)
    assert told(partly, players(first=1.0)) == []
    kept = STORY.replace("    choices:\n", "    shuffle: false\n    choices:\n")
    (message,) = told(kept, players(first=0.61))
    assert message.startswith("who always picks the first answer reaches 61 %")


def test_of_three_scored_scenes_no_player_by_rule_is_judged():
    short = STORY[: STORY.index("  day4:")] + STORY[STORY.index("  loved:") :]
    short = short.replace("to: day4", "to: loved")
    found = exploration(read(short), players={"random": 1.0})

    assert not [message for message in told(short, found) if message.startswith("who")]


def test_a_scene_with_answers_at_one_level_only():
    story = STORY.replace(*changed(3, "board", "level: leader", "level: manager"))
    finding = only(story)

    assert finding.code == "PQ401"
    assert finding.message == "every answer in “day3” is manager-level"
    assert source(story, finding) == "choices"


def test_a_scene_without_a_strong_answer_is_told_once():
    story = STORY.replace(*changed(3, "ring", "judgment: strong", "judgment: sound"))
    finding = only(story)

    assert finding.code == "PQ402"
    assert finding.message == "“day3” offers no strong answer"
    assert finding.picks is None


def test_a_scene_without_a_strong_answer_at_the_level_called_for():
    story = STORY.replace(*changed(4, "ring", "level: leader", "level: manager"))
    finding = only(story)

    assert finding.code == "PQ403"
    assert finding.message == (
        "“day4” calls for leader-level and offers no strong answer at that level"
    )


def test_a_strong_answer_at_the_level_called_for_that_is_closed_somewhere():
    found = exploration(
        read(STORY), no_strong_as_called=(seen("day4", ("day1", "ring1"), ("day2", "wait2")),)
    )
    (finding,) = judged(STORY, found).findings

    assert finding.message.endswith("offers no strong answer at that level in some states")
    assert finding.hint == "“ring4” cannot be picked there"
    assert finding.picks == (("day1", "ring1"), ("day2", "wait2"))


def test_at_either_level_any_strong_answer_is_at_the_level_called_for():
    either = STORY.replace("    calls_for: leader\n", "    calls_for: either\n", 1)

    assert judged(either).findings == ()


def test_who_always_picks_strong_and_does_not_end_well():
    for_the_bad = "      - when: trust >= 60\n        scene: left\n"
    story = seeded(("      - when: trust >= 60\n        scene: loved\n", for_the_bad))
    findings = {finding.code: finding for finding in judged(story).findings}

    assert source(story, findings["PQ406"]) == "mixed"
    play = shown(story, findings["PQ406"])
    assert play.scene.id == "left"
    assert all(pick.choice.startswith("ring") for pick in play.picks)


def test_of_a_strong_player_it_is_told_how_far_the_good_ending_was():
    story = seeded(("      - when: trust >= 60\n", "      - when: trust >= 80\n"))
    findings = {finding.code: finding for finding in judged(story).findings}

    assert findings["PQ406"].hint == (
        "it ends with trust 66 and budget 34; the way to a good ending asks for trust >= 80"
    )


def test_a_dead_end_of_a_strong_player_is_told_as_the_dead_end_it_is():
    found = exploration(
        read(STORY),
        stuck=(seen("day2", ("day1", "ring1")),),
        strong_ends={"day2": road(("day1", "ring1"))},
    )

    assert [finding.code for finding in judged(STORY, found).findings] == ["PQ301"]


def test_better_endings_go_with_better_decisions():
    found = exploration(
        read(STORY),
        endings={
            "loved": ending("good", 0.3, (0.2, 0.5, 1.0)),
            "left": ending("mixed", 0.3, (0.2, 0.62, 1.0)),
            "closed": ending("bad", 0.4, (0.0, 0.3, 0.6)),
        },
    )
    (finding,) = judged(STORY, found).findings

    assert (finding.code, finding.severity) == ("PQ407", "warning")
    assert source(STORY, finding) == "mixed"
    assert finding.message == (
        "plays that end mixed were judged 62 % on average, those that end good 50 %"
    )


def test_the_endings_of_one_grade_count_as_often_as_they_are_reached():
    """Two bad endings, of which the one that is judged better is hardly ever reached."""
    two_bad = seeded(("    ending: good\n", "    ending: bad\n"))
    found = exploration(
        read(two_bad),
        endings={
            "loved": ending("bad", 0.01, (0.2, 0.9, 1.0)),
            "left": ending("mixed", 0.5, (0.2, 0.5, 1.0)),
            "closed": ending("bad", 0.49, (0.0, 0.3, 0.6)),
        },
    )

    assert told(two_bad, found) == []


def test_a_short_story_is_told_so_and_no_more():
    (finding,) = judged(STORY, exploration(read(STORY), decisions=Counts(6, 8))).findings

    assert (finding.code, finding.severity) == ("PQ408", "advice")
    assert finding.message == "a play can end after 6 scored decisions"
    assert finding.hint == "from about seven on a debrief has something to say"


def test_a_story_without_a_mixed_ending():
    story = seeded(("    ending: mixed\n", "    ending: bad\n"))
    finding = only(story)

    assert (finding.code, finding.severity) == ("PQ409", "advice")
    assert finding.message == "the story has 3 endings, none of them mixed"


@pytest.mark.parametrize(
    ("levels", "message"),
    [
        (("manager",), "the player is a manager, and no moment calls for leader-level"),
        (
            ("manager",) * 7 + ("leader",),
            "the player is a manager, and one moment alone calls for leader-level",
        ),
    ],
)
def test_a_scenario_in_which_nothing_calls_for_the_other_level(
    levels: tuple[str, ...], message: str
):
    story = calls_for(STORY, *levels)
    messages = {each.code: each for each in judged(story, exploration(read(story))).findings}

    assert messages["PQ410"].message == message
    assert source(story, messages["PQ410"]) == "manager"


@pytest.mark.parametrize(
    "change",
    [
        ("text:", "to: day6\n        text:"),
        ("text:", "when: trust > 10\n        text:"),
        ("text:", "once: true\n        text:"),
        ("text:", "set: {rung: true}\n        text:"),
    ],
)
def test_an_answer_is_better_on_every_count_only_where_nothing_else_tells_them_apart(
    change: tuple[str, str],
):
    before, after = changed(4, "ring", "budget: -2", "budget: 2")
    assert [each.code for each in judged(STORY.replace(before, after)).findings] == ["PQ411"]

    apart = STORY.replace(before, after.replace(*change, 1))
    assert "PQ411" not in {each.code for each in judged(apart).findings}


def test_an_answer_that_is_looked_back_at_is_not_like_the_others():
    gain = STORY.replace(*changed(4, "ring", "budget: -2", "budget: 2"))
    looked_back = gain.replace(
        "  day8:\n    title: Day 8\n    text: A new question is waiting on your desk this morning.",
        "  day8:\n    title: Day 8\n    text:\n      - A new question is waiting.\n"
        '      - {when: chose("day4.ring4"), text: They remember your call.}',
    )

    assert judged(looked_back).findings == ()
