"""How findings look: the source line, the caret, workflow commands, data."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmquest.check.findings import FileFindings, Findings, check_paths
from pmquest.plain.findings import (
    findings_json,
    findings_lines,
    summary,
    workflow_commands,
)
from pmquest.report.lines import cells
from pmquest.report.pointer import pointed_at
from pmquest.scenario.diagnostics import Diagnostic


def finding(**changes: object) -> Diagnostic:
    given = {
        "code": "PQ204",
        "severity": "error",
        "file": "week.yaml",
        "line": 3,
        "column": 9,
        "length": 6,
        "message": "there is no scene “fridya”",
        "hint": "did you mean 'friday'?",
        **changes,
    }
    return Diagnostic(**given)  # type: ignore[arg-type]


def findings(*found: Diagnostic, lines: dict[int, str] | None = None) -> Findings:
    return Findings((FileFindings("week.yaml", found, lines or {}),))


def test_a_finding_shows_its_place_its_source_with_a_caret_and_its_hint() -> None:
    shown = list(findings_lines(findings(finding(), lines={3: "    to: fridya"}), 80))
    assert shown == [
        "week.yaml:3:9: PQ204 error: there is no scene “fridya”",
        "  3 |     to: fridya",
        "    |         ^^^^^^",
        "  hint: did you mean 'friday'?",
        "",
        "1 error in 1 file",
    ]


def test_the_caret_stands_under_its_place_behind_wide_characters() -> None:
    line = "配送: fridya"
    pointer = pointed_at(line, line.index("f") + 1, 6, 60)
    assert pointer.source == line
    assert pointer.caret == " " * 6 + "^" * 6


def test_a_tab_takes_one_cell_so_that_the_caret_stays_in_its_place() -> None:
    pointer = pointed_at("\tto: fridya", 6, 6, 60)
    assert pointer.source == " to: fridya"
    assert pointer.caret == "     ^^^^^^"


def test_a_long_line_is_cut_around_the_place_and_the_cuts_are_marked() -> None:
    pointer = pointed_at("x" * 300 + "fridya" + "y" * 300, 301, 6, 40)
    assert cells(pointer.source) <= 40
    assert pointer.source.startswith("…x")
    assert pointer.source.endswith("y…")
    start = pointer.caret.index("^")
    assert pointer.source[start : start + 6] == "fridya"


def test_of_a_text_that_is_longer_than_the_room_the_key_before_it_is_seen() -> None:
    line = "        text: Thank him, and put boats for all the schools into the plan of five years."
    pointer = pointed_at(line, line.index("Thank") + 1, 200, 50)
    assert pointer.source.startswith("        text: Thank him")
    assert pointer.source.endswith("…")
    assert pointer.caret == " " * line.index("Thank") + "^" * len(pointer.source[14:-1])


@given(
    line=st.text("abc def", min_size=1, max_size=200),
    column=st.integers(1, 200),
    length=st.integers(1, 200),
    width=st.integers(20, 80),
)
def test_the_carets_stand_under_what_they_point_at_and_never_under_a_cut(
    line: str, column: int, length: int, width: int
) -> None:
    column = min(column, len(line))
    pointer = pointed_at(line, column, length, width)
    start = pointer.caret.index("^")
    meant = line[column - 1 :][:length]
    assert meant.startswith(pointer.source[start : len(pointer.caret)])


def test_a_place_behind_the_end_of_a_line_has_a_caret_there() -> None:
    assert pointed_at("to:", 4, 1, 40).caret == "   ^"


def test_a_place_that_is_longer_than_the_room_is_marked_as_far_as_it_is_seen() -> None:
    pointer = pointed_at("x" * 50 + "a" * 500, 51, 500, 40)
    assert cells(pointer.source) <= 40
    assert cells(pointer.caret) <= 40
    assert "^" * 30 in pointer.caret


@given(
    line=st.text(st.characters(exclude_characters="\r\n"), max_size=300),
    column=st.integers(1, 310),
    length=st.integers(1, 310),
    width=st.integers(20, 80),
)
def test_whatever_stands_in_a_line_the_caret_points_into_what_is_shown(
    line: str, column: int, length: int, width: int
) -> None:
    pointer = pointed_at(line, column, length, width)
    assert cells(pointer.source) <= width
    assert cells(pointer.caret) <= width + 1
    assert pointer.caret.strip("^ ") == ""
    assert "^" in pointer.caret
    assert "\x1b" not in pointer.source


def test_a_file_name_cannot_steer_the_terminal() -> None:
    shown = "\n".join(findings_lines(findings(finding(file="\x1b[31mred\nweek.yaml")), 80))
    assert "\x1b" not in shown
    assert shown.startswith("�[31mred week.yaml:3:9:")


def test_the_summary_counts_each_severity() -> None:
    found = findings(finding(), finding(severity="warning"), finding(severity="advice"))
    assert summary(found) == "1 error, 1 warning, 1 piece of advice in 1 file"
    assert summary(findings()) == "0 findings in 1 file"


def test_workflow_commands_escape_what_would_end_a_property_or_a_message() -> None:
    odd = finding(file="a,b:c%.yaml", message="50 % is\ntoo much", severity="advice", hint=None)
    assert list(workflow_commands([odd])) == [
        "::notice file=a%2Cb%3Ac%25.yaml,line=3,col=9,endColumn=15,title=PQ204::"
        "50 %25 is%0Atoo much"
    ]


def test_the_hint_follows_the_message_in_a_workflow_command() -> None:
    (command,) = workflow_commands([finding()])
    assert command.endswith("::there is no scene “fridya”%0Adid you mean 'friday'?")


def test_what_shows_a_finding_stands_in_one_piece_to_be_pasted() -> None:
    picks = tuple((f"day{n}", f"ring-ten-of-them-{n}") for n in range(9))
    shown = list(findings_lines(findings(finding(picks=picks, seed=3)), 60))
    command = "pmquest score week.yaml " + " ".join(choice for _, choice in picks) + " --seed 3"
    assert f"  shown by: {command}" in shown


def test_what_no_seed_shows_is_said_in_words() -> None:
    odd = finding(picks=(("monday", "ring"), ("friday", "wait")))
    (line,) = (line for line in findings_lines(findings(odd), 80) if "shown by" in line)
    assert line == (
        "  shown by: the picks ring, wait, where chance falls so (no seed below 10,000 does)"
    )


def test_a_workflow_command_says_what_shows_a_finding() -> None:
    (command,) = workflow_commands([finding(picks=(), seed=0, hint=None)])
    assert command.endswith("“fridya”%0Ashown by: pmquest score week.yaml --seed 0")


def test_what_was_waived_is_counted_in_the_summary_and_in_the_data() -> None:
    waived = Findings((FileFindings("week.yaml", (), {}, 2), FileFindings("b.yaml", (), {}, 1)))
    assert summary(waived) == "0 findings in 2 files, 3 waived"
    assert findings_json(waived)["waived"] == 3


def test_picks_and_seed_stand_in_the_data_only_where_picks_show_something() -> None:
    with_seed = finding(picks=(("monday", "ring"),), seed=3)
    without = finding(picks=())
    data = findings_json(findings(with_seed, without, finding()))["findings"]
    assert [each.get("picks") for each in data] == [(("monday", "ring"),), (), None]
    assert [each.get("seed", "no key") for each in data] == [3, None, "no key"]


def test_the_data_has_the_keys_that_are_promised() -> None:
    assert findings_json(findings(finding(), finding(severity="warning", hint=None))) == {
        "findings": [
            {
                "code": "PQ204",
                "severity": severity,
                "file": "week.yaml",
                "line": 3,
                "column": 9,
                "length": 6,
                "message": "there is no scene “fridya”",
                "hint": hint,
            }
            for severity, hint in (("error", "did you mean 'friday'?"), ("warning", None))
        ],
        "errors": 1,
        "warnings": 1,
        "advice": 0,
    }


@pytest.mark.parametrize("data", [b"\xff\xfe", b"", b"\xef\xbb\xbftitle: \x1b[2J", b"a: &a [*a]"])
def test_findings_of_real_files_are_shown_without_a_control_character(
    tmp_path: Path, data: bytes
) -> None:
    path = tmp_path / "week.yaml"
    path.write_bytes(data)
    shown = list(findings_lines(check_paths([path], explored=False), 80))
    assert any("PQ" in line for line in shown)
    assert all(line.isprintable() for line in shown)
