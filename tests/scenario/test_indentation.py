"""A line that is set in wrongly: one finding, at that line, with what its neighbours have."""

import re
from pathlib import Path

import pytest

import pmquest
from pmquest.scenario.reader import read_bytes

STARTER = (Path(pmquest.__file__).parent / "starters" / "minimal.yaml").read_text(encoding="utf-8")
LINES = STARTER.split("\n")
WITH_CONTENT = [
    number for number, line in enumerate(LINES) if line.strip() and line.strip()[0] != "#"
]


def findings(text: str):
    return read_bytes(text.encode(), file="story.yaml", scenario_id="story").findings


def with_line(number: int, line: str) -> str:
    return "\n".join([*LINES[:number], line, *LINES[number + 1 :]])


def line_of(beginning: str) -> int:
    return next(number for number, line in enumerate(LINES) if line.startswith(beginning))


@pytest.mark.parametrize("number", WITH_CONTENT[::3], ids=lambda number: LINES[number].strip()[:20])
def test_a_tab_is_the_only_finding_wherever_it_stands(number: int):
    told = findings(with_line(number, "\t" + LINES[number].lstrip()))

    assert [(each.code, each.line, each.column) for each in told] == [("PQ011", number + 1, 1)]
    assert told[0].message.endswith("a tab cannot indent a line")


def test_a_file_indented_with_tabs_throughout_has_one_finding_that_counts_them():
    (told,) = findings(re.sub(r"(?m)^ +", lambda match: "\t" * (len(match[0]) // 2), STARTER))

    assert re.search(r"; \d+ more lines begin with a tab$", told.hint or "")


def test_of_a_tab_it_is_told_how_many_spaces_belong_there():
    number = line_of("        level: manager")

    (told,) = findings(with_line(number, "\t\tlevel: manager"))
    assert told.hint == "indent with spaces, here 8"


@pytest.mark.parametrize(
    "number",
    [number for number in WITH_CONTENT if LINES[number].startswith("  ")][::3],
    ids=lambda number: LINES[number].strip()[:20],
)
def test_a_space_too_few_is_found_at_its_line_and_nowhere_else(number: int):
    told = findings(with_line(number, LINES[number][1:]))

    assert [(each.code, each.line) for each in told] in ([], [("PQ011", number + 1)])
    assert all("indented by" in each.message for each in told)


@pytest.mark.parametrize(
    ("beginning", "spaces", "beside"),
    [
        ("        level: manager", 7, 8),
        ("        level: manager", 9, 8),
        ("        text: Stand", 7, 8),  # the first of its map: those after it are right
        ("    calls_for: manager", 3, 4),
        ("      stand:", 5, 6),
        ("  machines:", 1, 2),
        ("  gate:", 3, 2),
        ("  - Tell a question", 1, 2),
        ("title:", 1, 0),
        ("      away. “The gate", 4, 6),  # inside a text under |
    ],
)
def test_a_line_that_does_not_fit_is_told_with_what_its_neighbours_have(
    beginning: str, spaces: int, beside: int
):
    number = line_of(beginning)
    (told,) = findings(with_line(number, " " * spaces + LINES[number].lstrip()))

    assert (told.line, told.column) == (number + 1, spaces + 1)
    had = "1 space" if spaces == 1 else f"{spaces} spaces"
    assert told.message.endswith(
        f"this line is indented by {had}, and those that it belongs with by {beside}"
    )
    assert told.hint
