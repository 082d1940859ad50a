"""What the facilitator's screens are sent: a room as the projector and the notes show it.

The projector stands on a wall, so it is sent nothing that the room should not see yet: no count
before the reveal, no judgment and no reason before the facilitator shows them.
"""

from __future__ import annotations

from msgspec.structs import replace

from pmquest.engine.views import Outcome
from pmquest.workshop import tally
from pmquest.workshop.debrief import room_debrief
from pmquest.workshop.decisions import Answer, answers
from pmquest.workshop.deeds import DecidedBy
from pmquest.workshop.room import Room, has_news
from pmquest.workshop.rounds import Round
from pmquest.workshop.views import Around, Facilitator, OnWall, Somebody


def facilitator(room: Room, around: Around, *, notes: bool) -> Facilitator:
    """The room as the projector shows it; with what is private where `notes`."""
    scenario, play, round = room.machine.scenario, room.play, room.round
    revealed = round is not None and round.revealed
    scene = play.scene
    choice, by = _next(room) if revealed else (None, None)
    keyed = revealed or notes
    return Facilitator(
        sequence=room.sequence,
        code=room.opened.code,
        title=scenario.title,
        role=scenario.role,
        phase=room.phase,
        paused=room.paused,
        hands=room.opened.hands,
        tie=room.opened.tie,
        address=around.address,
        addresses=around.addresses,
        people=_people(room, around),
        answered=0 if round is None else round.total,
        present=len(room.present),
        scene=play.view if room.started else None,
        stuck=play.stuck_reason or "" if room.started else "",
        outcome=_outcome(room),
        changes=dict(play.changes) if room.started else {},
        steps=len(room.steps),
        decision=None if round is None else play.next_decision,
        round=None if round is None else round.number,
        hands_counted={} if round is None else dict(round.hands or {}),
        rounds_here=_rounds_here(room),
        seconds=around.seconds if room.phase == "voting" else None,
        bars=_bars(room, round, notes=notes) if round is not None and keyed else (),
        coaching=round is not None and round.coaching,
        calls_for=scene.calls_for if round is not None and keyed else None,
        tied=_tied(round) if round is not None and revealed else (),
        next_choice=choice,
        next_by=by,
        decided=_decided(room),
        notes=(scene.notes or "") if notes and room.started else "",
        signal=(scene.signal or "") if round is not None and keyed else "",
        warning=around.warning,
        reachable=around.reachable,
        rehearsal=around.rehearsal,
        on_wall=around.on_wall if around.on_wall.at == len(room.steps) else OnWall(len(room.steps)),
        debrief=room_debrief(room) if room.ended else None,
    )


def _people(room: Room, around: Around) -> tuple[Somebody, ...]:
    """Everybody who ever joined, in the order in which they came."""
    votes = {} if room.round is None else room.round.votes
    return tuple(
        Somebody(
            id=person.id,
            name=person.name,
            kicked=person.kicked,
            answered=person.id in votes,
            connected=person.id in around.connected,
        )
        for person in room.people.values()
    )


def _outcome(room: Room) -> Outcome | None:
    """What the step before did, while there is something to read about it; without the reason."""
    if room.phase != "story" or not has_news(room):
        return None
    assert room.play.outcome is not None
    return replace(room.play.outcome, why=None)


def _rounds_here(room: Room) -> int:
    """How many rounds there were on the decision at which the story stands."""
    here = len(room.steps)
    return sum(round.step == here and not round.taken_back for round in room.rounds)


def _bars(room: Room, round: Round, *, notes: bool) -> tuple[Answer, ...]:
    """The answers with their votes; how they serve once that is shown, or for the notes."""
    found = answers(room, round)
    if round.coaching or notes:
        return found
    return tuple(replace(each, judgment=None, why="") for each in found)


def _tied(round: Round) -> tuple[str, ...]:
    leaders = tally.leaders(round)
    return leaders if len(leaders) > 1 else ()


def _next(room: Room) -> tuple[str | None, DecidedBy | None]:
    """The answer that the room goes on with by itself, and how it was found."""
    found = tally.winner(room)
    return (found.choice, found.by) if isinstance(found, tally.Decided) else (None, None)


def _decided(room: Room) -> tuple[tuple[str, str, DecidedBy], ...]:
    """The road so far: where, what, and how it was found."""
    taken = [step.by for step in room.steps if step.by is not None]
    met = [(each.view.title, each.outcome.text) for each in room.play.passages if each.outcome]
    return tuple((title, text, by) for (title, text), by in zip(met, taken, strict=True))
