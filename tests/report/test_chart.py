from hypothesis import given, settings
from hypothesis import strategies as st

from pmquest.engine.views import ExhibitView
from pmquest.report.chart import bar_chart, course, line_chart, place_of
from pmquest.report.exhibit import exhibit_lines
from pmquest.report.lines import Line, plain, width

WEEKS = ["w1", "w2", "w3", "w4"]


def drawn(lines: list[Line]) -> list[str]:
    return [plain(line).rstrip() for line in lines]


def test_names_and_last_values_stand_at_the_ends_of_the_lines() -> None:
    lines = drawn(
        line_chart(WEEKS, {"late": [120, 260, 300, 412], "other": [90, 95, 85, 88]}, 60, 6)
    )
    assert lines[0].endswith("late 412")
    assert lines[4].endswith("other 88")
    assert lines[4].startswith(" 90 ")
    assert lines[6].split() == WEEKS


def test_the_first_line_is_thick_where_there_is_room() -> None:
    thick = line_chart(WEEKS, {"a": [1, 1, 1, 1]}, 40, 6)
    thin = line_chart(WEEKS, {"a": [1, 1, 1, 1]}, 40, 3)
    assert "⠛" in plain(thick[0])
    assert "⠉" in plain(thin[0])


def test_lines_that_end_together_keep_their_own_names() -> None:
    lines = drawn(line_chart(WEEKS, {"a": [5] * 4, "b": [5] * 4, "c": [5] * 4}, 40, 6))
    assert [line.split()[-2:] for line in lines[:3]] == [["a", "5"], ["b", "5"], ["c", "5"]]


def test_names_stay_on_the_chart_where_all_lines_end_at_the_bottom() -> None:
    lines = drawn(line_chart(WEEKS, {"a": [9, 0], "b": [5, 0], "c": [1, 0]}, 40, 3))
    assert [line.split()[-2:] for line in lines[:3]] == [["a", "0"], ["b", "0"], ["c", "0"]]


def test_values_below_zero_show_where_zero_is() -> None:
    lines = drawn(line_chart(WEEKS, {"profit": [-5, 3, -2, 8]}, 40, 6))
    assert any(line.lstrip().startswith("0 ") and "┄" in line for line in lines)


def test_many_series_get_a_row_each() -> None:
    series = {f"series {index}": [index, 12 - index] for index in range(12)}
    lines = drawn(line_chart(["then", "now"], series, 60, 6))
    assert lines[0].startswith("series 0    0 ▁")
    assert lines[11].endswith("▁  1")
    assert len(lines) == 13


def test_long_names_stand_over_their_rows() -> None:
    name = "Customers who wrote to us about a late order"
    lines = drawn(line_chart(WEEKS, {name: [1, 2, 3, 4]}, 50, 6))
    assert lines[0] == name


def test_one_point_is_a_bar() -> None:
    assert drawn(line_chart(["now"], {"late": [4], "other": [2]}, 24, 6)) == [
        "late   ━━━━━━━━━━━━━━━ 4",
        "other  ━━━━━━━━─────── 2",
    ]


def test_labels_that_do_not_fit_are_thinned_out_evenly() -> None:
    labels = [f"2026-{month:02d}" for month in range(1, 13)]
    last = drawn(line_chart(labels, {"a": range(12)}, 50, 3))[-1]
    assert last.split()[0] == "2026-01"
    assert last.split()[-1] == "2026-12"
    assert len(last.split()) < 12


def test_labels_longer_than_the_page_stand_under_each_other() -> None:
    labels = ["The first quarter of the year", "The last quarter of the year"]
    lines = drawn(line_chart(labels, {"a": [1, 2]}, 40, 3))
    assert [line.strip() for line in lines[-2:]] == labels


def test_a_single_series_of_bars_is_named_once() -> None:
    assert drawn(bar_chart(["late", "cold"], {"tickets": [40, 10]}, 30)) == [
        "late  ━━━━━━━━━━━━ 40 tickets",
        "cold  ━━━───────── 10",
    ]


def test_bars_of_several_series_stand_in_groups() -> None:
    assert drawn(bar_chart(["North", "South"], {"now": [4, 2], "then": [2, 4]}, 30)) == [
        "North  now   ━━━━━━━━━━━━━━━ 4",
        "       then  ━━━━━━━━─────── 2",
        "",
        "South  now   ━━━━━━━━─────── 2",
        "       then  ━━━━━━━━━━━━━━━ 4",
    ]


def test_bars_below_zero_grow_to_the_left() -> None:
    assert drawn(bar_chart(["a", "b"], {"": [5, -5]}, 16)) == [
        "a  ─────━━━━━  5",
        "b  ━━━━━───── −5",
    ]


def test_no_value_but_zero_is_without_a_bar() -> None:
    lines = drawn(bar_chart(["a", "b", "c"], {"": [1000, 1, 0]}, 30))
    assert ["━" in line for line in lines] == [True, True, False]


def test_more_series_than_bars_can_show_become_a_table() -> None:
    series = {name: [1, 2] for name in "abcd"}
    assert drawn(bar_chart(["x", "y"], series, 40)) == [
        "    a   b   c   d",
        "x   1   1   1   1",
        "y   2   2   2   2",
    ]


def test_nothing_gives_nothing() -> None:
    assert line_chart([], {}, 40, 6) == []
    assert bar_chart([], {}, 40) == []


def test_a_course_has_the_rows_that_were_asked_for() -> None:
    assert drawn(course([0, 50, 100], 9, 1, 0, 100)) == ["▁▂▃▃▄▅▅▆▇"]
    assert len(course([0, 50, 100], 9, 2, 0, 100)) == 2
    assert all(width(line) == 9 for line in course([5], 9, 2, 0, 10))


def test_points_stand_where_the_line_passes() -> None:
    assert [place_of(index, 3, 11) for index in range(3)] == [0, 5, 10]
    assert place_of(0, 1, 11) == 0


NUMBERS = st.one_of(
    st.integers(-(10**6), 10**6), st.floats(-(10**9), 10**9), st.just(0), st.just(7)
)
NAMES = st.text(alphabet="abc 漢é", max_size=30)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.integers(24, 100), st.sampled_from([3, 6]))
def test_every_drawing_fits_whatever_is_drawn(data: st.DataObject, size: int, rows: int) -> None:
    labels = data.draw(st.lists(NAMES, min_size=1, max_size=12))
    values = st.lists(NUMBERS, min_size=len(labels), max_size=len(labels))
    series = data.draw(st.dictionaries(NAMES, values, min_size=1, max_size=12))
    for kind in ("line", "bar"):
        view = ExhibitView("Title", kind, tuple(labels), dict(series), (), ())
        lines = exhibit_lines(view, size, rows)
        assert all(width(line) <= size for line in lines)
        assert len(lines) > 1


def test_an_exhibit_has_its_title_above_it() -> None:
    view = ExhibitView("Who *says* what", "table", (), {}, ("Who", "Says"), (("Dana", "[/b]"),))
    assert drawn(exhibit_lines(view, 40, 3)) == ["Who says what", "Who    Says", "Dana   [/b]"]
    assert drawn(exhibit_lines(view, 40, 6))[:2] == ["Who says what", ""]
