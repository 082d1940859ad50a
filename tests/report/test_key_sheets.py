"""The sheet to key in, and what comes back when people have filled it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from build import Choice, Scenario, blocks, choice, scenario, scene, scored
from pages import ACTING, HOSTILE
from pmquest.framework import LEVELS, POINTS
from pmquest.report.key_sheet import COLUMNS, ENCODING, key_sheet, moment_version
from pmquest.report.keyed_sheets import SheetReading, open_sheets, read_sheets
from pmquest.report.script_order import script_order
from pmquest.scenario.model import Exhibit, Panel

STORY = scenario(
    scene(
        "start",
        title="=Monday",
        calls_for="manager",
        aspect="scope",
        signal="One app.",
        to="noon",
        choices=[
            scored("ring", "manager", "strong", text="-Ring *ten*, at once."),
            scored("wait", "leader", "poor"),
        ],
    ),
    scene("noon", to="may-5"),
    scene(
        "may-5",
        calls_for="either",
        aspect="team",
        to="home",
        choices=[scored("a", "leader", "weak"), scored("b", "leader", "sound")],
    ),
    scene("home", choices=[choice("sleep", to="end")]),
    scene("end", ending="good"),
    id="my-story",
    title="A story, at last",
)
ROWS = list(csv.reader(io.StringIO(key_sheet(STORY))))
HEADS = next(number for number, row in enumerate(ROWS) if row == list(COLUMNS))
TO_KEY = ROWS[HEADS + 1 :]
RING, WAIT = (
    next(
        number for number, row in enumerate(ROWS) if row[-1].startswith("start.") and said in row[1]
    )
    for said in ("Ring", "wait")
)
CALLS_FOR, LEVEL, JUDGMENT, REMARK, MARK = range(2, 7)

Sheet = list[list[str]]


def filled(*cells: tuple[int, int, str]) -> Sheet:
    """The sheet with some cells filled: (row, column, word)."""
    rows = [list(row) for row in ROWS]
    for row, column, word in cells:
        rows[row][column] = word
    return rows


def answer_of(row: list[str]) -> Choice | None:
    """The answer that a row is about; None where it is about a scene."""
    scene_id, _, letter = row[MARK].partition("#")[0].partition(".")
    answers = list(script_order(STORY).answers(STORY.scenes[scene_id]))
    return answers["ab".index(letter)] if letter else None


def whole() -> Sheet:
    """The sheet as somebody filled it who agrees with the author in all."""
    rows = filled((HEADS + 1, CALLS_FOR, "manager"), (HEADS + 4, CALLS_FOR, "either"))
    for row in rows[HEADS + 1 :]:
        if answer := answer_of(row):
            row[LEVEL], row[JUDGMENT] = answer.level or "", answer.judgment or ""
    return rows


class Desk:
    """Where filled sheets arrive."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, rows: Sheet, name: str = "ann.csv", separator: str = ",", end: str = "\r\n",
            encoding: str = ENCODING) -> Path:  # fmt: skip
        out = io.StringIO()
        csv.writer(out, delimiter=separator, lineterminator=end).writerows(rows)
        return self.put_bytes(out.getvalue().encode(encoding, "replace"), name)

    def put_bytes(self, data: bytes, name: str = "ann.csv") -> Path:
        path = self.folder / name
        path.write_bytes(data)
        return path

    def read(self, *paths: Path, story: Scenario = STORY) -> SheetReading:
        sheets, unreadable = open_sheets(paths)
        reading = read_sheets(story, sheets)
        return SheetReading(reading.keyings, (*unreadable, *reading.problems))

    def told(self, *paths: Path, story: Scenario = STORY) -> list[str]:
        problems = self.read(*paths, story=story).problems
        return [each.in_words.removeprefix(f"{self.folder}/") for each in problems]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_sheet_says_what_to_do_and_for_which_scenario_it_is() -> None:
    told = "\n".join(row[0] for row in ROWS[:HEADS])
    assert "Sheet to key “A story, at last” alone" in told
    assert "judgment: strong (serves what the moment needs and pays its price), sound" in told
    assert f"pmquest sheet for my-story {STORY.hash}" in told
    assert all(len(row) == 1 for row in ROWS[:HEADS])


def test_every_scored_scene_has_a_row_and_so_has_each_of_its_answers() -> None:
    marks = [row[MARK].partition("#")[0] for row in TO_KEY]
    assert marks[0] == "start"
    assert marks[1:] == ["start.a", "start.b", "may-5", "may-5.a", "may-5.b"]
    assert [row[0] for row in TO_KEY] == ["1", "1A", "1B", "3", "3A", "3B"]


def test_only_what_is_to_be_filled_is_empty() -> None:
    for row in TO_KEY:
        moment = row[0].isdigit()
        assert [bool(cell) for cell in row[CALLS_FOR:MARK]] == [
            not moment, moment, moment, False,
        ]  # fmt: skip


def test_nothing_of_the_key_is_in_a_sheet() -> None:
    keyed_anew = replace(
        STORY,
        scenes={
            id: replace(
                each,
                calls_for="leader" if each.scored else None,
                signal="Other.",
                choices={
                    choice.id: _keyed_anew(choice) for choice in reversed(each.choices.values())
                },
            )
            for id, each in STORY.scenes.items()
        },
        panel=Panel(n=3),
    )
    assert key_sheet(keyed_anew) == key_sheet(STORY)


def _keyed_anew(answer: Choice) -> Choice:
    keys = {"level": "leader", "judgment": "weak", "why": "Other.", "agreement": 0.7}
    return replace(answer, result=blocks("Other."), **keys) if answer.level else answer


def test_no_cell_is_a_formula_or_acts() -> None:
    cells = [cell for row in ROWS for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert any(cell == "'=Monday" for cell in cells)
    text = HOSTILE.replace("{", "{{")
    hostile = scenario(
        scene("a", title=text, calls_for="either", aspect="team", to="b",
              choices=[scored("x", "manager", "strong", text=text)]),
        scene("b", ending="good"),
        title=HOSTILE,
    )  # fmt: skip
    written = key_sheet(hostile)
    assert not ACTING.search(written)
    assert not [
        cell
        for row in csv.reader(io.StringIO(written))
        for cell in row
        if cell.startswith(("=", "+", "-", "@"))
    ]


def test_no_mark_can_be_taken_for_a_number_or_a_date() -> None:
    assert all("#" in row[MARK] for row in TO_KEY)


def test_a_filled_sheet_gives_what_was_keyed(desk: Desk) -> None:
    reading = desk.read(desk.put(whole()))
    assert reading.problems == ()
    (keying,) = reading.keyings
    assert keying.called == {"start": "manager", "may-5": "either"}
    assert keying.judgments[("start", "ring")] == "strong"
    assert keying.levels == {
        ("start", "ring"): "manager", ("start", "wait"): "leader",
        ("may-5", "a"): "leader", ("may-5", "b"): "leader",
    }  # fmt: skip


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize(("separator", "end"), [(",", "\n"), (";", "\r\n"), ("\t", "\r")])
def test_it_is_read_however_a_program_saved_it(
    desk: Desk, encoding: str, separator: str, end: str
) -> None:
    rows = whole()
    rows[RING][REMARK] = "Ça dépend"
    reading = desk.read(desk.put(rows, separator=separator, end=end, encoding=encoding))
    assert reading.problems == ()
    (keying,) = reading.keyings
    assert (len(keying.judgments), len(keying.levels), len(keying.called)) == (4, 4, 2)
    assert keying.remarks == {("start", "ring"): "Ça dépend"}


@pytest.mark.parametrize("word", ["strong", "Strong", " STRONG. ", "“strong”", "*strong*"])
def test_a_word_is_known_by_its_letters_alone(desk: Desk, word: str) -> None:
    reading = desk.read(desk.put(filled((RING, JUDGMENT, word), (RING, LEVEL, "▪ Manager-level"))))
    assert reading.problems == ()
    (keying,) = reading.keyings
    assert (keying.judgments, keying.levels) == (
        {("start", "ring"): "strong"},
        {("start", "ring"): "manager"},
    )


@pytest.mark.parametrize("nothing", ["", " ", "–", "-", "?"])
def test_what_is_left_empty_is_not_keyed(desk: Desk, nothing: str) -> None:
    rows = whole()
    rows[RING][JUDGMENT] = nothing
    reading = desk.read(desk.put(rows))
    assert reading.problems == ()
    assert ("start", "ring") not in reading.keyings[0].judgments
    assert len(reading.keyings[0].judgments) == 3


def test_an_unknown_word_is_told_with_its_row_and_the_rest_is_kept(desk: Desk) -> None:
    rows = whole()
    rows[RING][JUDGMENT], rows[WAIT][LEVEL] = "storng", "boss"
    reading = desk.read(desk.put(rows))
    assert {each.in_words.partition(", ")[2] for each in reading.problems} == {
        f"row {RING + 1}: “storng” is no judgment; did you mean 'strong'?",
        f"row {WAIT + 1}: “boss” is no level; there are manager or leader.",
    }
    assert len(reading.keyings[0].judgments) == 3


def test_words_in_the_wrong_row_are_told(desk: Desk) -> None:
    told = desk.told(
        desk.put(
            filled(
                (HEADS + 1, LEVEL, "manager"), (RING, CALLS_FOR, "leader"), (RING, LEVEL, "leader")
            )
        )
    )
    assert (
        f"ann.csv, row {HEADS + 2}: level and judgment are keyed in the rows of the answers."
        in told
    )
    assert f"ann.csv, row {RING + 1}: calls_for is keyed in the row of the scene." in told


def test_rows_that_are_gone_are_told_by_their_numbers(desk: Desk) -> None:
    rows = whole()
    del rows[HEADS + 4 :]
    reading = desk.read(path := desk.put(rows))
    assert desk.told(path) == ["ann.csv: 3 rows missing: 3, 3A, 3B."]
    assert len(reading.keyings[0].judgments) == 2


def test_of_a_row_that_stands_twice_the_first_counts(desk: Desk) -> None:
    rows = whole()
    again = list(rows[RING])
    again[JUDGMENT] = "poor"
    rows.append(again)
    reading = desk.read(path := desk.put(rows))
    assert desk.told(path) == [
        f"ann.csv, row {len(rows)}: this repeats row {RING + 1}, which counts."
    ]
    assert reading.keyings[0].judgments[("start", "ring")] == "strong"


def test_a_mark_that_was_changed_or_removed_is_told(desk: Desk) -> None:
    rows = whole()
    rows[RING][MARK], rows[WAIT][MARK] = "", "5 May"
    told = desk.told(desk.put(rows))
    assert (
        f"ann.csv, row {RING + 1}: the column “row” is empty; it says what is keyed here." in told
    )
    assert any(
        each.startswith(f"ann.csv, row {WAIT + 1}: “5 May” in the column “row” is") for each in told
    )


def test_an_answer_that_is_not_there_is_told(desk: Desk) -> None:
    rows = whole()
    rows[RING][MARK] = f"start.f#{rows[RING][MARK].partition('#')[2]}"
    told = desk.told(desk.put(rows))
    assert told[0] == f"ann.csv, row {RING + 1}: scene 1 has no answer “f”."


def test_no_id_of_an_answer_tells_what_the_author_thinks_of_it() -> None:
    assert not any("ring" in row[MARK] or "wait" in row[MARK] for row in TO_KEY)


def changed(change: Callable[[Scenario], Scenario]) -> Scenario:
    return replace(change(STORY), hash="sha256:" + "1" * 64)


def with_scene(story: Scenario, **changes: object) -> Scenario:
    scenes = {**story.scenes, "start": replace(story.scenes["start"], **changes)}
    return replace(story, scenes=scenes)


def test_a_scene_that_was_rewritten_since_is_left_out_and_the_others_stay(desk: Desk) -> None:
    rewritten = changed(lambda story: with_scene(story, text=blocks("New words.")))
    reading = desk.read(path := desk.put(whole()), story=rewritten)
    (told,) = desk.told(path, story=rewritten)
    assert told == (
        f"ann.csv, row {HEADS + 2}: scene 1 has changed since this sheet was written; "
        "what was keyed there is left out. Have it keyed anew."
    )
    assert set(reading.keyings[0].judgments) == {("may-5", "a"), ("may-5", "b")}


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Tuesday"},
        {"exhibits": (Exhibit("New", "bar", ("a",), {"b": (1.0,)}),)},
        {"choices": {"ring": STORY.scenes["start"].choices["ring"]}},
    ],
)
def test_whatever_people_read_makes_another_version(changes: dict[str, object]) -> None:
    start = STORY.scenes["start"]
    assert moment_version(replace(start, **changes)) != moment_version(start)


def test_writing_the_agreement_into_the_file_leaves_every_sheet_good(desk: Desk) -> None:
    start = STORY.scenes["start"]
    agreed = {id: replace(each, agreement=0.9, why="New.") for id, each in start.choices.items()}
    recorded = changed(lambda story: with_scene(story, choices=agreed, notes="New.", weight=2))
    reading = desk.read(desk.put(whole()), story=recorded)
    assert reading.problems == ()
    assert len(reading.keyings[0].judgments) == 4


def test_a_sheet_of_another_scenario_is_left_out(desk: Desk) -> None:
    reading = desk.read(path := desk.put(whole()), story=replace(STORY, id="other"))
    assert reading.keyings == ()
    assert desk.told(path, story=replace(STORY, id="other")) == [
        "ann.csv: this is a sheet for “my-story”, not for “other”; it is left out."
    ]


def test_an_empty_sheet_is_nobody(desk: Desk) -> None:
    path = desk.put(ROWS)
    assert desk.told(path) == ["ann.csv: nothing is keyed in it; it is left out."]
    assert desk.read(path).keyings == ()


def test_one_sheet_under_two_names_counts_once(desk: Desk) -> None:
    ann = desk.put(whole())
    copy = desk.put(whole(), "copy.csv", separator=";", encoding="utf-16")
    reading = desk.read(ann, copy, ann)
    assert len(reading.keyings) == 1
    one, other = desk.told(ann, copy, ann)
    assert one.startswith("copy.csv: what is filled in is the same as in")
    assert other == "ann.csv: it was named twice and is counted once."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04rest", "open it and save it as CSV"),
        (b"\xd0\xcf\x11\xe0rest", "open it and save it as CSV"),
        (b"%PDF-1.7", "this is a PDF"),
        (b"", "this is no sheet to key in"),
        (b"name,age\nAnn,7\n", "this is no sheet to key in"),
        (b"\x00\x00\x00", "this is no sheet to key in"),
        (b"\xff\xfe\x00", "this is no sheet to key in"),
        (b"x" * (4 * 1024 * 1024 + 1), "it has more than 4 MiB"),
    ],
    ids=["xlsx", "xls", "pdf", "empty", "other", "zeros", "utf-16", "large"],
)
def test_a_file_that_is_no_sheet_is_told_for_what_it_is(desk: Desk, data: bytes, said: str) -> None:
    (told,) = desk.told(desk.put_bytes(data))
    assert said in told


def test_a_sheet_that_was_opened_into_one_column_is_told_so(desk: Desk) -> None:
    lines = key_sheet(STORY).splitlines()
    (told,) = desk.told(desk.put([[line] for line in lines]))
    assert "import of text, with the comma as separator" in told


def test_a_file_that_is_not_there_is_told_with_what_was_perhaps_meant(desk: Desk) -> None:
    desk.put(whole())
    assert desk.told(desk.folder / "anne.csv") == [
        "anne.csv: there is no such file; did you mean 'ann.csv'?"
    ]
    assert "there is no such file" in desk.told(desk.folder / "gone" / "b.csv")[0]
    assert "this is a folder" in desk.read(desk.folder).problems[0].in_words


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dice=st.integers(0, 2**32 - 1).map(Random))
def test_whatever_is_filled_in_comes_back(desk: Desk, dice: Random) -> None:
    rows, expected = filled(), {}
    for row in rows[HEADS + 1 :]:
        answer, scene_id = answer_of(row), row[MARK].partition("#")[0].partition(".")[0]
        if answer and dice.random() < 0.7:
            expected[scene_id, answer.id] = row[JUDGMENT] = dice.choice(tuple(POINTS))
        row[REMARK] = dice.choice(("", 'so;so,\n"so"', "ä\tö"))
        if answer:
            row[LEVEL] = dice.choice(LEVELS)
    dice.shuffle(body := rows[HEADS + 1 :])
    path = desk.put(
        [*rows[: HEADS + 1], *body],
        separator=dice.choice(",;\t"),
        end=dice.choice(("\n", "\r\n")),
        encoding=dice.choice(("utf-8", "utf-8-sig", "utf-16")),
    )
    reading = desk.read(path)
    assert reading.problems == ()
    assert reading.keyings[0].judgments == expected


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=200), place=st.integers(0, 3_000), cut=st.integers(0, 400))
def test_no_file_can_break_the_reading(desk: Desk, data: bytes, place: int, cut: int) -> None:
    sheet = key_sheet(STORY).encode(ENCODING)
    desk.read(
        desk.put_bytes(sheet[:place] + data + sheet[place + cut :]), desk.put_bytes(data, "b.csv")
    )
