"""`pmquest script`: the document, the sheet, and what a panel made of it."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from a_week import a_week
from pmquest.scenario.reader import read_file
from running import Ran, run

ANSWERS = {"Ring ten customers.": "ring", "Write a vision.": "vision", "Give vouchers.": "bribe"}
KEYS = {"ring": ("manager", "strong"), "vision": ("leader", "poor"), "bribe": ("manager", "weak")}


@pytest.fixture
def week(tmp_path: Path) -> str:
    return a_week(tmp_path)


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch, week: str):
    """Runs the command on the week, or, where a path is given, on that."""

    def ran(*arguments: str, path: str | None = week) -> Ran:
        return run(monkeypatch, "script", *([path] if path else []), *arguments)

    return ran


def sheets(script, folder: Path, *people: dict[str, str]) -> list[str]:
    """Filled sheets; each person is what was keyed otherwise than the author did."""
    rows = list(csv.reader(io.StringIO(script("--sheet").out.removeprefix("\ufeff"))))
    paths = []
    for number, person in enumerate(people, 1):
        filled = []
        for row in rows:
            place = row[-1].partition("#")[0].partition(".")
            cells = list(row)
            if place[0] == "monday" and place[2]:
                answer = ANSWERS[row[1]]
                level, judgment = KEYS[answer]
                cells[3:6] = level, person.get(answer, judgment), f"by {number}"
            elif place[0] == "monday":
                cells[2] = person.get("monday", "manager")
            filled.append(cells)
        path = folder / f"person-{number}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(filled)
        paths.append(str(path))
    return paths


SEVEN = ({}, {}, {"ring": "sound"}, {"vision": "weak"}, {"vision": "weak"},
         {"vision": "sound", "monday": "leader"}, {"vision": "strong"})  # fmt: skip


def test_without_an_option_the_document_is_markdown_that_tells_nothing_of_the_key(script) -> None:
    ran = script()
    assert ran.status == 0
    assert ran.out.startswith("# A week\n\nScript to key alone")
    assert "Ring ten customers." in ran.out
    assert not any(secret in ran.out for secret in ("Nobody knows what", "cheapest way", "▪", "•"))


def test_with_the_key_it_has_all(script) -> None:
    told = script("--key", "--format", "html").out
    assert told.startswith("<!DOCTYPE html>")
    assert "A call is the cheapest way to learn." in told
    assert "Script with the key" in told
    assert "Script to key alone" in script("--no-key").out


def test_the_ending_of_the_file_chooses_the_form(script, tmp_path: Path) -> None:
    for name, start in (("a.html", "<!DOCTYPE"), ("a.md", "# A week")):
        ran = script("-o", str(tmp_path / name))
        assert (ran.status, ran.out) == (0, "")
        assert (
            ran.err == f"{tmp_path / name} is written: the script of “A week”, without the key.\n"
        )
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    refused = script("-o", str(tmp_path / "a.pdf"))
    assert refused.status == 2
    assert "“pdf” is no form of a script: .md or .html" in refused.err
    assert not (tmp_path / "a.pdf").exists()
    assert script("-o", str(tmp_path / "no" / "a.md")).status == 1


def test_a_scenario_of_the_library_is_known_by_its_id(script) -> None:
    assert "Where is my order?" in script(path="live-tracking").out
    assert "Did you mean “live-tracking”?" in script(path="live-traking").err


def test_a_scenario_with_errors_is_refused_with_all_of_them(script, tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_text("pmquest: 1\n")
    ran = script(path=str(broken))
    assert ran.status == 1
    assert "PQ1" in ran.err


def test_a_sheet_is_csv_that_spreadsheet_programs_read_as_utf_8(script, tmp_path: Path) -> None:
    printed = script("--sheet").out
    assert printed.startswith("\ufeffSheet to key “A week” alone")
    ran = script("--sheet", "-o", str(tmp_path / "sheet.csv"))
    assert (tmp_path / "sheet.csv").read_bytes() == printed.encode()
    told = "is written: a sheet to key “A week” in, one for each person.\n"
    assert (ran.status, ran.out, ran.err) == (0, "", f"{tmp_path / 'sheet.csv'} {told}")


def test_a_sheet_goes_into_no_other_file_than_csv(script, tmp_path: Path) -> None:
    ran = script("--sheet", "-o", str(tmp_path / "sheet.xlsx"))
    assert ran.status == 2
    assert "“xlsx” is no form of a sheet: .csv" in ran.err


def test_a_scenario_without_scored_scenes_has_no_sheet(script, tmp_path: Path) -> None:
    plain = tmp_path / "plain.yaml"
    head, _, _ = Path(a_week(tmp_path)).read_text().partition("scenes:")
    plain.write_text(f"{head}scenes:\n  a: {{title: A, text: B., ending: good}}\n")
    ran = script("--sheet", path=str(plain))
    assert ran.status == 1
    assert "there is nothing to key" in ran.err


def test_seven_people_who_keyed_it_give_the_lines_to_write(script, tmp_path: Path) -> None:
    ran = script("--keyed", *sheets(script, tmp_path, *SEVEN))
    assert (ran.status, ran.err) == (0, "")
    told = " ".join(ran.out.split())
    assert "7 people keyed “A week”: 1 moment and 3 answers." in told
    assert (
        "Answers that fewer than 60 % judge as you do: rewrite or drop them 1A Write a vision. "
        "you: poor; the panel: strong 1, sound 1, weak 2 and poor 3; 43 % agree with you"
    ) in told
    assert "judgment 76 %" in told
    assert "level 100 %" in told
    assert "by 3 (" in told
    _, _, to_write = ran.out.partition("so that the numbers stay right:\n")
    assert to_write == (
        "under line 43, in “bribe” of “monday”:\n        agreement: 1.00\n"
        "under line 31, in “ring” of “monday”:\n        agreement: 0.86\n"
        "above line 13, over the scenes:\npanel: {n: 7}\n"
    )


def written_down(file: Path, report: str) -> None:
    """Write what a report says into the file, each line where it says, one after the other."""
    _, _, to_write = report.partition("so that the numbers stay right:\n")
    entries = re.findall(r"(?m)^(above |under |)line (\d+)(.*):\n(.*)\n", to_write)
    assert entries
    for where, number, told, text in entries:
        lines = file.read_text().split("\n")
        line = int(number) - 1
        if "before “judgment”" in told:
            lines[line] = lines[line].replace("judgment:", f"{text} judgment:", 1)
        elif "instead of" in told:
            lines[line] = text
        else:
            lines.insert(line + (where == "under "), text)
        file.write_text("\n".join(lines))


def agreements(file: Path) -> list[float | None]:
    recorded = read_file(file).scenario
    assert recorded is not None
    assert recorded.panel is not None
    assert recorded.panel.n == 5
    return [each.agreement for each in recorded.scenes["monday"].choices.values()]


def test_the_lines_can_be_written_one_by_one_where_the_report_says(
    script, tmp_path: Path, week: str
) -> None:
    paths = sheets(script, tmp_path, {}, {}, {}, {}, {"bribe": "poor"})
    written_down(Path(week), script("--keyed", *paths).out)
    assert agreements(Path(week)) == [1, 1, 0.8]
    assert "80 % of 5 people chose this judgment" in script("--key").out

    again = script("--keyed", *sheets(script, tmp_path, {}, {}, {}, {}, {"ring": "weak"}))
    assert "instead of the panel that is there" in again.out
    written_down(Path(week), again.out)
    assert agreements(Path(week)) == [0.8, 1, 1]


def test_an_answer_in_braces_is_told_where_in_its_line_and_one_to_rewrite_loses_its_figure(
    script, tmp_path: Path, week: str
) -> None:
    file = Path(week)
    source = file.read_text()
    start, end = source.index("      ring:\n"), source.index("      vision:\n")
    ring = "{text: Ring ten customers., level: manager, judgment: strong, why: It is cheap.}"
    vision = source[end:].replace("judgment: poor", "agreement: 0.9\n        judgment: poor", 1)
    file.write_text(f"{source[:start]}      ring: {ring}\n{vision}")
    poor = [{"vision": "strong"}] * 3 + [{}] * 2
    report = script("--keyed", *sheets(script, tmp_path, *poor)).out

    assert "\nline 32, in “vision” of “monday”: remove the agreement\n" in report
    written_down(file, report)
    assert agreements(file) == [1, 0.9, 1]


def test_fewer_than_five_people_are_told_to_be_too_few_and_have_nothing_to_write(
    script, tmp_path: Path
) -> None:
    four, five = ({},) * 4, ({},) * 5
    few = script("--keyed", *sheets(script, tmp_path, *four)).out
    enough = script("--keyed", *sheets(script, tmp_path, *five)).out
    assert ("Fewer than five people" in few, "To write into" in few) == (True, False)
    assert ("Fewer than five people" in enough, "To write into" in enough) == (False, True)


def test_what_the_panel_made_of_it_as_data(script, tmp_path: Path) -> None:
    paths = sheets(script, tmp_path, *SEVEN)
    ran = script("--format", "json", "--keyed", *paths, str(tmp_path / "gone.csv"))
    data = json.loads(ran.out)
    assert (data["scenario"], data["panel"], data["enough"], data["empty"]) == (
        "week", {"n": 7}, True, 0,
    )  # fmt: skip
    assert data["level"] == {"agreement": 1, "alpha": 1}
    assert 0 < data["judgment"]["alpha"] < 1
    (moment,) = data["moments"]
    assert (moment["scene"], moment["number"]) == ("monday", 1)
    assert moment["calls_for"]["counts"] == {"manager": 6, "leader": 1, "either": 0}
    vision = next(each for each in moment["answers"] if each["choice"] == "vision")
    assert (vision["agreement"], vision["rewrite"]) == (3 / 7, True)
    assert vision["judgment"]["panel"] == ["poor"]
    assert vision["remarks"][0] == {"file": paths[0], "text": "by 1"}
    assert data["problems"] == [
        {"file": str(tmp_path / "gone.csv"), "row": None, "message": data["problems"][0]["message"]}
    ]
    assert ran.status == 1
    script("-o", str(tmp_path / "panel.json"), "--keyed", *paths)
    assert json.loads((tmp_path / "panel.json").read_text())["panel"] == {"n": 7}


def test_sheets_that_are_wrong_are_told_and_the_others_still_count(script, tmp_path: Path) -> None:
    paths = sheets(script, tmp_path, {"ring": "storng"}, {}, {"ring": "sound"})
    ran = script("--keyed", *paths, str(tmp_path / "week.yaml.csv"))
    assert ran.status == 1
    assert "3 people keyed" in ran.out
    assert "1 cell left empty" in ran.out
    assert "“storng” is no judgment; did you mean 'strong'?" in ran.err
    assert "week.yaml.csv: there is no such file" in ran.err


def test_where_nothing_was_keyed_nothing_is_counted(script, tmp_path: Path) -> None:
    script("--sheet", "-o", str(tmp_path / "empty.csv"))
    ran = script("--keyed", str(tmp_path / "empty.csv"))
    assert (ran.status, ran.out) == (1, "")
    assert "empty.csv: nothing is keyed in it" in ran.err
    assert "There is no sheet in which something was keyed" in ran.err


def test_the_scenario_is_found_by_what_the_sheets_say(
    monkeypatch: pytest.MonkeyPatch, script, tmp_path: Path
) -> None:
    paths = sheets(script, tmp_path, {}, {"ring": "poor"})
    lost = script("--keyed", *paths, path=None)
    assert lost.status == 1
    assert "Name the scenario's file before the sheets." in lost.err
    found = run(monkeypatch, "--scenarios", str(tmp_path), "script", "--keyed", *paths)
    assert "2 people keyed “A week”" in found.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--sheet", "--keyed", "a.csv"], "name one of them"),
        (["--sheet", "--key"], "leave it out here"),
        (["--sheet", "--format", "md"], "leave out --format"),
        (["--keyed"], "name them after the scenario"),
        (["--keyed", "other.yaml", "a.csv"], "Name one scenario"),
        (["--keyed", "a.csv", "--format", "md"], "“md” is no form of what a panel keyed"),
        (["--format", "json"], "“json” is no form of a script: md or html"),
        (["a.csv"], "Filled sheets are read with --keyed"),
    ],
)
def test_what_does_not_go_together_is_refused_with_what_does(
    script, arguments: list[str], said: str
) -> None:
    ran = script(*arguments)
    assert ran.status == 2
    assert said in " ".join(ran.err.split())


def test_nothing_that_was_written_into_a_sheet_can_steer_the_terminal(
    script, tmp_path: Path
) -> None:
    path = Path(sheets(script, tmp_path, {"ring": "\x1b[2J"})[0])
    path.write_bytes(path.read_bytes().replace(b"by 1", b"\x1b]0;title\x07"))
    ran = script("--keyed", str(path))
    assert "\x1b" not in ran.out + ran.err
