"""A room as it stands: a pure fold over what happened in it (workshop.md, "Shape").

Whatever is not next, such as a vote for a round that is closed or a deed that is doubled, leaves
the room as it was: a fold over any events, in any order, with any doubled, never fails. What may
be done is decided by `moves` before anything is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import groupby
from typing import Any, Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from pmquest.engine.machine import Machine
from pmquest.engine.play import Decision, Play
from pmquest.workshop import deeds
from pmquest.workshop.deeds import DecidedBy, Deed, Opened
from pmquest.workshop.rounds import Round

Phase = Literal["lobby", "story", "voting", "closed", "revealed", "debrief"]
"""What the room is doing: people come in; what came of an answer, a scene without answers, an
ending or a dead end is read; a round is open; it is closed and not shown yet; its result is shown;
it is over."""


class Person(Struct, frozen=True):
    """Somebody in the room."""

    id: str
    name: str
    key: str
    """The SHA-256 of their token, as hexadecimal digits."""
    kicked: bool = False


class Step(Struct, frozen=True):
    """One step of the story: an answer that the room went on with, or a scene that was read."""

    choice: str | None
    """None where a scene without answers was read."""
    round: int | None = None
    """The number of the round that decided; None where a scene was read."""
    by: DecidedBy | None = None


class Room(Struct, frozen=True, dict=True):
    """A room as it stands."""

    machine: Machine
    opened: Opened
    play: Play
    """The story as far as the road goes: its moment at place n is that after n steps."""
    sequence: int = 1
    """The sequence number of the last event that was folded."""
    started: bool = False
    people: Mapping[str, Person] = {}
    """By id, in the order in which they came."""
    keys: Mapping[str, str] = {}
    """The ids of the people, by their keys."""
    names: frozenset[str] = frozenset()
    """The names of the people, casefolded."""
    rounds: tuple[Round, ...] = ()
    """Every round by its number, those on roads that were taken back included."""
    steps: tuple[Step, ...] = ()
    """The road so far."""
    paused: bool = False
    ended: bool = False
    early: bool = False
    """Whether the facilitator ended it before the story did."""
    reflections: Mapping[str, Mapping[int, str]] = {}
    """By person, what they answered, by the place of the question."""

    @property
    def phase(self) -> Phase:
        """What the room is doing."""
        if self.ended:
            return "debrief"
        if not self.started:
            return "lobby"
        if self.round is None:
            return "story"
        if self.round.revealed:
            return "revealed"
        return "closed" if self.round.closed else "voting"

    @cached_property
    def round(self) -> Round | None:
        """The latest round on the decision at which the story stands; None where it stands at
        none."""
        for round in reversed(self.rounds):
            if round.step == len(self.steps) and not round.taken_back:
                return round
        return None

    @cached_property
    def present(self) -> tuple[Person, ...]:
        """Everybody who joined and was not sent out."""
        return tuple(person for person in self.people.values() if not person.kicked)

    @cached_property
    def counted(self) -> tuple[Round, ...]:
        """The round that counts of each decision of the road, in order: the last closed one."""
        last = {each.step: each for each in self.rounds if each.closed and not each.taken_back}
        return tuple(last[step] for step in sorted(last))

    def takes_part(self, person: str) -> bool:
        """Whether somebody of this id joined and was not sent out."""
        found = self.people.get(person)
        return found is not None and not found.kicked

    def after(self, *happened: Deed) -> Room:
        """The room after more events; `sequence` goes up by one for each, whatever it was."""
        room = self
        for alike in _in_one_go(happened):
            changes = _FOLDS[type(alike[0])](room, *alike)
            room = replace(room, sequence=room.sequence + len(alike), **changes)
        return room


def begin(machine: Machine, opened: Opened) -> Room:
    """The room right after its first event."""
    return Room(machine, opened, Play.begin(machine, opened.seed))


def fold(machine: Machine, happened: Iterable[Deed]) -> Room:
    """The room after all its events. Raises ValueError where the first is not `Opened`."""
    first, *others = happened
    if not isinstance(first, Opened):
        raise ValueError("the first event of a room is that it was opened")
    return begin(machine, first).after(*others)


def open_answers(play: Play) -> tuple[str, ...]:
    """The answers that can be taken where the story stands, in the order shown."""
    return tuple(choice.id for choice in play.view.choices if choice.selectable)


def has_news(room: Room) -> bool:
    """Whether there is something to read about what came of the answer that led here."""
    done = room.play.outcome
    answered = bool(room.steps) and room.steps[-1].choice is not None
    return answered and done is not None and bool(done.result or done.changes)


def decision(room: Room, round: Round, choice: str) -> Decision:
    """An answer to a round as scoring counts it."""
    scene = room.machine.scenario.scenes[round.scene]
    selectable = tuple(id for id in scene.choices if id in round.choices)
    return Decision(round.scene, choice, selectable)


Changes = dict[str, Any]
"""The fields of a room that an event changes, with their new values."""

_NOTHING: Final[Changes] = {}
"""What an event changes that is not next."""


def _in_one_go(happened: Iterable[Deed]) -> Iterator[tuple[Deed, ...]]:
    """Give events in order, those together that may be many: people who came in and votes.

    To fold each of them alone copies all people or votes before it, every time.
    """
    for kind, alike in groupby(happened, type):
        if kind in (deeds.Joined, deeds.Voted):
            yield tuple(alike)
        else:
            yield from ((deed,) for deed in alike)


def _nothing(_room: Room, _deed: Deed) -> Changes:
    return _NOTHING


def _joined(room: Room, *came: deeds.Joined) -> Changes:
    people, keys, names = dict(room.people), dict(room.keys), set[str]()
    for deed in came:
        if deed.person not in people and deed.key not in keys:
            people[deed.person] = Person(deed.person, deed.name, deed.key)
            keys[deed.key] = deed.person
            names.add(deed.name.casefold())
    return {"people": people, "keys": keys, "names": room.names | names} if names else _NOTHING


def _kicked(room: Room, deed: deeds.Kicked) -> Changes:
    if not room.takes_part(deed.person):
        return _NOTHING
    return _counting(room, deed.person, kicked=True)


def _readmitted(room: Room, deed: deeds.Readmitted) -> Changes:
    if deed.person not in room.people or room.takes_part(deed.person):
        return _NOTHING
    return _counting(room, deed.person, kicked=False)


def _counting(room: Room, id: str, *, kicked: bool) -> Changes:
    """Have somebody take part or not, and all their votes count or not."""
    person = replace(room.people[id], kicked=kicked)
    rounds = tuple(round.without(id) if kicked else round.again_with(id) for round in room.rounds)
    return {"people": {**room.people, id: person}, "rounds": rounds}


def _started(room: Room, _deed: deeds.Started) -> Changes:
    return _NOTHING if room.phase != "lobby" else {"started": True}


def _round_opened(room: Room, deed: deeds.RoundOpened) -> Changes:
    """Open the first round of a decision, or another after the last was closed."""
    play = room.play
    next_one = deed.round == len(room.rounds) + 1 and deed.scene == play.scene.id
    if not next_one or room.phase not in ("story", "closed", "revealed"):
        return _NOTHING
    if play.status != "choosing" or sorted(deed.choices) != sorted(open_answers(play)):
        return _NOTHING
    round = Round(deed.round, deed.scene, len(room.steps), deed.choices, seconds=deed.seconds)
    return {"rounds": (*room.rounds, round)}


def _voted(room: Room, *cast: deeds.Voted) -> Changes:
    round = room.round
    if round is None or room.phase != "voting" or room.paused or room.opened.hands:
        return _NOTHING
    votes = {
        deed.person: deed.choice
        for deed in cast
        if deed.round == round.number
        and deed.choice in round.choices
        and room.takes_part(deed.person)
    }
    return _in_place(room, round.with_votes(votes)) if votes else _NOTHING


def _hands_counted(room: Room, deed: deeds.HandsCounted) -> Changes:
    round = _here(room, deed.round, "voting", "closed", "revealed")
    if round is None or not round.can_show(deed.counts):
        return _NOTHING
    return _in_place(room, round.with_hands(deed.counts))


def _round_closed(room: Room, deed: deeds.RoundClosed) -> Changes:
    round = _here(room, deed.round, "voting")
    return _NOTHING if round is None else _in_place(room, replace(round, closed=True))


def _revealed(room: Room, deed: deeds.Revealed) -> Changes:
    round = _here(room, deed.round, "closed")
    return _NOTHING if round is None else _in_place(room, replace(round, revealed=True))


def _coaching_shown(room: Room, deed: deeds.CoachingShown) -> Changes:
    round = _here(room, deed.round, "revealed")
    return _NOTHING if round is None else _in_place(room, replace(round, coaching=deed.shown))


def _advanced(room: Room, deed: deeds.Advanced) -> Changes:
    round = _here(room, deed.round, "revealed")
    if round is None or deed.choice not in round.choices:
        return _NOTHING
    step = Step(deed.choice, round.number, deed.by)
    return {"play": room.play.pick(deed.choice), "steps": (*room.steps, step)}


def _went_on(room: Room, deed: deeds.WentOn) -> Changes:
    passing = room.phase == "story" and room.play.status == "passing"
    if not passing or deed.scene != room.play.scene.id:
        return _NOTHING
    return {"play": room.play.go_on(), "steps": (*room.steps, Step(None))}


def _taken_back(room: Room, _deed: deeds.TakenBack) -> Changes:
    """Take back the end where the room has ended, else the last step and what followed it."""
    if room.ended:
        return {"ended": False, "early": False}
    if not room.steps:
        return _NOTHING
    steps = room.steps[:-1]
    return {
        "play": replace(room.play, moments=room.play.moments[:-1]),
        "steps": steps,
        "rounds": tuple(
            replace(round, taken_back=True) if round.step > len(steps) else round
            for round in room.rounds
        ),
    }


def _paused(room: Room, _deed: deeds.Paused) -> Changes:
    return {"paused": True} if room.started and not room.ended else _NOTHING


def _resumed(_room: Room, _deed: deeds.Resumed) -> Changes:
    return {"paused": False}


def _time_given(room: Room, deed: deeds.TimeGiven) -> Changes:
    round = _here(room, deed.round, "voting")
    if round is None or deed.seconds <= 0:
        return _NOTHING
    return _in_place(room, replace(round, seconds=(round.seconds or 0) + deed.seconds))


def _time_left(room: Room, deed: deeds.TimeLeft) -> Changes:
    round = _here(room, deed.round, "voting")
    if round is None or round.seconds is None or deed.seconds < 0:
        return _NOTHING
    return _in_place(room, replace(round, seconds=deed.seconds))


def _ended(room: Room, deed: deeds.Ended) -> Changes:
    return _NOTHING if room.ended else {"ended": True, "early": deed.early, "paused": False}


def _reflected(room: Room, deed: deeds.Reflected) -> Changes:
    asked = 0 <= deed.question < len(room.machine.scenario.reflect)
    if not (room.ended and asked and room.takes_part(deed.person)):
        return _NOTHING
    theirs = {**room.reflections.get(deed.person, {}), deed.question: deed.text}
    if not deed.text:
        del theirs[deed.question]
    return {"reflections": {**room.reflections, deed.person: theirs}}


def _here(room: Room, number: int, *phases: Phase) -> Round | None:
    """The round at which the room stands, where it is this one and the room is doing this."""
    round = room.round
    return round if round and round.number == number and room.phase in phases else None


def _in_place(room: Room, round: Round) -> Changes:
    """Put a round into the place of what it was before."""
    at = round.number - 1
    return {"rounds": (*room.rounds[:at], round, *room.rounds[at + 1 :])}


_FOLDS: Final[dict[type[Deed], Callable[..., Changes]]] = {
    deeds.Opened: _nothing,
    deeds.Joined: _joined,
    deeds.Kicked: _kicked,
    deeds.Readmitted: _readmitted,
    deeds.Started: _started,
    deeds.RoundOpened: _round_opened,
    deeds.Voted: _voted,
    deeds.HandsCounted: _hands_counted,
    deeds.RoundClosed: _round_closed,
    deeds.Revealed: _revealed,
    deeds.CoachingShown: _coaching_shown,
    deeds.Advanced: _advanced,
    deeds.WentOn: _went_on,
    deeds.TakenBack: _taken_back,
    deeds.Paused: _paused,
    deeds.Resumed: _resumed,
    deeds.TimeGiven: _time_given,
    deeds.TimeLeft: _time_left,
    deeds.Ended: _ended,
    deeds.Reflected: _reflected,
}
"""What each kind of event changes in a room; nothing where it is not next."""
