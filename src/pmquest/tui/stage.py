"""What the play screen shows at one moment, as a value: text, offers, meters, place.

The screen keeps a play and perhaps the answer that is being read about; everything it shows
follows from these here, without a widget.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from pmquest.engine.play import Passage, Play
from pmquest.engine.views import Outcome, SceneView
from pmquest.report.lines import Line
from pmquest.scoring.moments import Moment, moment
from pmquest.tui import pages
from pmquest.tui.cards import Offer
from pmquest.tui.meters import MeterValues

_ELSEWHERE: Final = (
    "This play was carried on in another window. Nothing is lost: take it up again as it "
    "stands there now."
)
_OVER: Final = {"ended": "the end", "stuck": "stuck"}


@dataclass(frozen=True, slots=True)
class Answered:
    """The last choice, while the player reads what came of it."""

    outcome: Outcome
    scene: SceneView
    """The scene in which it was made."""
    moment: Moment | None
    """How it served, where the player is coached; else None."""
    timed_out: bool = False

    @property
    def says_something(self) -> bool:
        """Whether there is anything to read before the next scene."""
        outcome = self.outcome
        told = outcome.result or outcome.changes or (self.moment and outcome.why)
        return bool(told or self.timed_out)

    @property
    def meters(self) -> MeterValues:
        """The meters as the choice itself left them, before the next scene is entered."""
        after = {change.id: change.after for change in self.outcome.changes}
        moved = {change.id: change.after - change.before for change in self.outcome.changes}
        meters = (
            replace(meter, value=after.get(meter.id, meter.value)) for meter in self.scene.meters
        )
        return MeterValues(tuple(meters), moved)


@dataclass(frozen=True, slots=True)
class Stage:
    """One moment of a play on the screen."""

    play: Play
    may_take_back: bool
    answered: Answered | None = None
    """The choice that is being read about; None where the scene is shown."""
    elsewhere: bool = False
    """Whether the play was carried on in another window."""

    def page(self, size: int, tall: bool) -> list[Line]:
        """What is read, for a width in cells and whether the window is tall."""
        play, answered = self.play, self.answered
        if self.elsewhere:
            return pages.told_page(_ELSEWHERE, size)
        if answered is not None:
            return pages.outcome_page(
                answered.outcome,
                answered.scene.title,
                size,
                tall=tall,
                coached=answered.moment,
                timed_out=answered.timed_out,
            )
        reason = play.stuck_reason
        if reason is not None:
            return pages.dead_end_page(play.view, reason, size, tall=tall)
        return pages.scene_page(play.view, size, tall=tall, breaks_in=self._breaks_in)

    @property
    def offers(self) -> list[Offer]:
        """What the cards offer."""
        if self.elsewhere:
            return [Offer("reload", "enter", "Take it up as it stands now")]
        status = self.play.status
        if self.answered is not None or status == "passing":
            return [Offer("go on", "enter", "Go on")]
        if status == "ended":
            return [Offer("debrief", "enter", "To the debrief")]
        offers = [
            Offer("choose", str(number), choice.text, choice.locked, choice.id)
            for number, choice in enumerate(self.play.view.choices, 1)
        ]
        if status == "stuck":
            if self.may_take_back:
                offers.append(Offer("take back", "u", "Take the last answer back"))
            offers.append(Offer("debrief", "enter", "To the debrief"))
        return offers

    @property
    def open(self) -> bool:
        """Whether a choice is to be made now."""
        return self.answered is None and not self.elsewhere and self.play.status == "choosing"

    @property
    def decision(self) -> int:
        """The decision that the screen is about, from 0: the open one, else the last."""
        made = len(self.play.picks)
        return made if self.open else max(0, made - 1)

    @property
    def place(self) -> str:
        """How far the play has come, in words."""
        if self.answered is None and self.play.status in _OVER:
            return _OVER[self.play.status]
        turn = self.play.state.turn
        return f"decision {turn if self.answered else turn + 1}"

    @property
    def meters(self) -> MeterValues:
        """The meters as the player should see them now."""
        if self.answered is not None:
            return self.answered.meters
        return MeterValues(self.play.view.meters, self.play.changes)

    @property
    def road(self) -> tuple[Passage, ...]:
        """The scenes that the player has been shown, with what was picked in each."""
        passages = self.play.passages
        unseen = self.answered is not None and passages[-1].outcome is None
        return passages[:-1] if unseen else passages

    @property
    def seconds(self) -> int | None:
        """The time limit of the choice that is to be made now."""
        return self.play.view.seconds if self.open else None

    @property
    def _breaks_in(self) -> bool:
        """Whether the scene interrupts what the last choice was leading to."""
        return len({each.state.fired for each in self.play.moments[-2:]}) > 1


def answered(before: Play, after: Play, *, coached: bool, timed_out: bool) -> Answered | None:
    """What there is to read about the pick that led from one play to the next, if anything."""
    outcome = after.outcome
    if outcome is None:
        return None
    last = len(after.decisions) - 1
    looked_at = moment(after.scenario, after.decisions[last], last) if coached else None
    found = Answered(outcome, before.view, looked_at, timed_out)
    return found if found.says_something else None


def so_far(play: Play) -> tuple[tuple[str, str], ...]:
    """Where each choice was made and what was picked, in order.

    It looks at every scene of the play; from one pick to the next it is cheaper to add to it.
    """
    return tuple(
        (passage.view.title, passage.outcome.text) for passage in play.passages if passage.outcome
    )
