"""What phones are sent: what all of them show, made once, and what one of them is told besides."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup
from msgspec.structs import replace

from pmquest.engine.play import Play
from pmquest.engine.views import MeterView
from pmquest.report import pictures
from pmquest.report.environments import style_sheet
from pmquest.report.exhibit_document import exhibit_html
from pmquest.report.html_text import html_blocks, html_runs
from pmquest.report.prose import inline, prose
from pmquest.scoring.account import DebriefDecision, moved_in_words
from pmquest.scoring.clean import clean_line
from pmquest.scoring.words import level_in_words, measured
from pmquest.workshop import pictures as room_pictures
from pmquest.workshop import tally
from pmquest.workshop.debrief import OwnDecision, common, own_debrief
from pmquest.workshop.decisions import Answer, answers
from pmquest.workshop.deeds import DecidedBy
from pmquest.workshop.environment import workshop_environment
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
        return replace(plain, scene_html=_draw("lobby.html.jinja", scenario=scenario))
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
    return _draw("scene.html.jinja", view=play.view, stuck=play.stuck_reason, picture=exhibit_html)


def _before_html(room: Room) -> str:
    """What came of the answer with which the room came here; "" where it came without one."""
    taken = room.play.outcome
    if not room.steps or room.steps[-1].by is None or taken is None:
        return ""
    found, moved = _found_in_words(room, taken.choice), moved_in_words(taken.changes)
    return _draw("before.html.jinja", outcome=taken, found=found, moved=moved)


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


def debrief_html(room: Room, person: str) -> str:
    """Make somebody's own debrief, the room's beside it, as a piece of the page.

    Raises KeyError where nobody has this id.
    """
    return _draw("own_debrief.html.jinja", **_told(room, person, kept=False))


def keep_html(room: Room, person: str) -> str:
    """Make the same as one HTML file that loads nothing and runs nothing.

    Raises KeyError where nobody has this id.
    """
    style = style_sheet(workshop_environment(), "room")
    return _draw("kept_debrief.html.jinja", **_told(room, person, kept=True), style=style)


class _Beside:
    """What all debriefs of a room have in common, made once for hundreds who ask at once.

    Whoever answered a decision alike is shown the same about it.
    """

    def __init__(self, room: Room) -> None:
        self.common = common(room)
        self._room = room
        self._drawn: dict[tuple[str, int, str, bool], Markup] = {}

    def holds_for(self, room: Room) -> bool:
        """Tell whether votes, road and people are still these."""
        then = self._room
        return then.rounds is room.rounds and then.play is room.play and then.people is room.people

    def answered(self, decision: DebriefDecision) -> Markup:
        """Draw what somebody answered, and the better road."""
        moment = decision.moment
        return self._piece("decision", moment.index, moment.choice.id, False, decision=decision)

    def asked(self, decision: OwnDecision, kept: bool) -> Markup:
        """Draw a decision with everybody's votes and somebody's own answer."""
        mine = decision.own.moment.choice.id if decision.own else ""
        return self._piece(
            "own_decision", decision.room.index, mine, kept, decision=decision, mine=mine
        )

    def _piece(self, name: str, index: int, choice: str, kept: bool, **values: object) -> Markup:
        key = (name, index, choice, kept)
        if key not in self._drawn:
            drawn = _draw(
                f"{name}.html.jinja",
                **values,
                kept=kept,
                debrief=self.common.debrief,
                hands=self._room.opened.hands,
                room_pictures=room_pictures,
            )
            self._drawn[key] = Markup(drawn)  # noqa: S704 - a template that escapes made it
        return self._drawn[key]


class _Latest:
    """Keeps what was made for the room that was asked for last."""

    def __init__(self) -> None:
        self._beside: _Beside | None = None

    def beside(self, room: Room) -> _Beside:
        """Give what the debriefs of a room have in common."""
        beside = self._beside
        if beside is None or not beside.holds_for(room):
            beside = self._beside = _Beside(room)
        return beside


_LATEST: Final = _Latest()


def _told(room: Room, person: str, *, kept: bool) -> dict[str, object]:
    """What both debriefs are drawn from."""
    beside = _LATEST.beside(room)
    return {
        "room": beside.common.debrief,
        "own": own_debrief(room, person, beside.common),
        "beside": beside,
        "hands": room.opened.hands,
        "kept": kept,
        "pictures": pictures,
    }


def _draw(name: str, **values: object) -> str:
    return workshop_environment().get_template(name).render(values)
