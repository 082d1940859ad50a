"""Exhibits as text that can be read aloud."""

from pmquest.engine.views import ExhibitView
from pmquest.plain.exhibits import exhibit_lines


def exhibit(**given: object) -> ExhibitView:
    whole = {
        "title": "Tickets a week",
        "kind": "line",
        "labels": (),
        "series": {},
        "columns": (),
        "rows": (),
        **given,
    }
    return ExhibitView(**whole)  # type: ignore[arg-type]


def test_a_chart_is_told_value_by_value_each_figure_before_its_bar() -> None:
    chart = exhibit(labels=("w1", "w2"), series={"late": (120.0, 240.0)})
    assert exhibit_lines(chart, 80) == [
        "Tickets a week (line chart)",
        "",
        "     late",
        "w1    120   ============",
        "w2    240   ========================",
    ]


def test_the_bars_of_several_series_share_one_scale_and_a_loss_is_told_by_its_sign() -> None:
    chart = exhibit(kind="bar", labels=("w1",), series={"won": (240.0,), "lost": (-120.0,)})
    assert exhibit_lines(chart, 80) == [
        "Tickets a week (bar chart)",
        "",
        "     won",
        "w1   240   ========================",
        "",
        "     lost",
        "w1   −120   ------------",
    ]


def test_a_chart_of_zeros_has_no_bars() -> None:
    lines = exhibit_lines(exhibit(labels=("w1",), series={"late": (0.0,)}), 80)
    assert lines[-1] == "w1      0"


def test_a_table_stands_in_columns_with_figures_to_the_right() -> None:
    table = exhibit(
        kind="table",
        columns=("Product", "Users"),
        rows=(("Alpha", "1200"), ("Beta", "13")),
    )
    assert exhibit_lines(table, 80) == [
        "Tickets a week (table)",
        "",
        "Product   Users",
        "Alpha      1200",
        "Beta         13",
    ]
