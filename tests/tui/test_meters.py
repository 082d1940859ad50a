"""The meters on the side sheet and in one line."""

from hypothesis import given, settings
from hypothesis import strategies as st
from textual.content import Content

from pmquest.engine.views import MeterView
from pmquest.tui.meters import MeterLine, Meters, MeterValues, shortened


def meters(*labels: str, better: str = "higher") -> tuple[MeterView, ...]:
    return tuple(
        MeterView(f"m{place}", label, 49, 0, 100, "k€" if place else "", better)  # type: ignore[arg-type]
        for place, label in enumerate(labels)
    )


def plain(lines: object) -> list[str]:
    return [line.plain for line in lines if isinstance(line, Content)]  # type: ignore[attr-defined]


def in_one_line(values: MeterValues, width: int) -> str:
    line = MeterLine()
    line.set_reactive(MeterLine.values, values)
    return "\n".join(plain(line.lines(width)))


def on_the_sheet(values: MeterValues, width: int = 36) -> list[str]:
    sheet = Meters()
    sheet.set_reactive(Meters.values, values)
    return plain(sheet.lines(width))


def test_the_sheet_shows_value_change_and_bar() -> None:
    values = MeterValues(meters("Customer trust", "Budget"), {"m0": 4, "m1": -2})
    lines = on_the_sheet(values)
    assert lines[0] == "Customer trust" + " " * 17 + "49 +4"
    assert lines[1] == "━" * 18 + "─" * 18
    assert lines[3].endswith("49 k€ −2")


def test_changes_stand_under_each_other() -> None:
    lines = on_the_sheet(MeterValues(meters("A", "B"), {"m0": 12, "m1": 0}))
    assert lines[0].endswith("49 +12")
    assert lines[3].endswith("49 k€    ")


def test_a_meter_that_should_fall_says_so() -> None:
    assert "lower is better" in on_the_sheet(MeterValues(meters("Churn", better="lower")))


def test_the_line_shows_every_value_whole_and_shortens_the_longest_label() -> None:
    values = MeterValues(meters("Trust", "The patience of the couriers"), {"m0": 4})
    assert in_one_line(values, 40) == "Trust 49 +4   The patience of the… 49 k€"


def test_room_that_is_left_over_becomes_bars() -> None:
    assert in_one_line(MeterValues(meters("Trust")), 30) == "Trust ━━━━━───── 49"
    assert in_one_line(MeterValues(meters("Trust")), 14) == "Trust ━━─── 49"
    assert in_one_line(MeterValues(meters("Trust")), 13) == "Trust 49"


def test_a_scenario_without_meters_takes_no_line() -> None:
    assert in_one_line(MeterValues(), 40) == ""


@settings(deadline=None)
@given(st.lists(st.text(alphabet="abc ", min_size=3, max_size=30), min_size=1, max_size=5))
def test_the_longest_label_is_shortened_first(labels: list[str]) -> None:
    found = shortened(labels, 20)
    for before, after in zip(labels, found, strict=True):
        if after != before:
            assert len(after) >= max(map(len, found)) - 2 or after.endswith("…")
    assert sum(map(len, found)) <= max(20, 3 * len(found))
