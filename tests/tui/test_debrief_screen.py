"""The debrief on the full screen: its order, its rows, what is written there, replay."""

import pytest
from theatre import (
    MEDIUM,
    NARROW,
    click,
    played,
    quiet_game,
    rows,
    seen,
    showing,
    whole,
)

from pmquest.scoring.debrief import Debrief
from pmquest.tui import debrief_parts as parts
from pmquest.tui.debrief import DebriefScreen, KeptDecisionRow, WritingRow
from pmquest.tui.debrief_page import CoachingRow, DecisionRow
from pmquest.tui.debrief_parts import Room
from pmquest.tui.folds import RowPage
from pmquest.tui.play import PlayScreen


def debrief(*picks: str) -> Debrief:
    return played(quiet_game(), *picks).debrief()


def text(part: parts.Part, found: Debrief, width: int = 114, tall: bool = True) -> str:
    lines = part(found, Room(width, tall))
    assert all(line.cell_length <= width for line in lines)
    return "\n".join(line.plain for line in lines)


WIDTHS = pytest.mark.parametrize("width", [55, 72, 114])
ALL_PARTS = (
    parts.costliest,
    parts.ending,
    parts.figures,
    parts.slips,
    parts.meters,
    parts.takeaways,
    parts.colophon,
)


@WIDTHS
@pytest.mark.parametrize("picks", [("goal", "talk"), ("ring", "wait"), ("ring",), ()])
def test_every_part_fits_whatever_was_played(width: int, picks: tuple[str, ...]) -> None:
    for part in ALL_PARTS:
        for tall in (True, False):
            text(part, debrief(*picks), width, tall)


@WIDTHS
def test_the_costliest_moment_tells_signal_answer_and_better_road(width: int) -> None:
    told = text(parts.costliest, debrief("goal", "talk"), width)
    assert "The moment that cost you most" in told
    for said in (
        "3 points lost",
        "One product, this week",
        "▲ leader-level",
        "Agree a goal with the board.",
        "A goal for the company",
        "▪ manager-level   ••• strong",
        "A day on the telephone",
    ):
        assert said in told


def test_a_play_without_a_loss_says_so() -> None:
    told = text(parts.costliest, played_well())
    assert told == "No moment lost you anything."


def played_well() -> Debrief:
    return debrief("ring", "talk")


def test_the_ending_or_its_absence_is_told() -> None:
    assert "A good ending." in text(parts.ending, debrief("ring", "talk"))
    assert "People wave" in text(parts.ending, debrief("ring", "talk"))
    assert "A dead end, without an ending." in text(parts.ending, debrief("ring", "wait"))
    assert "Not played to an ending" in text(parts.ending, debrief("ring"))


def test_judgment_and_lean_carry_marks_for_blind_and_called() -> None:
    told = text(parts.figures, debrief("goal", "talk"))
    assert "40 %" in told
    assert "picking blindly:" in told
    assert "called for: 50 % manager · 50 % leader" in told
    assert told.count("╵") == 2
    assert "0 % manager" in told


def test_each_aspect_shows_its_moments_or_that_it_was_not_seen() -> None:
    lines = text(parts.figures, debrief("goal", "talk"), 72).splitlines()
    (responsibilities,) = [line for line in lines if line.startswith("Key responsibilities")]
    (scope,) = [line for line in lines if line.startswith("Scope")]
    assert "│─▲" in responsibilities
    assert "1 moment" in responsibilities
    assert "not seen" in scope


def test_the_meters_are_strips_with_the_decisions_marked() -> None:
    told = text(parts.meters, debrief("goal", "talk")).splitlines()
    assert "60 k€" in "".join(told)
    assert "0 k€" in "".join(told)
    assert told[-2].split() == ["▲", "▲"]
    assert told[-1].split() == ["1", "2"]


def test_a_strip_is_one_row_where_the_window_is_low() -> None:
    told = text(parts.meters, debrief("goal", "talk"), tall=False).splitlines()
    assert any("▇" in line and line.startswith("Budget") for line in told)


def test_slips_are_counted_in_words() -> None:
    assert "Your one miss came at the wrong level." in text(parts.slips, debrief("goal", "talk"))
    assert "No answer was weak or poor." in text(parts.slips, debrief("ring", "talk"))


# The screen


@pytest.mark.parametrize("size", [MEDIUM, NARROW])
async def test_the_debrief_begins_with_what_cost_most_on_every_screen(
    size: tuple[int, int],
) -> None:
    game = quiet_game()
    async with showing(game, DebriefScreen(game, played(game, "goal", "talk")), size) as pilot:
        assert "The moment that cost you most" in seen(pilot)
        assert "export" in rows(pilot)[-1]
        assert whole(pilot)
        await pilot.press("end")
        assert "never a certificate" in seen(pilot)


async def test_the_arrows_read_the_page_and_then_step_through_the_rows() -> None:
    game = quiet_game()
    async with showing(game, DebriefScreen(game, played(game, "goal", "talk")), NARROW) as pilot:
        page = pilot.app.screen.query_one(RowPage)
        await pilot.press("down")
        assert page.has_focus
        assert page.scroll_y > 0
        page.scroll_to_widget(pilot.app.screen.query_one(DecisionRow), animate=False)
        await pilot.pause()
        met = []
        for _ in range(5):
            await pilot.press("down")
            met.append(type(pilot.app.focused))
        assert met == [KeptDecisionRow, KeptDecisionRow, CoachingRow, WritingRow, WritingRow]
        await pilot.press("up", "up", "up", "up", "up")
        assert page.has_focus


async def test_a_decision_opens_in_place_and_closes_again() -> None:
    game = quiet_game()
    async with showing(game, DebriefScreen(game, played(game, "goal", "talk"))) as pilot:
        await pilot.press("d", "enter")
        for said in ("A goal for the company mends nothing", "Ring ten of", "Budget 60 → 0 k€"):
            assert said in seen(pilot)
        await pilot.press("enter")
        assert "A goal for the company mends nothing" not in seen(pilot)


async def test_a_decision_opens_by_mouse() -> None:
    game = quiet_game()
    async with showing(game, DebriefScreen(game, played(game, "ring", "talk"))) as pilot:
        await pilot.press("d")
        await click(pilot, "Bring the two of them")
        assert "It was theirs to settle." in seen(pilot)


async def test_a_note_on_a_decision_is_kept_and_shown() -> None:
    game = quiet_game()
    kept = played(game, "goal", "talk")
    async with showing(game, DebriefScreen(game, kept)) as pilot:
        await pilot.press("d", "n", *"ask", "enter", "enter")
        assert kept.notes == {0: "ask"}
        assert "Your note  ask" in seen(pilot)


async def test_a_decision_can_be_played_again_from_there() -> None:
    game = quiet_game()
    kept = played(game, "goal", "talk")
    async with showing(game, DebriefScreen(game, kept)) as pilot:
        await pilot.press("d", "down", "r")
        screen = pilot.app.screen
        assert isinstance(screen, PlayScreen)
        assert "Friday, 14:20" in seen(pilot)
        assert screen.kept.id != kept.id
        assert screen.kept.replay
        assert [pick.choice for pick in screen.kept.play.picks] == ["goal"]
    assert len(kept.play.picks) == 2


async def test_the_scenes_of_an_assessed_play_can_be_read_again_with_their_verdicts() -> None:
    game = quiet_game()
    kept = played(game, "goal", "talk", mode="assessed")
    async with showing(game, DebriefScreen(game, kept)) as pilot:
        await pilot.press("m", "up", "enter")
        assert "The line is red." in seen(pilot)
        assert "▲ leader-level    ••· sound" in seen(pilot)


async def test_coaching_leads_into_the_field_guide() -> None:
    game = quiet_game()
    async with showing(game, DebriefScreen(game, played(game, "goal", "talk"))) as pilot:
        pilot.app.screen.query_one(CoachingRow).focus()
        await pilot.press("enter")
        await pilot.pause()
        assert "Know the customers" in seen(pilot)
        assert not isinstance(pilot.app.screen, DebriefScreen)
        await pilot.press("q")
        assert isinstance(pilot.app.screen, DebriefScreen)


async def test_named_keys_lead_to_the_questions_and_the_plan() -> None:
    game = quiet_game()
    kept = played(game, "goal", "talk")
    async with showing(game, DebriefScreen(game, kept), MEDIUM) as pilot:
        question, plan = pilot.app.screen.query(WritingRow)
        assert "w answers  p plan" in rows(pilot)[-1]
        await pilot.press("w")
        assert question.has_focus
        assert "Questions about your own work" in seen(pilot)
        await pilot.press("p")
        assert plan.has_focus
        assert "A plan for the coming week" in seen(pilot)
        await pilot.press("enter", "enter")
        assert "Your plan for the coming week" in seen(pilot)


async def test_the_cursor_follows_to_the_rows_in_sight_after_scrolling() -> None:
    game = quiet_game()
    async with showing(game, DebriefScreen(game, played(game, "goal", "talk")), NARROW) as pilot:
        await pilot.press("d")
        await pilot.press("end")
        await pilot.press("down", "down")
        assert isinstance(pilot.app.focused, WritingRow)


async def test_the_rows_of_the_decisions_have_a_head() -> None:
    game = quiet_game()
    async with showing(game, DebriefScreen(game, played(game, "goal", "talk"))) as pilot:
        await pilot.press("d")
        (head,) = [row for row in rows(pilot) if "called for → answered   judgment" in row]
        assert head.endswith("what moved")


async def test_answers_and_plan_are_written_and_kept() -> None:
    game = quiet_game()
    kept = played(game, "goal", "talk")
    async with showing(game, DebriefScreen(game, kept)) as pilot:
        question, plan = pilot.app.screen.query(WritingRow)
        question.focus()
        await pilot.press("enter", *"Ada", "enter")
        assert kept.answers.reflections == {0: "Ada"}
        assert question.text == "Ada"
        plan.focus()
        await pilot.press("enter", "escape")
        assert plan.suggested
        assert kept.answers.plan == ""
        await pilot.press("enter", *"If A", "escape", "escape")
        assert kept.answers.plan == ""
        await pilot.press("enter", "enter")
        assert not plan.suggested
        assert kept.answers.plan == plan.text
        await pilot.press("enter", *["backspace"] * len(plan.text), *"If A", "enter")
        assert kept.answers.plan == "If A"
        assert "If A" in seen(pilot)
        assert not plan.suggested
