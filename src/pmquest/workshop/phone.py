"""What phones are sent: what all of them show, made once, and what one of them is told besides."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from pmquest.engine.play import Play
from pmquest.engine.views import MeterView
from pmquest.report.exhibit_document import exhibit_html
from pmquest.report.html_text import html_blocks, html_runs
from pmquest.report.prose import inline, prose
from pmquest.scoring.account import moved_in_words
from pmquest.scoring.clean import clean_line
from pmquest.scoring.words import level_in_words, measured
from pmquest.workshop import tally
from pmquest.workshop.decisions import Answer, answers
from pmquest.workshop.deeds import DecidedBy
from pmquest.workshop.environment import drawn
from pmquest.workshop.room import Phase, Room, has_news
from pmquest.workshop.rounds import Round
from pmquest.workshop.views import Own, PhoneBar, PhoneChoice, PhoneMeter, Shared

_ON_STAGE: Final[frozenset[Phase]] = frozenset({"story", "voting", "closed", "revealed"})
"""What a room is doing while a scene is shown."""

_FOUND: Final[dict[DecidedBy, str]] = {
    "majority": "Most of the room said",
    "facilitator": "The facilitator went on with",
    "drawn": "The votes were equal; this was drawn",
    "timeout": "Nobody voted, so it came to this",
}
"""What stands above the answer with which the room went on, by how it was found."""


def shared(room: Room, seconds: float | None = None) -> Shared:
    """Make what every phone of the room shows.

    `seconds` is how much time the open round has left; None without a limit. No count of votes
    is in it before the reveal, and nothing that gives away the level of an answer.
    """
    scenario = room.machine.scenario
    plain = Shared(
        sequence=room.sequence,
        code=room.opened.code,
        title=scenario.title,
        language=scenario.language,
        phase=room.phase,
        paused=room.paused,
        hands=room.opened.hands,
        joined=len(room.present),
        reflect=tuple(map(_sentence, scenario.reflect)) if room.ended else (),
    )
    if room.phase == "lobby":
        return replace(plain, scene_html=drawn("lobby", scenario=scenario))
    return _on_stage(plain, room, seconds) if room.phase in _ON_STAGE else plain


def own(room: Room, person: str) -> Own:
    """Make what one person's phone is told besides. Raises KeyError where nobody has this id."""
    somebody = room.people[person]
    return Own(
        person=person,
        name=somebody.name,
        kicked=somebody.kicked,
        vote=room.round.votes.get(person) if room.round else None,
        reflections=room.reflections.get(person, {}),
    )


def _on_stage(plain: Shared, room: Room, seconds: float | None) -> Shared:
    """Add the scene at which the story stands, and how far its vote has come."""
    play, round = room.play, room.round
    if round is None and play.status == "choosing" and has_news(room):
        return _with_news(plain, room)
    view, ending = play.view, play.view.ending
    staged = replace(
        plain,
        scene_title=view.title,
        scene_html=_scene_html(play),
        meters=tuple(map(_meter, view.meters)),
        before_html=_before_html(room),
        ending_in_words=f"A {ending} ending." if play.status == "ended" else "",
    )
    if round is None:
        return staged
    staged = replace(
        staged,
        round=round.number,
        decision=play.next_decision,
        choices=tuple(
            PhoneChoice(
                choice.id,
                _sentence(choice.text),
                choice.id in round.choices,
                clean_line(choice.locked or ""),
            )
            for choice in view.choices
        ),
        seconds=None if round.closed else seconds,
    )
    return _with_result(staged, room, round) if round.revealed else staged


def _with_news(plain: Shared, room: Room) -> Shared:
    """Add what came of the last answer alone; the next decision comes with its vote."""
    return replace(
        plain,
        scene_title=room.play.passages[-2].view.title,
        scene_html=_before_html(room),
        meters=tuple(map(_meter, room.play.view.meters)),
    )


def _with_result(staged: Shared, room: Room, round: Round) -> Shared:
    """Add how the round came out, by level; judgment and reasons once the coaching is shown."""
    called = room.play.scene.calls_for
    return replace(
        staged,
        bars=tuple(_bar(each, coached=round.coaching) for each in answers(room, round)),
        called_in_words=level_in_words(called) if called else "",
        votes=round.total,
    )


def _bar(answer: Answer, *, coached: bool) -> PhoneBar:
    """An answer with its votes; how it serves and why only where that is `coached`."""
    return PhoneBar(
        id=answer.id,
        number=answer.number,
        html=_sentence(answer.text),
        votes=answer.votes,
        share=answer.share,
        votes_in_words=answer.votes_in_words,
        level=answer.level,
        level_in_words=answer.level_in_words,
        judgment_in_words=answer.judgment_in_words if coached else "",
        why_html=str(html_blocks(prose(answer.why))) if coached else "",
        leading=answer.leading,
    )


def _scene_html(play: Play) -> str:
    return drawn("scene", view=play.view, stuck=play.stuck_reason, picture=exhibit_html)


def _before_html(room: Room) -> str:
    """What came of the answer with which the room came here; "" where it came without one."""
    taken = room.play.outcome
    if not room.steps or room.steps[-1].by is None or taken is None:
        return ""
    found, moved = _found_in_words(room, taken.choice), moved_in_words(taken.changes)
    return drawn("before", outcome=taken, found=found, moved=moved)


def _found_in_words(room: Room, choice: str) -> str:
    """What stands above the answer with which the room went on."""
    step = room.steps[-1]
    assert step.by is not None
    assert step.round is not None
    round = room.rounds[step.round - 1]
    if step.by == "majority" and not tally.is_majority(round.share(choice)):
        return "Most votes went to"
    return _FOUND[step.by]


def _meter(meter: MeterView) -> PhoneMeter:
    share = (meter.value - meter.min) / max(1, meter.max - meter.min)
    return PhoneMeter(clean_line(meter.label), measured(meter.value, meter.unit), share)


def _sentence(text: str) -> str:
    return str(html_runs(inline(text)))
