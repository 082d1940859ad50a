"""Where the parts of a scenario stand: looked up by the keys that lead to them."""

import pytest

from pmquest.scenario.diagnostics import Place
from pmquest.scenario.examples import completed
from pmquest.scenario.places import Places
from pmquest.scenario.reader import read_bytes

STORY = """\
waive: {PQ512: It is meant., PQ503: That too.}
interrupts:
  - {when: turn > 3, to: friday}
scenes:
  monday:
    title: Monday, early
    text:
      - The week begins.
      - when: turn > 2
        text: |
          Nobody has called.
          The board has not either.
    to: friday
    choices:
      ring:
        text: "Ring ten of them."
      wait: {text: Wait., to: [{when: turn > 1, scene: monday}, {scene: friday}]}
  friday:
    title: Friday
    text: It
      ends.
    ending: good
"""


@pytest.fixture(scope="module")
def places() -> Places:
    return read_bytes(completed(STORY), file="story.yaml", scenario_id="story").places


def pointed(place: Place) -> tuple[int, str]:
    line = completed(STORY).decode().splitlines()[place.line - 1]
    return place.line, line[place.column - 1 : place.column - 1 + place.length]


@pytest.mark.parametrize(
    ("path", "line", "text"),
    [
        (("scenes",), 4, "scenes"),
        (("scenes", "monday"), 5, "monday"),
        (("scenes", "monday", "title"), 6, "Monday, early"),
        (("scenes", "monday", "text", 0, "text"), 8, "The week begins."),
        (("scenes", "monday", "text", 1, "when"), 9, "turn > 2"),
        (("scenes", "monday", "choices", "ring"), 15, "ring"),
        (("scenes", "monday", "choices", "ring", "text"), 16, '"Ring ten of them."'),
        (("scenes", "monday", "choices", "wait", "to", 1, "scene"), 17, "friday"),
        (("interrupts", 0, "when"), 3, "turn > 3"),
        (("waive", "PQ503"), 1, "That too."),
    ],
)
def test_a_part_is_found_by_the_keys_that_lead_to_it(
    places: Places, path: tuple[str | int, ...], line: int, text: str
):
    assert pointed(places.of(*path)) == (line, text)


def test_a_text_of_several_lines_is_pointed_to_by_its_key(places: Places):
    assert pointed(places.of("scenes", "monday", "text", 1, "text")) == (10, "text")
    assert pointed(places.of("scenes", "friday", "text")) == (20, "text")


def test_a_key_is_found_also_where_its_text_is_on_one_line(places: Places):
    assert pointed(places.key("waive", "PQ503")) == (1, "PQ503")


@pytest.mark.parametrize(
    ("path", "line", "text"),
    [
        (("scenes", "monday", "weight"), 5, "monday"),
        (("scenes", "monday", "choices", "ring", "level"), 15, "ring"),
        (("scenes", "monday", "to", 0, "scene"), 13, "friday"),
        (("scenes", "friday", "text", 0, "text"), 20, "text"),
        (("scenes", "monday", "text", 7, "text"), 7, "text"),
    ],
)
def test_what_is_not_written_out_is_where_the_last_of_it_is(
    places: Places, path: tuple[str | int, ...], line: int, text: str
):
    assert pointed(places.of(*path)) == (line, text)


def test_words_are_found_inside_a_text(places: Places):
    in_a_block = places.words("The board", "scenes", "monday", "text", 1, "text")
    in_quotes = places.words("ten", "scenes", "monday", "choices", "ring", "text")
    folded = places.words("It ends", "scenes", "friday", "text")

    assert pointed(in_a_block) == (12, "The board")
    assert pointed(in_quotes) == (16, "ten")
    assert pointed(folded) == (20, "text")


def test_words_are_not_found_behind_the_end_of_a_text(places: Places):
    assert pointed(places.words("Friday", "scenes", "monday", "title")) == (6, "Monday, early")


def test_the_keys_of_a_map_are_listed_and_those_of_nothing_are_none(places: Places):
    assert places.keys("waive") == ("PQ512", "PQ503")
    assert places.keys("scenes", "monday", "choices") == ("ring", "wait")
    assert places.keys("meters") == ()
    assert places.keys("scenes", "monday", "text") == ()


@pytest.mark.parametrize("data", [b"", b"\xff", b"[1, 2]", b"pmquest: 1\nscenes: [oh\n"])
def test_a_file_that_is_no_scenario_has_places_too(data: bytes):
    place = read_bytes(data, file="story.yaml", scenario_id="story").places.of("scenes", "a", "to")

    assert place.line >= 1
    assert place.column >= 1
