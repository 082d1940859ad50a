"""A debrief as a file: whole, and inert whatever scenario and player put into it."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re

import pytest
from markdown_it import MarkdownIt

from build import arrival, choice, meter, scenario, scene
from hostile import hostile_scenario
from pages import ACTING, HARMLESS_ATTRIBUTES, HARMLESS_TAGS, HOSTILE, HOSTILE_LINES, Page
from pmquest.engine.machine import Machine
from pmquest.engine.play import Play
from pmquest.report.document import debrief_html, debrief_markdown
from pmquest.report.spreadsheet import debrief_csv, inert_cell
from pmquest.scoring.debrief import Answers, Debrief, debrief
from worked_example import PICKS, play_of


def hostile_debrief() -> Debrief:
    """A debrief in which every text that anybody can write is hostile."""
    play = Play.begin(Machine(hostile_scenario()), seed=1).pick("pick")
    return debrief(
        play, Answers(notes={0: HOSTILE_LINES}, reflections={0: HOSTILE_LINES}, plan=HOSTILE_LINES)
    )


FULL = debrief(
    play_of(*PICKS, "home"), Answers(notes={1: "Ask Priya"}, reflections={0: "On Monday"})
)
STATES = {
    "ended": FULL,
    "stuck": debrief(play_of(*PICKS, "bar")),
    "unfinished": debrief(play_of("weak")),
    "nothing": debrief(play_of()),
    "hostile": hostile_debrief(),
}


@pytest.mark.parametrize("state", STATES)
def test_the_page_is_well_formed_and_holds_nothing_that_acts_or_loads(state: str) -> None:
    page = debrief_html(STATES[state], played=HOSTILE)
    found = Page(page)
    assert found.open == []
    assert found.tags <= set(HARMLESS_TAGS.split())
    assert found.attributes <= set(HARMLESS_ATTRIBUTES.split())
    assert not ACTING.search(page)


def test_the_page_lets_only_its_own_style_be_used() -> None:
    page = debrief_html(FULL)
    style = re.search("<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert Page(page).policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert "url(" not in style[1]
    assert "@import" not in style[1]


def test_the_page_shows_hostile_words_as_words() -> None:
    words = "".join(Page(debrief_html(STATES["hostile"])).words)
    assert "<script>alert(1)</script>" in words
    assert "{{7*7}} {% raw %}" in words
    assert "[@click=app.evil]z[/]" in words


SAID_IN_ORDER = (
    "The two moments that cost you most",
    "Everybody waves",
    "A good ending.",
    "2 of 3 moments answered at the level called for, 2 of them well.",
    "80 %; picking blindly: 47 %",
    "60 % manager · 40 % leader",
    "Team interaction",
    "Your one miss came too early.",
    "Every decision",
    "Why strong is strong.",
    "Ask Priya",
    "What moved",
    "Develop leadership skills",
    "To take with you",
    "When did you last wait?",
    "On Monday",
    "A plan for the coming week",
)


def test_both_documents_say_all_in_the_order_of_scoring() -> None:
    page = "".join(Page(debrief_html(FULL)).words)
    for document in (page, debrief_markdown(FULL)):
        at = 0
        for words in SAID_IN_ORDER:
            at = document.index(words, at)
        assert FULL.formative in document
        assert FULL.keyed_in_words in document


def test_when_it_was_played_is_said_where_it_is_known() -> None:
    assert "Product manager · Played on 3 May" in debrief_markdown(FULL, "Played on 3 May")
    assert "Product manager · Played on 3 May" in debrief_html(FULL, "Played on 3 May")
    assert "Product manager\n" in debrief_markdown(FULL)


@pytest.mark.parametrize("state", STATES)
def test_markdown_holds_nothing_that_acts_and_no_heading_but_its_own(state: str) -> None:
    markdown = debrief_markdown(STATES[state], played=HOSTILE)
    assert not ACTING.search(markdown)
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = reader.parse(markdown)
    kinds = {token.type for token in tokens}
    kinds |= {child.type for token in tokens for child in token.children or []}
    assert not kinds & {"html_block", "html_inline", "link_open", "image"}
    levels = [token.tag for token in tokens if token.type == "heading_open"]
    made = STATES[state]
    assert levels.count("h1") == 1
    assert levels.count("h2") == 11 + bool(made.meters) + bool(made.reflections)
    assert levels.count("h3") == len(made.costliest) + len(made.decisions) + len(made.coaching)


def test_markdown_has_the_two_by_two_and_the_meters_as_tables() -> None:
    markdown = debrief_markdown(FULL)
    assert "| ▲ leader-level | 1 not done well | 1 done well |" in markdown
    assert (
        "| After decision | Trust |\n| --- | --- |\n| start | 45 |\n| 1 | 45 |\n| 2 | 41 |\n"
        in markdown
    )


def test_a_play_without_an_ending_says_so_in_both_documents() -> None:
    for made in (STATES["stuck"], STATES["unfinished"]):
        assert made.ending_in_words in debrief_markdown(made)
        assert made.ending_in_words in "".join(Page(debrief_html(made)).words)


def rows_of(made: Debrief) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(debrief_csv(made))))


def test_the_spreadsheet_has_a_row_for_each_decision() -> None:
    rows = rows_of(FULL)
    assert [row["decision"] for row in rows] == ["1", "2", "3", "4", "5"]
    second = rows[1]
    assert (second["level"], second["called_for"]) == ("manager", "leader")
    assert (second["judgment"], second["points"], second["attainable"]) == ("weak", "1", "3")
    assert (second["lost"], second["slip"], second["note"]) == ("2", "too-early", "Ask Priya")
    assert (second["better_choice"], second["meter trust"]) == ("strong", "41")
    narrative = rows[4]
    assert (narrative["choice"], narrative["level"], narrative["weight"]) == ("home", "", "")
    assert rows_of(STATES["nothing"]) == []


def test_what_arriving_on_the_way_moved_stands_apart_from_what_the_answer_moved() -> None:
    told = scenario(
        scene("one", choices=[choice("go", to="passage", effects={"budget": -2_000})]),
        scene("passage", enter=(arrival(effects={"budget": -3}),), to="two"),
        scene("two", ending="mixed"),
        meters=[meter("budget", start=6_000, max=10_000, unit="k€")],
    )
    made = debrief(Play.begin(Machine(told), seed=1).pick("go"))
    (row,) = rows_of(made)
    assert (row["changes"], row["changes_on_the_way"]) == ("Budget −2,000 k€", "Budget −3 k€")
    for document in (debrief_markdown(made), debrief_html(made)):
        assert "Budget −2,000 k€ · then, on the way: Budget −3 k€" in document


def test_no_cell_of_the_spreadsheet_is_a_formula_or_acts() -> None:
    text = debrief_csv(STATES["hostile"])
    assert not ACTING.search(text)
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert any(cell.startswith("'=cmd()") for cell in cells)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", " =", "\t=", "\r\n="])
def test_a_cell_that_would_be_run_gets_an_apostrophe(start: str) -> None:
    assert inert_cell(f"{start}1+1").startswith("'")
    assert inert_cell("1+1") == "1+1"
