"""The small pictures: rails, bars, rows, the two-by-two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.content import Content

from pmquest.scoring.score import two_by_two as counted
from pmquest.tui import drawn
from pmquest.tui.drawn import line, styled


def styles(content: Content) -> set[str]:
    return {str(span.style) for span in content.spans}


def test_a_lean_is_a_bar_from_the_centre_with_the_level_at_its_head() -> None:
    assert drawn.lean_rail(-1, 11).plain == "▪━━━━│─────"
    assert drawn.lean_rail(-0.4, 11).plain == "───▪━│─────"
    assert drawn.lean_rail(0.2, 11).plain == "─────│▲────"
    assert drawn.lean_rail(1, 11).plain == "─────│━━━━▲"


def test_a_lean_of_nothing_and_a_lean_between_differ() -> None:
    assert drawn.lean_rail(None, 11).plain.strip() == "not seen"
    assert drawn.lean_rail(0, 11).plain == "─────┃─────"


def test_the_smallest_lean_still_shows_its_level() -> None:
    assert "▲" in drawn.lean_rail(0.01, 11).plain
    assert "▪" in drawn.lean_rail(-0.01, 11).plain


@given(st.none() | st.floats(-1, 1), st.integers(4, 30).map(lambda half: 2 * half + 1))
def test_a_rail_is_as_wide_as_it_was_asked_to_be(lean: float | None, width: int) -> None:
    assert drawn.lean_rail(lean, width).cell_length == width


@given(st.lists(st.sampled_from(["manager", "leader"]), max_size=20), st.integers(4, 20))
def test_the_moments_of_an_aspect_stand_on_their_side_of_the_centre(
    answered: list[str], half: int
) -> None:
    rail = drawn.moment_rail(answered, 2 * half + 1)  # type: ignore[arg-type]
    assert rail.cell_length == 2 * half + 1
    if answered:
        left, right = rail.plain.split("│")
        assert left.count("▪") == min(answered.count("manager"), half // 2)
        assert right.count("▲") == min(answered.count("leader"), half // 2)
        assert "▲" not in left
        assert "▪" not in right


def test_the_split_gives_each_level_its_share_of_the_line() -> None:
    heads, rule = drawn.level_split(-0.2, 41)
    assert heads.plain == "▪ 60 % manager" + " " * 14 + "leader 40 % ▲"
    assert len(heads.plain) == 41
    assert rule.plain == "━" * 24 + " " + "━" * 16
    assert styles(rule) == {"$manager", "$leader"}


def test_a_split_that_is_all_one_level_has_no_gap() -> None:
    assert drawn.level_split(1, 20)[1].plain == "━" * 20
    assert drawn.level_split(-1, 20)[1].plain == "━" * 20


@given(st.floats(-2, 3), st.integers(0, 60))
def test_a_bar_never_leaves_its_width(share: float, width: int) -> None:
    assert drawn.bar(share, width).cell_length == width


def test_a_row_cuts_the_left_and_keeps_the_right() -> None:
    long = styled("Head of product at Orrery, a browser and a phone system")
    assert drawn.row(long, styled("best 92 %"), 30).plain == "Head of product at…  best 92 %"
    assert drawn.row(styled("a"), styled("b"), 5).plain == "a   b"


@given(st.text(max_size=40), st.text(max_size=40), st.integers(1, 60))
def test_a_row_is_never_wider_than_its_width(left: str, right: str, width: int) -> None:
    drawn_row = drawn.row(styled(left.replace("\n", " ")), styled(right.replace("\n", " ")), width)
    assert drawn_row.cell_length <= width


@given(st.text(max_size=200), st.integers(3, 60))
def test_wrapped_lines_fit(text: str, width: int) -> None:
    assert all(part.cell_length <= width for part in drawn.wrapped(text, width, first="· "))


def test_the_two_by_two_tells_well_from_not_and_marks_where_both_agree() -> None:
    answers = [
        ("manager", "manager", True, 3),
        ("manager", "manager", False, 1),
        ("manager", "leader", False, 1),
        ("leader", "leader", True, 2),
    ]
    picture = drawn.two_by_two(counted(answers), tall=True)  # type: ignore[arg-type]
    text = "\n".join(part.plain for part in picture)
    assert len(picture) == 8
    assert {part.cell_length for part in picture} == {47}
    for words in ("3 well, 1 not", "not well", "all well", "0"):
        assert words in text
    agreeing = next(part for part in picture if "3 well" in part.plain)
    assert {"on $panel", "on $surface"} <= styles(agreeing)


def test_the_two_by_two_of_a_low_window_takes_a_row_a_level() -> None:
    picture = drawn.two_by_two(counted([("leader", "leader", True, 1)]), tall=False)
    assert [part.plain.split() for part in picture[2:]] == [
        ["▪", "manager", "0", "0"],
        ["▲", "leader", "0", "1", "well"],
    ]


@pytest.mark.parametrize("draw", [styled, line, lambda text: drawn.wrapped(text, 40)[0]])
def test_nothing_that_a_terminal_would_obey_is_drawn(draw) -> None:  # type: ignore[no-untyped-def]
    content = draw("\x1b[31m\x07\u202e[b]\x9b2J")
    assert not set(content.plain) & set("\x1b\x07\u202e\x9b")
    assert "[b]" in content.plain


def test_levels_are_told_by_a_glyph_as_well_as_a_colour() -> None:
    assert drawn.level_name("manager").plain == "▪ manager"
    assert drawn.level_name("leader").plain == "▲ leader"
    assert drawn.level_name("either").plain == "· either"
    assert drawn.judgment_dots("weak").plain == "•··"


def test_a_tab_is_as_wide_as_it_is_counted() -> None:
    whole = line("a\tb", ("c\td", "bold"), styled("e\tf"))
    assert (whole.plain, whole.cell_length) == ("a bc de f", 9)
