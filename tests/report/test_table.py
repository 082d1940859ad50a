from hypothesis import given, settings
from hypothesis import strategies as st

from pmquest.report.lines import Line, Run, plain, width
from pmquest.report.table import table


def drawn(heads: list[str], rows: list[list[str]], size: int) -> list[str]:
    return [plain(line) for line in lines(heads, rows, size)]


def lines(heads: list[str], rows: list[list[str]], size: int) -> list[Line]:
    return table(
        [(Run(head),) for head in heads], [[(Run(cell),) for cell in row] for row in rows], size
    )


def test_words_stand_left_and_figures_right() -> None:
    assert drawn(
        ["Product", "Revenue", "Trend"],
        [["Atlas", "12.5 M€", "+4 %"], ["Ox", "3 M€", "−14 %"]],
        60,
    ) == [
        "Product   Revenue   Trend",
        "Atlas     12.5 M€    +4 %",
        "Ox           3 M€   −14 %",
    ]


def test_words_wrap_in_their_column_and_rows_part_where_the_page_is_narrow() -> None:
    assert drawn(["Who", "Says"], [["Dana", "Ship it on Friday, then"], ["Ines", "Wait"]], 20) == [
        "Who    Says",
        "Dana   Ship it on",
        "       Friday, then",
        "",
        "Ines   Wait",
    ]


def test_rows_become_records_where_columns_do_not_fit() -> None:
    assert drawn(
        ["Product", "Revenue", "Customers"], [["Atlas", "12", "40"], ["Ox", "3", "2"]], 24
    ) == [
        "Product    Atlas",
        "Revenue    12",
        "Customers  40",
        "",
        "Product    Ox",
        "Revenue    3",
        "Customers  2",
    ]


CELL = st.text(alphabet="ab 12漢%", max_size=20)


@settings(deadline=None)
@given(st.data(), st.integers(24, 72))
def test_nothing_is_cut_and_every_line_fits(data: st.DataObject, size: int) -> None:
    count = data.draw(st.integers(1, 6))
    heads = data.draw(st.lists(CELL, min_size=count, max_size=count))
    row = st.lists(CELL, min_size=count, max_size=count)
    rows = data.draw(st.lists(row, max_size=4))
    found = lines(heads, rows, size)
    assert all(width(line) <= size for line in found)
    everything = "".join(map(plain, found))
    for cell in [cell for row in rows for cell in row]:
        assert all(everything.count(character) for character in cell.strip())
