"""Exhibits in documents: charts that stand on their own figures."""

from __future__ import annotations

import re

from pmquest.engine.views import ExhibitView
from pmquest.report.exhibit_document import exhibit_html, exhibit_markdown


def chart(kind: str, labels: str, **series: list[float]) -> ExhibitView:
    values = {name: tuple(each) for name, each in series.items()}
    return ExhibitView("Tickets", kind, tuple(labels.split()), values, (), ())  # type: ignore[arg-type]


def words(html: str) -> list[str]:
    return re.sub("<[^>]*>", " ", html).split()


def test_every_point_of_a_line_stands_over_the_middle_of_its_column() -> None:
    picture = exhibit_html(chart("line", "a b c", late=[0, 5, 10]))
    assert 'viewBox="0 0 300 150"' in picture
    assert 'points="50,144 150,75 250,6"' in picture
    assert 'colspan="3"' in picture
    assert words(picture) == ["a", "b", "c", "late", "0", "5", "10"]


def test_lines_are_drawn_from_zero_and_the_first_lies_on_top() -> None:
    picture = exhibit_html(chart("line", "a b", up=[50, 100], down=[-100, 0]))
    assert 'd="M0 75H200"' in picture
    assert picture.index('line line-2" points') < picture.index('line line-1" points')
    assert 'points="50,40.5 150,6"' in picture


def test_a_line_of_one_point_is_still_seen() -> None:
    assert 'points="10,6 90,6"' in exhibit_html(chart("line", "a", late=[3]))


def test_many_labels_take_a_row_each() -> None:
    picture = exhibit_html(chart("line", "a b c d e f g h i j", late=list(range(10))))
    assert "colspan" not in picture
    assert picture.count("<tr>") == 11
    assert picture.count("<polyline") == 1


def test_more_lines_than_can_be_told_apart_are_left_to_the_table() -> None:
    picture = exhibit_html(chart("line", "a b", v=[1, 2], w=[1, 2], x=[1, 2], y=[1, 2], z=[1, 2]))
    assert "<polyline" not in picture
    assert words(picture)[2:5] == ["v", "1", "2"]
    assert words(picture)[-3:] == ["z", "1", "2"]


def test_every_bar_has_its_figure_and_grows_from_zero() -> None:
    picture = exhibit_html(chart("bar", "a b", count=[-50, 150]))
    assert re.findall(r'x="([\d.]+)" y="0" width="([\d.]+)"', picture) == [
        ("0", "250"),
        ("250", "750"),
    ]
    assert words(picture) == ["count", "a", "−50", "b", "150"]


def test_bars_of_several_series_stand_together_under_their_label() -> None:
    picture = exhibit_html(chart("bar", "a b", old=[1, 2], new=[3, 4]))
    assert picture.count('rowspan="2"') == 2
    assert words(picture) == ["a", "old", "1", "new", "3", "b", "old", "2", "new", "4"]


def test_a_chart_of_zeros_is_drawn() -> None:
    assert "<polyline" in exhibit_html(chart("line", "a b", late=[0, 0]))
    assert 'width="0"' in exhibit_html(chart("bar", "a", late=[0]))


def test_a_table_has_its_figures_to_the_right() -> None:
    view = ExhibitView("T", "table", (), {}, ("Who", "How many"), (("Ann", "12"), ("Bo", "3 %")))
    picture = exhibit_html(view)
    assert '<th scope="col">Who</th><th scope="col" class="number">How many</th>' in picture
    assert '<td>Ann</td><td class="number">12</td>' in picture
    assert exhibit_markdown(view) == "| Who | How many |\n| --- | --- |\n| Ann | 12 |\n| Bo | 3 % |"


def test_in_markdown_a_chart_is_its_figures() -> None:
    told = exhibit_markdown(chart("line", "a b", late=[1_200, 2.5], other=[0, -1]))
    assert told == "|  | late | other |\n| --- | --- | --- |\n| a | 1,200 | 0 |\n| b | 2.5 | −1 |"
