"""Text from outside reaches no terminal and no file with anything in it that acts."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from pmquest.scoring.clean import PLACEHOLDER, clean, clean_line


def test_escape_sequences_lose_what_makes_them_act_and_leave_a_trace() -> None:
    assert clean("\x1b[31mred\x1b[0m") == f"{PLACEHOLDER}[31mred{PLACEHOLDER}[0m"
    assert clean("\x9b2J\x07\x7f") == f"{PLACEHOLDER}2J{PLACEHOLDER}{PLACEHOLDER}"


def test_bidirectional_overrides_turn_no_line_round() -> None:
    assert clean("user\u202egnp.exe\u2066") == f"user{PLACEHOLDER}gnp.exe{PLACEHOLDER}"


def test_what_no_file_can_hold_is_replaced() -> None:
    assert clean("\ud800") == PLACEHOLDER


def test_lines_stay_lines_and_tabs_tabs() -> None:
    assert clean("one\r\ntwo\rthree\n\tfour") == "one\ntwo\nthree\n\tfour"


def test_one_line_is_one_line() -> None:
    assert clean_line("  one\r\n\ttwo   three ") == "one two three"


def test_letters_of_every_script_stay_as_they_are() -> None:
    text = "Grüße שלום 你好 👩‍💻 e\u0301 k€ [b]not markup[/b]"
    assert clean(text) == text


@settings(deadline=None)
@given(st.text(st.characters()))
def test_nothing_clean_can_act(text: str) -> None:
    made = clean(text)
    assert all(
        unicodedata.category(character) not in ("Cc", "Cs") or character in "\n\t"
        for character in made
    )
    assert not any(unicodedata.bidirectional(character) in BIDI for character in made)
    assert clean(made) == made
    assert "\n" not in clean_line(text)


BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
