"""Figures as people read them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmquest.scoring.words import (
    chance,
    counted,
    lean_in_words,
    level_shares,
    listed,
    measured,
    number_word,
    percent,
    signed,
)


def test_a_figure_with_nothing_under_it_is_not_seen() -> None:
    assert percent(None) == "not seen"
    assert lean_in_words(None) == "not seen"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "0 %"),
        (7 / 15, "47 %"),
        (0.8, "80 %"),
        (0.125, "13 %"),
        (0.445, "45 %"),
        (1.0, "100 %"),
    ],
)
def test_shares_are_whole_percentages_and_a_half_goes_up(share: float, said: str) -> None:
    assert percent(share) == said


def test_a_lean_is_said_as_two_shares() -> None:
    assert lean_in_words(-0.2) == "60 % manager · 40 % leader"
    assert lean_in_words(1.0) == "0 % manager · 100 % leader"


@settings(deadline=None)
@given(st.integers(-50, 50), st.integers(1, 50))
def test_the_two_shares_of_a_lean_add_to_a_hundred(leaning: int, weight: int) -> None:
    lean = max(-1.0, min(1.0, leaning / weight))
    manager, leader = level_shares(lean)
    assert manager + leader == 100
    assert 0 <= manager <= 100


def test_counts_and_lists() -> None:
    assert [number_word(count) for count in (0, 1, 12, 13)] == ["no", "one", "twelve", "13"]
    assert counted(1, "decision") == "1 decision"
    assert counted(0, "decision") == "0 decisions"
    assert counted(2, "miss", "misses") == "2 misses"
    assert listed([]) == ""
    assert listed(["1"]) == "1"
    assert listed(["1", "4"]) == "1 and 4"
    assert listed(["1", "4", "6"]) == "1, 4 and 6"


def test_values_and_changes_have_a_true_minus_sign_and_their_unit() -> None:
    assert measured(58, "k€") == "58 k€"
    assert measured(-3) == "−3"
    assert (measured(999), measured(1_200, "k€")) == ("999", "1,200 k€")
    assert measured(-1_234_567, "€") == "−1,234,567 €"
    assert [signed(change) for change in (4, 0, -2)] == ["+4", "0", "−2"]
    assert signed(-2, "k€") == "−2 k€"
    assert signed(1_200) == "+1,200"


def test_a_chance_is_never_rounded_to_none_or_to_all() -> None:
    said = [chance(part) for part in (0.0, 1e-7, 0.004, 0.005, 0.314, 0.995, 1 - 1e-7, 1.0)]
    assert said == ["0 %", "<1 %", "<1 %", "1 %", "31 %", ">99 %", ">99 %", "100 %"]


def test_a_chance_that_misses_all_by_the_noise_of_floats_is_all() -> None:
    assert chance(0.1 * 3 + 0.7 - 1e-15) == "100 %"
