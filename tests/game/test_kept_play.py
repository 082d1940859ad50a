"""A play that is written down as it happens."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forked import forked, needs_fork
from pmquest.engine.play import PickRefused, Play
from pmquest.game.errors import CarriedOnElsewhere, DebriefComesLater, NoTakingBack, UnknownPlay
from pmquest.game.game import Game
from pmquest.game.kept_play import KeptPlay
from pmquest.game.saved_play import fold
from pmquest.scenario.reader import read_bytes
from stories import STORY, Clock, begin, go, made, pass_on, write


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def game(home: Path, clock: Clock) -> Iterator[Game]:
    write(home / "scenarios")
    with Game.open(clock=clock) as game:
        yield game


def resumed(game: Game, play_id: str = "1") -> KeptPlay:
    """The play as another window would find it now."""
    found = game.resume(play_id)
    assert isinstance(found, KeptPlay)
    return found


def on_disk(clock: Clock) -> KeptPlay:
    with Game.open(clock=clock) as other:
        return other.kept_play("1")


def test_a_pick_is_on_disk_before_the_next_scene_is_shown(game: Game, clock: Clock) -> None:
    kept = begin(game)
    assert made(on_disk(clock)) == []
    kept.pick("ring")
    assert made(on_disk(clock)) == ["ring"]


def test_a_play_is_taken_up_where_it_stands(game: Game) -> None:
    before = begin(game, "story", "ring", "again", "wait")
    after = resumed(game)
    assert made(after) == ["ring", "again", "wait"]
    assert after.play.settle().state == before.play.state
    assert (after.mode, after.play.seed, after.id, after.remark) == ("coached", 1, "1", "")


def test_a_play_that_was_left_between_scenes_waits_at_the_scene_after_the_pick(game: Game) -> None:
    kept = begin(game)
    kept.pick("ring")
    kept.go_on()
    after = resumed(game)
    assert (after.play.scene.id, after.play.status) == ("tuesday", "passing")


def test_plays_are_numbered_in_the_order_in_which_they_begin(game: Game) -> None:
    assert [begin(game).id for _ in range(3)] == ["1", "2", "3"]


def test_a_refused_pick_is_not_written_down(game: Game) -> None:
    kept = begin(game)
    with pytest.raises(PickRefused):
        kept.pick("nonsense")
    assert made(kept) == []
    assert made(resumed(game)) == []


def test_a_pick_that_the_clock_made_is_told_apart(game: Game) -> None:
    kept = begin(game)
    kept.pick("wait", timed_out=True)
    assert [event.data.get("timed_out") for event in game._keeper.read("play/1")] == [None, True]


def test_taking_back_goes_to_the_last_pick(game: Game) -> None:
    kept = begin(game, "story", "ring", "again")
    kept.take_back()
    assert (kept.play.scene.id, made(kept)) == ("wednesday", ["ring"])
    kept.take_back()
    assert (kept.play.scene.id, made(kept)) == ("monday", [])
    assert not kept.may_take_back
    with pytest.raises(NoTakingBack, match="nothing to take back"):
        kept.take_back()
    assert made(resumed(game)) == []


def test_an_assessed_play_takes_nothing_back(game: Game) -> None:
    kept = begin(game, "story", "ring", mode="assessed")
    assert not kept.may_take_back
    with pytest.raises(NoTakingBack, match="assessed"):
        kept.take_back()
    assert made(resumed(game)) == ["ring"]


@pytest.mark.parametrize(
    ("picks", "status", "ending"),
    [(("ring", "years"), "ended", "Loved"), (("hide",), "stuck", None)],
)
def test_a_play_is_over_at_an_ending_and_at_a_dead_end(
    game: Game, picks: tuple[str, ...], status: str, ending: str | None
) -> None:
    begin(game, "story", *picks)
    (record,) = game.history()
    assert (record.status, record.ending) == (status, ending)
    assert record.ended is not None


def test_a_dead_end_can_be_taken_back_and_the_play_goes_on(game: Game) -> None:
    kept = begin(game, "story", "hide")
    assert kept.play.stuck_reason
    kept.take_back()
    assert game.history()[0].status == "unfinished"
    go(kept, "ring", "weeks")
    assert game.history()[0].status == "ended"


def test_a_story_may_be_over_where_it_begins(game: Game, home: Path) -> None:
    text = (home / "scenarios" / "story.yaml").read_text()
    write(home / "scenarios", text.replace("scenes:", "start: loved\nscenes:"), "short.yaml")
    kept = begin(game, "short")
    assert (kept.play.status, game.history()[0].status) == ("ended", "ended")


def test_notes_stay_with_the_decision_they_were_written_on(game: Game) -> None:
    kept = begin(game)
    kept.note("Who knows our customers?")
    kept.pick("ring")
    kept.note("That went well.")  # between choices it belongs to the one just made
    assert kept.notes == {0: "That went well."}
    pass_on(kept)
    kept.note("Think of \x1b[31mnext\x1b[0m year.")
    kept.note("Said on the first.", decision=0)
    wanted = {0: "Said on the first.", 1: "Think of �[31mnext�[0m year."}
    assert kept.notes == wanted
    assert resumed(game).play.settle() == kept.play
    again = resumed(game)
    pass_on(again)
    assert again.notes == wanted
    again.note("", decision=1)
    assert again.notes == {0: "Said on the first."}


def test_a_note_is_not_shown_where_the_play_went_another_way(game: Game) -> None:
    kept = begin(game, "story", "ring", "again")
    kept.note("On Monday once more.")
    kept.take_back()
    assert kept.notes == {}
    go(kept, "again")
    assert kept.notes == {2: "On Monday once more."}


def test_what_could_not_be_read_again_is_not_written(game: Game) -> None:
    kept = begin(game, "story", "ring")
    with pytest.raises(ValueError, match=">= 0"):
        kept.reflect(-1, "Before the first question.")
    assert made(resumed(game)) == ["ring"]


@needs_fork
def test_several_processes_can_play_at_once_in_one_home(game: Game, home: Path) -> None:
    def play(number: int) -> int:
        with Game.open(home) as other:
            go(begin(other), *["ring", "again"] * 5)
        return number

    def child(number: int) -> Callable[[Callable[[str], None]], None]:
        return lambda say: say(str(play(number)))

    children = [forked(child(number)) for number in range(3)]
    assert [said.read() for _, said in children] == [b"0\n", b"1\n", b"2\n"]
    for process, said in children:
        said.close()
        os.waitpid(process, 0)
    records = game.history()
    assert sorted(record.id for record in records) == ["1", "2", "3"]
    assert {record.decisions for record in records} == {10}


def test_on_the_way_a_play_counts_its_decisions_as_its_record_does(game: Game) -> None:
    kept = begin(game)
    kept.pick("ring")
    assert kept.play.status == "passing"
    assert kept.play.next_decision == game.history()[0].decision == 2
    pass_on(kept)
    assert kept.play.next_decision == game.history()[0].decision == 2


def test_an_assessed_play_is_debriefed_when_it_is_over(game: Game) -> None:
    kept = begin(game, "story", "wait", mode="assessed")
    for debriefed in (kept.debrief, lambda: game.debrief("1")):
        with pytest.raises(DebriefComesLater, match="its debrief comes with the ending"):
            debriefed()
    assert game.history()[0].judgment is None
    go(kept, "years")
    assert game.debrief("1") == kept.debrief()
    assert game.history()[0].judgment == pytest.approx((1 + 3) / 6)
    assert begin(game, "story", "hide", mode="assessed").debrief().status == "stuck"
    assert begin(game, "story", "wait").debrief().status == "unfinished"


def test_what_the_player_wrote_is_in_the_debrief(game: Game) -> None:
    kept = begin(game, "story", "ring", "years")
    suggested = kept.debrief().plan
    assert (suggested.own, bool(suggested.text)) == (False, True)
    kept.reflect(1, "Ring them every week.")
    kept.plan("If it is Monday, then I ring somebody.")
    kept.note("Five years is long.", decision=1)
    found = game.debrief("1")
    assert found.plan.text == "If it is Monday, then I ring somebody."
    assert found.reflections[1].answer == "Ring them every week."
    assert found.decisions[1].note == "Five years is long."
    kept.plan("")
    assert game.debrief("1").plan == suggested


def test_the_second_of_two_windows_on_a_play_is_told(game: Game, clock: Clock) -> None:
    mine = begin(game)
    with Game.open(clock=clock) as other:
        theirs = resumed(other)
        theirs.pick("ring")
        with pytest.raises(CarriedOnElsewhere, match="another window"):
            mine.pick("wait")
        assert made(mine) == []
        assert made(resumed(game)) == ["ring"]
        go(resumed(game), "again")
        with pytest.raises(CarriedOnElsewhere):
            theirs.note("Too late.")
    assert game.notices == ()


def test_the_second_of_two_windows_of_one_game_is_told(game: Game) -> None:
    mine = begin(game)
    theirs = resumed(game)
    theirs.pick("ring")
    with pytest.raises(CarriedOnElsewhere):
        mine.pick("wait")


def test_a_play_that_was_deleted_elsewhere_cannot_be_carried_on(game: Game, clock: Clock) -> None:
    kept = begin(game, "story", "ring")
    with Game.open(clock=clock) as other:
        other.delete_play("1")
    with pytest.raises(CarriedOnElsewhere):
        kept.pick("years")
    assert game.history() == ()


def test_two_games_that_begin_at_once_get_plays_of_their_own(game: Game, clock: Clock) -> None:
    begin(game, "story", "ring")
    with Game.open(clock=clock) as other:
        second = begin_believing_to_be_first(other)
        assert second.id == "2"
        second.pick("ring")
    assert [record.id for record in game.history()] == ["2", "1"]


def begin_believing_to_be_first(game: Game) -> KeptPlay:
    """Begin a play as when another begins in the same instant: number 1 seems to be free."""
    keeper = game._keeper
    with pytest.MonkeyPatch.context() as patch:
        ends = keeper.ends
        answers = iter([()])
        patch.setattr(keeper, "ends", lambda prefix: next(answers, None) or ends(prefix))
        return begin(game)


def test_a_play_that_is_not_there_is_told(game: Game) -> None:
    for name in ("1", "", "../x", "\x1b[2J"):
        with pytest.raises(UnknownPlay, match="There is no play"):
            game.resume(name)


def test_replaying_from_a_decision_shares_the_beginning(game: Game) -> None:
    begin(game, "story", "ring", "again", "wait", "weeks")
    replay = game.replay_from("1", 2)
    assert (made(replay), replay.play.scene.id) == (["ring", "again"], "monday")
    assert (replay.id, replay.replay, replay.play.seed) == ("2", True, 1)
    go(replay, "ring", "years")
    newest, original = game.history()
    assert (newest.replay, newest.ending, original.replay) == (True, "Loved", False)
    assert made(resumed(game, "2")) == ["ring", "again", "ring", "years"]


READING = read_bytes(STORY.encode(), file="story.yaml", scenario_id="story")
Deed = st.sampled_from(["ring", "wait", "hide", "years", "weeks", "again", "back", "on", "note"])


@settings(max_examples=40, deadline=None)
@given(deeds=st.lists(Deed, max_size=25))
def test_what_is_kept_is_what_was_played_with_taking_back_in_any_order(deeds: list[str]) -> None:
    with Game.in_memory() as game:
        played = play_freely(game, deeds)
        events = game._keeper.read("play/1")
        saved = fold(events)
        assert saved.picks == played.play.picks
        again = Play.replay(played.play.machine, saved.start.seed, saved.picks)
        assert again.settle().state == played.play.settle().state
        assert (saved.status == "unfinished") == (played.play.status in ("choosing", "passing"))
        assert [event.sequence for event in events] == list(range(1, len(events) + 1))


def play_freely(game: Game, deeds: list[str]) -> KeptPlay:
    """Do what can be done of these deeds, in order."""
    assert READING.scenario is not None
    kept = game.begin(READING.scenario, seed=7)
    for deed in deeds:
        play = kept.play
        if deed == "back" and kept.may_take_back:
            kept.take_back()
        elif deed == "note":
            kept.note("A thought.")
        elif deed == "on" and play.status == "passing":
            kept.go_on()
        elif deed in {choice.id for choice in play.view.choices if choice.selectable}:
            kept.pick(deed)
    return kept
