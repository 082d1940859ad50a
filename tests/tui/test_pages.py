"""What is read while playing: scenes, outcomes, dead ends, and the stage they stand on."""

import pytest
from theatre import played, quiet_game

from pmquest.report.lines import Line, plain, width
from pmquest.tui.cards import Offer, card_lines
from pmquest.tui.countdown import Countdown
from pmquest.tui.stage import Stage, answered


def shown(lines: list[Line]) -> str:
    return "\n".join(map(plain, lines))


def stage(*picks: str, mode: str = "coached", read: bool = False, timed_out: bool = False) -> Stage:
    """The stage after these picks; `read` while the last of them is read about."""
    kept = played(quiet_game(), *picks[: -1 if read else None], mode=mode)
    before = kept.play
    found = None
    if read:
        kept.pick(picks[-1])
        coached = mode == "coached"
        found = answered(before, kept.play, coached=coached, timed_out=timed_out)
    return Stage(kept.play, kept.may_take_back, found)


@pytest.mark.parametrize("size", [40, 57, 72, 200])
@pytest.mark.parametrize("tall", [True, False])
def test_every_page_fits_its_width_and_is_no_wider_than_text_should_be(
    size: int, tall: bool
) -> None:
    for each in (
        stage(),
        stage("ring", read=True),
        stage("goal", read=True),
        stage("ring", "wait"),
        stage("ring", "talk"),
    ):
        assert all(width(line) <= min(size, 72) for line in each.page(size, tall))


def test_a_chart_is_lower_where_the_window_is() -> None:
    rows_of_plot, air_under_both_titles = 3, 2
    low, tall = (len(stage().page(72, window)) for window in (False, True))
    assert tall == low + rows_of_plot + air_under_both_titles


def test_the_outcome_quotes_the_answer_and_says_what_moved() -> None:
    text = shown(stage("ring", read=True).page(72, True))
    assert "▌  Ring ten of the customers who complained." in text
    assert "Customer trust 45 → 49      Budget 60 → 58 k€" in text


def test_the_verdict_stands_behind_a_bar_in_the_colour_of_the_level() -> None:
    lines = stage("goal", read=True).page(72, True)
    bars = {line[0].tone for line in lines if line and line[0].text == "▌"}
    assert bars == {"faint", "leader"}
    assert "▲ leader-level    ··· poor" in shown(lines)
    assert "The moment called for ▪ manager-level: One product" in shown(lines)


def test_an_assessed_outcome_has_no_verdict() -> None:
    text = shown(stage("ring", mode="assessed", read=True).page(72, True))
    assert "Seven of ten" in text
    assert "strong" not in text
    assert "called for" not in text


def test_an_answer_that_says_nothing_is_not_read_about() -> None:
    assert stage("ring", "wait", mode="assessed", read=True).answered is None
    assert stage("ring", "wait", mode="coached", read=True).answered is not None


def test_a_choice_that_time_took_is_always_read_about() -> None:
    found = stage("ring", "wait", mode="assessed", read=True, timed_out=True)
    assert found.answered is not None
    assert "The time ran out." in shown(found.page(72, True))


def test_while_an_answer_is_read_the_meters_are_those_it_left() -> None:
    read, after = stage("goal", read=True), stage("goal")
    assert read.meters.meters[1].value == 0
    assert read.meters.changes == {"budget": -60}
    assert after.meters.meters == read.meters.meters


def test_the_stage_knows_which_decision_it_is_about() -> None:
    assert (stage().place, stage().decision) == ("decision 1", 0)
    assert (stage("ring", read=True).place, stage("ring", read=True).decision) == ("decision 1", 0)
    assert (stage("ring").place, stage("ring").decision) == ("decision 2", 1)
    assert (stage("ring", "talk").place, stage("ring", "talk").decision) == ("the end", 1)


def test_the_offers_follow_the_play() -> None:
    assert [offer.key for offer in stage().offers] == ["1", "2", "3"]
    assert stage().offers[2].locked == "There is no money for that."
    assert [offer.deed for offer in stage("ring", read=True).offers] == ["go on"]
    assert [offer.deed for offer in stage("ring", "talk").offers] == ["debrief"]
    assert [offer.deed for offer in stage("ring", "wait").offers] == [
        "choose",
        "take back",
        "debrief",
    ]


def test_the_road_ends_with_the_last_scene_that_was_shown() -> None:
    assert [passage.view.scene for passage in stage("ring", read=True).road] == ["monday"]
    assert [passage.view.scene for passage in stage("ring").road] == ["monday", "calls", "friday"]


def test_a_limit_of_time_counts_only_while_a_choice_is_open() -> None:
    assert stage().seconds is None
    assert stage("ring").seconds == 60
    assert stage("ring", "talk", read=True).seconds is None


def test_time_runs_out_at_nought_and_says_so_only_then() -> None:
    limit = Countdown(60)
    assert (limit.in_words, limit.over, limit.hurried) == ("1:00", False, False)
    assert limit.after(0.4).in_words == "1:00"
    assert limit.after(50).hurried
    assert (limit.after(59.9).in_words, limit.after(59.9).over) == ("0:01", False)
    assert (limit.after(60).in_words, limit.after(60).over) == ("0:00", True)
    assert limit.after(99).in_words == "0:00"


def test_the_text_of_a_card_hangs_beside_its_key() -> None:
    lines = card_lines(Offer("choose", "1", "Ring ten of the customers"), 16)
    assert [plain(line) for line in lines] == ["1   Ring ten of", "    the", "    customers"]
    assert plain(card_lines(Offer("go on", "enter", "Go on"), 40)[0]) == "enter   Go on"


def test_a_locked_card_shows_its_reason_in_italics() -> None:
    lines = card_lines(Offer("choose", "1", "Buy it", locked="No money."), 40)
    assert [plain(line) for line in lines] == ["–   Buy it", "    No money."]
    assert lines[1][-1].italic
    assert all(run.tone == "muted" for run in lines[0] if run.text.strip())


def test_a_card_that_asks_says_so() -> None:
    lines = card_lines(Offer("choose", "1", "Buy it"), 40, asked=True)
    assert plain(lines[-1]).strip() == "Press once more to choose this."
