"""What describes a folder of scenarios: read whole, every mistake at its place."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pmquest.scenario.diagnostics import Diagnostic
from pmquest.scenario.files import ids_in
from pmquest.scenario.model import Pack, Stage
from pmquest.scenario.pack_reader import PackReading, read_pack, read_pack_file
from pmquest.scenario.reader import read_bytes

IDS = ("live-tracking", "portfolio-cut", "quiet-week")
WHOLE = """\
pmquest_pack: 1
title: Three weeks
author: Priya
license: MIT
order:
  - quiet-week
  - live-tracking
  - portfolio-cut
"""
PIECES = st.sampled_from(
    ["pmquest_pack: 1\n", "title: A\n", "order:\n", "order: [", "  - quiet-week\n", "]", "{", "\t",
     "- x\n", "author: \x1b[2J\n", "&a ", "*a", "<<: ", "title:\n", "---\n", "\xff", "pmquest: 1\n"]
)  # fmt: skip


def read(text: str, ids: tuple[str, ...] = IDS) -> PackReading:
    return read_pack(text.encode(), file="pack.yaml", ids=ids)


def told(text: str) -> list[tuple[str, int, int]]:
    return [(each.code, each.line, each.column) for each in read(text).findings]


def only(text: str) -> Diagnostic:
    (finding,) = read(text).findings
    return finding


def test_a_pack_is_read_whole():
    reading = read(WHOLE)

    assert reading.findings == ()
    assert reading.pack == Pack(
        1,
        "Three weeks",
        author="Priya",
        license="MIT",
        order=("quiet-week", "live-tracking", "portfolio-cut"),
    )


STAGES = (
    WHOLE[: WHOLE.index("order:")]
    + """\
order:
  - quiet-week
  - stage: With customers
    scenarios: [live-tracking, portfolio-cut]
"""
)


def test_the_order_may_go_by_stages():
    pack = read(STAGES).pack

    assert read(STAGES).findings == ()
    assert pack is not None
    assert pack.order == (
        "quiet-week",
        Stage("With customers", ("live-tracking", "portfolio-cut")),
    )
    assert pack.stages == {
        "quiet-week": "",
        "live-tracking": "With customers",
        "portfolio-cut": "With customers",
    }


@pytest.mark.parametrize(
    ("instead", "found"),
    [
        ("scenarios: [live-tracking, portfolio-cot]", ("PQ212", 8, 32)),
        ("scenarios: [live-tracking, quiet-week, portfolio-cut]", ("PQ213", 8, 32)),
        ("scenarios: []", ("PQ107", 8, 16)),
        ("scenarios: live-tracking", ("PQ103", 8, 16)),
        ("scenario: [live-tracking, portfolio-cut]", ("PQ102", 8, 5)),
    ],
)
def test_a_mistake_in_a_stage_is_found_where_it_stands(instead: str, found: tuple[str, int, int]):
    text = STAGES.replace("scenarios: [live-tracking, portfolio-cut]", instead)
    assert told(text) == [found]


def test_a_stage_needs_its_scenarios_and_what_it_is_called():
    assert [code for code, _, _ in told(WHOLE + "  - {}\n")] == ["PQ101", "PQ101"]


def test_version_and_title_are_all_that_a_pack_needs():
    assert read("pmquest_pack: 1\ntitle: Three weeks\n") == PackReading(Pack(1, "Three weeks"), ())


def test_every_mistake_is_told_at_its_place_and_the_rest_is_kept():
    text = 'pmquest_pack: 2\ntitle: ""\nautor: Priya\norder: [quiet-week, live-traking]\n'
    reading = read(text)

    assert told(text) == [
        ("PQ114", 1, 15),  # the version
        ("PQ106", 2, 8),  # no title
        ("PQ102", 3, 1),  # an unknown key
        ("PQ212", 4, 21),  # an id that is not there
    ]
    assert reading.pack is not None
    assert (reading.pack.title, reading.pack.order[0]) == ("", "quiet-week")
    assert [each.hint for each in reading.findings if each.code in ("PQ102", "PQ212")] == [
        "did you mean 'author'?",
        "did you mean 'live-tracking'?",
    ]


def test_a_file_name_in_the_order_is_told_which_id_it_means():
    finding = only(WHOLE.replace("- quiet-week", "- quiet-week.yaml"))

    assert (finding.code, finding.line, finding.column) == ("PQ212", 6, 5)
    assert finding.hint == "did you mean 'quiet-week'?"


@pytest.mark.parametrize(
    ("name", "ids", "hint"),
    [
        ("one.yaml", ("one", "two"), "did you mean 'one'?"),
        ("../weeks/one.yml", ("one", "two"), "did you mean 'one'?"),
        ("../other/week", ("one", "two"), "name scenarios of this folder, each by its file's"),
        ("/etc/passwd", ("one", "two"), "name scenarios of this folder, each by its file's"),
        ("ten", ("one", "two"), "there are: one, two"),
        ("week", ("one", "two"), "there are: one, two"),
        ("week", tuple("abcdef"), "the id of a scenario is its file's name without .yaml"),
        ("week", (), "no scenario stands beside this file"),
    ],
)
def test_of_what_the_order_cannot_mean_it_is_said_what_to_write(
    name: str, ids: tuple[str, ...], hint: str
):
    (finding,) = read(f"pmquest_pack: 1\ntitle: T\norder: [{name}]\n", ids).findings

    assert (finding.code, (finding.hint or "").startswith(hint)) == ("PQ212", True)


def test_the_names_of_files_reach_no_terminal_as_they_are():
    (finding,) = read(
        "pmquest_pack: 1\ntitle: T\norder: [x]\n", ("evil\x1b[31m", "y" * 250)
    ).findings

    assert (finding.hint or "").startswith("there are: evil�[31m, yyy")
    assert len(finding.hint or "") == 200


def test_an_id_that_stands_twice_is_told_where_it_stood_first():
    finding = only(WHOLE + "  - live-tracking\n")

    assert (finding.code, finding.severity, finding.line) == ("PQ213", "error", 9)
    assert "line 7" in finding.message


def test_what_the_order_leaves_out_is_advice_and_no_order_leaves_nothing_out():
    finding = only("pmquest_pack: 1\ntitle: T\norder: [quiet-week]\n")

    assert (finding.code, finding.severity, finding.line) == ("PQ214", "advice", 3)
    assert "“live-tracking”, “portfolio-cut”" in finding.message
    assert told("pmquest_pack: 1\ntitle: T\norder: []\n") == []


def test_many_that_are_left_out_are_counted():
    ids = tuple(f"s{number}" for number in range(40))
    (finding,) = read("pmquest_pack: 1\ntitle: T\norder: [s7]\n", ids).findings

    assert "leaves out 39 of the 40 scenarios" in finding.message


@pytest.mark.parametrize("text", ["- one\n", "words\n", "pmquest: 1\nscenes: {}\n"])
def test_what_is_no_pack_is_told_so(text: str):
    reading = read(text)

    assert [each.code for each in reading.findings] == ["PQ133"]
    assert "`title:`" in (reading.findings[0].hint or "")
    assert reading.pack is None


@pytest.mark.parametrize("text", ["", "# later\n", " \n\n"])
def test_an_empty_file_is_told_how_a_pack_begins(text: str):
    finding = only(text)

    assert (finding.code, finding.hint) == ("PQ010", "begin it with `pmquest_pack: 1`")


def test_a_missing_version_is_told_as_that():
    assert told("title: T\n") == [("PQ101", 1, 1)]


def test_a_pack_under_another_name_is_told_what_to_call_it():
    (finding,) = read_bytes(WHOLE.encode(), file="pack.yml", scenario_id="pack").findings

    assert (finding.code, finding.hint) == (
        "PQ100",
        "a pack is described in a file called pack.yaml",
    )


def test_the_order_is_held_against_what_stands_beside_the_file(tmp_path: Path):
    for name in ("quiet-week.yaml", "live-tracking.yml", "notes.txt", ".hidden.yaml"):
        (tmp_path / name).write_text("")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "pack.yaml").write_text(WHOLE)

    assert ids_in(tmp_path) == ("live-tracking", "quiet-week")
    (finding,) = read_pack_file(tmp_path / "pack.yaml").findings
    assert (finding.code, finding.line) == ("PQ212", 8)


def test_a_file_that_is_not_there_is_a_finding(tmp_path: Path):
    reading = read_pack_file(tmp_path / "pack.yaml")

    assert ([each.code for each in reading.findings], reading.pack) == (["PQ004"], None)


def test_a_thousand_wrong_ids_are_told_without_guessing_at_each():
    order = "".join(f"  - scenario-{number}\n" for number in range(1_000))
    ids = tuple(f"szenario-{number}" for number in range(1_000))
    findings = read(f"pmquest_pack: 1\ntitle: T\norder:\n{order}", ids).findings

    assert sum(each.hint is not None and each.code == "PQ212" for each in findings) == 25


def read_and_judge(data: bytes) -> None:
    reading = read_pack(data, file="pack.yaml", ids=IDS)

    lines = data.count(b"\n") + data.count(b"\r") + 1
    for finding in reading.findings:
        assert 1 <= finding.line <= lines + 1
        assert finding.column >= 1
        assert (finding.message + (finding.hint or "")).isprintable()
    assert reading.pack is not None or reading.findings


DAMAGED = st.one_of(
    st.lists(PIECES, max_size=20).map(lambda pieces: "".join(pieces).encode()),
    st.binary(max_size=300),
    st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 30), st.binary(max_size=5)).map(
        lambda cut: WHOLE.encode()[: cut[0]] + cut[2] + WHOLE.encode()[cut[0] + cut[1] :]
    ),
)


@given(DAMAGED)
@example(b'\r"')
def test_whatever_stands_in_the_file_every_finding_has_a_place_and_no_control_character(
    data: bytes,
):
    read_and_judge(data)


@pytest.mark.long
@given(DAMAGED)
@settings(max_examples=100_000, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_hundred_thousand_damaged_packs_are_read_without_harm(data: bytes):
    read_and_judge(data)
