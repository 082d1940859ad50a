"""How a round comes out: majority, ties by the rule that was set, nobody voting."""

from __future__ import annotations

from pmquest.workshop import moves
from pmquest.workshop.tally import Decided, Nothing, Tie, drawn, leaders, winner
from rooms import Host


def test_every_answer_that_was_open_has_its_count() -> None:
    round = Host().started(3).voted("ring", "hide", "ring").round
    assert round.counts == {"ring": 2, "wait": 0, "hide": 1}
    assert (leaders(round), round.total) == (("ring",), 3)


def test_most_votes_win_even_without_half_of_them() -> None:
    host = Host().started(4).voted("ring", "wait", "ring", "hide")
    assert winner(host.room) == Decided("ring", "majority")


def test_the_facilitator_decides_a_tie_unless_another_rule_was_set() -> None:
    host = Host().started(2).voted("hide", "ring")
    assert winner(host.room) == Tie(("ring", "hide"))


def test_a_tie_is_drawn_by_the_rooms_seed_where_that_was_set() -> None:
    host = Host(tie="drawn").started(2).voted("hide", "ring")
    result = winner(host.room)
    assert result == Decided(drawn(7, 1, ("ring", "hide")), "drawn")
    assert winner(host.again) == result


def test_a_draw_depends_on_seed_round_and_answers_and_is_fair() -> None:
    assert drawn(7, 1, ("a", "b", "c")) == drawn(7, 1, ("c", "a", "b"))
    by_round = [drawn(7, round, ("a", "b")) for round in range(400)]
    by_seed = [drawn(seed, 1, ("a", "b")) for seed in range(400)]
    assert 150 < by_round.count("a") < 250
    assert 150 < by_seed.count("a") < 250


def test_without_votes_the_scenes_own_answer_is_taken_or_the_facilitator_picks() -> None:
    host = Host().started(1)
    assert winner(host.room) == Nothing()
    host.went_on("ring")
    assert winner(host.room) == Nothing()
    host.ask(moves.next_step)
    assert winner(host.room) == Decided("weeks", "timeout")
    assert leaders(host.round) == ()


def test_hands_count_where_they_were_typed() -> None:
    host = Host().started(2).voted("ring", "ring")
    host.ask(moves.count_hands, {"wait": 5})
    assert host.round.counts == {"ring": 0, "wait": 5, "hide": 0}
    assert host.round.total == 5
    host.ask(moves.count_hands, {})
    assert host.round.counts == {"ring": 2, "wait": 0, "hide": 0}


def test_who_was_sent_out_decides_nothing() -> None:
    host = Host().started(3).voted("ring", "wait", "wait")
    host.ask(moves.kick, "p3")
    assert winner(host.room) == Tie(("ring", "wait"))
