"""Defects seeded into a clean scenario: each is found, alone, at its place, and can be replayed."""

from clean_story import ASPECTS, DAYS, STORY, changed, judged, only, seeded, shown, source

ATTIC = """\
  attic:
    title: The attic
    text: It is dusty here.
    to: loved
"""
BRIBE = """\
      bribe3:
        text: Send each of them a voucher and a card with regards.
        level: manager
        judgment: poor
        slip: habit
        when: trust > 100
        effects: {trust: 6, budget: -9}
        why: >-
          A voucher is quick, and some will take it. It pays for the question instead of answering
          it, the money is gone by the next letter, and there is going to be a next letter.
"""
CELLAR = """\
  cellar:
    title: The cellar
    text: Two doors.
    to: day3
    choices:
      left_door: {text: Take the left door., when: trust >= 48}
      right_door: {text: Take the right door., when: chose("day1.board1")}
"""
LOOP = """\
  here:
    title: Here
    text: You have been here before.
    choices:
      on: {text: Go on., to: there}
  there:
    title: There
    text: You have been there, too.
    choices:
      on: {text: Go on., to: here}
"""
LEGEND = """\
  legend:
    title: A legend
    text: They sing of you.
    ending: good
"""


def ending_with(scene: str) -> str:
    return seeded(("  loved:\n", f"{scene}  loved:\n"))


def test_the_story_itself_is_clean():
    assert judged(STORY).findings == ()


def test_a_scene_that_nobody_reaches():
    story = ending_with(ATTIC)
    finding = only(story)

    assert (finding.code, finding.severity) == ("PQ303", "warning")
    assert source(story, finding) == "attic"
    assert finding.hint == "nothing leads here"
    assert finding.picks is None


def test_a_choice_whose_condition_cannot_hold():
    story = seeded(("      board3:\n", f"{BRIBE}      board3:\n"))
    finding = only(story)

    assert (finding.code, finding.severity) == ("PQ304", "warning")
    assert source(story, finding) == "trust > 100"
    assert finding.message == "“bribe3” can never be picked: its `when` never holds in “day3”"
    assert finding.hint == "it cannot hold anywhere: trust goes from 0 to 100"


def test_a_dead_end_behind_two_conditions():
    story = ending_with(CELLAR).replace(*changed(2, "board", "text:", "to: cellar\n        text:"))
    finding = only(story)

    assert (finding.code, finding.severity) == ("PQ301", "error")
    assert source(story, finding) == "choices"
    assert story.splitlines()[finding.line - 5] == "  cellar:"
    assert finding.message == (
        "the story can get stuck in “cellar”: none of its choices can be picked then"
    )
    assert finding.hint == (
        'there trust is 45, chose("day1.board1") is false; '
        "leave one choice without `when` and `once`"
    )
    assert finding.picks == (("day1", "wait1"), ("day2", "board2"))
    play = shown(story, finding)
    assert (play.scene.id, play.status) == ("cellar", "stuck")


def test_a_circle_with_no_way_out():
    story = ending_with(LOOP).replace(*changed(2, "board", "text:", "to: here\n        text:"))
    finding = only(story)

    assert (finding.code, finding.severity) == ("PQ302", "error")
    assert source(story, finding) == "here"
    assert finding.hint == "give one of “here” and “there” a way out"
    assert shown(story, finding).scene.id == "here"


def test_an_ending_that_nobody_reaches():
    route = "      - when: trust > 70\n        scene: legend\n"
    first = "    to:\n      - when: trust >= 60\n"
    story = ending_with(LEGEND).replace(first, first.replace("to:\n", f"to:\n{route}"))
    finding = only(story)

    assert (finding.code, finding.severity) == ("PQ305", "warning")
    assert source(story, finding) == "legend"
    assert finding.hint is not None
    assert "in “day8” leads here only while `trust > 70`, which never holds there" in finding.hint


def test_an_aspect_that_one_road_never_meets():
    passed_by = ASPECTS.index("decisions") + 1
    jump = f"to: day{passed_by + 1}\n        text:"
    story = STORY.replace(*changed(passed_by - 1, "board", "text:", jump))
    finding = only(story)

    assert (finding.code, finding.severity) == ("PQ404", "advice")
    assert source(story, finding) == "decisions"
    assert finding.hint == f"only “day{passed_by}” has it"
    play = shown(story, finding)
    assert play.status == "ended"
    assert len(play.picks) == DAYS - 1
    assert "decisions" not in {play.scenario.scenes[pick.scene].aspect for pick in play.picks}


def test_the_strong_answer_always_the_longest():
    longer = "to the end, whatever else there is to do."
    story = STORY.replace("hear them to the end.", f"hear them {longer}")
    finding = only(story)

    assert (finding.code, finding.severity) == ("PQ512", "warning")
    assert source(story, finding) == f"Ring the people who wrote and hear them {longer}"
    assert finding.message.startswith("in 8 of 8 scored scenes the strong answer is the longest")
    assert finding.hint == "in “day1”, “day2”, “day3”, “day4”, “day5”, “day6” and 2 more"


def test_the_strong_answer_always_the_shortest():
    story = STORY.replace("Ring the people who wrote and hear them to the end.", "Ring them all.")
    finding = only(story)

    assert (finding.code, finding.severity) == ("PQ513", "warning")
    assert source(story, finding) == "Ring them all."


def test_the_strong_answer_always_first_where_the_order_is_not_drawn():
    story = STORY
    for n in range(1, DAYS + 1):
        whole = story[story.index(f"      wait{n}:") : story.index(f"      board{n}:")]
        wait, ring = whole.split(f"      ring{n}:")
        story = story.replace(whole, f"      ring{n}:{ring}{wait}")
    assert judged(story).findings == ()
    story = story.replace("    choices:\n", "    shuffle: false\n    choices:\n")
    finding = only(story)

    assert (finding.code, finding.severity) == ("PQ514", "warning")
    assert source(story, finding) == "Ring the people who wrote and hear them to the end."


def test_a_choice_that_is_better_than_another_on_everything():
    story = seeded(changed(4, "ring", ", budget: -2", ""))
    finding = only(story)

    assert (finding.code, finding.severity) == ("PQ411", "advice")
    assert source(story, finding) == "ring4"
    assert finding.message == "“ring4” is better than “wait4” and “board4” on every count"
    assert finding.hint == (
        "against “wait4”: +2 instead of −1 on trust; against “board4”: +2 instead of −4 on trust"
    )


def test_a_responsibility_of_the_other_level():
    story = seeded(changed(3, "ring", "text:", "responsibility: vision\n        text:"))
    finding = only(story)

    assert (finding.code, finding.severity) == ("PQ123", "error")
    assert source(story, finding) == "vision"


def test_a_scored_scene_that_in_one_state_offers_no_strong_answer():
    story = seeded(changed(2, "ring", "text:", "when: trust >= 47\n        text:"))
    finding = only(story)

    assert (finding.code, finding.severity) == ("PQ402", "warning")
    assert source(story, finding) == "trust >= 47"
    assert finding.message == "“day2” offers no strong answer in some states"
    assert finding.picks == (("day1", "board1"),)
    choices = {choice.id: choice.selectable for choice in shown(story, finding).view.choices}
    assert choices["wait2"]
    assert not choices.get("ring2", False)
