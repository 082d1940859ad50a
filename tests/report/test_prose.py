import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmquest.report.lines import Run, plain, width
from pmquest.report.prose import Code, Grid, Heading, Listing, Paragraph, inline, prose, prose_lines


def shown(text: str, size: int = 40) -> list[str]:
    return [plain(line) for line in prose_lines(text, size)]


def test_paragraphs_are_parted_by_a_blank_line() -> None:
    assert shown("One\nline.\n\nAnother.") == ["One line.", "", "Another."]


def test_emphasis_becomes_styles() -> None:
    assert prose("a **b** *c* `d`") == (
        Paragraph(
            (
                Run("a "),
                Run("b", bold=True),
                Run(" "),
                Run("c", italic=True),
                Run(" "),
                Run("d", code=True),
            )
        ),
    )


def test_a_line_break_that_the_author_wanted_is_kept() -> None:
    assert shown("One  \ntwo") == ["One", "two"]


def test_list_items_hang_under_their_own_beginning() -> None:
    assert shown("- a first thing to do\n- b\n  - c", 13) == [
        "• a first",
        "  thing to do",
        "• b",
        "  • c",
    ]


def test_numbers_go_on_from_the_first() -> None:
    assert shown("9. a\n10. b") == [" 9. a", "10. b"]


def test_a_quote_has_a_bar_at_every_line() -> None:
    assert shown("> one\n>\n> two") == ["▌ one", "▌ ", "▌ two"]


def test_code_keeps_its_spaces() -> None:
    assert prose("```\na  b\n\tc\n```") == (Code(("a  b", "    c")),)
    assert shown("```\na  b\n```") == ["  a  b"]


def test_a_table_is_drawn_as_one() -> None:
    assert isinstance(prose("| a | b |\n|---|--:|\n| x | 1 |")[0], Grid)
    assert shown("| product | k€ |\n|---|--:|\n| Atlas | 120 |\n| Ox | 5 |") == [
        "product    k€",
        "Atlas     120",
        "Ox          5",
    ]


def test_headings_and_breaks() -> None:
    assert prose("## Tuesday") == (Heading(2, (Run("Tuesday"),)),)
    assert shown("a\n\n---\n\nb") == ["a", "", "────────", "", "b"]


def test_html_is_text() -> None:
    assert shown("<script>alert(1)</script> and <b>x</b>", 60) == [
        "<script>alert(1)</script> and <b>x</b>"
    ]


@pytest.mark.parametrize("address", ["http://example.org/a", "HTTPS://example.org"])
def test_a_web_link_shows_its_address_and_can_be_opened(address: str) -> None:
    (words, _, shown_address) = inline(f"[here]({address})")
    assert (words.text, words.link) == ("here", address)
    assert (shown_address.text, shown_address.link) == (f"({address})", address)


@pytest.mark.parametrize("address", ["mailto:a@example.org", "ftp://x", "app.quit()", "#top"])
def test_any_other_link_shows_its_address_and_opens_nothing(address: str) -> None:
    runs = inline(f"[here]({address})")
    assert "".join(run.text for run in runs).startswith("here (")
    assert all(not run.link for run in runs)


@pytest.mark.parametrize("link", ["[x](javascript:alert(1))", "[x](file:///etc/passwd)"])
def test_a_dangerous_link_stays_as_it_was_written(link: str) -> None:
    assert plain(inline(link)) == link


def test_a_picture_becomes_its_words_and_address() -> None:
    assert plain(inline("![a map](http://example.org/m.png)")) == (
        "a map (http://example.org/m.png)"
    )


def test_markup_of_the_screen_is_text() -> None:
    assert plain(inline("[@click=app.evil]x[/] [/b] [TODO] {x}")) == (
        "[@click=app.evil]x[/] [/b] [TODO] {x}"
    )


@pytest.mark.parametrize("entity", ["&#27;[31m", "&#x202e;", "&#x9b;", "&#8206;"])
def test_entities_bring_in_nothing_that_a_terminal_obeys(entity: str) -> None:
    text = plain(inline(f"a{entity}b"))
    assert all(character.isprintable() or character == "\ufffd" for character in text)


def test_one_line_reads_only_marks_within_the_line() -> None:
    assert plain(inline("1. Wait")) == "1. Wait"
    assert plain(inline("# of calls")) == "# of calls"
    assert plain(inline("")) == ""


def test_deep_nesting_keeps_some_room() -> None:
    assert max(map(width, prose_lines("> " * 15 + "word " * 10, 30))) <= 60


@settings(deadline=None)
@given(st.text(alphabet=" \n\t#>-*_`[]()!|1.ab<&;:漢", max_size=120), st.integers(24, 72))
def test_no_text_is_refused_and_every_line_fits(text: str, size: int) -> None:
    nested = 2 * text.count(">") + 4 * sum(map(text.count, "-*1"))
    assert all(width(line) <= max(size, 12 + nested + 14) for line in prose_lines(text, size))


def test_items_with_several_paragraphs_part() -> None:
    (listing,) = prose("- a\n\n  more\n- b")
    assert isinstance(listing, Listing)
    assert shown("- a\n\n  more\n- b") == ["• a", "", "  more", "", "• b"]
