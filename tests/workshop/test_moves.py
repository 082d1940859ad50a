"""What can be asked of a room, what follows from it, and how it is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from build import choice, scenario, scene
from pmquest.engine.machine import Machine
from pmquest.workshop import deeds, moves
from pmquest.workshop.moves import Deeds, Refused
from pmquest.workshop.room import Room
from pmquest.workshop.tally import leaders
from rooms import NEWS, Host


def refused(host: Host, move: Callable[..., Deeds], *args: object) -> str:
    """Why something is refused; the room stays as it was."""
    with pytest.raises(Refused) as said:
        move(host.room, *args)
    assert said.value.sentence == str(said.value)
    assert said.value.sentence.endswith(".")
    return said.value.reason


def test_people_come_in_under_clean_and_unique_names() -> None:
    host = Host()
    asked = ("  Ann ", "ann", "Ann", "", "\u202e\x1b", "<script>")
    for number, name in enumerate(asked):
        host.ask(moves.join, f"key {number}", name)
    names = [person.name for person in host.room.people.values()]
    assert names == ["Ann", "ann 2", "Ann 3", "Wren 4", "Hare 5", "<script>"]


def test_a_phone_that_is_known_comes_in_as_the_same_person() -> None:
    host = Host().joined(1)
    assert host.ask(moves.join, "key 1", "Somebody else") == ()
    host.ask(moves.kick, "p1")
    assert host.ask(moves.join, "key 1", "Somebody else") == ()


def test_people_come_in_while_the_room_votes_and_after_it_has_ended() -> None:
    host = Host().started().joined(1)
    host.ask(moves.end)
    assert [person.id for person in host.joined(1).room.present] == ["p1", "p2"]


def test_starting_opens_the_first_round() -> None:
    opened = deeds.RoundOpened(1, "monday", ("ring", "wait", "hide"), None)
    host = Host()
    assert host.ask(moves.start) == (deeds.Started(), opened)
    assert host.ask(moves.start) == ()


def test_a_story_that_begins_without_a_decision_opens_no_round() -> None:
    day = scene("day", choices=[choice("go", "end")])
    told = scenario(scene("dawn", to="day"), day, scene("end", ending="good"))
    host = Host(Machine(told))
    assert host.ask(moves.start) == (deeds.Started(),)
    assert host.ask(moves.next_step)[0] == deeds.WentOn("dawn")
    assert host.round.scene == "day"


def test_the_same_vote_again_writes_nothing_even_when_the_answer_came_late() -> None:
    host = Host().started(1)
    assert host.ask(moves.vote, "p1", 1, "ring") == (deeds.Voted("p1", 1, "ring"),)
    assert host.ask(moves.vote, "p1", 1, "ring") == ()
    host.ask(moves.reveal)
    assert host.ask(moves.vote, "p1", 1, "ring") == ()


def test_a_vote_that_cannot_count_is_refused() -> None:
    host = Host().joined(2)
    assert refused(host, moves.vote, "p1", 1, "ring") == "late"
    host.ask(moves.start)
    assert refused(host, moves.vote, "p7", 1, "ring") == "unknown"
    assert refused(host, moves.vote, "p1", 1, "years") == "unknown"
    assert refused(host, moves.vote, "p1", 2, "ring") == "late"
    assert refused(host, moves.vote, "p1", -1, "ring") == "late"
    host.ask(moves.pause)
    assert refused(host, moves.vote, "p1", 1, "ring") == "not-now"
    host.ask(moves.resume)
    host.ask(moves.kick, "p2")
    assert refused(host, moves.vote, "p2", 1, "ring") == "sent-out"
    host.ask(moves.close)
    assert refused(host, moves.vote, "p1", 1, "ring") == "late"
    host.ask(moves.end)
    assert refused(host, moves.vote, "p1", 1, "ring") == "late"
    assert refused(Host(hands=True).started(1), moves.vote, "p1", 1, "ring") == "not-now"


def test_an_open_round_is_closed_before_it_is_revealed() -> None:
    host = Host().started()
    assert host.ask(moves.reveal) == (deeds.RoundClosed(1, "facilitator"), deeds.Revealed(1))
    assert host.ask(moves.reveal) == ()
    assert host.ask(moves.close) == ()


def test_coaching_is_shown_and_hidden_once_the_round_is_revealed() -> None:
    host = Host().started()
    assert refused(host, moves.show_coaching) == "not-now"
    host.ask(moves.reveal)
    assert host.ask(moves.show_coaching) == (deeds.CoachingShown(1, True),)
    assert host.ask(moves.show_coaching) == ()
    assert host.ask(moves.show_coaching, shown=False) == (deeds.CoachingShown(1, False),)


def test_going_on_opens_the_round_of_the_decision_that_follows() -> None:
    host = Host().started(1).voted("ring")
    assert refused(host, moves.next_step) == "not-now"
    host.ask(moves.close)
    assert refused(host, moves.next_step) == "not-now"
    host.ask(moves.reveal)
    assert host.ask(moves.next_step) == (deeds.Advanced(1, "ring", "majority"),)
    opened = deeds.RoundOpened(2, "wednesday", ("years", "weeks", "again"), 40)
    assert host.ask(moves.next_step) == (deeds.WentOn("tuesday"), opened)


def test_the_facilitator_may_pick_against_the_votes_or_between_them() -> None:
    host = Host().started(2).voted("ring", "wait")
    host.ask(moves.reveal)
    assert refused(host, moves.next_step) == "undecided"
    assert refused(host, moves.next_step, "years") == "unknown"
    assert host.ask(moves.next_step, "hide") == (deeds.Advanced(1, "hide", "facilitator"),)


def test_picking_what_came_out_anyway_is_going_on_by_majority() -> None:
    host = Host().started(1).voted("ring")
    host.ask(moves.reveal)
    assert host.ask(moves.next_step, "ring") == (deeds.Advanced(1, "ring", "majority"),)


def test_where_nobody_voted_the_facilitator_picks_or_the_scene_has_an_answer() -> None:
    host = Host().started()
    host.ask(moves.reveal)
    assert refused(host, moves.next_step) == "undecided"
    host.ask(moves.next_step, "ring")
    host.ask(moves.next_step)
    host.ask(moves.reveal)
    assert host.ask(moves.next_step) == (deeds.Advanced(2, "weeks", "timeout"),)


def test_an_ending_and_a_dead_end_lead_to_the_debrief() -> None:
    host = Host().started(1).went_on("hide")
    assert (host.room.phase, host.room.play.status) == ("story", "stuck")
    assert host.ask(moves.next_step) == (deeds.Ended(early=False),)
    assert refused(host, moves.next_step) == "not-now"
    assert refused(Host(), moves.next_step) == "not-now"


def test_ending_early_keeps_the_votes_of_the_open_round() -> None:
    host = Host().started(1).voted("ring")
    assert host.ask(moves.end) == (deeds.RoundClosed(1), deeds.Ended(early=True))
    assert host.ask(moves.end) == ()
    assert Host().started(1).ask(moves.end) == (deeds.Ended(early=True),)
    assert Host().ask(moves.end) == (deeds.Ended(early=True),)


def test_ending_at_the_end_is_not_early() -> None:
    assert Host().started(1).went_on("hide").ask(moves.end) == (deeds.Ended(early=False),)


def test_a_revote_needs_a_round_that_is_closed() -> None:
    host = Host().started(1)
    assert refused(host, moves.revote) == "not-now"
    host.ask(moves.close)
    assert host.ask(moves.revote) == (
        deeds.RoundOpened(2, "monday", ("ring", "wait", "hide"), None),
    )


def test_there_must_be_a_step_to_take_back() -> None:
    assert refused(Host(), moves.take_back) == "not-now"
    assert refused(Host().started(), moves.take_back) == "not-now"


def test_time_is_given_written_down_and_runs_out() -> None:
    host = Host(seconds=60).started()
    assert host.ask(moves.give_time) == (deeds.TimeGiven(1, 30.0),)
    assert refused(host, moves.give_time, 0.0) == "invalid"
    assert refused(host, moves.give_time, float("nan")) == "invalid"
    assert host.ask(moves.note_time, 1, 71.5) == (deeds.TimeLeft(1, 71.5),)
    assert host.ask(moves.note_time, 1, 71.5) == ()
    assert host.ask(moves.note_time, 1, -0.1) == (deeds.TimeLeft(1, 0.0),)
    assert host.ask(moves.note_time, 2, 5.0) == ()
    assert host.ask(moves.run_out, 2) == ()
    host.ask(moves.pause)
    assert host.ask(moves.run_out, 1) == ()
    host.ask(moves.resume)
    assert host.ask(moves.run_out, 1) == (deeds.RoundClosed(1, "time"),)
    assert host.ask(moves.run_out, 1) == ()
    assert host.ask(moves.note_time, 1, 5.0) == ()
    assert refused(host, moves.give_time) == "not-now"


def test_no_time_is_written_down_without_a_limit() -> None:
    assert Host().started().ask(moves.note_time, 1, 5.0) == ()


def test_a_room_is_paused_once_and_resumed_once() -> None:
    host = Host()
    assert refused(host, moves.pause) == "not-now"
    host.ask(moves.start)
    assert host.ask(moves.resume) == ()
    assert host.ask(moves.pause) == (deeds.Paused(),)
    assert host.ask(moves.pause) == ()
    host.ask(moves.end)
    assert refused(host, moves.pause) == "not-now"


def test_people_are_sent_out_once_and_readmitted_once() -> None:
    host = Host().joined(1)
    assert host.ask(moves.readmit, "p1") == ()
    assert host.ask(moves.kick, "p1") == (deeds.Kicked("p1"),)
    assert host.ask(moves.kick, "p1") == ()
    assert host.ask(moves.readmit, "p1") == (deeds.Readmitted("p1"),)
    assert refused(host, moves.kick, "p2") == "unknown"
    assert refused(host, moves.readmit, "p2") == "unknown"


def test_a_decision_opens_when_what_came_of_the_last_answer_is_read() -> None:
    host = Host(NEWS).started(3).went_on("tell", "tell", "rest")
    assert (host.room.phase, host.room.round) == ("story", None)
    assert refused(host, moves.vote, "p1", 2, "years") == "late"
    opened = deeds.RoundOpened(2, "decide", ("years", "weeks"), 40)
    assert host.ask(moves.next_step) == (opened,)
    host.ask(moves.take_back)
    assert (host.room.phase, host.round.number) == ("revealed", 1)


def test_a_decision_opens_at_once_where_nothing_is_to_be_read() -> None:
    host = Host(NEWS).started(3).went_on("rest", "rest", "tell")
    assert (host.room.phase, host.round.number) == ("voting", 2)


def test_hands_are_counted_for_answers_that_are_there() -> None:
    host = Host(hands=True)
    assert refused(host, moves.count_hands, {}) == "not-now"
    host.ask(moves.start)
    assert host.ask(moves.count_hands, {}) == ()
    assert host.ask(moves.count_hands, {"ring": 3}) == (deeds.HandsCounted(1, {"ring": 3}),)
    assert host.ask(moves.count_hands, {"ring": 3, "wait": 0}) == ()
    assert refused(host, moves.count_hands, {"years": 3}) == "unknown"
    assert refused(host, moves.count_hands, {"ring": -1}) == "invalid"
    assert refused(host, moves.count_hands, {"ring": 1_000}) == "invalid"


def test_hands_count_in_place_of_phones_until_that_is_taken_back() -> None:
    host = Host().started(3).voted("ring", "ring", "wait")
    host.ask(moves.count_hands, {"wait": 7})
    assert (leaders(host.round), host.round.total) == (("wait",), 7)
    host.ask(moves.count_hands, {})
    assert (leaders(host.round), host.round.total) == (("ring",), 3)


def test_reflections_are_asked_for_in_the_debrief_and_kept_clean() -> None:
    host = Host().joined(2)
    assert refused(host, moves.reflect, "p1", 0, "Early.") == "not-now"
    host.ask(moves.end)
    assert host.ask(moves.reflect, "p1", 1, " I \x1bwait. ") == (
        deeds.Reflected("p1", 1, "I \ufffdwait."),
    )
    assert host.ask(moves.reflect, "p1", 1, "I \x1bwait.") == ()
    assert refused(host, moves.reflect, "p1", 2, "So.") == "unknown"
    assert refused(host, moves.reflect, "p1", -1, "So.") == "unknown"
    assert refused(host, moves.reflect, "p7", 0, "So.") == "unknown"
    assert refused(host, moves.reflect, "p1", 0, "x" * 1_001) == "invalid"
    host.ask(moves.kick, "p2")
    assert refused(host, moves.reflect, "p2", 0, "So.") == "sent-out"


@pytest.mark.parametrize("move", [moves.close, moves.reveal, moves.revote, moves.show_coaching])
def test_without_a_round_nothing_is_closed_or_shown(move: Callable[[Room], Deeds]) -> None:
    ended = Host().started()
    ended.ask(moves.end)
    assert {refused(host, move) for host in (Host(), ended)} == {"not-now"}
