"""Letters and codes that are read from the back of a room."""

from __future__ import annotations

import segno

from pmquest.tui.room.large import LOW_ROWS, large, large_width
from pmquest.tui.room.qr_code import joining_address, qr_lines
from pmquest.workshop.tokens import ALPHABET

DOTS = {" ": (False, False), "▀": (True, False), "▄": (False, True), "█": (True, True)}


def test_every_letter_of_a_code_has_a_picture_of_its_own() -> None:
    pictures = {tuple(row.plain for row in large(letter)) for letter in ALPHABET}
    assert len(pictures) == len(ALPHABET)
    assert {large_width(letter) for letter in ALPHABET} == {5}


def test_a_text_takes_as_many_rows_as_its_size_says() -> None:
    assert len(large("KHM 4RT")) == LOW_ROWS
    assert len(large("KHM 4RT", twice=True)) == 7
    assert large_width("KHM 4RT", twice=True) == 2 * large_width("KHM 4RT")


def test_the_address_in_the_code_is_in_capitals_and_joins_at_once() -> None:
    assert joining_address("http://192.168.1.20:8080", "KHM4RT") == (
        "HTTP://192.168.1.20:8080/KHM4RT"
    )


def test_what_is_drawn_is_the_code_dot_for_dot_dark_on_light() -> None:
    text = joining_address("http://192.168.1.20:8080", "KHM4RT")
    lines = qr_lines(text, 40, 20)
    drawn = [
        [DOTS[character][half] for character in line.plain] for line in lines for half in (0, 1)
    ]
    wanted = [
        [bool(dot) for dot in row] for row in segno.make(text, error="m").matrix_iter(border=4)
    ]
    assert drawn[: len(wanted)] == wanted
    assert {str(span.style) for line in lines for span in line.spans} == {"#000000 on #ffffff"}


def test_a_code_is_as_large_as_there_is_room_for_and_left_out_where_there_is_none() -> None:
    text = joining_address("http://192.168.1.20:8080", "KHM4RT")
    sizes = [len(qr_lines(text, *room)) for room in ((80, 40), (40, 20), (29, 15), (28, 15))]
    assert sizes == [33, 17, 15, 0]
