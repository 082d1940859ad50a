"""What the facilitator's screens are sent: the room, and nothing that it should not see yet."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from pmquest.engine.machine import Machine
from pmquest.workshop import moves
from pmquest.workshop.debrief import room_debrief
from pmquest.workshop.hosting import facilitator
from pmquest.workshop.views import Around, Facilitator, OnWall
from rooms import STORY, Host

AROUND = Around("http://192.168.1.20:8080", ("http://10.0.0.7:8080",), frozenset({"p2"}), 12.5)


def wall(host: Host, around: Around = AROUND) -> Facilitator:
    """The projector, as it comes out of the wire."""
    made = facilitator(host.room, around, notes=False)
    return msgspec.json.decode(msgspec.json.encode(made), type=Facilitator)


def notes(host: Host) -> Facilitator:
    return facilitator(host.room, AROUND, notes=True)


def test_a_lobby_has_people_and_addresses_and_no_scene_yet() -> None:
    shown = wall(Host().joined(2))
    assert (shown.phase, shown.present, shown.scene, shown.bars) == ("lobby", 2, None, ())
    assert [person.connected for person in shown.people] == [False, True]
    assert (shown.address, shown.addresses) == (AROUND.address, AROUND.addresses)


def test_the_wall_is_sent_no_vote_and_no_key_before_the_reveal() -> None:
    host = Host().started(3).voted("ring", "hide")
    sent = msgspec.json.encode(wall(host))
    for secret in (b'"votes"', b'"level"', b"strong", b"Nobody has asked a customer", b"why of"):
        assert secret not in sent
    shown = wall(host)
    assert (shown.answered, shown.present, shown.seconds) == (2, 3, 12.5)
    assert [person.answered for person in shown.people] == [True, True, False]
    host.ask(moves.close)
    assert wall(host).bars == ()


def test_a_reveal_sends_the_votes_and_levels_and_the_reasons_only_when_they_are_shown() -> None:
    host = Host().started(3).voted("ring", "ring", "hide")
    host.ask(moves.reveal)
    shown = wall(host)
    assert [(bar.id, bar.votes, bar.level, bar.leading) for bar in shown.bars] == [
        ("ring", 2, "manager", True),
        ("wait", 0, "manager", False),
        ("hide", 1, "leader", False),
    ]
    assert shown.bars[0].share == pytest.approx(2 / 3)
    assert (shown.calls_for, shown.signal) == ("manager", "Nobody has asked a customer yet.")
    assert (shown.next_choice, shown.next_by) == ("ring", "majority")
    assert {(bar.judgment, bar.why) for bar in shown.bars} == {(None, "")}
    host.ask(moves.show_coaching)
    assert [bar.judgment for bar in wall(host).bars] == ["strong", "weak", "poor"]
    assert all(bar.why for bar in wall(host).bars)


def test_the_notes_are_sent_everything_as_it_comes() -> None:
    scenes = dict(STORY.scenes)
    scenes["monday"] = replace(scenes["monday"], notes="Ask who rang.")
    host = Host(Machine(replace(STORY, scenes=scenes))).started(2).voted("hide")
    shown = notes(host)
    assert (shown.notes, shown.calls_for) == ("Ask who rang.", "manager")
    assert [bar.votes for bar in shown.bars] == [0, 0, 1]
    assert all(bar.judgment for bar in shown.bars)
    assert wall(host).notes == ""


def test_a_tie_names_the_answers_and_says_whether_the_room_has_drawn() -> None:
    host = Host().started(2).voted("ring", "hide")
    host.ask(moves.reveal)
    assert (wall(host).tied, wall(host).next_choice) == (("ring", "hide"), None)
    drawn = Host(tie="drawn").started(2).voted("ring", "hide")
    drawn.ask(moves.reveal)
    assert wall(drawn).next_by == "drawn"
    assert wall(drawn).next_choice in wall(drawn).tied


def test_what_came_of_an_answer_is_sent_until_the_room_has_moved_on() -> None:
    host = Host().started(1).went_on("wait")
    shown = wall(host)
    assert shown.outcome is not None
    assert (shown.outcome.choice, shown.outcome.why) == ("wait", None)
    assert shown.changes == {"trust": -5}
    assert [(text, by) for _, text, by in shown.decided] == [(shown.outcome.text, "majority")]
    host.ask(moves.next_step)
    assert wall(host).outcome is None
    assert wall(host).steps == 2


def test_what_came_of_an_answer_is_not_sent_where_there_is_nothing_to_read_about_it() -> None:
    host = Host().started(1).went_on("ring")
    assert (wall(host).phase, wall(host).outcome) == ("story", None)


def test_hands_that_were_counted_are_sent_before_the_reveal_as_the_room_has_seen_them() -> None:
    host = Host().started(2).voted("ring")
    assert wall(host).hands_counted == {}
    host.ask(moves.count_hands, {"wait": 7})
    assert wall(host).hands_counted == {"ring": 0, "wait": 7, "hide": 0}
    assert (wall(host).answered, wall(host).bars) == (7, ())


def test_a_dead_end_says_why_and_the_debrief_comes_when_the_story_is_over() -> None:
    host = Host().started(1).went_on("hide")
    assert "cannot go on" in wall(host).stuck
    assert wall(host).debrief is None
    host.ask(moves.next_step)
    debrief = wall(host).debrief
    assert debrief is not None
    assert debrief.status == "stuck"
    host.ask(moves.take_back)
    assert wall(host).debrief is None


def test_a_debrief_goes_on_with_what_people_write_and_with_what_is_taken_back() -> None:
    host = Host().started(2).went_on("ring", "ring")
    host.ask(moves.end)
    first = wall(host).debrief
    host.ask(moves.reflect, "p1", 0, "A courier.")
    host.joined(1)
    then = wall(host).debrief
    assert first is not None
    assert then is not None
    assert (then.people, then.reflections[0].answers) == (3, ("A courier.",))
    assert then.profile == first.profile
    assert then == room_debrief(host.room)
    host.ask(moves.take_back)
    host.ask(moves.take_back)
    host.ask(moves.end)
    assert wall(host).debrief == room_debrief(host.room)


def test_what_the_wall_was_asked_to_show_holds_until_the_next_step() -> None:
    host = Host().started(1)
    asked = replace(AROUND, on_wall=OnWall(at=0, text_away=True))
    assert wall(host, asked).on_wall.text_away
    host.went_on("ring")
    assert wall(host, asked).on_wall == OnWall(at=1)


def test_who_is_sent_out_is_shown_so_and_counts_no_more() -> None:
    host = Host().started(2).voted("ring", "hide")
    host.ask(moves.kick, "p1")
    shown = wall(host)
    assert (shown.present, shown.answered) == (1, 1)
    assert [person.kicked for person in shown.people] == [True, False]
