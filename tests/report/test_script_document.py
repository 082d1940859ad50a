"""The script as a file: whole, and inert whatever an author put into it."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from markdown_it import MarkdownIt

from build import arrival, chose, interrupt, meter, route, scenario, scene, scored
from pages import ACTING, HARMLESS_ATTRIBUTES, HARMLESS_TAGS, HOSTILE, HOSTILE_LINES, Page
from pmquest.report.script import Script
from pmquest.report.script_document import script_html, script_markdown
from pmquest.report.script_writer import script
from pmquest.scenario.model import Exhibit

FILLED, FILLED_LINES = (text.replace("{", "{{") for text in (HOSTILE, HOSTILE_LINES))

EXHIBITS = (
    Exhibit(FILLED, "line", (FILLED, "b"), {FILLED: (1.0, -2.5), "x": (0.0, 3.0)}),
    Exhibit(FILLED, "bar", (FILLED, "b"), {FILLED: (1.0, 2.5)}),
    Exhibit(FILLED, "table", columns=(FILLED, "n"), rows=((FILLED, "1"), ("b", "22"))),
)
TOLD = scenario(
    scene(
        "one",
        title=FILLED,
        text=[FILLED_LINES, ("asked", FILLED_LINES)],
        enter=[arrival(chose("one", "pick"), {"trust": 1})],
        exhibits=EXHIBITS,
        calls_for="leader",
        aspect="team",
        signal=HOSTILE,
        notes=HOSTILE_LINES,
        to=[route("one", "asked"), route("end")],
        choices=[
            scored(
                "pick",
                "manager",
                "weak",
                text=FILLED,
                why=FILLED,
                result=FILLED_LINES,
                condition=chose("one", "best"),
                locked=FILLED,
            ),
            scored("best", "leader", "strong", text=FILLED, why=FILLED, effects={"trust": 2}),
        ],
    ),
    scene("end", title=FILLED, text=FILLED_LINES, ending="bad"),
    title=HOSTILE,
    summary=HOSTILE_LINES,
    role=HOSTILE,
    author=HOSTILE,
    license=HOSTILE,
    language='en"><script>',
    meters=[meter("trust", label=HOSTILE, unit=HOSTILE)],
    facts={"asked": False},
    interrupts=[interrupt("asked", "one")],
    objectives=(HOSTILE_LINES,),
    takeaways=(HOSTILE_LINES,),
    reflect=(HOSTILE_LINES,),
)
KEYED, ALONE = script(TOLD, key=True), script(TOLD, key=False)
both_scripts = pytest.mark.parametrize("made", [KEYED, ALONE], ids=["keyed", "alone"])


@both_scripts
def test_the_page_is_well_formed_and_holds_nothing_that_acts_or_loads(made: Script) -> None:
    page = script_html(made)
    found = Page(page)
    assert found.open == []
    assert found.tags <= {*HARMLESS_TAGS.split(), "a", "nav", "dl", "dt", "dd"}
    assert found.attributes <= {
        *HARMLESS_ATTRIBUTES.split(),
        *("href", "id", "aria-hidden", "colspan", "rowspan", "preserveaspectratio"),
    }
    assert not ACTING.search(page)


@both_scripts
def test_every_link_of_the_page_leads_to_a_place_in_it(made: Script) -> None:
    found = Page(script_html(made))
    assert found.links
    assert len(set(found.anchors)) == len(found.anchors)
    assert found.links <= {f"#{anchor}" for anchor in found.anchors}


def test_the_page_lets_only_its_own_style_be_used() -> None:
    page = script_html(KEYED)
    style = re.search("<style>(.*?)</style>", page, re.DOTALL)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert Page(page).policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert "url(" not in style[1]


@both_scripts
def test_the_page_shows_hostile_words_as_words(made: Script) -> None:
    words = "".join(Page(script_html(made)).words)
    assert "<script>alert(1)</script>" in words
    assert "{7*7}} {% raw %}" in words


@both_scripts
def test_markdown_holds_nothing_that_acts_and_no_heading_but_its_own(made: Script) -> None:
    markdown = script_markdown(made)
    assert not ACTING.search(markdown)
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = reader.parse(markdown)
    kinds = {token.type for token in tokens}
    kinds |= {child.type for token in tokens for child in token.children or []}
    assert not kinds & {"html_block", "html_inline", "link_open", "image"}
    levels = [token.tag for token in tokens if token.type == "heading_open"]
    assert [levels.count(level) for level in ("h1", "h3", "h4")] == [1, 1 + made.keyed, 2]
    assert levels.count("h2") == (7 if made.keyed else 4)


WHOLE_IN_ORDER = (
    "A small week",
    "What you learn",
    "See it work.",
    "What you see move",
    "Trust",
    "The story",
    "Monday",
    "It begins.",
    "Tickets",
    "The moment calls for",
    "Nobody has asked.",
    "Take ring.",
    "••• strong",
    "What happens",
    "They answer.",
    "Why ring is strong.",
    "Goes on at scene 2 (Home)",
    "For the facilitator",
    "Ask who rang.",
    "The endings",
    "A good ending.",
    "You sleep.",
    "To take with you",
)


def small() -> Script:
    told = scenario(
        scene(
            "monday",
            text="It begins.",
            exhibits=(Exhibit("Tickets", "line", ("w1", "w2"), {"late": (1.0, 1_200.0)}),),
            calls_for="manager",
            aspect="scope",
            signal="Nobody has asked.",
            notes="Ask who rang.",
            to="home",
            choices=[scored("ring", "manager", "strong", result="They answer.")],
        ),
        scene("home", text="You sleep.", ending="good"),
        title="A small week",
        meters=[meter("trust")],
    )
    return script(told, key=True)


def test_both_documents_say_all_in_the_order_of_reading() -> None:
    page = "".join(Page(script_html(small())).words)
    for document in (page, script_markdown(small())):
        at = 0
        for words in WHOLE_IN_ORDER:
            at = document.index(words, at)


def test_without_the_key_there_are_boxes_to_tick_and_words_that_say_how() -> None:
    page = "".join(Page(script_html(ALONE)).words)
    for document in (page, script_markdown(ALONE)):
        assert "How to key it" in document
        assert "serves what the moment needs and pays its price" in document
        assert "Oversees several products" in document
    assert (
        "level: ☐ manager ☐ leader · judgment: ☐ strong ☐ sound ☐ weak ☐ poor"
        in script_markdown(ALONE)
    )
    assert script_html(ALONE).count('<span class="box">') == 3 + 2 * (2 + 4)
    assert '<span class="box">' not in script_html(KEYED)
