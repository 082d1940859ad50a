"""What holds of every room, whatever happens in it and in whatever order."""

from __future__ import annotations

from random import Random
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from pmquest.engine.machine import Machine
from pmquest.engine.play import Play
from pmquest.scoring.score import score
from pmquest.workshop import deeds, hosting, moves, phone
from pmquest.workshop.debrief import common, own_debrief
from pmquest.workshop.deeds import Deed
from pmquest.workshop.documents import FORMS, written
from pmquest.workshop.moves import Refused
from pmquest.workshop.phone_debrief import DebriefPages
from pmquest.workshop.room import Phase, Room, begin, decision, fold
from pmquest.workshop.tally import leaders, winner
from pmquest.workshop.views import Around, Facilitator
from random_scenarios import Author
from rooms import MACHINE, Host

many = settings(max_examples=60, deadline=None)
dice = st.integers(0, 2**32 - 1).map(Random)

PEOPLE = ("p1", "p2", "p3", "p4")
SCENES = ("monday", "tuesday", "wednesday", "cellar", "loved", "nowhere")
ANSWERS = ("ring", "wait", "hide", "years", "weeks", "again", "nothing")


def any_deed(throw: Random) -> Deed:
    """Something that may have happened, whether it can be next or not."""
    person, round = throw.choice(PEOPLE), throw.randint(0, 5)
    answer, scene = throw.choice(ANSWERS), throw.choice(SCENES)
    open_there = MACHINE.scenario.scenes.get(scene)
    kinds: tuple[Deed, ...] = (
        deeds.Opened("OTHER1", "other", "sha256:1", 3),
        deeds.Joined(person, throw.choice(PEOPLE), throw.choice(ANSWERS)),
        deeds.Kicked(person),
        deeds.Readmitted(person),
        deeds.Started(),
        deeds.RoundOpened(round, scene, tuple(open_there.choices if open_there else ()), 9.0),
        deeds.Voted(person, round, answer),
        deeds.Voted(person, round, throw.choice(ANSWERS[:3])),
        deeds.HandsCounted(round, {answer: throw.randint(-1, 9)}),
        deeds.RoundClosed(round, throw.choice(("facilitator", "time"))),
        deeds.Revealed(round),
        deeds.CoachingShown(round, throw.random() < 0.5),
        deeds.Advanced(round, answer, throw.choice(("majority", "facilitator"))),
        deeds.WentOn(scene),
        deeds.TakenBack(),
        deeds.Paused(),
        deeds.Resumed(),
        deeds.TimeGiven(round, throw.uniform(-1, 30)),
        deeds.TimeLeft(round, throw.uniform(-1, 30)),
        deeds.Reflected(person, throw.randint(-1, 2), throw.choice(("", "So."))),
    )
    return throw.choice(kinds) if throw.random() > 0.005 else deeds.Ended(early=True)


def any_ask(room: Room, throw: Random) -> tuple[Any, ...]:
    """A move and what is asked with it, mostly such as can be asked."""
    person = throw.choice(tuple(room.people) or PEOPLE)
    number = room.round.number if room.round and throw.random() < 0.9 else throw.randint(0, 3)
    answers = room.round.choices if room.round else ANSWERS
    answer = throw.choice(answers)
    vote = (moves.vote, person, number, answer)
    on = (moves.next_step, throw.choice((None, answer)))
    often: dict[Phase, tuple[tuple[Any, ...], ...]] = {
        "lobby": ((moves.start,),),
        "voting": (vote, vote, vote, vote, (moves.resume,), (moves.readmit, person)),
        "closed": ((moves.reveal,),),
        "revealed": (on,),
        "story": (on, (moves.take_back,)),
        "debrief": ((moves.take_back,), (moves.reflect, person, 0, throw.choice(ANSWERS))),
    }
    rare: tuple[tuple[Any, ...], ...] = (
        vote,
        (moves.reveal,),
        (moves.run_out, number),
        (moves.show_coaching, throw.random() < 0.5),
        (moves.take_back,),
        (moves.revote,),
        (moves.give_time, throw.choice((30.0, -1.0))),
        (moves.note_time, number, throw.uniform(-1, 60)),
        (moves.pause,),
        (moves.kick, person),
        (moves.count_hands, {answer: throw.randint(-1, 9)} if throw.random() < 0.7 else {}),
        (moves.reflect, person, throw.randint(-1, 2), throw.choice(("", "So.", "x" * 2_000))),
        (moves.join, f"key {throw.randint(1, 5)}", throw.choice(("Ann", "", "\x1b"))),
        (moves.end,),
    )
    return throw.choice(rare if throw.random() < 0.4 else often[room.phase])


def lively(throw: Random, asks: int = 120) -> Host:
    """A room in which much was asked, on the small story or on any other."""
    machine = (
        MACHINE if throw.random() < 0.6 else Machine(Author(throw.randrange(2**32)).scenario())
    )
    host = Host(
        machine,
        seed=throw.randrange(100),
        tie=throw.choice(("facilitator", "drawn")),
        hands=throw.random() < 0.2,
        seconds=throw.choice((None, 30)),
    ).joined(2)
    for _ in range(asks):
        try:
            host.ask(*any_ask(host.room, throw))
        except Refused:
            continue
    return host


def seen(room: Room) -> Room:
    """The room apart from how many events there were."""
    return replace(room, sequence=0)


def check_tallies(room: Room) -> None:
    """Votes are one for each of those who take part, for answers that were open."""
    for round in room.rounds:
        assert all(room.takes_part(person) for person in round.votes)
        assert not any(room.takes_part(person) for person in round.withdrawn)
        assert {*round.votes.values(), *round.withdrawn.values()} <= set(round.choices)
        assert sum(round.counts.values()) == round.total
        if round.hands is None:
            assert round.total == len(set(round.votes))
        assert set(leaders(round)) <= set(round.choices)
    assert [round.number for round in room.rounds] == list(range(1, len(room.rounds) + 1))


@many
@given(dice)
def test_any_events_in_any_order_give_a_room(throw: Random) -> None:
    room = begin(MACHINE, deeds.Opened("KHM4RT", "example", "sha256:0", 7))
    happened: list[Deed] = [room.opened]
    for _ in range(200):
        deed = throw.choice(happened) if throw.random() < 0.2 else any_deed(throw)
        happened.append(deed)
        room = room.after(deed)
        assert room.sequence == len(happened)
    assert fold(MACHINE, happened) == room
    check_tallies(room)
    winner(room)
    beside = common(room)
    for person in room.people:
        own_debrief(room, person, beside)


@many
@given(dice)
def test_whatever_moves_decide_changes_the_room_and_a_restart_finds_the_same(throw: Random) -> None:
    host = lively(throw, asks=0)
    for _ in range(120):
        move, *asked = any_ask(host.room, throw)
        try:
            for deed in move(host.room, *asked):
                before = host.room
                host.write(deed)
                assert seen(host.room) != seen(before), deed
        except Refused:
            continue
    stored = [msgspec.json.encode(deed) for deed in host.written]
    read = [msgspec.json.decode(line, type=Deed) for line in stored]
    assert fold(host.machine, read) == host.room
    check_tallies(host.room)


@many
@given(dice)
def test_a_tally_counts_the_last_answer_of_everybody_who_takes_part(throw: Random) -> None:
    host = Host().started(3)
    last: dict[str, str] = {}
    out: set[str] = set()
    for _ in range(40):
        person, answer = throw.choice(PEOPLE[:3]), throw.choice(ANSWERS)
        move: Any = throw.choice((moves.vote, moves.vote, moves.kick, moves.readmit))
        try:
            host.ask(move, person, *((1, answer) if move is moves.vote else ()))
        except Refused:
            continue
        if move is moves.vote:
            last[person] = answer
        else:
            (out.add if move is moves.kick else out.discard)(person)
    mine = [answer for person, answer in last.items() if person not in out]
    assert host.round.counts == {id: mine.count(id) for id in host.round.choices}
    assert host.round.counts == host.again.rounds[0].counts


@many
@given(dice)
def test_the_road_of_a_room_is_a_play_that_can_be_played(throw: Random) -> None:
    room = lively(throw).room
    played = Play.begin(room.machine, room.opened.seed)
    for step in room.steps:
        played = played.go_on() if step.choice is None else played.pick(step.choice)
    assert room.play == played
    on_road = [room.rounds[step.round - 1] for step in room.steps if step.round is not None]
    assert list(room.counted[: len(on_road)]) == [
        max(
            (each for each in room.counted if each.step == round.step), key=lambda each: each.number
        )
        for round in on_road
    ]
    assert [round.scene for round in on_road] == [pick.scene for pick in played.picks]


@many
@given(dice)
def test_a_room_never_stands_still_for_good(throw: Random) -> None:
    host = lively(throw, asks=80)
    if host.room.phase == "lobby":
        host.ask(moves.start)
    for _ in range(3):
        before = host.room
        if host.room.phase in ("voting", "closed"):
            host.ask(moves.reveal)
        elif host.room.phase == "revealed":
            host.ask(moves.next_step, host.round.choices[0])
        elif host.room.phase == "story":
            host.ask(moves.next_step)
        else:
            break
        assert seen(host.room) != seen(before)
    host.ask(moves.end)
    assert host.room.phase == "debrief"


@many
@given(dice)
def test_taking_back_and_going_on_the_same_way_comes_to_the_same_place(throw: Random) -> None:
    host = lively(throw, asks=80)
    if host.room.ended or not host.room.steps:
        return
    play, step = host.room.play, host.room.steps[-1]
    host.ask(moves.take_back)
    assert len(host.room.steps) + 1 == len(play.moments) - 1
    assert host.room.phase == ("story" if step.choice is None else "revealed")
    host.ask(moves.next_step, step.choice)
    assert host.room.play == play


@many
@given(dice)
def test_the_debriefs_agree_with_the_votes(throw: Random) -> None:
    room = lively(throw).room
    beside = common(room)
    told = beside.debrief
    assert [each.votes for each in told.decisions] == [round.total for round in room.counted]
    for each in told.decisions:
        assert each.entropy is None or 0 <= each.entropy <= 1
        assert (each.entropy is None) == (each.votes == 0)
        assert each.ballots[-1].votes == {answer.id: answer.votes for answer in each.answers}
    assert told.profile.score == score(
        room.machine.scenario,
        [
            decision(room, round, choice)
            for round in room.counted
            for choice, votes in round.counts.items()
            for _ in range(votes)
        ],
    )
    for person in room.people:
        own = own_debrief(room, person, beside)
        assert len(own.decisions) == len(told.decisions)
        answers = [each.own.moment.choice.id for each in own.decisions if each.own]
        cast = [round.votes.get(person) for round in room.counted]
        assert answers == [choice for choice in cast if choice is not None]


@settings(max_examples=20, deadline=None)
@given(dice)
def test_every_room_can_be_shown_and_written_down_as_it_stands(throw: Random) -> None:
    host = lively(throw, asks=throw.randint(0, 100))
    if throw.random() < 0.4:
        host.ask(moves.end)
    room = host.room
    for notes in (False, True):
        shown = hosting.facilitator(room, Around(), notes=notes)
        assert msgspec.json.decode(msgspec.json.encode(shown), type=Facilitator) == shown
    assert phone.shared(room).phase == room.phase
    debriefs = DebriefPages()
    for person in room.people:
        assert phone.own(room, person).name in debriefs.document(room, person)
    for form in FORMS:
        assert written(form, room)
