"""Every decision of a play as a debrief tells it: what was picked, what moved, the better road."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from pmquest.engine.play import Play
from pmquest.engine.views import MeterChange, Outcome, SceneView
from pmquest.framework import Judgment, Level
from pmquest.scenario.model import Choice, Panel
from pmquest.scoring.clean import clean
from pmquest.scoring.moments import Moment, moments
from pmquest.scoring.words import (
    counted,
    judgment_in_words,
    level_in_words,
    percent,
    signed,
)


class Road(Struct, frozen=True):
    """The better road that was open at a decision and was not taken."""

    choice: str
    """The id of the choice."""
    text: str
    """The deed, as the player read it."""
    level: Level
    judgment: Judgment
    why: str
    """The coaching as Markdown, as it would have been read after taking it; "" where none."""

    @property
    def level_in_words(self) -> str:
        """The level of this road with its glyph."""
        return level_in_words(self.level)

    @property
    def judgment_in_words(self) -> str:
        """The judgment of this road with its dots."""
        return judgment_in_words(self.judgment)


class DebriefDecision(Struct, frozen=True):
    """One pick of a play, ready to be shown; `moment` has its levels, judgment and points."""

    moment: Moment
    scene_title: str
    """When or where it happened, as the player read it."""
    signal: str
    """The cue for the level that the moment called for; "" where there is none."""
    answer: str
    """The text of the choice that was picked, as the player read it."""
    why: str
    """The coaching for it as Markdown; "" where narrative."""
    better: Road | None
    """The road that would have been better; None where nothing open was better."""
    changes: tuple[MeterChange, ...]
    """The meters that the answer itself moved."""
    arrivals: tuple[MeterChange, ...]
    """The meters that moved after it, by arriving in scenes on the way to the next choice, the
    end or a dead end."""
    note: str
    """The player's note to oneself, clean; "" where there is none."""
    keyed: str
    """How many who judged the answer agreed, where the scenario says so: "86 % of 7 people chose
    this judgment"; else ""."""

    @property
    def changes_in_words(self) -> str:
        """What the answer moved: "Customer trust +4 · Budget −2 k€", or "nothing moved"."""
        return moved_in_words(self.changes) or "nothing moved"

    @property
    def arrivals_in_words(self) -> str:
        """What moved after it: "then, on the way: Customer trust −6"; "" where nothing."""
        return f"then, on the way: {moved_in_words(self.arrivals)}" if self.arrivals else ""

    @property
    def lost_in_words(self) -> str:
        """What the decision cost: "2 points lost", "1 point lost"; "" where nothing."""
        return f"{counted(self.moment.lost, 'point')} lost" if self.moment.lost else ""


def account(play: Play, notes: Mapping[int, str]) -> tuple[DebriefDecision, ...]:
    """Tell every pick of a play that has been settled, in order.

    `notes` are the player's, by the place of the pick among all picks, from 0.
    """
    met = (passage.view for passage in play.passages if passage.outcome is not None)
    played = moments(play.scenario, play.decisions)
    return tuple(
        _told(play, view, moment, clean(notes.get(moment.index, "")).strip())
        for view, moment in zip(met, played, strict=True)
    )


def keyed_in_words(panel: Panel | None) -> str:
    """Say who judged the answers of a scenario: "The author alone judged the answers."."""
    judges = "The author alone" if panel is None else counted(panel.n, "person", "people")
    return f"{judges} judged the answers."


def agreed_in_words(panel: Panel | None, agreement: float | None) -> str:
    """Say how much of a panel agreed: "86 % of 7 people chose this judgment"; "" for None."""
    if agreement is None:
        return ""
    judges = f" of {counted(panel.n, 'person', 'people')}" if panel else ""
    return f"{percent(agreement)}{judges} chose this judgment"


def moved_in_words(changes: Iterable[MeterChange]) -> str:
    """Say how several meters moved: "Customer trust +4 · Budget −2 k€"; "" where none did."""
    return " · ".join(map(change_in_words, changes))


def change_in_words(change: MeterChange) -> str:
    """Say how one meter moved: "Budget −2 k€"."""
    return f"{change.label} {signed(change.after - change.before, change.unit)}"


def told(
    moment: Moment,
    view: SceneView,
    outcome_of: Callable[[str], Outcome],
    panel: Panel | None,
) -> DebriefDecision:
    """Tell one decision: `view` is its scene, `outcome_of` gives what each answer there does.

    What followed it, and what the player noted, is left empty.
    """
    taken = outcome_of(moment.choice.id)
    return DebriefDecision(
        moment=moment,
        scene_title=view.title,
        signal=moment.scene.signal or "",
        answer=taken.text,
        why=taken.why or "",
        better=_road(moment.better, outcome_of),
        changes=taken.changes,
        arrivals=(),
        note="",
        keyed=agreed_in_words(panel, moment.choice.agreement),
    )


def _told(play: Play, view: SceneView, moment: Moment, note: str) -> DebriefDecision:
    decision = told(
        moment, view, lambda choice: play.outcome_at(moment.index, choice), play.scenario.panel
    )
    arrivals = _arrivals(play, moment.index, decision.changes)
    return replace(decision, arrivals=arrivals, note=note)


def _road(choice: Choice | None, outcome_of: Callable[[str], Outcome]) -> Road | None:
    if choice is None or choice.level is None or choice.judgment is None:
        return None
    taken = outcome_of(choice.id)
    return Road(choice.id, taken.text, choice.level, choice.judgment, taken.why or "")


def _arrivals(play: Play, index: int, answered: Iterable[MeterChange]) -> tuple[MeterChange, ...]:
    """What moved between an answer, with its own changes, and the next choice."""
    left_at = {change.id: change.after for change in answered}
    changes = []
    for id, history in play.meter_history.items():
        meter, after = play.scenario.meters[id], history[index + 1]
        before = left_at.get(id, history[index])
        if before != after:
            changes.append(MeterChange(id, meter.label, meter.unit, before, after, meter.better))
    return tuple(changes)
