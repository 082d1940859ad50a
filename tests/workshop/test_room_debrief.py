"""The debrief of a room and of each person in it."""

from __future__ import annotations

from math import log

import pytest

from pmquest.workshop import moves
from pmquest.workshop.debrief import OwnDebrief, RoomDebrief, common, own_debrief, room_debrief
from pmquest.workshop.decisions import Ballot, entropy, vote_lean
from rooms import NEWS, Host


def played() -> Host:
    """Four people: two decisions, the first in two rounds; p4 comes for the second alone."""
    host = Host().started(3).voted("hide", "hide", "hide")
    host.ask(moves.close)
    host.ask(moves.revote)
    host.went_on("ring", "ring", "wait")
    host.ask(moves.next_step)
    host.joined(1).went_on("years", "weeks", "years", "again")
    host.ask(moves.next_step)
    return host


def own(host: Host, person: str) -> OwnDebrief:
    return own_debrief(host.room, person, common(host.room))


TOLD = room_debrief(played().room)


def test_the_road_is_told_with_how_each_answer_was_found() -> None:
    first, second = TOLD.decisions
    assert (first.number, first.scene, first.called_in_words) == (1, "monday", "▪ manager-level")
    assert (first.taken and first.taken.text) == "Take ring."
    assert (first.by, first.decided_in_words) == ("majority", "by majority")
    assert first.votes_in_words == "3 votes in the last of 2 rounds"
    assert (second.taken and second.taken.id) == "years"
    assert second.votes_in_words == "4 votes"


def test_every_answer_that_was_open_has_its_votes_its_level_and_its_coaching() -> None:
    ring, wait, hide = TOLD.decisions[0].answers
    assert [each.votes for each in (ring, wait, hide)] == [2, 1, 0]
    assert (ring.votes_in_words, ring.leading, ring.taken) == ("2 votes, 67 %", True, True)
    assert (wait.level_in_words, wait.judgment_in_words) == ("▪ manager-level", "•·· weak")
    assert (wait.why, hide.share) == ("Why wait is weak.", 0.0)


def test_answers_keep_the_numbers_that_they_had_on_the_wall() -> None:
    (told,) = room_debrief(Host(NEWS).started(1).went_on("tell").room).decisions
    assert [(each.number, each.id) for each in told.answers] == [
        (2, "tell"),
        (3, "rest"),
        (4, "hush"),
    ]


def test_most_votes_are_no_majority_where_they_are_no_more_than_half() -> None:
    (half,) = room_debrief(
        Host(NEWS).started(4).went_on("tell", "tell", "rest", "hush").room
    ).decisions
    assert (half.by, half.decided_in_words) == ("majority", "by most votes")
    (more,) = room_debrief(Host(NEWS).started(3).went_on("tell", "tell", "rest").room).decisions
    assert more.decided_in_words == "by majority"


def test_who_raised_a_hand_is_not_told_that_they_did_not_vote() -> None:
    host = Host().started(2)
    host.ask(moves.count_hands, {"ring": 2})
    host.ask(moves.reveal)
    host.ask(moves.next_step)
    assert own(host, "p1").decisions[0].beside_in_words == "Hands were counted here."


def test_earlier_rounds_are_told_and_do_not_count() -> None:
    assert TOLD.decisions[0].ballots == (
        Ballot(1, {"ring": 0, "wait": 0, "hide": 3}, by_hands=False),
        Ballot(2, {"ring": 2, "wait": 1, "hide": 0}, by_hands=False),
    )


def test_agreement_is_the_share_of_the_answer_with_most_votes() -> None:
    first, second = TOLD.decisions
    assert (first.agreement, second.agreement) == (2 / 3, 1 / 2)
    assert first.agreement_in_words == "67 % agreed"


def test_the_most_divided_decision_has_the_highest_entropy_over_all_that_was_open() -> None:
    assert entropy([2, 1, 0]) == pytest.approx((2 / 3 * log(3 / 2) + log(3) / 3) / log(3))
    assert TOLD.most_divided == TOLD.decisions[1]
    assert TOLD.most_divided_in_words == (
        "Most divided: decision 2, Wednesday (95 % of an even split)."
    )


@pytest.mark.parametrize(
    ("votes", "divided"), [([], None), ([0, 0], None), ([3], 0.0), ([3, 0], 0.0), ([2, 2], 1.0)]
)
def test_entropy_at_its_bounds(votes: list[int], divided: float | None) -> None:
    assert entropy(votes) == divided


def test_votes_are_split_between_the_levels_by_how_many_went_to_each() -> None:
    def lean(*votes: str) -> float | None:
        told = room_debrief(Host().started(len(votes)).went_on(*votes, pick="ring").room)
        return vote_lean(told.decisions[0].answers)

    assert lean("ring", "wait", "ring", "hide") == -0.5
    assert (lean("ring", "wait"), lean("hide")) == (-1.0, 1.0)
    assert vote_lean(()) is None


def test_where_all_agreed_no_decision_was_divided() -> None:
    agreed = room_debrief(Host().started(2).went_on("ring", "ring").room)
    assert agreed.most_divided is None
    assert agreed.most_divided_in_words == "The room was of one mind in every decision."
    assert agreed.decisions[0].agreement_in_words == "all agreed"
    assert agreed.decisions[0].divided_in_words == "of one mind"


def test_where_nobody_voted_nothing_is_made_up() -> None:
    silent = room_debrief(Host().started(1).went_on(pick="ring").room)
    (first,) = silent.decisions
    assert (first.agreement, first.entropy, first.agreement_in_words) == (
        None,
        None,
        "nobody voted",
    )
    assert first.decided_in_words == "by the facilitator's pick"
    assert (first.divided_in_words, silent.most_divided_in_words) == ("", "Nobody voted.")
    assert silent.profile.judgment_in_words == "not seen"
    assert silent.profile.fit_in_words == "No vote was taken at a moment that called for one level."
    assert silent.profile.slips_in_words == "not seen"


def test_the_rooms_profile_is_the_score_over_all_votes_that_count() -> None:
    profile = TOLD.profile
    assert profile.basis_in_words == "over 7 votes"
    # 2 strong and 1 weak, then 2 strong, 1 weak and 1 poor, of 3 points each.
    assert profile.score.judgment == pytest.approx((3 + 3 + 1 + 3 + 3 + 1 + 0) / 21)
    assert profile.called["manager"]["manager"].in_words == "2 done well, 1 not"
    assert profile.called["leader"]["leader"].in_words == "2 done well"
    assert profile.fit_in_words == "5 of 7 votes went to the level called for, 4 of them well."
    assert profile.lean_in_words == "71 % manager · 29 % leader"


def test_aspects_and_slips_are_counted_in_votes() -> None:
    aspects = {each.label: each.in_words for each in TOLD.profile.aspects}
    assert aspects["Scope"] == "1 moment, 3 votes"
    assert aspects["Team interaction"] == "not seen"
    assert [(each.slip, each.count) for each in TOLD.profile.slips] == [
        ("too-late", 2),
        ("wrong-level", 1),
    ]
    assert TOLD.profile.slips_in_words == "Two of the room's three misses came too late."


def test_meters_and_ending_are_those_of_the_road() -> None:
    host = Host().started(1).went_on("wait")
    host.ask(moves.next_step)
    host.went_on("weeks")
    told = room_debrief(host.room)
    assert told.meters[0].values == (50, 45, 45)
    assert (told.status, told.ending_in_words) == ("ended", "A mixed ending.")
    assert TOLD.ending_in_words == "A good ending."


def test_a_room_that_was_ended_early_says_so_and_tells_the_vote_it_stood_at() -> None:
    host = Host().started(2).voted("ring", "wait")
    host.ask(moves.end)
    told = room_debrief(host.room)
    assert (told.early, told.ending_in_words) == (True, "Ended early; 1 decision.")
    assert [answer.votes for answer in told.decisions[0].answers] == [1, 1, 0]
    assert told.decisions[0].taken is None
    assert told.decisions[0].decided_in_words == "the room did not go on from here"


def test_a_room_at_a_dead_end_says_so() -> None:
    told = room_debrief(Host().started(1).went_on("hide").room)
    assert told.ending_in_words == f"A dead end, without an ending. {told.stuck_reason}"


def test_hands_are_scored_like_votes() -> None:
    host = Host(hands=True).started()
    host.ask(moves.count_hands, {"ring": 9, "hide": 3})
    host.went_on()
    told = room_debrief(host.room)
    assert told.decisions[0].ballots[0].by_hands
    assert told.profile.basis_in_words == "over 12 votes"
    assert told.profile.score.fit == 0.75


def test_votes_of_those_sent_out_and_on_roads_taken_back_are_told_nowhere() -> None:
    host = Host().started(2).went_on("ring", "ring")
    host.ask(moves.next_step)
    host.went_on("years", "again", pick="years")
    for _ in range(3):
        host.ask(moves.take_back)
    host.ask(moves.kick, "p2")
    told = room_debrief(host.room)
    assert [each.votes for each in told.decisions] == [1]
    assert told.people_in_words == "1 person"
    assert own(host, "p2").voted_in_words == "You voted in 0 of 1 decision."


def test_reflections_stand_in_an_order_that_says_nothing_about_who_wrote_them() -> None:
    def written(*people: str) -> RoomDebrief:
        host = played()
        for person, text in zip(people, ("Wait less.", "Ask more.", "Ring first."), strict=True):
            host.ask(moves.reflect, person, 0, text)
        return room_debrief(host.room)

    first = written("p1", "p2", "p3").reflections
    assert first == written("p3", "p1", "p2").reflections
    assert first[0].question == "What did you see?"
    assert first[0].answers == ("Ask more.", "Ring first.", "Wait less.")
    assert first[1].answers == ()


def test_what_somebody_wrote_who_was_sent_out_is_not_shown() -> None:
    host = played()
    for person in ("p1", "p2"):
        host.ask(moves.reflect, person, 0, f"By {person}.")
    host.ask(moves.kick, "p2")
    assert room_debrief(host.room).reflections[0].answers == ("By p1.",)


def test_ones_own_debrief_is_over_the_decisions_in_which_one_voted() -> None:
    mine = own(played(), "p2")
    assert mine.voted_in_words == "You voted in 2 of 2 decisions."
    assert mine.debrief.score.decisions == 2
    assert mine.debrief.score.judgment == pytest.approx((3 + 1) / 6)
    assert [each.answer for each in mine.debrief.costliest] == ["Take weeks."]
    assert [entry.id for entry in mine.debrief.coaching] == ["keep-learning"]
    assert mine.debrief.coaching[0].because_in_words == "Because of decision 2."
    assert mine.debrief.ending_in_words == "A good ending."


def test_a_late_comers_decisions_keep_their_place_on_the_road() -> None:
    late = own(played(), "p4")
    assert late.voted_in_words == "You voted in 1 of 2 decisions."
    assert [each.moment.number for each in late.debrief.costliest] == [2]
    missed, voted = late.decisions
    assert (missed.own, missed.beside_in_words) == (None, "You did not vote here.")
    assert voted.beside_in_words == "1 of 4 votes went to your answer."


def test_what_moved_is_told_of_an_answer_where_the_room_went_on_with_it() -> None:
    against, with_room = Host().started(1), Host().started(1)
    against.went_on("wait", pick="ring")
    with_room.went_on("wait")
    told = [own(host, "p1").decisions[0] for host in (against, with_room)]
    assert [each.own and each.own.changes_in_words for each in told] == [
        "nothing moved",
        "Trust −5",
    ]


def test_ones_own_debrief_has_ones_own_reflections_alone() -> None:
    host = played()
    host.ask(moves.reflect, "p1", 0, "Mine.")
    assert [each.answer for each in own(host, "p1").debrief.reflections] == ["Mine.", ""]
    assert [each.answer for each in own(host, "p2").debrief.reflections] == ["", ""]
    with pytest.raises(KeyError):
        own(host, "p9")
