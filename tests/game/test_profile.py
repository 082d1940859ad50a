"""The history and the career, folded from the journal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from pmquest.game import profile
from pmquest.game.game import Game
from pmquest.game.paths import profile_file
from pmquest.game.records import Standing
from pmquest.game.versions import Versions
from pmquest.scenario.model import Scenario
from stories import NOON, STORY, Clock, begin, go, write


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(home: Path) -> Path:
    return write(home / "scenarios").parent


@pytest.fixture
def game(folder: Path, clock: Clock) -> Iterator[Game]:
    with Game.open(clock=clock) as game:
        yield game


@pytest.fixture
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """No scenario may be read in this test once it asks for this."""

    def refuse(*_: object) -> Scenario:
        raise AssertionError("a scenario was read")

    monkeypatch.setattr(Versions, "_read", refuse)


def test_a_record_says_what_came_of_a_play(game: Game, clock: Clock) -> None:
    kept = begin(game, "story", "ring", "weeks", seed=5)
    clock.forward(days=3)
    (record,) = game.history()
    assert (record.id, record.scenario, record.title) == ("1", "story", "A small story")
    assert (record.mode, record.seed, record.hash) == ("coached", 5, kept.play.scenario.hash)
    assert (record.status, record.ending, record.grade) == ("ended", "Left alone", "bad")
    assert (record.decisions, record.replay) == (2, False)
    assert record.judgment == pytest.approx((3 + 1) / 6)
    assert record.plan == ""
    assert record.left == "finished 3 days ago"
    assert (record.started.tzinfo, record.started.date()) == (NOON.tzinfo, NOON.date())


def test_an_unfinished_play_says_where_it_waits(game: Game, clock: Clock) -> None:
    begin(game, "story", "ring")
    clock.forward(days=1)
    (record,) = game.history()
    assert (record.status, record.decision, record.stopped_at) == ("unfinished", 2, "Tuesday")
    assert (record.left, record.ended, record.ending) == ("left yesterday", None, None)


def test_the_play_that_was_touched_last_comes_first(game: Game, clock: Clock) -> None:
    first = begin(game, "story", "ring")
    begin(game, "story", "ring")
    assert [record.id for record in game.history()] == ["2", "1"]
    clock.forward(hours=1)
    first.note("Once more.")
    assert [record.id for record in game.history()] == ["1", "2"]


def test_what_was_only_looked_at_is_no_play_to_go_on_with(game: Game) -> None:
    begin(game, "story", "ring", "years")
    looked_at = [begin(game), game.replay_from("1", 1)]
    assert [record.id for record in game.glance().history] == ["1"]
    assert game.refresh().unfinished == ()
    for kept in looked_at:
        kept.note("Tomorrow.")
    assert {record.id for record in game.glance().unfinished} == {"2", "3"}
    assert {record.id for record in game.refresh().unfinished} == {"2", "3"}


def test_a_play_whose_answers_were_all_taken_back_can_still_be_found(game: Game) -> None:
    begin(game, "story", "ring").take_back()
    (record,) = game.history()
    assert (record.status, record.decision) == ("unfinished", 1)


def test_standings_count_plays_that_came_to_an_end_and_their_best(game: Game) -> None:
    begin(game, "story", "ring", "years")
    begin(game, "story", "wait", "weeks")
    begin(game, "story", "hide")
    begin(game, "story", "ring")
    go(game.replay_from("2", 1), "years")
    assert game.refresh().standings == {"story": Standing(played=3, best=1.0)}


def test_the_library_paints_from_what_was_folded_before(
    game: Game, clock: Clock, request: pytest.FixtureRequest
) -> None:
    begin(game, "story", "ring", "years")
    begin(game, "story", "ring")
    folded = game.refresh()
    request.getfixturevalue("unread")
    with Game.open(clock=clock) as later:
        assert later.glance() == folded
        assert later.refresh() == folded
        assert later.career().decisions == 2


def test_what_was_played_since_stands_in_the_first_paint_as_far_as_is_known(
    game: Game, clock: Clock
) -> None:
    begin(game, "story", "ring", "years")
    game.refresh()
    kept = begin(game, "story", "wait")
    with Game.open(clock=clock) as later:
        newest, oldest = later.glance().history
        assert (newest.id, newest.decision, newest.left) == ("2", 2, "left just now")
        assert (newest.judgment, newest.stopped_at) == (None, "")
        assert oldest.judgment == 1.0
        assert later.glance().unfinished == (newest,)
        complete = later.refresh().history[0]
        assert complete.judgment == pytest.approx(1 / 3)
        assert complete.stopped_at == "Tuesday"
    go(kept, "again")
    assert game.glance().history[0].decisions == 2


@pytest.mark.parametrize("content", [b"", b"{}", b"[1, 2", b"\xff\xfe", b"[" * 100_000])
def test_a_cache_that_cannot_be_read_is_folded_anew(
    game: Game, home: Path, clock: Clock, content: bytes
) -> None:
    begin(game, "story", "ring", "years")
    folded = game.refresh()
    profile_file(home).write_bytes(content)
    with Game.open(clock=clock) as later:
        assert later.glance().history[0].judgment is None
        assert later.refresh() == folded
    with Game.open(clock=clock) as later:
        assert later.glance() == folded


def test_a_cache_of_another_version_is_folded_anew(
    game: Game, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(game, "story", "ring", "years")
    game.refresh()
    monkeypatch.setattr(profile, "FOLDED_AS", "another")
    with Game.open(clock=clock) as later:
        assert later.glance().history[0].judgment is None


def test_evidence_is_the_earliest_pick_of_each_scene(game: Game, clock: Clock) -> None:
    begin(game, "story", "wait")
    clock.forward(days=1)
    begin(game, "story", "ring", "years")
    career = game.career()
    assert (career.decisions, career.scenarios, career.finished) == (2, 1, 1)
    assert career.called["manager"]["manager"].total == 1
    assert career.called["manager"]["manager"].well == 0
    assert career.called["leader"]["leader"].well == 1


def test_picks_that_were_taken_back_are_evidence_all_the_same(game: Game) -> None:
    kept = begin(game, "story", "wait")
    kept.take_back()
    go(kept, "ring", "years")
    assert game.career().called["manager"]["manager"].well == 0
    assert game.history()[0].judgment == 1.0


def test_a_play_that_was_left_half_way_is_evidence(game: Game) -> None:
    begin(game, "story", "ring")
    career = game.career()
    assert (career.decisions, career.finished) == (1, 0)


def test_a_replay_from_a_decision_is_no_evidence(game: Game, clock: Clock) -> None:
    begin(game, "story", "ring")
    clock.forward(days=1)
    go(game.replay_from("1", 0), "wait", "years")
    career = game.career()
    assert (career.decisions, career.finished) == (1, 0)
    assert career.called["leader"]["leader"].total == 0


def test_evidence_is_judged_by_the_version_in_which_it_was_given(game: Game, folder: Path) -> None:
    begin(game, "story", "ring")
    write(folder, STORY.replace("judgment: strong, effects", "judgment: sound, effects"))
    go(game.resume("1"), "weeks")  # type: ignore[arg-type]
    career = game.career()
    assert career.called["manager"]["manager"].well == 1
    assert career.judgment == pytest.approx((3 + 1) / 6)
    assert game.history()[0].judgment == pytest.approx((2 + 1) / (2 + 3))


def test_a_scene_that_was_renamed_is_the_same_evidence(game: Game, folder: Path) -> None:
    begin(game, "story", "ring")
    renamed = STORY.replace("  monday:", "  first-day:\n    was: monday", 1)
    write(folder, renamed.replace("to: monday", "to: first-day"))
    again = begin(game, "story", "wait")
    assert again.play.picks[0].scene == "first-day"
    assert (game.career().decisions, game.career().judgment) == (1, 1.0)


def test_the_latest_plan_of_the_player_is_shown_before_the_next_play(
    game: Game, clock: Clock
) -> None:
    assert game.plan_to_show() is None
    first = begin(game, "story", "ring", "years")
    clock.forward(days=1)
    second = begin(game, "story", "wait", "weeks")
    assert game.plan_to_show() is None  # so far only the debriefs have suggested one
    first.plan("If it rains, then I wait.")
    plan = game.plan_to_show()
    assert plan is not None
    assert (plan.text, plan.title) == ("If it rains, then I wait.", "A small story")
    assert plan.when == "yesterday"
    clock.forward(hours=2)
    second.plan("If it is Monday, then I ring somebody.")
    first.plan("If it snows, then I wait.")
    plan = game.plan_to_show()
    assert plan is not None
    assert (plan.text, plan.when) == ("If it is Monday, then I ring somebody.", "2 hours ago")


def test_events_that_are_no_play_are_left_out(game: Game) -> None:
    begin(game, "story", "ring")
    keeper = game._keeper
    keeper.append(keeper.take_up("play/7"), [("picked", {"scene": "monday", "choice": "ring"})])
    keeper.append(keeper.take_up("play/8"), [("started", {"uid": 1})])
    assert [record.id for record in game.history()] == ["1"]
    assert [record.id for record in game.glance().history] == ["1"]
    assert begin(game).id == "9"


def test_a_long_past_is_folded_once(folder: Path, request: pytest.FixtureRequest) -> None:
    clock = Clock(NOON - timedelta(days=400))
    with Game.in_memory([folder], clock=clock) as game:
        for _ in range(200):
            begin(game, "story", "ring", "again", "wait", "years")
            clock.forward(days=2)
        assert len(game.history()) == 200
        request.getfixturevalue("unread")
        assert game.career().decisions == 2


def test_an_ending_that_was_taken_back_was_reached_all_the_same(game: Game) -> None:
    kept = begin(game, "story", "ring", "weeks")
    assert game.career().finished == 1
    kept.take_back()
    assert game.career().finished == 1
    assert game.history()[0].status == "unfinished"
