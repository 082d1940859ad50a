from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from pmquest.report.lines import (
    Run,
    cells,
    cut,
    head,
    number,
    padded,
    plain,
    width,
    wrapped,
)

WORDS = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)


@settings(deadline=None)
@given(st.characters(exclude_categories=["Cs", "Cc"]))
def test_no_character_is_counted_narrower_than_the_screen_draws_it(character: str) -> None:
    assert cells(character) >= cell_len(character)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cn"]), max_size=40))
def test_no_text_is_counted_narrower_than_the_screen_draws_it(text: str) -> None:
    assert cells(text) >= cell_len(text)


def test_wide_and_joined_characters_are_counted_as_the_screen_draws_them() -> None:
    assert cells("東京") == 4
    assert cells("é") == 1
    assert cells("👩‍🔧") == 2
    assert cells("❤️") == 2


@settings(deadline=None)
@given(WORDS, st.integers(1, 30))
def test_wrapped_lines_fit_and_keep_every_visible_character(text: str, size: int) -> None:
    lines = wrapped([Run(text)], size)
    assert all(width(line) <= max(size, 2) for line in lines)
    assert "".join("".join(map(plain, lines)).split()) == "".join(text.split())


@settings(deadline=None)
@given(WORDS, st.integers(0, 30))
def test_cut_text_fits(text: str, size: int) -> None:
    assert cells(cut(text, size)) <= size
    assert cells(head(text, size)) <= size


def test_words_that_run_through_styles_stay_whole() -> None:
    runs = [Run("a "), Run("bold", bold=True), Run("er word")]
    assert [plain(line) for line in wrapped(runs, 8)] == ["a bolder", "word"]


def test_a_word_longer_than_a_line_is_broken_where_the_line_ends() -> None:
    assert [plain(line) for line in wrapped([Run("to Donaudampfschiff now")], 8)] == [
        "to",
        "Donaudam",
        "pfschiff",
        "now",
    ]


def test_lines_break_between_wide_characters() -> None:
    assert [plain(line) for line in wrapped([Run("ab 東京大阪")], 7)] == ["ab 東京", "大阪"]


def test_a_newline_always_breaks() -> None:
    assert [plain(line) for line in wrapped([Run("a\n\nb")], 8)] == ["a", "", "b"]


def test_padding_fills_and_never_cuts() -> None:
    assert plain(padded([Run("東")], 4)) == "東  "
    assert plain(padded([Run("long")], 2)) == "long"


def test_figures_are_written_for_people() -> None:
    assert [number(value) for value in (0, -0.0, 4.0, 3.50, -2, 9999, 1234567.25, 1e18)] == [
        "0",
        "0",
        "4",
        "3.5",
        "−2",
        "9,999",
        "1,234,567.25",
        "1e+18",
    ]
