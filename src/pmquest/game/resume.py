"""Taking up a play again, also where its scenario has been edited since (format.md).

Replay goes as far as the picks still mean the same. Where all of them do, the play goes on under
the new version; at the first that does not, the player is told where and why, and chooses.
Nothing is deleted, whatever is chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pmquest.engine.machine import Machine
from pmquest.engine.play import Pick, PickRefused, Play
from pmquest.game.deeds import Held, Rebased
from pmquest.game.errors import UnreadablePlay
from pmquest.game.keeping import Keeper, StreamLog
from pmquest.game.kept_play import KeptPlay, write
from pmquest.game.library import Library
from pmquest.game.saved_play import SavedPlay, fold
from pmquest.game.versions import Versions
from pmquest.scoring.clean import clean_line

if TYPE_CHECKING:
    from pmquest.scenario.model import Scenario

STILL_STANDS: Final = (
    "The scenario was edited since you left. Everything you chose still stands, and the story "
    "goes on in its new version."
)
GONE: Final = (
    "The scenario's file is not there any more; you go on in the version that was saved with "
    "your play."
)
BROKEN: Final = (
    "The scenario's file was edited and cannot be read now; you go on in the version that was "
    "saved with your play."
)


@dataclass(frozen=True, slots=True)
class Offer:
    """One way to go on with a play whose scenario was edited."""

    id: str
    """`go-on`, `finish-saved` or `start-over`."""
    label: str
    """What it does, for a button or a line."""
    meaning: str
    """What follows from it, in a sentence."""
    take: Callable[[], KeptPlay]
    """Takes the offer; raises `CarriedOnElsewhere` as a play does."""


@dataclass(frozen=True, slots=True)
class EditedScenario:
    """A play cannot simply go on, because its scenario was edited in a place it has passed."""

    play_id: str
    title: str
    """The scenario's title now."""
    kept: int
    """How many picks still mean the same."""
    lost: int
    """How many do not, from the first that does not."""
    where: str
    """Where replaying stopped: "decision 3, at “Wednesday, 14:20”"."""
    why: str
    """Why, in a sentence."""
    offers: tuple[Offer, ...]
    """What the player may choose, in the order to show: go on from there under the new
    version, finish the version that was saved, start over."""


class Resuming:
    """Takes plays up again."""

    def __init__(
        self,
        keeper: Keeper,
        library: Library,
        versions: Versions,
        start_over: Callable[[str], KeptPlay],
    ) -> None:
        """Take what it works with; `start_over` begins a play's scenario anew."""
        self._keeper = keeper
        self._library = library
        self._versions = versions
        self._start_over = start_over

    def as_saved(self, log: StreamLog, saved: SavedPlay, remark: str = "") -> KeptPlay:
        """Take a play up in the version it stands under; raises `UnreadablePlay`."""
        machine = self._versions.machine(saved.start.scenario, saved.hash)
        return KeptPlay(self._keeper, log, replayed(machine, saved), remark)

    def take_up(self, log: StreamLog) -> KeptPlay | EditedScenario:
        """Take a play up where it stands, in its scenario as it is now."""
        saved = fold(log.events)
        if saved.finished is not None:
            return self.as_saved(log, saved)
        now, remark = self.scenario_now(saved)
        if now is None:
            return self.as_saved(log, saved, remark)
        machine = self._versions.machine_of(now)
        if now.hash in (saved.hash, saved.held):
            return self.as_saved(log, saved)
        try:
            play = Play.replay(machine, saved.start.seed, saved.picks)
        except PickRefused as refusal:
            return self._edited(log, saved, machine, refusal)
        return self._rebased(log, len(log.events), play, STILL_STANDS)

    def scenario_now(self, saved: SavedPlay) -> tuple[Scenario | None, str]:
        """Read a play's scenario as it is now; where that cannot be done, says why."""
        reading = self._library.now(saved.start.path, saved.start.scenario)
        if reading is None:
            return None, GONE
        return reading.scenario, "" if reading.scenario else BROKEN

    def _edited(
        self, log: StreamLog, saved: SavedPlay, machine: Machine, refusal: PickRefused
    ) -> EditedScenario:
        now, known, kept = machine.scenario, len(log.events), refusal.index
        partial = Play.replay(machine, saved.start.seed, saved.picks[:kept])
        before = self._as_it_stood(saved, kept)
        go_on = Offer(
            "go-on",
            "Go on from there",
            f"You play on in the new version; {_standing(kept)}.",
            lambda: self._rebased(log, known, partial, ""),
        )
        finish = Offer(
            "finish-saved",
            "Finish the saved version",
            "You play the version that was saved to its end, as if nothing had been edited.",
            lambda: self._held(log, known, saved, now.hash),
        )
        anew = Offer(
            "start-over",
            "Start over",
            "You begin the new version from its first scene; this play stays in your history.",
            lambda: self._start_over(log.number),
        )
        return EditedScenario(
            play_id=log.number,
            title=now.title,
            kept=kept,
            lost=len(saved.picks) - kept,
            where=f"decision {kept + 1}, at “{_scene_title(refusal.pick, before)}”",
            why=_why(refusal.pick, partial.settle(), before),
            offers=(go_on, finish, anew) if before else (go_on, anew),
        )

    def _as_it_stood(self, saved: SavedPlay, decision: int) -> Play | None:
        """Give the play at one of its decisions, in the saved version; None where that is gone."""
        try:
            machine = self._versions.machine(saved.start.scenario, saved.hash)
            return replayed(machine, saved, decision).settle()
        except UnreadablePlay:
            return None

    def _rebased(self, log: StreamLog, known: int, play: Play, remark: str) -> KeptPlay:
        hash = play.scenario.hash
        text = self._versions.text(hash)
        texts = {} if text is None else {hash: text}
        write(self._keeper, log, [Rebased(hash, play.picks)], texts, after=known)
        return KeptPlay(self._keeper, log, play, remark)

    def _held(self, log: StreamLog, known: int, saved: SavedPlay, against: str) -> KeptPlay:
        write(self._keeper, log, [Held(against)], after=known)
        return self.as_saved(log, saved)


def replayed(machine: Machine, saved: SavedPlay, picks: int | None = None) -> Play:
    """Replay a play, or its first so many picks, in its own version.

    Raises `UnreadablePlay` where that cannot be done.
    """
    try:
        return Play.replay(machine, saved.start.seed, saved.picks[:picks])
    except PickRefused as refusal:
        raise UnreadablePlay(
            f"What was played does not fit the version of “{clean_line(saved.start.title)}” that "
            f"was kept with it (decision {refusal.index + 1})."
        ) from refusal


def _standing(kept: int) -> str:
    if kept == 0:
        return "none of your decisions stands"
    return "your first decision stands" if kept == 1 else f"your first {kept} decisions stand"


def _why(pick: Pick, here: Play, before: Play | None) -> str:
    """Say why a pick does not mean the same any more.

    `here` is where the new version stands at that pick, `before` where the saved one stood.
    """
    scene = here.scene
    if here.status in ("ended", "stuck"):
        return f"In the new version the story is over before that, at “{here.view.title}”."
    if not any(pick.scene in (each.id, *each.was) for each in here.scenario.scenes.values()):
        return "That scene is not in the new version any more."
    if pick.scene not in (scene.id, *scene.was):
        return f"In the new version the story has come to “{here.view.title}” instead."
    text = _choice_text(pick, before)
    if not any(pick.choice in (each.id, *each.was) for each in scene.choices.values()):
        return f"What you chose there, “{text}”, is not offered in the new version any more."
    return f"What you chose there, “{text}”, is not open in the new version as things stand."


def _scene_title(pick: Pick, before: Play | None) -> str:
    return before.view.title if before else clean_line(pick.scene)


def _choice_text(pick: Pick, before: Play | None) -> str:
    texts = {choice.id: choice.text for choice in before.view.choices} if before else {}
    return clean_line(texts.get(pick.choice, pick.choice))
