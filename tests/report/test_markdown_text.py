"""Markdown that we write shows what was written and does nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pmquest.report.markdown_text import markdown_blocks, markdown_line, markdown_runs
from pmquest.report.prose import Quote, inline, prose
from pmquest.report.typed import typed
from pmquest.scoring.clean import clean, clean_line

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

TRICKY = st.text(st.sampled_from("ab *_`[]()<>&~|#$\\!-+=1.):\n\t\"'/@")) | st.text()


def read(markdown: str) -> list[str]:
    """The kinds of tokens that a reader which allows everything finds."""
    found = []
    for token in READER.parse(markdown):
        found += [child.type for child in token.children or []] or [token.type]
    return found


def shown(markdown: str) -> str:
    """The words that a reader shows of one paragraph."""
    _, words, _ = READER.parse(markdown)
    assert all(child.type in ("text", "hardbreak") for child in words.children or [])
    return "".join(
        "\n" if child.type == "hardbreak" else child.content for child in words.children or []
    )


@settings(deadline=None)
@given(TRICKY)
def test_a_line_reads_as_it_was_written(text: str) -> None:
    line = clean_line(text)
    if line:
        assert shown(markdown_line(text)) == line


@settings(deadline=None)
@given(TRICKY)
def test_a_line_cannot_leave_the_cell_of_a_table(text: str) -> None:
    tokens = READER.parse(f"| head |\n| --- |\n| {markdown_line(text)} |\n")
    cells = [token for token in tokens if token.type == "td_open"]
    assert len(cells) == 1
    assert not set(read(markdown_line(text))) & ACTING


@settings(deadline=None)
@given(TRICKY)
def test_what_a_player_typed_stays_in_its_quote_line_by_line(text: str) -> None:
    lines = [" ".join(line.split(" ")).strip() for line in clean(text).strip().split("\n")]
    markdown = markdown_blocks([Quote(typed(text))])
    kinds = [token.type for token in READER.parse(markdown)]
    allowed = {"blockquote_open", "blockquote_close", "paragraph_open", "inline", "paragraph_close"}
    assert set(kinds) <= allowed
    said = [
        child.content
        for token in READER.parse(markdown)
        for child in token.children or []
        if child.type == "text" and child.content
    ]
    assert "".join("".join(said).split()) == "".join("".join(lines).split())


ACTING = {"html_block", "html_inline", "link_open", "image"}


@settings(deadline=None)
@given(TRICKY)
def test_prose_of_a_scenario_never_acts(text: str) -> None:
    assert not set(read(markdown_blocks(prose(text)))) & ACTING
    assert not set(read(markdown_runs(inline(text)))) & ACTING


@pytest.mark.parametrize(
    "text",
    [
        "Plain, *with* emphasis, **strong** and `code | ticks`.",
        "- one\n- two\n  1. inner\n  2. more\n\n     with a second paragraph",
        "> said\n>\n> twice",
        "```\n# not a heading\n```` \n```",
        "| a | b |\n| --- | --- |\n| 1 | `2\\|3` |",
        "one\n\n***\n\ntwo",
        "1\\. not a list",
        "a  \nb",
        "``a`b``",
    ],
)
def test_prose_means_the_same_after_it_was_made_inert(text: str) -> None:
    assert prose(markdown_blocks(prose(text))) == prose(text)


def test_links_become_words_with_their_address() -> None:
    made = markdown_blocks(prose("[our page](https://example.org) [bad](javascript:alert(1))"))
    assert READER.render(made) == (
        "<p>our page (https://example.org) [bad](javascript:alert(1))</p>\n"
    )


def test_headings_in_prose_do_not_become_headings_of_the_document() -> None:
    assert markdown_blocks(prose("# Loud *title*")) == "**Loud title**"


def test_emphasis_inside_emphasis_is_said_run_by_run() -> None:
    assert markdown_runs(inline("**bold *both* bold**")) == "**bold** ***both*** **bold**"
