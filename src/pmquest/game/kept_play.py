"""A play that is written down as it happens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from pmquest.engine.play import Play
from pmquest.game.deeds import (
    Deed,
    Finished,
    Noted,
    Picked,
    Planned,
    Reflected,
    TakenBack,
    entry,
)
from pmquest.game.errors import CarriedOnElsewhere, DebriefComesLater, NoTakingBack
from pmquest.game.keeping import Keeper, StreamLog
from pmquest.game.saved_play import SavedPlay, fold
from pmquest.game.settings import Mode
from pmquest.game.words import day
from pmquest.journal.errors import StreamConflict
from pmquest.scoring.clean import clean

if TYPE_CHECKING:
    from pmquest.scoring.debrief import Answers, Debrief


class KeptPlay:
    """A play that is written down as it happens.

    Each of its deeds is on disk before it returns, or, where that fails, kept in memory and
    said in `game.notices`. All raise `CarriedOnElsewhere` where another window wrote to it.
    """

    play: Play
    """How it stands now: a new value after every deed."""
    remark: str
    """A sentence to show once after resuming, such as that the scenario was edited; or ""."""

    def __init__(self, keeper: Keeper, log: StreamLog, play: Play, remark: str = "") -> None:
        """Take up a play whose stream stands as `play` does."""
        self._keeper = keeper
        self._log = log
        self._known = len(log.events)
        self._saved = fold(log.events)
        self.play = play
        self.remark = remark
        self._write(play)  # a story may be over where it begins

    @property
    def id(self) -> str:
        """Its number."""
        return self._log.number

    @property
    def mode(self) -> Mode:
        """How it is played."""
        return self._saved.start.mode

    @property
    def played_in_words(self) -> str:
        """When it was begun and how it is played: "Played on 22 November 2026, coached"."""
        started = self._saved.started.astimezone(self._keeper.now().tzinfo)
        return f"Played on {day(started)} {started.year}, {self.mode}"

    @property
    def replay(self) -> bool:
        """Whether it began at a decision of an earlier play."""
        return self._saved.start.replay_of is not None

    @property
    def may_take_back(self) -> bool:
        """Whether taking back is allowed and there is a pick to take back."""
        return self.mode == "coached" and bool(self.play.picks)

    def pick(self, choice_id: str, timed_out: bool = False) -> Play:
        """Take a choice; raises the engine's `PickRefused` where it cannot be taken."""
        scene = self.play.scene.id
        play = self.play.pick(choice_id)
        self._write(play, Picked(scene, choice_id, timed_out))
        return play

    def go_on(self) -> Play:
        """Pass a scene without choices."""
        play = self.play.go_on()
        self._write(play)
        return play

    def take_back(self) -> Play:
        """Take the last pick back; raises `NoTakingBack`."""
        if self.mode == "assessed":
            raise NoTakingBack("In an assessed play nothing is taken back.")
        if not self.play.picks:
            raise NoTakingBack("There is nothing to take back yet.")
        play = self.play.take_back()
        self._write(play, TakenBack())
        return play

    @property
    def decision_at_hand(self) -> int:
        """The choice that waits, and between choices the one that was made last; from 0."""
        made = len(self.play.picks)
        return made if self.play.status == "choosing" else max(0, made - 1)

    @property
    def notes(self) -> dict[int, str]:
        """The player's notes, by the index of the decision, from 0."""
        scenes = (pick.scene for pick in self.play.picks)
        return self._saved.notes_on([*scenes, self._waiting_scene])

    def note(self, text: str, decision: int | None = None) -> None:
        """Write a note on a decision (default: the one at hand); "" removes it."""
        place = self.decision_at_hand if decision is None else decision
        scenes = [*(pick.scene for pick in self.play.picks), self._waiting_scene]
        scene = scenes[place] if place < len(scenes) else ""
        self._write(self.play, Noted(place, scene, clean(text).strip()))

    def reflect(self, index: int, text: str) -> None:
        """Answer a reflection question of the scenario, counted from 0; "" removes it."""
        self._write(self.play, Reflected(index, clean(text).strip()))

    def plan(self, text: str) -> None:
        """Write the if-then plan; "" goes back to the debrief's own."""
        self._write(self.play, Planned(clean(text).strip()))

    @property
    def answers(self) -> Answers:
        """Notes, reflections and plan, as the debrief takes them."""
        return answers(self._saved, self.play)

    def debrief(self) -> Debrief:
        """Give the debrief of the play as it stands.

        Raises `DebriefComesLater` for an assessed play that is not over.
        """
        from pmquest.scoring.debrief import debrief

        if not self._saved.may_be_judged:
            raise DebriefComesLater("This play is assessed: its debrief comes with the ending.")
        return debrief(self.play, self.answers)

    @property
    def _waiting_scene(self) -> str:
        """The scene whose choice waits; "" between choices."""
        return self.play.scene.id if self.play.status == "choosing" else ""

    def _write(self, play: Play, *deeds: Deed) -> None:
        """Write down what was done and, where the play is over now, that it is."""
        if play.status in ("ended", "stuck") and self._saved.finished is None:
            deeds = (*deeds, Finished(play.scene.id if play.status == "ended" else None))
        if not deeds:
            self.play = play
            return
        write(self._keeper, self._log, deeds, after=self._known)
        self._known = len(self._log.events)
        self._saved = fold(self._log.events)
        self.play = play


def write(
    keeper: Keeper,
    log: StreamLog,
    deeds: Iterable[Deed],
    texts: Mapping[str, bytes] | None = None,
    after: int | None = None,
) -> None:
    """Write down deeds of a play; raises `CarriedOnElsewhere` where it has gone on without us."""
    entries = [entry(deed) for deed in deeds]
    try:
        keeper.append(log, entries, texts, after)
    except StreamConflict as conflict:
        raise CarriedOnElsewhere(
            "This play was carried on in another window, or deleted there. "
            "Open it again to go on from where it stands."
        ) from conflict


def answers(saved: SavedPlay, play: Play) -> Answers:
    """Give what the player wrote in a play, as its debrief takes it."""
    from pmquest.scoring.debrief import Answers

    scenes = [pick.scene for pick in play.picks]
    return Answers(saved.notes_on(scenes), saved.reflections, saved.plan)
