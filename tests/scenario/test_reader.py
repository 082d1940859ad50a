"""Reading a scenario: what is refused, where the finding points, and what is accepted."""

import time
from pathlib import Path

import pytest

from pmquest.scenario.examples import completed
from pmquest.scenario.files import may_be_scenario
from pmquest.scenario.reader import read_bytes, read_file
from pmquest.scenario.suggest import did_you_mean

SHIPPED = Path(__file__).parents[2] / "scenarios"
LIBRARY = sorted(path for path in SHIPPED.glob("*.yaml") if may_be_scenario(path.name))


def read(text: str | bytes):
    return read_bytes(completed(text), file="story.yaml", scenario_id="story")


def found(text: str | bytes) -> list[tuple[str, int, int]]:
    return [(each.code, each.line, each.column) for each in read(text).findings]


def story(scene: str, head: str = "") -> str:
    return f"{head}scenes:\n  monday:\n    title: Monday\n{scene}"


def routed(condition: str) -> str:
    """A scene that goes on by a condition."""
    return (
        "    text: x\n    to:\n"
        f"      - {{scene: monday, when: {condition}}}\n"
        "      - scene: monday\n"
    )


def test_a_missing_key_is_named_with_what_it_is_for() -> None:
    reading = read_bytes(b"scenes: {}\n", file="week.yaml", scenario_id="week")
    first = reading.findings[0]
    assert first.message == "the scenario has no “pmquest”"
    assert first.hint == "add “pmquest:” (version of the format: 1)"


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_the_scenarios_that_ship_have_no_findings(path: Path):
    reading = read_file(path)

    assert reading.findings == ()
    assert reading.scenario is not None
    assert reading.scenario.id == path.stem


def test_five_different_mistakes_are_five_findings_in_one_run():
    text = (
        "minutes: 12\n"
        "minuts: 3\n"
        "meters:\n"
        "  trust: {label: Trust, start: 45}\n"
        "  trust: {label: Other, start: 4}\n"
        "scenes:\n"
        "  monday:\n"
        "    title: Monday\n"
        "    text: Ring them: today\n"
        "    choices:\n"
        "      ring: {text: Ring., effects: {trst: 3}, to: tusday}\n"
        "  tuesday:\n"
        "    title: Tuesday\n"
        "    text: The end.\n"
        "    ending: good\n"
    )

    assert found(text) == [
        ("PQ102", 2, 1),
        ("PQ012", 5, 3),
        ("PQ011", 9, 20),
        ("PQ201", 11, 37),
        ("PQ204", 11, 51),
    ]


def test_a_finding_names_the_length_of_what_it_points_to_and_what_was_meant():
    finding = read("minuts: 3\nminutes: 3\n").findings[0]

    assert (finding.line, finding.column, finding.length) == (1, 1, 6)
    assert finding.hint == "did you mean 'minutes'?"


@pytest.mark.parametrize(
    ("line", "points_to"),
    [
        ("author: Ring them: today", ": today"),
        ('author: "Help," she says', '"Help'),
        ("author: {trust} is low", "{trust}"),
        ("author: *Important* note", "*Important"),
        ("author: %50 of them", "%50"),
        ("author: @all please", "@all"),
        ("author: `code` first", "`code`"),
    ],
)
def test_a_sentence_that_yaml_refuses_gets_the_hint_to_quote_it(line: str, points_to: str):
    findings = read(line + "\n").findings

    assert [(each.code, each.line, each.column) for each in findings] == [
        ("PQ011", 1, line.index(points_to) + 1)
    ]
    assert "quote it" in (findings[0].hint or "")


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("author: “Ring: now”", '“ and ” are letters to YAML: put " around all of it'),
        ('author: "Ring them", you say', "quote it all with ', or write it"),
        ("author: 'Ring them', you say", 'quote it all with ", or write it'),
        ("author:Priya", "write `author: Priya`"),
    ],
)
def test_a_slip_with_quotes_or_colons_is_told_with_its_own_cure(line: str, hint: str):
    (finding,) = read(f"minutes: 3\n{line}\n").findings

    assert (finding.code, finding.line) == ("PQ011", 2)
    assert hint in (finding.hint or "")


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_quote_that_is_not_closed_is_found_where_it_was_opened(quote: str):
    text = (
        f"author: {quote}Priya\n"
        '# It is Priya\'s, and "hers" alone.\n'
        f"license: {quote}Do as you like{quote}\n"
        "minuts: 3\n"
    )

    assert found(text) == [("PQ011", 1, 9), ("PQ102", 4, 1)]
    assert read(text).findings[0].message.endswith("a quote was opened here and never closed")


def test_reading_goes_on_after_a_mistake_in_the_yaml():
    assert [code for code, _, _ in found("author: a: b\nminuts: 3\nlicense: c: d\n")] == [
        "PQ011",
        "PQ102",
        "PQ011",
    ]


def test_a_key_that_is_indented_too_far_is_said_to_be_so():
    finding = read("author: Priya\n language: en\n").findings[0]

    assert (finding.line, finding.column) == (2, 2)
    assert "indented" in finding.message


@pytest.mark.parametrize(
    "bomb",
    [
        b"a: &a [x,x]\nb: *a\n",
        b"a: &a {x: 1}\n"
        + b"".join(
            b"b%d: &b%d {<<: [%s]}\n"
            % (i, i, b",".join([b"*a"] * 9 if i == 0 else [b"*b%d" % (i - 1)] * 9))
            for i in range(12)
        ),
    ],
)
def test_what_could_grow_is_refused_before_it_is_built(bomb: bytes):
    findings = read_bytes(bomb, file="bomb.yaml", scenario_id="bomb").findings

    assert {"PQ013", "PQ014"} <= {finding.code for finding in findings}


@pytest.mark.parametrize("opening", [b"[", b"{a: ", b"- ", b"? "])
def test_depth_without_end_is_refused(opening: bytes):
    findings = read_bytes(opening * 50_000, file="deep.yaml", scenario_id="deep").findings

    assert findings
    assert all(finding.severity == "error" for finding in findings)


def test_text_is_taken_as_it_is_written():
    scenario = read("author: no\nlicense: 1.10\nrole: 12:30\ntitle: '007'\n").scenario

    assert scenario is not None
    assert (scenario.author, scenario.license) == ("no", "1.10")
    assert (scenario.role, scenario.title) == ("12:30", "007")


def test_facts_are_true_false_or_whole_numbers_and_nothing_else():
    scenario = read("facts: {asked: false, calls: 3, debt: -2}\n").scenario

    assert scenario is not None
    assert scenario.facts == {"asked": False, "calls": 3, "debt": -2}
    for value in ("no", "'3'", "007", "+3", "1.5", "0x10", "1_000", "~"):
        assert [code for code, _, _ in found(f"facts: {{asked: {value}}}\n")] == ["PQ103"], value


def test_start_is_a_scene_and_by_default_the_first():
    assert [code for code, _, _ in found("start: no\n")] == ["PQ204"]
    scenario = read("minutes: 3\n").scenario
    assert scenario is not None
    assert scenario.start == "monday"


def test_windows_line_ends_and_a_byte_order_mark_are_accepted():
    data = b"\xef\xbb\xbf" + completed("minutes: 3\n").replace(b"\n", b"\r\n")
    reading = read_bytes(data, file="story.yaml", scenario_id="story")

    assert reading.findings == ()


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066"])
def test_controls_are_refused_written_or_escaped(character: str):
    written = read(f"author: a{character}b\n").findings
    escaped = read(f'author: "a\\U{ord(character):08x}b"\n').findings

    assert [(each.code, each.line, each.column) for each in written] == [("PQ003", 1, 10)]
    assert [(each.code, each.line) for each in escaped] == [("PQ003", 1)]
    assert all(character not in each.message for each in (*written, *escaped))


def test_text_blocks_may_be_conditional_and_texts_may_show_values():
    scene = (
        "    text:\n"
        "      - You have {calls} calls.\n"
        "      - {when: calls > 2, text: It is late.}\n"
        "      - when: calls == 0\n"
        "        text: |\n"
        "          A brace is {{ and {nobody} is not there.\n"
        "    ending: good\n"
    )

    assert found(story(scene, "facts: {calls: 3}\n")) == [("PQ201", 10, 29)]


def test_each_wrong_brace_of_a_text_has_its_own_place_however_the_lines_are_folded():
    scene = (
        "    text:\n"
        "      - {{b} is a brace; {b} and\n"
        "        {b} are not; {c\n"
        "        d} goes over a line, and {b} stands after it.\n"
        "    ending: good\n"
    ).replace("- {{b}", "- A {{b}")

    assert found(story(scene)) == [
        ("PQ132", 5, 9),
        ("PQ201", 5, 28),
        ("PQ201", 6, 9),
        ("PQ201", 7, 34),
    ]


def test_a_single_conditional_block_still_stands_in_a_list():
    scene = "    text: {when: calls > 2, text: It is late.}\n    ending: good\n"
    facts = "facts: {calls: 3}\n"

    assert found(story(scene, facts)) == [("PQ103", 5, 11)]


def test_an_empty_scene_is_said_to_be_empty():
    assert found("scenes:\n  monday:\n") == [("PQ106", 2, 10)]


def test_a_condition_is_judged_at_the_place_of_each_part():
    route = '      - {scene: monday, when: calls > 2 and visited("tuesday") and chose("monday.go")}'
    scene = f"    text: x\n    to:\n{route}\n      - scene: monday\n"

    assert found(story(scene, "facts: {calls: 3}\n")) == [
        ("PQ204", 7, route.index("tuesday") + 1),
        ("PQ205", 7, route.index("go") + 1),
    ]


@pytest.mark.parametrize(
    "condition",
    [
        "calls",
        "asked + 1 > 2",
        "asked == 3",
        "asked < calls",
        "not calls",
        "asked and 3",
        "-asked > 1",
    ],
)
def test_conditions_are_typed(condition: str):
    codes = [
        code for code, _, _ in found(story(routed(condition), "facts: {calls: 3, asked: false}\n"))
    ]
    assert codes == ["PQ206"]


@pytest.mark.parametrize(
    "condition",
    [
        "calls.real > 2",
        "calls[0] > 2",
        "__import__('os')",
        "lambda: 1",
        "calls > 2 if asked else asked",
        "calls ** 2 > 3",
        "calls / 2 > 3",
        "'a' == 'b'",
        "calls > 1_000",
        "calls > 1000000000",
        "(" * 21 + "asked" + ")" * 21,
        "not " * 21 + "asked",
        "calls > " + "1 + " * 80 + "1",
        "calls >",
        "calls = 3",
        "asked asked",
        "visited(monday)",
        "chose('monday')",
        "True",
    ],
)
def test_nothing_but_the_condition_language_exists(condition: str):
    quoted = "'" + condition.replace("'", "''") + "'"

    codes = [
        code for code, _, _ in found(story(routed(quoted), "facts: {calls: 3, asked: false}\n"))
    ]
    assert codes == ["PQ112"]


def test_conditions_may_be_twenty_deep_and_three_hundred_long():
    deep = "(" * 20 + "asked" + ")" * 20
    long = "calls > " + "1 + " * 72 + "1"
    assert len(long) <= 300
    for condition in (deep, long):
        assert found(story(routed(condition), "facts: {calls: 3, asked: false}\n")) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (story("    ending: good\n    text: []\n"), "0 of these, and 1 or more can be"),
        ("reflect: [a, b, c, d, e, f]\n", "6 of these, and 0 to 5 can be"),
    ],
)
def test_a_count_is_held_against_the_limits_that_there_are(text: str, message: str):
    counted = [each.message for each in read(text).findings if each.code == "PQ107"]

    assert counted == [f"there are {message}"]


def test_a_comment_after_a_finished_sentence_is_just_a_comment():
    assert found("summary: A week at work.   # required\n") == []
    assert found("summary: A week at work. # required\n") == []
    assert found("minutes: 3 # about\n") == []
    assert [code for code, _, _ in found("summary: Ring customer #4 today\n")] == ["PQ128"]
    assert [code for code, _, _ in found("summary: Ring them # all of them\n")] == ["PQ128"]


def test_thousands_of_findings_are_cut_off_and_counted():
    text = "".join(f"key{number}: 1\n" for number in range(3_000))
    findings = read(text).findings

    assert len(findings) == 1_001
    assert findings[-1].code == "PQ000"


def test_of_keys_without_end_only_the_first_are_guessed_at():
    text = "".join(f"minutes{number}: 1\n" for number in range(900))
    hints = [each.hint for each in read(text).findings if each.code == "PQ102"]

    assert (len(hints), hints[0], hints[-1]) == (900, "did you mean 'minutes'?", None)


def test_among_more_scenes_than_there_may_be_none_is_guessed():
    assert did_you_mean("scene", (f"scene{number}" for number in range(5_000)))
    assert did_you_mean("scene", (f"scene{number}" for number in range(5_001))) is None


@pytest.mark.parametrize(
    "text",
    [
        story("    ending: good\n    text: |\n" + "      {a} {b} {{c}\n" * 50_000),
        story("    ending: good\n    text: " + "{a} " * 200_000),
        story("    ending: good\n    text: x\n" + "    {a\n      b}\n" * 50_000),
        "objectives: [" + "Ask, " * 200_000 + "Ask]\n",
        "waive: {" + ", ".join(f"PQ{number}: a" for number in range(100_000)) + "}\n",
    ],
    ids=["lines of braces", "braces on one line", "folded braces", "list", "map"],
)
def test_how_long_reading_takes_grows_with_the_file_and_no_faster(text: str):
    before = time.process_time()

    assert read(text).findings
    assert time.process_time() - before < 20


def test_a_folder_or_a_pipe_is_refused_without_waiting(tmp_path):
    import os

    os.mkfifo(tmp_path / "pipe.yaml")
    for path in (tmp_path, tmp_path / "pipe.yaml"):
        assert "PQ004" in [finding.code for finding in read_file(path).findings]


def test_a_colon_in_an_item_of_a_list_is_told_with_its_cure() -> None:
    reading = read("objectives:\n  - First: ring a customer.\n")
    (found,) = reading.findings
    assert found.code == "PQ103"
    assert found.hint == "a text with a colon and a space in it needs quotes, or stands under `|`"


def test_of_a_start_that_is_no_number_nothing_is_said_but_that() -> None:
    reading = read('meters:\n  trust: {label: Trust, start: "50"}\n')
    assert [found.code for found in reading.findings] == ["PQ103"]
