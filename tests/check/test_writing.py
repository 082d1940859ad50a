"""What is told of how a scenario is written, and what is left alone."""

import pytest
from clean_story import DAYS, STORY, changed, judged, only, seeded, source

from build import scene, scored
from pmquest.check.screen import ROOM, rows_of
from pmquest.scenario.diagnostics import Diagnostic
from pmquest.scenario.model import Exhibit

TEXT = "A new question is waiting on your desk this morning."


def found(story: str, code: str) -> list[Diagnostic]:
    return [each for each in judged(story, roads=False).findings if each.code == code]


def why(text: str) -> str:
    """The story with this `why` for the strong answer of the third day."""
    before, _ = changed(3, "ring", "why:", "why:")
    start = before.index("        why: >-")
    end = before.index("      board3:")
    return STORY.replace(before, f"{before[:start]}        why: {text}\n{before[end:]}")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Answer this at leader-level.", "leader-level"),
        ("A manager-level question.", "manager-level"),
        ("Some manager-level thinking.", "manager-level"),
        ("It is the level of a leader.", "level of a leader"),
        ("You have to think like a manager.", "think like a manager"),
        ("Be a leader today.", "leader"),
        ("Leaders are asked for.", "Leaders"),
        ("A leader’s answer is wanted.", "leader’s answer"),
        ("As a manager, build the map first.", "As a manager"),
        ("“As a leader, decide it today.”", "As a leader"),
        ("You act as a manager here.", "act as a manager"),
        ("This is a manager moment.", "a manager moment"),
        ("It is a manager’s job.", "a manager’s job"),
        ("A strategic moment has come.", "strategic moment"),
        ("It takes leadership thinking.", "leadership thinking"),
    ],
)
def test_a_text_that_names_the_level_is_pointed_to(text: str, words: str):
    story = seeded((TEXT, text))
    (finding,) = found(story, "PQ501")

    assert source(story, finding) == words
    assert finding.severity == "warning"


@pytest.mark.parametrize(
    "text",
    [
        "The product manager asks the engineering manager for a day.",
        "Managers of all kinds have an opinion.",
        "The team leader and the market leader meet.",
        "Femi is the leader of the depot’s couriers.",
        "At what level do we buy? The price level is high.",
        "The cheerleader and the misleading chart.",
        "Your manager Anna rings: the manager’s decision is on your desk.",
        "As a product manager, you hear of it first. As a manager, Anna saw it come.",
        "A strategic decision, says the board, and a matter for the manager on duty.",
        "Femi worked as a manager, then as a courier.",
    ],
)
def test_jobs_and_other_levels_are_honest_words(text: str):
    assert found(seeded((TEXT, f'"{text}"')), "PQ501") == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    title: Day 3\n", "    title: A leader-level day\n"),
        ("The 3 letters on the desk", "Leader-level letters on the desk"),
        ("      ring3:\n        text: Ring", "      ring3:\n        text: Like a leader, ring"),
        (
            "      ring3:\n",
            "      ring3:\n        when: turn > 0\n        locked: Not leader-level yet.\n",
        ),
    ],
)
def test_titles_signals_answers_and_locks_are_read_for_it_too(before: str, after: str):
    assert len(found(seeded((before, after)), "PQ501")) == 1


def test_what_is_read_after_the_answer_may_name_the_level():
    story = STORY.replace(*changed(3, "ring", "why:", "result: A leader-level call.\n        why:"))

    assert found(story, "PQ501") == []


def test_words_are_judged_in_english_only():
    german = seeded(
        ("minutes: 10\n", "minutes: 10\nlanguage: de-AT\n"), (TEXT, "Der Projektleiter, a leader.")
    )

    assert found(german, "PQ501") == []
    assert found(german.replace("de-AT", "en-GB"), "PQ501")


@pytest.mark.parametrize(
    "text",
    ["Right.", "This is the wrong answer.", "Yes, exactly right; it’s the best choice."],
)
def test_a_why_that_only_judges(text: str):
    story = why(f'"{text}"')
    finding = only(story)

    assert (finding.code, finding.severity) == ("PQ521", "warning")
    assert source(story, finding) == f'"{text}"'


def test_a_short_why_that_says_something_is_only_advised():
    (finding,) = judged(why("It is right to ask, and it takes a day."), roads=False).findings

    assert (finding.code, finding.severity) == ("PQ523", "advice")
    assert finding.message == "this `why` has 10 words; 25 to 60 coach without a lecture"


def test_a_long_why_is_advised_to_be_shorter():
    assert found(why("It takes a day to ring them all. " * 8), "PQ523")


def test_in_a_language_without_spaces_words_are_not_counted():
    story = why("電話をかけると一日かかりますが、何が欠けていたかがわかります。")
    assert found(story, "PQ523")
    japanese = story.replace("minutes: 10\n", "minutes: 10\nlanguage: ja\n")
    assert found(japanese, "PQ523") == []


@pytest.mark.parametrize(
    "opening",
    [
        "Leader-level",
        "This is manager-level",
        "A leader rings first, and that",
        "At manager-level it",
        "The leader’s way",
    ],
)
def test_a_why_that_opens_with_the_level(opening: str):
    assert found(why(f'"{opening} takes a day."'), "PQ522")


@pytest.mark.parametrize("opening", ["Managing by phone", "The managers of the depot", "Leading"])
def test_a_why_may_open_with_a_word_like_it(opening: str):
    assert found(why(f'"{opening} takes a day."'), "PQ522") == []


def test_a_why_that_repeats_the_signal():
    text = '"As the signal says, the 3 letters on the desk come from one town, so ring them."'
    story = why(text)
    (finding,) = found(story, "PQ524")

    assert finding.severity == "warning"
    assert finding.message == "this `why` repeats the signal: “The 3 letters on the”"
    assert source(story, finding) == text


def test_a_poor_answer_that_does_not_say_how_it_misses():
    story = STORY.replace(*changed(3, "board", "        slip: wrong-level\n", ""))
    finding = only(story)

    assert (finding.code, finding.severity) == ("PQ502", "warning")
    assert source(story, finding) == "poor"


@pytest.mark.parametrize(
    ("scene", "key", "said"),
    [
        ("loved", "weight: 2", "`weight` does nothing here: “loved” has no choices"),
        ("loved", "shuffle: false", "`shuffle` does nothing here: “loved” has no choices"),
    ],
)
def test_a_key_that_does_nothing(scene: str, key: str, said: str):
    story = seeded((f"  {scene}:\n", f"  {scene}:\n    {key}\n"))
    finding = only(story)

    assert (finding.code, finding.severity, finding.message) == ("PQ503", "warning", said)
    assert source(story, finding) == key.split(":")[0]


def test_a_weight_where_nothing_is_scored():
    story = seeded(
        (
            "  loved:\n",
            "  gate:\n    title: Gate\n    text: Two ways.\n    weight: 2\n    shuffle: false\n"
            "    to: loved\n    choices:\n      go: {text: Go.}\n  loved:\n",
        ),
        ("        scene: loved\n", "        scene: gate\n"),
    )
    finding = only(story)

    assert finding.message == "`weight` does nothing here: “gate” is not scored"


EXHIBIT = """\
    exhibits:
      - title: {title}
        kind: table
        columns: [{column}, Fees]
        rows: [[Ghent, "7"]]
"""


def with_exhibit(title: str, column: str = "Harbour", n: int = 3) -> str:
    head = f"    title: Day {n}\n"
    return seeded((head, head + EXHIBIT.format(title=title, column=column)))


def test_an_exhibit_that_nobody_speaks_of():
    story = with_exhibit("What ships pay")
    finding = only(story)

    assert (finding.code, finding.severity) == ("PQ504", "warning")
    assert source(story, finding) == "What ships pay"


@pytest.mark.parametrize(
    "text",
    ["The ship is late.", "Look at the table.", "In Ghent it rains.", "Harbours are cold."],
)
def test_an_exhibit_that_is_spoken_of_in_any_way(text: str):
    story = with_exhibit("What ships pay", n=1).replace(TEXT, text)

    assert found(story, "PQ504") == []


def test_an_exhibit_may_be_spoken_of_in_an_answer():
    story = with_exhibit("What ships pay").replace(
        *changed(3, "ring", "the people who wrote", "three ships that paid")
    )

    assert found(story, "PQ504") == []


def test_an_answer_that_is_a_paragraph():
    text = "Ring the people who wrote, " + "and then ring them again, " * 3 + "to the end."
    story = STORY.replace(
        *changed(3, "ring", "Ring the people who wrote and hear them to the end.", text)
    )
    finding = only(story)

    assert (finding.code, finding.severity) == ("PQ506", "advice")
    assert finding.message == (
        f"this answer is too long for a deed: {len(text)} characters, and 90 are enough"
    )
    assert finding.hint is None


def test_several_answers_that_are_paragraphs_are_one_finding_with_all_their_lines():
    answer = "Ring the people who wrote and hear them to the end."
    story = STORY
    for day, more in ((3, " and again" * 5), (5, " and again" * 6)):
        story = story.replace(*changed(day, "ring", answer, answer + more))
    finding = only(story)

    lines = [n for n, line in enumerate(story.splitlines(), 1) if "and again" in line]
    assert finding.line == lines[0]
    assert finding.message.startswith("2 answers are too long for a deed: up to 111 characters")
    assert finding.hint == f"lines {lines[0]} (101) and {lines[1]} (111)"


def test_a_scene_that_does_not_fit_a_small_screen():
    long = "      Letter after letter is opened, read aloud, and put on one of two heaps.\n\n"
    story = seeded((f"    text: {TEXT}\n", f"    text: |\n{long * 12}"))
    finding = only(story)

    assert (finding.code, finding.severity) == ("PQ505", "advice")
    assert source(story, finding) == "text"
    assert f"and a small terminal has {ROOM}" in finding.message


def test_what_has_a_condition_is_not_counted():
    long = "        Letter after letter is opened, read aloud, and put on one of two heaps.\n\n"
    block = (
        f"      - when: turn > 3\n        text: |\n{long.replace('        ', '          ') * 12}"
    )
    story = seeded((f"    text: {TEXT}\n", f"    text:\n      - {TEXT}\n{block}"))

    assert found(story, "PQ505") == []


def test_a_word_of_one_level_that_only_that_level_uses():
    story = STORY
    for n in (2, 4, 6):
        story = story.replace(*changed(n, "wait", "Wait with it", "Let the strategy wait"))
    finding = only(story)

    assert (finding.code, finding.severity) == ("PQ516", "advice")
    assert finding.message == "“strategy” stands in 3 answers, all of them leader-level"
    assert source(story, finding) == "strategy"
    other = story.replace(*changed(6, "board", "with the plan", "with the strategy"))
    assert judged(other).findings == ()


def test_the_middle_road_is_told_only_where_it_is_often_strong():
    story = STORY
    for n in range(1, DAYS + 1):
        story = story.replace(*changed(n, "wait", "{trust: -1}", "{trust: 3, budget: -3}"))
    finding = only(story)

    assert (finding.code, finding.severity) == ("PQ515", "advice")
    assert finding.message == "in 8 of 8 scored scenes the strong answer is the middle road"
    assert source(story, finding) == "Ring the people who wrote and hear them to the end."


@pytest.mark.parametrize(("count", "told"), [(1, False), (2, False), (3, True)])
def test_the_strong_answer_may_be_the_longest_in_a_third_of_the_scenes(count: int, told: bool):
    story = STORY
    longer = "hear them to the end, whatever else there is to do."
    for n in range(1, count + 1):
        story = story.replace(*changed(n, "ring", "hear them to the end.", longer))

    assert bool(found(story, "PQ512")) == told


def test_the_rows_of_a_scene_are_those_of_the_play_screen():
    """Counted by hand on a screen of 80 by 24."""
    answers = [scored("ring", "manager", "strong"), scored("wait", "leader", "poor")]
    plain = scene("monday", text="One line.", choices=answers)
    assert rows_of(plain, meters=False) == 1 + 1 + 1 + 1 + 1 + 1 + 2 + 1
    assert rows_of(plain, meters=True) == rows_of(plain, meters=False) + 1
    table = Exhibit("Fees", "table", columns=("City", "Fee"), rows=(("Ghent", "7"), ("Liège", "9")))
    chart = Exhibit("Fees", "line", labels=("w1", "w2"), series={"fee": (1, 2)})
    bars = Exhibit("Fees", "bar", labels=("w1", "w2"), series={"fee": (1, 2)})
    for exhibit, rows in ((table, 3), (chart, 4), (bars, 2)):
        shown = scene("monday", text="One line.", choices=answers, exhibits=(exhibit,))
        assert rows_of(shown, meters=False) == rows_of(plain, meters=False) + 2 + rows
    two = scene("monday", text=["One.", "Two."], choices=answers)
    assert rows_of(two, meters=False) == rows_of(plain, meters=False) + 2
