"""One cause, one finding: what follows from a slip is not told beside it, and each has a cure."""

import pytest

from pmquest.scenario.examples import completed
from pmquest.scenario.reader import read_bytes

WEEK = """scenes:
  monday:
    title: Monday
    text: The week begins.
    {scene}
  friday:
    title: Friday
    text: The week ends.
    ending: good
"""
TRUST = "meters:\n  trust: {label: Trust, start: 50}\n"


def told(text: str) -> list[tuple[str, str | None]]:
    """The codes and hints of what is found."""
    reading = read_bytes(completed(text), file="story.yaml", scenario_id="story")
    return [(each.code, each.hint) for each in reading.findings]


def monday(*lines: str, head: str = "") -> str:
    return head + WEEK.replace("{scene}", "\n    ".join(lines))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("meter:\n  trust: {label: Trust, start: 50}\n", "meters"),
        ("fact: {trust: 3}\n", "facts"),
    ],
)
def test_a_key_that_is_nearly_right_is_read_as_what_was_meant(text: str, meant: str):
    scene = monday("enter:", "  - effects: {trust: 4}", "to: friday", head=text)

    assert told(scene) == [("PQ102", f"did you mean '{meant}'?")]


def test_what_is_nearly_the_key_of_the_scenes_is_not_missing_too():
    assert told(monday("to: friday").replace("scenes:", "scene:", 1)) == [
        ("PQ102", "did you mean 'scenes'?")
    ]


def test_a_key_that_is_there_already_is_not_read_twice():
    assert told("minutes: 3\nminuts: many\n") == [("PQ102", "did you mean 'minutes'?")]


@pytest.mark.parametrize("odds", ["66%", "0.5", ".5"])
def test_odds_that_are_shares_are_told_what_odds_are_and_nothing_else(odds: str):
    scene = monday("to:", f"  - {{scene: friday, odds: {odds}}}", "  - {scene: monday, odds: 1}")
    ((code, hint),) = told(scene)

    assert code == "PQ103"
    assert "odds are weights" in (hint or "")


@pytest.mark.parametrize(
    "exhibit",
    [
        "{title: Sales, kind: pie, labels: [a], series: {euros: [1]}}",
        "{title: Sales, kind: pie, columns: [a], rows: [[1]]}",
    ],
)
def test_of_an_exhibit_of_no_kind_nothing_else_is_expected(exhibit: str):
    assert told(monday("exhibits:", f"  - {exhibit}", "to: friday")) == [("PQ104", None)]


@pytest.mark.parametrize(
    ("effects", "found"),
    [
        ("{trust:6}", [("PQ020", "write trust: 6")]),
        (
            "{trust: +6}",
            [("PQ103", "write 6: a number without a sign is more, one with - is less")],
        ),
        ("{trust: “6”}", [("PQ103", "remove the quotes")]),
        ("trust:6", [("PQ103", "a space is missing: write trust: 6")]),
        ("{trsut:6}", [("PQ020", "write trsut: 6"), ("PQ201", "did you mean 'trust'?")]),
    ],
)
def test_a_number_that_is_written_otherwise_is_told_how(effects: str, found: list[tuple[str, str]]):
    assert told(monday("enter:", f"  - effects: {effects}", "to: friday", head=TRUST)) == found


def test_a_place_without_its_colon_apart_points_to_the_word_that_is_meant():
    text = monday("enter:", "  - effects: {truth:6}", "to: friday", head=TRUST)
    reading = read_bytes(completed(text), file="story.yaml", scenario_id="story")

    _, unknown = reading.findings
    line = text.splitlines()[unknown.line - 1]
    assert line[unknown.column - 1 :][: unknown.length] == "truth"


def test_a_way_on_that_is_only_named_is_told_how_it_is_written():
    assert told(monday("to:", "  - friday")) == [("PQ103", "write `- scene: friday`")]


def test_what_leads_nowhere_and_what_is_empty_is_told_what_to_do():
    choices = ("choices:", "  ring: {text: Ring ten of them.}")

    ((code, hint),) = told(monday(*choices))
    assert code == "PQ119"
    assert "`to:`" in (hint or "")
    assert told("author:\n") == [("PQ106", "write it here, or remove the key")]
    ((code, hint),) = told("author: #1 in town\n")
    assert code == "PQ106"
    assert "needs quotes" in (hint or "")


@pytest.mark.parametrize(
    ("condition", "hint"),
    [
        ("trust at least 40", "write >="),
        ("trust is at least 40", "write >="),
        ("trust more than 40", "write >"),
        ("trust is not 40", "write !="),
        ("trust is 40", "write =="),
        ("trust => 40", "write >="),
        ("trust ≤ 40", "write <="),
        ("visited(“monday”)", 'write " around an id, and no quotes around anything else'),
    ],
)
def test_a_condition_in_other_words_is_told_the_sign(condition: str, hint: str):
    scene = monday("to:", f"  - {{scene: friday, when: {condition}}}", "  - scene: monday")

    assert told(TRUST + scene) == [("PQ112", hint)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("judgment: good", "strong, sound, weak, poor"),
        ("level: boss", "manager, leader"),
        (
            "responsibility: sales",
            "customers, roadmap, teamwork, launch, improvement, vision, mentoring, alignment, "
            "strategy, market",
        ),
    ],
)
def test_the_words_that_a_key_takes_are_told_in_their_order_and_whole(line: str, words: str):
    text = monday("to: friday", "choices:", "  ring:", "    text: Ring.", f"    {line}")
    reading = read_bytes(completed(text), file="story.yaml", scenario_id="story")

    (message,) = [each.message for each in reading.findings if each.code == "PQ104"]
    assert message.endswith(f"is not one of: {words}")
