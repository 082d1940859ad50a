"""Names in a room: harmless, short, visible and unlike each other."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmquest.workshop.names import LONGEST_NAME, clean_name, graphemes, invented_name, unique_name


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Ann \n Lee ", "Ann Lee"),
        ("Ann", "Ann"),
        ("a\u202eb\x1b[31m\u2066c", "ab[31mc"),
        ("A\u200bnn\u00ad", "Ann"),
        ("Zoe\u0308" + "\u0301" * 50 + "!", "Zoë" + "\u0301" * 3 + "!"),
        ("👩‍🚀 Ida", "👩‍🚀 Ida"),
        ("x" * 100, "x" * 24),
        ("👨‍👩‍👧" * 30, "👨‍👩‍👧" * 24),
        ("🧑" + "\u200d🧑" * 50, "🧑" + "\u200d🧑" * 5 + "\u200d"),
        ("<b>=cmd()", "<b>=cmd()"),
        ("", ""),
        ("\u200d\u200c", ""),
        ("\u3164\u2800", ""),
        ("\u0301", ""),
    ],
)
def test_a_name_is_shown_as_typed_without_what_could_harm(typed: str, shown: str) -> None:
    assert clean_name(typed) == shown


@given(st.text(max_size=200))
def test_no_name_is_long_or_acts_on_a_terminal(typed: str) -> None:
    name = clean_name(typed)
    assert len(graphemes(name)) <= LONGEST_NAME
    assert len(name) <= LONGEST_NAME * 12
    assert name == name.strip()
    categories = {unicodedata.category(each) for each in name if each not in "\u200c\u200d"}
    assert not categories & {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}


def test_a_name_that_is_taken_gets_the_first_number_that_is_free() -> None:
    assert unique_name("Ann", {"bob"}) == "Ann"
    assert unique_name("Ann", {"ann", "ann 2"}) == "Ann 3"
    assert unique_name("x" * 24, {"x" * 24}) == "x" * 22 + " 2"


def test_invented_names_are_all_different() -> None:
    assert invented_name(1) == "Otter 1"
    assert len({invented_name(number) for number in range(1, 501)}) == 500
