"""A room as a fold: rounds, late joiners, taking back, sending out, pausing, ending."""

from __future__ import annotations

import pytest

from pmquest.workshop import deeds, moves
from pmquest.workshop.room import Room, Step, begin, fold
from rooms import MACHINE, Host


def test_a_room_begins_in_the_lobby_with_nobody_in_it() -> None:
    room = Host().room
    assert room.phase == "lobby"
    assert (room.sequence, room.present, room.round) == (1, (), None)


def test_a_room_goes_through_its_phases() -> None:
    host = Host().started(2)
    phases = [host.room.phase]
    for move in (moves.close, moves.reveal, moves.next_step):
        host.voted("ring", "ring") if move is moves.close else None
        host.ask(move)
        phases.append(host.room.phase)
    host.ask(moves.next_step)
    phases.append(host.room.phase)
    host.went_on("years", "years")
    phases.append(host.room.phase)
    host.ask(moves.next_step)
    phases.append(host.room.phase)
    assert phases == ["voting", "closed", "revealed", "story", "voting", "story", "debrief"]
    assert host.room.steps == (
        Step("ring", 1, "majority"),
        Step(None),
        Step("years", 2, "majority"),
    )
    assert host.room.play.status == "ended"
    assert not host.room.early


def test_every_event_counts_in_the_sequence_and_what_is_not_next_changes_nothing_else() -> None:
    host = Host().started(1)
    before = host.room
    host.write(
        deeds.Started(),
        deeds.Opened("OTHER1", "other", "sha256:1", 3),
        deeds.Joined("p1", "another key", "Eve"),
        deeds.Joined("p9", "key 1", "Eve"),
        deeds.Voted("p1", 2, "ring"),
        deeds.Voted("p1", 1, "years"),
        deeds.Voted("nobody", 1, "ring"),
        deeds.HandsCounted(1, {"ring": -1}),
        deeds.Revealed(1),
        deeds.Advanced(1, "ring", "majority"),
        deeds.WentOn("monday"),
        deeds.RoundOpened(2, "monday", ("ring", "wait", "hide")),
        deeds.TakenBack(),
        deeds.Resumed(),
        deeds.TimeLeft(1, 3.0),
        deeds.TimeGiven(1, 0.0),
        deeds.Readmitted("p1"),
        deeds.Kicked("nobody"),
        deeds.Reflected("p1", 0, "Early."),
    )
    assert host.room.sequence == before.sequence + 19
    assert _apart_from_sequence(host.room) == _apart_from_sequence(before)


def test_a_round_opens_only_with_all_the_answers_that_are_open() -> None:
    host = Host()
    host.write(deeds.Started(), deeds.RoundOpened(1, "monday", ("ring",)))
    assert host.room.phase == "story"
    host.write(deeds.RoundOpened(1, "monday", ("hide", "ring", "wait")))
    assert host.room.phase == "voting"
    assert host.round.choices == ("hide", "ring", "wait")


def test_the_last_vote_of_each_person_counts_once() -> None:
    host = Host().started(2).voted("ring", "wait").voted("wait")
    host.write(deeds.Voted("p1", 1, "wait"))
    assert host.round.votes == {"p1": "wait", "p2": "wait"}


def test_who_comes_late_may_vote_in_any_open_round() -> None:
    host = Host().started(1).joined(1).voted("ring", "ring")
    assert host.round.votes == {"p1": "ring", "p2": "ring"}


def test_a_vote_that_comes_late_is_not_counted() -> None:
    host = Host().started(2).voted("ring")
    host.ask(moves.close)
    host.write(deeds.Voted("p2", 1, "wait"), deeds.Voted("p1", 1, "wait"))
    assert host.round.votes == {"p1": "ring"}


def test_no_vote_is_counted_in_a_pause() -> None:
    host = Host().started(1)
    host.ask(moves.pause)
    host.write(deeds.Voted("p1", 1, "ring"))
    assert host.round.votes == {}
    host.ask(moves.resume)
    assert host.voted("ring").round.votes == {"p1": "ring"}


def test_where_hands_are_counted_no_phone_votes() -> None:
    host = Host(hands=True).started(1)
    host.write(deeds.Voted("p1", 1, "ring"))
    assert host.round.votes == {}


def test_who_is_sent_out_counts_nowhere_until_readmitted() -> None:
    host = Host().started(2).went_on("wait", "ring", pick="ring")
    host.ask(moves.next_step)
    host.voted("years", "weeks").ask(moves.kick, "p2")
    host.write(deeds.Voted("p2", 2, "again"))
    assert [person.id for person in host.room.present] == ["p1"]
    assert [round.votes for round in host.room.rounds] == [{"p1": "wait"}, {"p1": "years"}]
    assert list(host.room.people) == ["p1", "p2"]
    host.ask(moves.readmit, "p2")
    assert [dict(round.votes)["p2"] for round in host.room.rounds] == ["ring", "weeks"]


def test_of_several_rounds_on_a_decision_the_last_that_was_closed_counts() -> None:
    host = Host().started(2).voted("wait", "wait")
    host.ask(moves.close)
    host.ask(moves.revote)
    assert host.room.phase == "voting"
    assert [round.votes for round in host.room.counted] == [{"p1": "wait", "p2": "wait"}]
    host.voted("ring").ask(moves.close)
    assert [round.number for round in host.room.counted] == [2]
    assert [round.votes for round in host.room.counted] == [{"p1": "ring"}]


def test_taking_back_shows_the_round_before_as_it_was() -> None:
    host = Host().started(2).went_on("ring", "ring")
    shown = host.room.rounds[0]
    host.ask(moves.next_step)
    host.voted("years", "years")
    host.ask(moves.take_back)
    assert (host.room.phase, host.room.play.scene.id) == ("story", "tuesday")
    host.ask(moves.take_back)
    assert (host.room.phase, host.round) == ("revealed", shown)
    assert host.room.play.scene.id == "monday"


def test_votes_on_a_road_that_was_taken_back_count_no_more() -> None:
    host = Host().started(1).went_on("ring")
    host.ask(moves.next_step)
    host.voted("years").ask(moves.close)
    for _ in range(2):
        host.ask(moves.take_back)
    host.ask(moves.revote)
    host.went_on("wait")
    host.ask(moves.next_step)
    assert (host.room.phase, host.round.number, host.round.votes) == ("voting", 4, {})
    host.write(deeds.Voted("p1", 2, "again"))
    assert [round.taken_back for round in host.room.rounds] == [False, True, False, False]
    assert [round.number for round in host.room.counted] == [3]
    assert [round.votes for round in host.room.counted] == [{"p1": "wait"}]


def test_the_end_can_be_taken_back() -> None:
    host = Host().started(1).voted("ring")
    host.ask(moves.end)
    assert (host.room.phase, host.room.early) == ("debrief", True)
    host.ask(moves.take_back)
    assert (host.room.phase, host.room.early) == ("closed", False)
    assert host.round.votes == {"p1": "ring"}


def test_the_end_ends_a_pause_too() -> None:
    host = Host().started()
    host.ask(moves.pause)
    host.ask(moves.end)
    assert not host.room.paused


def test_time_goes_on_from_what_was_written_down() -> None:
    host = Host(seconds=90).started()
    assert host.round.seconds == 90
    host.write(deeds.TimeLeft(1, 55.0))
    host.ask(moves.give_time)
    assert host.again.round == host.round
    assert host.round.seconds == 85


def test_a_scene_has_its_own_time_where_it_sets_one() -> None:
    host = Host(seconds=90).started(1).went_on("ring")
    host.ask(moves.next_step)
    assert host.round.seconds == 40


def test_a_round_without_a_limit_gets_its_first_one() -> None:
    host = Host().started()
    assert host.round.seconds is None
    host.ask(moves.give_time, 20)
    assert host.round.seconds == 20


def test_reflections_are_kept_one_for_each_question_and_can_be_taken_back() -> None:
    host = Host().started(2)
    host.ask(moves.end)
    host.ask(moves.reflect, "p1", 0, "Too late.")
    host.ask(moves.reflect, "p1", 0, "In time.")
    host.ask(moves.reflect, "p2", 1, "Ring.")
    assert host.room.reflections == {"p1": {0: "In time."}, "p2": {1: "Ring."}}
    host.ask(moves.reflect, "p1", 0, " ")
    assert host.room.reflections == {"p1": {}, "p2": {1: "Ring."}}


def test_a_room_that_does_not_begin_with_being_opened_is_none() -> None:
    with pytest.raises(ValueError, match="opened"):
        fold(MACHINE, [deeds.Started()])


def test_a_restart_finds_the_room_as_it_was() -> None:
    host = Host().started(3).went_on("ring", "wait", "ring")
    assert host.again == host.room


def _apart_from_sequence(room: Room) -> list[object]:
    fields = set(room.__struct_fields__) - {"sequence"}
    return [getattr(room, field) for field in sorted(fields)]


def test_rooms_with_equal_events_are_equal() -> None:
    first = Host().started(2).voted("ring")
    second = begin(MACHINE, Host().room.opened)
    for deed in first.written[1:]:
        second = second.after(deed)
    assert second == first.room
