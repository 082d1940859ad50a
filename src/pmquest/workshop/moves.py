"""What anybody can ask of a room, decided before anything is written.

Each function gives the events that follow, in order, () where nothing would change, or raises
`Refused` with a sentence for the one who asked. Nothing here changes a room: events that were
written are folded by `Room.after`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from pmquest.scoring.clean import clean
from pmquest.workshop import deeds
from pmquest.workshop.deeds import ClosedBy, DecidedBy, Deed
from pmquest.workshop.names import clean_name, invented_name, unique_name
from pmquest.workshop.room import Phase, Room, has_news, open_answers
from pmquest.workshop.rounds import Round
from pmquest.workshop.tally import Decided, Tie, winner

Reason = Literal["unknown", "sent-out", "late", "not-now", "undecided", "invalid"]
"""Why something is refused: a person, answer or question that is not there; somebody who was
sent out; a round that is over; a thing for which the room is not ready; a result from which no
answer follows; a value that cannot be."""

Deeds: TypeAlias = tuple[Deed, ...]

MORE_TIME: Final = 30.0
"""Seconds that are given where nothing else is said."""
_LONGEST_TIME: Final = 3_600.0
_MOST_HANDS: Final = 999
_LONGEST_REFLECTION: Final = 1_000


class Refused(Exception):  # noqa: N818 - the name says what happened
    """Something was asked for that cannot be done; the room stays as it is."""

    def __init__(self, reason: Reason, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason
        self.sentence = sentence
        """What the one who asked is told, in plain words."""


def join(room: Room, key: str, name: str) -> Deeds:
    """Come in under a name as it was typed; "" gets an invented one.

    Somebody whose key is known is in the room already, sent out or not.
    """
    if key in room.keys:
        return ()
    number = len(room.people) + 1
    wanted = clean_name(name) or invented_name(number)
    return (deeds.Joined(f"p{number}", key, unique_name(wanted, room.names)),)


def kick(room: Room, person: str) -> Deeds:
    """Send somebody out; their votes count no more."""
    _check_known(room, person)
    return (deeds.Kicked(person),) if room.takes_part(person) else ()


def readmit(room: Room, person: str) -> Deeds:
    """Let somebody take part again who was sent out; their votes count again."""
    _check_known(room, person)
    return () if room.takes_part(person) else (deeds.Readmitted(person),)


def start(room: Room) -> Deeds:
    """Leave the lobby; where the story begins with a decision, its round opens."""
    if room.phase == "debrief":
        raise _over()
    if room.phase != "lobby":
        return ()
    return _opening_after(room, deeds.Started())


def vote(room: Room, person: str, round: int, choice: str) -> Deeds:
    """Vote for an answer, or change the vote.

    A vote that is kept already is no error, even when the round has been closed meanwhile: who
    asks again has not heard the answer.
    """
    _check_takes_part(room, person)
    if 0 < round <= len(room.rounds) and room.rounds[round - 1].votes.get(person) == choice:
        return ()
    here = room.round
    if room.phase == "debrief":
        raise Refused("late", "The story is over; no vote is taken any more.")
    if here is None or here.number != round:
        raise Refused("late", "That vote is over.")
    if here.closed:
        raise Refused("late", "The vote is closed.")
    if room.opened.hands:
        raise Refused("not-now", "In this room hands are counted; raise yours.")
    if room.paused:
        raise Refused("not-now", "The room is paused; vote when it goes on.")
    if choice not in here.choices:
        raise Refused("unknown", "That answer is not open here.")
    return (deeds.Voted(person, round, choice),)


def count_hands(room: Room, counts: Mapping[str, int]) -> Deeds:
    """Put down how many hands went up; {} takes that back. What was typed counts, not phones."""
    round = _round(room, "voting", "closed", "revealed")
    if any(choice not in round.choices for choice in counts):
        raise Refused("unknown", "That answer is not open here.")
    if any(not 0 <= count <= _MOST_HANDS for count in counts.values()):
        raise Refused("invalid", f"For each answer, 0 to {_MOST_HANDS} hands can be counted.")
    if round.with_hands(counts) == round:
        return ()
    return (deeds.HandsCounted(round.number, dict(counts)),)


def give_time(room: Room, seconds: float = MORE_TIME) -> Deeds:
    """Give the open round more time, or its first limit."""
    round = _round(room, "voting")
    if not 0 < seconds <= _LONGEST_TIME:
        raise Refused("invalid", "More than nothing and at most an hour can be given.")
    return (deeds.TimeGiven(round.number, seconds),)


def note_time(room: Room, round: int, seconds: float) -> Deeds:
    """Write down how much time the open round has left; () where it has no limit or is over."""
    here = room.round
    if here is None or room.phase != "voting" or here.number != round or here.seconds is None:
        return ()
    left = max(0.0, seconds)
    return () if left == here.seconds else (deeds.TimeLeft(round, left),)


def close(room: Room, by: ClosedBy = "facilitator") -> Deeds:
    """Take no more votes in the open round; () where it is closed already."""
    round = _round(room, "voting", "closed", "revealed")
    return () if round.closed else (deeds.RoundClosed(round.number, by),)


def run_out(room: Room, round: int) -> Deeds:
    """Close a round whose time is up; () where it is over, or the room is paused."""
    here = room.round
    if here is None or here.number != round or room.phase != "voting" or room.paused:
        return ()
    return close(room, "time")


def reveal(room: Room) -> Deeds:
    """Show the result to everybody; an open round is closed first."""
    round = _round(room, "voting", "closed", "revealed")
    if round.revealed:
        return ()
    return (*close(room), deeds.Revealed(round.number))


def show_coaching(room: Room, shown: bool = True) -> Deeds:
    """Show everybody what each answer buys and costs, or hide it again."""
    round = _round(room, "revealed")
    return () if round.coaching == shown else (deeds.CoachingShown(round.number, shown),)


def revote(room: Room) -> Deeds:
    """Open another round of the same decision."""
    _round(room, "closed", "revealed")
    return (_opening(room),)


def next_step(room: Room, choice: str | None = None) -> Deeds:
    """Go on: with the answer that came out or that the facilitator picks; past a scene without
    answers; at the end of the story, to the debrief.

    Where there is something to read about what came of an answer, the next decision opens only
    when the facilitator goes on from there: no time passes and nobody votes on what the wall does
    not show yet.

    Raises `Refused("undecided", ...)` where no answer follows from the votes and none is picked.
    """
    if room.phase == "lobby":
        raise Refused("not-now", "The story has not begun; start it first.")
    if room.phase == "debrief":
        raise _over()
    if room.phase == "story":
        return _past_story(room)
    round = _round(room, "revealed")
    picked, by = _decided(room, round, choice)
    advanced = deeds.Advanced(round.number, picked, by)
    if has_news(room.after(advanced)):
        return (advanced,)
    return _opening_after(room, advanced)


def take_back(room: Room) -> Deeds:
    """Take back the end, or else the last step of the story: the round before stands revealed as
    it was."""
    if not room.ended and not room.steps:
        raise Refused("not-now", "There is no step to take back.")
    return (deeds.TakenBack(),)


def pause(room: Room) -> Deeds:
    """Have the room wait."""
    if room.phase == "lobby":
        raise Refused("not-now", "The story has not begun; there is nothing to pause.")
    if room.phase == "debrief":
        raise _over()
    return () if room.paused else (deeds.Paused(),)


def resume(room: Room) -> Deeds:
    """Have the room go on after a pause."""
    return (deeds.Resumed(),) if room.paused else ()


def end(room: Room) -> Deeds:
    """End the story now. Where somebody has voted in an open round, it is closed and counts."""
    if room.phase == "debrief":
        return ()
    at_end = room.phase == "story" and room.play.status in ("ended", "stuck")
    ended = deeds.Ended(early=not at_end)
    round = room.round
    if room.phase == "voting" and round and round.total:
        return (deeds.RoundClosed(round.number), ended)
    return (ended,)


def reflect(room: Room, person: str, question: int, text: str) -> Deeds:
    """Answer a question about one's own work, from 0; "" takes the answer back."""
    _check_takes_part(room, person)
    if not room.ended:
        raise Refused("not-now", "The questions are asked when the story is over.")
    if not 0 <= question < len(room.machine.scenario.reflect):
        raise Refused("unknown", "That question is not asked here.")
    answer = clean(text).strip()
    if len(answer) > _LONGEST_REFLECTION:
        raise Refused("invalid", f"An answer has at most {_LONGEST_REFLECTION:,} characters.")
    if room.reflections.get(person, {}).get(question, "") == answer:
        return ()
    return (deeds.Reflected(person, question, answer),)


def _decided(room: Room, round: Round, choice: str | None) -> tuple[str, DecidedBy]:
    """The answer to go on with, and how it was found."""
    if choice is not None and choice not in round.choices:
        raise Refused("unknown", "That answer is not open here.")
    result = winner(room)
    if isinstance(result, Decided) and choice in (None, result.choice):
        return result.choice, result.by
    if choice is not None:
        return choice, "facilitator"
    if isinstance(result, Tie):
        raise Refused("undecided", "Several answers have most votes; pick one or vote again.")
    raise Refused("undecided", "Nobody has voted; pick an answer or vote again.")


def _past_story(room: Room) -> Deeds:
    if room.play.status == "choosing":
        return (_opening(room),)
    if room.play.status == "passing":
        return _opening_after(room, deeds.WentOn(room.play.scene.id))
    return (deeds.Ended(),)


def _opening_after(room: Room, deed: Deed) -> Deeds:
    """A step, and the round that opens where it leads to a decision."""
    after = room.after(deed)
    return (deed, _opening(after)) if after.play.status == "choosing" else (deed,)


def _opening(room: Room) -> deeds.RoundOpened:
    """The next round, on the decision at which the story stands."""
    scene = room.play.scene
    return deeds.RoundOpened(
        len(room.rounds) + 1,
        scene.id,
        open_answers(room.play),
        scene.seconds if scene.seconds is not None else room.opened.seconds,
    )


def _round(room: Room, *phases: Phase) -> Round:
    """The round at which the room stands, if the room is doing one of these."""
    round = room.round
    if round is not None and room.phase in phases:
        return round
    raise Refused("not-now", _WHAT_FIRST[room.phase])


_WHAT_FIRST: Final[dict[Phase, str]] = {
    "lobby": "The story has not begun; start it first.",
    "story": "Nothing is to be decided here.",
    "voting": "The vote is open; close and reveal it first.",
    "closed": "The result is not shown yet; reveal it first.",
    "revealed": "The result is shown already; go on, or vote again.",
    "debrief": "The story is over.",
}


def _over() -> Refused:
    return Refused("not-now", _WHAT_FIRST["debrief"])


def _check_known(room: Room, person: str) -> None:
    if person not in room.people:
        raise Refused("unknown", "Nobody of that name is in the room.")


def _check_takes_part(room: Room, person: str) -> None:
    if person not in room.people:
        raise Refused("unknown", "You are not in this room; join it first.")
    if not room.takes_part(person):
        raise Refused("sent-out", "You were sent out of this room.")
