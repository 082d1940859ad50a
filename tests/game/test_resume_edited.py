"""Going on with a play whose scenario was edited since (format.md)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pmquest.game.errors import CarriedOnElsewhere, UnreadablePlay
from pmquest.game.game import Game
from pmquest.game.kept_play import KeptPlay
from pmquest.game.resume import BROKEN, GONE, STILL_STANDS, EditedScenario
from stories import STORY, begin, go, made, write

WITHOUT_WAITING = STORY.replace("      wait: {", "      linger: {")


@pytest.fixture
def folder(home: Path) -> Path:
    return write(home / "scenarios").parent


@pytest.fixture
def game(folder: Path) -> Iterator[Game]:
    with Game.open() as game:
        yield game


def went_on(game: Game, play_id: str = "1") -> KeptPlay:
    found = game.resume(play_id)
    assert isinstance(found, KeptPlay)
    return found


def asked(game: Game, play_id: str = "1") -> EditedScenario:
    found = game.resume(play_id)
    assert isinstance(found, EditedScenario)
    return found


def take(edited: EditedScenario, offer_id: str) -> KeptPlay:
    (offer,) = (offer for offer in edited.offers if offer.id == offer_id)
    return offer.take()


def test_where_every_pick_still_means_the_same_the_play_goes_on_in_the_new_version(
    game: Game, folder: Path
) -> None:
    begin(game, "story", "ring")
    write(folder, STORY.replace("The board wants", "The whole board wants"))
    kept = went_on(game)
    assert kept.remark == STILL_STANDS
    go(kept)
    assert kept.play.view.text == "The whole board wants to know."
    go(kept, "years")
    assert game.history()[0].ending == "Loved"


def test_an_edit_is_told_once(game: Game, folder: Path) -> None:
    begin(game, "story", "ring")
    write(folder, STORY.replace("The board wants", "The whole board wants"))
    assert went_on(game).remark == STILL_STANDS
    assert went_on(game).remark == ""


def test_the_player_is_told_where_and_why_a_pick_does_not_mean_the_same(
    game: Game, folder: Path
) -> None:
    begin(game, "story", "ring", "again", "wait")
    write(folder, WITHOUT_WAITING)
    edited = asked(game)
    assert (edited.play_id, edited.title) == ("1", "A small story")
    assert (edited.kept, edited.lost) == (2, 1)
    assert edited.where == "decision 3, at “Monday”"
    assert edited.why == (
        "What you chose there, “Wait.”, is not offered in the new version any more."
    )
    assert [offer.id for offer in edited.offers] == ["go-on", "finish-saved", "start-over"]
    assert "your first 2 decisions stand" in edited.offers[0].meaning


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("wednesday", "thursday", "That scene is not in the new version any more."),
        ("    to: wednesday", "    to: loved", "the story is over before that, at “Loved”."),
        ("    to: wednesday", "    to: monday", "the story has come to “Monday” instead."),
        ("again: {", "again: {when: trust > 90, ", "“Ask for another week.”, is not open"),
    ],
)
def test_the_reason_is_said_plainly(
    game: Game, folder: Path, before: str, after: str, why: str
) -> None:
    begin(game, "story", "ring", "again")
    write(folder, STORY.replace(before, after))
    edited = asked(game)
    assert edited.where == "decision 2, at “Wednesday”"
    assert why in edited.why
    assert (edited.kept, edited.lost) == (1, 1)


def test_going_on_from_there_keeps_what_still_stands(game: Game, folder: Path) -> None:
    begin(game, "story", "ring", "again", "wait").note("Was that right?", decision=0)
    write(folder, WITHOUT_WAITING)
    kept = take(asked(game), "go-on")
    assert (kept.id, made(kept), kept.play.settle().scene.id) == ("1", ["ring", "again"], "monday")
    assert kept.notes == {0: "Was that right?"}
    go(kept, "linger", "years")
    assert made(went_on(game)) == ["ring", "again", "linger", "years"]
    assert game.history()[0].ending == "Loved"
    assert [event.kind for event in game._keeper.read("play/1")].count("picked") == 5


def test_finishing_the_saved_version_plays_it_as_if_nothing_had_been_edited(
    game: Game, folder: Path
) -> None:
    begin(game, "story", "ring", "again", "wait")
    write(folder, WITHOUT_WAITING.replace("The board wants", "The whole board wants"))
    kept = take(asked(game), "finish-saved")
    go(kept)
    assert kept.play.view.text == "The board wants to know."
    assert made(went_on(game)) == ["ring", "again", "wait"]  # asked once, not again
    write(folder, STORY.replace("wait: {", "dither: {"))
    assert asked(game).lost == 1  # another edit is another question


def test_starting_over_leaves_the_old_play_in_the_history(game: Game, folder: Path) -> None:
    begin(game, "story", "ring", "again", "wait", mode="assessed")
    write(folder, WITHOUT_WAITING)
    kept = take(asked(game), "start-over")
    assert (kept.id, made(kept), kept.mode) == ("2", [], "assessed")
    kept.pick("ring")
    assert {record.id: record.status for record in game.history()} == {
        "1": "set aside",
        "2": "unfinished",
    }
    assert [record.id for record in game.glance().unfinished] == ["2"]


def test_a_play_that_was_set_aside_can_be_taken_up_all_the_same(game: Game) -> None:
    begin(game, "story", "ring")
    game.start_over("1")
    go(went_on(game, "1"), "again")
    assert {record.id: record.status for record in game.history()}["1"] == "unfinished"


def test_an_offer_that_was_overtaken_is_refused(game: Game, folder: Path) -> None:
    begin(game, "story", "ring", "again", "wait")
    write(folder, WITHOUT_WAITING)
    edited = asked(game)
    take(edited, "go-on").pick("linger")
    with pytest.raises(CarriedOnElsewhere):
        take(edited, "finish-saved")


def test_scenes_and_choices_with_new_names_are_known_by_their_old_ones(
    game: Game, folder: Path
) -> None:
    begin(game, "story", "ring", "again").note("A thought.", decision=1)
    renamed = STORY.replace("wednesday", "thursday").replace("ring: {", "call: {was: ring, ")
    write(
        folder, renamed.replace("    title: Wednesday", "    title: Thursday\n    was: wednesday")
    )
    kept = went_on(game)
    assert kept.remark == STILL_STANDS
    assert [(pick.scene, pick.choice) for pick in kept.play.picks] == [
        ("monday", "call"),
        ("thursday", "again"),
    ]
    assert kept.notes == {1: "A thought."}


def test_a_finished_play_is_shown_by_the_version_that_was_played(game: Game, folder: Path) -> None:
    begin(game, "story", "ring", "years")
    write(folder, WITHOUT_WAITING.replace("They ring you now.", "They ring you later."))
    ending = game.debrief("1").ending
    assert ending is not None
    assert ending.text == "They ring you now."
    assert went_on(game).play.view.text == "They ring you now."


@pytest.mark.parametrize("there", [True, False])
def test_without_a_file_that_can_be_read_the_saved_version_goes_on(
    game: Game, folder: Path, there: bool
) -> None:
    begin(game, "story", "ring")
    if there:
        write(folder, "pmquest: 1\ntitle: [broken")
    else:
        (folder / "story.yaml").unlink()
    with Game.open() as tomorrow:
        kept = went_on(tomorrow)
        assert kept.remark == (BROKEN if there else GONE)
        assert go(kept, "years").play.status == "ended"


def test_a_file_that_was_moved_is_found_by_its_name(game: Game, folder: Path) -> None:
    begin(game, "story", "ring")
    (folder / "story.yaml").rename(folder.parent / "story.yaml")
    with Game.open(scenario_folders=[folder.parent]) as tomorrow:
        assert went_on(tomorrow).remark == ""


def test_where_no_version_can_be_read_that_is_told(game: Game, folder: Path) -> None:
    begin(game, "story", "ring")
    (folder / "story.yaml").unlink()
    game._keeper.delete([], keep_texts=[])
    with Game.open() as tomorrow:
        with pytest.raises(UnreadablePlay, match="is not kept here"):
            tomorrow.resume("1")
        with pytest.raises(UnreadablePlay):
            tomorrow.debrief("1")
        (record,) = tomorrow.history()
        assert (record.title, record.decisions, record.judgment) == ("A small story", 1, None)


def test_where_the_saved_version_is_lost_it_is_not_offered(game: Game, folder: Path) -> None:
    begin(game, "story", "ring", "again", "wait")
    game._keeper.delete([], keep_texts=[])
    write(folder, WITHOUT_WAITING)
    with Game.open() as tomorrow:
        edited = asked(tomorrow)
        assert [offer.id for offer in edited.offers] == ["go-on", "start-over"]
        assert "“wait”" in edited.why
        assert made(take(edited, "start-over")) == []
