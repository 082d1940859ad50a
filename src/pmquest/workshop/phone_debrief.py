"""Somebody's own debrief, the room's beside it: on their phone, and as a file to keep."""

from __future__ import annotations

from markupsafe import Markup

from pmquest.report import pictures
from pmquest.report.environments import style_sheet
from pmquest.scoring.account import DebriefDecision
from pmquest.workshop import pictures as room_pictures
from pmquest.workshop.debrief import OwnDecision, common, own_debrief
from pmquest.workshop.environment import drawn, workshop_environment
from pmquest.workshop.room import Room


class DebriefPages:
    """Draws everybody's own debrief in one room; what many of them share is drawn once."""

    def __init__(self) -> None:
        self._beside: _Beside | None = None

    def piece(self, room: Room, person: str) -> str:
        """Give somebody's own debrief as a piece of the phone page.

        Raises KeyError where nobody has this id.
        """
        return drawn("own_debrief", **self._told(room, person), kept=False)

    def document(self, room: Room, person: str) -> str:
        """Give the same as one HTML file that loads nothing and runs nothing.

        Raises KeyError where nobody has this id.
        """
        style = style_sheet(workshop_environment(), "room")
        return drawn("kept_debrief", **self._told(room, person), kept=True, style=style)

    def _told(self, room: Room, person: str) -> dict[str, object]:
        """What both are drawn from."""
        beside = self._beside
        if beside is None or not beside.holds_for(room):
            beside = self._beside = _Beside(room)
        return {
            "room": beside.common.debrief,
            "own": own_debrief(room, person, beside.common),
            "beside": beside,
            "hands": room.opened.hands,
            "pictures": pictures,
        }


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
            piece = drawn(
                name,
                **values,
                kept=kept,
                debrief=self.common.debrief,
                hands=self._room.opened.hands,
                room_pictures=room_pictures,
            )
            self._drawn[key] = Markup(piece)  # noqa: S704 - a template that escapes made it
        return self._drawn[key]
