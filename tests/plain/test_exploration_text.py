"""What exploring found as text: bars, bounds, commands in one piece, no line too wide."""

from __future__ import annotations

import pytest

from pmquest.plain.exploration import exploration_lines
from pmquest.report.exploration_account import (
    EndingTold,
    ExplorationAccount,
    Often,
    PlayerTold,
    Remark,
)
from pmquest.report.lines import cells

ACCOUNT = ExplorationAccount(
    title="A small story",
    followed="Every road was followed: 16 roads; 1,234 states.",
    extent="A play to an ending has 4 scored decisions, and a judgment of 0 % to 100 %.",
    remarks=(
        Remark("A play can stop in friday.", True, "pmquest score story.yaml ring --seed 3"),
        Remark("Almost never open: monday.wait (2 %).", False),
    ),
    well="",
    endings=(
        EndingTold(
            "loved", "They ring you", "good", 0.5, "25 % to 100 %, 50 % in the mean", 7,
            "pmquest score story.yaml ring home --seed 0",
        ),
        EndingTold("lost", "Left alone", "bad", 0.001, "", None, None),
    ),
    no_ending=0.499,
    players=(
        PlayerTold("at random", 0.46, 0.56),
        PlayerTold("the longest", 0.75, 0.6),
        PlayerTold("the shortest", None, 0.6),
        PlayerTold("a best one", 1.0, None),
    ),
    often=(Often(0.004, ("friday",)), Often(1.0, ("monday", "loved")), Often(None, ("maze",))),
    met_more=12,
)  # fmt: skip


def test_the_report_tells_what_is_wrong_first_and_draws_small_bars() -> None:
    assert (
        "\n".join(exploration_lines(ACCOUNT, 70))
        == """\
A small story

Every road was followed: 16 roads; 1,234 states. A play to an ending
has 4 scored decisions, and a judgment of 0 % to 100 %.

✗ A play can stop in friday.
  shown by: pmquest score story.yaml ring --seed 3

– Almost never open: monday.wait (2 %).

== How it ends, for somebody who picks at random ==
  50 %  ━━━━━━━━━━──────────  loved · They ring you
        good ending, 7 picks at least, judgment 25 % to 100 %, 50 % in
        the mean
        pmquest score story.yaml ring home --seed 0
  <1 %  ━───────────────────  lost · Left alone
        bad ending
  50 %  ━━━━━━━━━━──────────  no ending at all

== Share of the points, for somebody who always picks ==
  46 %  ━━━━━━━━━──┼────────  at random     ✓ 56 % at most
  75 %  ━━━━━━━━━━━━╋━━─────  the longest   ✗ 60 % at most
     –  ────────────┼───────  the shortest    60 % at most
 100 %  ━━━━━━━━━━━━━━━━━━━━  a best one

== How often a play meets a scene, for somebody who picks at random ==
<0.01×  ━───────────────────  friday
 1.00×  ━━━━━━━━━━━━━━━━━━━━  monday and loved
     ∞  ━━━━━━━━━━━━━━━━━━━━  maze
12 scenes are met more often; --format json has them all."""
    )


def test_where_nothing_is_wrong_that_is_said_instead() -> None:
    well = ExplorationAccount(
        title="A small story",
        followed="Every road was followed: one road; one state.",
        extent="",
        remarks=(),
        well="Nothing is wrong.",
        endings=(),
        no_ending=0.0,
        players=(),
        often=(),
        met_more=0,
    )
    assert exploration_lines(well, 60) == [
        "A small story",
        "",
        "Every road was followed: one road; one state.",
        "",
        "Nothing is wrong.",
    ]


@pytest.mark.parametrize("width", [30, 49, 50, 60, 69, 70, 80])
def test_no_line_but_a_command_is_wider_than_the_page(width: int) -> None:
    lines = exploration_lines(ACCOUNT, width)
    assert all(cells(line) <= width or "pmquest score" in line for line in lines)
    assert "        pmquest score story.yaml ring home --seed 0" in lines


def test_a_narrow_page_has_figures_and_no_bars() -> None:
    assert not any("━" in line for line in exploration_lines(ACCOUNT, 40))
    assert "  46 %  at random     ✓ 56 % at most" in exploration_lines(ACCOUNT, 40)


def test_a_figure_stays_with_its_sign() -> None:
    for width in range(30, 81):
        assert not any(line.split()[:1] == ["%"] for line in exploration_lines(ACCOUNT, width))
