"""Wrapping and parting plain lines."""

from hypothesis import given
from hypothesis import strategies as st

from pmquest.plain.words import hanging, parted
from pmquest.report.lines import cells


def test_further_lines_stand_under_the_text() -> None:
    assert hanging("  1  ", "Ring ten customers.", 16) == ["  1  Ring ten", "     customers."]


def test_behind_a_wide_mark_the_text_stands_as_wide() -> None:
    assert hanging("配送: ", "ring ring", 12) == ["配送: ring", "      ring"]


def test_behind_a_mark_that_leaves_no_room_lines_begin_at_the_edge() -> None:
    assert hanging("Your plan for it: ", "ask", 20) == ["Your plan for it:", "ask"]


@given(first=st.text("ab 配", max_size=50), text=st.text("abc 配", max_size=200),
       width=st.integers(30, 80))  # fmt: skip
def test_no_line_is_wider_than_asked(first: str, text: str, width: int) -> None:
    assert all(cells(line) <= width for line in hanging(first, text, width))


def test_parts_without_lines_leave_no_gap() -> None:
    assert parted([["a"], [], ["b", "c"]]) == ["a", "", "b", "c"]
